import { expect, test } from 'vitest';
import { houseKeeper } from './support/house-keeper.ts';

const open = houseKeeper();

test('who signs out sees nothing more in any window, and others go on seeing', async () => {
  const house = await (await open()).listen();
  const [leaving, staying] = [await house.staff('4001'), await house.staff('4001')];
  const windows = [house.screen('/manager', { token: leaving.token ?? '' }), house.screen('/counter', { token: leaving.token ?? '', counter: '1' })];
  const other = await house.screen('/manager', { token: staying.token ?? '' }).seen();
  for (const window of windows) await window.seen();
  expect((await leaving.send('DELETE', '/api/sessions/current')).status).toBe(204);
  for (const window of windows) await window.until((screen) => screen.turnedDown.length > 0, 'to be turned down');
  expect(windows.map((window) => [window.socket.connected, window.turnedDown[0]])).toEqual([[false, 'not-allowed'], [false, 'not-allowed']]);
  expect(other.socket.connected).toBe(true);
}, 30_000);
