import { BoardLoop } from '../../drivers/board/board-loop.ts';
import { codecFor } from '../../drivers/board/family-codec.ts';
import { encodeOnbon } from '../../drivers/board/onbon-frame.ts';
import type { Clock } from '../../drivers/device/clock.ts';
import { LineBus } from '../../drivers/device/line-bus.ts';
import { SimBoard } from '../../drivers/sim/sim-board.ts';
import { SimBus } from '../../drivers/sim/sim-bus.ts';
import type { Transport } from '../../drivers/transport/transport.ts';
import { boardProfile, pictureWith, red } from '../drivers/board/pictures.ts';

export const boardCount = 32;
export const baud = 9_600;
const profile = boardProfile('onbon-6k-64x16');

/** What became of one moment when everything on the line changed at once. */
export interface BusRound {
  /** From the press until the board of the counter that called shows it, and until it has confirmed it. */
  readonly calledMs: number;
  readonly confirmedMs: number;
  /** Until all boards show their pictures. */
  readonly allMs: number;
  /** What the line itself needs for all frames and answers, without any silence. */
  readonly limitMs: number;
  readonly longestFrame: number;
}

/** 32 boards that answer, on one line at 9600 baud. `reach` puts whatever lies between the bus and the line's near end. */
export class BoardHall {
  readonly line: SimBus;
  readonly #clock: Clock;
  readonly #boards: readonly SimBoard[];
  readonly #loops: readonly BoardLoop[];
  readonly #bus: LineBus;
  readonly #shown = new Map<number, string>();
  readonly #looks = new Set<() => void>();
  #newest = 1;

  constructor(clock: Clock, reach: (line: SimBus) => Transport) {
    this.#clock = clock;
    this.line = new SimBus(clock, baud);
    this.#boards = Array.from({ length: boardCount }, (_, at) => new SimBoard({ profile, address: at + 1, clock }));
    for (const board of this.#boards) {
      this.line.attach(board);
      board.onChange(() => this.#look());
    }
    this.#bus = new LineBus({ transport: reach(this.line), clock, baud });
    this.#loops = this.#boards.map(({ address }) => new BoardLoop({
      device: `b${address}`, address, profile, bus: this.#bus, clock, onDevice: () => undefined,
      onShown: ({ calls: [call = ''] }) => {
        this.#shown.set(address, call);
        this.#look();
      },
    }));
  }

  /** Every board shows its first picture. */
  async open(): Promise<void> {
    this.#wantAll(0);
    await this.#reached(() => this.#all((address) => this.#shown.get(address) === this.#number(address, 0)));
  }

  /** All boards but one get a new picture; `afterMs` later that one's counter calls. */
  async round(n: number, afterMs: number, pause: (ms: number) => Promise<void>): Promise<BusRound> {
    const called = 1 + ((n * 7) % boardCount);
    // A card that has just been drawn takes its next picture a second later; a counter does not call twice in one.
    await pause(1_000);
    this.#newest += 100;
    const begun = this.#clock.now();
    for (const { address } of this.#boards) if (address !== called) this.#want(address, n, this.#newest + (address % 50));
    await pause(afterMs);
    const pressed = this.#clock.now();
    this.#want(called, n, this.#newest + 90);
    const reads = (address: number): boolean => this.#boards[address - 1]?.face.pages[0]?.[0]?.text === `请${this.#number(address, n)}号`;
    const moments = await Promise.all([
      this.#reached(() => reads(called)), this.#reached(() => this.#shown.get(called) === this.#number(called, n)), this.#reached(() => this.#all(reads)),
    ]);
    await this.#reached(() => this.#all((address) => this.#shown.get(address) === this.#number(address, n)));
    const [shownAt, confirmedAt, allAt] = moments;
    return { calledMs: shownAt - pressed, confirmedMs: confirmedAt - pressed, allMs: allAt - begun, ...this.#limit(n) };
  }

  async close(): Promise<void> {
    for (const loop of this.#loops) loop.close();
    await this.#bus.close();
  }

  #limit(n: number): Pick<BusRound, 'limitMs' | 'longestFrame'> {
    const frames = this.#boards.map(({ address }) => codecFor(profile).frames(this.#picture(address, n, 1), this.#picture(address, n - 1, 1), address).frames.map(({ bytes }) => bytes.length));
    const answers = this.#boards.map(({ address }) => encodeOnbon({ to: 0x8000, from: address, reserved: 0, device: 0xfe, data: Uint8Array.of(0xa0, 0, 0, 0, 0) }, 9).length);
    const bytes = [...frames.flat(), ...answers].reduce((sum, length) => sum + length, 0);
    return { limitMs: (bytes * 10_000) / baud, longestFrame: Math.max(...frames.flat()) };
  }

  #wantAll(n: number): void {
    for (const { address } of this.#boards) this.#want(address, n, this.#newest + address);
  }
  #want(address: number, n: number, newest: number): void {
    this.#loops[address - 1]?.want(this.#picture(address, n, newest));
  }
  #picture(address: number, n: number, newest: number): ReturnType<typeof pictureWith> {
    const number = this.#number(address, n);
    return pictureWith({ pages: [[red(`请${number}号`)]], number, calls: [number], newest });
  }
  #number(address: number, n: number): string {
    return `${String.fromCharCode(0x41 + (n % 26))}${String(address * 31 + (n % 7)).padStart(3, '0').slice(-3)}`;
  }
  #all(done: (address: number) => boolean): boolean {
    return this.#boards.every(({ address }) => done(address));
  }

  /** The moment when it is so. */
  #reached(done: () => boolean): Promise<number> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!done()) return;
        this.#looks.delete(look);
        resolve(this.#clock.now());
      };
      this.#looks.add(look);
      look();
    });
  }
  #look(): void {
    for (const look of [...this.#looks]) look();
  }
}
