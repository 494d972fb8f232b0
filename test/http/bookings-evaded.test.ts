import { expect, test } from 'vitest';
import { configureHall } from '../../server/engine/open-hall.ts';
import { sourceOf } from '../../server/engine/allowance.ts';
import { tokenHash } from '../../server/engine/fresh-values.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { Person } from '../support/person.ts';
import type { Reply } from '../support/person.ts';
import { secondPlatform } from '../support/second-platform.ts';

/** Ways round the rules of booking that somebody tried, and that are closed. */
const open = houseKeeper();
const at = (clock: string, day = '2026-03-03'): string => `${day}T${clock}:00.000+08:00`;
const book = (house: TestHouse, body: object): Promise<Reply> => house.stranger.press('/appointments', { serviceId: 'business-licence', start: at('10:00'), phone: '13800138000', ...body });
const identities = ['11010519491231002X', '440524188001010014', '110101199003070134'];

test('identities that nobody asked for make no further persons of one phone, and each still finds its appointment', async () => {
  const house = await open();
  const times = ['10:00', '11:00', '12:00'];
  for (const [n, identity] of identities.entries()) expect([n, (await book(house, { start: at(times[n] ?? ''), identity })).status]).toEqual([n, 201]);
  expect((await book(house, { start: at('13:00'), identity: '32010219910505005X' })).body.code).toBe('day-limit');
  expect(house.engine.hall.persons.size).toBe(1);
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const found = (await kiosk.press('/check-ins/find', { identity: identities[1] })).body.appointments;
  expect(found?.map((one) => one.appointment.start)).toEqual([at('11:00')]);
  // Who answers the hotline has asked, so that identity is the person.
  const hotline = await house.staff('3001');
  expect((await hotline.press('/appointments', { serviceId: 'pension', start: at('14:00'), phone: '13800138000', identity: '32010219910505005X' })).status).toBe(201);
  expect(house.engine.hall.persons.size).toBe(2);
});

test('a slot that was left by moving is not free sooner because of a second move, also not for its holder\'s friend', async () => {
  const house = await open();
  const mine = await house.stranger.book(at('11:00'), { serviceId: 'pension' });
  await house.stranger.book(at('11:00'), { serviceId: 'pension', phone: '13900139001' });
  const move = (start: string): Promise<Reply> => house.stranger.post(`/api/appointments/${mine.token}/move`, { start });
  expect((await move(at('15:00'))).status).toBe(200);
  expect((await move(at('16:00'))).status).toBe(200);
  const friend = { serviceId: 'pension', start: at('11:00'), phone: '13900139002' };
  expect((await book(house, friend)).body.code).toBe('slot-full');
  await house.restart();
  expect((await book(house, friend)).body.code).toBe('slot-full');
  // Whoever left it may come back to it, and holds it once.
  expect((await house.stranger.post(`/api/appointments/${mine.token}/move`, { start: at('11:00') })).status).toBe(200);
  expect((await house.stranger.post(`/api/appointments/${mine.token}/move`, { start: at('15:00') })).status).toBe(200);
  await house.pass(16 * 60_000);
  expect((await book(house, friend)).status).toBe(201);
});

test('one booking keeps at most two places from others by moving on, and none of them after a while', async () => {
  const house = await open();
  const { token } = await house.stranger.book(at('11:00'), { serviceId: 'pension' });
  const move = (start: string): Promise<Reply> => house.stranger.post(`/api/appointments/${token}/move`, { start });
  for (const start of [at('12:00'), at('13:00')]) expect((await move(start)).status).toBe(200);
  expect((await move(at('14:00'))).body).toMatchObject({ code: 'moved-too-often', allowedAt: at('09:15') });
  // Back to a place that is still kept takes nothing from anybody.
  expect((await move(at('11:00'))).status).toBe(200);
  await house.pass(16 * 60_000);
  expect((await move(at('14:00'))).status).toBe(200);
});

