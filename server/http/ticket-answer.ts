import type { TicketAnswer } from '../../contract/http-shapes.ts';
import type { Instant, TicketId } from '../domain/brands.ts';
import type { Hall } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { ticketElsewhere } from '../domain/kiosk-printer.ts';
import { bookedAhead, countersFor, leadingLeg, placeOf, promiseOf, toldLegs } from '../domain/ticket-facts.ts';

/** A ticket for the wire. `token` only where the receiver may hold it; `url` needs both a token and phones that reach the hall. */
export const ticketAnswer = (hall: Hall, ticketId: TicketId, at: Instant, token: string | null, publicUrl: string | null, placeFrom: typeof placeOf = placeOf): TicketAnswer | null => {
  const ticket = hall.tickets.get(ticketId);
  if (ticket === undefined) return null;
  const leg = leadingLeg(hall, ticket);
  const place = placeFrom(hall, leg, at);
  const iso = (ms: Instant): string => isoInstant(hall.catalogue.zoneTable, ms);
  const booked = bookedAhead(hall, ticket, at);
  const counters = countersFor(hall, leg.queueId, ticket.needs, at).flatMap((id) => {
    const label = hall.catalogue.counters.get(id)?.label;
    return label === undefined ? [] : [{ id, label }];
  });
  return {
    id: ticket.id, number: ticket.number, ...(token === null ? {} : { token }), state: leg.state, issuedAt: iso(ticket.issuedAt),
    ahead: place.ahead, booked: booked === null ? null : { start: iso(booked.start), end: iso(booked.end) }, promise: promiseOf(hall, leg), counters, estimate: place.estimate, counter: leg.counterId,
    legs: toldLegs(hall, ticket).map((l) => ({ id: l.id, serviceId: l.serviceId, queueId: l.queueId, state: l.state })),
    class: ticket.classId, cases: leg.cases, url: token === null || publicUrl === null ? null : `${publicUrl}/t/${token}`,
    print: ticket.print === null ? null : { job: ticket.print.job, state: ticket.print.state, elsewhere: ticketElsewhere(hall, ticket) },
  };
};
