import type { DeviceHealth, DeviceReport } from '../../contract/device-jobs.ts';
import type { Clock } from './clock.ts';

type Standing = Omit<DeviceReport, 'device'>;

/** How one device stands by its own last word, and what was seen of it since this program runs. */
export class Condition {
  readonly #device: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #onDevice: (report: DeviceReport) => void;
  #last: DeviceReport;
  #lastSeen: number | null = null;
  #lastGood: number | null = null;
  #done = 0;
  #faults = 0;
  #closed = false;

  /** `onDevice` is called when the condition changed, never twice with the same one. */
  constructor(device: string, clock: Pick<Clock, 'now'>, onDevice: (report: DeviceReport) => void) {
    this.#device = device;
    this.#clock = clock;
    this.#onDevice = onDevice;
    this.#last = { device, state: 'unknown' };
  }

  /** As last confirmed. */
  get report(): DeviceReport {
    return this.#last;
  }

  get health(): DeviceHealth {
    return { device: this.#device, lastSeen: this.#lastSeen, lastGood: this.#lastGood, done: this.#done, faults: this.#faults, rollMm: null };
  }

  set(standing: Standing): void {
    const { state, fault, warning } = this.#last;
    const same = standing.state === state && standing.fault === fault && standing.warning === warning;
    if (standing.state === 'ok' || standing.state === 'warning') this.seen();
    if (same) return;
    if (standing.state === 'fault') this.#faults += 1;
    this.#last = { device: this.#device, ...standing };
    if (!this.#closed) this.#onDevice(this.#last);
  }

  /** It said something. */
  seen(): void {
    this.#lastSeen = this.#clock.now();
  }

  /** It did what it is there for, by its own word. */
  good(): void {
    this.seen();
    this.#lastGood = this.#lastSeen;
    this.#done += 1;
  }

  /** Nothing more is told. */
  close(): void {
    this.#closed = true;
  }
}
