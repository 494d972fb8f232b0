import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { AgentView } from '../../contract/device-jobs.ts';
import type { DeviceEntriesAnswer } from '../../contract/http-answers.ts';
import { withDevices } from '../../server/config/hall-file-desk.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { goodHall } from '../config/good-hall.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Person } from '../support/person.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});
const board = { id: 'board-1', kind: 'board', name: { 'zh-CN': '条屏', en: 'Board' }, agent: 'agent-1', profile: 'onbon-6k-64x16', connection: 'serial:/dev/serial/by-id/usb-1?baud=9600', counter: '1' };
const listOf = async (by: Person): Promise<DeviceEntriesAnswer> => JSON.parse((await by.read('/device-entries')).text) as DeviceEntriesAnswer;
const withFile = async (): Promise<{ readonly house: TestHouse; readonly path: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'paihao-hall-file-'));
  folders.push(folder);
  const path = join(folder, 'hall.yaml');
  const hall = staffedHall();
  await writeFile(path, `# written by hand\n${stringify(hall)}`);
  return { house: await open({ halls: [hall], hallFile: path }), path };
};

test('a device is added while the hall is open: its agent has it at once, and it stands in the hall file beside the words of those who wrote it', async () => {
  const { house, path } = await withFile();
  await house.listen();
  const administrator = await house.staff('5001');
  const agent = await house.screen('/agent', { token: (await house.device('agent')).token ?? '', device: 'agent-1' }).seen();
  const { version } = await listOf(administrator);
  const saved = await administrator.press('/device-entries', { version, device: board });
  expect(saved.status).toBe(200);
  await house.settle();
  await agent.until((s) => (s.last as unknown as AgentView).boards.length === 1, 'the new board');
  const text = await readFile(path, 'utf8');
  expect(text).toMatch(/^# written by hand\n/);
  expect((parse(text) as HallConfig).devices.at(-1)).toEqual(board);
  expect((parse(await readFile(`${path}.bak`, 'utf8')) as HallConfig).devices.map(({ id }) => id)).not.toContain('board-1');
  expect((await stat(path)).mode & 0o077).toBe(0);
  // Pressed again because the answer was lost.
  expect((await administrator.press('/device-entries', { version, device: board })).status).toBe(200);
  const again = await listOf(administrator);
  expect((await administrator.press('/device-entries', { version: again.version, device: { ...board, profile: 'onbon-5k-64x16' } })).status).toBe(200);
  await house.settle();
  await agent.until((s) => (s.last as unknown as AgentView).boards[0]?.profile === 'onbon-5k-64x16', 'the board that took its place');
  expect((await administrator.press('/device-entries/board-1/remove', { version: again.version + 1 })).status).toBe(200);
  await house.settle();
  await agent.until((s) => (s.last as unknown as AgentView).boards.length === 0, 'the board taken away');
  expect((parse(await readFile(path, 'utf8')) as HallConfig).devices).toEqual(staffedHall().devices);
});

test('what cannot work is refused whole, named in the reader\u2019s language, and nothing is written', async () => {
  const { house, path } = await withFile();
  const administrator = await house.staff('5001');
  const { version } = await listOf(administrator);
  const before = await readFile(path, 'utf8');
  const tries: readonly (readonly [object, string])[] = [
    [{ ...board, profile: 'onbon-7k' }, 'There is no board model “onbon-7k”'], [{ ...board, counter: '99' }, 'There is no counter “99”'], [{ ...board, colour: 'red' }, 'Unknown key “colour”'],
    [{ ...board, agent: 'kiosk-1' }, 'Device “kiosk-1” is of kind kiosk'], [{ id: 'board-1' }, 'a device whose kind is'], [{ ...board, id: 'printer-1' }, ''],
  ];
  for (const [device, says] of tries) {
    const no = await administrator.press('/device-entries', { version, device }, { 'accept-language': 'en' });
    expect([no.status, no.body.code]).toEqual([422, 'bad-device']);
    expect(no.body.detail).toContain(says);
    expect((await administrator.press('/device-entries', { version, device }, { 'accept-language': 'zh-CN' })).body.detail).toMatch(/[一-鿿]/);
  }
  // A printer that a kiosk names cannot be taken away.
  expect((await administrator.press('/device-entries/printer-1/remove', { version })).body.code).toBe('bad-device');
  expect(await readFile(path, 'utf8')).toBe(before);
  expect((await listOf(administrator)).version).toBe(version);
});

test('of two people who change devices at once the second is told, and a hall without a file keeps the change in its rows', async () => {
  const house = await open({ store: 'sqlite' });
  const administrator = await house.staff('5001');
  const { version } = await listOf(administrator);
  expect((await administrator.press('/device-entries', { version, device: board })).status).toBe(200);
  expect((await administrator.press('/device-entries', { version, device: { ...board, id: 'board-2', address: 2 } })).body.code).toBe('hall-changed');
  expect(house.engine.hall.catalogue.devices.has('board-1' as never)).toBe(true);
  // Both at the same moment: one of them is in, and the other is not lost without a word.
  const now = (await listOf(administrator)).version;
  const both = await Promise.all(['board-3', 'board-4'].map((id, n) => administrator.press('/device-entries', { version: now, device: { ...board, id, address: 3 + n } })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(house.engine.hall.catalogue.config.devices.filter(({ id }) => id === 'board-3' || id === 'board-4')).toHaveLength(1);
});

test('a hall file that cannot be written refuses the change, and the hall stays as it was', async () => {
  const { house, path } = await withFile();
  const administrator = await house.staff('5001');
  const { version } = await listOf(administrator);
  await rm(path);
  const no = await administrator.press('/device-entries', { version, device: board });
  expect([no.status, no.body.code]).toEqual([409, 'hall-file-unwritable']);
  expect(house.engine.hall.catalogue.devices.has('board-1' as never)).toBe(false);
});

test('only administrators change devices, managers read and try them, nobody else sees them', async () => {
  const { house } = await withFile();
  const manager = await house.staff('4001');
  const { version, edits } = await listOf(manager);
  expect(edits).toBe(false);
  expect((await manager.press('/device-entries', { version, device: board })).body.code).toBe('not-allowed');
  expect((await manager.press('/device-entries/printer-1/remove', { version })).body.code).toBe('not-allowed');
  expect((await manager.press('/device-entries/printer-1/test')).status).toBe(200);
  for (const number of ['1001', '2001']) expect([(await (await house.staff(number)).read('/device-entries')).status, (await (await house.staff(number)).press('/device-entries/printer-1/test')).status]).toEqual([403, 403]);
  expect((await house.stranger.read('/device-entries')).status).toBe(401);
  expect((await manager.press('/device-entries/kiosk-1/test')).body.code).toBe('unknown-device');
});

test('a test slip goes to the printer\u2019s agent, and the page hears what became of it', async () => {
  const house = await (await open()).listen();
  const manager = await house.staff('4001');
  const test = async () => (await listOf(manager)).devices.find(({ entry }) => entry.id === 'printer-1')?.test ?? null;
  expect(await test()).toBeNull();
  const agent = await house.screen('/agent', { token: (await house.device('agent')).token ?? '', device: 'agent-1' }).seen();
  await manager.press('/device-entries/printer-1/test');
  await agent.until((s) => s.printed.length === 1, 'the slip');
  expect(agent.printed[0]).toMatchObject({ printer: 'printer-1', kind: 'test' });
  expect(await test()).toMatchObject({ state: 'issued' });
  const job = agent.printed[0]?.id ?? '';
  expect(await agent.socket.timeout(5_000).emitWithAck('printReport', { job, state: 'not-printed', fault: 'paper-out' })).toEqual({ ok: true });
  expect(await test()).toMatchObject({ state: 'not-printed', fault: 'paper-out' });
});

test('a board shows its test picture for ten seconds, then what it showed before', async () => {
  const hall = staffedHall();
  const house = await (await open({ halls: [{ ...hall, devices: [...hall.devices, board as never] }] })).listen();
  const agent = await house.screen('/agent', { token: (await house.device('agent')).token ?? '', device: 'agent-1' }).seen();
  const picture = () => (agent.last as unknown as AgentView).boards[0]?.picture;
  const before = picture();
  await (await house.staff('4001')).press('/device-entries/board-1/test');
  await house.settle();
  await agent.until(() => picture()?.number === '8888', 'the test picture');
  expect(new Set(picture()?.pages.flatMap((page) => page.map(({ colour }) => colour)))).toEqual(new Set(['red', 'green', 'yellow']));
  await house.pass(10_000);
  await house.settle();
  await agent.until(() => picture()?.number !== '8888', 'the end of the test');
  expect(picture()?.pages).toEqual(before?.pages);
});

test('a hall file changes only where its devices changed', () => {
  const raw = (parse(goodHall) as HallConfig).devices;
  const moved = [...raw.slice(1), ...raw.slice(0, 1), board as never];
  const text = withDevices(goodHall, moved);
  expect((parse(text) as HallConfig).devices).toEqual(moved);
  const other = (lines: string): string => lines.split('\n').filter((line) => !line.includes('agent-1, kind: agent') && !line.includes('board-1')).join('\n');
  expect(other(text.replace('usb-1?baud=9600', ''))).toBe(other(goodHall));
  expect(withDevices(goodHall, raw)).toBe(goodHall);
  const block = 'devices:\n# the agent\n- id: agent-1\n  kind: agent # inside\n\n# gone soon\n- id: old\n  kind: kiosk\nmissed: { kind: final }\n';
  expect(withDevices(block, [{ id: 'agent-1', kind: 'agent' } as never, board as never])).toMatch(/^devices:\n# the agent\n- id: agent-1\n {2}kind: agent # inside\n- \{ id: board-1, .*\}\nmissed: \{ kind: final \}\n$/);
  for (const odd of ['{"devices": [{"id": "a"}], "x": 1}', 'extends: demo.yaml\nid: mine\n', 'devices: []\nx: 1\n']) expect((parse(withDevices(odd, moved)) as HallConfig).devices).toEqual(moved);
});
