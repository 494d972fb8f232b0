import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test, vi } from 'vitest';
import { createClient, freshKey } from '../contract/client.ts';
import type { Client } from '../contract/client.ts';
import type { TicketAnswer } from '../contract/http-shapes.ts';
import { readConfig } from '../server/config/config.ts';
import { startFault } from '../server/start-fault.ts';
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts';
import { startChild } from './support/child.ts';
import type { Child } from './support/child.ts';
import { goodHall } from './config/good-hall.ts';

// A process starts slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
const folder = mkdtempSync(join(tmpdir(), 'paihao-start-'));
const children: Child[] = [];
afterAll(async () => {
  // Whoever was expected to end and didn't must not live on after the tests.
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map((child) => child.ended));
  rmSync(folder, { recursive: true, force: true });
});

/** A small hall that is open around the clock. */
const hallFile = join(folder, 'good.yaml');
const allDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => `  ${day}: [{ from: '00:00', to: '24:00' }]`).join('\n');
writeFileSync(hallFile, goodHall.replace(/^hours:\n(?: .*\n)+/m, `hours:\n${allDay}\n`));

const main = (env: Readonly<Record<string, string>>): Child => {
  const child = startChild('server/main.ts', [], { PORT: '0', LOG_LEVEL: 'silent', ...env });
  children.push(child);
  return child;
};
const addressOf = async (child: Child): Promise<string> => /http:\/\/[\d.]+:\d+/.exec(await child.says(/displays? +http.*\n/))?.[0] ?? '';
const clientAt = (base: string, token?: string): Client => createClient({ base, language: () => 'en', newKey: freshKey, ...(token === undefined ? {} : { token }) });

test('every bad variable is listed at once, and the process ends with 1', async () => {
  const { code, err } = await main({ PORT: '80800', HOST: 'a b', LOG_LEVEL: 'loud', PUBLIC_URL: 'ftp://x', DATABASE_URL: 'mysql://x', TRUST_PROXY: 'everybody', DATA_DIR: join(folder, 'never') }).ended;
  expect(code).toBe(1);
  expect(err.trim().split('\n').map((line) => line.split(' ')[0])).toEqual(['PORT', 'HOST', 'DATABASE_URL', 'LOG_LEVEL', 'PUBLIC_URL', 'TRUST_PROXY']);
});

test('a bad hall file: each fault with its line, nothing applied', async () => {
  const bad = join(folder, 'bad.yaml');
  const text = goodHall.replace('zone: west, prefix: A', 'zone: nowhere, prefix: A').replace('timeZone: Asia/Shanghai', 'timeZone: Asia/Shanghigh');
  writeFileSync(bad, text);
  const lineOf = (words: string): number => text.split('\n').findIndex((line) => line.includes(words)) + 1;
  const dataDir = join(folder, 'bad-data');
  const { code, out, err } = await main({ HALL_CONFIG: bad, DATA_DIR: dataDir }).ended;
  expect(code).toBe(1);
  expect(out).toBe('');
  for (const words of ['zone: nowhere', 'Shanghigh']) expect(err.match(new RegExp(`bad\\.yaml:${lineOf(words)}:`, 'g'))).toHaveLength(2);
  const store = openSqliteStore({ dataDir });
  expect(await store.listHalls()).toEqual([]);
  await store.close();
});

