import type { Database } from 'better-sqlite3';
import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { CounterId, DeviceId, HallId, StaffNumber } from '../../domain/brands.ts';
import type { AccessStore, DeviceSession, PairedDevice } from '../store.ts';
import { prepared } from './prepared.ts';
import { deviceSession, pairing, session } from './schema.ts';
import { placeholders } from './write-statements.ts';

interface DeviceRow { readonly hall: string; readonly device: string | null; readonly kind: DeviceSession['kind']; readonly counter: string | null }
const deviceOf = ({ hall, device, kind, counter }: DeviceRow): DeviceSession =>
  ({ hall: hall as HallId, device: device as DeviceId | null, kind, counter: counter as CounterId | null });

const statements = (database: Database, orm: BetterSQLite3Database) => {
  const hash = placeholders('hash').hash;
  const device = { ...placeholders('hallId', 'device', 'kind', 'counter'), kind: sql.placeholder('kind') };
  const excludedDevice = { hallId: sql`excluded.hall_id`, device: sql`excluded.device`, kind: sql`excluded.kind`, counter: sql`excluded.counter` };
  return {
    saveSession: prepared<[hash: string, hallId: string, number: string, expiresAt: number]>(database,
      orm.insert(session).values({ tokenHash: hash, ...placeholders('hallId', 'number', 'expiresAt') })
        .onConflictDoUpdate({ target: session.tokenHash, set: { hallId: sql`excluded.hall_id`, number: sql`excluded.number`, expiresAt: sql`excluded.expires_at` } }), ['hash', 'hallId', 'number', 'expiresAt']),
    findSession: prepared<[hash: string], { readonly hall: string; readonly number: string; readonly expiresAt: number }>(database,
      orm.select({ hall: sql`${session.hallId}`.as('hall'), number: session.number, expiresAt: sql`${session.expiresAt}`.as('expiresAt') }).from(session).where(eq(session.tokenHash, hash)), ['hash']),
    dropSession: prepared<[hash: string]>(database, orm.delete(session).where(eq(session.tokenHash, hash)), ['hash']),
    saveDevice: prepared<[hash: string, hallId: string, device: string | null, kind: string, counter: string | null, pairedAt: number]>(database,
      orm.insert(deviceSession).values({ tokenHash: hash, ...device, ...placeholders('pairedAt') })
        .onConflictDoUpdate({ target: deviceSession.tokenHash, set: { ...excludedDevice, pairedAt: sql`excluded.paired_at` } }), ['hash', 'hallId', 'device', 'kind', 'counter', 'pairedAt']),
    listDevices: prepared<[hallId: string], DeviceRow & Pick<PairedDevice, 'tokenHash' | 'pairedAt'>>(database,
      orm.select({ tokenHash: sql`${deviceSession.tokenHash}`.as('tokenHash'), hall: sql`${deviceSession.hallId}`.as('hall'), device: deviceSession.device, kind: deviceSession.kind, counter: deviceSession.counter, pairedAt: sql`${deviceSession.pairedAt}`.as('pairedAt') })
        .from(deviceSession).where(sql`${deviceSession.hallId} = ${sql.placeholder('hallId')}`).orderBy(sql`${deviceSession.pairedAt} desc`), ['hallId']),
    dropDevice: prepared<[hash: string]>(database, orm.delete(deviceSession).where(eq(deviceSession.tokenHash, hash)), ['hash']),
    findDevice: prepared<[hash: string], DeviceRow>(database,
      orm.select({ hall: sql`${deviceSession.hallId}`.as('hall'), device: deviceSession.device, kind: deviceSession.kind, counter: deviceSession.counter }).from(deviceSession).where(eq(deviceSession.tokenHash, hash)), ['hash']),
    savePairing: prepared<[hash: string, hallId: string, device: string | null, kind: string, counter: string | null, expiresAt: number]>(database,
      orm.insert(pairing).values({ codeHash: hash, ...device, ...placeholders('expiresAt') })
        .onConflictDoUpdate({ target: pairing.codeHash, set: { ...excludedDevice, expiresAt: sql`excluded.expires_at` } }), ['hash', 'hallId', 'device', 'kind', 'counter', 'expiresAt']),
    takePairing: prepared<[hash: string], DeviceRow & { readonly expiresAt: number }>(database,
      orm.delete(pairing).where(eq(pairing.codeHash, hash)).returning({ hall: sql`${pairing.hallId}`.as('hall'), device: pairing.device, kind: pairing.kind, counter: pairing.counter, expiresAt: sql`${pairing.expiresAt}`.as('expiresAt') }), ['hash']),
    purgePairings: prepared<[now: number]>(database, orm.delete(pairing).where(sql`${pairing.expiresAt} <= ${sql.placeholder('now')}`), ['now']),
  };
};

/** Sessions and pairings in SQLite. Each change is a transaction of its own. */
export const sqliteAccess = (database: Database, orm: BetterSQLite3Database): AccessStore => {
  const to = statements(database, orm);
  const take = database.transaction((hash: string, now: number) => {
    const row = to.takePairing.get(hash);
    to.purgePairings.run(now);
    return row;
  });
  return {
    saveSession: async (hash, { hall, number, expiresAt }) => { to.saveSession.run(hash, hall, number, expiresAt); },
    findSession: async (hash) => {
      const row = to.findSession.get(hash);
      return row === undefined ? null : { hall: row.hall as HallId, number: row.number as StaffNumber, expiresAt: row.expiresAt };
    },
    dropSession: async (hash) => { to.dropSession.run(hash); },
    saveDevice: async (hash, { hall, device, kind, counter }, pairedAt) => { to.saveDevice.run(hash, hall, device, kind, counter, pairedAt); },
    findDevice: async (hash) => {
      const row = to.findDevice.get(hash);
      return row === undefined ? null : deviceOf(row);
    },
    listDevices: async (hall) => to.listDevices.all(hall).map((row) => ({ ...deviceOf(row), tokenHash: row.tokenHash, pairedAt: row.pairedAt })),
    dropDevice: async (hash) => { to.dropDevice.run(hash); },
    savePairing: async (hash, { hall, device, kind, counter, expiresAt }) => { to.savePairing.run(hash, hall, device, kind, counter, expiresAt); },
    takePairing: async (hash, now) => {
      const row = take.immediate(hash, now);
      return row === undefined || row.expiresAt <= now ? null : { ...deviceOf(row), expiresAt: row.expiresAt };
    },
  };
};
