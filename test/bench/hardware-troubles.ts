import { simBoardFaults } from '../../drivers/sim/sim-board.ts';
import type { Chance } from '../support/sim-chance.ts';
import type { Hardware } from './hardware-hall.ts';

export interface Trouble { readonly what: string; readonly kind: string; readonly from: number; to: number }
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
const inputFaults = ['silent', 'garbage', 'slow'] as const;
const readerFaults = [...inputFaults, 'module', 'finds-again'] as const;

/** Troubles of boards, lines, keypads and readers, each mended after a while. Printers have their own (print-storm-faults.ts). */
export class HardwareTroubles {
  readonly all: Trouble[] = [];
  readonly #hardware: Hardware;
  readonly #chance: Chance;
  #over = false;
  #lanes: Promise<void>[] = [];
  constructor(hardware: Hardware, chance: Chance) {
    this.#hardware = hardware;
    this.#chance = chance;
  }

  begin(): void {
    const { boards, buses, keypads, readers, printers } = this.#hardware;
    for (const one of printers) one.begin();
    this.#lanes = [
      this.#lane([2_000, 8_000], [3_000, 12_000], async () => {
        const board = this.#chance.oneOf(boards);
        const fault = this.#chance.oneOf(simBoardFaults);
        if (board === undefined || fault === undefined || board.sim.faults.length > 0) return null;
        board.sim.setFault(fault, true);
        return { what: `board ${board.counter}`, kind: fault, mend: async () => board.sim.setFault(fault, false) };
      }),
      this.#lane([40_000, 80_000], [2_000, 5_000], async () => {
        const n = Math.floor(this.#chance.between(0, buses.length));
        await buses[n]?.pull();
        return { what: `bus ${n}`, kind: 'pulled', mend: async () => void (await buses[n]?.plug()) };
      }),
      this.#lane([8_000, 20_000], [2_000, 8_000], async () => {
        const pad = this.#chance.oneOf(keypads);
        const fault = this.#chance.oneOf([...inputFaults, 'pulled'] as const);
        if (pad === undefined || fault === undefined) return null;
        if (fault === 'pulled') await pad.line.pull();
        else pad.sim.setFault(fault, true);
        return { what: `keypad ${pad.counter}`, kind: fault, mend: async () => (fault === 'pulled' ? pad.line.plug() : pad.sim.setFault(fault, false)) };
      }),
      this.#lane([8_000, 20_000], [2_000, 8_000], async () => {
        const reader = this.#chance.oneOf(readers);
        const fault = this.#chance.oneOf([...readerFaults, 'pulled'] as const);
        if (reader === undefined || fault === undefined) return null;
        if (fault === 'pulled') await reader.line.pull();
        else reader.sim.setFault(fault, true);
        return { what: `reader ${reader.counter}`, kind: fault, mend: async () => (fault === 'pulled' ? reader.line.plug() : reader.sim.setFault(fault, false)) };
      }),
    ];
  }

  /** Everything is mended and stays so. */
  async end(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#lanes);
    for (const one of this.#hardware.printers) await one.end();
  }

  /** Whether anything was wrong with one of these at any time between. */
  touches(whats: readonly string[], from: number, to: number): boolean {
    return this.all.some((trouble) => whats.includes(trouble.what) && trouble.from <= to && trouble.to >= from);
  }

  /** The troubles of these that ended last before a moment, for whoever has to explain what came after. */
  lately(whats: readonly string[], at: number): string {
    const past = this.all.filter(({ what, from }) => whats.includes(what) && from <= at).sort((a, b) => b.to - a.to).slice(0, 3);
    return past.map(({ what, kind, from, to }) => `${what} ${kind}, ${Math.round((at - from) / 1_000)} s before${to < at ? ` until ${Math.round((at - to) / 1_000)} s before` : ', still'}`).join('; ');
  }

  async #lane(between: readonly [number, number], lasts: readonly [number, number], strike: () => Promise<{ readonly what: string; readonly kind: string; readonly mend: () => Promise<void> } | null>): Promise<void> {
    while (!this.#over) {
      await this.#rest(this.#chance.between(...between));
      if (this.#over) return;
      const from = Date.now();
      const struck = await strike();
      if (struck === null) continue;
      const trouble: Trouble = { what: struck.what, kind: struck.kind, from, to: Infinity };
      this.all.push(trouble);
      await this.#rest(this.#chance.between(...lasts));
      await struck.mend();
      trouble.to = Date.now();
    }
  }

  async #rest(ms: number): Promise<void> {
    for (const until = Date.now() + ms; Date.now() < until && !this.#over;) await pause(Math.min(250, until - Date.now() + 1));
  }
}