test('a database from the future is refused', async () => {
  const dataDir = join(folder, 'future');
  await openSqliteStore({ dataDir }).close();
  const database = new Database(join(dataDir, 'paihao.db'));
  database.prepare('INSERT INTO migration (number, name, checksum) VALUES (?, ?, ?)').run(999, '0999-tomorrow.sql', 'x');
  database.close();
  const { code, err } = await main({ DATA_DIR: dataDir, HALL_CONFIG: hallFile }).ended;
  expect(code).toBe(1);
  expect(err).toMatch(/更新版本.*newer Paihao \(0999-tomorrow\.sql\)/);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('a second process on the same data, and one on the same port, say so and end; SIGTERM finishes what is in hand', async () => {
  const dataDir = join(folder, 'shared');
  const first = main({ DATA_DIR: dataDir, HALL_CONFIG: hallFile });
  const base = await addressOf(first);
  const [sameData, samePort] = await Promise.all([
    main({ DATA_DIR: dataDir, HALL_CONFIG: hallFile }).ended,
    main({ DATA_DIR: join(folder, 'other'), HALL_CONFIG: hallFile, PORT: new URL(base).port }).ended,
  ]);
  expect(sameData).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/正在被另一个排号进程使用.*is in use by another Paihao process/) });
  expect(samePort).toMatchObject({ code: 1, out: '', err: expect.stringMatching(new RegExp(`端口 ${new URL(base).port} 已被.*Port ${new URL(base).port} is in use`)) });

  const paired = await clientAt(base).post<{ token: string }>('/api/devices/pair', { code: 'demo-kiosk' });
  const kiosk = clientAt(base, paired.ok ? paired.body.token : '');
  // The first answer proves that the others, sent right after it, are in the server's hands when the signal comes.
  const press = () => kiosk.post<{ ticket: TicketAnswer }>('/api/halls/good/tickets', { serviceId: 'register' });
  const warm = await press();
  expect(warm).toMatchObject({ ok: true, status: 201 });
  const burst = Array.from({ length: 40 }, press);
  await Promise.race(burst);
  const stopping = performance.now();
  first.kill('SIGTERM');
  const answers = [warm, ...(await Promise.all(burst))];
  expect(await first.ended).toMatchObject({ code: 0, signal: null });
  expect(performance.now() - stopping).toBeLessThan(5_000);

  const acknowledged = answers.flatMap((answer) => (answer.ok ? [answer.body.ticket.number] : []));
  expect(acknowledged.length).toBeGreaterThan(1);
  // Nobody got a server error: either an answer, or no connection any more.
  for (const answer of answers) if (!answer.ok) expect(answer.problem).toBeNull();
  const store = openSqliteStore({ dataDir });
  const kept = (await store.loadHall('good' as never))?.tickets.map((ticket) => ticket.number) ?? [];
  await store.close();
  expect(kept).toEqual(expect.arrayContaining(acknowledged));
  expect(new Set(kept).size).toBe(kept.length);
});

test('a signal that comes twice, from whoever stops all processes at once and from the one that started the server, ends it no less orderly', async () => {
  const child = main({ DATA_DIR: join(folder, 'twice'), HALL_CONFIG: hallFile });
  const { port } = new URL(await addressOf(child));
  const slow = connect(Number(port), '127.0.0.1');
  const heard: string[] = [];
  slow.setEncoding('utf8').on('data', (text: string) => heard.push(text)).on('error', () => undefined);
  const body = JSON.stringify({ code: 'demo-kiosk' });
  slow.write(`POST /api/devices/pair HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`);
  // An answer that was asked for later proves that the slow request has begun.
  expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
  const accepts = (): Promise<boolean> => new Promise((resolve) => {
    const one = connect(Number(port), '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    one.on('connect', () => one.destroy());
  });
  child.kill('SIGTERM');
  await expect.poll(accepts, { timeout: 3_000, interval: 10 }).toBe(false);
  child.kill('SIGTERM');
  expect(await accepts()).toBe(false);
  slow.write(body.slice(5));
  expect(await child.ended).toMatchObject({ code: 0, signal: null });
  expect(heard.join('')).toContain('HTTP/1.1 201');
});

test('a data directory that can\'t be one, or an address of another machine, is said in words', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const read = readConfig({ DATA_DIR: file, HOST: '192.0.2.1' });
  if ('faults' in read) throw new Error(read.faults.join());
  const errorOf = (run: () => void): unknown => {
    try {
      run();
    } catch (error) {
      return error;
    }
    return null;
  };
  expect(startFault(errorOf(() => mkdirSync(file, { recursive: true })), read.config)).toMatch(/数据目录 .*a-file 不能使用.*can't be used/);
  expect(startFault(Object.assign(new Error('listen EADDRNOTAVAIL'), { code: 'EADDRNOTAVAIL' }), read.config)).toMatch(/192\.0\.2\.1 不是本机.*not an address of this machine/);
  expect(startFault(new Error('something else'), read.config)).toBe('something else');
});

test.each([
  ['loopback', true], ['10.0.0.1', true], ['10.0.0.0/8, ::1', true], ['fe80::/10', true], ['true', false], ['10.0.0.1;x', false], ['*', false],
])('TRUST_PROXY=%s', (value, good) => {
  expect('config' in readConfig({ TRUST_PROXY: value })).toBe(good);
});
