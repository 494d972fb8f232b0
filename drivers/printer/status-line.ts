import type { Clock } from '../device/clock.ts';
import { pause, within } from '../device/clock.ts';
import type { Wire } from '../transport/transport.ts';
import type { PrinterStatus, Question, StatusEvent } from './escpos-status.ts';
import { decodeAuto, decodeRealTime, inLinePaperRequest, isClean, realTimeRequest, StatusReader } from './escpos-status.ts';
import type { PrinterProfile } from './profiles.ts';

export interface StatusTimings {
  /** How long a real-time answer may take. */
  readonly answerMs: number;
  /** Silence after which nothing more belongs to an earlier question. */
  readonly quietMs: number;
  /** How long a printer with nothing left to print may take to answer an in-line question. */
  readonly settleMs: number;
}

type Waiter = (byte: number | null) => void;

/** Questions and answers on a printer's line. One question at a time: the answers do not say what they answer. */
export class StatusLine {
  readonly #clock: Clock;
  readonly #profile: PrinterProfile;
  readonly #timings: StatusTimings;
  readonly #onAuto: (status: PrinterStatus) => void;
  readonly #reader = new StatusReader();
  #realTime: Waiter | null = null;
  #inLine: Waiter | null = null;

  constructor(clock: Clock, profile: PrinterProfile, timings: StatusTimings, onAuto: (status: PrinterStatus) => void) {
    this.#clock = clock;
    this.#profile = profile;
    this.#timings = timings;
    this.#onAuto = onAuto;
  }

  feed(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const event = this.#reader.push(byte);
      if (event !== null) this.#take(event);
    }
  }

  /** The line is gone: whoever waits for an answer need not wait for the deadline. */
  lost(): void {
    this.#reader.reset();
    this.#realTime?.(null);
    this.#inLine?.(null);
  }

  /** Null when the printer gave no usable answer, asked twice. Only between jobs: inside data the question would be eaten as data. */
  async status(wire: Wire): Promise<PrinterStatus | null> {
    const first = await this.#askAll(wire);
    if (first !== null) return first;
    await pause(this.#clock, this.#timings.quietMs);
    return this.#askAll(wire);
  }

  /** Listens from now on, so that an answer cannot come before the listener. Never settles by itself unless the line goes. */
  inLineAnswer(): Promise<number | null> {
    return new Promise((resolve) => {
      this.#inLine = resolve;
    });
  }

  /**
   * After a job whose confirmation never came, an old answer may still be on its way and must not confirm the next job. Asks in
   * line and waits for silence: nothing is left to print between the two answers, so they cannot be far apart.
   */
  async settle(wire: Wire): Promise<boolean> {
    const answer = this.inLineAnswer();
    await wire.write(inLinePaperRequest, this.#timings.answerMs);
    if ((await within(this.#clock, this.#timings.settleMs, answer, null)) === null) return false;
    await pause(this.#clock, this.#timings.quietMs);
    return true;
  }

  async #askAll(wire: Wire): Promise<PrinterStatus | null> {
    this.#reader.reset();
    const n1 = await this.#ask(wire, 1);
    if (n1 === null) return null;
    const n4 = await this.#ask(wire, 4);
    if (n4 === null) return null;
    if (isClean(n1, n4)) return decodeRealTime({ n1, n4 }, this.#profile);
    // Some models know only 1 and 4 (Maxim MOB-58 manual, p. 13), so the reasons are asked for only when there is something to explain.
    const n2 = await this.#ask(wire, 2);
    const n3 = await this.#ask(wire, 3);
    return decodeRealTime({ n1, n4, ...(n2 === null ? {} : { n2 }), ...(n3 === null ? {} : { n3 }) }, this.#profile);
  }

  async #ask(wire: Wire, question: Question): Promise<number | null> {
    const answer = new Promise<number | null>((resolve) => {
      this.#realTime = resolve;
    });
    const written = await wire.write(realTimeRequest(question), this.#timings.answerMs);
    const byte = written === 'written' ? await within(this.#clock, this.#timings.answerMs, answer, null) : null;
    this.#realTime = null;
    return byte;
  }

  #take(event: StatusEvent): void {
    if (event.kind === 'real-time') this.#realTime?.(event.byte);
    else if (event.kind === 'in-line') this.#inLine?.(event.byte);
    else if (event.kind === 'auto') this.#onAuto(decodeAuto(event.bytes, this.#profile));
  }
}
