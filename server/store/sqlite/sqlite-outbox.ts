import type { Database } from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { HallId } from '../../domain/brands.ts';
import { settledByPerson } from '../../domain/messages.ts';
import type { Outgoing } from '../../domain/messages.ts';
import type { OutboxStore, Taken, Unsent } from '../store.ts';
import { prepared } from './prepared.ts';
import { outbox } from './schema.ts';
import { placeholders } from './write-statements.ts';

interface Row { readonly hall: string; readonly id: string; readonly channel: string; readonly about: string; readonly dueAt: number; readonly attempts: number; readonly body: string; readonly state: string; readonly fault: string | null; readonly settledAt: number | null }
const takenOf = ({ hall, id, channel, about, dueAt, attempts, body }: Row): Taken => ({ hall: hall as HallId, id, channel, about, dueAt, attempts, body: JSON.parse(body) as Outgoing['body'] });

const p = sql.placeholder;
const statements = (database: Database, orm: BetterSQLite3Database) => {
  const columns = { hall: sql`${outbox.hallId}`.as('hall'), id: outbox.id, channel: outbox.channel, about: outbox.about, dueAt: sql`${outbox.dueAt}`.as('dueAt'), attempts: outbox.attempts, body: outbox.body, state: outbox.state, fault: outbox.fault, settledAt: sql`${outbox.settledAt}`.as('settledAt') };
  const fresh = { ...placeholders('hallId', 'id', 'channel', 'about', 'dueAt', 'body'), attempts: sql`0`, state: sql`'waiting'` };
  const seq = sql`${outbox.body} ->> '$.data.seq'`;
  const order = ['hallId', 'id', 'channel', 'about', 'dueAt', 'body'];
  return {
    add: prepared<[hallId: string, id: string, channel: string, about: string, dueAt: number, body: string]>(database, orm.insert(outbox).values(fresh).onConflictDoNothing(), order),
    addAgain: prepared<[hallId: string, id: string, channel: string, about: string, dueAt: number, body: string]>(database,
      orm.insert(outbox).values(fresh).onConflictDoUpdate({ target: [outbox.hallId, outbox.id], set: { state: sql`'waiting'`, dueAt: sql`excluded.due_at`, attempts: sql`0`, fault: sql`null`, settledAt: sql`null` } }), order),
    drop: prepared<[hallId: string, id: string]>(database, orm.delete(outbox).where(sql`${outbox.hallId} = ${p('hallId')} and ${outbox.id} = ${p('id')} and ${outbox.state} = 'waiting'`), ['hallId', 'id']),
    due: prepared<[hallId: string, channel: string, now: number, limit: number], Row>(database,
      orm.select(columns).from(outbox).where(sql`state IN ('waiting', 'sending') and ${outbox.state} = 'waiting' and ${outbox.hallId} = ${p('hallId')} and ${outbox.channel} = ${p('channel')} and ${outbox.dueAt} <= ${p('now')}`).orderBy(sql`${outbox.dueAt}`).limit(p('limit')), ['hallId', 'channel', 'now', 'limit']),
    lanes: prepared<[], { readonly hall: string; readonly channel: string }>(database, orm.selectDistinct({ hall: sql`${outbox.hallId}`.as('hall'), channel: outbox.channel }).from(outbox).where(sql`state IN ('waiting', 'sending')`), []),
    kept: prepared<[hallId: string, channel: string], { readonly first: number | null }>(database,
      orm.select({ first: sql<number | null>`min(${seq})`.as('first') }).from(outbox).where(sql`${outbox.hallId} = ${p('hallId')} and ${outbox.channel} = ${p('channel')}`), ['hallId', 'channel']),
    replay: prepared<[now: number, hallId: string, channel: string, after: number]>(database,
      orm.update(outbox).set({ dueAt: p('now') as never, state: sql`'waiting'`, attempts: sql`0`, fault: sql`null`, settledAt: sql`null` }).where(sql`${outbox.hallId} = ${p('hallId')} and ${outbox.channel} = ${p('channel')} and ${seq} > ${p('after')}`), ['now', 'hallId', 'channel', 'after']),
    sending: prepared<[hallId: string, id: string]>(database, orm.update(outbox).set({ state: sql`'sending'`, attempts: sql`${outbox.attempts} + 1` }).where(sql`${outbox.hallId} = ${p('hallId')} and ${outbox.id} = ${p('id')}`), ['hallId', 'id']),
    interrupted: prepared<[], Row>(database, orm.select(columns).from(outbox).where(sql`state IN ('waiting', 'sending') and ${outbox.state} = 'sending'`), []),
    settle: prepared<[state: string, fault: string | null, settledAt: number, hallId: string, id: string]>(database,
      orm.update(outbox).set({ state: p('state') as never, fault: p('fault') as never, settledAt: p('settledAt') as never, body: sql`json_replace(${outbox.body}, '$.to', '', '$.code', null)` }).where(sql`${outbox.hallId} = ${p('hallId')} and ${outbox.id} = ${p('id')}`), ['state', 'fault', 'settledAt', 'hallId', 'id']),
    later: prepared<[dueAt: number, back: number, fault: string | null, hallId: string, id: string]>(database,
      orm.update(outbox).set({ dueAt: p('dueAt') as never, attempts: sql`${outbox.attempts} - ${p('back')}`, state: sql`'waiting'`, fault: p('fault') as never }).where(sql`${outbox.hallId} = ${p('hallId')} and ${outbox.id} = ${p('id')}`), ['dueAt', 'back', 'fault', 'hallId', 'id']),
    unsent: prepared<[hallId: string, limit: number], Row>(database, orm.select(columns).from(outbox).where(sql`state IN ('failed', 'unknown') and ${outbox.hallId} = ${p('hallId')}`).orderBy(sql`${outbox.settledAt} desc`).limit(p('limit')), ['hallId', 'limit']),
    sentSince: prepared<[hallId: string, about: string, since: number], { readonly n: number }>(database,
      orm.select({ n: sql<number>`count(*)`.as('n') }).from(outbox).where(sql`state = 'sent' and ${outbox.hallId} = ${p('hallId')} and ${outbox.about} = ${p('about')} and ${outbox.channel} = 'sms' and ${outbox.settledAt} >= ${p('since')}`), ['hallId', 'about', 'since']),
    // What tells a person of something begins with its id, so the primary key leads there.
    told: prepared<[hallId: string, from: string, to: string], { readonly id: string }>(database, orm.select({ id: outbox.id }).from(outbox)
      .where(sql`${outbox.hallId} = ${p('hallId')} and ${outbox.id} > ${p('from')} and ${outbox.id} < ${p('to')} and ${outbox.channel} = 'sms' and (${outbox.state} in ('sent', 'unknown') or ${outbox.fault} = ${sql.raw(`'${settledByPerson}'`)})`).orderBy(sql`${outbox.settledAt} desc`), ['hallId', 'from', 'to']),
    purge: prepared<[before: number]>(database, orm.delete(outbox).where(sql`${outbox.settledAt} < ${p('before')}`), ['before']),
  };
};
export type OutboxStatements = ReturnType<typeof statements>;
export const outboxStatements = statements;

