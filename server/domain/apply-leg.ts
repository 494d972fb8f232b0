import { instant } from './brands.ts';
import type { CounterId, LegId } from './brands.ts';
import { legById } from './decision.ts';
import type { HallEvent, NewLeg } from './event.ts';
import { actOf, mustCounter, mustTicket, setCounter, setLeg, setQueue, setTicket, setZone, settle, withAct } from './hall-writer.ts';
import type { Writing } from './hall-writer.ts';
import type { Act, CounterState, Leg } from './hall.ts';
import { waitingIn } from './lines.ts';
import { isOpenAt } from './opening-hours.ts';
import { busyNow } from './queue-clock.ts';
import { keptCalls } from './wait-estimate.ts';

type Ev<T extends HallEvent['type']> = Extract<HallEvent, { readonly type: T }>;

/** Orders are event numbers with room for the legs of one ticket, so that they never repeat within a hall. */
export const legOfNew = (w: Writing, ticketId: Leg['ticketId'], fresh: NewLeg, index: number): Leg => ({
  id: fresh.id, ticketId, serviceId: fresh.serviceId, queueId: fresh.queueId, order: w.seq * 8 + index, state: 'waiting', cases: fresh.cases,
  start: fresh.start, due: fresh.due, placed: null, frozen: null, counterId: null, clerk: null, waitingSince: w.at, call: null,
  calledAt: null, startedAt: null, startAssumed: false, endedAt: null, estimate: fresh.estimate, waited: null, held: null, absentAt: null,
  outcome: null, missing: [], grade: null,
});

/** Somebody called at once says nothing about how long those wait who find every counter busy; nor does a call in the lunch break. */
const calledAtOnceMs = 60_000;
/** The first calls after the doors opened, a pause or a lull come all together: only a counter that has just worked shows the pace. */
const stoodIdleMs = 180_000;
/** The value the call added to the pace of its queue, or null. */
const countCall = (w: Writing, leg: Leg, waited: number, last: Act | undefined): number | null => {
  const queue = w.hall.queues.get(leg.queueId);
  if (queue === undefined) return null;
  const worked = last !== undefined && w.at - last.at < stoodIdleMs;
  const paced = worked && isOpenAt(w.hall.schedule.get(leg.queueId) ?? [], w.at) && (waited >= calledAtOnceMs || waitingIn(w.hall.lines, leg.queueId) > 1);
  const pace = paced ? busyNow(w.hall, leg.queueId, w.at) : null;
  const targets = [...queue.targets, leg.due - leg.start].slice(-keptCalls);
  setQueue(w, { ...queue, calls: queue.calls + 1, recent: pace === null ? queue.recent : [...queue.recent, pace].slice(-keptCalls), targets });
  return pace;
};

/** What a press implied and the press itself, or a number and its call and start, are one act that is taken back together. */
const goesOn = (w: Writing, counter: CounterState, kind: string, legId: LegId): Act | null => {
  const last = counter.acts[counter.acts.length - 1];
  return last?.kind === kind && last.seq === w.seq - 1 && (last.before.id === legId || last.withdraws?.includes(legId) === true) ? last : null;
};
const withJoined = (counter: CounterState, act: Act): CounterState => ({ ...counter, acts: [...counter.acts.slice(0, -1), act] });
/** Notes a press about somebody who is not at the counter, where a clerk pressed it at all. */
const noteAct = (w: Writing, kind: string, leg: Leg, pressedAt: CounterId | undefined, more: Partial<Act> = {}): void => {
  const counter = pressedAt === undefined ? undefined : w.hall.counters.get(pressedAt);
  if (counter !== undefined) setCounter(w, withAct(counter, { ...actOf(w, kind, leg, counter), ...more }));
};

export const applyCalled = (w: Writing, e: Ev<'leg-called'>): void => {
  const leg = legById(w.hall, e.legId);
  const counter = mustCounter(w.hall, e.counterId);
  const act: Act = e.why.rule === 'direct'
    ? { ...actOf(w, 'serve-direct', leg, counter), withdraws: [leg.id] }
    : { ...actOf(w, 'call', leg, counter), counted: countCall(w, leg, e.waited, counter.acts.at(-1)) };
  setCounter(w, { ...withAct(counter, act), current: leg.id, takenAt: w.at, preferred: [...counter.preferred, e.preferred].slice(-2), finished: null });
  setLeg(w, {
    ...leg, touched: w.seq, state: 'called', placed: null, counterId: e.counterId, clerk: e.clerk, calledAt: leg.calledAt ?? w.at, waited: leg.waited ?? e.waited, absentAt: null, held: null,
    call: { firstAt: w.at, lastAt: w.at, recalls: 0, voice: 'waiting', heard: false, shownAt: null, why: e.why },
  });
  settle(w, leg.ticketId);
};

