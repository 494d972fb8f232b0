import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Person, Reply } from '../support/person.ts';

const open = houseKeeper();
const powerCut = { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' } };
interface Given { readonly number: string; readonly code: string; readonly token: string; readonly lastDay: string }
const givenIn = (reply: Reply): readonly Given[] => (JSON.parse(reply.text) as { readonly vouchers: readonly Given[] }).vouchers;
const suspend = async (house: TestHouse): Promise<() => Promise<Reply>> => {
  const manager = await house.staff('4001');
  const { body } = await manager.press('/suspensions', powerCut);
  return () => manager.press(`/suspensions/${body.suspension?.id ?? ''}/resume`);
};
const day = 24 * 3_600_000;

test('who is kept by a suspension takes a voucher, and on another day is called before a walk-in who came earlier; it is good once', async () => {
  const house = await open({ store: 'sqlite', publicUrl: 'https://hall.example' });
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const mine = await kiosk.take();
  const take = (key: string): Promise<Reply> => house.stranger.post(`/api/tickets/${mine.token ?? ''}/voucher`, {}, { 'idempotency-key': key });
  expect((await take('too-early-1')).body.code).toBe('not-suspended');
  const resume = await suspend(house);
  const taken = await take('the-same-key');
  expect([taken.status, (await take('the-same-key')).text]).toEqual([201, taken.text]);
  const { voucher } = JSON.parse(taken.text) as { readonly voucher: Given & { readonly url: string } };
  expect(voucher).toMatchObject({ number: mine.number, lastDay: '2026-04-02', url: `https://hall.example/a/${voucher.token}` });
  expect((await take('another-key')).body.code).toBe('illegal-move');
  expect(JSON.parse((await house.stranger.get(`/api/tickets/${mine.token ?? ''}`)).text)).toMatchObject({ voucher: voucher.token, ticket: { state: 'unserved' } });
  expect((await house.stranger.get(`/api/appointments/${voucher.token}`)).body.appointment).toMatchObject({ state: 'booked', voucher: { lastDay: '2026-04-02' }, changeUntil: null });
  const { slots = [] } = (await house.stranger.read('/slots?service=business-licence')).body;
  expect((await house.stranger.post(`/api/appointments/${voucher.token}/move`, { start: slots[0]?.start })).body.code).toBe('voucher-no-time');
  await resume();
  await house.pass(day);
  await house.restart();
  const clerk = await house.clerk('1001', '1');
  const walkIn = await kiosk.take();
  await house.pass(29 * 60_000);
  expect((await kiosk.press('/check-ins/find', { code: voucher.code })).body.appointments).toMatchObject([{ standing: 'now', appointment: { voucher: { lastDay: '2026-04-02' } } }]);
  const ticket = (await kiosk.press('/check-ins', { code: voucher.code })).body.ticket;
  expect(ticket?.class).toBe('appointment');
  expect((await kiosk.press('/check-ins', { code: voucher.code })).body.code).toBe('already-checked-in');
  await house.pass(150_000);
  expect((await clerk.at('1', 'call-next')).body).toMatchObject({ ticket: { number: ticket?.number }, why: { rule: 'protected', passed: [{ reason: 'protected', numbers: [walkIn.number] }] } });
  const journal = JSON.stringify(await house.store.journal(house.engine.id, 0, 10_000));
  for (const secret of [voucher.code, voucher.token]) expect(journal.includes(secret)).toBe(false);
});

test('after its last day it has run out, and the kiosk says so', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const mine = await kiosk.take();
  const [voucher] = givenIn(await (await house.staff('2001')).press('/vouchers', { ticketId: mine.id, reason: 'the printer of this office is broken' }));
  await house.pass(30 * day);
  await house.engine.run({ type: 'tick', by: { kind: 'clock' } });
  expect((await kiosk.press('/check-ins/find', { code: voucher?.code })).body.appointments?.[0]?.standing).toBe('now');
  await house.pass(day);
  await house.engine.run({ type: 'tick', by: { kind: 'clock' } });
  expect((await kiosk.press('/check-ins/find', { code: voucher?.code })).body.appointments?.[0]?.standing).toBe('expired');
  expect((await kiosk.press('/check-ins', { code: voucher?.code })).body.code).toBe('voucher-over');
});

test('the guide gives one, the manager to a whole queue; who is at a counter keeps their number', async () => {
  const house = await open();
  const [kiosk, guide, manager, clerk] = [await house.device('kiosk', 'kiosk-1'), await house.staff('2001'), await house.staff('4001'), await house.clerk('1001', '1')];
  const [atCounter, first, second] = [await kiosk.take(), await kiosk.take(), await kiosk.take()];
  await clerk.at('1', 'call-next');
  const give = (by: Person, body: object): Promise<Reply> => by.press('/vouchers', { reason: 'the power is out', ...body });
  expect((await give(guide, { ticketId: atCounter.id })).body.code).toBe('ticket-at-counter');
  expect((await give(guide, { queueId: first.legs[0]?.queueId })).status).toBe(403);
  expect((await give(clerk, { ticketId: first.id })).status).toBe(403);
  expect((await give(guide, { ticketId: 'nobody' })).body.code).toBe('unknown-ticket');
  expect((await give(guide, {})).status).toBe(400);
  expect((await give(manager, { queueId: 'nowhere' })).body.code).toBe('unknown-queue');
  const all = givenIn(await give(manager, { queueId: first.legs[0]?.queueId }));
  expect(all.map(({ number }) => number).sort()).toEqual([first.number, second.number].sort());
  expect(new Set(all.map(({ code }) => code)).size).toBe(2);
  expect(JSON.parse((await guide.read(`/tickets/${second.id}/voucher`)).text)).toMatchObject({ voucher: { code: all.find(({ number }) => number === second.number)?.code } });
  expect((await clerk.read(`/tickets/${second.id}/voucher`)).status).toBe(403);
  expect((await guide.read(`/tickets/${atCounter.id}/voucher`)).status).toBe(404);
  for (const { token } of all) expect((await house.stranger.get(`/api/appointments/${token}`)).body.appointment?.state).toBe('booked');
});

test('a voucher takes no place, and no platform hears of it', async () => {
  const outside: string[] = [];
  const house = await open({ send: async (url) => { outside.push(String(url)); return new Response('{"code":0}'); } });
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const free = async (): Promise<unknown> => (await house.stranger.read('/slots?service=business-licence&days=1')).body.slots?.[3]?.free;
  const before = await free();
  const mine = await kiosk.take();
  await (await house.staff('2001')).press('/vouchers', { ticketId: mine.id, reason: 'the power is out' });
  await house.pass(60_000);
  await house.house.outbox.pass();
  expect([await free(), outside]).toEqual([before, []]);
});
