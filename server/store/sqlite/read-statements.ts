import type { Database } from 'better-sqlite3';
import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { FoundRow } from './found-sides.ts';
import { prepared } from './prepared.ts';
import * as tables from './schema.ts';

const p = sql.placeholder;
interface Body { readonly body: string }

const entityReads = (database: Database, orm: BetterSQLite3Database) => {
  const plain = (table: typeof tables.counter | typeof tables.queue | typeof tables.zone | typeof tables.device | typeof tables.doubt) =>
    prepared<[hallId: string], Body>(database, orm.select({ body: table.body }).from(table).where(eq(table.hallId, p('hallId'))).orderBy(sql`rowid`), ['hallId']);
  const live = (table: typeof tables.ticket | typeof tables.suspension | typeof tables.help | typeof tables.appointment | typeof tables.person | typeof tables.complaint, order: 'rowid' | 'id' = 'rowid') =>
    prepared<[hallId: string], Body>(database, orm.select({ body: table.body }).from(table).where(and(eq(table.hallId, p('hallId')), sql`live = 1`)).orderBy(sql.raw(order)), ['hallId']);
  return {
    counters: plain(tables.counter), queues: plain(tables.queue), zones: plain(tables.zone), devices: plain(tables.device), doubts: plain(tables.doubt),
    tickets: live(tables.ticket), suspensions: live(tables.suspension), helps: live(tables.help), appointments: live(tables.appointment, 'id'), persons: live(tables.person, 'id'), complaints: live(tables.complaint),
    act: prepared<[hallId: string, seq: number, counterId: string], Body>(database,
      orm.select({ body: tables.act.body }).from(tables.act).where(and(eq(tables.act.hallId, p('hallId')), eq(tables.act.seq, p('seq')), eq(tables.act.counterId, p('counterId')))), ['hallId', 'seq', 'counterId']),
    leg: prepared<[hallId: string, id: string], Body>(database,
      orm.select({ body: tables.leg.body }).from(tables.leg).where(and(eq(tables.leg.hallId, p('hallId')), eq(tables.leg.id, p('id')))), ['hallId', 'id']),
  };
};

interface HallRow { readonly id: string; readonly number: number; readonly seq: number; readonly at: number; readonly day: string | null }
interface EventRow extends Body { readonly seq: number; readonly at: number; readonly by: string; readonly command: string | null }
interface OutcomeRow extends Body { readonly key: string; readonly fingerprint: string; readonly status: number }
interface OutcomeKey { readonly id: number; readonly hallId: string; readonly key: string }
interface SideValues { readonly ref: string; readonly kind: string; readonly value: string; readonly salt: string }

/** Every statement that the store reads with, prepared on this connection. */
export const readStatements = (database: Database, orm: BetterSQLite3Database) => {
  const { bookingSide, hall, hallConfig, numbering, event, outcome, side, ticket } = tables;
  const [beforeFirst, beforeNext] = [sql`${hall.number} * ${sql.raw(String(tables.eventsOfHall))}`, sql`(${hall.number} + 1) * ${sql.raw(String(tables.eventsOfHall))}`];
  const last = alias(event, 'last');
  const lastId = sql`(select max(${event.id}) from ${event} where ${event.id} > ${beforeFirst} and ${event.id} < ${beforeNext})`;
  return {
    ...entityReads(database, orm),
    halls: prepared<[], { readonly id: string }>(database, orm.select({ id: hall.id }).from(hall).orderBy(asc(hall.id)), []),
    hall: prepared<[id: string], HallRow>(database,
      orm.select({ id: hall.id, number: hall.number, day: hall.day, seq: sql`coalesce(${last.seq}, 0)`.as('seq'), at: sql`coalesce(${last.at}, 0)`.as('at') }).from(hall).leftJoin(last, eq(last.id, lastId)).where(eq(hall.id, p('id'))), ['id']),
    configs: prepared<[hallId: string], Body & { readonly version: number }>(database,
      orm.select({ version: hallConfig.version, body: hallConfig.body }).from(hallConfig).where(eq(hallConfig.hallId, p('hallId'))).orderBy(asc(hallConfig.version)), ['hallId']),
    numbers: prepared<[hallId: string, day: string], { readonly queueId: string; readonly last: number }>(database,
      orm.select({ queueId: sql`${numbering.queueId}`.as('queueId'), last: numbering.last }).from(numbering).where(and(eq(numbering.hallId, p('hallId')), eq(numbering.day, p('day')))), ['hallId', 'day']),
    outcomeKeys: prepared<[], OutcomeKey>(database, orm.select({ id: outcome.id, hallId: sql`${outcome.hallId}`.as('hallId'), key: outcome.key }).from(outcome), []),
    outcome: prepared<[id: number], OutcomeRow>(database,
      orm.select({ key: outcome.key, fingerprint: outcome.fingerprint, status: outcome.status, body: outcome.body }).from(outcome).where(eq(outcome.id, p('id'))), ['id']),
    events: prepared<[after: number, hallId: string, limit: number], EventRow>(database,
      orm.select({ seq: event.seq, at: event.at, by: event.by, body: event.body, command: event.command }).from(hall).innerJoin(event, sql`${event.id} > ${beforeFirst} + ${p('after')} and ${event.id} < ${beforeNext}`)
        .where(eq(hall.id, p('hallId'))).orderBy(asc(event.id)).limit(p('limit')), ['after', 'hallId', 'limit']),
    side: prepared<[hallId: string, ref: string, kind: string], SideValues>(database,
      orm.select({ ref: side.ref, kind: side.kind, value: side.value, salt: side.salt }).from(side).where(and(eq(side.hallId, p('hallId')), eq(side.ref, p('ref')), eq(side.kind, p('kind')))), ['hallId', 'ref', 'kind']),
    bookingSide: prepared<[hallId: string, ref: string, kind: string], SideValues>(database,
      orm.select({ ref: bookingSide.ref, kind: bookingSide.kind, value: bookingSide.value, salt: bookingSide.salt }).from(bookingSide).where(and(eq(bookingSide.hallId, p('hallId')), eq(bookingSide.ref, p('ref')), eq(bookingSide.kind, p('kind')))), ['hallId', 'ref', 'kind']),
    bookingSides: prepared<[], FoundRow & { readonly hallId: string }>(database, orm.select({ hallId: sql`${bookingSide.hallId}`.as('hallId'), ref: bookingSide.ref, kind: bookingSide.kind, value: bookingSide.value }).from(bookingSide), []),
    token: prepared<[value: string], { readonly hall: string; readonly ref: string }>(database,
      orm.select({ hall: sql`${side.hallId}`.as('hall'), ref: side.ref }).from(side).innerJoin(ticket, and(eq(ticket.hallId, side.hallId), eq(ticket.id, side.ref), sql`${ticket.live} = 1`))
        .where(and(sql`${side.kind} = 'token'`, eq(side.value, p('value')))), ['value']),
  };
};
export type ReadStatements = ReturnType<typeof readStatements>;
