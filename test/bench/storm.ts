import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { enterHall, writeBenchHall } from './bench-hall.ts';
import type { HallTokens } from './bench-hall.ts';
import { freePort, gone, startHall, stop } from './children.ts';
import type { Served } from './children.ts';
import { acceptedOf, answeredOtherwise, JournalReader, lostOrDoubled, ticketsNotFound } from './storm-checks.ts';
import { sendOnce, StormPeople } from './storm-presses.ts';
import type { Press } from './storm-presses.ts';
import { StormScreens } from './storm-screens.ts';

export interface StormOptions {
  /** An empty folder for the hall file and the data directory. */
  readonly folder: string;
  readonly rounds: number;
  /** Gives numbers from 0 to 1; its seed belongs to the caller, who prints it. */
  readonly random: () => number;
  readonly kiosks?: number;
  readonly counters?: number;
  readonly told?: (round: Round) => void;
}
/** `inDoubt`: presses without an answer. `done`: how many of them had been committed all the same. */
export interface Round { readonly round: number; readonly killedAfterMs: number; readonly acknowledged: number; readonly inDoubt: number; readonly done: number; readonly startMs: number; readonly faults: readonly string[] }

const storyMs = { least: 60, most: 900 } as const;
const screensWithinMs = 10_000;
const sampled = 12;

const killed = async (server: Served): Promise<void> => {
  server.child.kill('SIGKILL');
  await gone(server.child);
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends what was not answered again, and once more: the second answer is the first one's. */
const settleDoubts = async (people: StormPeople, doubts: readonly Press[]): Promise<readonly string[]> => {
  for (const press of doubts) {
    press.answer = await sendOnce(press);
    people.answered(press);
  }
  const silent = doubts.filter((press) => press.answer === null).map((press) => `${press.kind} was not answered after the restart either`);
  const refused = doubts.filter((press) => press.answer !== null && press.answer.status >= 300).map((press) => `${press.kind} again was refused: ${press.answer?.body.slice(0, 160) ?? ''}`);
  return [...silent, ...refused, ...(await answeredOtherwise(doubts))];
};

const check = async (people: StormPeople, fresh: readonly Press[], journal: JournalReader, base: string): Promise<readonly string[]> => {
  await journal.readOn();
  const all = acceptedOf(people.presses);
  const extra = journal.effectsOf() - all.length;
  const some = fresh.filter((_, i) => i % Math.max(1, Math.floor(fresh.length / sampled)) === 0);
  return [
    ...journal.faults.splice(0), ...lostOrDoubled(journal, all), ...(await ticketsNotFound(base, some)), ...(await answeredOtherwise(some)),
    ...(extra === 0 ? [] : [`the journal has ${extra} effects more than presses that were accepted`]),
  ];
};

/** Everything a storm needs once the server stands. */
interface Scene { readonly port: number; readonly dataDir: string; readonly hallFile: string; readonly tokens: HallTokens; readonly people: StormPeople; readonly screens: StormScreens; readonly journal: JournalReader; readonly zoneOf: (counter: string) => string }

const playRound = async (scene: Scene, server: Served, round: number, random: () => number): Promise<{ readonly server: Served; readonly round: Round }> => {
  const { people, journal, screens, zoneOf } = scene;
  const killedAfterMs = Math.round(storyMs.least + random() * (storyMs.most - storyMs.least));
  const before = people.presses.length;
  const pressing = people.press();
  await pause(killedAfterMs);
  await killed(server);
  people.stop();
  await pressing;
  const again = await startHall(scene.dataDir, scene.hallFile, { core: null }, scene.port);
  const base = `http://127.0.0.1:${scene.port}`;
  const fresh = people.presses.slice(before);
  const doubts = fresh.filter((press) => press.answer === null);
  await journal.readOn();
  const done = journal.effectsOf() - acceptedOf(people.presses).length;
  const faults = [...(await settleDoubts(people, doubts)), ...(await check(people, fresh, journal, base)), ...(await screens.differences(journal.calls(), zoneOf, screensWithinMs))];
  return { server: again, round: { round, killedAfterMs, acknowledged: fresh.length - doubts.length, inDoubt: doubts.length, done, startMs: Math.round(again.startMs), faults } };
};

/**
 * Kills the server (SIGKILL) in the middle of issues and calls, starts it again, and looks whether anything that was
 * acknowledged is missing, changed or doubled, and whether every display is right again. Over and over on the same data.
 */
export const playStorm = async ({ folder, rounds, random, kiosks = 3, counters = 6, told }: StormOptions): Promise<readonly Round[]> => {
  const hallFile = writeBenchHall(folder);
  const hall = parse(readFileSync(hallFile, 'utf8')) as HallConfig;
  const zones = new Map<string, string>(hall.counters.map((c) => [c.id, c.zone]));
  const port = await freePort();
  const dataDir = `${folder}/data`;
  let server = await startHall(dataDir, hallFile, { core: null }, port);
  const tokens = await enterHall(port);
  const scene: Scene = {
    port, dataDir, hallFile, tokens, people: new StormPeople(port, tokens, kiosks, counters), screens: new StormScreens(port, tokens.display, hall.zones.map((z) => z.id)),
    journal: new JournalReader(`http://127.0.0.1:${port}/api/halls/${hall.id}/journal`, tokens.manager), zoneOf: (counter) => zones.get(counter) ?? '',
  };
  const played: Round[] = [];
  try {
    for (let n = 1; n <= rounds; n += 1) {
      const one = await playRound(scene, server, n, random);
      server = one.server;
      played.push(one.round);
      told?.(one.round);
    }
  } finally {
    scene.screens.close();
    await stop(server.child);
  }
  return played;
};
