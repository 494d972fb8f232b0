import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { staffedHall } from '../support/wide-hall.ts';
import type { Reply } from '../support/person.ts';

/** Whoever gives phone and identity is one person, by whichever of them they come. */
const open = houseKeeper();
const at = (clock: string, day = '2026-03-04'): string => `${day}T${clock}:00.000+08:00`;
const phone = '13800138000';
const [mother, child] = ['11010519491231002X', '440524188001010014'];
const strict = async (): Promise<TestHouse> => {
  const hall = staffedHall();
  if (hall.booking === undefined) throw new Error('this hall books');
  return open({ halls: [{ ...hall, booking: { ...hall.booking, rules: [{ id: 'usual', cancelBefore: 60, perDay: 1, bar: { missed: 1, within: 'always', lasts: { months: 1 } } }] } }] });
};
const own = (house: TestHouse, start: string, body: object = {}): Promise<Reply> => house.stranger.press('/appointments', { serviceId: 'business-licence', start, phone, ...body });
const called = async (house: TestHouse, start: string, body: object): Promise<Reply> => (await house.staff('3001')).press('/appointments', { serviceId: 'business-licence', start, phone, ...body });

test('with the identity at the hotline, with the phone alone on the own page: the limit of a day holds', async () => {
  const house = await strict();
  expect((await called(house, at('10:00'), { identity: mother })).status).toBe(201);
  expect((await own(house, at('11:00'))).body.code).toBe('day-limit');
  await house.restart();
  expect((await own(house, at('11:00'))).body.code).toBe('day-limit');
  expect(house.engine.hall.persons.size).toBe(1);
  // Somebody else of the family gives another identity, and is somebody else.
  expect((await called(house, at('11:00'), { identity: child })).status).toBe(201);
  expect((await called(house, at('12:00'), { identity: child })).body.code).toBe('day-limit');
});

test('a phone that was used before without an identity stays somebody of its own: it may be a whole family\'s', async () => {
  const house = await strict();
  await own(house, at('10:00'));
  expect((await called(house, at('11:00'), { identity: mother })).status).toBe(201);
  expect(house.engine.hall.persons.size).toBe(2);
  expect((await own(house, at('12:00'))).body.code).toBe('day-limit');
  await house.restart();
  expect((await called(house, at('12:00'), { identity: mother })).body.code).toBe('day-limit');
  const kiosk = await house.device('kiosk', 'kiosk-1');
  expect((await kiosk.press('/check-ins/find', { identity: mother })).body.appointments?.map((one) => one.appointment.start)).toEqual([at('11:00')]);
});

test('two first bookings at the same moment are one person\'s, and a bar holds for both numbers', async () => {
  const house = await strict();
  const hotline = await house.staff('3001');
  const both = await Promise.all([hotline.press('/appointments', { serviceId: 'business-licence', start: at('10:00'), phone, identity: mother }), own(house, at('11:00'))]);
  expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
  const [person = ''] = house.engine.hall.persons.keys();
  expect((await (await house.staff('4001')).press(`/persons/${person}/bar`, { reason: 'sold places', until: '2026-03-20' })).status).toBe(200);
  expect((await own(house, at('10:00', '2026-03-05'))).body.code).toBe('barred-by-staff');
  expect((await called(house, at('10:00', '2026-03-05'), { identity: mother })).body.code).toBe('barred-by-staff');
});

test('a further phone of somebody known by an identity finds nobody by itself, before a start and after it', async () => {
  const house = await strict();
  const other = '13900139000';
  expect((await called(house, at('10:00'), { identity: mother })).status).toBe(201);
  expect((await called(house, at('10:00', '2026-03-05'), { identity: mother, phone: other })).status).toBe(201);
  expect(house.engine.hall.persons.size).toBe(1);
  expect((await own(house, at('11:00'), { phone: other })).status).toBe(201);
  await house.restart();
  expect((await own(house, at('12:00'), { phone: other })).body.code).toBe('day-limit');
  expect(house.engine.hall.persons.size).toBe(2);
});
