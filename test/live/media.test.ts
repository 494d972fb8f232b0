import { describe, expect, it } from 'vitest';
import type { CounterScreenView, DisplayView, ManagerView } from '../../contract/live-events.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { drawing, mediaFolders } from '../support/media-folder.ts';
import type { MediaFolder } from '../support/media-folder.ts';
import { mediaHall } from '../support/media-hall.ts';
import type { Screen } from '../support/screen.ts';

const open = houseKeeper();
const newFolder = mediaFolders();
const files = ['all.svg', 'film.webm', 'west.png', 'only.png', '1001.jpg', '1002.jpg'];

const filled = async (present: readonly string[] = files, hall: HallConfig = mediaHall()): Promise<{ readonly house: TestHouse; readonly folder: MediaFolder; readonly at: (auth: object) => Promise<Screen> }> => {
  const folder = newFolder();
  for (const file of present) folder.put(`${hall.id}/${file}`, drawing);
  const house = await (await open({ halls: [hall], mediaFolder: folder.path })).listen();
  const { token } = await house.device('display');
  return { house, folder, at: (auth) => house.screen('/display', { token: token ?? '', ...auth }).seen() };
};
const zoneOf = (screen: Screen): DisplayView => screen.last as unknown as DisplayView;
const counterOf = (screen: Screen): CounterScreenView => screen.last as unknown as CounterScreenView;
const alarmsOf = (screen: Screen): readonly string[] => (screen.last as unknown as ManagerView).alarms.filter((a) => a.kind === 'media').map((a) => `${a.name.en} ${a.count}`);
const shown = (screen: Screen): string => `${zoneOf(screen).layout}: ${zoneOf(screen).media.map((m) => m.file).join(' ')}`;

describe('what stands at the side of a screen', () => {
  it('is as its zone says, or as the screen itself says', async () => {
    const { house, at } = await filled();
    const screens = [await at({ zone: 'east' }), await at({ zone: 'west' }), await at({ device: 'display-west' }), await at({ device: 'display-plain' })];
    const wanted = ['split: all.svg film.webm', 'calls: ', 'split: all.svg film.webm west.png only.png', 'calls: '];
    expect(screens.map(shown)).toEqual(wanted);
    // The same after a change that redraws them all, and each keeps its own.
    await (await house.clerk('1001', '1')).at('1', 'pause', { reason: 'break' });
    await (await house.clerk('1003', '3')).at('3', 'pause', { reason: 'break' });
    await house.settle();
    expect(screens.map((screen) => zoneOf(screen).paused.length)).toEqual([1, 1, 1, 1]);
    expect(screens.map(shown)).toEqual(wanted);
    expect(screens.map((screen) => zoneOf(screen).speaks)).toEqual([true, true, false, false]);
    expect(zoneOf(await at({ device: 'display-west' })).media.map((m) => [m.film, m.seconds])).toEqual([[false, 12], [true, 12], [false, 12], [false, 30]]);
  });

  it('has addresses that the server serves, and that change with the content', async () => {
    const { house, folder, at } = await filled();
    const screen = await at({ zone: 'east' });
    const path = zoneOf(screen).media[0]?.path ?? '';
    expect((await (await house.device('display')).get(path)).headers['cache-control']).toContain('immutable');
    folder.put(`${house.engine.id}/all.svg`, `${drawing} `);
    await house.pass(6000);
    expect(zoneOf(await at({ zone: 'east' })).media[0]?.path).not.toBe(path);
  });

  it('leaves out a file that is not there, and the manager hears of it; once it is there it stands there too', async () => {
    const { house, folder, at } = await filled(['all.svg', 'west.png', 'only.png', '1001.jpg']);
    const manager = await house.screen('/manager', { token: (await house.staff('4001')).token ?? '' }).seen();
    expect(shown(await at({ zone: 'east' }))).toBe('split: all.svg');
    expect(alarmsOf(manager)).toEqual(['film.webm 2']);
    for (const file of ['film.webm', '1002.jpg']) folder.put(`${house.engine.id}/${file}`, drawing);
    await house.pass(6000);
    await manager.seen();
    expect(shown(await at({ zone: 'east' }))).toBe('split: all.svg film.webm');
    expect(alarmsOf(manager)).toEqual([]);
  });

  it('that a screen could not show is told to the manager until it can, or is gone', async () => {
    const { house, at } = await filled();
    const manager = await house.screen('/manager', { token: (await house.staff('4001')).token ?? '' }).seen();
    const [one, two] = [await at({ zone: 'east' }), await at({ device: 'display-west' })];
    const say = async (screen: Screen, failed: unknown): Promise<void> => {
      screen.socket.emit('filesFailed', failed);
      await house.settle();
    };
    await say(one, ['film.webm']);
    await say(two, ['film.webm', 'only.png', 'nothing-of-ours.png']);
    expect(alarmsOf(manager)).toEqual(['film.webm 2']);
    await say(one, []);
    expect(alarmsOf(manager)).toEqual(['film.webm 2']);
    two.socket.disconnect();
    await expect.poll(async () => {
      await house.settle();
      return alarmsOf(manager);
    }, { timeout: 8000 }).toEqual([]);
    await say(one, ['all.svg']);
    expect(alarmsOf(manager)).toEqual(['all.svg 1']);
    await say(one, { not: 'a list' });
    await one.until((s) => !s.socket.connected, 'the end of a screen that talks nonsense');
  });
});

