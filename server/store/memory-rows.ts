import type { HallId, LocalDay } from '../domain/brands.ts';
import type { Appointment } from '../domain/hall.ts';
import { changedRows, checkSequence, filedUnder, newDayOf } from './rows-to-write.ts';
import type { SideRow, Writes } from './store.ts';

/** An entity as text, so that nobody shares an object with the store, and what a database would lose is lost here too. */
export interface StoredEntity { readonly body: string; readonly live: boolean }
type Entities = Map<string, StoredEntity>;

/** The rows of one hall, by the same keys as a database has. */
export interface HallRows {
  seq: number;
  at: number;
  day: LocalDay | null;
  readonly configs: Map<number, string>;
  readonly tickets: Entities;
  readonly legs: Entities;
  readonly counters: Entities;
  readonly queues: Entities;
  readonly zones: Entities;
  readonly devices: Entities;
  readonly suspensions: Entities;
  readonly helps: Entities;
  readonly doubts: Entities;
  readonly complaints: Entities;
  readonly appointments: Entities;
  readonly persons: Entities;
  /** Which ticket has a number on a day. */
  readonly numbers: Map<string, string>;
  readonly numbering: Map<string, { readonly day: string; readonly queueId: string; readonly last: number }>;
  /** In order; event n stands at n - 1. */
  readonly events: string[];
  readonly outcomes: Map<string, { readonly day: string; readonly body: string }>;
  readonly sides: Map<string, SideRow & { readonly day: string }>;
}
/** Tokens are unique across halls. */
export type Tokens = Map<string, { readonly hall: HallId; readonly ref: string; readonly day: string }>;

export const emptyRows = (): HallRows => ({
  seq: 0, at: 0, day: null, configs: new Map(), tickets: new Map(), legs: new Map(), counters: new Map(), queues: new Map(), zones: new Map(), devices: new Map(),
  suspensions: new Map(), helps: new Map(), doubts: new Map(), appointments: new Map(), persons: new Map(), complaints: new Map(), numbers: new Map(), numbering: new Map(), events: [], outcomes: new Map(), sides: new Map(),
});

export const sideKey = (ref: string, kind: SideRow['kind']): string => `${kind} ${ref}`;
const numberKey = (ticket: { readonly day: string; readonly number: string }): string => `${ticket.day} ${ticket.number}`;

const mustBeNew = (what: string, keys: readonly string[], known: { has: (key: string) => boolean }): void => {
  const seen = new Set<string>();
  for (const key of keys) {
    if (known.has(key) || seen.has(key)) throw new Error(`${what} ${key} stands in the store already`);
    seen.add(key);
  }
};

/** The rules of the schema. Throws before anything is changed. */
export const checkRows = (rows: HallRows, tokens: Tokens, writes: Writes): void => {
  checkSequence(rows.seq, writes);
  const { tickets, legs } = changedRows(writes);
  if (writes.config !== null && rows.configs.has(writes.config.version)) throw new Error(`hall file ${writes.config.version} stands in the store already`);
  const holders = new Map<string, string>();
  for (const ticket of tickets) {
    const holder = holders.get(numberKey(ticket)) ?? rows.numbers.get(numberKey(ticket)) ?? ticket.id;
    if (holder !== ticket.id) throw new Error(`number ${ticket.number} of ${ticket.day} belongs to ticket ${holder}`);
    holders.set(numberKey(ticket), ticket.id);
  }
  const here = new Set<string>(tickets.map((ticket) => ticket.id));
  for (const leg of legs) if (!here.has(leg.ticketId) && !rows.tickets.has(leg.ticketId)) throw new Error(`leg ${leg.id} belongs to ticket ${leg.ticketId}, which is not stored`);
  mustBeNew('outcome', writes.outcomes.map((row) => row.key), rows.outcomes);
  mustBeNew('side row', writes.sides.filter((row) => row.kind !== 'person' && row.kind !== 'identity' && row.kind !== 'note' && row.kind !== 'answer').map((row) => sideKey(row.ref, row.kind)), rows.sides);
  const codes = new Set([...rows.sides.values()].filter((row) => row.kind === 'booking-code').map((row) => row.value));
  mustBeNew('booking code', writes.sides.filter((row) => row.kind === 'booking-code').map((row) => row.value), codes);
  mustBeNew('token', writes.sides.filter((row) => row.kind === 'token').map((row) => row.value), tokens);
};

