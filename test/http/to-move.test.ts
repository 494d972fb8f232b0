import { expect, test } from 'vitest';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { configureHall } from '../../server/engine/open-hall.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';

const open = houseKeeper();
const at = (clock: string, day = '2026-03-04'): string => `${day}T${clock}:00.000+08:00`;
interface ToMove { readonly appointment: { readonly id: string; readonly start: string; readonly contact: { readonly phone: string | null } }; readonly why: string; readonly offers: readonly string[] }
const toMove = async (house: TestHouse): Promise<readonly ToMove[]> => (JSON.parse((await (await house.staff('3001')).read('/appointments/to-move')).text) as { readonly appointments: readonly ToMove[] }).appointments;
const change = async (house: TestHouse, changed: (config: HallConfig) => HallConfig): Promise<void> => configureHall(house.engine, changed(house.engine.hall.catalogue.config));

test('a day that is closed leaves a list of whom to call, with the nearest times to offer', async () => {
  const house = await open();
  const { id } = await house.stranger.book(at('10:00'));
  await house.stranger.book(at('10:00', '2026-03-05'), { phone: '13800138001' });
  expect(await toMove(house)).toEqual([]);
  await change(house, (config) => ({ ...config, calendar: { ...config.calendar, days: [{ date: '2026-03-04' as never, hours: [] }] } }));
  const [one, ...others] = await toMove(house);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ appointment: { id, contact: { phone: '13800138000' } }, why: 'closed', offers: [at('19:30', '2026-03-03'), at('19:00', '2026-03-03'), at('18:30', '2026-03-03')] });
  const hotline = await house.staff('3001');
  expect((await hotline.press(`/appointments/${id}/move`, { start: one?.offers[0] })).status).toBe(200);
  expect(await toMove(house)).toEqual([]);
});

