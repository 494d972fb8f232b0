import type { DeviceFault, DeviceHealth, DeviceReport } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import { Condition } from '../device/condition.ts';
import { LineKeeper } from '../device/line-keeper.ts';
import type { Transport, Wire } from '../transport/transport.ts';
import type { ReadCard } from './resident-card.ts';
import { readCard } from './resident-card.ts';
import type { SamReply } from './sam-frame.ts';
import type { SamTimings } from './sam-line.ts';
import { SamLine } from './sam-line.ts';

const timings: SamTimings = { answerMs: 1_000, readMs: 4_000 };
const pollMs = 500;
/** Unanswered questions in a row after which the line is dialled anew, because a port that vanished looks just like that. */
const patience = 2;
const triesTold = 2;

export interface IdReaderOptions {
  readonly device: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Called when the reader's condition changed, never twice with the same one. */
  readonly onDevice: (report: DeviceReport) => void;
  /** Called once for each card laid. The loop forgets the card when this returns, and writes nothing of it anywhere. */
  readonly onCard: (card: ReadCard) => void;
  /** Called when a card lies there that can't be read. */
  readonly onUnread: () => void;
}

/**
 * One resident ID reader: looks for a card, selects it, reads it. Most modules find a card only once until it leaves; for those that
 * find it again and again, it must be gone once before the next reading.
 */
export class IdReaderLoop {
  readonly #options: IdReaderOptions;
  readonly #keeper: LineKeeper;
  readonly #line: SamLine;
  readonly #condition: Condition;
  #cancelPoll: Cancel = () => undefined;
  /** The module has passed its self-test since it was last silent. */
  #proven = false;
  /** A card that was read may still lie there. */
  #done = false;
  #silent = 0;
  /** Tries in vain to read the card that lies there. */
  #unread = 0;
  #closed = false;

  constructor(options: IdReaderOptions) {
    this.#options = options;
    this.#condition = new Condition(options.device, options.clock, options.onDevice);
    this.#line = new SamLine(options.clock, timings);
    this.#keeper = new LineKeeper(options.transport, options.clock, {
      onData: (bytes) => this.#line.feed(bytes),
      onUp: () => undefined,
      onDown: (fault) => this.#down(fault),
    });
    void this.#keeper.ensure();
    this.#pollLater();
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
    this.#cancelPoll();
    this.#line.lost();
    await this.#keeper.close();
  }

  #pollLater(): void {
    if (this.#closed) return;
    this.#cancelPoll = this.#options.clock.after(pollMs, () => {
      void this.#look().then(() => this.#pollLater());
    });
  }

  async #look(): Promise<void> {
    const wire = this.#keeper.wire;
    if (wire === null) return;
    if (!this.#proven) this.#proven = await this.#test(wire);
    if (!this.#proven) return;
    const found = await this.#ask(wire, 'find');
    if (found === null) return;
    this.#condition.seen();
    if (found.code === 0x80) {
      this.#done = false;
      this.#unread = 0;
    } else if (!this.#done && !(await this.#read(wire))) this.#missedCard();
  }

  /** Whether the module says that it is fit. */
  async #test(wire: Wire): Promise<boolean> {
    const reply = await this.#ask(wire, 'status');
    if (reply?.code === 0x60) this.#condition.set({ state: 'fault', fault: 'module-fault' });
    if (reply?.code === 0x90) this.#condition.set({ state: 'ok' });
    return reply?.code === 0x90;
  }

  /** Whoever laid it waits: after the second try in vain they are told, once for each card. */
  #missedCard(): void {
    this.#unread += 1;
    if (this.#unread === triesTold) this.#options.onUnread();
  }

  /** Whether a card was read. One taken away half way, or of a kind nobody knows, is passed over; the next look tries again. */
  async #read(wire: Wire): Promise<boolean> {
    const selected = await this.#ask(wire, 'select');
    const reply = selected?.code === 0x90 ? await this.#ask(wire, 'read') : null;
    if (reply?.code !== 0x90) return false;
    const reading = readCard(reply.data);
    reply.data.fill(0);
    if (!reading.ok) return false;
    this.#done = true;
    this.#condition.good();
    this.#options.onCard(reading.card);
    return true;
  }

  async #ask(wire: Wire, question: Parameters<SamLine['ask']>[1]): Promise<SamReply | null> {
    const reply = await this.#line.ask(wire, question);
    if (this.#closed) return null;
    if (reply === null) await this.#missed(wire);
    else {
      this.#silent = 0;
      this.#keeper.steady();
    }
    return reply;
  }

  async #missed(wire: Wire): Promise<void> {
    this.#silent += 1;
    this.#proven = false;
    if (this.#silent < patience) return;
    this.#silent = 0;
    await this.#keeper.drop(wire, 'no-answer');
  }

  #down(fault: DeviceFault): void {
    this.#proven = false;
    this.#silent = 0;
    this.#line.lost();
    this.#condition.set({ state: 'fault', fault });
  }
}
