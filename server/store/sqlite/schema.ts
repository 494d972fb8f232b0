import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { DeviceSession, SideRow } from '../store.ts';

// The tables of migrations/sqlite as drizzle knows them; a test compares the two. CHECK and STRICT stand in the migrations only.

export const hall = sqliteTable('hall', {
  id: text('id').notNull().primaryKey(),
  day: text('day'),
  number: integer('number').notNull().default(0),
}, (t) => [uniqueIndex('hall_number').on(t.number)]);

const ofHall = () => text('hall_id').notNull().references(() => hall.id);
const entityColumns = { hallId: ofHall(), id: text('id').notNull(), body: text('body').notNull() };
const liveColumns = { hallId: ofHall(), id: text('id').notNull(), live: integer('live').notNull(), body: text('body').notNull() };

export const hallConfig = sqliteTable('hall_config', { hallId: ofHall(), version: integer('version').notNull(), body: text('body').notNull() },
  (t) => [primaryKey({ columns: [t.hallId, t.version] })]);

export const ticket = sqliteTable('ticket', {
  hallId: ofHall(),
  id: text('id').notNull(),
  day: text('day').notNull(),
  number: text('number').notNull(),
  live: integer('live').notNull(),
  issuedAt: real('issued_at').notNull(),
  body: text('body').notNull(),
}, (t) => [
  primaryKey({ columns: [t.hallId, t.id] }),
  uniqueIndex('ticket_number').on(t.hallId, t.day, t.number),
  index('ticket_live').on(t.hallId).where(sql`live = 1`),
]);

const outOfBody = (path: string) => sql.raw(`body ->> '$.${path}'`);
const virtualText = (name: string, path: string) => text(name).generatedAlwaysAs(outOfBody(path), { mode: 'virtual' });
const virtualInstant = (name: string, path: string) => real(name).generatedAlwaysAs(outOfBody(path), { mode: 'virtual' });

export const leg = sqliteTable('leg', {
  hallId: text('hall_id').notNull(),
  id: text('id').notNull(),
  ticketId: text('ticket_id').notNull(),
  body: text('body').notNull(),
  queueId: virtualText('queue_id', 'queueId'),
  serviceId: virtualText('service_id', 'serviceId'),
  counterId: virtualText('counter_id', 'counterId'),
  state: virtualText('state', 'state'),
  calledAt: virtualInstant('called_at', 'calledAt'),
  startedAt: virtualInstant('started_at', 'startedAt'),
  endedAt: virtualInstant('ended_at', 'endedAt'),
}, (t) => [
  primaryKey({ columns: [t.hallId, t.id] }),
  foreignKey({ columns: [t.hallId, t.ticketId], foreignColumns: [ticket.hallId, ticket.id] }),
]);

export const counter = sqliteTable('counter', entityColumns, (t) => [primaryKey({ columns: [t.hallId, t.id] })]);
export const act = sqliteTable('act', { hallId: ofHall(), seq: integer('seq').notNull(), counterId: text('counter_id').notNull(), body: text('body').notNull() },
  (t) => [primaryKey({ columns: [t.hallId, t.seq, t.counterId] })]);
export const queue = sqliteTable('queue', entityColumns, (t) => [primaryKey({ columns: [t.hallId, t.id] })]);
export const zone = sqliteTable('zone', entityColumns, (t) => [primaryKey({ columns: [t.hallId, t.id] })]);
export const device = sqliteTable('device', entityColumns, (t) => [primaryKey({ columns: [t.hallId, t.id] })]);
/** Its id is the service. */
export const doubt = sqliteTable('doubt', entityColumns, (t) => [primaryKey({ columns: [t.hallId, t.id] })]);
export const suspension = sqliteTable('suspension', liveColumns,
  (t) => [primaryKey({ columns: [t.hallId, t.id] }), index('suspension_live').on(t.hallId).where(sql`live = 1`)]);
// Those that are live stand together in the order of the key.
export const appointment = sqliteTable('appointment', liveColumns, (t) => [primaryKey({ columns: [t.hallId, t.live, t.id] })]);
export const person = sqliteTable('person', liveColumns, (t) => [primaryKey({ columns: [t.hallId, t.live, t.id] })]);
export const complaint = sqliteTable('complaint', liveColumns,
  (t) => [primaryKey({ columns: [t.hallId, t.id] }), index('complaint_live').on(t.hallId).where(sql`live = 1`)]);