/** With the roster the places of a slot are worked out: three counters have room for so many, two for fewer. */
test('a counter that is closed leaves those over who booked last', async () => {
  const house = await open();
  const work = { showRate: 0.9, sdMinutes: 6, walkInsPerHour: 2, risk: 0.1 };
  await change(house, (config) => ({
    ...config, booking: config.booking === undefined ? undefined : { ...config.booking, groups: config.booking.groups.map((group) => (group.id === 'general' ? { ...group, work, slots: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00', minutes: 30 }] } : group)) },
  } as HallConfig));
  const free = (await house.stranger.read('/slots?service=business-licence&from=2026-03-04&days=1')).body.slots?.[0]?.free ?? 0;
  expect(free).toBeGreaterThan(1);
  const booked: string[] = [];
  for (let n = 0; n < free; n += 1) {
    booked.push((await house.stranger.book(at('09:00'), { phone: `1380013810${n}` })).id);
    await house.pass(1_000);
  }
  await change(house, (config) => ({ ...config, roster: [{ counter: '1' as never, days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '00:00', to: '24:00', clerk: '1001' as never }, { counter: '2' as never, days: ['mon'], from: '00:00', to: '24:00', clerk: '1002' as never }] }));
  const left = (await house.stranger.read('/slots?service=business-licence&from=2026-03-05&days=1')).body.slots?.[0]?.free ?? 0;
  expect(left).toBeLessThan(free);
  const over = await toMove(house);
  expect(over.map((one) => [one.appointment.id, one.why])).toEqual([...booked].reverse().slice(0, free - left).map((id) => [id, 'fewer']));
});

test('a place that is kept, or not free again, sends nobody away', async () => {
  const house = await open();
  await change(house, (config) => ({ ...config, booking: config.booking === undefined ? undefined : { ...config.booking, groups: config.booking.groups.map((group) => ({ ...group, freedAfter: 30 })) } } as HallConfig));
  const { token } = await house.stranger.book(at('10:00'), { serviceId: 'pension', phone: '13800138001' });
  await house.stranger.book(at('10:00'), { serviceId: 'pension', phone: '13800138002' });
  expect((await house.stranger.post(`/api/appointments/${token}/cancel`)).status).toBe(200);
  await change(house, (config) => ({ ...config, booking: config.booking === undefined ? undefined : { ...config.booking, groups: config.booking.groups.map((group) => ({ ...group, slots: group.slots.map((slot) => ({ ...slot, capacity: 1 })) })) } } as HallConfig));
  expect(await toMove(house)).toEqual([]);
});

test('groups that share counters share the places worked out from them', async () => {
  const house = await open();
  const work = { showRate: 0.9, sdMinutes: 6, walkInsPerHour: 0, risk: 0.1 };
  const slots = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00', minutes: 60 }];
  const groupsOf = async (services: readonly (readonly string[])[]): Promise<readonly number[]> => {
    await change(house, (config) => ({ ...config, booking: config.booking === undefined ? undefined : { ...config.booking, groups: services.map((some, n) => ({ ...config.booking?.groups[0], id: `g${n}`, services: some, work, slots })) } } as unknown as HallConfig));
    return Promise.all(services.map(async ([service]) => (await house.stranger.read(`/slots?service=${service}&from=2026-03-04&days=1`)).body.slots?.[0]?.free ?? 0));
  };
  const [together = 0] = await groupsOf([['business-licence', 'residence-permit']]);
  const apart = await groupsOf([['business-licence'], ['residence-permit']]);
  expect(together).toBeGreaterThan(3);
  expect(apart.every((places) => places > 0)).toBe(true);
  expect(apart.reduce((sum, places) => sum + places, 0)).toBe(together);
  // With one counter and breaks between the slots each group has its turn.
  await change(house, (config) => ({ ...config, roster: [{ counter: '1', days: slots[0]?.days, from: '00:00', to: '24:00', clerk: '1001' }, { counter: '2', days: ['sun'], from: '00:00', to: '24:00', clerk: '1002' }] } as unknown as HallConfig));
  const hourly = ['09:00', '10:00', '14:00', '15:00'].map((from) => ({ days: slots[0]?.days, from, to: `${from.slice(0, 2)}:20`, minutes: 20 }));
  const turns = async (service: string): Promise<readonly number[]> => ((await house.stranger.read(`/slots?service=${service}&from=2026-03-04&days=1`)).body.slots ?? []).map((slot) => slot.free);
  await change(house, (config) => ({ ...config, booking: config.booking === undefined ? undefined : { ...config.booking, groups: config.booking.groups.map((group) => ({ ...group, slots: hourly })) } } as unknown as HallConfig));
  const [one, other] = [await turns('business-licence'), await turns('residence-permit')];
  expect(one).toHaveLength(4);
  expect(one.map((places, n) => places + (other[n] ?? 0))).toEqual([1, 1, 1, 1]);
  expect([one, other].every((places) => places.some((free) => free > 0))).toBe(true);
  // Slots that differ, as of a morning and an afternoon group: each has whole days, and no counter is given out twice.
  const halves = [['09:00', '12:00'], ['13:00', '17:00']];
  await change(house, (config) => ({ ...config, booking: config.booking === undefined ? undefined : { ...config.booking, groups: config.booking.groups.map((group, n) => ({ ...group, slots: [{ days: slots[0]?.days, from: halves[n]?.[0], to: halves[n]?.[1], minutes: 20 }] })) } } as unknown as HallConfig));
  const placesOn = async (service: string, day: string): Promise<number> => ((await house.stranger.read(`/slots?service=${service}&from=${day}&days=1`)).body.slots ?? []).reduce((sum, slot) => sum + slot.free, 0);
  const days = await Promise.all(['2026-03-04', '2026-03-05'].map(async (day) => [await placesOn('business-licence', day), await placesOn('residence-permit', day)]));
  expect(days.map((both) => both.filter((places) => places > 0).length)).toEqual([1, 1]);
  expect([0, 1].every((n) => days.some((both) => (both[n] ?? 0) > 0))).toBe(true);
});