test('a key books what its scope says, by the booking\'s own way, and staff who help nobody book nothing', async () => {
  const house = await open();
  const { config } = house.engine.hall.catalogue;
  const [city] = config.integrations ?? [];
  if (city === undefined || config.booking === undefined) throw new Error('this hall has a platform');
  await configureHall(house.engine, { ...config, integrations: [city, { ...city, id: 'reader', keyHash: tokenHash('the-key-of-a-reader'), scopes: ['journal'] }], booking: { ...config.booking, groups: config.booking.groups.map((group) => ({ ...group, platformPlaces: 1 })) } });
  const asked = { serviceId: 'business-licence', start: at('11:00'), phone: '13800138000' };
  for (const who of [house.platform, new Person(house, 'the-key-of-a-reader'), await house.staff('1001'), await house.staff('6001')]) {
    expect([(await who.press('/appointments', asked)).status, (await who.press('/reservations', { serviceId: asked.serviceId, start: asked.start })).status]).toEqual([403, 403]);
  }
  expect((await (await house.staff('2001')).press('/appointments', asked)).status).toBe(201);
});

test('two platforms may count alike: neither reads, moves or cancels what the other booked, and a kiosk does not guess whose it is', async () => {
  const house = await open();
  const county = await secondPlatform(house);
  const one = { number: '000000000', serviceId: 'business-licence', start: at('10:00'), phone: '13800138000' };
  expect((await house.platform.press('/bookings', one)).status).toBe(201);
  expect((await county.press(`/bookings/${one.number}/cancel`, {})).status).toBe(404);
  expect((await county.read(`/bookings/${one.number}`)).status).toBe(404);
  expect((await county.read('/bookings?day=2026-03-03')).body.bookings).toEqual([]);
  const kiosk = await house.device('kiosk', 'kiosk-1');
  expect((await kiosk.press('/check-ins/find', { code: one.number })).body.appointments?.map((one) => one.appointment.start)).toEqual([at('10:00')]);
  expect((await county.press('/bookings', { ...one, start: at('12:00'), phone: '13900139000' })).status).toBe(201);
  expect((await kiosk.press('/check-ins/find', { code: one.number })).status).toBe(404);
  expect((await county.press(`/bookings/${one.number}/cancel`, {})).body.booking?.appointment.state).toBe('cancelled');
  await house.restart();
  expect((await house.platform.read(`/bookings/${one.number}`)).body.booking?.appointment.start).toBe(at('10:00'));
});

test('a number that one platform has done with does not stand in the way of the other\'s', async () => {
  const house = await open();
  const county = await secondPlatform(house);
  const one = { number: '77001', serviceId: 'business-licence', phone: '13800138000' };
  await house.platform.press('/bookings', { ...one, start: at('10:00') });
  await house.platform.press('/bookings/77001/cancel', {});
  await county.press('/bookings', { ...one, start: at('09:30'), phone: '13900139000' });
  const kiosk = await house.device('kiosk', 'kiosk-1');
  expect((await kiosk.press('/check-ins/find', { code: '77001' })).body.appointments).toMatchObject([{ standing: 'now', appointment: { start: at('09:30') } }]);
  expect((await kiosk.press('/check-ins', { code: '77001' })).status).toBe(201);
  // Of today, and done with: still the one that is meant.
  expect((await kiosk.press('/check-ins', { code: '77001' })).body.code).toBe('already-checked-in');
});

test('nobody hangs a booking of theirs on the card of somebody else who has one', async () => {
  const house = await open();
  const [identity] = identities;
  const hotline = await house.staff('3001');
  const kiosk = await house.device('kiosk', 'kiosk-1');
  await book(house, { serviceId: 'pension', start: at('10:30'), phone: '13900139001', identity });
  await house.pass(1_000);
  await book(house, { serviceId: 'residence-permit', start: at('09:30'), phone: '13900139002', identity });
  const found = async (): Promise<readonly string[]> => ((await kiosk.press('/check-ins/find', { identity })).body.appointments ?? []).map((one) => one.appointment.start);
  // Two strangers named it: whoever booked first, and not both.
  expect(await found()).toEqual([at('10:30')]);
  await house.restart();
  expect(await found()).toEqual([at('10:30')]);
  expect((await hotline.press('/appointments', { serviceId: 'business-licence', start: at('10:00'), phone: '13800138000', identity })).status).toBe(201);
  expect(await found()).toEqual([at('10:00')]);
  expect((await kiosk.press('/check-ins', { identity })).body.ticket?.number).toMatch(/^A/);
  expect([...house.engine.hall.appointments.values()].map((one) => one.state).sort()).toEqual(['booked', 'booked', 'checked-in']);
  // Laid on once more it shows the number that was taken, and goes on to nobody else's.
  expect((await kiosk.press('/check-ins', { identity })).body.code).toBe('already-checked-in');
});