export const help = sqliteTable('help', liveColumns,
  (t) => [primaryKey({ columns: [t.hallId, t.id] }), index('help_live').on(t.hallId).where(sql`live = 1`)]);

export const numbering = sqliteTable('numbering', {
  hallId: ofHall(),
  day: text('day').notNull(),
  queueId: text('queue_id').notNull(),
  last: integer('last').notNull(),
}, (t) => [primaryKey({ columns: [t.hallId, t.day, t.queueId] })]);

/** In the order of its id: the hall's number × `eventsOfHall` + seq. */
export const event = sqliteTable('event', {
  id: integer('id').notNull().primaryKey(),
  hallId: ofHall(),
  seq: integer('seq').notNull(),
  at: real('at').notNull(),
  by: text('by').notNull(),
  body: text('body').notNull(),
  command: text('command'),
  type: virtualText('type', 'type'),
});
/** More than a hall will ever have; also in the migration that made the table. */
export const eventsOfHall = 2 ** 40;

export const outcome = sqliteTable('outcome', {
  id: integer('id').notNull().primaryKey(),
  hallId: ofHall(),
  key: text('key').notNull(),
  day: text('day').notNull(),
  fingerprint: text('fingerprint').notNull(),
  status: integer('status').notNull(),
  body: text('body').notNull(),
});

export const side = sqliteTable('side', {
  hallId: ofHall(),
  ref: text('ref').notNull(),
  kind: text('kind').$type<SideRow['kind']>().notNull(),
  day: text('day').notNull(),
  value: text('value').notNull(),
  salt: text('salt').notNull(),
}, (t) => [primaryKey({ columns: [t.hallId, t.ref, t.kind] }), uniqueIndex('side_token').on(t.value).where(sql`kind = 'token'`), index('side_reason').on(t.hallId, t.day).where(sql`kind = 'reason'`)]);

/** What stands beside appointments, persons and complaints, in the order of its key; whose a value is, found-sides.ts knows. */
export const bookingSide = sqliteTable('booking_side', {
  hallId: ofHall(),
  ref: text('ref').notNull(),
  kind: text('kind').$type<SideRow['kind']>().notNull(),
  value: text('value').notNull(),
  salt: text('salt').notNull(),
}, (t) => [primaryKey({ columns: [t.hallId, t.ref, t.kind] })]);

export const outbox = sqliteTable('outbox', {
  hallId: ofHall(),
  id: text('id').notNull(),
  channel: text('channel').notNull(),
  about: text('about').notNull(),
  dueAt: real('due_at').notNull(),
  attempts: integer('attempts').notNull(),
  state: text('state').notNull(),
  fault: text('fault'),
  settledAt: real('settled_at'),
  body: text('body').notNull(),
}, (t) => [primaryKey({ columns: [t.hallId, t.id] }), index('outbox_due').on(t.hallId, t.channel, t.dueAt).where(sql`state IN ('waiting', 'sending')`),
  index('outbox_unsent').on(t.hallId, t.settledAt).where(sql`state IN ('failed', 'unknown')`), index('outbox_about').on(t.hallId, t.about, t.settledAt).where(sql`state = 'sent'`)]);

export const session = sqliteTable('session', {
  tokenHash: text('token_hash').notNull().primaryKey(),
  hallId: text('hall_id').notNull(),
  number: text('number').notNull(),
  expiresAt: real('expires_at').notNull(),
});

const deviceColumns = { hallId: text('hall_id').notNull(), device: text('device'), kind: text('kind').$type<DeviceSession['kind']>().notNull(), counter: text('counter') };
export const deviceSession = sqliteTable('device_session', { tokenHash: text('token_hash').notNull().primaryKey(), ...deviceColumns, pairedAt: real('paired_at') });
export const pairing = sqliteTable('pairing', { codeHash: text('code_hash').notNull().primaryKey(), ...deviceColumns, expiresAt: real('expires_at').notNull() });
