import type { DeviceFault } from '../../contract/device-jobs.ts';
import type { Clock } from '../device/clock.ts';
import { within } from '../device/clock.ts';
import type { Opening, Transport, Wire, WireListener, WriteOutcome } from './transport.ts';

/** The device's end of a memory cable. */
export interface FarEnd {
  onBytes(bytes: Uint8Array): void;
}

/** A cable inside the process: the near end is a Transport, the far end belongs to a simulator. It can stall, break and be refused. */
export class MemoryCable implements Transport {
  readonly #clock: Clock;
  readonly #far: FarEnd;
  #listener: WireListener | null = null;
  #refusal: DeviceFault | null = null;
  #stalled = false;

  constructor(clock: Clock, far: FarEnd) {
    this.#clock = clock;
    this.#far = far;
  }

  async open(listener: WireListener): Promise<Opening> {
    if (this.#refusal !== null) return { ok: false, fault: this.#refusal };
    if (this.#listener !== null) return { ok: false, fault: 'port-busy' };
    this.#listener = listener;
    return { ok: true, wire: this.#wireFor(listener) };
  }

  /** The far end speaks; nobody hears it while no wire is open. */
  send(bytes: Uint8Array): void {
    const listener = this.#listener;
    queueMicrotask(() => {
      if (this.#listener === listener) listener?.onData(bytes);
    });
  }

  /** A stalled cable takes no bytes, like a peer that holds its BUSY line. */
  stall(on: boolean): void {
    this.#stalled = on;
  }

  /** Pulls the plug; `plug` puts it back. Openings in between are refused with the fault given. */
  unplug(fault: DeviceFault = 'port-missing'): void {
    const listener = this.#listener;
    this.#listener = null;
    this.#refusal = fault;
    listener?.onClose();
  }

  plug(): void {
    this.#refusal = null;
  }

  #wireFor(listener: WireListener): Wire {
    return {
      write: (bytes, withinMs) => within(this.#clock, withinMs, this.#carry(listener, bytes), 'stalled'),
      close: async () => {
        if (this.#listener === listener) this.#listener = null;
      },
    };
  }

  #carry(listener: WireListener, bytes: Uint8Array): Promise<WriteOutcome> {
    if (this.#listener !== listener) return Promise.resolve('closed');
    if (this.#stalled) return new Promise(() => undefined);
    this.#far.onBytes(bytes);
    return Promise.resolve(this.#listener === listener ? 'written' : 'closed');
  }
}
