import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, freshKey } from '../../contract/client.ts';
import type { Clock } from '../device/clock.ts';
import { systemClock } from '../device/clock.ts';
import type { SimulatedLines } from '../registry.ts';
import { startAgent } from './agent.ts';
import { readHome, writeHome } from './agent-home.ts';
import type { AgentHome } from './agent-home.ts';
import { pluggedPorts } from './plugged-ports.ts';
import { rollFile } from './roll-file.ts';
import { socketLink } from './socket-link.ts';
import { diskSpoolFile } from './spool-file.ts';

export interface AgentProgram {
  /** Origin of the hall's server; null: the one it was paired with. */
  readonly server: string | null;
  /** A pairing code; null: the pairing of an earlier start. */
  readonly pair: string | null;
  /** Which agent of the hall file it is, where the code does not say. */
  readonly device: string | null;
  readonly dataDir: string;
  readonly simulators: SimulatedLines | null;
  readonly say: (line: string) => void;
}
/** Why it cannot start, in both languages. */
export class AgentRefused extends Error {}

const retryMs = 5_000;

const pairWith = async (server: string, code: string, device: string | null): Promise<AgentHome> => {
  const client = createClient({ base: server, language: () => 'zh-CN', newKey: freshKey });
  const answer = await client.post<{ readonly token: string; readonly device: { readonly id: string | null; readonly kind: string } }>('/api/devices/pair', { code, ...(device === null ? {} : { device }) });
  if (!answer.ok) throw new AgentRefused(answer.problem === null ? `${server} 没有回音，请查地址和网络。 / ${server} does not answer; check the address and the network.` : `不能配对：${answer.problem.detail} / Cannot pair: ${answer.problem.code}.`);
  const { token, device: { id, kind } } = answer.body;
  if (kind !== 'agent' || id === null) throw new AgentRefused('这个配对码不是给设备电脑的，或没有说明是哪一台（可加 --device）。 / This code is not for a device computer, or does not say which (try --device).');
  return { server, token, device: id };
};

const homeOf = async ({ server, pair, device, dataDir }: AgentProgram): Promise<AgentHome> => {
  const known = readHome(dataDir);
  const at = (server ?? known?.server ?? '').replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]+$/.test(at)) throw new AgentRefused('请用 --server 写明服务器地址，例如 http://192.168.1.10:8080。 / Give the server with --server, e.g. http://192.168.1.10:8080.');
  const home = pair === null ? known && { ...known, server: at } : await pairWith(at, pair, device);
  if (home === null) throw new AgentRefused('还没有配对：请在“设备”页做一个配对码，用 --pair 写上。 / Not paired yet: make a code on the page Devices and give it with --pair.');
  writeHome(dataDir, home);
  return home;
};

/** Jobs expire by the server's clock; a kiosk's own small computer may have lost its battery. Answers of HTTP carry the time to a second. */
const serverClock = (server: string): Clock & { readonly set: () => Promise<void> } => {
  const apart = { ms: 0 };
  return {
    ...systemClock,
    now: () => Date.now() + apart.ms,
    set: async () => {
      const asked = Date.now();
      const there = Date.parse((await fetch(`${server}/api/health`).catch(() => null))?.headers.get('date') ?? '');
      if (!Number.isNaN(there)) apart.ms = Math.abs(there - asked) < 2_000 ? 0 : there - (asked + Date.now()) / 2;
    },
  };
};

/** Runs the devices of a hall from a computer of their own. Rejects with AgentRefused when it cannot begin; afterwards it goes on through every outage. */
export const runAgent = async (program: AgentProgram): Promise<{ readonly device: string; readonly close: () => Promise<void> }> => {
  const home = await homeOf(program);
  const clock = serverClock(home.server);
  const folder = join(program.dataDir, 'spool');
  mkdirSync(folder, { recursive: true });
  const { link, socket } = socketLink(home.server, home.token, home.device);
  const agent = await startAgent({ link, spool: diskSpoolFile(folder), clock, simulators: program.simulators, ports: pluggedPorts, rolls: rollFile(folder) });
  const state: { said: string; retry: NodeJS.Timeout | undefined } = { said: '', retry: undefined };
  const say = (line: string): void => {
    if (line !== state.said) program.say(line);
    state.said = line;
  };
  socket.on('connect', () => {
    void clock.set();
    say(`已连上 ${home.server}。 / Connected to ${home.server}.`);
  });
  socket.on('disconnect', () => say('连接断了，会自动恢复。 / The line is lost; it comes back by itself.'));
  socket.on('connect_error', (error) => {
    if (socket.active) return say(`${home.server} 没有回音，会一直重试。 / ${home.server} does not answer; it is tried again and again.`);
    say(`服务器不让进（${error.message}）：配对可能已收回，请重新配对。 / The server says no (${error.message}): the pairing may have been taken back; pair again.`);
    state.retry = setTimeout(() => socket.connect(), retryMs);
  });
  await clock.set();
  socket.connect();
  return { device: home.device, close: async () => {
    clearTimeout(state.retry);
    await agent.close();
    socket.disconnect();
  } };
};
