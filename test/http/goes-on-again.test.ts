import { expect, test } from 'vitest';
import { configureHall } from '../../server/engine/open-hall.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import { houseThatTells } from '../support/outside.ts';

/** Who was told that their visit stands still is told once when it goes on, and only they. */
const opened = houseThatTells(houseKeeper());
const at = (clock: string, day = '2026-03-03'): string => `${day}T${clock}:00.000+08:00`;
const powerCut = { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' } };
const ofService = { ...powerCut, scope: { kind: 'service', id: 'business-licence' } };
const again = (texts: readonly string[]): readonly string[] => texts.filter((text) => text.includes('done again'));

test('a standstill over several days that ends in the evening is told in the morning, with what stood still', async () => {
  const { house, outside, pass } = await opened();
  await house.stranger.book(at('11:00', '2026-03-04'), { serviceId: undefined, serviceIds: ['business-licence', 'residence-permit'] });
  await pass();
  const { suspension } = (await (await house.staff('4001')).press('/suspensions', { ...ofService, expectedBack: at('12:00', '2026-03-05') })).body;
  await pass();
  await pass(13 * 60 + 30);
  expect((await (await house.staff('4001')).press(`/suspensions/${suspension?.id ?? ''}/resume`)).status).toBe(200);
  await pass(60);
  expect(again(outside.texts())).toEqual([]);
  await pass(9 * 60);
  expect(house.engine.hall.suspensions.size).toBe(0);
  expect(again(outside.texts())).toEqual([expect.stringMatching(/: Business licence is done again.*2026-03-04 at 11:00 stands/)]);
});

test('two that end in one moment are one text', async () => {
  const { house, outside, pass } = await opened();
  await house.stranger.book(at('15:00'));
  await pass();
  const manager = await house.staff('4001');
  const both = [];
  for (const one of [powerCut, ofService]) both.push((await manager.press('/suspensions', one)).body.suspension?.id ?? '');
  await pass(30);
  for (const id of both) await manager.press(`/suspensions/${id}/resume`);
  await pass(1);
  expect(again(outside.texts())).toHaveLength(1);
});

test('who heard that it goes on hears nothing of a later standstill that they were not told of', async () => {
  const { house, outside, pass } = await opened({ store: 'sqlite' });
  await house.stranger.book(at('16:00'));
  await pass();
  const manager = await house.staff('4001');
  const first = (await manager.press('/suspensions', powerCut)).body.suspension;
  await pass(1);
  const second = (await manager.press('/suspensions', ofService)).body.suspension;
  await pass(1);
  for (const one of [first, second]) {
    await manager.press(`/suspensions/${one?.id ?? ''}/resume`);
    await pass(1);
  }
  expect(again(outside.texts())).toHaveLength(1);
  const short = (await manager.press('/suspensions', { ...powerCut, expectedBack: at('10:00') })).body.suspension;
  await pass(60);
  await manager.press(`/suspensions/${short?.id ?? ''}/resume`);
  await pass(1);
  expect(again(outside.texts())).toHaveLength(1);
  // Of the next one they are told, and of its end.
  const long = (await manager.press('/suspensions', powerCut)).body.suspension;
  await pass(5);
  await manager.press(`/suspensions/${long?.id ?? ''}/resume`);
  await pass(1);
  expect(again(outside.texts())).toHaveLength(2);
});

/** Booked for 11:00 to 12:00 in a hall with a lunch from 12:00 to 13:30; it stands still from 10:30. */
const resumedAt = async (clock: string): Promise<{ readonly told: readonly string[]; readonly listed: readonly string[] }> => {
  const { house, outside, pass } = await opened({ at: at('08:30') });
  const { config } = house.engine.hall.catalogue;
  if (config.booking === undefined) throw new Error('this hall books');
  const hours = [{ from: '09:00', to: '12:00' }, { from: '13:30', to: '17:00' }];
  await configureHall(house.engine, {
    ...config, calendar: { ...config.calendar, days: [{ date: '2026-03-03' as never, hours }] },
    booking: { ...config.booking, groups: config.booking.groups.map((group) => ({ ...group, slots: group.slots.map((slot) => ({ ...slot, from: '09:00', to: '17:00', minutes: 60 })) })) },
  });
  await house.stranger.book(at('11:00'));
  await pass(120);
  const { suspension } = (await (await house.staff('4001')).press('/suspensions', powerCut)).body;
  await pass();
  await pass((Date.parse(at(clock)) - house.engine.now()) / 60_000);
  await (await house.staff('4001')).press(`/suspensions/${suspension?.id ?? ''}/resume`);
  await pass();
  const { messages } = (await (await house.staff('4001')).read('/messages')).body as { readonly messages?: readonly { readonly kind: string; readonly fault: string }[] };
  return { told: again(outside.texts()).map((text) => /by (\d\d:\d\d)/.exec(text)?.[1] ?? text), listed: (messages ?? []).map(({ kind, fault }) => `${kind}: ${fault}`) };
};

test('the hours after lunch count, and who is not sent for is on the list to be phoned', async () => {
  // As long again as the appointment, and ten minutes of grace.
  expect(await resumedAt('12:40')).toEqual({ told: ['13:50'], listed: [] });
  expect(await resumedAt('13:32')).toEqual({ told: ['14:42'], listed: [] });
  expect(await resumedAt('11:30')).toEqual({ told: ['12:00'], listed: [] });
  // Ten minutes until lunch, and over before it ends.
  expect(await resumedAt('11:50')).toEqual({ told: [], listed: ['resumed: too late'] });
  expect(await resumedAt('16:50')).toEqual({ told: [], listed: ['resumed: too late'] });
});
