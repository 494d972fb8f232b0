import type { AdminTranslate } from '../admin-words.ts';

const faults = ['paper-out', 'paper-low', 'cover-open', 'cutter', 'silent', 'slow', 'garbage', 'cable', 'off', 'module', 'unreadable'] as const;
type SimFault = (typeof faults)[number];
const isFault = (fault: string): fault is SimFault => faults.some((known) => known === fault);

/** A fault that a simulated device can be given, on its switch; one this page doesn't know is given by its code. */
export const simFaultText = (a: AdminTranslate, fault: string): string => (isFault(fault) ? a(`sim-${fault}`) : fault);

const acts = ['next', 'recall', 'start', 'finish', 'absent', 'hold', 'pause', 'undo', 'rate-1', 'rate-2', 'rate-3', 'rate-4', 'rate-5', 'enter', 'clear', 'resident', 'permit', 'foreigner-old', 'foreigner'] as const;
type SimAct = (typeof acts)[number];
/** A key of a keypad, or a card to lay; digits are their own names. */
export const simActText = (a: AdminTranslate, act: string): string => (acts.some((known) => known === act) ? a(`sim-act-${act as SimAct}`) : act);
