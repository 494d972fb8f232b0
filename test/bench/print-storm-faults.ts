import { simFaults } from '../../drivers/sim/sim-printer.ts';
import type { SimFault } from '../../drivers/sim/sim-printer.ts';
import type { Chance } from '../support/sim-chance.ts';
import type { PtyPrinter } from '../support/pty-printer.ts';

export type Trouble = SimFault | 'pulled' | 'power' | `later ${SimFault}`;
const troubles: readonly Trouble[] = [...simFaults, 'pulled', 'power', ...simFaults.map((fault) => `later ${fault}` as const)];

/** No printer starts faster. One that did could lose the middle of a ticket and confirm its end. */
const bootMs = 1_500;

/** One printer's bad day: trouble after trouble, each mended by somebody after a while. */
export class TroubledPrinter {
  readonly printer: PtyPrinter;
  /** Stretches in which its answers could mean anything, ms since 1970. */
  readonly garbled: { readonly from: number; to: number }[] = [];
  readonly counts = new Map<string, number>();
  readonly #chance: Chance;
  #timer: NodeJS.Timeout | undefined;
  #busy: Promise<void> = Promise.resolve();
  #over = false;

  constructor(printer: PtyPrinter, chance: Chance) {
    this.printer = printer;
    this.#chance = chance;
  }

  begin(): void { this.#next(); }

  /** Everything is mended and stays so. */
  async end(): Promise<void> {
    this.#over = true;
    clearTimeout(this.#timer);
    await this.#busy;
    await this.#mend();
    this.printer.sim.failAfter(1_000_000_000, 'silent');
  }

  #next(): void {
    this.#timer = setTimeout(() => { this.#busy = this.#trouble(); }, this.#chance.between(300, 5_000));
  }

  async #trouble(): Promise<void> {
    const trouble = this.#chance.oneOf(troubles) ?? 'power';
    this.counts.set(trouble, (this.counts.get(trouble) ?? 0) + 1);
    const { sim } = this.printer;
    if (trouble.endsWith('garbage')) this.garbled.push({ from: Date.now(), to: Infinity });
    if (trouble === 'pulled') await this.printer.pull();
    else if (trouble === 'power') this.printer.power(false);
    else if (trouble.startsWith('later ')) sim.failAfter(1 + Math.floor(this.#chance.between(0, 60)), trouble.slice('later '.length) as SimFault);
    else sim.setFault(trouble as SimFault, true);
    if (!this.#over) this.#timer = setTimeout(() => { this.#busy = this.#mend().then(() => (this.#over ? undefined : this.#next())); }, trouble === 'power' ? this.#chance.between(bootMs, 4_000) : this.#chance.between(200, 3_000));
  }

  async #mend(): Promise<void> {
    const { sim } = this.printer;
    this.printer.power(true);
    await this.printer.plug();
    for (const fault of sim.faults) sim.setFault(fault, false);
    for (const stretch of this.garbled) stretch.to = Math.min(stretch.to, Date.now());
  }
}
