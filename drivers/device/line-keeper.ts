import type { DeviceFault } from '../../contract/device-jobs.ts';
import type { Opening, Transport, Wire } from '../transport/transport.ts';
import type { Cancel, Clock } from './clock.ts';

const firstRetryMs = 500;
const lastRetryMs = 10_000;

export interface LineEvents {
  onData(bytes: Uint8Array): void;
  onUp(): void;
  onDown(fault: DeviceFault): void;
}

/** Keeps one line to a device open: dials again after a loss, first after 0.5 s, then ever slower up to 10 s. */
export class LineKeeper {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #events: LineEvents;
  #wire: Wire | null = null;
  #opening: Promise<Opening> | null = null;
  #cancelRetry: Cancel = () => undefined;
  #retryMs = firstRetryMs;
  #closed = false;

  constructor(transport: Transport, clock: Clock, events: LineEvents) {
    this.#transport = transport;
    this.#clock = clock;
    this.#events = events;
  }

  /** The open wire, or null while there is none. */
  get wire(): Wire | null {
    return this.#wire;
  }

  /** The open wire, or a new one dialled at once whatever the back-off says: somebody is waiting for paper. */
  async ensure(): Promise<Opening> {
    if (this.#closed) return { ok: false, fault: 'offline' };
    if (this.#wire !== null) return { ok: true, wire: this.#wire };
    this.#opening ??= this.#dial().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** Gives the wire up because the device behaves as if it were gone. */
  async drop(wire: Wire, fault: DeviceFault): Promise<void> {
    if (this.#wire !== wire) return;
    this.#lost(fault);
    await wire.close();
  }

  /** The device answered: the next loss begins with the short delay again. */
  steady(): void {
    this.#retryMs = firstRetryMs;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry();
    const wire = this.#wire;
    this.#wire = null;
    await wire?.close();
  }

  async #dial(): Promise<Opening> {
    this.#cancelRetry();
    const state: { wire: Wire | null; gone: boolean } = { wire: null, gone: false };
    const opening = await this.#transport.open({
      onData: (bytes) => {
        if (!this.#closed && this.#wire === state.wire) this.#events.onData(bytes);
      },
      onClose: () => {
        state.gone = true;
        if (state.wire !== null && this.#wire === state.wire) this.#lost('offline');
      },
    });
    if (this.#closed && opening.ok) await opening.wire.close();
    if (this.#closed) return { ok: false, fault: 'offline' };
    if (!opening.ok || state.gone) {
      const fault = opening.ok ? 'offline' : opening.fault;
      this.#lost(fault);
      return { ok: false, fault };
    }
    state.wire = opening.wire;
    this.#wire = opening.wire;
    this.#events.onUp();
    return opening;
  }

  #lost(fault: DeviceFault): void {
    this.#wire = null;
    if (this.#closed) return;
    this.#cancelRetry = this.#clock.after(this.#retryMs, () => void this.ensure());
    this.#retryMs = Math.min(lastRetryMs, this.#retryMs * 2);
    this.#events.onDown(fault);
  }
}