export const addMessages = (to: OutboxStatements, hall: string, messages: readonly Outgoing[], again = false): void => {
  for (const one of messages) (again ? to.addAgain : to.add).run(hall, one.id, one.channel, one.about, one.dueAt, JSON.stringify(one.body));
};

export const sqliteOutbox = (database: Database, to: OutboxStatements): OutboxStore => {
  const add = database.transaction((hall: string, messages: readonly Outgoing[], again: boolean) => addMessages(to, hall, messages, again));
  const mark = database.transaction((rows: readonly Row[]) => { for (const row of rows) to.sending.run(row.hall, row.id); });
  return {
    add: async (hall, messages, again = false) => add.immediate(hall, messages, again),
    take: async ({ hall, channel }, now, most) => {
      const rows = to.due.all(hall, channel, now, most);
      // Nothing is due most of the time, and then nothing is written.
      if (rows.length > 0) mark.immediate(rows);
      return rows.map((row) => ({ ...takenOf(row), attempts: row.attempts + 1 }));
    },
    lanes: async () => to.lanes.all().map(({ hall, channel }) => ({ hall: hall as HallId, channel })),
    told: async (hall, about) => to.told.all(hall, `${about}|`, `${about}}`).map(({ id }) => id),
    replay: async ({ hall, channel }, after, now) => ({ messages: to.replay.run(now, hall, channel, after).changes, from: to.kept.get(hall, channel)?.first ?? null }),
    interrupted: async () => to.interrupted.all().map(takenOf),
    settle: async (hall, id, became) => {
      if (became.state === 'waiting') to.later.run(became.dueAt, became.fault === null ? 1 : 0, became.fault, hall, id);
      else to.settle.run(became.state, became.fault, became.at, hall, id);
    },
    unsent: async (hall, most) => to.unsent.all(hall, most).map((row): Unsent => ({ ...takenOf(row), state: row.state as Unsent['state'], fault: row.fault, settledAt: row.settledAt ?? 0 })),
    sentSince: async (hall, abouts, since) => abouts.reduce((sum, about) => sum + (to.sentSince.get(hall, about, since)?.n ?? 0), 0),
    purge: async (before) => { to.purge.run(before); },
  };
};
