import type { DeviceFault, DeviceHealth, DeviceReport } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import { pause } from '../device/clock.ts';
import { Condition } from '../device/condition.ts';
import { QuietLine } from '../device/quiet-line.ts';
import type { Transport } from '../transport/transport.ts';
import type { KeyName } from './key-names.ts';
import type { KeyFrame } from './keypad-frame.ts';
import { displayFrame, KeyReader, pollFrame } from './keypad-frame.ts';
import type { KeypadProfile } from './keypad-profile.ts';

/** Silence that ends a half frame: no keypad pauses so long inside one. */
const idleMs = 100;
/** Between two frames sent, so that keypads on an RS-485 line tell them apart at 9,600 baud. */
const gapMs = 10;
const writeMs = 1_000;
/** A keypad that was switched off and on shows nothing, and does not say so. */
const refreshMs = 60_000;
/** Some keypads send each press two or three times for safety; two presses by hand are further apart. */
const bounceMs = 80;
/** Polls without an answer after which a keypad counts as gone. */
const patience = 3;

export interface SerialKeypadsOptions {
  readonly profile: KeypadProfile;
  /** All keypads of one line; their addresses differ. */
  readonly keypads: readonly { readonly device: string; readonly address: number }[];
  readonly transport: Transport;
  readonly clock: Clock;
  /** Called when a keypad's condition changed, never twice with the same one. */
  readonly onDevice: (report: DeviceReport) => void;
  readonly onKey: (device: string, key: KeyName) => void;
}

interface Held {
  readonly device: string;
  readonly address: number;
  readonly condition: Condition;
  shows: string | null;
  /** What it said last, and when. */
  pressed: KeyName | null;
  pressedAt: number;
  unanswered: number;
}

/** The keypads of one serial line, one or several, which speak by themselves or are asked in turn, as their profile says. */
export class SerialKeypads {
  readonly #options: SerialKeypadsOptions;
  readonly #line: QuietLine;
  readonly #reader: KeyReader;
  readonly #held: readonly Held[];
  #turn: Promise<void> = Promise.resolve();
  #waiting = 0;
  #asked = 0;
  #cancelIdle: Cancel = () => undefined;
  #cancelPoll: Cancel = () => undefined;
  #cancelRefresh: Cancel = () => undefined;
  #closed = false;

  constructor(options: SerialKeypadsOptions) {
    this.#options = options;
    this.#reader = new KeyReader(options.profile);
    this.#held = options.keypads.map(({ device, address }) => ({ device, address, condition: new Condition(device, options.clock, options.onDevice), shows: null, pressed: null, pressedAt: 0, unanswered: 0 }));
    this.#line = new QuietLine(options.transport, options.clock, {
      onData: (bytes) => this.#heard(bytes),
      onUp: () => this.#up(),
      onDown: (fault) => this.#down(fault),
    });
    this.#pollLater();
    this.#refreshLater();
  }

  /** As last confirmed; those of keypads that only speak are `unknown` until their first key. */
  get reports(): readonly DeviceReport[] {
    return this.#held.map(({ condition }) => condition.report);
  }

  get health(): readonly DeviceHealth[] {
    return this.#held.map(({ condition }) => condition.health);
  }

  /** Puts a text on a keypad's own display, as far as that can show it; kept and sent again after a loss. */
  show(device: string, shows: string): void {
    const held = this.#held.find((one) => one.device === device);
    if (held === undefined || held.shows === shows) return;
    held.shows = shows;
    this.#sendShown(held);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { condition } of this.#held) condition.close();
    for (const cancel of [this.#cancelIdle, this.#cancelPoll, this.#cancelRefresh]) cancel();
    await this.#line.close();
  }

  #heard(bytes: Uint8Array): void {
    this.#cancelIdle();
    for (const frame of this.#reader.push(bytes)) this.#take(frame);
    this.#cancelIdle = this.#options.clock.after(idleMs, () => this.#reader.reset());
  }

  /** Frames of strangers on the line are theirs. */
  #take(frame: KeyFrame): void {
    const held = this.#held.find(({ address }) => address === frame.address);
    if (held === undefined) return;
    const wasGone = held.condition.report.state === 'fault';
    held.unanswered = 0;
    held.condition.set({ state: 'ok' });
    if (wasGone) this.#sendShown(held);
    const isNew = this.#isNew(held, frame.key);
    held.pressed = frame.key;
    if (isNew) held.pressedAt = this.#options.clock.now();
    if (frame.key === null || !isNew) return;
    held.condition.good();
    this.#options.onKey(held.device, frame.key);
  }

  /** Of a keypad that is polled a key held down is one press, however long. */
  #isNew(held: Held, key: KeyName | null): boolean {
    if (key !== held.pressed) return true;
    return this.#options.profile.poll === null && Math.abs(this.#options.clock.now() - held.pressedAt) >= bounceMs;
  }

  #pollLater(): void {
    const { profile, clock } = this.#options;
    if (profile.poll === null || this.#closed) return;
    this.#cancelPoll = clock.after(profile.poll.everyMs, () => {
      this.#pollNext();
      this.#pollLater();
    });
  }

  /** Nobody is asked while something else is being sent: the line would fall behind. */
  #pollNext(): void {
    const held = this.#held[this.#asked % this.#held.length];
    if (held === undefined || this.#waiting > 0 || this.#line.wire === null) return;
    this.#asked += 1;
    if (held.unanswered >= patience) {
      held.pressed = null;
      held.condition.set({ state: 'fault', fault: 'no-answer' });
    }
    held.unanswered += 1;
    this.#send(pollFrame(this.#options.profile, held.address));
  }

  #refreshLater(): void {
    if (this.#options.profile.display === null || this.#closed) return;
    this.#cancelRefresh = this.#options.clock.after(refreshMs, () => {
      for (const held of this.#held) this.#sendShown(held);
      this.#refreshLater();
    });
  }

  #sendShown(held: Held): void {
    if (held.shows !== null) this.#send(displayFrame(this.#options.profile, held.address, held.shows));
  }

  /** One after the other. What cannot leave now need not leave later: displays are sent whole when the line is back. */
  #send(bytes: Uint8Array | null): void {
    if (bytes === null || this.#line.wire === null) return;
    this.#waiting += 1;
    this.#turn = this.#turn.then(async () => {
      const wire = this.#closed ? null : this.#line.wire;
      const outcome = wire === null ? null : await wire.write(bytes, writeMs);
      if (wire !== null && outcome === 'stalled') await this.#line.drop(wire, 'no-answer');
      if (outcome === 'written') await pause(this.#options.clock, gapMs);
      this.#waiting -= 1;
    });
  }

  #up(): void {
    this.#reader.reset();
    for (const held of this.#held) {
      held.unanswered = 0;
      if (this.#options.profile.poll === null) held.condition.set({ state: 'unknown' });
      this.#sendShown(held);
    }
  }

  #down(fault: DeviceFault): void {
    this.#cancelIdle();
    this.#reader.reset();
    for (const held of this.#held) held.condition.set({ state: 'fault', fault });
  }
}
