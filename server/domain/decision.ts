import type { CounterId, LegId, StaffNumber, TicketId } from './brands.ts';
import type { Actor } from './command.ts';
import type { HallEvent } from './event.ts';
import type { StaffConfig } from './hall-config.ts';
import type { CounterState, Hall, Leg, Ticket } from './hall.ts';
import { legStateAfter } from './leg-states.ts';
import type { LegMove } from './leg-states.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** The answer to a command: what happened, in order, or why not. */
export type Decision = readonly HallEvent[] | Refusal;
export const isRefusal = <T extends object>(value: T | Refusal): value is Refusal => 'code' in value;

/** A counter with the clerk who acts at it. */
export interface Desk { readonly counter: CounterState; readonly clerk: StaffNumber }

/** The counter, when this actor is the one signed in there. */
export const deskOf = (hall: Hall, counterId: CounterId, by: Actor): Desk | Refusal => {
  const counter = hall.counters.get(counterId);
  if (counter === undefined) return refuse('unknown-counter');
  if (counter.clerk === null) return refuse('not-signed-in');
  if (by.kind !== 'staff' || by.number !== counter.clerk) return refuse('not-yours', { about: counterId });
  return { counter, clerk: counter.clerk };
};

export const legById = (hall: Hall, legId: LegId): Leg => {
  const leg = hall.legs.get(legId);
  if (leg === undefined) throw new Error(`leg ${legId} is named but not in the hall`);
  return leg;
};
export const ticketOf = (hall: Hall, leg: Leg): Ticket => {
  const ticket = hall.tickets.get(leg.ticketId);
  if (ticket === undefined) throw new Error(`ticket ${leg.ticketId} is named but not in the hall`);
  return ticket;
};
export const ticketById = (hall: Hall, ticketId: TicketId): Ticket | Refusal => hall.tickets.get(ticketId) ?? refuse('unknown-ticket');
export const legsOf = (hall: Hall, ticket: Ticket): readonly Leg[] => ticket.legs.map((id) => legById(hall, id));

/** The leg at this desk, when the move is one its state allows. */
export const currentFor = (hall: Hall, desk: Desk, move: LegMove): Leg | Refusal => {
  if (desk.counter.current === null) return refuse('no-current-ticket');
  const leg = legById(hall, desk.counter.current);
  return legStateAfter(leg.state, move) === null ? refuse('illegal-move', { about: leg.state }) : leg;
};

/** The leg of a ticket for which the move is allowed: the one in that state comes before those that merely wait. */
export const legFor = (hall: Hall, ticket: Ticket, move: LegMove): Leg | Refusal => {
  const legs = legsOf(hall, ticket).filter((leg) => legStateAfter(leg.state, move) !== null);
  return legs.find((leg) => leg.state !== 'waiting') ?? legs[0] ?? refuse('illegal-move', { about: legsOf(hall, ticket)[0]?.state ?? '' });
};

type Right = NonNullable<StaffConfig['rights']>[number];
export const staffHasRight = (hall: Hall, by: Actor, right: Right): boolean => {
  if (by.kind !== 'staff') return false;
  const staff = hall.catalogue.staff.get(by.number);
  return staff !== undefined && (staff.rights?.includes(right) === true || staff.roles.includes('manager') || staff.roles.includes('guide'));
};
export const actorName = (by: Actor): string => (by.kind === 'staff' ? `staff:${by.number}` : by.kind === 'device' || by.kind === 'integration' ? `${by.kind}:${by.id}` : by.kind);
