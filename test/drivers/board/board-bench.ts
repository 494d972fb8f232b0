import type { BoardPicture, DeviceReport } from '../../../contract/device-jobs.ts';
import { BoardLoop } from '../../../drivers/board/board-loop.ts';
import { OnbonParser } from '../../../drivers/board/onbon-frame.ts';
import { LineBus } from '../../../drivers/device/line-bus.ts';
import { SimBoard } from '../../../drivers/sim/sim-board.ts';
import { SimBus } from '../../../drivers/sim/sim-bus.ts';
import { HandClock } from '../hand-clock.ts';
import { boardProfile, hexOf, pictureWith, red } from './pictures.ts';

/** One board on a line of its own, and all that its loop says. */
export class BoardBench {
  readonly clock = new HandClock();
  readonly line = new SimBus(this.clock, 9_600);
  readonly board: SimBoard;
  readonly loop: BoardLoop;
  readonly devices: DeviceReport[] = [];
  readonly shown: string[] = [];
  /** Commands that went over the line to the board. */
  readonly commands: string[] = [];

  constructor(profile = 'onbon-6k-64x16', board = profile) {
    this.board = new SimBoard({ profile: boardProfile(board), address: 1, clock: this.clock, seed: 7 });
    this.line.attach(this.board);
    const parser = new OnbonParser();
    this.line.attach({ receive: (bytes) => this.commands.push(...parser.push(bytes).filter(({ to }) => to === 1).map(({ data }) => hexOf(data.subarray(0, 2)))), connect: () => undefined });
    const bus = new LineBus({ transport: this.line, clock: this.clock, baud: 9_600 });
    this.loop = new BoardLoop({
      device: 'b1', address: 1, profile: boardProfile(profile), bus, clock: this.clock,
      onDevice: (report) => this.devices.push(report), onShown: ({ calls }) => this.shown.push(...calls),
    });
  }

  call(number: string, change: Partial<BoardPicture> = {}): void {
    this.loop.want(pictureWith({ pages: [[red(`请${number}号`)]], number, calls: [number], ...change }));
  }
  get reads(): string {
    return this.board.face.pages.map((page) => page.map(({ text }) => text).join('/')).join('|');
  }
}
