import type { AdminTranslate } from '../admin-words.ts';

const faults = ['paper-out', 'paper-out-or-cover', 'cover-open', 'cutter', 'overheated', 'printer-error', 'offline', 'no-answer', 'refused', 'port-missing', 'port-denied', 'port-busy', 'expired', 'bad-job', 'module-fault', 'program-missing', 'unknown-profile', 'paper-low', 'characters-replaced', 'text-cut'] as const;
type Fault = (typeof faults)[number];
const isFault = (fault: string): fault is Fault => faults.some((known) => known === fault);

/** A device's fault in words; one this page doesn't know is given by its code, so that somebody can look it up. */
export const faultText = (a: AdminTranslate, fault: string): string => (isFault(fault) ? a(`fault-${fault}`) : a('fault-other', { fault }));
