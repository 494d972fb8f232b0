import { afterEach, expect, test } from 'vitest';
import type { AgentView, BoardPicture, DeviceReport } from '../../../contract/device-jobs.ts';
import { WiredDevices } from '../../../drivers/agent/wired-devices.ts';
import { inventedCards } from '../../../drivers/sim/sim-card.ts';
import { SimReader } from '../../../drivers/sim/sim-reader.ts';
import { SimScanner } from '../../../drivers/sim/sim-scanner.ts';
import { SimulatedHall } from '../../../drivers/sim/simulated-hall.ts';
import { HandClock } from '../hand-clock.ts';

const ends: WiredDevices[] = [];
afterEach(async () => {
  for (const one of ends.splice(0)) await one.close();
});
const picture = (text: string, more: Partial<BoardPicture> = {}): BoardPicture => ({ on: true, brightness: 12, pages: [[{ text, colour: 'red' }]], number: '', calls: [], newest: 0, ...more });
const board = (id: string, shows: BoardPicture, more: object = {}) => ({ id, name: id, profile: 'onbon-6k-64x16', connection: 'sim:', address: 1, picture: shows, ...more });
const keypad = (id: string, shows: string, more: object = {}) => ({ id, name: id, profile: 'ff68-21-keys', connection: 'sim:', address: 1, shows, ...more });
const view = (more: Partial<AgentView>): AgentView => ({ seq: 1, printers: [], boards: [], keypads: [], readers: [], ...more });

const hall = () => {
  const clock = new HandClock(0);
  const simulators = new SimulatedHall(clock);
  const heard: unknown[] = [];
  const reports = new Map<string, DeviceReport>();
  const wired: WiredDevices = new WiredDevices({
    clock, simulators,
    onDevice: (report) => void reports.set(report.device, report), onShown: ({ device, calls }) => heard.push({ device, calls }), onKey: (device, key) => heard.push({ device, key }),
    onCard: (device, { number, birth }) => heard.push({ device, number, birth }), onUnread: (device) => heard.push({ device, unread: true }), onCode: (device, text) => heard.push({ device, text }),
  });
  ends.push(wired);
  const pass = async (ms: number): Promise<void> => {
    for (let gone = 0; gone < ms; gone += 10) await clock.advance(10);
  };
  return { clock, simulators, heard, reports, wired, pass };
};

test('a picture of the view stands on its board, and its calls are reported once', async () => {
  const { simulators, heard, reports, wired, pass } = hall();
  wired.see(view({ boards: [board('b1', picture('请A012号', { calls: ['t.1'], newest: 5 }))] }));
  await pass(3_000);
  const face = simulators.boards.get('b1')?.board.face;
  expect(JSON.stringify(face)).toContain('A012');
  expect(heard).toEqual([{ device: 'b1', calls: ['t.1'] }]);
  expect(reports.get('b1')?.state).toBe('ok');
  // The same view again is no news.
  wired.see(view({ boards: [board('b1', picture('请A012号', { calls: ['t.1'], newest: 5 }))] }));
  await pass(3_000);
  expect(heard).toHaveLength(1);
  expect(wired.shown).toEqual([{ device: 'b1', calls: ['t.1'], newest: 5 }]);
});

test('a board that loses its power is dark until it has it back, and is drawn again by itself', async () => {
  const { simulators, reports, wired, pass } = hall();
  wired.see(view({ boards: [board('b1', picture('请A012号'))] }));
  await pass(3_000);
  const sim = simulators.boards.get('b1')?.board;
  sim?.setFault('off', true);
  await pass(60_000);
  expect(reports.get('b1')?.state).toBe('fault');
  sim?.setFault('off', false);
  await pass(30_000);
  expect(JSON.stringify(sim?.face)).toContain('A012');
  expect(reports.get('b1')?.state).toBe('ok');
});

test('a key of a pad is heard, and its display shows what the view says', async () => {
  const { simulators, heard, wired, pass } = hall();
  wired.see(view({ keypads: [keypad('k1', '12')] }));
  await pass(500);
  const sim = simulators.keypads.get('k1')?.keypad;
  sim?.press('next');
  await pass(200);
  expect(heard).toEqual([{ device: 'k1', key: 'next' }]);
  expect(sim?.state.shows).toContain('12');
  wired.show('k1', 'A013');
  await pass(200);
  expect(sim?.state.shows).toContain('A013');
});

test('a card and a code are heard once each', async () => {
  const { simulators, heard, wired, pass } = hall();
  wired.see(view({ readers: [{ id: 'r1', name: 'r1', profile: 'resident-id', connection: 'sim:' }, { id: 's1', name: 's1', profile: 'scanner', connection: 'sim:' }] }));
  await pass(2_000);
  const [reader, scanner] = [simulators.readers.get('r1')?.reader, simulators.readers.get('s1')?.reader];
  if (!(reader instanceof SimReader) || !(scanner instanceof SimScanner)) throw new Error('no reader or no scanner');
  reader.lay(inventedCards[' ']);
  await pass(3_000);
  scanner.scan('A012');
  await pass(200);
  expect(heard).toEqual([{ device: 'r1', number: inventedCards[' '].number, birth: '1990-03-07' }, { device: 's1', text: 'A012' }]);
});

test('what cannot be driven says why, one by one, and leaves the others alone', async () => {
  const { reports, wired, pass } = hall();
  wired.see(view({
    boards: [board('good', picture('A')), board('odd', picture('A'), { profile: 'no-such' }), board('lost', picture('A'), { connection: 'serial:/dev/no-such-port' })],
    keypads: [keypad('pad', '', { profile: 'no-such' })], readers: [{ id: 'reader', name: 'reader', profile: 'no-such', connection: 'sim:' }],
  }));
  await pass(3_000);
  await expect.poll(() => reports.get('lost')?.fault).toBe('port-missing');
  expect(['odd', 'pad', 'reader'].map((id) => reports.get(id)?.fault)).toEqual(['unknown-profile', 'unknown-profile', 'unknown-profile']);
  expect(reports.get('good')?.state).toBe('ok');
});

test('a device that leaves the view is let go, and one that changes is driven anew', async () => {
  const { wired, pass, reports, simulators } = hall();
  wired.see(view({ boards: [board('b1', picture('A'))], keypads: [keypad('k1', '1')] }));
  await pass(3_000);
  expect(wired.reports.map(({ device }) => device).sort()).toEqual(['b1', 'k1']);
  wired.see(view({ boards: [board('b1', picture('B'), { profile: 'onbon-6k-128x32' })] }));
  await pass(3_000);
  expect(wired.reports.map(({ device, state }) => [device, state])).toEqual([['b1', 'ok']]);
  expect(simulators.boards.get('b1')?.profile).toBe('onbon-6k-128x32');
  expect(reports.get('b1')?.state).toBe('ok');
});