describe('the clerk on the visitor screen of a counter', () => {
  it('is whoever sits there, with the photo the hall file names, and nobody else', async () => {
    const { house, at } = await filled();
    const [one, two] = [await at({ counter: '1' }), await at({ counter: '2' })];
    expect(counterOf(one).clerk).toBe(null);
    const clerk = await house.clerk('1001', '1');
    await house.clerk('1003', '2');
    await house.settle();
    expect(counterOf(one).clerk).toMatchObject({ number: '1001', photo: { file: '1001.jpg', path: expect.stringMatching(/^\/media\/[a-z]+\/1001\.jpg\?v=/) } });
    expect(counterOf(two).clerk).toMatchObject({ number: '1003', photo: null });
    expect(JSON.stringify([...one.views, ...two.views])).not.toContain('1002');
    await clerk.at('1', 'sign-out');
    await house.clerk('1002', '1');
    await house.settle();
    expect(JSON.stringify(counterOf(one))).not.toContain('1001');
    expect(counterOf(one).clerk).toMatchObject({ number: '1002' });
  });

  it.each([['number', [null, '1001']], ['name', ['string', null]], ['name-and-number', ['string', '1001']], [undefined, ['string', '1001']]] as const)('with clerkShown %s', async (clerkShown, [name, number]) => {
    const { house, at } = await filled(files, mediaHall(clerkShown === undefined ? {} : { clerkShown }));
    await house.clerk('1001', '1');
    const { clerk } = counterOf(await at({ counter: '1' }));
    expect([clerk?.name === null ? null : typeof clerk?.name?.en, clerk?.number]).toEqual([name, number]);
    expect(clerk?.photo?.file).toBe('1001.jpg');
  });

  it('has typed for one visitor only: the next does not read it, and it never comes back', async () => {
    const { house, at } = await filled();
    const [kiosk, one] = [await house.device('kiosk'), await house.clerk('1001', '1')];
    for (let n = 0; n < 2; n += 1) await kiosk.take();
    const screen = await at({ counter: '1' });
    const caption = async (): Promise<string> => {
      await house.settle();
      return counterOf(screen).caption;
    };
    await one.at('1', 'caption', { text: 'Whose turn is it?' });
    expect(await caption()).toBe('Whose turn is it?');
    await one.at('1', 'call-next');
    expect(await caption()).toBe('');
    await one.at('1', 'start');
    await one.at('1', 'caption', { text: 'Your result is positive' });
    expect(await caption()).toBe('Your result is positive');
    await one.at('1', 'finish');
    expect([await caption(), counterOf(screen).rate === null]).toEqual(['', false]);
    await one.at('1', 'call-next');
    await one.at('1', 'start');
    expect(await caption()).toBe('');
    await one.at('1', 'finish');
    expect(await caption()).toBe('');
  });
});
