import { instant, localDay } from '../../domain/brands.ts';
import type { HallId, TicketId } from '../../domain/brands.ts';
import type { HallEvent } from '../../domain/event.ts';
import type { HallConfig } from '../../domain/hall-config.ts';
import type { Act, Appointment, Complaint, CounterState, DeviceState, Doubt, Help, Leg, PersonPast, QueueState, Suspension, Ticket, ZoneState } from '../../domain/hall.ts';
import type { Outcome, ReadFacts, Reads, SideRow, Store, StoredHall } from '../store.ts';
import { FoundSides, isOfBooking } from './found-sides.ts';
import { OutcomeKeys } from './outcome-keys.ts';
import type { ReadStatements } from './read-statements.ts';

/** The parse edge: `body` holds what this store wrote from an entity of this type. */
const parsed = <T>(rows: readonly { readonly body: string }[]): readonly T[] => rows.map((row) => JSON.parse(row.body) as T);

const legsOf = (from: ReadStatements, id: HallId, ticket: Ticket): readonly Leg[] => parsed<Leg>(ticket.legs.map((legId) => {
  const row = from.leg.get(id, legId);
  if (row === undefined) throw new Error(`ticket ${ticket.number} of hall ${id} names leg ${legId}, which is not stored`);
  return row;
}));

/** A counter's row only names its acts. */
const countersOf = (from: ReadStatements, id: HallId): readonly CounterState[] =>
  parsed<Omit<CounterState, 'acts'> & { readonly acts: readonly number[] }>(from.counters.all(id)).map((counter) => ({
    ...counter,
    acts: parsed<Act>(counter.acts.map((seq) => {
      const row = from.act.get(id, seq, counter.id);
      if (row === undefined) throw new Error(`counter ${counter.id} of hall ${id} names act ${seq}, which is not stored`);
      return row;
    })),
  }));

export const readHall = (from: ReadStatements, id: HallId): StoredHall | null => {
  const row = from.hall.get(id);
  if (row === undefined) return null;
  const tickets = parsed<Ticket>(from.tickets.all(id));
  return {
    id, seq: row.seq, at: instant(row.at), day: row.day === null ? null : localDay(row.day),
    configs: from.configs.all(id).map(({ version, body }) => ({ version, config: JSON.parse(body) as HallConfig })),
    tickets,
    legs: tickets.flatMap((ticket) => legsOf(from, id, ticket)),
    counters: countersOf(from, id),
    queues: parsed<QueueState>(from.queues.all(id)),
    zones: parsed<ZoneState>(from.zones.all(id)),
    suspensions: parsed<Suspension>(from.suspensions.all(id)),
    devices: parsed<DeviceState>(from.devices.all(id)),
    helps: parsed<Help>(from.helps.all(id)),
    doubts: parsed<Doubt>(from.doubts.all(id)),
    appointments: parsed<Appointment>(from.appointments.all(id)),
    persons: parsed<PersonPast>(from.persons.all(id)), complaints: parsed<Complaint>(from.complaints.all(id)),
  };
};

export const readFacts = (from: ReadStatements, keys: OutcomeKeys, id: HallId, reads: Reads): ReadFacts => {
  const outcomes = new Map<string, Outcome>();
  for (const key of reads.outcomeKeys) {
    const row = keys.rowOf(id, key);
    const found = row === undefined ? undefined : from.outcome.get(row);
    if (found !== undefined) outcomes.set(key, found);
  }
  const rows = reads.numbersOf === null ? [] : from.numbers.all(id, reads.numbersOf);
  return { outcomes, numbers: Object.fromEntries(rows.map(({ queueId, last }) => [queueId, last])) };
};

export const readJournal = (from: ReadStatements, id: HallId, after: number, limit: number): Awaited<ReturnType<Store['journal']>> =>
  from.events.all(after, id, limit).map(({ seq, at, by, body, command }) => ({ seq, at: instant(at), by, event: JSON.parse(body) as HallEvent, command }));

export const readSide = (from: ReadStatements, id: HallId, ref: string, kind: SideRow['kind']): SideRow | null => {
  const row = (isOfBooking(kind) ? from.bookingSide : from.side).get(id, ref, kind);
  return row === undefined ? null : { ...row, kind };
};

export const readOutcomeKeys = (from: ReadStatements): OutcomeKeys => {
  const keys = new OutcomeKeys();
  for (const { id, hallId, key } of from.outcomeKeys.iterate()) keys.committed(hallId as HallId, { added: new Map([[key, id]]), gone: [] });
  return keys;
};

export const readFoundSides = (from: ReadStatements): FoundSides => {
  const sides = new FoundSides();
  for (const row of from.bookingSides.iterate()) sides.committed(row.hallId as HallId, { added: [row], gone: [] });
  return sides;
};

/** A token row refers to its ticket. */
export const readToken = (from: ReadStatements, token: string): Awaited<ReturnType<Store['ticketOfToken']>> => {
  const row = from.token.get(token);
  return row === undefined ? null : { hall: row.hall as HallId, ticketId: row.ref as TicketId };
};
