import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { DeviceHealth, PortSeen } from '../../../contract/device-jobs.ts';
import { pluggedPorts } from '../../../drivers/agent/plugged-ports.ts';
import { rollFile } from '../../../drivers/agent/roll-file.ts';
import { StateTeller } from '../../../drivers/agent/tell-state.ts';
import { HandClock } from '../hand-clock.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'paihao-state-'));
  folders.push(made);
  return made;
};
const health = (device: string, done: number, rollMm: number | null = null): DeviceHealth => ({ device, lastSeen: done, lastGood: null, done, faults: 0, rollMm });

test('it says only what changed, in messages of forty, and everything on a new line', async () => {
  const clock = new HandClock();
  const said: (readonly DeviceHealth[])[] = [];
  const ports: (readonly PortSeen[])[] = [];
  const now = { devices: Array.from({ length: 60 }, (_, n) => health(`d${n}`, 0)), ports: [] as PortSeen[] };
  const teller = new StateTeller({ clock, link: { sendHealth: (one) => said.push(one), sendPorts: (all) => ports.push(all) }, health: () => now.devices, ports: async () => now.ports, rolls: rollFile(await folder()) });
  await clock.advance(5_000);
  expect(said.map((one) => one.length)).toEqual([40, 20]);
  expect(ports).toEqual([[]]);
  await clock.advance(20_000);
  expect(said).toHaveLength(2);
  now.devices[7] = health('d7', 1);
  now.ports = [{ kind: 'serial', path: '/dev/serial/by-id/x' }];
  await clock.advance(5_000);
  expect(said.at(-1)).toEqual([health('d7', 1)]);
  expect(ports.at(-1)).toEqual(now.ports);
  teller.again();
  await clock.advance(0);
  expect(said.slice(3).map((one) => one.length)).toEqual([40, 20]);
  teller.close();
  await clock.advance(60_000);
  expect(said).toHaveLength(5);
});

test('how far a roll is used is kept between two starts, and a spoiled file only forgets it', async () => {
  const at = await folder();
  const clock = new HandClock();
  const link = { sendHealth: () => undefined, sendPorts: () => undefined };
  const teller = new StateTeller({ clock, link, health: () => [health('p1', 1, 730), health('b1', 1)], ports: async () => [], rolls: rollFile(at) });
  await clock.advance(5_000);
  teller.close();
  expect(rollFile(at).read()).toEqual({ p1: 730 });
  await writeFile(join(at, 'rolls.json'), '{"p1": 73');
  expect(rollFile(at).read()).toEqual({});
  await writeFile(join(at, 'rolls.json'), '{"p1": -3, "p2": "x", "p3": 5}');
  expect(rollFile(at).read()).toEqual({ p3: 5 });
});

test('what is plugged in is named by what lasts, and a machine without such folders has none', async () => {
  const root = await folder();
  expect(await pluggedPorts(root)).toEqual([]);
  for (const path of ['dev/serial/by-id/usb-FTDI-1', 'dev/usb/lp0', 'dev/usb/hiddev0', 'dev/input/by-id/usb-pad-event-kbd', 'dev/input/by-id/usb-pad-event-mouse']) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), '');
  }
  expect(await pluggedPorts(root)).toEqual([
    { kind: 'serial', path: '/dev/serial/by-id/usb-FTDI-1' }, { kind: 'printer', path: '/dev/usb/lp0' }, { kind: 'keys', path: '/dev/input/by-id/usb-pad-event-kbd' },
  ]);
});
