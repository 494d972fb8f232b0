import type { Database } from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import type { Placeholder } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { FoundRow } from './found-sides.ts';
import { prepared } from './prepared.ts';
import * as tables from './schema.ts';

/** A placeholder for each name, to be used as the values of a row. */
export const placeholders = <Name extends string>(...names: readonly Name[]): { [name in Name]: Placeholder<Name> } =>
  Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as { [name in Name]: Placeholder<Name> };

const entity = placeholders('hallId', 'id', 'body');
const liveEntity = placeholders('hallId', 'id', 'live', 'body');
const excludedBody = { body: sql`excluded.body` };
const excludedLiveBody = { live: sql`excluded.live`, body: sql`excluded.body` };

const entityStatements = (database: Database, orm: BetterSQLite3Database) => {
  const plain = (table: typeof tables.counter | typeof tables.queue | typeof tables.zone | typeof tables.device | typeof tables.doubt) =>
    prepared<[hallId: string, id: string, body: string]>(database,
      orm.insert(table).values(entity).onConflictDoUpdate({ target: [table.hallId, table.id], set: excludedBody }), ['hallId', 'id', 'body']);
  const live = (table: typeof tables.suspension | typeof tables.help | typeof tables.complaint) =>
    prepared<[hallId: string, id: string, live: number, body: string]>(database,
      orm.insert(table).values(liveEntity).onConflictDoUpdate({ target: [table.hallId, table.id], set: excludedLiveBody }), ['hallId', 'id', 'live', 'body']);
  const liveFirst = (table: typeof tables.appointment | typeof tables.person) =>
    prepared<[hallId: string, id: string, live: number, body: string]>(database,
      orm.insert(table).values(liveEntity).onConflictDoUpdate({ target: [table.hallId, table.live, table.id], set: excludedBody }), ['hallId', 'id', 'live', 'body']);
  const ofOne = (table: typeof tables.appointment | typeof tables.person, live: 0 | 1) => sql`${table.hallId} = ${sql.placeholder('hallId')} and ${table.live} = ${sql.raw(String(live))} and ${table.id} = ${sql.placeholder('id')}`;
  const retireFirst = (table: typeof tables.appointment | typeof tables.person) =>
    prepared<[hallId: string, id: string]>(database, orm.update(table).set({ live: sql`0` }).where(ofOne(table, 1)), ['hallId', 'id']);
  const retire = (table: typeof tables.ticket | typeof tables.suspension | typeof tables.help | typeof tables.complaint) =>
    prepared<[hallId: string, id: string]>(database,
      orm.update(table).set({ live: sql`0` }).where(sql`${table.hallId} = ${sql.placeholder('hallId')} and ${table.id} = ${sql.placeholder('id')}`), ['hallId', 'id']);
  return {
    // What stood among the past already, of one that came back: a person who was forgotten, or a slot that was given back and booked in the end.
    appointmentGone: prepared<[hallId: string, id: string]>(database, orm.delete(tables.appointment).where(ofOne(tables.appointment, 0)), ['hallId', 'id']),
    personAgain: prepared<[hallId: string, id: string]>(database, orm.delete(tables.person).where(ofOne(tables.person, 0)), ['hallId', 'id']),
    counter: plain(tables.counter), queue: plain(tables.queue), zone: plain(tables.zone), device: plain(tables.device), doubt: plain(tables.doubt),
    suspension: live(tables.suspension), help: live(tables.help), appointment: liveFirst(tables.appointment), person: liveFirst(tables.person), complaint: live(tables.complaint),
    retireTicket: retire(tables.ticket), retireSuspension: retire(tables.suspension), retireHelp: retire(tables.help), retireAppointment: retireFirst(tables.appointment), retirePerson: retireFirst(tables.person), retireComplaint: retire(tables.complaint),
  };
};

