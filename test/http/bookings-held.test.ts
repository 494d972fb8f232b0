import { expect, test } from 'vitest';
import { configureHall } from '../../server/engine/open-hall.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Reply } from '../support/person.ts';

/** What a fresh look at bookings found, and what now holds. */
const open = houseKeeper();
const at = (clock: string, day = '2026-03-03'): string => `${day}T${clock}:00.000+08:00`;
const fail = (): never => { throw new Error('this hall takes bookings'); };
const book = (house: TestHouse, body: object): Promise<Reply> => house.stranger.press('/appointments', { serviceId: 'business-licence', start: at('10:00'), phone: '138 0013 8000', ...body });
const freeAt = async (house: TestHouse, start: string, service: string): Promise<number | undefined> => ((await house.stranger.read(`/slots?service=${service}`)).body.slots ?? []).find((slot) => slot.start === start)?.free;

test('a group under a new name gives no place away twice', async () => {
  const house = await open();
  const [one, two] = ['13900003001', '13900003002'];
  for (const phone of [one, two]) expect((await book(house, { serviceId: 'pension', start: at('11:00'), phone })).status).toBe(201);
  const { config } = house.engine.hall.catalogue;
  const { booking } = config;
  if (booking === undefined) return fail();
  await configureHall(house.engine, { ...config, booking: { ...booking, groups: booking.groups.map((group) => (group.services.some((id) => id === 'pension') ? { ...group, id: 'renamed' } : group)) } });
  expect(await freeAt(house, at('11:00'), 'pension')).toBe(0);
  expect((await book(house, { serviceId: 'pension', start: at('11:00'), phone: '13900003003' })).body.code).toBe('slot-full');
  await house.restart();
  expect(await freeAt(house, at('11:00'), 'pension')).toBe(0);
});

test.each(['memory', 'sqlite'] as const)('two who book in the same moment and draw the same code both book, each with a code of their own (%s)', async (store) => {
  const drawn = [7, 7, 8, 8, 7, 9];
  const house = await open({ store, bookingNumber: () => drawn.shift() ?? fail() });
  const booked = await Promise.all(['13900003001', '13900003002', '13900003003'].map((phone, n) => book(house, { start: at(`1${n}:00`), phone })));
  expect(booked.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(booked.map(({ body }) => body.appointment?.code)).size).toBe(3);
});

test('of two appointments with a service in common both are done with one number, and one that is suspended now stays booked', async () => {
  const house = await open();
  const [guide, manager] = [await house.staff('2001'), await house.staff('4001')];
  const identity = '11010519491231002X';
  await book(house, { start: at('10:00'), identity });
  await book(house, { serviceId: undefined, serviceIds: ['business-licence'], start: at('11:30'), identity });
  await book(house, { serviceId: 'pension', start: at('15:00'), identity });
  await manager.press('/suspensions', { scope: { kind: 'service', id: 'pension' }, reason: { 'zh-CN': '停电', en: 'Power cut' } });
  const ticket = (await guide.press('/check-ins', { identity })).body.ticket;
  expect(ticket?.legs.map((leg) => leg.serviceId)).toEqual(['business-licence']);
  expect([...house.engine.hall.appointments.values()].map((one) => one.state)).toEqual(['checked-in', 'checked-in', 'booked']);
});

test('one source books so often and no more, and the ends of a code cannot be guessed beside a right one', async () => {
  const house = await open({ trustProxy: 'loopback' });
  const from = async (n: number): Promise<number> => (await house.stranger.press('/appointments', { serviceId: 'business-licence', start: at('10:00', '2026-03-05'), phone: `139${String(10_000_000 + n)}` }, { 'x-forwarded-for': '203.0.113.5' })).status;
  const statuses = new Set<number>();
  for (let n = 0; n < 61; n += 1) statuses.add(await from(n));
  expect([...statuses]).toEqual([201, 409, 429]);
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const [victim, own] = [await house.stranger.book(at('11:00'), { phone: '13800138001' }), await house.stranger.book(at('11:00'), { phone: '13900139002' })];
  const wrong = victim.code.endsWith('000') ? '111' : '000';
  const answers: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    answers.push((await kiosk.press('/check-ins/find', { phoneTail: '8001', code: wrong })).status);
    await kiosk.press('/check-ins/find', { code: own.code });
  }
  expect(answers).toEqual([404, 404, 404, 404, 429, 429]);
});

