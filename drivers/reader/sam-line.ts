import type { Clock } from '../device/clock.ts';
import { within } from '../device/clock.ts';
import type { Wire } from '../transport/transport.ts';
import type { SamReply } from './sam-frame.ts';
import { SamReader, samRequests } from './sam-frame.ts';

type Question = keyof typeof samRequests;

/** Codes that may answer each question. A reply that comes late stands out by its code, because a module answers in order. */
const answers: Readonly<Record<Question, readonly number[]>> = { status: [0x90, 0x60], find: [0x9f, 0x80], select: [0x90, 0x81], read: [0x90, 0x41] };
/** A read brings text and photo, the others eight bytes at most: so a late card is no answer to anything else. */
const mostData = 8;

export interface SamTimings {
  /** How long a short reply may take. */
  readonly answerMs: number;
  /** How long a card may take: reading over the air, and 1,295 bytes at 9,600 baud. */
  readonly readMs: number;
}

/** Questions and answers on a reader's line, one at a time. */
export class SamLine {
  readonly #clock: Clock;
  readonly #timings: SamTimings;
  readonly #reader = new SamReader();
  #waiter: ((reply: SamReply | null) => void) | null = null;

  constructor(clock: Clock, timings: SamTimings) {
    this.#clock = clock;
    this.#timings = timings;
  }

  /** What comes unasked is let go. */
  feed(bytes: Uint8Array): void {
    if (this.#waiter === null) return;
    const [reply] = this.#reader.push(bytes);
    if (reply !== undefined) this.#waiter(reply);
  }

  /** The line is gone: whoever waits for an answer need not wait for the deadline. */
  lost(): void {
    this.#waiter?.(null);
  }

  /** Null when nothing came in time, or something that cannot be the answer. */
  async ask(wire: Wire, question: Question): Promise<SamReply | null> {
    this.#reader.reset();
    const answered = new Promise<SamReply | null>((resolve) => {
      this.#waiter = resolve;
    });
    const ms = question === 'read' ? this.#timings.readMs : this.#timings.answerMs;
    const outcome = await wire.write(samRequests[question], this.#timings.answerMs);
    const reply = outcome === 'written' ? await within(this.#clock, ms, answered, null) : null;
    this.#waiter = null;
    this.#reader.reset();
    if (reply === null) return null;
    const fits = answers[question].includes(reply.code) && (question === 'read' || reply.data.length <= mostData);
    if (!fits) reply.data.fill(0);
    return fits ? reply : null;
  }
}
