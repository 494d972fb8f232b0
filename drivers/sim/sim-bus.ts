import type { DeviceFault } from '../../contract/device-jobs.ts';
import type { Clock } from '../device/clock.ts';
import { pause, within } from '../device/clock.ts';
import type { Opening, Transport, Wire, WireListener, WriteOutcome } from '../transport/transport.ts';

/** A device on a shared line: it hears what everybody says, the others' answers included. */
export interface BusStation {
  receive(bytes: Uint8Array): void;
  /** Where its own words go. */
  connect(say: (bytes: Uint8Array) => void): void;
}

/** Real clocks tell whole milliseconds only. */
const clockStepMs = 1;

interface Spoken { readonly until: number; spoiled: boolean }

/**
 * A two-wire line shared by many devices, at its own speed: bytes take their time, and who speaks while another does spoils both.
 * Its near end is a Transport. A baud rate of null is a line without a speed.
 */
export class SimBus implements Transport {
  readonly #clock: Clock;
  readonly #msPerByte: number;
  readonly #stations = new Set<BusStation>();
  #listener: WireListener | null = null;
  #refusal: DeviceFault | null = null;
  #stalled = false;
  #last: Spoken = { until: -Infinity, spoiled: false };
  #carried = 0;
  #collisions = 0;
  #shortestSilence = Infinity;

  constructor(clock: Clock, baud: number | null) {
    this.#clock = clock;
    this.#msPerByte = baud === null ? 0 : 10_000 / baud;
  }

  /** Bytes that went over the line, both ways. */
  get carried(): number {
    return this.#carried;
  }
  get collisions(): number {
    return this.#collisions;
  }
  /** The least time between the end of one frame and the begin of the near end's next. */
  get shortestSilence(): number {
    return this.#shortestSilence;
  }

  attach(station: BusStation): void {
    this.#stations.add(station);
    station.connect((bytes) => void this.#speak(bytes, station));
  }

  async open(listener: WireListener): Promise<Opening> {
    if (this.#refusal !== null) return { ok: false, fault: this.#refusal };
    if (this.#listener !== null) return { ok: false, fault: 'port-busy' };
    this.#listener = listener;
    return { ok: true, wire: this.#wireFor(listener) };
  }

  /** A stalled line takes no bytes. */
  stall(on: boolean): void {
    this.#stalled = on;
  }

  /** Pulls the adapter out; `plug` puts it back. */
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
      write: (bytes, withinMs) => within(this.#clock, withinMs + bytes.length * this.#msPerByte, this.#write(listener, bytes), 'stalled'),
      close: async () => {
        if (this.#listener === listener) this.#listener = null;
      },
    };
  }

  async #write(listener: WireListener, bytes: Uint8Array): Promise<WriteOutcome> {
    if (this.#listener !== listener) return 'closed';
    if (this.#stalled) return new Promise(() => undefined);
    this.#shortestSilence = Math.min(this.#shortestSilence, this.#clock.now() - this.#last.until);
    await this.#speak(bytes, null);
    return this.#listener === listener ? 'written' : 'closed';
  }

  async #speak(bytes: Uint8Array, speaker: BusStation | null): Promise<void> {
    const now = this.#clock.now();
    const said: Spoken = { until: now + bytes.length * this.#msPerByte, spoiled: this.#last.until > now + clockStepMs };
    if (said.spoiled) {
      this.#collisions += 1;
      this.#last.spoiled = true;
    }
    this.#last = said;
    this.#carried += bytes.length;
    const near = this.#listener;
    if (this.#msPerByte > 0) await pause(this.#clock, bytes.length * this.#msPerByte);
    else await Promise.resolve();
    const heard = said.spoiled ? bytes.map((byte) => byte ^ 0x55) : bytes;
    for (const station of this.#stations) if (station !== speaker) station.receive(heard);
    if (speaker !== null && this.#listener === near) near?.onData(heard);
  }
}
