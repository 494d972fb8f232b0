import { expect, test } from 'vitest';
import { localDay } from '../../server/domain/brands.ts';
import { configureHall } from '../../server/engine/open-hall.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { houseThatTells } from '../support/outside.ts';

/** Appointments that the hall itself can't keep: nobody is sent in vain, and nobody is blamed. */
const opened = houseThatTells(houseKeeper());
const at = (clock: string, day = '2026-03-03'): string => `${day}T${clock}:00.000+08:00`;
const closeDay = async (house: TestHouse, day: string): Promise<void> => {
  const { config } = house.engine.hall.catalogue;
  await configureHall(house.engine, { ...config, calendar: { ...config.calendar, days: [{ date: localDay(day), hours: [] }] } });
};
const powerCut = { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' } };
const own = async (house: TestHouse, token: string): Promise<{ readonly closed?: boolean; readonly suspension?: unknown }> => (await house.stranger.get(`/api/appointments/${token}`)).body as never;

test('a day that was closed after the booking: no reminder, no fault of the holder, and their page says so', async () => {
  const { house, outside, pass } = await opened();
  const { token } = await house.stranger.book(at('11:00', '2026-03-04'));
  await pass();
  expect(await own(house, token)).toMatchObject({ closed: false, suspension: null });
  await closeDay(house, '2026-03-04');
  expect(await own(house, token)).toMatchObject({ closed: true });
  await pass(9 * 60 + 5);
  await pass(15 * 60);
  expect(outside.texts()).toHaveLength(1);
  const listed = (await (await house.staff('4001')).read('/messages')).body as { readonly messages?: readonly { readonly kind: string; readonly fault: string }[] };
  expect(listed.messages?.map(({ kind, fault }) => `${kind}: ${fault}`).sort()).toEqual(['remind-day: closed', 'remind-hours: closed']);
  await pass(4 * 60);
  const [person] = house.engine.hall.persons.values();
  expect(person?.past).toMatchObject([{ state: 'missed', excused: true }]);
});

test('what the hall closed may be moved or given back until the last, and is no fault', async () => {
  const { house } = await opened();
  const [one, other] = [await house.stranger.book(at('10:00')), await house.stranger.book(at('10:00'), { phone: '13900139000' })];
  await house.pass(10 * 60_000);
  for (const { token } of [one, other]) expect((await house.stranger.post(`/api/appointments/${token}/cancel`)).body.code).toBe('cancel-too-late');
  await closeDay(house, '2026-03-03');
  expect((await house.stranger.post(`/api/appointments/${one.token}/cancel`)).body.appointment?.state).toBe('cancelled');
  expect((await house.stranger.post(`/api/appointments/${other.token}/move`, { start: at('10:00', '2026-03-04') })).body.appointment?.start).toBe(at('10:00', '2026-03-04'));
  expect([...house.engine.hall.persons.values()].flatMap(({ past }) => past.map(({ state, excused }) => `${state} ${excused}`)).sort()).toEqual(['booked false', 'cancelled true']);
});

test('a suspension over several days is told to everybody whose visit it stops, and they are not reminded of it', async () => {
  const { house, outside, pass } = await opened();
  const tokens: Record<string, string> = {};
  for (const [n, start] of [at('18:00'), at('11:00', '2026-03-04'), at('15:00', '2026-03-05')].entries()) tokens[start] = (await house.stranger.book(start, { phone: `1390013900${n}` })).token;
  await pass();
  const manager = await house.staff('4001');
  const { suspension } = (await manager.press('/suspensions', { ...powerCut, expectedBack: at('12:00', '2026-03-05') })).body;
  await pass();
  expect(outside.texts().slice(3).sort()).toEqual([expect.stringMatching(/2026-03-03 at 18:00 does not count as missed; we tell you when it goes on\.(?! Questions)/), expect.stringContaining('2026-03-04 at 11:00')]);
  expect(await own(house, tokens[at('11:00', '2026-03-04')] ?? '')).toMatchObject({ suspension: { reason: { en: 'Power cut' }, expectedBack: at('12:00', '2026-03-05') } });
  expect(await own(house, tokens[at('15:00', '2026-03-05')] ?? '')).toMatchObject({ suspension: null });
  for (const minutes of [7 * 60 + 5, 2 * 60, 14 * 60 + 30, 8 * 60]) await pass(minutes);
  expect(outside.texts().slice(5).filter((text) => text.includes('reminder'))).toEqual([]);
  await pass(2 * 60);
  await (await house.staff('4001')).press(`/suspensions/${suspension?.id ?? ''}/resume`);
  await pass(19 * 60);
  expect(outside.texts().slice(5)).toEqual([expect.stringMatching(/reminder.*2026-03-05 at 15:00/), expect.stringMatching(/today at 15:00/)]);
});

test('a suspension without an end is told again each day to those of that day', async () => {
  const { house, outside, pass } = await opened();
  await house.stranger.book(at('11:00', '2026-03-04'));
  await pass();
  await (await house.staff('4001')).press('/suspensions', { scope: { kind: 'service', id: 'business-licence' }, reason: { 'zh-CN': '系统维护', en: 'Maintenance' } });
  await pass();
  expect(outside.texts()).toHaveLength(1);
  await pass(20 * 60);
  await pass(4 * 60);
  expect(outside.texts().filter((text) => text.includes('is suspended'))).toEqual([expect.stringContaining('2026-03-04 at 11:00')]);
});

const newTexts = (texts: readonly string[]): readonly string[] => texts.map((text) => text.replace(/^Tiny hall: | Change or cancel:.*$/g, '').replace(/ code [\d ]+/, ''));

test('who was told that it stands still is told when it goes on, and is reminded again', async () => {
  const { house, outside, pass } = await opened();
  await house.stranger.book(at('11:00', '2026-03-04'));
  await pass();
  const manager = await house.staff('4001');
  const { suspension } = (await manager.press('/suspensions', { ...powerCut, expectedBack: at('12:00', '2026-03-05') })).body;
  await pass(9 * 60 + 5);
  await manager.press(`/suspensions/${suspension?.id ?? ''}/resume`);
  await pass(11);
  await pass(15 * 60);
  expect(newTexts(outside.texts().slice(1))).toEqual([
    expect.stringContaining('is suspended'), 'Business licence is done again. Your appointment on 2026-03-04 at 11:00 stands as booked.', expect.stringMatching(/^reminder, Business licence on 2026-03-04/), expect.stringMatching(/^reminder, Business licence today at 11:00/),
  ]);
});

test('what the night held back is not told when it is not so any more, and short notice costs nobody anything', async () => {
  const { house, outside, pass } = await opened({ at: '2026-03-03T22:00:00+08:00' });
  await house.stranger.book(at('09:00', '2026-03-04'));
  await pass();
  const manager = await house.staff('4001');
  const { suspension } = (await manager.press('/suspensions', { ...powerCut, expectedBack: at('12:00', '2026-03-04') })).body;
  await pass(60);
  await pass(9 * 60 - 5);
  await manager.press(`/suspensions/${suspension?.id ?? ''}/resume`);
  await pass(10);
  expect(newTexts(outside.texts().slice(1))).not.toContainEqual(expect.stringContaining('is suspended'));
  await pass(3 * 60);
  expect([...house.engine.hall.persons.values()].flatMap((one) => one.past)).toMatchObject([{ state: 'missed', excused: true }]);
});

test('a suspension that lasts longer than was said is told to the next, and who moved meanwhile is told again', async () => {
  const { house, outside, pass } = await opened();
  const { token } = await house.stranger.book(at('15:00'));
  await pass();
  await (await house.staff('4001')).press('/suspensions', { ...powerCut, expectedBack: at('11:00') });
  // Pressed a moment late it is nothing that anybody need hear of, and who comes in the afternoon may find it going on.
  for (const minutes of [60, 70]) await pass(minutes);
  expect(outside.texts()).toHaveLength(1);
  await pass(60);
  expect(newTexts(outside.texts().slice(1))).toEqual([expect.stringMatching(/suspended.*2026-03-03 at 15:00/)]);
  expect(await own(house, token)).toMatchObject({ suspension: { expectedBack: at('11:00') } });
  expect((await house.stranger.post(`/api/appointments/${token}/move`, { start: at('15:00', '2026-03-04') })).status).toBe(200);
  await pass(24 * 60);
  expect(newTexts(outside.texts()).filter((text) => text.includes('is suspended'))).toEqual([expect.stringContaining('2026-03-03'), expect.stringContaining('2026-03-04')]);
});

test('slots that are cut anew close nothing', async () => {
  const { house, outside, pass } = await opened();
  const { token } = await house.stranger.book(at('15:00'));
  await pass();
  const { config } = house.engine.hall.catalogue;
  if (config.booking === undefined) throw new Error('this hall books');
  await configureHall(house.engine, { ...config, booking: { ...config.booking, groups: config.booking.groups.map((group) => ({ ...group, slots: group.slots.map((slot) => ({ ...slot, minutes: 15 })) })) } });
  expect(await own(house, token)).toMatchObject({ closed: false });
  await pass(4 * 60 + 5);
  expect(outside.texts().slice(1)).toEqual([expect.stringContaining('today at 15:00')]);
});

test('whose time began meanwhile is told until when to come, and only of what stood still', async () => {
  const { house, outside, pass } = await opened();
  await house.stranger.book(at('10:00'), { serviceId: undefined, serviceIds: ['business-licence', 'residence-permit'] });
  await pass();
  expect(outside.texts()).toEqual([expect.stringContaining('Business licence; Residence permit')]);
  await pass(30);
  const { suspension } = (await (await house.staff('4001')).press('/suspensions', { ...powerCut, scope: { kind: 'service', id: 'residence-permit' } })).body;
  await pass();
  await pass(65);
  await (await house.staff('4001')).press(`/suspensions/${suspension?.id ?? ''}/resume`);
  await pass();
  // As long again as the appointment would have been, and the grace.
  expect(newTexts(outside.texts().slice(1))).toEqual([expect.stringMatching(/^Residence permit is suspended/), 'Residence permit is done again. Check in by 11:15 and you are still called like somebody with an appointment.']);
});

test('a reminder that waited for a suspension to end has all its tries left, and does not come twice on the day', async () => {
  const { house, outside, pass } = await opened();
  await house.stranger.book(at('15:00', '2026-03-04'));
  await pass();
  const { suspension } = (await (await house.staff('4001')).press('/suspensions', { ...powerCut, expectedBack: at('20:00', '2026-03-04') })).body;
  for (let n = 0; n < 9 * 6 + 12; n += 1) await pass(10);
  await (await house.staff('4001')).press(`/suspensions/${suspension?.id ?? ''}/resume`);
  outside.answer = (one) => (one.url.includes('sms') && one.body.includes('reminder') ? new Response('', { status: 503 }) : new Response('{"code":0}'));
  await pass(11);
  outside.answer = () => new Response('{"code":0}');
  await pass(10);
  expect(newTexts(outside.texts()).filter((text) => text.startsWith('reminder')).at(-1)).toMatch(/2026-03-04/);
  expect(house.house.outbox.unsentOf(house.engine.id)).toBe(0);
});

test('nobody is sent for to a hall that is about to close, and not at all in the evening or at night', async () => {
  const told = async (minutesUntilResumed: number): Promise<readonly string[]> => {
    const { house, outside, pass } = await opened();
    const { config } = house.engine.hall.catalogue;
    await configureHall(house.engine, { ...config, calendar: { ...config.calendar, days: [{ date: localDay('2026-03-03'), hours: [{ from: '08:00', to: '17:00' }] }] } });
    await house.stranger.book(at('16:00'));
    await pass(6 * 60 + 50);
    const { suspension } = (await (await house.staff('4001')).press('/suspensions', powerCut)).body;
    await pass();
    await pass(minutesUntilResumed);
    await (await house.staff('4001')).press(`/suspensions/${suspension?.id ?? ''}/resume`);
    await pass();
    const last = outside.texts().filter((text) => text.includes('done again'));
    await pass(15 * 60);
    expect(outside.texts().filter((text) => text.includes('done again'))).toEqual(last);
    return newTexts(last);
  };
  // It is 15:50 when it stops; the hall closes at 17:00.
  expect(await told(35)).toEqual([expect.stringContaining('Check in by 17:00')]);
  for (const minutes of [60, 160, 7 * 60]) expect(await told(minutes)).toEqual([]);
});

test('a short standstill writes nothing to those of later days, who never heard of it', async () => {
  const { house, outside, pass } = await opened();
  for (let n = 0; n < 3; n += 1) await house.stranger.book(at('11:00', `2026-03-0${4 + n % 2}`), { phone: `1390000000${n}` });
  const { suspension } = (await (await house.staff('4001')).press('/suspensions', { ...powerCut, expectedBack: at('12:00') })).body;
  await pass();
  const before = outside.texts().length;
  await (await house.staff('4001')).press(`/suspensions/${suspension?.id ?? ''}/resume`);
  const rows = await house.store.outbox.take({ hall: house.engine.id, channel: 'sms' }, Date.parse(at('09:00')), 100);
  expect(rows.filter((row) => 'kind' in row.body && row.body.kind === 'resumed')).toEqual([]);
  expect(outside.texts()).toHaveLength(before);
});

test('of two standstills that overlap, who was told of one is told once when it goes on', async () => {
  const { house, outside, pass } = await opened();
  await house.stranger.book(at('15:00'));
  await pass();
  const manager = await house.staff('4001');
  const first = (await manager.press('/suspensions', powerCut)).body.suspension;
  await pass(10);
  const second = (await manager.press('/suspensions', { ...powerCut, scope: { kind: 'service', id: 'business-licence' }, expectedBack: at('11:00') })).body.suspension;
  await pass(115);
  await manager.press(`/suspensions/${first?.id ?? ''}/resume`);
  await pass(3);
  await manager.press(`/suspensions/${second?.id ?? ''}/resume`);
  await pass(5);
  await pass(30);
  expect(newTexts(outside.texts().slice(1)).filter((text) => text.includes('done again'))).toHaveLength(1);
});