/** A recall is the same call again: it does not keep the clerk from taking the call back. */
export const applyRecalled = (w: Writing, e: Ev<'leg-recalled'>): void => {
  const leg = legById(w.hall, e.legId);
  if (leg.call !== null) setLeg(w, { ...leg, call: { ...leg.call, lastAt: w.at, recalls: leg.call.recalls + 1, voice: leg.call.voice === 'speaking' ? 'speaking' : 'waiting' } });
};

export const applyStarted = (w: Writing, e: Ev<'leg-started'>): void => {
  const leg = legById(w.hall, e.legId);
  const counter = mustCounter(w.hall, e.counterId);
  const joined = goesOn(w, counter, 'serve-direct', leg.id) ?? goesOn(w, counter, 'add-here', leg.id);
  const acts = joined === null ? withAct(counter, actOf(w, e.assumed ? 'finish' : 'start', leg, counter)) : withJoined(counter, { ...joined, seq: w.seq });
  setCounter(w, { ...acts, current: leg.id, absents: 0, finished: null });
  setLeg(w, { ...leg, touched: w.seq, state: 'serving', counterId: e.counterId, clerk: e.clerk, calledAt: leg.calledAt ?? w.at, startedAt: w.at, startAssumed: e.assumed, waited: leg.waited ?? 0 });
  settle(w, leg.ticketId);
};

export const applyFinished = (w: Writing, e: Ev<'leg-finished'>): void => {
  const leg = legById(w.hall, e.legId);
  const counter = mustCounter(w.hall, leg.counterId);
  const joined = goesOn(w, counter, 'finish', leg.id);
  const acts = joined === null ? withAct(counter, actOf(w, 'finish', leg, counter)) : withJoined(counter, { ...joined, seq: w.seq });
  setCounter(w, { ...acts, current: null, finished: { legId: leg.id, at: w.at } });
  setLeg(w, { ...leg, touched: w.seq, state: 'served', endedAt: w.at, outcome: e.outcome, cases: e.cases, missing: e.missing });
  settle(w, leg.ticketId);
};

export const applyHeld = (w: Writing, e: Ev<'leg-held'>): void => {
  const leg = legById(w.hall, e.legId);
  const counter = mustCounter(w.hall, leg.counterId);
  setCounter(w, { ...withAct(counter, actOf(w, 'hold', leg, counter)), current: null });
  setLeg(w, { ...leg, touched: w.seq, state: 'held', held: { reason: e.reason, at: w.at } });
  settle(w, leg.ticketId);
};

export const applyResumed = (w: Writing, e: Ev<'leg-resumed'>): void => {
  const leg = legById(w.hall, e.legId);
  const counter = mustCounter(w.hall, e.counterId);
  setCounter(w, { ...withAct(counter, actOf(w, 'resume-held', leg, counter)), current: leg.id, takenAt: w.at });
  setLeg(w, { ...leg, touched: w.seq, state: 'serving', held: null, counterId: e.counterId, clerk: e.clerk });
  settle(w, leg.ticketId);
};

const backToLine = (leg: Leg): Leg => ({ ...leg, state: 'waiting', counterId: null, clerk: null, call: null, held: null, absentAt: null });

export const applyReturned = (w: Writing, e: Ev<'leg-returned'>): void => {
  const leg = legById(w.hall, e.legId);
  noteAct(w, 'return', leg, e.pressedAt);
  setLeg(w, { ...backToLine(leg), touched: w.seq, placed: { kind: 'counter', counter: e.counterId, order: w.seq } });
  settle(w, leg.ticketId);
};

export const applyTransferred = (w: Writing, e: Ev<'leg-transferred'>): void => {
  const leg = legById(w.hall, e.legId);
  const counter = mustCounter(w.hall, leg.counterId);
  setCounter(w, { ...withAct(counter, actOf(w, 'transfer', leg, counter)), current: null });
  setLeg(w, {
    ...backToLine(leg), touched: w.seq, queueId: e.queueId, start: e.start, due: e.due, placed: e.place === 'first' ? { kind: 'first', order: w.seq } : null,
    frozen: null, waitingSince: w.at, calledAt: null, startedAt: null, startAssumed: false, waited: null,
  });
  settle(w, leg.ticketId, leg.queueId);
};

