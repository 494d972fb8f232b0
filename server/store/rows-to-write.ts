import type { LocalDay } from '../domain/brands.ts';
import type { Appointment, Complaint, CounterState, DeviceState, Doubt, Help, Leg, PersonPast, QueueState, Suspension, Ticket, ZoneState } from '../domain/hall.ts';
import type { Writes } from './store.ts';

/** The entities that a transaction changed, in the order in which rows may refer to each other. */
export interface ChangedRows {
  readonly tickets: readonly Ticket[];
  readonly legs: readonly Leg[];
  readonly counters: readonly CounterState[];
  readonly queues: readonly QueueState[];
  readonly zones: readonly ZoneState[];
  readonly suspensions: readonly Suspension[];
  readonly devices: readonly DeviceState[];
  readonly helps: readonly Help[];
  readonly doubts: readonly Doubt[];
  readonly appointments: readonly Appointment[];
  readonly persons: readonly PersonPast[];
  readonly complaints: readonly Complaint[];
}

/** One that left the live hall in the same transaction is written as it stood at the end; any other missing one is a defect of the caller. */
const pick = <K, V>(changed: ReadonlySet<K>, entities: ReadonlyMap<K, V>, retired: ReadonlyMap<K, V> = new Map()): readonly V[] => {
  const rows: V[] = [];
  for (const id of changed) {
    const entity = entities.get(id) ?? retired.get(id);
    if (entity === undefined) throw new Error(`${String(id)} is said to have changed but is not in the hall`);
    rows.push(entity);
  }
  return rows;
};

/** Throws when the changes name something that is not in the hall. */
export const changedRows = ({ hall, changes }: Writes): ChangedRows => ({
  tickets: pick(changes.tickets, hall.tickets, changes.retiredTickets),
  legs: pick(changes.legs, hall.legs, changes.retiredLegs),
  counters: pick(changes.counters, hall.counters),
  queues: pick(changes.queues, hall.queues),
  zones: pick(changes.zones, hall.zones),
  suspensions: pick(changes.suspensions, hall.suspensions, changes.retiredSuspensions),
  devices: pick(changes.devices, hall.devices),
  helps: pick(changes.helps, hall.helps, changes.retiredHelps),
  doubts: pick(changes.doubts, hall.doubts),
  appointments: pick(changes.appointments, hall.appointments, changes.retiredAppointments),
  persons: pick(changes.persons, hall.persons, changes.retiredPersons),
  complaints: pick(changes.complaints, hall.complaints, changes.retiredComplaints),
});

/** Throws unless the entries follow the last stored event without a gap and end where the hall stands. */
export const checkSequence = (storedSeq: number, { entries, hall }: Writes): void => {
  let seq = storedSeq;
  for (const { entry } of entries) {
    if (entry.seq !== seq + 1) throw new Error(`event ${entry.seq} cannot be stored after event ${seq} of hall ${hall.id}`);
    seq = entry.seq;
  }
  if (hall.seq !== seq) throw new Error(`hall ${hall.id} stands at event ${hall.seq}, but its last stored one would be ${seq}`);
};

/** Set when a transaction opens a business day with event `seq`: outcomes before `previous`, tokens and reasons before `today` and acts before `seq` are over; the reason of a suspension that stands is still told, and stays, and so does the token of who is in line over the change of day. */
export interface NewDay { readonly previous: LocalDay | null; readonly today: LocalDay; readonly seq: number }
export const newDayOf = (storedDay: LocalDay | null, { entries }: Writes): NewDay | null => {
  const opened = entries.flatMap(({ entry: { seq, event } }) => (event.type === 'day-opened' ? [{ seq, day: event.day }] : []));
  const today = opened[opened.length - 1];
  return today === undefined ? null : { previous: opened[opened.length - 2]?.day ?? storedDay, today: today.day, seq: today.seq };
};
/** Rows of one kind that one new day clears away, so that it costs well under a second; a day has a few ten thousand. The rest goes with the next day. */
export const purgedAtMost = 50_000;
/** The business day under which outcomes and side rows are filed. */
export const filedUnder = ({ hall }: Writes): string => hall.day ?? '';
