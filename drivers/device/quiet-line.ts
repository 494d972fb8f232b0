import type { DeviceFault } from '../../contract/device-jobs.ts';
import type { Transport, Wire } from '../transport/transport.ts';
import type { Cancel, Clock } from './clock.ts';
import { LineKeeper } from './line-keeper.ts';

/** Between two feelings for a line that says nothing. */
const feelMs = 5_000;
const feelWithinMs = 2_000;

export interface QuietEvents {
  onData(bytes: Uint8Array): void;
  onUp(): void;
  onDown(fault: DeviceFault): void;
}

/**
 * A line to a device that only speaks and is never asked. Nobody tells when such a line vanishes: a pseudo-terminal stays open
 * without an event, and some adapters do. So it writes nothing at all from time to time, which fails where the port is gone.
 */
export class QuietLine {
  readonly #clock: Clock;
  readonly #keeper: LineKeeper;
  #cancelFeel: Cancel = () => undefined;
  #closed = false;

  constructor(transport: Transport, clock: Clock, events: QuietEvents) {
    this.#clock = clock;
    this.#keeper = new LineKeeper(transport, clock, {
      onData: (bytes) => {
        this.#keeper.steady();
        events.onData(bytes);
      },
      onUp: () => events.onUp(),
      onDown: (fault) => events.onDown(fault),
    });
    void this.#keeper.ensure();
    this.#feelLater();
  }

  get wire(): Wire | null {
    return this.#keeper.wire;
  }

  async drop(wire: Wire, fault: DeviceFault): Promise<void> {
    await this.#keeper.drop(wire, fault);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelFeel();
    await this.#keeper.close();
  }

  #feelLater(): void {
    if (this.#closed) return;
    this.#cancelFeel = this.#clock.after(feelMs, () => {
      void this.#feel().then(() => this.#feelLater());
    });
  }

  async #feel(): Promise<void> {
    const wire = this.#keeper.wire;
    if (wire === null) return;
    if ((await wire.write(new Uint8Array(), feelWithinMs)) === 'written') this.#keeper.steady();
    else await this.#keeper.drop(wire, 'offline');
  }
}
