import type { DeviceFault } from '../../contract/device-jobs.ts';
import type { Transport, Wire } from '../transport/transport.ts';
import type { Clock } from './clock.ts';
import { pause, within } from './clock.ts';
import type { AnswerListener, LineAnswer, LineFrame } from './line-frame.ts';
import { LineKeeper } from './line-keeper.ts';

/** One wish to send something to the device at an address. */
export interface BusTurn {
  readonly address: number;
  /** Asked before each choice, because what waits may become more urgent. The highest goes first, among equals the oldest. */
  readonly urgency: () => number;
  /** Asked when the turn has come, so that only the newest is ever sent; null when there is nothing to send any more. */
  readonly frame: () => LineFrame | null;
}

/** `sent`: the device can't answer. `down`: the line went, some bytes may have arrived. `nothing`: there was nothing to send. `crowded`: too many turns wait. */
export type BusOutcome = 'confirmed' | 'sent' | 'refused' | 'no-answer' | 'down' | 'nothing' | 'crowded';
export interface BusWatcher { onUp(): void; onDown(fault: DeviceFault): void }

export interface BusOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Of the serial line; null where only the far side knows (tcp); asked each time the line stands where it is found out. */
  readonly baud: number | null | (() => number);
}

// Modbus wants 3.5 characters of silence between frames; 5 ms covers them at 9600 baud with a margin for the adapter.
const leastGapMs = 5;
const gapCharacters = 3.5;
const bitsPerByte = 10;
/** Onbon's document (8.8) waits 2 s for a board that nobody has heard yet. */
const firstReplyMs = 2_000;
/** An answer that missed its time may come this much later, and must not be taken for the answer to the next frame. */
const lateMs = 500;
const writeMs = 2_000;
/** Room on the line for the answer: Onbon's are 31 bytes before escaping. */
const answerBytes = 40;
const mostTurns = 1_024;
const leastUnanswered = 6;

interface Waiting extends BusTurn { readonly order: number; readonly tell: (outcome: BusOutcome) => void }
/** `resting`: a late answer may still come. */
interface Device { met: boolean; silent: number; resting: boolean; /** How often it was given the whole time of a first contact. */ heardOut: number }

/**
 * One RS-485 line with its devices: one frame at a time, silence between frames, and each device heard out before the next is
 * asked. A device that was silent twice gets its turn only when nobody else wants one, because each silence costs all of them time;
 * somebody's call on it goes before what nobody waits for, or the redrawing of thirty boards would keep it dark.
 */
export class LineBus {
  readonly #clock: Clock;
  readonly #keeper: LineKeeper;
  readonly #baud: BusOptions['baud'];
  #msPerByte = 0;
  #gapMs = leastGapMs;
  readonly #watchers = new Set<BusWatcher>();
  readonly #devices = new Map<number, Device>();
  readonly #waiting = new Set<Waiting>();
  #order = 0;
  /** Frames in a row that no device answered. */
  #unanswered = 0;
  #hear: ((bytes: Uint8Array) => void) | null = null;
  #giveUp: (() => void) | null = null;
  /** Ends the longer wait of a first contact. */
  #hurry: (() => void) | null = null;
  #working = false;
  #closed = false;

  constructor({ transport, clock, baud }: BusOptions) {
    this.#clock = clock;
    this.#baud = baud;
    this.#setPace();
    this.#keeper = new LineKeeper(transport, clock, { onData: (bytes) => this.#hear?.(bytes), onUp: () => this.#up(), onDown: (fault) => this.#down(fault) });
    void this.#keeper.ensure();
  }

  get isUp(): boolean {
    return this.#keeper.wire !== null;
  }

