import { expect, test } from 'vitest';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Screen } from '../support/screen.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const both = (words: string) => ({ 'zh-CN': words, en: words });
const withScreens = (): HallConfig => ({
  ...staffedHall(),
  devices: [...staffedHall().devices, { id: 'east-2', kind: 'display', name: both('East 2'), zone: 'east' }] as HallConfig['devices'],
});
const gone = (manager: Screen): readonly string[] =>
  (manager.last['alarms'] as readonly { readonly kind: string; readonly about: string }[]).filter(({ kind }) => kind === 'counter-gone' || kind === 'screen-silent').map(({ kind, about }) => `${kind} ${about}`);
const aMinute = async (house: TestHouse): Promise<void> => {
  await house.pass(60_000);
  await house.settle();
  house.clock.flush(15_000);
  await house.settle();
};

test('a counter whose page went and a screen that never came are told to the manager after a minute, and no longer once they are there', async () => {
  const house = await (await open({ halls: [withScreens()] })).listen();
  const manager = await house.screen('/manager', { token: (await house.staff('4001')).token ?? '' }).seen();
  const clerk = await house.clerk('1001', '1');
  const page = await house.screen('/counter', { token: clerk.token ?? '', counter: '1' }).seen();
  await aMinute(house);
  expect(gone(manager)).toEqual(['screen-silent display-east', 'screen-silent display-west', 'screen-silent east-2']);
  page.close();
  // One screen that names itself, one of the zone that doesn't.
  const token = (await house.device('display')).token ?? '';
  const named = await house.screen('/display', { token, zone: 'east', device: 'display-east' }).seen();
  await aMinute(house);
  expect(gone(manager)).toEqual(['counter-gone 1', 'screen-silent display-west', 'screen-silent east-2']);
  await house.screen('/display', { token, zone: 'east' }).seen();
  await house.screen('/counter', { token: clerk.token ?? '', counter: '1' }).seen();
  await aMinute(house);
  expect(gone(manager)).toEqual(['screen-silent display-west']);
  named.close();
  await aMinute(house);
  expect(gone(manager)).toEqual(['screen-silent display-west', 'screen-silent east-2']);
});
