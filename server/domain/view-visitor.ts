import type { Instant, TicketId } from './brands.ts';
import { legsOf } from './decision.ts';
import type { Hall } from './hall.ts';
import { isFinal } from './leg-states.ts';
import { mostAways } from './missed.ts';
import { isRateable } from './rating.ts';
import { bookedAhead, countersFor, isStill, leadingLeg, placeOf, promiseOf, toldLegs } from './ticket-facts.ts';
import { counterLabel, suspensionsOfServices, zoneOfQueue, zoneSign } from './view-parts.ts';
import type { VisitorView } from './view-shapes.ts';

/** A visitor's own ticket; null when it is no longer part of the hall. */
export const visitorView = (hall: Hall, ticketId: TicketId, at: Instant): VisitorView | null => {
  const ticket = hall.tickets.get(ticketId);
  if (ticket === undefined) return null;
  const leg = leadingLeg(hall, ticket);
  const place = placeOf(hall, leg, at);
  const atCounter = leg.state === 'called' || leg.state === 'serving' ? leg.counterId : null;
  const { missed } = hall.catalogue.config;
  return {
    kind: 'visitor', seq: hall.seq, now: at, hallName: hall.catalogue.config.name, number: ticket.number, state: leg.state,
    zone: atCounter === null ? zoneOfQueue(hall, leg.queueId) : zoneSign(hall, hall.catalogue.counters.get(atCounter)?.zone), issuedAt: ticket.issuedAt,
    services: toldLegs(hall, ticket).map((l) => {
      const service = hall.catalogue.services.get(l.serviceId);
      return { legId: l.id, name: service?.name ?? { 'zh-CN': '', en: '' }, state: l.state, suspended: isStill(l), materials: (service?.materials ?? []).map((m) => ({ name: m.name })), rateable: isRateable(l), rated: l.grade !== null };
    }),
    ahead: place.ahead, booked: bookedAhead(hall, ticket, at), estimate: place.estimate, promise: promiseOf(hall, leg),
    counters: countersFor(hall, leg.queueId, ticket.needs, at).map((id) => counterLabel(hall, id)).filter((label) => label !== null),
    counter: counterLabel(hall, atCounter), lastCallAt: leg.call?.lastAt ?? null, away: ticket.away === null ? null : { until: ticket.away.until }, awaysLeft: Math.max(0, mostAways - ticket.aways),
    missed: { kind: missed.kind, calls: missed.calls ?? 3, minutes: missed.minutes ?? 5 },
    suspensions: suspensionsOfServices(hall, legsOf(hall, ticket).filter((l) => !isFinal(l.state)).map((l) => l.serviceId)),
  };
};
