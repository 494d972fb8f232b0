import { describe, expect, it } from 'vitest';
import { encodeOnbon, OnbonParser } from '../../../drivers/board/onbon-frame.ts';
import { simBoardFaults } from '../../../drivers/sim/sim-board.ts';
import { seeded } from '../../support/seeded.ts';
import { BoardBench } from './board-bench.ts';
import { pictureWith, red } from './pictures.ts';

describe('a board that answers', () => {
  it('shows what is wanted, and only then the call is reported as shown, once', async () => {
    const bench = new BoardBench();
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
    const bench = new BoardBench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    for (let n = 2; n < 50; n += 1) bench.call(`A0${n}`);
    await bench.clock.advance(1_000);
    expect(bench.reads).toBe('请A049号');
    expect(bench.commands.filter((command) => command === 'a306').length).toBeLessThanOrEqual(3);
    expect(bench.shown).not.toContain('A048');
  });

  it('reports a call behind an unchanged picture without sending it again', async () => {
    const bench = new BoardBench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    const sent = bench.line.carried;
    bench.call('A001', { calls: ['second leg'] });
    await bench.clock.advance(1_000);
    expect(bench.shown).toEqual(['A001', 'second leg']);
    expect(bench.line.carried).toBe(sent);
  });

  it('reports a leg again that was called again behind an unchanged picture', async () => {
    const bench = new BoardBench();
    bench.call('A001', { calls: ['leg'], newest: 7 });
    await bench.clock.advance(1_000);
    bench.call('A001', { calls: ['leg'], newest: 8 });
    await bench.clock.advance(1_000);
    expect(bench.shown).toEqual(['leg', 'leg']);
    expect(bench.commands).toEqual(['a300', 'a302', 'a306']);
  });

  it('whose picture was replaced between two frames never shows the old one, and ends as the new one wants', async () => {
    const bench = new BoardBench();
    const seen = new Set<string>();
    bench.board.onChange(() => seen.add(bench.reads));
    bench.call('A001');
    await bench.clock.advance(2_000);
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
    const bench = new BoardBench();
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
    const bench = new BoardBench();
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
    const bench = new BoardBench();
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
    const bench = new BoardBench();
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
    const bench = new BoardBench(profile, board);
    bench.call('A001');
    await bench.clock.advance(3_000);
    expect(bench.devices).toEqual([{ device: 'b1', state: 'fault', fault: 'refused' }]);
    expect(bench.shown).toEqual([]);
    const before = bench.line.carried;
    await bench.clock.advance(2_000);
    expect(bench.line.carried).toBe(before);
    await bench.clock.advance(4_000);
    expect(bench.line.carried).toBeGreaterThan(before);
  });

  it('that misses a frame now and then is no fault', async () => {
    const bench = new BoardBench();
    for (let n = 1; n <= 4; n += 1) {
      bench.board.setFault('cable', n > 1);
      bench.call(`A00${n}`);
      await bench.clock.advance(420);
      bench.board.setFault('cable', false);
      await bench.clock.advance(3_000);
    }
    expect(bench.shown).toEqual(['A001', 'A002', 'A003', 'A004']);
    expect(bench.devices).toEqual([{ device: 'b1', state: 'ok' }]);
  });

  it('that refuses twice, because the line spoiled a frame or it was busy, is no fault', async () => {
    const bench = new BoardBench();
    bench.board.setFault('cable', true);
    const parser = new OnbonParser();
    const refusals = [5, 3];
    let say: (bytes: Uint8Array) => void = () => undefined;
    bench.line.attach({ connect: (words) => void (say = words), receive: (bytes) => {
      for (const { to, from, device, data } of parser.push(bytes)) {
        const code = to !== 1 || data[1] !== 6 ? 0 : (refusals.shift() ?? 0);
        if (to === 1) bench.clock.after(10, () => say(encodeOnbon({ to: from, from: to, reserved: 0, device, data: Uint8Array.of(0xa0, code === 0 ? 0 : 1, code, 0, 0) }, 9)));
      }
    } });
    bench.call('A001');
    await bench.clock.advance(3_000);
    expect(bench.shown).toEqual(['A001']);
    expect(bench.devices).toEqual([{ device: 'b1', state: 'ok' }]);
    expect(bench.commands.filter((command) => command === 'a306')).toHaveLength(3);
  });

  it('is left a second between two pictures, as its maker asks, and then gets the newest', async () => {
    const bench = new BoardBench();
    const times: number[] = [];
    bench.board.onChange(() => times.push(bench.clock.now()));
    bench.call('A001');
    await bench.clock.advance(2_000);
    times.length = 0;
    for (let n = 2; n < 30; n += 1) {
      bench.call(`A0${n}`);
      await bench.clock.advance(100);
    }
    await bench.clock.advance(1_500);
    expect(bench.reads).toBe('请A029号');
    expect(times.length).toBeLessThanOrEqual(5);
    times.slice(1).forEach((time, at) => expect(time - (times[at] ?? 0)).toBeGreaterThanOrEqual(1_000));
  });

  it('says what it has no font for, and what it has no room for', async () => {
    const bench = new BoardBench();
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
    const bench = new BoardBench();
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
    const bench = new BoardBench();
    bench.call('A001');
    await bench.clock.advance(1_000);
    bench.call('A002');
    await bench.clock.advance(100);
    bench.line.unplug();
    await bench.clock.advance(100);
    expect(bench.shown).toEqual(['A001']);
  });

  it('carries nothing after the loop was closed', async () => {
    const bench = new BoardBench();
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
    const bench = new BoardBench(random.pick(['onbon-6k-64x16', 'onbon-5k-128x32', 'armfly-046']));
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
    const bench = new BoardBench('armfly-046');
    bench.call('A012');
    await bench.clock.advance(1_000);
    expect(bench.reads).toBe('A012');
    expect(bench.shown).toEqual(['A012']);
    expect(bench.loop.report).toEqual({ device: 'b1', state: 'ok' });
  });

  it.each([['armfly-ascii', 'A012'], ['four-byte', '12']])('that can not answer (%s) show it, and are never called ok nor their calls shown', async (profile, reads) => {
    const bench = new BoardBench(profile);
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
