import iconv from 'iconv-lite';
import type { Clock } from '../device/clock.ts';
import type { MouthFault } from './sim-mouth.ts';
import { SimMouth } from './sim-mouth.ts';

export interface SimScannerOptions {
  readonly clock: Clock;
  /** Seeds the garbage. */
  readonly seed?: number;
  /** How it was set up with its setup codes. */
  readonly suffix?: '\r' | '\r\n' | '\n' | '';
  readonly encoding?: 'utf8' | 'gb18030';
}

/** A scanner that sends the real bytes of what is held before it, in one go or in pieces. */
export class SimScanner {
  readonly #options: SimScannerOptions;
  readonly #mouth: SimMouth;
  readonly #listeners = new Set<() => void>();
  #last: string | null = null;
  #scans = 0;

  constructor(options: SimScannerOptions) {
    this.#options = options;
    this.#mouth = new SimMouth(options.clock, options.seed ?? 1, () => this.#tell());
  }

  /** Where its codes go; one line at a time. */
  connect(out: (bytes: Uint8Array) => void): void {
    this.#mouth.connect(out);
  }

  /** For drawing: what was scanned last, and how often. */
  get state(): { readonly last: string | null; readonly scans: number; readonly faults: readonly MouthFault[] } {
    return { last: this.#last, scans: this.#scans, faults: this.#mouth.faults };
  }

  /** Called after each change; the answer takes the listener off. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setFault(fault: MouthFault, on: boolean): void {
    this.#mouth.setFault(fault, on);
  }

  /** `piece`: bytes sent at a time, as adapters cut a code up. */
  scan(text: string, piece = Number.POSITIVE_INFINITY): void {
    const bytes = iconv.encode(text + (this.#options.suffix ?? '\r'), this.#options.encoding ?? 'utf8');
    this.#last = text;
    this.#scans += 1;
    for (let at = 0; at < bytes.length; at += piece) this.#mouth.say(Uint8Array.from(bytes.subarray(at, at + piece)));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
