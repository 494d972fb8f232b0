import { systemClock } from '../../drivers/device/clock.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { SimPrinter } from '../../drivers/sim/sim-printer.ts';
import { PtyLine } from './pty-line.ts';

const tickMs = 10;

/** A simulated printer behind a pseudo-terminal, fed no faster than its line. */
export class PtyPrinter {
  readonly path: string;
  readonly sim: SimPrinter;
  readonly #line: PtyLine;
  readonly #perTick: number;
  #coming: number[] = [];
  #tick: NodeJS.Timeout | undefined;
  #off = false;

  /** `baud` paces the way to the printer; a pseudo-terminal has no speed of its own. */
  constructor(options: { readonly path: string; readonly profile: string; readonly baud: number; readonly seed: number }) {
    const profile = printerProfiles.get(options.profile);
    if (profile === undefined) throw new Error(`no printer profile ${options.profile}`);
    this.path = options.path;
    this.sim = new SimPrinter({ profile, clock: systemClock, seed: options.seed, keep: 100_000 });
    this.#perTick = Math.max(1, Math.round((options.baud / 10) * (tickMs / 1_000)));
    this.#line = new PtyLine(options.path, (bytes) => void this.#coming.push(...bytes));
    this.sim.connect((bytes) => this.#line.send(bytes));
  }

  async plug(): Promise<void> {
    this.#tick ??= setInterval(() => this.#feed(), tickMs);
    await this.#line.plug();
  }

  /** What was on its way is lost; what the printer has, it has. */
  async pull(): Promise<void> {
    clearInterval(this.#tick);
    this.#tick = undefined;
    this.#coming = [];
    await this.#line.pull();
  }

  /** Off: what it had received is lost, and what comes meanwhile. */
  power(on: boolean): void {
    this.#off = !on;
    if (!on) this.sim.powerCycle();
  }

  #feed(): void {
    const bytes = this.#coming.splice(0, this.#perTick);
    if (bytes.length > 0 && !this.#off) this.sim.receive(Uint8Array.from(bytes));
  }
}