const hallStatements = (database: Database, orm: BetterSQLite3Database) => {
  const { hall, hallConfig, ticket, leg, numbering } = tables;
  return {
    // A new hall gets the next number.
    hall: prepared<[id: string, day: string | null], { readonly number: number }>(database,
      orm.insert(hall).values({ ...placeholders('id', 'day'), number: sql`(select coalesce(max(${hall.number}) + 1, 0) from ${hall})` }).onConflictDoUpdate({ target: hall.id, set: { day: sql`excluded.day` } }).returning({ number: hall.number }), ['id', 'day']),
    hallConfig: prepared<[hallId: string, version: number, body: string]>(database,
      orm.insert(hallConfig).values(placeholders('hallId', 'version', 'body')), ['hallId', 'version', 'body']),
    ticket: prepared<[hallId: string, id: string, day: string, number: string, issuedAt: number, body: string]>(database,
      orm.insert(ticket).values({ ...placeholders('hallId', 'id', 'day', 'number', 'issuedAt', 'body'), live: sql`1` }).onConflictDoUpdate({ target: [ticket.hallId, ticket.id], set: excludedBody }),
      ['hallId', 'id', 'day', 'number', 'issuedAt', 'body']),
    act: prepared<[hallId: string, seq: number, counterId: string, body: string]>(database,
      orm.insert(tables.act).values(placeholders('hallId', 'seq', 'counterId', 'body')), ['hallId', 'seq', 'counterId', 'body']),
    purgeActs: prepared<[hallId: string, before: number, limit: number]>(database,
      orm.delete(tables.act).where(sql`rowid in (select rowid from ${tables.act} where ${tables.act.hallId} = ${sql.placeholder('hallId')} and ${tables.act.seq} < ${sql.placeholder('before')} limit ${sql.placeholder('limit')})`),
      ['hallId', 'before', 'limit']),
    leg: prepared<[hallId: string, id: string, ticketId: string, body: string]>(database,
      orm.insert(leg).values(placeholders('hallId', 'id', 'ticketId', 'body')).onConflictDoUpdate({ target: [leg.hallId, leg.id], set: excludedBody }), ['hallId', 'id', 'ticketId', 'body']),
    numbering: prepared<[hallId: string, day: string, queueId: string, last: number]>(database,
      orm.insert(numbering).values(placeholders('hallId', 'day', 'queueId', 'last')).onConflictDoUpdate({ target: [numbering.hallId, numbering.day, numbering.queueId], set: { last: sql`excluded.last` } }),
      ['hallId', 'day', 'queueId', 'last']),
  };
};