test('what was cancelled or is done does not hide what is to come, on a card', async () => {
  const house = await open();
  const [identity] = identities;
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const stranger = await house.stranger.book(at('16:00'), { phone: '13900139001', identity });
  await house.stranger.post(`/api/appointments/${stranger.token}/cancel`);
  await house.pass(1_000);
  await book(house, { start: at('09:30'), identity });
  expect((await kiosk.press('/check-ins', { identity })).status).toBe(201);
  expect((await kiosk.press('/check-ins/find', { identity })).body.appointments).toMatchObject([{ standing: 'checked-in' }]);
  const clerk = await house.clerk('1001', '1');
  for (const what of ['call-next', 'start']) await clerk.at('1', what);
  await clerk.at('1', 'finish', { outcome: 'done' });
  expect((await kiosk.press('/check-ins/find', { identity })).body.appointments).toMatchObject([{ standing: 'done' }]);
  await book(house, { start: at('11:00'), phone: '13900139003', identity });
  expect((await kiosk.press('/check-ins/find', { identity })).body.appointments).toMatchObject([{ standing: 'now', appointment: { start: at('11:00') } }]);
});

test('an identity that nobody asked for makes no person also without a phone', async () => {
  const house = await open();
  const { config } = house.engine.hall.catalogue;
  if (config.booking === undefined) throw new Error('this hall books');
  await configureHall(house.engine, { ...config, booking: { ...config.booking, groups: config.booking.groups.map((group) => ({ ...group, asks: ['name'] })) } });
  expect((await book(house, { name: 'Li', phone: undefined, identity: identities[0] })).status).toBe(201);
  expect(house.engine.hall.persons.size).toBe(0);
  expect((await (await house.device('kiosk', 'kiosk-1')).press('/check-ins/find', { identity: identities[0] })).body.appointments).toHaveLength(1);
});

test('our own code comes before a platform\'s number that is written like it', async () => {
  const house = await open();
  const own = await house.stranger.book(at('11:00'), { phone: '13900139002' });
  await house.platform.press('/bookings', { number: own.code, serviceId: 'business-licence', start: at('15:00'), phone: '13800138000' });
  const kiosk = await house.device('kiosk', 'kiosk-1');
  expect((await kiosk.press('/check-ins/find', { code: own.code })).body.appointments?.map((one) => one.appointment.start)).toEqual([at('11:00')]);
});

test('a bar by staff says so in words of its own and ends within five years', async () => {
  const house = await open();
  await book(house, {});
  const [person = ''] = house.engine.hall.persons.keys();
  const hotline = await house.staff('3001');
  const bar = (until: string): Promise<Reply> => hotline.press(`/persons/${person}/bar`, { reason: 'sold places', until });
  for (const until of ['9999-12-31', '2031-03-04', '2026-03-02']) expect([until, (await bar(until)).body.code]).toEqual([until, 'bar-end-not-ahead']);
  expect((await bar('2031-03-03')).status).toBe(200);
  expect((await book(house, { start: at('12:00') })).body).toMatchObject({ code: 'barred-by-staff', allowedAt: at('00:00', '2031-03-04') });
});

test('a household is one source, whichever of its addresses it takes', () => {
  const same = ['2001:db8:12:34::1', '2001:0db8:0012:0034:ffff:1:2:3', '2001:db8:12:34:0:0:0:9'].map(sourceOf);
  expect(new Set(same)).toEqual(new Set(['2001:db8:12:34::/64']));
  expect([sourceOf('2001:db8:12:35::1'), sourceOf('::1'), sourceOf('fe80::1%eth0'), sourceOf('::ffff:203.0.113.5'), sourceOf('203.0.113.5')]).toEqual(['2001:db8:12:35::/64', '0:0:0:0::/64', 'fe80:0:0:0::/64', '203.0.113.5', '203.0.113.5']);
});
