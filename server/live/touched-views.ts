import type { CounterId, QueueId, TicketId, ZoneId } from '../domain/brands.ts';
import type { JournalEntry } from '../domain/event.ts';
import type { Hall, Leg } from '../domain/hall.ts';

/** Which pictures an event may have changed. Too many only costs a redraw; one too few would leave a screen behind. */
export interface Touched {
  readonly zones: Set<ZoneId>;
  /** Zones where somebody is called: their screens don't wait. */
  readonly calling: Set<ZoneId>;
  readonly counters: Set<CounterId>;
  readonly queues: Set<QueueId>;
  readonly tickets: Set<TicketId>;
  everything: boolean;
}

const ofLeg = (hall: Hall, touched: Touched, leg: Leg | undefined): void => {
  if (leg === undefined) return;
  touched.tickets.add(leg.ticketId);
  touched.queues.add(leg.queueId);
  if (leg.counterId !== null) ofCounter(hall, touched, leg.counterId);
};
const ofCounter = (hall: Hall, touched: Touched, id: CounterId): void => {
  touched.counters.add(id);
  const zone = hall.catalogue.counters.get(id)?.zone;
  if (zone !== undefined) touched.zones.add(zone);
};
const heard = (hall: Hall, touched: Touched, leg: Leg | undefined): void => {
  if (leg?.counterId != null) touched.counters.add(leg.counterId);
};
const ofTicket = (hall: Hall, touched: Touched, id: TicketId): void => {
  touched.tickets.add(id);
  for (const legId of hall.tickets.get(id)?.legs ?? []) ofLeg(hall, touched, hall.legs.get(legId));
};

const ofEvent = (hall: Hall, touched: Touched, { event }: JournalEntry): void => {
  if ('legId' in event) {
    const leg = hall.legs.get(event.legId);
    ofLeg(hall, touched, leg);
    if (leg !== undefined) ofTicket(hall, touched, leg.ticketId);
  }
  // What voice and screens report changes desks only: a zone's picture shows calls, not whether they were heard.
  if ('legs' in event && event.type !== 'ticket-issued') for (const id of event.legs) heard(hall, touched, hall.legs.get(id));
  if ('ticketId' in event) ofTicket(hall, touched, event.ticketId);
  if ('counterId' in event && event.counterId !== null) ofCounter(hall, touched, event.counterId);
  if ('pressedAt' in event && event.pressedAt !== undefined) touched.counters.add(event.pressedAt);
  switch (event.type) {
    case 'leg-called': case 'leg-recalled': for (const id of touched.zones) touched.calling.add(id); break;
    case 'configured': case 'day-opened': case 'suspended': case 'suspension-ended': touched.everything = true; break;
    case 'leg-transferred': case 'leg-held': case 'leg-absent': case 'leg-requeued': case 'undone': for (const id of hall.counters.keys()) ofCounter(hall, touched, id); break;
    case 'counter-signed-in': case 'counter-signed-out': case 'counter-paused': case 'counter-resumed': for (const q of hall.queues.keys()) touched.queues.add(q); break;
    // Its calls are no longer named by the zone; the desks there wait to hear that they were spoken.
    case 'announcement-ended': for (const [id, counter] of hall.catalogue.counters) if (counter.zone === event.zone) touched.counters.add(id); break;
    default: break;
  }
};

export const touchedBy = (hall: Hall, entries: readonly JournalEntry[]): Touched => {
  const touched: Touched = { zones: new Set(), calling: new Set(), counters: new Set(), queues: new Set(), tickets: new Set(), everything: false };
  for (const entry of entries) ofEvent(hall, touched, entry);
  // What is only booked is on none of these pictures.
  if (touched.queues.size + touched.counters.size + touched.tickets.size === 0) return touched;
  // Whoever is left of a queue that no counter calls any more is shown at every counter.
  for (const id of touched.queues) for (const counter of hall.catalogue.countersOf.get(id) ?? hall.counters.keys()) touched.counters.add(counter);
  // Whether a counter is free, or has people of its own, changes the wait told in every queue it may call.
  for (const [queue, counters] of hall.catalogue.countersOf) if (!touched.queues.has(queue) && counters.some((id) => touched.counters.has(id))) touched.queues.add(queue);
  // What happens to a person elsewhere ends the undo that some desk still offers.
  for (const [id, counter] of hall.counters) if (counter.acts.some((act) => touched.tickets.has(act.ticketId))) touched.counters.add(id);
  return touched;
};
