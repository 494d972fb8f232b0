import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { io } from 'socket.io-client';
import { instant } from '../../server/domain/brands.ts';
import { processClock } from '../../server/engine/process-clock.ts';
import { openHall } from '../../server/engine/open-hall.ts';
import { agentView } from '../../server/live/agent-view.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { Chance } from '../support/sim-chance.ts';
import { freePort, gone, startHall } from './children.ts';
import type { Served } from './children.ts';
import { judge } from './hardware-checks.ts';
import type { Evidence, Verdict } from './hardware-checks.ts';
import { buildHardware } from './hardware-hall.ts';
import type { HardwareSize } from './hardware-hall.ts';
import { clerkAtKeypad, clerkAtPage, press, visitors } from './hardware-people.ts';
import type { Diary, Stage } from './hardware-people.ts';
import { HardwareTroubles } from './hardware-troubles.ts';
import { MortalAgent } from './mortal-agent.ts';

export interface HardwareDay { readonly folder: string; readonly size: HardwareSize; readonly seconds: number; readonly seed: number; readonly serverKills: number; readonly timed: boolean; readonly told: (line: string) => void }
export interface DayEnd extends Verdict { readonly troubles: Readonly<Record<string, number>>; readonly kills: { readonly agent: number; readonly server: number }; readonly alarmsSeen: readonly string[]; readonly alarmsLeft: readonly string[] }

const hallId = 'demo';
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
/** A ticket that nobody could print is over a minute after it was taken; boards are drawn anew within seconds. */
const settleMost = { ms: 120_000, quietMs: 25_000, quietFewMs: 10_000 } as const;
/** After a restart all boards of a line get their pictures again. */
const redrawnMs = 10_000;
const ofDevices = new Set(['printer', 'board', 'device', 'agent-gone']);

interface Dying { readonly server: { now: Served }; readonly startServer: () => Promise<Served>; readonly seconds: number; readonly kills: number; readonly troubles: HardwareTroubles; readonly told: () => void }
/** The day goes by, and the server is killed in it, evenly. */
const serverDies = async ({ server, startServer, seconds, kills, troubles, told }: Dying): Promise<void> => {
  const begun = Date.now();
  for (let kill = 0; kill <= kills; kill += 1) {
    for (const until = begun + (seconds * 1_000 * (kill + 1)) / (kills + 1); Date.now() < until;) {
      await pause(Math.min(30_000, until - Date.now() + 1));
      told();
    }
    if (kill === kills) return;
    const trouble = { what: 'server', kind: 'kill -9', from: Date.now(), to: Infinity };
    troubles.all.push(trouble);
    server.now.child.kill('SIGKILL');
    await gone(server.now.child);
    server.now = await startServer();
    trouble.to = Date.now() + redrawnMs;
  }
};

/** Nothing is on its way to paper any more, and no device is said to be ill, for a while. */
const settled = async (dataDir: string, quietMs: number, calm: () => boolean): Promise<void> => {
  const database = new Database(join(dataDir, 'paihao.db'), { readonly: true });
  const open = database.prepare<[], { readonly n: number }>("SELECT count(*) AS n FROM ticket WHERE live = 1 AND body ->> '$.print.state' IN ('issued', 'printing')");
  const begun = Date.now();
  for (let quiet = begun; Date.now() - quiet < quietMs && Date.now() - begun < settleMost.ms;) {
    await pause(500);
    if (!calm() || (open.get()?.n ?? 0) > 0) quiet = Date.now();
  }
  database.close();
};

/** What the database says in the end, held against what happened. */
const judged = async ({ dataDir, ...seen }: Omit<Evidence, 'hall' | 'view' | 'journal'> & { readonly dataDir: string }): Promise<Verdict> => {
  const store = openSqliteStore({ dataDir });
  const engine = await openHall(store, processClock, hallId as never, null);
  const journal = await store.journal(engine.id, 0, 1_000_000);
  await store.close();
  return judge({ ...seen, hall: engine.hall, view: agentView(engine.hall, 'agent-1' as never, instant(engine.hall.at)), journal });
};

const tickMs = 50;
const lateMs = 150;
/** The simulated devices live in this process: while it gets no turn they answer late, as no real board does because a test computer is busy. */
const watchMachine = (troubles: HardwareTroubles): (() => void) => {
  const last = { at: Date.now() };
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last.at > tickMs + lateMs) troubles.all.push({ what: 'machine', kind: 'late', from: last.at, to: now });
    last.at = now;
  }, tickMs);
  return () => clearInterval(timer);
};

