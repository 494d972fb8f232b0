import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StaffNumber } from '../../server/domain/brands.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { asStored, hallId, hours, noReads, RehearsedHall } from './rehearsed-hall.ts';

/** Starting a process takes long on a machine that is busy with other tests. */
const processTimeout = 60_000;
const dir = { path: '' };
beforeEach(() => { dir.path = mkdtempSync(join(tmpdir(), 'paihao-sqlite-')); });
afterEach(() => { rmSync(dir.path, { recursive: true }); });
const openStore = () => openSqliteStore({ dataDir: dir.path });
/** The file as any other program sees it. */
const look = <T>(read: (database: Database.Database) => T): T => {
  const database = new Database(join(dir.path, 'paihao.db'), { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
};

/** A process that commits until it is killed with SIGKILL, once `enough` of its acknowledgements were read and `meanwhile` was tried. */
const commitUntilKilled = async (enough: number, meanwhile: () => void = () => undefined): Promise<readonly string[]> => {
  const file = fileURLToPath(new URL('commit-until-killed.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, dir.path], { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length !== enough) continue;
    meanwhile();
    child.kill('SIGKILL');
  }
  expect(await ended).toBe('SIGKILL');
  return acknowledged;
};

test('what was committed is there when the store is opened again', async () => {
  const played = new RehearsedHall().open().signIn('1', '1001').issue('t1').at1('call-next');
  const first = openStore();
  await played.save(first);
  await first.close();
  const second = openStore();
  expect(await second.loadHall(hallId)).toEqual(asStored(played.hall));
  await played.issue('t2').save(second);
  expect(await second.loadHall(hallId)).toEqual(asStored(played.hall));
  await second.close();
});

test('a second store on the same directory is refused, in this process and in another, until the first one ends', async () => {
  const first = openStore();
  expect(openStore).toThrow(/in use by another Paihao process/u);
  await first.close();
  await commitUntilKilled(3, () => { expect(openStore).toThrow(/in use by another Paihao process/u); });
  await openStore().close();
}, processTimeout);

test('nothing that was acknowledged is lost to kill -9', async () => {
  const acknowledged = await commitUntilKilled(60);
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  const store = openStore();
  const stored = await store.loadHall(hallId);
  const ids = new Set<string>(stored?.tickets.map(({ id }) => id));
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  for (const id of acknowledged) expect(await store.ticketOfToken(`token of ${id}`)).toEqual({ hall: hallId, ticketId: id });
  const journal = await store.journal(hallId, 0, 1_000_000);
  expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_entry, i) => i + 1));
  expect(journal).toHaveLength(stored?.seq ?? -1);
  expect(journal.filter(({ event }) => event.type === 'ticket-issued')).toHaveLength(ids.size);
  await store.close();
}, processTimeout);

test('makes its directory for its owner only, and writes ahead', async () => {
  const dataDir = join(dir.path, 'new', 'data');
  const store = openSqliteStore({ dataDir });
  expect(statSync(dataDir).mode & 0o077).toBe(0);
  await store.close();
  await openStore().close();
  expect(look((database) => database.pragma('journal_mode', { simple: true }))).toBe('wal');
});

test('readers of the database file see whole transactions only, while the store is open', async () => {
  const count = () => look((database) => database.prepare('SELECT count(*) FROM event').pluck().get());
  const seen: unknown[] = [];
  const store = openSqliteStore({ dataDir: dir.path, faults: { beforeCommit: () => { seen.push(count()); } } });
  await new RehearsedHall().open().save(store);
  expect([...seen, count()]).toEqual([0, 2]);
  await store.close();
});

test('rows of people who left the live hall stay as history', async () => {
  const store = openStore();
  const played = new RehearsedHall().open().issue('t1');
  await played.save(store);
  await played.later(hours(24)).openDay().issue('t2').save(store);
  await store.close();
  expect(look((database) => database.prepare('SELECT id, live FROM ticket ORDER BY id').all())).toEqual([{ id: 't1', live: 0 }, { id: 't2', live: 1 }]);
  expect(look((database) => database.prepare('SELECT count(*) FROM leg').pluck().get())).toBe(2);
});

