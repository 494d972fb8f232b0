import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';
import { houseThatTells } from '../support/outside.ts';

/** Each gateway and program by itself, and a store that goes away in the middle. */
const opened = houseThatTells(houseKeeper());
const at = (clock: string, day = '2026-03-03'): string => `${day}T${clock}:00.000+08:00`;

test('a program that never answers holds up no text message, now or in the next pass', async () => {
  const { house, outside } = await opened();
  const hung: { answer?: (answer: Response) => void; texted?: () => void } = {};
  const texted = new Promise<void>((resolve) => { hung.texted = resolve; });
  outside.answer = (one) => {
    if (one.url.includes('hook')) return new Promise((resolve) => { hung.answer = resolve; });
    hung.texted?.();
    return new Response('{"code":0}');
  };
  await house.stranger.book(at('15:00'));
  const first = house.house.outbox.pass();
  await texted;
  await house.stranger.book(at('16:00'), { phone: '13900139000' });
  await house.house.outbox.pass();
  expect(outside.texts()).toHaveLength(2);
  expect(outside.hooks()).toHaveLength(1);
  hung.answer?.(new Response(''));
  outside.answer = () => new Response('{"code":0}');
  await first;
  await house.house.outbox.pass();
  expect(outside.hooks().map((one) => one.type)).toEqual(['appointment.booked', 'appointment.booked']);
});

test('what was taken while the store could not be read is sent when it can be, once', async () => {
  const { house, outside, pass } = await opened();
  await house.stranger.book(at('15:00'));
  // The rows are marked as being sent, and then nothing more can be read.
  const { outbox } = house.house.records;
  const take = outbox.take.bind(outbox);
  const broken: { mend?: () => void } = {};
  outbox.take = async (...asked) => {
    const taken = await take(...asked);
    if (taken.length > 0) broken.mend ??= house.breakStore();
    return taken;
  };
  await expect(pass()).rejects.toThrow('disk I/O error');
  expect(outside.texts()).toEqual([]);
  broken.mend?.();
  await pass(1);
  await pass(1);
  expect([outside.texts().length, outside.hooks().length]).toEqual([1, 1]);
});

test('a message that left while the store went away is not sent again, and is known as sent when it is back', async () => {
  const { house, outside, pass } = await opened();
  await house.stranger.book(at('15:00'));
  const broken: { mend?: () => void } = {};
  outside.answer = () => {
    broken.mend ??= house.breakStore();
    return new Response('{"code":0}');
  };
  await expect(pass()).rejects.toThrow('disk I/O error');
  broken.mend?.();
  for (let n = 0; n < 3; n += 1) await pass(10);
  expect([outside.texts().length, outside.hooks().length]).toEqual([1, 1]);
  await house.house.outbox.recover();
  expect(house.house.outbox.unsentOf(house.engine.id)).toBe(0);
});

test('webhooks are sent again as they were, also when the visit is long over, and it is said from when on', async () => {
  const { house, outside, pass } = await opened();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  await house.platform.press('/bookings', { number: 'YC-1', serviceId: 'business-licence', start: at('10:30'), phone: '13800138000' });
  await house.platform.press('/bookings/YC-1/move', { start: at('10:00') });
  await kiosk.press('/check-ins', { code: 'YC-1' });
  await pass();
  const told = outside.posted.filter((one) => one.url.includes('hook'));
  expect(told).toHaveLength(3);
  for (let day = 0; day < 9; day += 1) await pass(24 * 60);
  const replayed = (await house.platform.press('/webhooks/replay', { after: 0 })).body as { readonly messages?: number; readonly from?: number };
  expect(replayed).toEqual({ messages: 3, from: outside.hooks()[0]?.data['seq'] });
  await pass();
  const again = outside.posted.filter((one) => one.url.includes('hook')).slice(3);
  const face = (one: { readonly body: string; readonly headers: Readonly<Record<string, string>> }): string => `${one.headers['webhook-id'] ?? ''} ${one.body}`;
  expect(again.map(face)).toEqual(told.map(face));
  for (let day = 0; day < 15; day += 1) await pass(24 * 60);
  expect((await house.platform.press('/webhooks/replay', { after: 0 })).body).toEqual({ messages: 0, from: null });
});
