import { expect, test } from 'vitest';
import { configureHall } from '../../server/engine/open-hall.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { houseThatTells } from '../support/outside.ts';
import { secondPlatform } from '../support/second-platform.ts';

/** What is not told: too much for one phone, too late, in the night, or to a program that it is not for. */
const opened = houseThatTells(houseKeeper());
const at = (clock: string, day = '2026-03-03'): string => `${day}T${clock}:00.000+08:00`;
const familyPhone = '13800138000';
const family = ['11010519491231002X', '440524188001010014', '110101199003070134', '32010219910505005X'];
const listed = async (house: TestHouse): Promise<readonly string[]> => ((await (await house.staff('4001')).read('/messages')).body as { readonly messages: readonly { readonly kind: string; readonly state: string; readonly fault: string }[] }).messages.map(({ kind, fault }) => `${kind}: ${fault}`).sort();

test('the limit of a phone holds also when it is told much at once, for several persons', async () => {
  const { house, outside, pass } = await opened();
  const { config } = house.engine.hall.catalogue;
  if (config.messages === undefined) throw new Error('this hall sends messages');
  await configureHall(house.engine, { ...config, messages: { ...config.messages, perPersonPerDay: 2 } });
  const hotline = await house.staff('3001');
  for (const identity of family) expect((await hotline.press('/appointments', { serviceId: 'business-licence', start: at('16:00', '2026-03-05'), phone: familyPhone, identity })).status).toBe(201);
  await house.stranger.book(at('16:00', '2026-03-05'), { phone: '13900139000' });
  await pass();
  expect(outside.posted.filter((one) => one.url.includes('sms')).map((one) => new URLSearchParams(one.body).get('mobile')).sort()).toEqual([familyPhone, familyPhone, '13900139000']);
  expect(await listed(house)).toEqual(['confirmed: too many today', 'confirmed: too many today']);
});

test('a reminder that quiet hours hold until the visit is left out, and who would come in vain is told in the night', async () => {
  const { house, outside, pass } = await opened({ at: '2026-03-03T17:30:00+08:00' });
  const { token } = await house.stranger.book(at('08:00', '2026-03-04'));
  await pass();
  await pass(13 * 60);
  expect(outside.texts()).toEqual([expect.stringContaining('booked')]);
  await (await house.staff('3001')).press(`/appointments/${house.engine.hall.appointments.keys().next().value ?? ''}/cancel`, { reason: 'no power', excused: true });
  expect((await house.stranger.get(`/api/appointments/${token}`)).body.appointment?.state).toBe('cancelled');
  await pass();
  expect(outside.texts()).toHaveLength(2);
  expect(await listed(house)).toEqual([]);
});

test('a place in line that was told too late is on the manager\'s list, and one that still holds is told', async () => {
  const { house, outside, pass } = await opened();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const clerk = await house.clerk('1001', '1');
  const away = (): Error => Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
  const [one, other] = [await house.stranger.book(at('09:30')), await house.stranger.book(at('09:30'), { phone: '13900139000' })];
  await pass();
  await house.pass(21 * 60_000);
  for (const { code } of [one, other]) await kiosk.press('/check-ins', { code });
  outside.answer = (posted) => (posted.url.includes('sms') ? away() : new Response(''));
  await pass(3);
  const tried = outside.texts().length;
  await clerk.at('1', 'call-next');
  outside.answer = () => new Response('{"code":0}');
  await pass(20);
  expect(outside.texts().slice(tried)).toEqual([expect.stringContaining('is next')]);
  expect(await listed(house)).toEqual(['soon: too late']);
});

test('there and back again in one transaction: both reminders stay', async () => {
  const { house, outside, pass } = await opened();
  const { token } = await house.stranger.book(at('15:00', '2026-03-04'));
  const move = (start: string): Promise<{ readonly status: number }> => house.stranger.post(`/api/appointments/${token}/move`, { start });
  expect((await Promise.all([move(at('16:00', '2026-03-04')), move(at('15:00', '2026-03-04'))])).map((one) => one.status)).toEqual([200, 200]);
  const moved = (await house.store.journal(house.engine.id, 0, 1_000)).filter(({ event }) => event.type === 'appointment-moved');
  expect(new Set(moved.map((entry) => entry.at)).size).toBe(1);
  await pass();
  await pass(9 * 60 + 5);
  await pass(19 * 60);
  expect(outside.texts().filter((text) => text.includes('15:00') && /reminder|today/.test(text))).toHaveLength(2);
  expect(outside.texts().filter((text) => text.includes('16:00') && /reminder|today/.test(text))).toEqual([]);
});

test('a program is not told the number that another platform gave, unless it may read the journal', async () => {
  const { house, outside, pass } = await opened();
  const county = await secondPlatform(house, { scopes: ['book'], webhook: { url: 'https://county.example/hook', events: ['booked'] } });
  await house.platform.press('/bookings', { number: 'CITY-1', serviceId: 'business-licence', start: at('11:00'), phone: familyPhone });
  await county.press('/bookings', { number: 'COUNTY-1', serviceId: 'business-licence', start: at('11:00'), phone: '13900139000' });
  await pass();
  const told = (host: string): readonly unknown[] => outside.posted.filter((one) => one.url.includes(host)).map((one) => (JSON.parse(one.body) as { readonly data: { readonly number: string | null } }).data.number).sort();
  expect(told('county.example')).toEqual(['COUNTY-1', null].sort());
  expect(told('city.example')).toEqual(['CITY-1', 'COUNTY-1']);
});

test('what is not so any more is not told: a reminder of the old time, a confirmation after the cancelling', async () => {
  const { house, outside, pass } = await opened();
  const away = (): Response => new Response('', { status: 503 });
  const { token } = await house.stranger.book(at('15:00', '2026-03-04'));
  const other = await house.stranger.book(at('16:00', '2026-03-05'), { phone: '13900139000' });
  outside.answer = (posted) => (posted.url.includes('sms') ? away() : new Response(''));
  await pass();
  await house.stranger.post(`/api/appointments/${other.token}/cancel`);
  outside.answer = (posted) => (posted.url.includes('sms') && !posted.body.includes('booked') ? away() : new Response('{"code":0}'));
  await pass(10);
  // The reminder is on its way again when its holder moves.
  await pass(9 * 60);
  await house.stranger.post(`/api/appointments/${token}/move`, { start: at('15:00', '2026-03-05') });
  outside.posted.length = 0;
  outside.answer = () => new Response('{"code":0}');
  await pass(60);
  expect(outside.texts().filter((text) => text.includes('16:00')).every((text) => text.includes('is cancelled'))).toBe(true);
  expect(outside.texts().filter((text) => text.includes('reminder'))).toEqual([]);
});
