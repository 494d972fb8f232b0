import type { CounterId, Instant } from './brands.ts';
import { legById } from './decision.ts';
import type { HallEvent } from './event.ts';
import { mustCounter, mustTicket, setCounter, setLeg, setQueue, setTicket, setZone, settle, thaw } from './hall-writer.ts';
import type { Writing } from './hall-writer.ts';
import type { Act, CounterState, Leg } from './hall.ts';
import { withdrawn } from './leg-states.ts';
import { isElsewhere } from './undo.ts';

/** A call that was marked missed by a wrong press does not count for the zone's alarm. */
const forgetAbsent = (w: Writing, counterId: CounterId, at: Instant): void => {
  const zoneId = w.hall.catalogue.counters.get(counterId)?.zone;
  const zone = zoneId === undefined ? undefined : w.hall.zones.get(zoneId);
  if (zone !== undefined) setZone(w, { ...zone, absents: zone.absents.toSpliced(zone.absents.lastIndexOf(at), zone.absents.includes(at) ? 1 : 0) });
};

/** Nor does a call that was none bring those nearer who are to be called after so many calls, or say how fast the queue moves. */
const forgetCall = (w: Writing, act: Act): void => {
  const queue = w.hall.queues.get(act.before.queueId);
  if (queue === undefined || act.counted === undefined) return;
  const at = act.counted === null ? -1 : queue.recent.lastIndexOf(act.counted);
  const target = queue.targets.lastIndexOf(act.before.due - act.before.start);
  setQueue(w, { ...queue, calls: queue.calls - 1, recent: at < 0 ? queue.recent : queue.recent.toSpliced(at, 1), targets: target < 0 ? queue.targets : queue.targets.toSpliced(target, 1) });
};

/** A place at a counter ends with its clerk's sign-out, also for those who were called elsewhere at that moment. */
const stillPlaced = (w: Writing, { placed }: Leg): Leg['placed'] => (placed?.kind === 'counter' && w.hall.counters.get(placed.counter)?.clerk == null ? null : placed);

/** What voice and screen said of this very call meanwhile stays said; a call cut short while it was spoken waits for the voice again. */
const callOf = (w: Writing, before: Leg, former: Leg): Leg['call'] => {
  const call = before.call !== null && former.call?.firstAt === before.call.firstAt ? former.call : before.call;
  if (call === null || call.voice !== 'speaking') return call;
  const spoken = [...w.hall.zones.values()].some((zone) => zone.job?.legs.includes(before.id) === true);
  return spoken ? call : { ...call, voice: 'waiting' };
};

/** Service that a wrong press began for nobody tells of no wait and no service. Its number and its row stay given. */
const withdraw = (w: Writing, leg: Leg): Leg => ({
  ...leg, state: 'left', outcome: withdrawn, endedAt: w.at, placed: null, frozen: null, counterId: null, clerk: null, call: null, calledAt: null, startedAt: null, startAssumed: false, waited: null, touched: 0,
});

const counterBefore = (counter: CounterState, act: Act): CounterState => {
  const acts = counter.acts.filter((one) => one.seq < act.seq);
  if (isElsewhere(act)) return { ...counter, acts };
  const absents = act.beforeAbsents ?? (act.kind === 'absent' ? Math.max(0, counter.absents - 1) : counter.absents);
  return { ...counter, acts, current: act.beforeCurrent, preferred: act.beforePreferred, absents, finished: act.beforeFinished ?? null, takenAt: act.beforeTakenAt ?? null };
};

/** Puts the person back exactly as they were; the act before this one can then be taken back too. */
export const applyUndone = (w: Writing, { counterId, act }: Extract<HallEvent, { readonly type: 'undone' }>): void => {
  const former = legById(w.hall, act.before.id);
  const withdraws = act.withdraws ?? [];
  const unborn = withdraws.includes(former.id);
  setCounter(w, counterBefore(mustCounter(w.hall, counterId), act));
  setLeg(w, unborn ? withdraw(w, act.before) : { ...act.before, placed: stillPlaced(w, act.before), call: callOf(w, act.before, former) });
  for (const id of withdraws) if (id !== former.id) setLeg(w, withdraw(w, legById(w.hall, id)));
  if (act.kind === 'absent') forgetAbsent(w, counterId, act.at);
  forgetCall(w, act);
  setTicket(w, { ...mustTicket(w.hall, act.ticketId), touched: unborn ? w.seq : act.beforeTouched });
  // A suspension that ended meanwhile has set every clock going but that of a leg kept for this undo.
  thaw(w, former.id);
  settle(w, act.ticketId, former.queueId);
};
