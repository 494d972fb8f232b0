import { describe, expect, it } from 'vitest';
import type { BoardPicture, DeviceReport } from '../../../contract/device-jobs.ts';
import { BoardLoop } from '../../../drivers/board/board-loop.ts';
import { OnbonParser } from '../../../drivers/board/onbon-frame.ts';
import { LineBus } from '../../../drivers/device/line-bus.ts';
import { SimBoard, simBoardFaults } from '../../../drivers/sim/sim-board.ts';
import { SimBus } from '../../../drivers/sim/sim-bus.ts';
import { seeded } from '../../support/seeded.ts';
import { HandClock } from '../hand-clock.ts';
import { boardProfile, hexOf, pictureWith, red } from './pictures.ts';

class Bench {
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
      onDevice: (report) => this.devices.push(report), onShown: (calls) => this.shown.push(...calls),
    });
  }

  call(number: string, change: Partial<BoardPicture> = {}): void {
    this.loop.want(pictureWith({ pages: [[red(`请${number}号`)]], number, calls: [number], ...change }));
  }
  get reads(): string {
    return this.board.face.pages.map((page) => page.map(({ text }) => text).join('/')).join('|');
  }
}

describe('a board that answers', () => {
  it('shows what is wanted, and only then the call is reported as shown, once', async () => {
    const bench = new Bench();
    bench.call('A001');
    expect(bench.shown).toEqual([]);
    await bench.clock.advance(1_000);
    expect(bench.reads).toBe('请A001号');
    expect(bench.board.face.brightness).toBe(8);
    expect(bench.shown).toEqual(['A001']);
    bench.call('A002');
    bench.call('A002', { calls: ['A002', 'again'] });
    await bench.clock.advance(1_000);
    expect(bench.reads).toBe('请A002号');
    expect(bench.shown).toEqual(['A001', 'A002', 'again']);
    expect(bench.commands).toEqual(['a300', 'a302', 'a306', 'a306']);
    expect(bench.devices).toEqual([{ device: 'b1', state: 'ok' }]);
  });

  it('is sent the newest picture only, when several came while it was busy', async () => {
    const bench = new Bench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    for (let n = 2; n < 50; n += 1) bench.call(`A0${n}`);
    await bench.clock.advance(1_000);
    expect(bench.reads).toBe('请A049号');
    expect(bench.commands.filter((command) => command === 'a306').length).toBeLessThanOrEqual(3);
    expect(bench.shown).not.toContain('A048');
  });

  it('reports a call behind an unchanged picture without sending it again', async () => {
    const bench = new Bench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    const sent = bench.line.carried;
    bench.call('A001', { calls: ['second leg'] });
    await bench.clock.advance(1_000);
    expect(bench.shown).toEqual(['A001', 'second leg']);
    expect(bench.line.carried).toBe(sent);
  });

  it('reports a leg again that was called again behind an unchanged picture', async () => {
    const bench = new Bench();
    bench.call('A001', { calls: ['leg'], newest: 7 });
    await bench.clock.advance(1_000);
    bench.call('A001', { calls: ['leg'], newest: 8 });
    await bench.clock.advance(1_000);
    expect(bench.shown).toEqual(['leg', 'leg']);
    expect(bench.commands).toEqual(['a300', 'a302', 'a306']);
  });

  it('whose picture was replaced between two frames never shows the old one, and ends as the new one wants', async () => {
    const bench = new Bench();
    const seen = new Set<string>();
    bench.board.onChange(() => seen.add(bench.reads));
    bench.call('A001');
    await bench.clock.advance(1_000);
    bench.call('A002', { brightness: 3 });
    await bench.clock.advance(60);
    expect(bench.board.face.brightness).toBe(3);
    bench.call('A001');
    await bench.clock.advance(1_000);
    expect(bench.board.face.brightness).toBe(8);
    expect(bench.reads).toBe('请A001号');
    expect(seen.has('请A002号')).toBe(false);
  });

  it('goes dark, and comes back with its whole picture', async () => {
    const bench = new Bench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    bench.call('A002', { on: false });
    await bench.clock.advance(1_000);
    expect(bench.board.face.on).toBe(false);
    expect(bench.shown).toEqual(['A001']);
    bench.call('A002');
    await bench.clock.advance(1_000);
    expect(bench.shown).toEqual(['A001', 'A002']);
    expect(bench.reads).toBe('请A002号');
    expect(bench.commands).toEqual(['a300', 'a302', 'a306', 'a300', 'a300', 'a302', 'a306']);
  });

  it('gets its whole picture every five minutes, because a dip of the mains is not noticed', async () => {
    const bench = new Bench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    bench.board.setFault('off', true);
    bench.board.setFault('off', false);
    expect(bench.reads).toBe('欢迎光临');
    await bench.clock.advance(300_000);
    expect(bench.reads).toBe('请A001号');
    expect(bench.commands.filter((command) => command !== 'a200')).toEqual(['a300', 'a302', 'a306', 'a306']);
    expect(bench.shown).toEqual(['A001']);
  });

  it('that vanishes is a fault within seconds, and is drawn whole when it is back', async () => {
    const bench = new Bench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    bench.board.setFault('off', true);
    await bench.clock.advance(20_000);
    expect(bench.devices.at(-1)).toEqual({ device: 'b1', state: 'fault', fault: 'no-answer' });
    bench.board.setFault('off', false);
    await bench.clock.advance(10_000);
    expect(bench.reads).toBe('请A001号');
    expect(bench.devices.at(-1)).toEqual({ device: 'b1', state: 'ok' });
  });

  it.each(['silent', 'garbage', 'cable', 'slow'] as const)('with %s confirms nothing, and does when it is mended', async (fault) => {
    const bench = new Bench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    bench.board.setFault(fault, true);
    bench.call('A002');
    await bench.clock.advance(20_000);
    expect(bench.shown).toEqual(['A001']);
    expect(bench.loop.report).toEqual({ device: 'b1', state: 'fault', fault: 'no-answer' });
    bench.board.setFault(fault, false);
    await bench.clock.advance(30_000);
    expect(bench.reads).toBe('请A002号');
    expect(bench.shown).toEqual(['A001', 'A002']);
  });

  it.each([['onbon-6k-128x32', 'onbon-6k-64x16'], ['armfly-046-number', 'armfly-043-number']])('that refuses is a fault, and is tried again (%s on %s)', async (profile, board) => {
    const bench = new Bench(profile, board);
    bench.call('A001');
    await bench.clock.advance(1_000);
    expect(bench.devices).toEqual([{ device: 'b1', state: 'fault', fault: 'refused' }]);
    expect(bench.shown).toEqual([]);
    const before = bench.line.carried;
    await bench.clock.advance(3_000);
    expect(bench.line.carried).toBe(before);
    await bench.clock.advance(3_000);
    expect(bench.line.carried).toBeGreaterThan(before);
  });

  it('says what it has no font for, and what it has no room for', async () => {
    const bench = new Bench();
    bench.loop.want(pictureWith({ pages: [[red('龴A1')]], calls: ['a'] }));
    await bench.clock.advance(1_000);
    expect(bench.devices.at(-1)).toEqual({ device: 'b1', state: 'warning', warning: 'characters-replaced' });
    expect(bench.shown).toEqual(['a']);
    bench.loop.want(pictureWith({ pages: Array.from({ length: 200 }, (_, n) => [red(`请A${n}号`)]), calls: ['b'] }));
    await bench.clock.advance(3_000);
    expect(bench.devices.at(-1)).toEqual({ device: 'b1', state: 'warning', warning: 'text-cut' });
    expect(bench.shown).toEqual(['a']);
    bench.call('A001');
    await bench.clock.advance(1_000);
    expect(bench.devices.at(-1)).toEqual({ device: 'b1', state: 'ok' });
  });
});

