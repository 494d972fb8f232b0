import type { DeviceFault, DeviceHealth, DeviceReport } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import { Condition } from '../device/condition.ts';
import { QuietLine } from '../device/quiet-line.ts';
import type { Transport } from '../transport/transport.ts';
import { CodeSplitter } from './code-splitter.ts';

/** Longer than the pauses USB adapters make inside a code (16 ms), far shorter than a hand between two. */
const idleMs = 50;

export interface ScannerOptions {
  readonly device: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Called when the scanner's condition changed, never twice with the same one. */
  readonly onDevice: (report: DeviceReport) => void;
  /** Called once for each code scanned; it may hold what a person would not want in a log. */
  readonly onCode: (text: string) => void;
}

/** A code scanner on a serial or virtual port. It can't be asked how it is: `unknown` until its first code, then `ok` while its line stands. */
export class Scanner {
  readonly #options: ScannerOptions;
  readonly #line: QuietLine;
  readonly #splitter = new CodeSplitter();
  readonly #condition: Condition;
  #cancelIdle: Cancel = () => undefined;
  #closed = false;

  constructor(options: ScannerOptions) {
    this.#options = options;
    this.#condition = new Condition(options.device, options.clock, options.onDevice);
    this.#line = new QuietLine(options.transport, options.clock, {
      onData: (bytes) => this.#heard(bytes),
      onUp: () => this.#condition.set({ state: 'unknown' }),
      onDown: (fault) => this.#down(fault),
    });
  }

  get health(): DeviceHealth {
    return this.#condition.health;
  }

  /** As last confirmed. */
  get report(): DeviceReport {
    return this.#condition.report;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#condition.close();
    this.#cancelIdle();
    await this.#line.close();
  }

  #heard(bytes: Uint8Array): void {
    this.#cancelIdle();
    this.#tell(this.#splitter.push(bytes));
    this.#cancelIdle = this.#options.clock.after(idleMs, () => this.#tell(this.#splitter.end()));
  }

  #tell(codes: readonly string[]): void {
    for (const code of codes) {
      if (this.#closed) return;
      this.#condition.set({ state: 'ok' });
      this.#condition.good();
      this.#options.onCode(code);
    }
  }

  /** Half a code is none: its other half went with the line. */
  #down(fault: DeviceFault): void {
    this.#cancelIdle();
    this.#splitter.end();
    this.#condition.set({ state: 'fault', fault });
  }
}
