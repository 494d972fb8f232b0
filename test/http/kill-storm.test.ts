import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createClient, freshKey, openLive } from '../../contract/client.ts';
import type { Client } from '../../contract/client.ts';
import type { Said } from '../support/person.ts';
import { startServer } from '../support/server-process.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { wideHall } from '../support/wide-hall.ts';

const rounds = 5;
const acknowledgedPerRound = 120;
const kiosks = 10;

const cleanUp: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => { for (const clean of cleanUp.splice(0).reverse()) await clean(); });

const client = (base: string, token?: string): Client => createClient({ base, ...(token === undefined ? {} : { token }), language: () => 'en', newKey: freshKey });
const tokenFrom = async (base: string, path: string, body: object): Promise<string> => {
  const answer = await client(base).post<Said>(path, body);
  if (!answer.ok || answer.body.token === undefined) throw new Error(`no token from ${path}: ${JSON.stringify(answer)}`);
  return answer.body.token;
};

interface Press { readonly kiosk: string; readonly key: string }
interface Acknowledged extends Press { readonly id: string; readonly number: string; readonly token: string }

/** Ten kiosks press without a pause until so many numbers were given; then the process dies in the middle of it. */
const storm = async (server: ServerProcess, tokens: readonly string[], given: Acknowledged[]): Promise<readonly Press[]> => {
  const target = given.length + acknowledgedPerRound;
  const lost: Press[] = [];
  const state: { dead: Promise<unknown> | null } = { dead: null };
  await Promise.all(tokens.map(async (kiosk) => {
    while (state.dead === null) {
      const press = { kiosk, key: freshKey() };
      const answer = await client(server.base, kiosk).post<Said>('/api/halls/tiny/tickets', { serviceId: 'business-licence' }, press.key);
      if (answer.ok && answer.body.ticket != null) given.push({ ...press, id: answer.body.ticket.id, number: answer.body.ticket.number, token: answer.body.ticket.token ?? '' });
      else if (answer.ok || answer.problem === null) lost.push(press);
      else throw new Error(`refused: ${JSON.stringify(answer.problem)}`);
      if (given.length >= target) state.dead ??= server.kill('SIGKILL');
    }
  }));
  await state.dead;
  return lost;
};

test(`pain 2: ${kiosks} kiosks on one queue, killed ${rounds} times in the middle: nothing acknowledged is lost, no number twice, none skipped`, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'paihao-storm-'));
  cleanUp.push(async () => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, 'hall.json'), JSON.stringify(wideHall(4, kiosks)));
  const env = { DATA_DIR: join(dir, 'data'), HALL_CONFIG: join(dir, 'hall.json') };
  const running: { server: ServerProcess } = { server: await startServer(env) };
  cleanUp.push(() => running.server.kill('SIGKILL'));
  const tokens = await Promise.all(Array.from({ length: kiosks }, (_, n) => tokenFrom(running.server.base, '/api/devices/pair', { code: 'demo-kiosk', device: `kiosk-${n + 1}` })));
  const manager = await tokenFrom(running.server.base, '/api/sessions', { staffNumber: '4001', pin: '246810' });
  const given: Acknowledged[] = [];
  const again = { sent: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const lost = await storm(running.server, tokens, given);
    running.server = await startServer(env);
    // The kiosks send again what was never answered, with the same keys: one ticket each, whether it had been made or not.
    for (const { kiosk, key } of lost) {
      const answer = await client(running.server.base, kiosk).post<Said>('/api/halls/tiny/tickets', { serviceId: 'business-licence' }, key);
      if (!answer.ok || answer.body.ticket == null) throw new Error(`a lost press was refused: ${JSON.stringify(answer)}`);
      given.push({ kiosk, key, id: answer.body.ticket.id, number: answer.body.ticket.number, token: answer.body.ticket.token ?? '' });
      again.sent += 1;
    }
  }
  const { base } = running.server;
  const issued: { readonly ticketId: string; readonly number: string; readonly n: number }[] = [];
  for (let after = 0; ;) {
    const page = await client(base, manager).get<Said>(`/api/halls/tiny/journal?after=${after}&limit=1000`);
    const events = page.ok ? (page.body.events ?? []) : [];
    for (const [i, event] of events.entries()) {
      expect(event.seq).toBe(after + i + 1);
      if (event.type === 'ticket-issued') issued.push({ ticketId: String(event['ticketId']), number: String(event['number']), n: Number(event['n']) });
    }
    if (events.length === 0) break;
    after += events.length;
  }
  expect(given.length).toBeGreaterThanOrEqual(rounds * acknowledgedPerRound);
  expect(again.sent).toBeGreaterThan(0);
  expect(new Set(issued.map((t) => t.number)).size).toBe(issued.length);
  expect(issued.map((t) => t.n)).toEqual(issued.map((_, i) => i + 1));
  const numberOf = new Map(issued.map((t) => [t.ticketId, t.number]));
  expect(given.filter((t) => numberOf.get(t.id) !== t.number)).toEqual([]);
  expect(given.length).toBe(issued.length);
  // A screen that comes now sees the last of them, and an old key still gives the old answer.
  const [first, last] = [given[0], given[given.length - 1]];
  const same = await client(base, first?.kiosk).post<Said>('/api/halls/tiny/tickets', { serviceId: 'business-licence' }, first?.key);
  expect(same.ok ? same.body.ticket?.number : same.problem).toBe(first?.number);
  const phone = openLive(base, '/visitor', { token: last?.token ?? '' });
  cleanUp.push(async () => void phone.disconnect());
  const view = await new Promise<{ readonly number: string; readonly ahead: number }>((resolve) => { phone.on('view', resolve); phone.connect(); });
  expect([view.number, view.ahead]).toEqual([last?.number, Number(last?.number.slice(1)) - 1]);
}, 240_000);

test('SIGTERM: what is in hand is finished, screens and idle lines don\'t hold it up, and it ends with 0 within five seconds', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'paihao-term-'));
  cleanUp.push(async () => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, 'hall.json'), JSON.stringify(wideHall(4)));
  const server = await startServer({ DATA_DIR: join(dir, 'data'), HALL_CONFIG: join(dir, 'hall.json') });
  cleanUp.push(() => server.kill('SIGKILL'));
  const token = await tokenFrom(server.base, '/api/devices/pair', { code: 'demo-display' });
  const kiosk = await tokenFrom(server.base, '/api/devices/pair', { code: 'demo-kiosk' });
  const screen = openLive(server.base, '/display', { token, zone: 'east' });
  cleanUp.push(async () => void screen.disconnect());
  await new Promise<void>((resolve) => { screen.on('view', () => resolve()); screen.connect(); });
  const answers = Array.from({ length: 20 }, () => client(server.base, kiosk).post<Said>('/api/halls/tiny/tickets', { serviceId: 'pension' }));
  await answers[0];
  const begun = performance.now();
  expect(await server.kill('SIGTERM')).toBe(0);
  expect(performance.now() - begun).toBeLessThan(5_000);
  for (const answer of await Promise.all(answers)) expect(answer.ok || answer.problem === null).toBe(true);
}, 60_000);