const put = (to: Entities, entities: readonly { readonly id: string }[]): void => {
  for (const entity of entities) to.set(entity.id, { body: JSON.stringify(entity), live: true });
};
const retire = (to: Entities, ids: ReadonlySet<string>): void => {
  for (const id of ids) {
    const row = to.get(id);
    if (row !== undefined) to.set(id, { ...row, live: false });
  }
};

const putEntities = (rows: HallRows, writes: Writes): void => {
  const changed = changedRows(writes);
  put(rows.tickets, changed.tickets);
  put(rows.legs, changed.legs);
  put(rows.counters, changed.counters);
  put(rows.queues, changed.queues);
  put(rows.zones, changed.zones);
  put(rows.devices, changed.devices);
  put(rows.suspensions, changed.suspensions);
  put(rows.helps, changed.helps);
  put(rows.doubts, changed.doubts);
  put(rows.appointments, changed.appointments);
  put(rows.persons, changed.persons);
  put(rows.complaints, changed.complaints);
  for (const ticket of changed.tickets) rows.numbers.set(numberKey(ticket), ticket.id);
  for (const { id, numberDay, lastNumber } of changed.queues) if (lastNumber !== null) rows.numbering.set(`${numberDay} ${id}`, { day: numberDay, queueId: id, last: lastNumber });
  retire(rows.tickets, new Set(writes.changes.retiredTickets.keys()));
  retire(rows.suspensions, new Set(writes.changes.retiredSuspensions.keys()));
  retire(rows.helps, new Set(writes.changes.retiredHelps.keys()));
  retire(rows.appointments, new Set(writes.changes.retiredAppointments.keys()));
  retire(rows.persons, new Set(writes.changes.retiredPersons.keys()));
  retire(rows.complaints, new Set(writes.changes.retiredComplaints.keys()));
};

const bookingSides: readonly SideRow['kind'][] = ['booking-token', 'booking-code', 'contact', 'phone', 'phone-tail', 'tail', 'note'];
/** What finds an appointment, or a person. */
const personSides: readonly SideRow['kind'][] = ['person', 'identity'];
const complaintSides: readonly SideRow['kind'][] = ['complaint', 'complaint-code', 'answer'];
const purge = (rows: HallRows, tokens: Tokens, previous: LocalDay | null, today: LocalDay): void => {
  for (const [key, row] of rows.outcomes) if (previous !== null && row.day < previous) rows.outcomes.delete(key);
  for (const [key, row] of rows.sides) {
    const holds = rows.appointments.get(row.ref)?.live === true || (personSides.includes(row.kind) && rows.persons.get(row.ref)?.live === true);
    if ([...bookingSides, ...personSides].includes(row.kind) && !holds) rows.sides.delete(key);
    if (row.kind === 'note' && (JSON.parse(rows.appointments.get(row.ref)?.body ?? '{}') as Partial<Appointment>).state !== 'booked') rows.sides.delete(key);
    if (complaintSides.includes(row.kind) && rows.complaints.get(row.ref)?.live !== true) rows.sides.delete(key);
    const over = row.kind === 'token' ? rows.tickets.get(row.ref)?.live !== true : row.kind === 'reason' && rows.suspensions.get(row.ref)?.live !== true;
    if (row.day >= today || !over) continue;
    rows.sides.delete(key);
    if (row.kind === 'token') tokens.delete(row.value);
  }
};

/** Writes everything of one transaction. Nothing here throws, once `checkRows` let it pass. */
export const putRows = (rows: HallRows, tokens: Tokens, writes: Writes): void => {
  const { hall, config } = writes;
  const day = filedUnder(writes);
  const newDay = newDayOf(rows.day, writes);
  rows.seq = hall.seq;
  rows.at = hall.at;
  rows.day = hall.day;
  if (config !== null) rows.configs.set(config.version, JSON.stringify(config.config));
  putEntities(rows, writes);
  for (const { entry, command } of writes.entries) rows.events.push(JSON.stringify({ ...entry, command }));
  for (const outcome of writes.outcomes) rows.outcomes.set(outcome.key, { day, body: JSON.stringify(outcome) });
  for (const row of writes.sides) {
    if (personSides.includes(row.kind) && rows.sides.has(sideKey(row.ref, row.kind))) continue;
    rows.sides.set(sideKey(row.ref, row.kind), { ...row, day });
    if (row.kind === 'token') tokens.set(row.value, { hall: hall.id, ref: row.ref, day });
  }
  if (newDay !== null) purge(rows, tokens, newDay.previous, newDay.today);
};
