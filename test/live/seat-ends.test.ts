import { expect, test } from 'vitest';
import type { StaffNumber } from '../../server/domain/brands.ts';
import { makeCatalogue } from '../../server/domain/catalogue.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { tokenHash } from '../../server/engine/fresh-values.ts';
import { zoneTable } from '../../server/engine/zone-table.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Screen } from '../support/screen.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const hour = 3_600_000;
const listening = async (): Promise<TestHouse> => (await open()).listen();
const turnedDown = (screen: Screen): Promise<Screen> => screen.until((s) => s.turnedDown.length > 0 && !s.socket.connected, 'to be turned down');
/** Every line is there and was never turned down. Screens of one test share lines, so one may have come back just now. */
const stillThere = async (house: TestHouse, screens: readonly Screen[]): Promise<void> => {
  for (const screen of screens) {
    await screen.until((s) => s.socket.connected, 'its line');
    await screen.marked(house.app.io);
    expect([screen.space, screen.turnedDown]).toEqual([screen.space, []]);
  }
};

test('a session of 12 h ends for its windows too, to the second, and for nobody else\'s', async () => {
  const house = await listening();
  const early = await house.staff('4001');
  house.clock.advance(12 * hour - 300_000);
  const [display, kiosk, late] = [await house.device('display'), await house.device('kiosk'), await house.staff('4001')];
  const windows = [await house.screen('/manager', { token: early.token ?? '' }).seen(), await house.screen('/counter', { token: early.token ?? '', counter: '1' }).seen()];
  const others = [
    await house.screen('/manager', { token: late.token ?? '' }).seen(), await house.screen('/display', { token: display.token ?? '', zone: 'east' }).seen(), await house.screen('/kiosk', { token: kiosk.token ?? '' }).seen(),
    await house.screen('/visitor', { token: (await kiosk.take()).token ?? '' }).seen(),
  ];
  house.clock.advance(299_000);
  await stillThere(house, [...windows, ...others]);
  expect((await early.read('/journal')).status).toBe(200);
  house.clock.advance(1_000);
  await Promise.all(windows.map(turnedDown));
  expect(windows.map((w) => w.turnedDown[0])).toEqual(['not-allowed', 'not-allowed']);
  expect((await early.read('/journal')).status).toBe(401);
  await stillThere(house, others);
}, 60_000);

test('a wall clock that is set forward ends sessions as well', async () => {
  const house = await listening();
  const manager = await house.screen('/manager', { token: (await house.staff('4001')).token ?? '' }).seen();
  house.clock.step(13 * hour);
  house.clock.advance(10 * 60_000);
  expect((await turnedDown(manager)).turnedDown[0]).toBe('not-allowed');
});

const putIntoForce = async (house: TestHouse, config: HallConfig): Promise<void> => {
  const version = house.engine.hall.catalogue.version + 1;
  await house.engine.run({ type: 'configure', by: { kind: 'clock' }, catalogue: makeCatalogue(version, config, zoneTable(config.timeZone, house.engine.now())) });
};

test('a new hall file: who was removed or lost the role sees nothing more and may do nothing more, at once; who stays goes on', async () => {
  const house = await listening();
  const hall = staffedHall();
  const [removed, demoted, staying, stayingClerk] = [await house.staff('6001'), await house.staff('2001'), await house.staff('4001'), await house.clerk('1002', '2')];
  const gone = [await house.screen('/manager', { token: removed.token ?? '' }).seen(), await house.screen('/manager', { token: demoted.token ?? '' }).seen()];
  const kept = [await house.screen('/manager', { token: staying.token ?? '' }).seen(), await house.screen('/counter', { token: stayingClerk.token ?? '', counter: '2' }).seen(), await house.screen('/counter', { token: demoted.token ?? '', counter: '1' }).seen()];
  expect([(await removed.read('/journal')).status, (await demoted.press('/end-of-day')).status, (await demoted.press('/tickets', { serviceId: 'pension' })).status]).toEqual([200, 403, 201]);
  await putIntoForce(house, { ...hall, staff: hall.staff.flatMap((s) => (s.number === '6001' ? [] : [s.number === ('2001' as StaffNumber) ? { ...s, roles: ['clerk'] as const } : s])) });
  await Promise.all(gone.map(turnedDown));
  expect([(await removed.read('/journal')).status, (await demoted.press('/tickets', { serviceId: 'pension' })).status]).toEqual([401, 403]);
  await house.settle();
  await stillThere(house, kept);
});

test('a new hall file: a device that is no longer in it loses its line, and one that stays keeps it', async () => {
  const house = await listening();
  const hall = staffedHall();
  const second = { id: 'kiosk-2', kind: 'kiosk', name: { 'zh-CN': '取号机2', en: 'Kiosk 2' } } as unknown as HallConfig['devices'][number];
  await putIntoForce(house, { ...hall, devices: [...hall.devices, second] });
  const [one, two] = [await house.screen('/kiosk', { token: (await house.device('kiosk', 'kiosk-1')).token ?? '' }).seen(), await house.screen('/kiosk', { token: (await house.device('kiosk', 'kiosk-2')).token ?? '' }).seen()];
  await putIntoForce(house, hall);
  expect((await turnedDown(two)).turnedDown[0]).toBe('unavailable');
  await house.settle();
  await stillThere(house, [one]);
});

test('a pairing that is taken back cuts every line of that device at once, and gives it no new one; the others keep theirs', async () => {
  const house = await listening();
  const [lost, kept, lostKiosk, lostAgent] = [await house.device('display'), await house.device('display'), await house.device('kiosk', 'kiosk-1'), await house.device('agent')];
  const gone = [
    await house.screen('/display', { token: lost.token ?? '', zone: 'east' }).seen(), await house.screen('/display', { token: lost.token ?? '', counter: '1' }).seen(),
    await house.screen('/kiosk', { token: lostKiosk.token ?? '' }).seen(), await house.screen('/agent', { token: lostAgent.token ?? '' }).seen(),
  ];
  const staying = [await house.screen('/display', { token: kept.token ?? '', zone: 'east' }).seen(), await house.screen('/manager', { token: (await house.staff('4001')).token ?? '' }).seen()];
  for (const { token } of [lost, lostKiosk, lostAgent]) await house.house.access.unpair(tokenHash(token ?? ''));
  await Promise.all(gone.map(turnedDown));
  expect(gone.map((screen) => screen.turnedDown[0])).toEqual(['not-allowed', 'not-allowed', 'not-allowed', 'not-allowed']);
  await house.settle();
  await stillThere(house, staying);
}, 30_000);
