import type { AppointmentId, Instant, LegId, TicketId, ZoneId } from './brands.ts';
import { openMs } from './brands.ts';
import type { Catalogue } from './catalogue.ts';
import type { Changes } from './changes.ts';
import { legById, legsOf } from './decision.ts';
import type { Text } from './hall-config.ts';
import type { Act, Appointment, CounterState, Hall, Leg, PersonPast, QueueState, Ticket, ZoneState } from './hall.ts';
import { blocksOthers, isFinal } from './leg-states.ts';
import { joinLine, leaveLine, waitingIn } from './lines.ts';
import type { LaneSpec } from './lines.ts';
import type { LineKey } from './ordered-index.ts';
import { clockOf, leftOf, waitedOf } from './queue-clock.ts';
import { printSettled } from './paper.ts';
import { markEnd } from './booked-ends.ts';
import { freePlaces, holdPlaces } from './slot-places.ts';
import { suspensionOf } from './suspensions.ts';

/** The hall while one event is applied to it. Every write goes through here, so that rows and lines follow by themselves. */
export interface Writing {
  readonly hall: Hall;
  readonly changes: Changes;
  readonly seq: number;
  readonly at: Instant;
  readonly catalogues: ReadonlyMap<number, Catalogue>;
  /** What stands beside the journal, by the seal that an event carries. */
  readonly texts: ReadonlyMap<string, Text>;
}

const zoneOfLeg = (hall: Hall, leg: Leg): ZoneId | null => (leg.counterId === null ? null : (hall.catalogue.counters.get(leg.counterId)?.zone ?? null));
const mark = <T>(set: Set<T>, value: T, belongs: boolean): void => {
  if (belongs) set.add(value);
  else set.delete(value);
};

/** Sets that only repeat what legs say; a load from rows fills them by the same function. */
export const indexLeg = (hall: Hall, leg: Leg, before: Leg | undefined): void => {
  const oldZone = before === undefined ? null : zoneOfLeg(hall, before);
  if (before !== undefined && oldZone !== null) hall.unspoken.get(oldZone)?.delete(leg.id);
  const zone = zoneOfLeg(hall, leg);
  if (zone !== null && leg.state === 'called' && leg.call?.voice === 'waiting') hall.unspoken.get(zone)?.add(leg.id);
  mark(hall.absent, leg.id, leg.state === 'absent');
  mark(hall.held, leg.id, leg.state === 'held');
};
export const indexTicket = (hall: Hall, ticket: Ticket): void => {
  mark(hall.away, ticket.id, ticket.away !== null);
  mark(hall.unsettledPrints, ticket.id, ticket.print !== null && !printSettled(ticket.print));
};

/** The appointments for which this ticket was taken. */
export const bookingsOf = (hall: Hall, ticketId: TicketId): readonly AppointmentId[] => hall.ticketBookings.get(ticketId) ?? [];

/** Who holds places of which slot follows from the appointments. A missed one holds none: its place goes to the walk-ins. */
export const indexAppointment = (hall: Hall, { id, state, group, start, end, places, until, left, external, by, ticketId, voucherFor }: Appointment): void => {
  markEnd(hall.ends, id, state === 'booked' ? end : null);
  if (voucherFor !== undefined) hall.vouchers.set(voucherFor, id);
  if (external !== null) hall.externals.set(external, new Map([...(hall.externals.get(external) ?? []), [by, id]]));
  if (ticketId !== null) hall.ticketBookings.set(ticketId, [...bookingsOf(hall, ticketId).filter((other) => other !== id), id]);
  if (state === 'missed') freePlaces(hall.places, id);
  else holdPlaces(hall.places, { id, group, start, places, until });
  for (const one of left) holdPlaces(hall.places, { id: leftHold(id, one.start), of: id, group, start: one.start, places, until: one.until });
};
const leftHold = (id: AppointmentId, start: Instant): string => `${id} left ${start}`;
/** Gives back what an appointment still holds of slots it moved away from. */
export const freeLeft = (hall: Hall, { id, left }: Appointment): void => {
  for (const { start } of left) freePlaces(hall.places, leftHold(id, start));
};
export const forgetExternal = (hall: Hall, { external, by }: Appointment): void => {
  if (external === null) return;
  const others = new Map([...(hall.externals.get(external) ?? [])].filter(([who]) => who !== by));
  if (others.size === 0) hall.externals.delete(external);
  else hall.externals.set(external, others);
};

export const setLeg = (w: Writing, leg: Leg): void => {
  indexLeg(w.hall, leg, w.hall.legs.get(leg.id));
  w.hall.legs.set(leg.id, leg);
  w.changes.legs.add(leg.id);
};
export const setTicket = (w: Writing, ticket: Ticket): void => {
  indexTicket(w.hall, ticket);
  w.hall.tickets.set(ticket.id, ticket);
  w.changes.tickets.add(ticket.id);
};
export const setCounter = (w: Writing, counter: CounterState): void => {
  w.hall.counters.set(counter.id, counter);
  w.changes.counters.add(counter.id);
};
export const setQueue = (w: Writing, queue: QueueState): void => {
  w.hall.queues.set(queue.id, queue);
  w.changes.queues.add(queue.id);
};
export const setZone = (w: Writing, zone: ZoneState): void => {
  w.hall.zones.set(zone.id, zone);
  w.changes.zones.add(zone.id);
};

