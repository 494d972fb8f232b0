import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';

const open = houseKeeper();
const withKey = (key: string): { 'idempotency-key': string } => ({ 'idempotency-key': key });

test('the same key and body again gets the same status and body, and one ticket', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk');
  const key = withKey(randomUUID());
  const first = await kiosk.press('/tickets', { serviceId: 'business-licence' }, key);
  house.clock.advance(60_000);
  const again = await kiosk.press('/tickets', { serviceId: 'business-licence' }, key);
  expect(first.status).toBe(201);
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(again.headers['content-type']).toBe(first.headers['content-type']);
  expect(house.engine.hall.tickets.size).toBe(1);
});

test('also while the first is still open', async () => {
  const house = await open({ store: 'sqlite' });
  const kiosk = await house.device('kiosk');
  const key = withKey(randomUUID());
  const answers = await Promise.all(Array.from({ length: 20 }, () => kiosk.press('/tickets', { serviceId: 'business-licence' }, key)));
  expect(new Set(answers.map((a) => `${a.status} ${a.text}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(201);
  expect(house.engine.hall.tickets.size).toBe(1);
});

test.each(['memory', 'sqlite'] as const)('also after a restart, and the journal has it once (%s)', async (store) => {
  const house = await open({ store });
  const kiosk = await house.device('kiosk');
  const key = withKey(randomUUID());
  const first = await kiosk.press('/tickets', { serviceId: 'business-licence' }, key);
  await house.restart();
  const again = await kiosk.press('/tickets', { serviceId: 'business-licence' }, key);
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect((await house.store.journal(house.engine.id, 0, 1000)).filter((e) => e.event.type === 'ticket-issued')).toHaveLength(1);
});

test('the same key with another body is refused and changes nothing', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk');
  const key = withKey(randomUUID());
  await kiosk.press('/tickets', { serviceId: 'business-licence' }, key);
  const other = await kiosk.press('/tickets', { serviceId: 'social-card' }, key);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  // Also when both arrive together.
  const both = withKey(randomUUID());
  const together = await Promise.all(['pension', 'collect-papers'].map((serviceId) => kiosk.press('/tickets', { serviceId }, both)));
  expect(together.map((a) => a.status).sort()).toEqual([201, 422]);
  expect(house.engine.hall.tickets.size).toBe(2);
});

test('a press without a key, or with one too short to be random, is refused before anything happens', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk');
  for (const url of [`/api/halls/tiny/tickets`, `/api/halls/tiny/counters/1/call-next`, '/api/halls/tiny/help']) {
    const without = await kiosk.send('POST', url, url.endsWith('/tickets') ? { serviceId: 'pension' } : {});
    expect([url, without.status, without.body.code]).toEqual([url, 400, 'key-missing']);
  }
  expect((await kiosk.press('/tickets', { serviceId: 'pension' }, withKey('1'))).body.code).toBe('key-missing');
  expect(house.engine.hall.tickets.size).toBe(0);
});

test('a key belongs to its caller, method and path; what follows a question mark is no part of the path', async () => {
  const house = await open();
  const [kiosk, guide] = [await house.device('kiosk'), await house.staff('2001')];
  const key = withKey(randomUUID());
  const body = { serviceId: 'business-licence' };
  const first = await kiosk.press('/tickets', body, key);
  const another = await guide.press('/tickets', body, key);
  expect(another.body.ticket?.number).not.toBe(first.body.ticket?.number);
  const elsewhere = await guide.press(`/tickets/${first.body.ticket?.id}/away`, {}, key);
  expect(elsewhere.status).toBe(200);
  const asked = await kiosk.press('/tickets?try=2', body, key);
  expect(asked.text).toBe(first.text);
  expect(house.engine.hall.tickets.size).toBe(2);
});

test('two visitors with the same key do not meet', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk');
  const [a, b] = [await kiosk.take(), await kiosk.take()];
  const key = withKey(randomUUID());
  for (const ticket of [a, b]) expect((await house.stranger.post(`/api/tickets/${ticket.token}/leave`, {}, key)).status).toBe(200);
  expect([a, b].map((t) => house.engine.hall.legs.get(`${t.id}.1` as never)?.state)).toEqual(['left', 'left']);
});

test('a refusal that the hall decided is kept: the same key hears it again even when the press would now go through', async () => {
  const house = await open();
  const clerk = await house.clerk('1001', '1');
  const key = withKey(randomUUID());
  const early = await clerk.at('1', 'start', {}, key);
  expect([early.status, early.body.code]).toEqual([409, 'no-current-ticket']);
  await (await house.device('kiosk')).take();
  await clerk.at('1', 'call-next');
  const again = await clerk.at('1', 'start', {}, key);
  expect([again.status, again.text]).toEqual([early.status, early.text]);
  expect((await clerk.at('1', 'start')).status).toBe(200);
});

test('400, 401, 403, 422, 429 and 5xx are not kept: put right, the same key goes through', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk');
  const clerk = await house.staff('1001');
  const press = async (path: string, body: object, key: { 'idempotency-key': string }, by = clerk): Promise<number> => (await by.press(path, body, key)).status;

  const bad = withKey(randomUUID());
  expect(await press('/tickets', { serviceId: 5 }, bad, kiosk)).toBe(400);
  expect(await press('/tickets', { serviceId: 'pension' }, bad, kiosk)).toBe(201);

  const nobody = withKey(randomUUID());
  expect(await press('/counters/1/sign-in', {}, nobody, house.stranger)).toBe(401);
  expect(await press('/counters/1/sign-in', {}, nobody)).toBe(200);

  // Decided by the hall, yet about who asks: somebody else sits at counter 2 now and not later.
  const foreign = withKey(randomUUID());
  const other = await house.clerk('1002', '2');
  expect(await press('/counters/2/pause', { reason: 'break' }, foreign)).toBe(403);
  await other.at('2', 'sign-out');
  await clerk.at('1', 'sign-out');
  await clerk.at('2', 'sign-in');
  expect(await press('/counters/2/pause', { reason: 'break' }, foreign)).toBe(200);
  await clerk.at('2', 'resume');

  // 422: the same key with a body that names a choice which exists is free again.
  const choice = withKey(randomUUID());
  expect(await press('/counters/2/pause', { reason: 'nonsense' }, choice)).toBe(422);
  expect(await press('/counters/2/pause', { reason: 'break' }, choice)).toBe(200);

  const failing = withKey(randomUUID());
  house.breakCommits(() => { throw new Error('the disk is full'); });
  expect(await press('/tickets', { serviceId: 'pension' }, failing, kiosk)).toBe(503);
  house.breakCommits(null);
  expect(await press('/tickets', { serviceId: 'pension' }, failing, kiosk)).toBe(201);
});

test('a key is good until the end of the next business day', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk');
  const key = withKey(randomUUID());
  const first = await kiosk.press('/tickets', { serviceId: 'pension' }, key);
  await house.pass(24 * 3_600_000);
  expect((await kiosk.press('/tickets', { serviceId: 'pension' }, key)).text).toBe(first.text);
});

test('sign-in and pairing need no key', async () => {
  const house = await open();
  expect((await house.stranger.send('POST', '/api/sessions', { staffNumber: '1001', pin: '246810' })).status).toBe(201);
  expect((await house.stranger.send('POST', '/api/devices/pair', { code: 'demo-kiosk' })).status).toBe(201);
});
