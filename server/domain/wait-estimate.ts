/**
 * The first, honest estimate: the wait is the sum of the gaps between the calls that come before, at the queue's recent pace
 * while somebody waited. Gaps are taken as exponential, so the sum of n + 1 is Erlang(n + 1); what is known of the pace only
 * roughly, and that it changes while one waits, makes the range as wide as a sum of fewer gaps.
 */
export interface CallPace {
  /** Recent calls, as busy time of the queue in ms: time that passed on its clock while somebody waited. Oldest first. */
  readonly calls: readonly number[];
  readonly busyNow: number;
  /** What is believed before anything was measured: ms between two calls. */
  readonly usualGap: number;
}
/** Where somebody stands: legs ahead by due, and what makes the calls before them more or fewer than those. */
export interface Standing {
  readonly ahead: number;
  /** Counters that will call at once: idle now, or those that begin when the doors open. */
  readonly ready: number;
  /** The doors are closed: everybody begins at the same moment then, and nobody is half done. */
  readonly opening: boolean;
  /** Share of calls that go to people whose target is shorter, and for how many open ms such people may still pass. */
  readonly passing: { readonly share: number; readonly ms: number };
  /** Somebody preferred once overdue: open ms until then, and how many calls come first from there on. */
  readonly preferred: { readonly ms: number; readonly before: number } | null;
}
export interface Estimate { readonly ahead: number; readonly minutes: number; readonly low: number; readonly high: number }

const priorCalls = 8;
export const keptCalls = 16;
/** The pace drifts while one waits: counters pause, help elsewhere, get harder cases. Its square error grows by 1 / drift with every call, so many calls on. */
const drift = 900;
const driftsFor = 100;
/** Counters that begin together finish later than the pace says, by this share of a call for each. */
const beginTogether = 0.2;
/** Before the doors open nobody knows who will sit there on time: the late end of the range counts on this share of the counters. */
const surelyBegin = 0.5;

/** Calls per ms of busy time, the belief and the measurement together. */
export const callRate = (pace: CallPace): number => {
  const first = pace.calls[0];
  const measured = first === undefined ? 0 : pace.calls.length - 1;
  const span = first === undefined ? 0 : Math.max(0, pace.busyNow - first);
  return (priorCalls + measured) / (priorCalls * pace.usualGap + span);
};

/** How many calls the rate rests on, the belief counted in. */
const callsKnown = (pace: CallPace): number => priorCalls + Math.max(0, pace.calls.length - 1);

/** Quantile of a sum of exponential gaps, in gaps; z is the normal quantile. Wilson-Hilferty cube, within 3 % for shapes from 1.5 on. */
const gapsQuantile = (gaps: number, known: number, z: number): number => {
  if (gaps <= 0) return 0;
  const c = (1 / gaps + 1 / known + Math.min(gaps, driftsFor) / drift) / 9;
  return gaps * Math.max(0, 1 - c + z * Math.sqrt(c)) ** 3;
};

/** Calls until one's own, in due order: those ahead, less what ready counters take at once, and people who come later and pass. */
const callsBefore = ({ ahead, ready, opening, passing }: Standing, rate: number): number => {
  const own = ahead + 1 - ready;
  return own <= 0 ? 0 : own + (opening ? ready * beginTogether : 0) + Math.min((own * passing.share) / (1 - passing.share), passing.share * passing.ms * rate);
};

/** Normal quantiles of the range: 10 and 90 %. A range that begins now can only be wrong at its late end, and leaves out 15 % there. */
const early = -1.2816;
const lateEnd = { two: 1.2816, one: 1.0364 };

/** Open minutes until the call: the mean and the 10-90 % range, in whole minutes. */
export const estimateWait = (standing: Standing, pace: CallPace): Estimate => {
  const { ahead, ready, opening, preferred } = standing;
  const rate = callRate(pace);
  const known = callsKnown(pace);
  const calls = callsBefore(standing, rate);
  const lateCalls = opening ? callsBefore({ ...standing, ready: ready * surelyBegin }, rate) : calls;
  // In turn, or by being preferred, whichever comes sooner.
  const minutes = (inTurn: number, byPreference: number): number => Math.min(inTurn / rate, preferred === null ? Infinity : preferred.ms + byPreference / rate) / 60_000;
  const before = preferred?.before ?? 0;
  const mean = Math.round(minutes(calls, before));
  const low = Math.floor(minutes(gapsQuantile(calls, known, early), gapsQuantile(before, known, early)));
  const late = low === 0 ? lateEnd.one : lateEnd.two;
  return { ahead, minutes: mean, low, high: Math.max(low + 1, mean, Math.round(minutes(gapsQuantile(lateCalls, known, late), gapsQuantile(before, known, late)))) };
};