const historyStatements = (database: Database, orm: BetterSQLite3Database) => {
  const { appointment, bookingSide, complaint, event, outcome, person, side, session, suspension, ticket } = tables;
  return {
    event: prepared<[id: number, hallId: string, seq: number, at: number, by: string, body: string, command: string | null]>(database,
      orm.insert(event).values(placeholders('id', 'hallId', 'seq', 'at', 'by', 'body', 'command')), ['id', 'hallId', 'seq', 'at', 'by', 'body', 'command']),
    outcome: prepared<[hallId: string, key: string, day: string, fingerprint: string, status: number, body: string]>(database,
      orm.insert(outcome).values(placeholders('hallId', 'key', 'day', 'fingerprint', 'status', 'body')), ['hallId', 'key', 'day', 'fingerprint', 'status', 'body']),
    side: prepared<[hallId: string, ref: string, kind: string, day: string, value: string, salt: string]>(database,
      orm.insert(side).values(placeholders('hallId', 'ref', 'kind', 'day', 'value', 'salt')), ['hallId', 'ref', 'kind', 'day', 'value', 'salt']),
    purgeOutcomes: prepared<[hallId: string, before: string, limit: number], { readonly key: string }>(database,
      orm.delete(outcome).where(sql`${outcome.id} in (select ${outcome.id} from ${outcome} where ${outcome.hallId} = ${sql.placeholder('hallId')} and ${outcome.day} < ${sql.placeholder('before')} limit ${sql.placeholder('limit')})`).returning({ key: outcome.key }),
      ['hallId', 'before', 'limit']),
    // The index of tokens holds a day or two; the table holds years of comments.
    purgeTokens: prepared<[hallId: string, before: string, limit: number]>(database,
      orm.delete(side).where(sql`rowid in (select rowid from ${side} indexed by side_token where ${side.kind} = 'token' and ${side.hallId} = ${sql.placeholder('hallId')} and ${side.day} < ${sql.placeholder('before')}
        and not exists (select 1 from ${ticket} where ${ticket.hallId} = ${side.hallId} and ${ticket.id} = ${side.ref} and ${ticket.live} = 1) limit ${sql.placeholder('limit')})`),
      ['hallId', 'before', 'limit']),
    purgeReasons: prepared<[hallId: string, before: string, limit: number]>(database,
      orm.delete(side).where(sql`rowid in (select rowid from ${side} indexed by side_reason where ${side.kind} = 'reason' and ${side.hallId} = ${sql.placeholder('hallId')} and ${side.day} < ${sql.placeholder('before')}
        and ${side.ref} not in (select ${suspension.id} from ${suspension} where ${suspension.hallId} = ${side.hallId} and ${suspension.live} = 1) limit ${sql.placeholder('limit')})`),
      ['hallId', 'before', 'limit']),
    bookingSide: prepared<[hallId: string, ref: string, kind: string, value: string, salt: string]>(database,
      orm.insert(bookingSide).values(placeholders('hallId', 'ref', 'kind', 'value', 'salt')), ['hallId', 'ref', 'kind', 'value', 'salt']),
    // A person is known again by the same row, however often they book.
    knownPerson: prepared<[hallId: string, ref: string, kind: string, value: string, salt: string]>(database,
      orm.insert(bookingSide).values(placeholders('hallId', 'ref', 'kind', 'value', 'salt')).onConflictDoNothing(), ['hallId', 'ref', 'kind', 'value', 'salt']),
    // A new note takes the place of the old one.
    note: prepared<[hallId: string, ref: string, kind: string, value: string, salt: string]>(database,
      orm.insert(bookingSide).values(placeholders('hallId', 'ref', 'kind', 'value', 'salt')).onConflictDoUpdate({ target: [bookingSide.hallId, bookingSide.ref, bookingSide.kind], set: { value: sql`excluded.value`, salt: sql`excluded.salt` } }), ['hallId', 'ref', 'kind', 'value', 'salt']),
    // The hall is named twice: a subquery that refers to the outer row would be worked out anew for each of them.
    // The table holds what is live and what ended a short while ago, so going through it costs no more than reading it at a start.
    purgeBookings: prepared<[hallId: string, within: string, limit: number], FoundRow>(database,
      orm.delete(bookingSide).where(sql`${bookingSide.hallId} = ${sql.placeholder('hallId')} and (${bookingSide.ref}, ${bookingSide.kind}) in (select beside.ref, beside.kind from ${bookingSide} as beside where beside.hall_id = ${sql.placeholder('within')}
        and not exists (select 1 from ${appointment} where ${appointment.hallId} = beside.hall_id and ${appointment.id} = beside.ref and ${appointment.live} = 1)
        and not exists (select 1 from ${person} where ${person.hallId} = beside.hall_id and ${person.id} = beside.ref and ${person.live} = 1)
        and not exists (select 1 from ${complaint} where ${complaint.hallId} = beside.hall_id and ${complaint.id} = beside.ref and ${complaint.live} = 1) limit ${sql.placeholder('limit')})`)
        .returning({ ref: bookingSide.ref, kind: bookingSide.kind, value: bookingSide.value }), ['hallId', 'within', 'limit']),
    // A note is for the next handler, and goes with the visit.
    purgeNotes: prepared<[hallId: string], FoundRow>(database,
      orm.delete(bookingSide).where(sql`${bookingSide.hallId} = ${sql.placeholder('hallId')} and ${bookingSide.kind} = 'note'
        and not exists (select 1 from ${appointment} where ${appointment.hallId} = ${bookingSide.hallId} and ${appointment.live} = 1 and ${appointment.id} = ${bookingSide.ref} and ${appointment.body} ->> '$.state' = 'booked')`)
        .returning({ ref: bookingSide.ref, kind: bookingSide.kind, value: bookingSide.value }), ['hallId']),
    purgeSessions: prepared<[before: number]>(database,
      orm.delete(session).where(sql`${session.expiresAt} < ${sql.placeholder('before')}`), ['before']),
  };
};

/** Every statement that a transaction writes with, prepared on this connection. */
export const writeStatements = (database: Database, orm: BetterSQLite3Database) =>
  ({ ...entityStatements(database, orm), ...hallStatements(database, orm), ...historyStatements(database, orm) });
export type WriteStatements = ReturnType<typeof writeStatements>;