/** A day's hardware at true line speed: what is shortened is the day, not the bytes. */
export const playHardwareDay = async ({ folder, size, seconds, seed, serverKills, timed, told }: HardwareDay): Promise<DayEnd> => {
  const [dataDir, agentDir] = [join(folder, 'data'), join(folder, 'agent')];
  for (const path of [dataDir, agentDir]) mkdirSync(path, { recursive: true });
  const chance = new Chance(seed);
  const hardware = await buildHardware(folder, size, seed);
  const heard = { said: '' };
  const port = await freePort();
  const startServer = async (): Promise<Served> => {
    const served = await startHall(dataDir, hardware.file, { core: null, env: { LOG_LEVEL: 'info', PUBLIC_URL: `http://127.0.0.1:${port}` } }, port);
    served.child.stdout?.on('data', (bytes: Buffer) => { heard.said += bytes.toString(); });
    return served;
  };
  const server = { now: await startServer() };
  const base = `http://127.0.0.1:${port}`;
  const diary: Diary = { taken: new Map(), keys: [], cards: [], over: false };
  const stage: Stage = { base, hall: hallId, hardware, diary, chance };
  const signIn = async (staffNumber: string): Promise<string> => (await press(base, '/sessions', { staffNumber, pin: '246810' })).body.token ?? '';
  const manager = await signIn('4001');
  const { code = '' } = (await press(base, `/halls/${hallId}/pairing-codes`, { kind: 'agent', device: 'agent-1' }, manager)).body;
  const agent = new MortalAgent(['--server', base, '--data', agentDir], chance, [45_000, 90_000]);
  await agent.start(['--pair', code]);

  const alarms = { seen: new Set<string>(), now: [] as string[] };
  const looker = io(`${base}/manager`, { transports: ['websocket'], forceNew: true, auth: { token: manager } });
  looker.on('view', (view: { readonly alarms: readonly { readonly kind: string; readonly about: string }[] }) => {
    alarms.now = view.alarms.filter(({ kind }) => ofDevices.has(kind)).map(({ kind, about }) => `${kind} ${about}`);
    for (const { kind } of view.alarms) if (ofDevices.has(kind)) alarms.seen.add(kind);
  });

  const atKeypad = new Set(hardware.keypads.map(({ counter }) => counter));
  const lanes: Promise<void>[] = [];
  for (const [n, counter] of hardware.counters.entries()) {
    const token = await signIn(String(1001 + n));
    await press(base, `/halls/${hallId}/counters/${counter}/sign-in`, {}, token);
    lanes.push(atKeypad.has(counter) ? clerkAtKeypad(stage, counter) : clerkAtPage(stage, counter, token));
  }
  for (let n = 1; n <= size.printers; n += 1) lanes.push(visitors(stage, `kiosk-${n}`));
  const troubles = new HardwareTroubles(hardware, new Chance(seed + 1));
  troubles.begin();
  agent.doom();
  const stopWatching = watchMachine(troubles);
  const begun = Date.now();
  // At first every board gets its first picture.
  troubles.all.push({ what: 'agent', kind: 'start', from: 0, to: begun + 15_000 });
  await serverDies({ server, startServer, seconds, kills: serverKills, troubles, told: () => told(`${Math.round((Date.now() - begun) / 1_000)} s: ${diary.taken.size} numbers, ${diary.keys.length} keys, ${diary.cards.length} cards, ${troubles.all.length} troubles, ${agent.kills} kills of the agent`) });
  stopWatching();
  diary.over = true;
  const endedAt = Date.now();
  await Promise.all(lanes);
  await agent.spare();
  await troubles.end();
  for (const { from, to } of agent.gone) troubles.all.push({ what: 'agent', kind: 'kill -9', from, to: to + redrawnMs });
  told('everything is mended; waiting for the last papers and pictures');
  // A short line is drawn anew sooner than one of 32 boards.
  await settled(dataDir, Math.max(...size.boards) > 16 ? settleMost.quietMs : settleMost.quietFewMs, () => alarms.now.length === 0);
  looker.disconnect();
  const alarmsLeft = [...alarms.now];
  await agent.close();
  server.now.child.kill('SIGTERM');
  await gone(server.now.child);

  const verdict = await judged({ dataDir, diary, hardware, troubles, folder, said: heard.said + agent.said, endedAt, timed });
  await hardware.close();
  const counts: Record<string, number> = {};
  for (const { what, kind } of troubles.all) counts[`${what.split(' ')[0] ?? ''} ${kind}`] = (counts[`${what.split(' ')[0] ?? ''} ${kind}`] ?? 0) + 1;
  for (const { counts: own } of hardware.printers) for (const [kind, times] of own) counts[`printer ${kind}`] = (counts[`printer ${kind}`] ?? 0) + times;
  return { ...verdict, faults: [...verdict.faults, ...alarmsLeft.map((one) => `the alarm ${one} stayed`)], troubles: counts, kills: { agent: agent.kills, server: serverKills }, alarmsSeen: [...alarms.seen].sort(), alarmsLeft };
};
