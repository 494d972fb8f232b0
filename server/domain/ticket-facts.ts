import type { CounterId, Instant, QueueId } from './brands.ts';
import { meetsNeeds, staffedFor } from './counter-profile.ts';
import { legsOf, ticketOf } from './decision.ts';
import type { ClassConfig } from './hall-config.ts';
import type { Hall, Leg, Ticket } from './hall.ts';
import { bookingsOf } from './hall-writer.ts';
import { targetsFor } from './issue.ts';
import { isFinal, withdrawn } from './leg-states.ts';
import type { LegState } from './leg-states.ts';
import { aheadOf, estimateFor, toldEstimate } from './place-in-line.ts';
import { leftOf } from './queue-clock.ts';
import { rosteredFor } from './roster.ts';
import type { EstimateView, PersonInLine } from './view-shapes.ts';
import { waitTold } from './missed.ts';

/** What several views and answers tell about one ticket, worked out in one place. */
const rank: Readonly<Record<LegState, number>> = { serving: 0, called: 1, held: 2, absent: 3, waiting: 4, served: 5, left: 6, unserved: 7 };

/** In line, but not called before its suspension ends. */
export const isStill = (leg: Leg): boolean => leg.state === 'waiting' && leg.frozen !== null;

/** The leg that stands for the ticket now: at a counter, else asleep, else first in line, else the last one that ended. Of those in line one that may be called comes before a suspended one. */
export const leadingLeg = (hall: Hall, ticket: Ticket): Leg => {
  const legs = legsOf(hall, ticket);
  const [best] = [...legs].sort((a, b) => rank[a.state] - rank[b.state] || (isFinal(a.state) ? (b.endedAt ?? 0) - (a.endedAt ?? 0) : Number(isStill(a)) - Number(isStill(b)) || a.due - b.due) || a.order - b.order);
  if (best === undefined) throw new Error(`ticket ${ticket.id} has no leg`);
  return best;
};

/** The legs that tell something: one that a clerk added by a wrong press and took back does not, unless the ticket has no other. */
export const toldLegs = (hall: Hall, ticket: Ticket): readonly Leg[] => {
  const legs = legsOf(hall, ticket);
  const told = legs.filter((leg) => leg.state !== 'left' || leg.outcome !== withdrawn);
  return told.length > 0 ? told : legs;
};

export const classOf = (hall: Hall, ticket: Ticket): ClassConfig => hall.catalogue.classes.get(ticket.classId) ?? hall.catalogue.walkIn;
/** The time that somebody who came early has booked, while it lies ahead: the call may come sooner. Null: none, given back, or begun. */
export const bookedAhead = (hall: Hall, ticket: Ticket, at: Instant): { readonly start: Instant; readonly end: Instant } | null => {
  if (classOf(hall, ticket).kind !== 'appointment' || leadingLeg(hall, ticket).state !== 'waiting') return null;
  const times = bookingsOf(hall, ticket.id).flatMap((id) => hall.appointments.get(id) ?? []).filter((one) => one.voucherFor === undefined).sort((a, b) => a.start - b.start);
  const [first] = times;
  return first === undefined || first.start <= at ? null : { start: first.start, end: first.end };
};
/** Open minutes promised to this leg. */
export const promiseOf = (hall: Hall, leg: Leg): number => targetsFor(classOf(hall, ticketOf(hall, leg)), leg.queueId).promise;

export interface Place { readonly ahead: number; readonly estimate: EstimateView | null }
/** The place of somebody who took a number this very moment: it was worked out for the ticket. */
export const placeAtIssue = (hall: Hall, leg: Leg, at: Instant): Place => ({ ahead: leg.estimate.ahead, estimate: toldEstimate(hall, { queueId: leg.queueId, needs: ticketOf(hall, leg).needs }, leg.estimate, at) });
/** How many are called before this waiting leg, and the range of its wait; null once it no longer waits or nothing can be told. */
export const placeOf = (hall: Hall, leg: Leg, at: Instant): Place => {
  if (leg.state !== 'waiting') return { ahead: 0, estimate: null };
  const placed = leg.placed !== null;
  const key = placed ? { due: -8.64e15, start: 0, order: 0 } : { due: leg.due, start: leg.start, order: leg.order };
  const ticket = ticketOf(hall, leg);
  const stand = { queueId: leg.queueId, key, needs: ticket.needs, protected: classOf(hall, ticket).protected };
  return { ahead: placed ? 0 : aheadOf(hall, leg.queueId, key), estimate: isStill(leg) ? null : toldEstimate(hall, stand, estimateFor(hall, stand, at), at) };
};

/** Counters told to whoever waits in this queue: those where somebody sits who may call it; before anybody does, those of today's roster; else those of the hall file. */
export const countersFor = (hall: Hall, queueId: QueueId, needs: readonly string[], at: Instant): readonly CounterId[] => {
  const open = staffedFor(hall, queueId, needs, at);
  if (open.length > 0) return open;
  const meeting = (ids: readonly CounterId[]): readonly CounterId[] => ids.filter((id) => meetsNeeds(hall, id, needs));
  const rostered = meeting(rosteredFor(hall.catalogue, queueId, at));
  return rostered.length > 0 ? rostered : meeting(hall.catalogue.countersOf.get(queueId) ?? []);
};

export const wholeMinutes = (ms: number): number => Math.floor(ms / 60_000);

/** One person as clerks and guides see them in a list. */
export const personInLine = (hall: Hall, leg: Leg, at: Instant): PersonInLine => {
  const ticket = ticketOf(hall, leg);
  const promiseLeft = promiseOf(hall, leg) * 60_000 - waitTold(hall, leg, at);
  const mark = promiseLeft < 0 ? 'late' : leftOf(hall, leg, at) < 0 ? 'due-soon' : 'on-time';
  return {
    ticketId: ticket.id, legId: leg.id, number: ticket.number, service: hall.catalogue.services.get(leg.serviceId)?.name ?? { 'zh-CN': '', en: '' },
    waited: wholeMinutes(waitTold(hall, leg, at)), mark, kind: classOf(hall, ticket).kind, away: ticket.away !== null, needs: ticket.needs,
  };
};
