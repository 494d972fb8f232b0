/**
 * The first, honest estimate: with n legs ahead in due order, the wait is the sum of n + 1 gaps between calls. Gaps are
 * taken as exponential at the queue's recent call rate while somebody waited, so the sum is Erlang(n + 1).
 */
export interface CallPace {
  /** Recent calls, as busy time of the queue in ms: time that passed on its clock while somebody waited. Oldest first. */
  readonly calls: readonly number[];
  readonly busyNow: number;
  /** What is believed before anything was measured: ms between two calls, and how many calls that belief weighs. */
  readonly usualGap: number;
}
export interface Estimate { readonly ahead: number; readonly minutes: number; readonly low: number; readonly high: number }

const priorCalls = 3;
export const keptCalls = 16;

/** Calls per ms of busy time, the belief and the measurement together. */
export const callRate = (pace: CallPace): number => {
  const first = pace.calls[0];
  const measured = first === undefined ? 0 : pace.calls.length - 1;
  const span = first === undefined ? 0 : Math.max(0, pace.busyNow - first);
  return (priorCalls + measured) / (priorCalls * pace.usualGap + span);
};

/** How many calls the rate rests on, the belief counted in. */
const callsKnown = (pace: CallPace): number => priorCalls + Math.max(0, pace.calls.length - 1);

/**
 * Quantile of a sum of `gaps` exponential gaps, in gaps; z is the normal quantile. The rate itself is known from `known`
 * calls only, which widens the range like so much less shape. Wilson-Hilferty cube, within 3 % for shapes from 1.5 on.
 */
const gapsQuantile = (gaps: number, known: number, z: number): number => {
  if (gaps === 1) return z < 0 ? 0.10536 : 2.302585;
  const c = (1 / gaps + 1 / known) / 9;
  return gaps * Math.max(0, 1 - c + z * Math.sqrt(c)) ** 3;
};

/** Minutes of open time until the call: the mean and the 10-90 % range. `ahead` legs are called first; `free`: a counter stands ready now. */
export const estimateWait = (ahead: number, pace: CallPace, free: boolean): Estimate => {
  if (free && ahead === 0) return { ahead, minutes: 0, low: 0, high: 2 };
  const rate = callRate(pace);
  const inMinutes = (gaps: number): number => gaps / rate / 60_000;
  return {
    ahead,
    minutes: Math.round(inMinutes(ahead + 1)),
    low: Math.floor(inMinutes(gapsQuantile(ahead + 1, callsKnown(pace), -1.2816))),
    high: Math.ceil(inMinutes(gapsQuantile(ahead + 1, callsKnown(pace), 1.2816))),
  };
};