  /** The answer takes the watcher off. */
  watch(watcher: BusWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Resolves when the frame was answered, or given up. Never rejects. */
  ask(turn: BusTurn): Promise<BusOutcome> {
    if (this.#closed || !this.isUp) return Promise.resolve('down');
    if (this.#waiting.size >= mostTurns) return Promise.resolve('crowded');
    return new Promise((resolve) => {
      this.#waiting.add({ ...turn, order: (this.#order += 1), tell: resolve });
      if (this.#somebodyWaits()) this.#hurry?.();
      void this.#work();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#abandon();
    await this.#keeper.close();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let turn = this.#choose(); turn !== null; turn = this.#choose()) {
      this.#waiting.delete(turn);
      const wire = this.#keeper.wire;
      const frame = wire === null ? null : turn.frame();
      if (wire === null) turn.tell('down');
      else if (frame === null) turn.tell('nothing');
      else await this.#send(wire, this.#device(turn.address), frame, turn.tell);
    }
    this.#working = false;
  }

  /** Null while nobody may be asked. */
  #choose(): Waiting | null {
    const ready = [...this.#waiting].filter((turn) => !this.#device(turn.address).resting);
    const rated = ready.map((turn) => {
      const urgency = turn.urgency();
      return { turn, urgency, rank: 2 * Number(urgency > 0) + Number(this.#device(turn.address).silent < 2) };
    });
    return rated.sort((a, b) => b.rank - a.rank || b.urgency - a.urgency || a.turn.order - b.turn.order)[0]?.turn ?? null;
  }

  async #send(wire: Wire, device: Device, frame: LineFrame, tell: (outcome: BusOutcome) => void): Promise<void> {
    const listen = frame.answer?.() ?? null;
    const answer = listen === null ? null : this.#answerOf(listen);
    const lineMs = frame.bytes.length * this.#msPerByte;
    const begun = this.#clock.now();
    const written = await wire.write(frame.bytes, writeMs);
    if (written !== 'written') {
      await this.#lose(wire, written === 'stalled' ? 'no-answer' : 'offline');
      return tell('down');
    }
    // Many adapters say "written" when the bytes lie in their own memory: the line is busy for as long as it needs.
    const restMs = Math.min(lineMs, Math.max(0, lineMs - (this.#clock.now() - begun)));
    if (answer === null) {
      this.#keeper.steady();
      tell('sent');
      return pause(this.#clock, restMs + this.#gapMs);
    }
    const heard = await this.#hearOut(device, answer, restMs + answerBytes * this.#msPerByte, frame.replyMs);
    this.#hear = null;
    tell(await this.#outcome(heard, wire, device));
    await pause(this.#clock, this.#gapMs);
  }

  /** A device that nobody has met yet may think longer, but not while people wait for others on the line. */
  async #hearOut(device: Device, answer: Promise<LineAnswer | 'down'>, wireMs: number, replyMs: number): Promise<LineAnswer | 'down' | 'late'> {
    const soon = await within(this.#clock, wireMs + replyMs, answer, 'late' as const);
    if (soon !== 'late' || device.met || device.heardOut >= 2 || replyMs >= firstReplyMs || this.#somebodyWaits()) return soon;
    const hurried = new Promise<'late'>((resolve) => { this.#hurry = () => resolve('late'); });
    const ended = within(this.#clock, firstReplyMs - replyMs, answer, 'over' as const);
    const heard = await Promise.race([ended, hurried]);
    this.#hurry = null;
    if (heard === 'over') device.heardOut += 1;
    return heard === 'over' ? 'late' : heard;
  }

  /** Somebody called at the counter of a device that answers. */
  #somebodyWaits(): boolean {
    return [...this.#waiting].some((turn) => turn.urgency() > 0 && !this.#device(turn.address).resting && this.#device(turn.address).silent < 2);
  }

  async #outcome(heard: LineAnswer | 'down' | 'late', wire: Wire, device: Device): Promise<BusOutcome> {
    if (heard === 'down') return 'down';
    if (heard === 'late') return this.#silent(wire, device);
    this.#unanswered = 0;
    device.met = true;
    device.silent = 0;
    this.#keeper.steady();
    return heard.kind === 'ack' ? 'confirmed' : 'refused';
  }

  #answerOf(listen: AnswerListener): Promise<LineAnswer | 'down'> {
    return new Promise((resolve) => {
      this.#giveUp = () => resolve('down');
      this.#hear = (bytes) => {
        const answer = listen(bytes);
        if (answer !== null) resolve(answer);
      };
    });
  }

  async #silent(wire: Wire, device: Device): Promise<BusOutcome> {
    device.silent += 1;
    device.resting = true;
    this.#clock.after(lateMs, () => {
      device.resting = false;
      void this.#work();
    });
    this.#unanswered += 1;
    // When nobody answers any more it is rather the line: a vanished port or a dead connection looks just like that.
    if (this.#unanswered < Math.max(leastUnanswered, 3 * this.#devices.size)) return 'no-answer';
    return this.#lose(wire, 'no-answer');
  }

  async #lose(wire: Wire, fault: DeviceFault): Promise<BusOutcome> {
    await this.#keeper.drop(wire, fault);
    return 'down';
  }

  #device(address: number): Device {
    const known = this.#devices.get(address) ?? { met: false, silent: 0, resting: false, heardOut: 0 };
    this.#devices.set(address, known);
    return known;
  }

  /** A line whose speed is found out has it only once it stands. */
  #setPace(): void {
    const baud = typeof this.#baud === 'function' ? this.#baud() : this.#baud;
    this.#msPerByte = baud === null ? 0 : (bitsPerByte * 1_000) / baud;
    this.#gapMs = Math.max(leastGapMs, gapCharacters * this.#msPerByte);
  }

  #up(): void {
    this.#setPace();
    for (const watcher of this.#watchers) watcher.onUp();
  }

  /** Nobody knows what hangs on the line when it comes back. */
  #down(fault: DeviceFault): void {
    this.#abandon();
    for (const watcher of this.#watchers) watcher.onDown(fault);
  }

  #abandon(): void {
    this.#unanswered = 0;
    this.#devices.clear();
    this.#hear = null;
    this.#giveUp?.();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const turn of waiting) turn.tell('down');
  }
}
