import type { CounterId, Instant } from './brands.ts';
import { compareCandidates } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { candidate } from './candidate.ts';
import { lanesFor } from './call-policy.ts';
import { profileAt } from './counter-profile.ts';
import { isRefusal, legById, ticketOf } from './decision.ts';
import type { Profile } from './hall-config.ts';
import type { CounterState, Hall, Leg } from './hall.ts';
import { waitingIn, lanesOfQueue } from './lines.ts';
import { absentRule, waitTold } from './missed.ts';
import { waitedOf } from './queue-clock.ts';
import { classOf, personInLine, promiseOf, toldLegs, wholeMinutes } from './ticket-facts.ts';
import { backAt, holdReasonText, pauseReasonText, suspensionsOfQueues, zoneSign } from './view-parts.ts';
import type { CounterView, CurrentTicketView, PersonInLine } from './view-shapes.ts';
import { lastPress, undoMs } from './undo.ts';

const lineShown = 12;
const rankOf = (c: Candidate): number => (c.lane.kind === 'counter' ? 0 : c.lane.kind === 'protected' && c.left < 0 ? 1 : c.lane.kind === 'first' ? 2 : c.lane.kind === 'woken' ? 4 : 3);

/** The next people in the order this counter would call them if nothing changed. Looks at the front of each lane only. */
const lineFor = (hall: Hall, counterId: CounterId, at: Instant): readonly PersonInLine[] => {
  const front: Candidate[] = [];
  for (const head of lanesFor(hall, counterId, at)) {
    if (!head.met) continue;
    for (const entry of head.lane.index.take(lineShown)) front.push(candidate(hall, counterId, head.lane, legById(hall, entry.id as Leg['id']), head.offset, at));
  }
  return front.sort((a, b) => rankOf(a) - rankOf(b) || compareCandidates(a, b)).slice(0, lineShown).map((c) => personInLine(hall, c.leg, at));
};

/** Open minutes the longest of a queue's callable people has waited. */
export const longestIn = (hall: Hall, queueId: Leg['queueId'], at: Instant): number => {
  let longest = 0;
  for (const lane of lanesOfQueue(hall.lines, queueId)) {
    const head = lane.index.first();
    if (head !== null) longest = Math.max(longest, waitedOf(hall, legById(hall, head.id as Leg['id']), at));
  }
  return wholeMinutes(longest);
};

const currentView = (hall: Hall, leg: Leg, at: Instant): CurrentTicketView => {
  const ticket = ticketOf(hall, leg);
  const service = hall.catalogue.services.get(leg.serviceId);
  const waited = waitTold(hall, leg, at);
  const name = { 'zh-CN': '', en: '' };
  return {
    ticketId: ticket.id, legId: leg.id, number: ticket.number, state: leg.state === 'called' ? 'called' : 'serving', serviceId: leg.serviceId, service: service?.name ?? name,
    materials: (service?.materials ?? []).map((m) => ({ id: m.id, name: m.name })), kind: classOf(hall, ticket).kind, className: classOf(hall, ticket).name, language: ticket.language, cases: leg.cases,
    needs: ticket.needs.map((id) => hall.catalogue.config.needs.find((n) => n.id === id)).filter((n) => n !== undefined),
    waited: wholeMinutes(waited), promiseLeft: promiseOf(hall, leg) - wholeMinutes(waited), calledAt: leg.call?.firstAt ?? leg.calledAt ?? at, startedAt: leg.startedAt,
    usualMinutes: (service?.usualMinutes ?? 10) * leg.cases, recalls: leg.call?.recalls ?? 0, voice: leg.call?.voice ?? 'spoken', shown: leg.call === null || leg.call.shownAt !== null, absent: absentRule(leg, at),
    otherLegs: toldLegs(hall, ticket).filter((other) => other.id !== leg.id).map((other) => ({ service: hall.catalogue.services.get(other.serviceId)?.name ?? name, state: other.state })),
    why: leg.call?.why ?? { rule: 'direct', passed: [] },
  };
};

const undoView = (hall: Hall, counter: CounterState, at: Instant): CounterView['undo'] => {
  const act = lastPress(hall, counter, at);
  const ticket = isRefusal(act) ? undefined : hall.tickets.get(act.ticketId);
  if (isRefusal(act) || ticket === undefined) return null;
  return { act: act.kind, number: ticket.number, until: act.at + undoMs };
};

const sleeping = (hall: Hall, ids: ReadonlySet<Leg['id']>, mine: (leg: Leg) => boolean): readonly Leg[] => [...ids].map((id) => legById(hall, id)).filter(mine);

/**
 * Who stepped aside or was missed belongs to the counter where that was and to those whose own queue it is. When a new hall file took that counter away,
 * every counter that may call the queue at all answers for them, and where there is none, every counter: going on needs no call.
 */
const concerns = (hall: Hall, counterId: CounterId, profile: Profile['queues'], leg: Leg): boolean => {
  const listed = profile.find((q) => q.queue === leg.queueId);
  if (leg.counterId === counterId || listed?.offset === 0) return true;
  const { counters, countersOf } = hall.catalogue;
  return leg.counterId !== null && !counters.has(leg.counterId) && (listed !== undefined || !countersOf.has(leg.queueId));
};

/** Everything the clerk of one counter needs, and nothing about who people are. */
export const counterView = (hall: Hall, counterId: CounterId, at: Instant): CounterView | null => {
  const counter = hall.counters.get(counterId);
  const config = hall.catalogue.counters.get(counterId);
  if (counter === undefined || config === undefined) return null;
  const clerk = counter.clerk === null ? undefined : hall.catalogue.staff.get(counter.clerk);
  const profile = profileAt(hall, counterId, at)?.queues ?? [];
  const queues = profile.map((q) => ({ id: q.queue, name: hall.catalogue.queues.get(q.queue)?.name ?? config.label, offset: q.offset, waiting: waitingIn(hall.lines, q.queue), longest: longestIn(hall, q.queue, at) }));
  const mine = (leg: Leg): boolean => concerns(hall, counterId, profile, leg);
  return {
    kind: 'desk', seq: hall.seq, now: at, hallName: hall.catalogue.config.name, counter: { id: counterId, label: config.label, zone: zoneSign(hall, config.zone) },
    clerk: clerk === undefined ? null : { number: clerk.number, name: clerk.name },
    paused: counter.paused === null ? null : { reason: pauseReasonText(hall, counter.paused.reason), since: counter.paused.at, back: backAt(counter, at) },
    current: counter.current === null ? null : currentView(hall, legById(hall, counter.current), at),
    queues, waitingTotal: queues.reduce((sum, q) => sum + q.waiting, 0), longest: queues.reduce((most, q) => Math.max(most, q.longest), 0), line: lineFor(hall, counterId, at),
    held: sleeping(hall, hall.held, mine).map((leg) => ({ ...personInLine(hall, leg, at), reason: holdReasonText(hall, leg.held?.reason ?? '') })),
    absent: sleeping(hall, hall.absent, mine).map((leg) => ({ ...personInLine(hall, leg, at), since: leg.absentAt ?? at })),
    undo: undoView(hall, counter, at), suspensions: suspensionsOfQueues(hall, new Set(profile.map((q) => q.queue))),
  };
};
