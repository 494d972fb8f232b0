import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { AgentRefused, runAgent } from '../../../drivers/agent/agent-program.ts';
import { systemClock } from '../../../drivers/device/clock.ts';
import { SimulatedHall } from '../../../drivers/sim/simulated-hall.ts';
import { realHouse } from '../../support/running-house.ts';
import type { RealHouse } from '../../support/running-house.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'paihao-agent-'));
  ends.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
};
/** The demo hall, whose agent stands apart. */
const hall = async (): Promise<RealHouse> => {
  const file = join(folder(), 'apart.yaml');
  const demo = parse(readFileSync('halls/demo.yaml', 'utf8')) as { devices: { kind: string }[] };
  writeFileSync(file, stringify({ ...demo, devices: demo.devices.map((device) => (device.kind === 'agent' ? { ...device, apart: true } : device)) }));
  const house = await realHouse(file);
  ends.push(() => house.close());
  return house;
};
const post = async (house: RealHouse, path: string, body: object, token: string | null): Promise<{ readonly token?: string; readonly code?: string; readonly ticket?: { readonly id: string; readonly number: string } }> => {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...(token === null ? {} : { Authorization: `Bearer ${token}` }) };
  return (await fetch(`${house.address}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json() as never;
};
const begin = async (house: RealHouse, dataDir: string, pair: string | null, simulators = new SimulatedHall(systemClock)) => {
  const said: string[] = [];
  const agent = await runAgent({ server: pair === null ? null : house.address, pair, device: null, dataDir, simulators, say: (line) => said.push(line) });
  ends.push(() => agent.close());
  return { agent, said, simulators };
};
const printed = async (house: RealHouse, id: string, state: string): Promise<void> => {
  const engine = [...house.house.halls.values()][0];
  await expect.poll(() => engine?.hall.tickets.get(id as never)?.print?.state, { timeout: 20_000 }).toBe(state);
};

test('an agent on a computer of its own pairs once, prints, and needs no code after that', async () => {
  const house = await hall();
  const kiosk = (await post(house, '/devices/pair', { code: 'demo-kiosk', device: 'kiosk-1' }, null)).token ?? '';
  const manager = (await post(house, '/sessions', { staffNumber: '4001', pin: '246810' }, null)).token ?? '';
  const { code } = await post(house, '/halls/demo/pairing-codes', { kind: 'agent', device: 'agent-1' }, manager);
  const home = folder();
  const first = await begin(house, home, code ?? '');
  expect(first.agent.device).toBe('agent-1');
  expect(statSync(join(home, 'agent.json')).mode & 0o077).toBe(0);
  const take = async () => (await post(house, '/halls/demo/tickets', { serviceId: 'household-birth' }, kiosk)).ticket;
  const one = await take();
  await printed(house, one?.id ?? '', 'printed');
  expect(first.simulators.find('printer-1')?.papers).toHaveLength(1);

  // The computer is switched off, a number is taken, and it comes back within the minute.
  await first.agent.close();
  const two = await take();
  const second = await begin(house, home, null);
  await printed(house, two?.id ?? '', 'printed');
  expect(second.simulators.find('printer-1')?.papers).toHaveLength(1);
  expect(second.said[0]).toContain('Connected');
}, 60_000);

test('what keeps it from starting is said in both languages', async () => {
  const house = await hall();
  const refused = async (more: object): Promise<string> => {
    const error: unknown = await runAgent({ server: house.address, pair: null, device: null, dataDir: folder(), simulators: null, say: () => undefined, ...more }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AgentRefused);
    return (error as AgentRefused).message;
  };
  expect(await refused({})).toMatch(/还没有配对.*Not paired yet/);
  expect(await refused({ server: 'hall' })).toMatch(/--server.*Give the server/);
  expect(await refused({ pair: 'NOSUCHCODE' })).toMatch(/不能配对.*Cannot pair/);
  expect(await refused({ pair: 'demo-kiosk' })).toMatch(/不是给设备电脑的.*not for a device computer/);
  expect(await refused({ server: 'http://127.0.0.1:1', pair: 'x123' })).toMatch(/没有回音.*does not answer/);
}, 30_000);
