import type { AdminTranslate } from '../admin-words.ts';

const faults = ['paper-out', 'paper-low', 'cover-open', 'cutter', 'silent', 'slow', 'garbage'] as const;
type SimFault = (typeof faults)[number];
const isFault = (fault: string): fault is SimFault => faults.some((known) => known === fault);

/** A fault that a simulated printer can be given, on its switch; one this page doesn't know is given by its code. */
export const simFaultText = (a: AdminTranslate, fault: string): string => (isFault(fault) ? a(`sim-${fault}`) : fault);