export const setAppointment = (w: Writing, appointment: Appointment): void => {
  indexAppointment(w.hall, appointment);
  w.hall.appointments.set(appointment.id, appointment);
  w.changes.appointments.add(appointment.id);
  w.changes.retiredAppointments.delete(appointment.id);
};
export const setPerson = (w: Writing, person: PersonPast): void => {
  w.hall.persons.set(person.id, person);
  w.changes.persons.add(person.id);
  w.changes.retiredPersons.delete(person.id);
};

export const mustTicket = (hall: Hall, id: TicketId): Ticket => {
  const ticket = hall.tickets.get(id);
  if (ticket === undefined) throw new Error(`an event names ticket ${id}, which is not in the hall`);
  return ticket;
};
export const mustCounter = (hall: Hall, id: CounterState['id'] | null): CounterState => {
  const counter = id === null ? undefined : hall.counters.get(id);
  if (counter === undefined) throw new Error(`an event names counter ${id ?? 'none'}, which is not in the hall`);
  return counter;
};

const laneOf = (hall: Hall, ticket: Ticket, leg: Leg): { readonly spec: LaneSpec; readonly key: LineKey } => {
  const base = { queueId: leg.queueId, needs: [...ticket.needs].sort() };
  const placed = leg.placed;
  if (placed?.kind === 'counter') return { spec: { ...base, kind: 'counter', counterId: placed.counter }, key: { due: placed.order, start: 0, order: leg.order } };
  if (placed !== null) return { spec: { ...base, kind: placed.kind, counterId: null }, key: { due: placed.kind === 'woken' ? placed.atCall : placed.order, start: 0, order: leg.order } };
  const kind = hall.catalogue.classes.get(ticket.classId)?.protected === true ? 'protected' : 'ordinary';
  return { spec: { ...base, kind, counterId: null }, key: { due: leg.due, start: leg.start, order: leg.order } };
};

/** Puts the legs of a ticket where they belong in the lines: only those that may be called now stand there. */
export const placeInLines = (hall: Hall, ticket: Ticket): void => {
  const legs = legsOf(hall, ticket);
  const blocked = ticket.away !== null || legs.some((leg) => blocksOthers(leg.state));
  for (const leg of legs) {
    if (leg.state !== 'waiting' || blocked || leg.frozen !== null) leaveLine(hall.lines, leg.id);
    else {
      const { spec, key } = laneOf(hall, ticket, leg);
      joinLine(hall.lines, leg.id, spec, key);
    }
  }
};

/** A waiting leg of a suspended service stops its clocks. */
const freeze = (w: Writing, leg: Leg): void => {
  if (leg.state === 'waiting' && leg.frozen === null && suspensionOf(w.hall, leg.serviceId) !== null)
    setLeg(w, { ...leg, frozen: { left: leftOf(w.hall, leg, w.at), waited: waitedOf(w.hall, leg, w.at) } });
};

const trackBusy = (w: Writing, queueId: QueueState['id'], before: number): void => {
  const after = waitingIn(w.hall.lines, queueId);
  const queue = w.hall.queues.get(queueId);
  if (queue === undefined || (before === 0) === (after === 0)) return;
  const now = clockOf(w.hall, queueId, w.at);
  if (after > 0) setQueue(w, { ...queue, busySince: now });
  else setQueue(w, { ...queue, busySince: null, busyMs: queue.busyMs + (queue.busySince === null ? 0 : now - queue.busySince) });
};

/** After anything happened to a ticket: its place in the lines, the clocks of suspended legs, and whether its queues are busy. */
export const settle = (w: Writing, ticketId: TicketId, formerQueue: QueueState['id'] | null = null): void => {
  const ticket = mustTicket(w.hall, ticketId);
  for (const leg of legsOf(w.hall, ticket)) freeze(w, leg);
  const queues = new Set(legsOf(w.hall, ticket).map((leg) => leg.queueId));
  if (formerQueue !== null) queues.add(formerQueue);
  const before = [...queues].map((id) => [id, waitingIn(w.hall.lines, id)] as const);
  placeInLines(w.hall, ticket);
  for (const [id, count] of before) trackBusy(w, id, count);
  if (legsOf(w.hall, ticket).every((leg) => isFinal(leg.state))) w.hall.numbersHeld.delete(ticket.number);
  else w.hall.numbersHeld.set(ticket.number, ticket.id);
};

const keptActs = 3;
export const withAct = (counter: CounterState, act: Act): CounterState => ({ ...counter, acts: [...counter.acts, act].slice(-keptActs) });
export const actOf = (w: Writing, kind: string, before: Leg, counter: CounterState): Act => ({
  seq: w.seq, at: w.at, kind, ticketId: before.ticketId, before, beforeCurrent: counter.current,
  beforeTouched: mustTicket(w.hall, before.ticketId).touched, beforePreferred: counter.preferred, beforeAbsents: counter.absents, beforeFinished: counter.finished, beforeTakenAt: counter.takenAt ?? null,
});

/** Takes up the clocks of legs whose suspension ended: what they had left and had waited goes on from here. */
export const thaw = (w: Writing, legId: LegId): void => {
  const leg = legById(w.hall, legId);
  if (leg.frozen === null || suspensionOf(w.hall, leg.serviceId) !== null) return;
  const now = clockOf(w.hall, leg.queueId, w.at);
  setLeg(w, { ...leg, frozen: null, due: openMs(now + leg.frozen.left), start: openMs(now - leg.frozen.waited) });
};