test('one phone is one person, however it is typed', async () => {
  const house = await open();
  expect((await book(house, { phone: '138 0013 8001' })).status).toBe(201);
  for (const phone of ['8613800138001', '+86 138-0013-8001', '008613800138001', '013800138001', '１３８００１３８００１']) expect([phone, (await book(house, { serviceId: 'pension', phone })).body.code]).toEqual([phone, 'time-taken']);
  expect((await book(house, { serviceId: 'pension', phone: '02088886666' })).status).toBe(201);
});

test('a note goes with the visit', async () => {
  const house = await open();
  const hotline = await house.staff('3001');
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const notes = async (): Promise<readonly (string | null)[]> => ((await hotline.read('/appointments?phone=13800138000')).body as unknown as { readonly appointments: readonly { readonly note: string | null }[] }).appointments.map((one) => one.note);
  const today = await house.stranger.book(at('09:30'));
  const later = await house.stranger.book(at('10:00', '2026-03-05'));
  for (const { id } of [today, later]) await hotline.press(`/appointments/${id}/note`, { text: 'comes with a wheelchair' });
  await kiosk.press('/check-ins', { code: today.code });
  expect(await notes()).toEqual(['comes with a wheelchair', 'comes with a wheelchair']);
  const clerk = await house.clerk('1001', '1');
  for (const what of ['call-next', 'start']) await clerk.at('1', what);
  await clerk.at('1', 'finish', { outcome: 'done' });
  expect(await notes()).toEqual([null, 'comes with a wheelchair']);
  await house.pass(24 * 3_600_000);
  expect(await house.store.side(house.engine.id, today.id, 'note')).toBeNull();
  expect((await house.store.side(house.engine.id, later.id, 'note'))?.value).toBe('comes with a wheelchair');
});

test('a slot that was given back while its booking was on the way is not booked by it', async () => {
  const house = await open();
  const { reservation } = (await house.stranger.press('/reservations', { serviceId: 'business-licence', start: at('10:00') })).body;
  const both = await Promise.all([house.stranger.press(`/reservations/${reservation ?? ''}/drop`), book(house, { reservation })]);
  expect(both.map((one) => one.status)).toEqual([200, 404]);
  expect(both[1]?.body.code).toBe('unknown-reservation');
});

test('several services are offered no time that has not room for all of them', async () => {
  const house = await open();
  await book(house, { serviceId: 'pension', start: at('10:00') });
  expect(await freeAt(house, at('10:00'), 'pension')).toBe(1);
  expect([await freeAt(house, at('10:00'), 'pension,social-card'), await freeAt(house, at('10:30'), 'pension,social-card')]).toEqual([0, 1]);
});

test('a visit that was given up is over, and asks for no rating', async () => {
  const house = await open();
  const { token, code } = await house.stranger.book(at('10:00'));
  const guide = await house.staff('2001');
  expect((await guide.press('/check-ins', { code, as: 'booked' })).status).toBe(201);
  const own = async (): Promise<{ readonly appointment: { readonly ticket: { readonly token: string } }; readonly over: boolean; readonly rateable: boolean }> => (await house.stranger.get(`/api/appointments/${token}`)).body as never;
  const { appointment, over, rateable } = await own();
  expect([over, rateable]).toEqual([false, false]);
  expect((await house.stranger.post(`/api/tickets/${appointment.ticket.token}/leave`)).status).toBe(200);
  expect(await own()).toMatchObject({ over: true, rateable: false });
});