test('columns read out of the body say what the body says', async () => {
  const store = openStore();
  const played = new RehearsedHall().open().signIn('1', '1001').issue('t1').at1('call-next');
  await played.save(store);
  await store.close();
  expect(look((database) => database.prepare('SELECT ticket_id, queue_id, service_id, counter_id, state, called_at, started_at, ended_at FROM leg').all()))
    .toEqual([{ ticket_id: 't1', queue_id: 'general', service_id: 'business-licence', counter_id: '1', state: 'called', called_at: played.at, started_at: null, ended_at: null }]);
  expect(look((database) => database.prepare("SELECT count(*) FROM event WHERE type = 'leg-called'").pluck().get())).toBe(1);
});

test('opening a hall reads its live tickets by an index, however many years stand beside them', async () => {
  await openStore().close();
  const plan = look((database) => database.prepare("EXPLAIN QUERY PLAN SELECT body FROM ticket WHERE hall_id = 'tiny' AND live = 1 ORDER BY rowid").all());
  expect(JSON.stringify(plan)).toContain('ticket_live');
  expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
});

test('a token whose ticket left the hall is not found, even where it was not cleared away yet', async () => {
  const store = openStore();
  await new RehearsedHall().open().issue('t1').save(store, { sides: [{ ref: 't1', kind: 'token', value: 'of today', salt: '' }] });
  const database = new Database(join(dir.path, 'paihao.db'));
  database.prepare("INSERT INTO side VALUES ('tiny', 't0', 'token', '2026-03-01', 'of yesterday', '')").run();
  database.close();
  expect(await store.ticketOfToken('of yesterday')).toBeNull();
  expect(await store.ticketOfToken('of today')).not.toBeNull();
  await store.close();
});

test('a new business day clears away sessions that ended more than a day ago', async () => {
  const store = openStore();
  const played = new RehearsedHall().open();
  await played.save(store);
  const session = { hall: hallId, number: '1001' as StaffNumber };
  await store.access.saveSession('old', { ...session, expiresAt: played.at - 1 });
  await store.access.saveSession('new', { ...session, expiresAt: played.at + 1 });
  const next = played.later(hours(24)).openDay().writes();
  await store.commit(hallId, noReads, () => next);
  expect(await store.access.findSession('old')).toBeNull();
  expect(await store.access.findSession('new')).not.toBeNull();
  await store.close();
});

test('clearing away what stands beside bookings takes no longer for each that stays', async () => {
  const store = openStore();
  const played = new RehearsedHall().open();
  await played.save(store);
  const database = new Database(join(dir.path, 'paihao.db'));
  const live = database.prepare(`INSERT INTO appointment VALUES ('tiny', ?, 1, '{"state":"booked"}')`);
  const beside = database.prepare("INSERT INTO booking_side VALUES ('tiny', ?, ?, 'v', '')");
  database.transaction(() => {
    for (let n = 0; n < 20_000; n += 1) {
      if (n % 10 > 0) live.run(`a${n}`);
      for (const kind of ['contact', 'note']) beside.run(`a${n}`, kind);
    }
  })();
  const begun = performance.now();
  await played.later(hours(24)).openDay().save(store);
  // Worked out anew for each row it would take minutes.
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(database.prepare('SELECT count(*) FROM booking_side').pluck().get()).toBe(36_000);
  database.close();
  await store.close();
});

test('the log is copied into the database once nobody pressed for a moment, not while they do', async () => {
  const clock = new FakeClock(0);
  const store = openSqliteStore({ dataDir: dir.path, timers: clock });
  const hall = new RehearsedHall().open();
  /** What the database file holds without its log. */
  const copied = (): number => {
    const alone = join(dir.path, 'alone.db');
    copyFileSync(join(dir.path, 'paihao.db'), alone);
    const database = new Database(alone);
    const { n } = database.prepare<[], { readonly n: number }>("SELECT count(*) AS n FROM sqlite_master WHERE name = 'event'").get() ?? { n: 0 };
    const events = n === 0 ? 0 : (database.prepare<[], { readonly n: number }>('SELECT count(*) AS n FROM event').get()?.n ?? 0);
    database.close();
    return events;
  };
  for (let n = 0; n < 60; n += 1) {
    await hall.issue(`t${n}`).save(store);
    clock.advance(199);
  }
  expect(copied()).toBe(0);
  clock.advance(200);
  expect(copied()).toBeGreaterThanOrEqual(60);
  await store.close();
});
