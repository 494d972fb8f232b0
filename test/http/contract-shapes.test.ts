import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';

const open = houseKeeper();
const keys = (value: unknown): readonly string[] => Object.keys((value ?? {}) as object).sort();
const has = (value: unknown, ...names: readonly string[]): void => expect(names.filter((name) => !keys(value).includes(name))).toEqual([]);
type Loose = Readonly<Record<string, unknown>>;
const parsed = (text: string): Loose => JSON.parse(text) as Loose;
const list = (value: unknown): readonly Loose[] => value as readonly Loose[];

test('what anyone may read has the fields that integrators rely on', async () => {
  const house = await open();
  const [kiosk, one] = [await house.device('kiosk'), await house.clerk('1001', '1')];
  await kiosk.take();
  const waiting = await kiosk.take();
  await one.at('1', 'call-next');
  const health = await house.stranger.get('/api/health');
  expect([health.status, keys(parsed(health.text))]).toEqual([200, ['status', 'store', 'version']]);
  const status = parsed((await house.stranger.get('/api/status')).text);
  const queue = list(list(status['halls'])[0]?.['queues']).find((q) => q['queue'] === 'general');
  has(queue, 'queue', 'serving', 'waiting', 'estimateMinutes');
  expect([queue?.['serving'], queue?.['waiting'], typeof queue?.['estimateMinutes']]).toEqual(['A001', 1, 'number']);
  const hall = parsed((await house.stranger.get('/api/halls/tiny')).text);
  has(hall, 'open', 'services', 'suspensions');
  has(list(hall['services'])[0], 'id', 'queueId', 'open', 'counters', 'waiting', 'estimate');
  const answer = await house.stranger.get('/api/halls/tiny/catalogue');
  const catalogue = parsed(answer.text);
  has(catalogue, 'departments', 'services', 'counters', 'classes', 'zones');
  has(list(catalogue['services'])[0], 'id', 'name', 'departmentId', 'queueId', 'kind', 'materials', 'searchKeys');
  has(list(catalogue['classes'])[0], 'id', 'name', 'proof');
  expect(keys(list(catalogue['services'])[0]?.['name'])).toEqual(['en', 'zh-CN']);
  expect((await house.stranger.get('/api/halls/tiny/catalogue', { 'if-none-match': String(answer.headers['etag']) })).status).toBe(304);
  for (const text of [JSON.stringify(status), JSON.stringify(hall), answer.text]) for (const secret of ['246810', 'Clerk One', 'pinHash', waiting.token ?? '-', waiting.id]) expect([secret, text.includes(secret)]).toEqual([secret, false]);
});

test('a ticket, its follower and a call have the fields of the contract', async () => {
  const house = await open({ publicUrl: 'http://hall.example' });
  const [kiosk, one] = [await house.device('kiosk'), await house.clerk('1001', '1')];
  const ticket = await kiosk.take();
  has(ticket, 'id', 'number', 'token', 'state', 'issuedAt', 'ahead', 'promise', 'counters', 'estimate');
  expect([keys(ticket.estimate), ticket.state, ticket.url]).toEqual([['high', 'low', 'minutes'], 'waiting', `http://hall.example/t/${ticket.token}`]);
  expect(ticket.issuedAt).toMatch(/^2026-03-03T09:00:00(\.000)?\+08:00$/);
  const called = await one.at('1', 'call-next');
  expect([called.status, keys(called.body)]).toEqual([200, ['ticket', 'why']]);
  expect(called.body.ticket?.token).toBeUndefined();
  const own = await house.stranger.get(`/api/tickets/${ticket.token}`);
  has(own.body.ticket, 'number', 'state', 'ahead', 'estimate', 'counter');
  await one.at('1', 'start');
  expect((await one.at('1', 'finish', { outcome: 'done', callNext: true })).body.next).toEqual({ ticket: null });
  expect((await one.at('1', 'call-next')).text).toBe('{"ticket":null}');
  expect((await house.stranger.post(`/api/tickets/${ticket.token}/rating`, { grade: 5 })).status).toBe(200);
});

test('sign-in, pairing and the journal answer as promised', async () => {
  const house = await open();
  const session = await house.stranger.post('/api/sessions', { staffNumber: '4001', pin: '246810' });
  has(session.body, 'token', 'roles', 'halls');
  has((await house.stranger.post('/api/devices/pair', { code: 'demo-kiosk' })).body, 'token', 'device');
  const kiosk = await house.device('kiosk');
  for (let n = 0; n < 5; n += 1) await kiosk.take();
  const manager = await house.staff('4001');
  const all = (await manager.read('/journal')).body.events ?? [];
  expect(all.map((e) => e.seq)).toEqual(all.map((_, i) => i + 1));
  expect((await manager.read('/journal?after=2&limit=2')).body.events?.map((e) => e.seq)).toEqual([3, 4]);
  for (const number of ['1001', '2001']) expect((await (await house.staff(number)).read('/journal')).status).toBe(403);
  expect((await (await house.staff('6001')).read('/journal')).status).toBe(200);
});