describe('the line', () => {
  it('that was cut is a fault at once, and everything is drawn when it is back', async () => {
    const bench = new Bench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    bench.line.unplug();
    bench.call('A002');
    expect(bench.devices.at(-1)).toMatchObject({ state: 'fault', fault: 'offline' });
    bench.line.plug();
    await bench.clock.advance(11_000);
    expect(bench.reads).toBe('请A002号');
    expect(bench.commands.slice(-3)).toEqual(['a300', 'a302', 'a306']);
    expect(bench.shown).toEqual(['A001', 'A002']);
  });

  it('cut in the middle of a frame confirms nothing', async () => {
    const bench = new Bench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    bench.call('A002');
    await bench.clock.advance(100);
    bench.line.unplug();
    await bench.clock.advance(100);
    expect(bench.shown).toEqual(['A001']);
  });

  it('carries nothing after the loop was closed', async () => {
    const bench = new Bench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    bench.loop.close();
    const before = bench.line.carried;
    bench.call('A002');
    await bench.clock.advance(600_000);
    expect(bench.line.carried).toBe(before);
  });
});

describe('whatever happens', () => {
  it.each([1, 2, 3, 4, 5, 6])('every call reported as shown stood on the board, and the newest picture does in the end (seed %i)', async (seed) => {
    const random = seeded(seed);
    const bench = new Bench(random.pick(['onbon-6k-64x16', 'onbon-5k-128x32', 'armfly-046']));
    const seen = new Set<string>();
    bench.board.onChange(() => seen.add(bench.reads.replaceAll(/[请号]/g, '')));
    let number = '';
    for (let step = 0; step < 120; step += 1) {
      const fault = random.pick(simBoardFaults);
      if (random.chance(0.5)) bench.call((number = `A${String(random.below(1_000)).padStart(3, '0')}`), { brightness: random.below(16), on: random.chance(0.9) });
      if (random.chance(0.1)) bench.board.setFault(fault, true);
      if (random.chance(0.3)) for (const one of bench.board.faults) bench.board.setFault(one, false);
      if (random.chance(0.05)) bench.line.unplug();
      if (random.chance(0.3)) bench.line.plug();
      await bench.clock.advance(random.below(random.chance(0.2) ? 20_000 : 300));
      for (const call of bench.shown) expect(seen).toContain(call);
    }
    for (const fault of simBoardFaults) bench.board.setFault(fault, false);
    bench.line.plug();
    bench.call((number = 'Z999'));
    await bench.clock.advance(40_000);
    expect(bench.reads.replaceAll(/[请号]/g, '')).toBe(number);
    expect(bench.shown.at(-1)).toBe(number);
    expect(bench.loop.report.state).toBe('ok');
    expect(new Set(bench.shown).size).toBeGreaterThan(5);
  });
});

describe('boards of digits', () => {
  it('confirm over Modbus', async () => {
    const bench = new Bench('armfly-046');
    bench.call('A012');
    await bench.clock.advance(1_000);
    expect(bench.reads).toBe('A012');
    expect(bench.shown).toEqual(['A012']);
    expect(bench.loop.report).toEqual({ device: 'b1', state: 'ok' });
  });

  it.each([['armfly-ascii', 'A012'], ['four-byte', '12']])('that can not answer (%s) show it, and are never called ok nor their calls shown', async (profile, reads) => {
    const bench = new Bench(profile);
    bench.call('A012');
    await bench.clock.advance(1_000);
    expect(bench.reads).toBe(reads);
    expect(bench.shown).toEqual([]);
    expect(bench.loop.report.state).toBe('unknown');
    bench.board.setFault('off', true);
    bench.board.setFault('off', false);
    await bench.clock.advance(31_000);
    expect(bench.reads).toBe(reads);
  });
});