export const applyRequeued = (w: Writing, e: Ev<'leg-requeued'>): void => {
  const leg = legById(w.hall, e.legId);
  setCounter(w, { ...mustCounter(w.hall, leg.counterId), current: null, acts: [] });
  const unstarted = leg.state === 'serving' ? { startedAt: null, startAssumed: false } : {};
  setLeg(w, { ...backToLine(leg), ...unstarted, touched: w.seq });
  settle(w, leg.ticketId);
};

export const applyAdded = (w: Writing, e: Ev<'leg-added'>): void => {
  const ticket = mustTicket(w.hall, e.ticketId);
  const counter = e.pressedAt === undefined ? undefined : w.hall.counters.get(e.pressedAt);
  const finished = e.here === true ? counter?.acts[counter.acts.length - 1] : undefined;
  // Done on the spot: the finish of the service before is part of this press.
  if (counter !== undefined && finished?.seq === w.seq - 1) setCounter(w, withJoined(counter, { ...finished, kind: 'add-here', seq: w.seq, withdraws: [e.leg.id] }));
  else if (counter?.current != null) noteAct(w, 'add-service', legById(w.hall, counter.current), counter.id, { withdraws: [e.leg.id] });
  setLeg(w, legOfNew(w, e.ticketId, e.leg, 0));
  setTicket(w, { ...ticket, legs: [...ticket.legs, e.leg.id], touched: w.seq });
  settle(w, e.ticketId);
};

const zoneAbsentsKept = 20;
export const applyAbsent = (w: Writing, e: Ev<'leg-absent'>): void => {
  const leg = legById(w.hall, e.legId);
  if (e.cause === 'missed') {
    const counter = mustCounter(w.hall, leg.counterId);
    setCounter(w, { ...withAct(counter, actOf(w, 'absent', leg, counter)), current: null, absents: counter.absents + 1 });
    const zoneId = w.hall.catalogue.counters.get(counter.id)?.zone;
    const zone = zoneId === undefined ? undefined : w.hall.zones.get(zoneId);
    if (zone !== undefined) setZone(w, { ...zone, absents: [...zone.absents, w.at].slice(-zoneAbsentsKept) });
  }
  setLeg(w, { ...leg, touched: w.seq, state: 'absent', absentAt: w.at });
  settle(w, leg.ticketId);
};

export const applyWoken = (w: Writing, e: Ev<'leg-woken'>): void => {
  const leg = legById(w.hall, e.legId);
  const frozen = e.atCall === null ? null : leg.frozen;
  noteAct(w, 'wake', leg, e.pressedAt);
  setLeg(w, { ...backToLine(leg), touched: w.seq, frozen, start: e.start, due: e.due, placed: e.atCall === null ? null : { kind: 'woken', atCall: e.atCall } });
  settle(w, leg.ticketId);
};

export const applyClosed = (w: Writing, e: Ev<'leg-closed'>): void => {
  const leg = legById(w.hall, e.legId);
  const counter = leg.counterId === null ? undefined : w.hall.counters.get(leg.counterId);
  if (counter?.current === leg.id) setCounter(w, { ...counter, current: null });
  setLeg(w, { ...leg, touched: w.seq, state: e.to, endedAt: w.at, frozen: null });
  const ticket = mustTicket(w.hall, leg.ticketId);
  if (ticket.away !== null) setTicket(w, { ...ticket, away: null });
  settle(w, leg.ticketId);
};

export const applyClassChanged = (w: Writing, e: Ev<'class-changed'>): void => {
  setTicket(w, { ...mustTicket(w.hall, e.ticketId), classId: e.classId, touched: w.seq });
  for (const { legId, due } of e.dues) {
    const leg = legById(w.hall, legId);
    const frozen = leg.frozen === null ? null : { ...leg.frozen, left: leg.frozen.left + (due - leg.due) };
    setLeg(w, { ...leg, due, frozen });
  }
  settle(w, e.ticketId);
};

/** Voice and screen say how a call went; that is nothing that happened to the person. */
export const setCallVoice = (w: Writing, legIds: readonly LegId[], voice: NonNullable<Leg['call']>['voice']): void => {
  for (const id of legIds) {
    const leg = w.hall.legs.get(id);
    if (leg?.call == null) continue;
    setLeg(w, { ...leg, call: { ...leg.call, voice, heard: leg.call.heard || voice === 'spoken' || voice === 'failed' } });
  }
};

export const applyShown = (w: Writing, e: Ev<'calls-shown'>): void => {
  for (const id of e.legs) {
    const leg = w.hall.legs.get(id);
    if (leg?.call != null) setLeg(w, { ...leg, call: { ...leg.call, shownAt: leg.call.shownAt ?? instant(w.at) } });
  }
};
