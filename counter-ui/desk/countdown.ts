import type { CurrentTicketView } from '../../contract/live-events.ts';

/** Whole seconds until an instant, rounded up so that 0 means: now. */
export const secondsLeft = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1000));

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** `03:12`, from an hour on `1:03:12`; milliseconds below zero count as zero. */
export const clockLength = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
};

type AbsentWait = CurrentTicketView['absent']['waitsFor'][number];
/** `seconds`: what the key counts down; null while something other than time is missing. */
export interface AbsentKey { readonly allowed: boolean; readonly seconds: number | null; readonly waitsFor: readonly AbsentWait[] }

/** The server judges each press; this only spares the clerk one that is sure to be refused. */
export const absentKey = (absent: CurrentTicketView['absent'], now: number): AbsentKey => {
  const others = absent.waitsFor.filter((wait) => wait !== 'time');
  const seconds = absent.allowedAt === null ? null : secondsLeft(absent.allowedAt, now);
  if (absent.allowed || (others.length === 0 && seconds === 0)) return { allowed: true, seconds: null, waitsFor: [] };
  return { allowed: false, seconds: seconds === 0 ? null : seconds, waitsFor: absent.waitsFor };
};

export interface ServiceLength { readonly elapsed: number; readonly usual: number; readonly over: 'no' | 'over' | 'far-over' }

/** Milliseconds since the start against the usual time, which the server gives for all cases together; `far-over` from three times the usual on, when the desk asks. */
export const serviceLength = (current: Pick<CurrentTicketView, 'startedAt' | 'usualMinutes'>, now: number): ServiceLength | null => {
  if (current.startedAt === null) return null;
  const elapsed = Math.max(0, now - current.startedAt);
  const usual = current.usualMinutes * 60_000;
  if (elapsed >= 3 * usual) return { elapsed, usual, over: 'far-over' };
  return { elapsed, usual, over: elapsed > usual ? 'over' : 'no' };
};
