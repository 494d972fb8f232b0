import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HallEngine } from '../../server/engine/hall-engine.ts';
import { printSettled } from '../../server/domain/paper.ts';
import { PtyPrinter } from '../support/pty-printer.ts';
import { realHouse } from '../support/running-house.ts';
import type { RealHouse } from '../support/running-house.ts';
import { Chance } from '../support/sim-chance.ts';
import { MortalAgent } from './mortal-agent.ts';
import { faultOf } from './print-storm-checks.ts';
import { TroubledPrinter } from './print-storm-faults.ts';
import { writeStormHall } from './print-storm-hall.ts';

export interface PrintStorm { readonly folder: string; readonly jobs: number; readonly printers: number; readonly seed: number; readonly told: (line: string) => void }
export interface StormEnd { readonly jobs: number; readonly states: Readonly<Record<string, number>>; readonly kills: number; readonly troubles: Readonly<Record<string, number>>; readonly slips: number; readonly seconds: number; readonly faults: readonly string[] }

const profiles = ['generic-80', 'epson-tm-80', 'snbc-80', 'xprinter-80', 'generic-58', 'sprt-80', 'epson-tm-80', 'xprinter-58'];
/** 38400 baud, as docs/devices.md advises. */
const baud = 38_400;
/** Tickets that a kiosk's printer has not ended yet; a visitor waits for the paper. */
const mostWaiting = 3;

type Answer = { readonly token?: string; readonly code?: string; readonly ticket?: { readonly id: string } };
const poster = (house: RealHouse) => async (path: string, body: object, token: string | null = null): Promise<Answer> => {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...(token === null ? {} : { Authorization: `Bearer ${token}` }) };
  return (await fetch(`${house.address}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<Answer>;
};

/** When each ticket was taken and when its print was last told about, by the hall's own commits. */
class Watch {
  readonly taken = new Map<string, number>();
  readonly settled = new Map<string, number>();
  readonly #engine: HallEngine;
  readonly #waiting = new Set<() => void>();
  constructor(engine: HallEngine) {
    this.#engine = engine;
    engine.onCommit((entries) => {
      for (const { event } of entries) if (event.type === 'print-reported') this.settled.set(event.ticketId, Date.now());
      for (const look of [...this.#waiting]) look();
    });
  }
  get open(): readonly string[] { return [...this.taken.keys()].filter((id) => { const print = this.#engine.hall.tickets.get(id as never)?.print; return print == null || !printSettled(print); }); }
  /** Resolves after a commit after which it holds. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** Plays it and says what was wrong. Throws when it cannot begin. */
export const playPrintStorm = async ({ folder, jobs, printers, seed, told }: PrintStorm): Promise<StormEnd> => {
  const begun = Date.now();
  mkdirSync(folder, { recursive: true });
  const chance = new Chance(seed);
  const troubled = Array.from({ length: printers }, (_, n) => {
    const printer = new PtyPrinter({ path: join(folder, `printer-${n + 1}`), profile: profiles[n % profiles.length] ?? '', baud, seed: seed + n });
    return new TroubledPrinter(printer, new Chance(seed * 31 + n));
  });
  for (const { printer } of troubled) await printer.plug();
  const hall = writeStormHall(folder, troubled.map(({ printer: { path, sim } }, n) => ({ id: `printer-${n + 1}`, profile: sim.profile.id, path })));
  const house = await realHouse(hall.file);
  const engine = [...house.house.halls.values()][0];
  if (engine === undefined) throw new Error('the storm has no hall');
  const post = poster(house);
  const manager = (await post('/sessions', { staffNumber: '4001', pin: '246810' })).token ?? '';
  const { code = '' } = await post(`/halls/${engine.id}/pairing-codes`, { kind: 'agent', device: 'agent-1' }, manager);
  const agent = new MortalAgent(['--server', house.address, '--data', join(folder, 'agent')], chance, [3_000, 12_000]);
  await agent.start(['--pair', code]);

  const watch = new Watch(engine);
  for (const one of troubled) one.begin();
  agent.doom();
  const left = { jobs };
  const lane = async (n: number): Promise<void> => {
    const token = (await post('/devices/pair', { code: 'demo-kiosk', device: `kiosk-${n + 1}` })).token ?? '';
    const own = new Set<string>();
    while (left.jobs > 0) {
      left.jobs -= 1;
      const { ticket } = await post(`/halls/${engine.id}/tickets`, { serviceId: chance.oneOf(hall.services) }, token);
      if (ticket === undefined) throw new Error('a kiosk gave no number');
      watch.taken.set(ticket.id, Date.now());
      own.add(ticket.id);
      if (watch.taken.size % 100 === 0) told(`${watch.taken.size} numbers taken, ${agent.kills} kills, ${Math.round((Date.now() - begun) / 1_000)} s`);
      await watch.until(() => watch.open.filter((id) => own.has(id)).length < mostWaiting);
      // The next visitor steps up.
      await new Promise((resolve) => { setTimeout(resolve, chance.between(100, 1_500)); });
    }
  };
  await Promise.all(troubled.map((_, n) => lane(n)));
  await agent.spare();
  for (const one of troubled) await one.end();
  await watch.until(() => watch.open.length === 0);
  // Only now nothing can come after: the agent ends what it has in hand, and then is gone.
  await agent.close();

  const tickets = [...watch.taken.keys()].map((id) => engine.hall.tickets.get(id as never));
  const faults = tickets.flatMap((ticket) => (ticket === undefined ? ['a ticket is gone'] : faultOf(ticket, watch.taken.get(ticket.id) ?? 0, watch.settled.get(ticket.id) ?? Infinity, troubled) ?? []));
  const counted = (words: Iterable<string>): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
    return counts;
  };
  const troubles = counted(troubled.flatMap(({ counts }) => [...counts].flatMap(([what, times]) => Array.from({ length: times }, () => what))));
  const slips = troubled.reduce((sum, { printer: { sim } }) => sum + sim.cutCount, 0);
  for (const { printer } of troubled) await printer.pull();
  await house.close();
  return { jobs: tickets.length, states: counted(tickets.map((ticket) => ticket?.print?.state ?? 'none')), kills: agent.kills, troubles, slips, seconds: Math.round((Date.now() - begun) / 1_000), faults };
};
