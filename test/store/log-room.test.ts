import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { asStored, hallId, RehearsedHall } from './rehearsed-hall.ts';

const megabyte = 1_048_576;
const dir = { path: '' };
beforeEach(() => { dir.path = mkdtempSync(join(tmpdir(), 'paihao-log-')); });
afterEach(() => { rmSync(dir.path, { recursive: true }); });
const logBytes = (): number => statSync(join(dir.path, 'paihao.db-wal')).size;
/** Lets the clock go on until the log has its length; what is written to disk comes back in its own time. */
const untilLong = async (clock: FakeClock, bytes: number): Promise<void> => {
  for (let turn = 0; logBytes() < bytes; turn += 1) {
    if (turn > 100_000) throw new Error(`the log has only ${logBytes()} bytes`);
    clock.advance(50);
    await new Promise((resolve) => setImmediate(resolve));
  }
};
const played = async (store: Store): Promise<RehearsedHall> => {
  const hall = new RehearsedHall().open();
  await hall.save(store);
  return hall;
};

test('the log is made long ahead of need, half a minute after the start and only while nobody presses', async () => {
  const clock = new FakeClock(0);
  const store = openSqliteStore({ dataDir: dir.path, timers: clock, logBytes: 3 * megabyte });
  const hall = await played(store);
  clock.advance(29_999);
  const before = logBytes();
  expect(before).toBeLessThan(megabyte);
  for (let n = 0; n < 8; n += 1) {
    await hall.issue(`t${n}`).save(store);
    clock.advance(100);
  }
  expect(logBytes()).toBeLessThan(megabyte);
  await untilLong(clock, 3 * megabyte);
  clock.advance(60_000);
  expect(logBytes()).toBeLessThan(4 * megabyte + before);
  await store.close();
});

test('what is committed into a log that was made long is there after a death in the middle', async () => {
  const clock = new FakeClock(0);
  const store = openSqliteStore({ dataDir: dir.path, timers: clock, logBytes: 2 * megabyte });
  const hall = await played(store);
  clock.advance(30_000);
  await untilLong(clock, 2 * megabyte);
  for (let n = 0; n < 20; n += 1) await hall.issue(`t${n}`).save(store);
  const left = mkdtempSync(join(tmpdir(), 'paihao-left-'));
  // As a process leaves them that is killed here.
  for (const name of ['paihao.db', 'paihao.db-wal']) copyFileSync(join(dir.path, name), join(left, name));
  await store.close();
  const again = openSqliteStore({ dataDir: left });
  expect(await again.loadHall(hallId)).toEqual(asStored(hall.hall));
  await again.close();
  rmSync(left, { recursive: true });
});

test('a log is left as it is where nobody asked for room, and a closed store leaves none', async () => {
  const clock = new FakeClock(0);
  const plain = openSqliteStore({ dataDir: dir.path, timers: clock });
  await played(plain);
  const before = logBytes();
  clock.advance(120_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(logBytes()).toBe(before);
  await plain.close();
  expect(() => logBytes()).toThrow('ENOENT');
});
