import { rmSync, symlinkSync } from 'node:fs';
import { SerialPort } from 'serialport';
import { systemClock } from '../../drivers/device/clock.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { SimPrinter } from '../../drivers/sim/sim-printer.ts';
import { openPtyPair } from './pty-pair.ts';
import type { PtyPair } from './pty-pair.ts';

const tickMs = 10;

/** A simulated printer behind a pseudo-terminal, fed no faster than its line; `path` keeps its name when the cable is pulled out and put back. */
export class PtyPrinter {
  readonly path: string;
  readonly sim: SimPrinter;
  readonly #perTick: number;
  #pair: PtyPair | null = null;
  #port: SerialPort | null = null;
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
    this.sim.connect((bytes) => void this.#port?.write(Buffer.from(bytes)));
  }

  async plug(): Promise<void> {
    if (this.#pair !== null) return;
    const pair = await openPtyPair();
    this.#pair = pair;
    const port = new SerialPort({ path: pair.b, baudRate: 115_200, autoOpen: false });
    port.on('error', () => undefined);
    port.on('data', (bytes: Buffer) => void this.#coming.push(...bytes));
    await new Promise<void>((resolve, reject) => { port.open((error) => (error === null ? resolve() : reject(error))); });
    this.#port = port;
    this.#tick = setInterval(() => this.#feed(), tickMs);
    symlinkSync(pair.a, this.path);
  }

  /** What was on its way is lost; what the printer has, it has. */
  async pull(): Promise<void> {
    const [pair, port] = [this.#pair, this.#port];
    if (pair === null) return;
    this.#pair = null;
    this.#port = null;
    this.#coming = [];
    clearInterval(this.#tick);
    rmSync(this.path, { force: true });
    await pair.close();
    await new Promise<void>((resolve) => { if (port?.isOpen === true) port.close(() => resolve()); else resolve(); });
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
