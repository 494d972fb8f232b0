import { describe, expect, it } from 'vitest';
import type { DisplayCall } from '../../contract/live-events.ts';
import { advance, crowdedOut, emptyBoard, isQuiet, leastInBanner, leastOnScreen, receive, standing } from '../../display-ui/call-board.ts';
import type { Board } from '../../display-ui/call-board.ts';

const t0 = 1_000_000;
const call = (name: string, lastAt: number, state: DisplayCall['state'] = 'called', counter = '1'): DisplayCall =>
  ({ legId: name, number: name, counter: { 'zh-CN': `${counter}号窗口`, en: `Counter ${counter}` }, counterId: counter, calledAt: lastAt, lastAt, state });
const newestFirst = (calls: readonly DisplayCall[]): readonly DisplayCall[] => [...calls].sort((a, b) => b.lastAt - a.lastAt).slice(0, 12);
const see = (board: Board, calls: readonly DisplayCall[], at: number): Board => receive(board, { now: t0 + at, calls: newestFirst(calls) }, at);
const cellNumbers = (board: Board): readonly (string | null)[] => board.cells.map((cell) => cell?.call.number ?? null);
const bannerNumbers = (board: Board): readonly string[] => board.banner.map((place) => place.call.number);
const opened = (cells = 8): Board => see(emptyBoard(cells), [], 0);

/** A screen with a clock: steps of 50 ms, and how long each leg stood on it. */
const screenOf = (cells: number) => {
  let board = opened(cells);
  const stood = new Map<string, { onScreen: number; inBanner: number; shortest: number }>();
  const began = new Map<string, number>();
  const measure = (at: number): void => {
    const there = new Set(standing(board));
    for (const leg of there) if (!began.has(leg)) began.set(leg, at);
    for (const [leg, since] of began) {
      if (there.has(leg)) continue;
      began.delete(leg);
      const entry = stood.get(leg);
      if (entry !== undefined) entry.shortest = Math.min(entry.shortest, at - since);
    }
    for (const leg of standing(board)) {
      const entry = stood.get(leg) ?? { onScreen: 0, inBanner: 0, shortest: Infinity };
      entry.onScreen += 50;
      if (board.banner.some((place) => place.call.legId === leg)) entry.inBanner += 50;
      stood.set(leg, entry);
    }
  };
  return {
    stood,
    board: () => board,
    run: (from: number, to: number, viewAt: (at: number) => readonly DisplayCall[] | null) => {
      for (let at = from; at <= to; at += 50) {
        const calls = viewAt(at);
        board = calls === null ? advance(board, at) : see(board, calls, at);
        expect(board.banner.length).toBeLessThanOrEqual(3);
        measure(at);
      }
    },
  };
};

describe('a call', () => {
  it('goes into the banner and a marked cell at once', () => {
    const board = see(opened(), [call('A012', t0 + 100)], 100);
    expect(bannerNumbers(board)).toEqual(['A012']);
    expect(board.cells[0]).toMatchObject({ marked: true, silent: false, call: { number: 'A012' } });
    expect(advance(board, 20_100).cells[0]?.marked).toBe(false);
  });
  it('takes the oldest cell and moves nobody else', () => {
    let board = opened(2);
    board = see(board, [call('A1', t0)], 0);
    board = see(board, [call('A1', t0), call('A2', t0 + 5000)], 5000);
    board = see(board, [call('A1', t0), call('A2', t0 + 5000), call('A3', t0 + 11_000)], 11_000);
    expect(cellNumbers(board)).toEqual(['A3', 'A2']);
  });
  it('waits only when all cells and the banner are full of calls younger than ten seconds', () => {
    const six = [1, 2, 3, 4, 5, 6].map((n) => call(`A${n}`, t0 + n));
    let board = see(opened(2), six, 0);
    expect(standing(board)).toEqual(['A1', 'A2', 'A3', 'A4', 'A5']);
    board = advance(board, leastOnScreen - 1);
    expect(standing(board)).not.toContain('A6');
    board = advance(board, leastOnScreen);
    expect(standing(board)).toContain('A6');
  });
  it('that is repeated in every view is called once', () => {
    let board = see(opened(), [call('A1', t0)], 0);
    for (let at = 1000; at < 60_000; at += 1000) board = see(board, [call('A1', t0)], at);
    expect(board.banner).toMatchObject([{ since: 0 }]);
    expect(board.waiting).toEqual([]);
  });
  it('which was finished quickly still stands ten seconds, then leaves an empty cell', () => {
    let board = see(opened(), [call('A1', t0)], 0);
    board = see(board, [], 2000);
    expect(standing(board)).toEqual(['A1']);
    board = advance(board, 9999);
    expect(standing(board)).toEqual(['A1']);
    expect(standing(advance(board, 10_000))).toEqual([]);
  });
  it('that is already at the counter stands in a cell without being called', () => {
    const board = see(opened(), [call('A1', t0, 'serving')], 0);
    expect(bannerNumbers(board)).toEqual([]);
    expect(board.cells[0]).toMatchObject({ silent: true, marked: false });
  });
});

describe('a recall', () => {
  it('comes into the banner again, in its own cell', () => {
    let board = see(opened(), [call('A1', t0), call('A2', t0 + 1)], 0);
    board = see(board, [call('A1', t0 + 30_000), call('A2', t0 + 1)], 30_000);
    expect(bannerNumbers(board)).toEqual(['A1']);
    expect(board.banner[0]?.since).toBe(30_000);
    expect(cellNumbers(board).slice(0, 2)).toEqual(['A1', 'A2']);
    expect(board.cells[0]).toMatchObject({ since: 30_000, marked: true });
  });
  it('to another counter shows the new one', () => {
    let board = see(opened(), [call('A1', t0, 'called', '3')], 0);
    board = see(board, [call('A1', t0 + 5000, 'called', '7')], 5000);
    expect(board.banner.map((place) => place.call.counterId)).toEqual(['7']);
    expect(board.cells[0]?.call.counterId).toBe('7');
  });
});

describe('several calls', () => {
  it('at once stand together in the banner, three at the most', () => {
    const board = see(opened(), [1, 2, 3, 4].map((n) => call(`A${n}`, t0 + n)), 0);
    expect(bannerNumbers(board)).toEqual(['A1', 'A2', 'A3']);
    expect(board.waiting.map((each) => each.number)).toEqual(['A4']);
    expect(cellNumbers(board).slice(0, 4)).toEqual(['A1', 'A2', 'A3', 'A4']);
    expect(bannerNumbers(advance(board, leastInBanner - 1))).toEqual(['A1', 'A2', 'A3']);
    expect(bannerNumbers(advance(board, leastInBanner))).toEqual(['A4']);
  });
  it('two seconds apart share it until the first had its four', () => {
    let board = see(opened(), [call('A1', t0)], 0);
    const two = [call('A1', t0), call('A2', t0 + 2000)];
    board = see(board, two, 2000);
    expect(bannerNumbers(board)).toEqual(['A1', 'A2']);
    board = see(board, [...two, call('A3', t0 + 5000)], 5000);
    expect(bannerNumbers(board)).toEqual(['A2', 'A3']);
  });
  it.each([4, 7, 8])('five within a second stand on the screen from the first view that carries them, with %i cells', (cells) => {
    const five = [1, 2, 3, 4, 5].map((n) => call(`A${n}`, t0 + n * 200));
    // A full board of older calls, the oldest of which had their time, is the usual state.
    const before = Array.from({ length: cells }, (_, n) => call(`Z${n}`, t0 - 60_000 + n));
    let board = see(opened(cells), before, -60_000);
    for (let at = -60_000; at < 0; at += 500) board = advance(board, at);
    for (let n = 1; n <= 5; n += 1) {
      board = see(board, [...before, ...five.slice(0, n)], n * 200);
      expect(standing(board)).toEqual(expect.arrayContaining(five.slice(0, n).map((each) => each.legId)));
    }
    for (let at = 1000; at < 11_000; at += 50) {
      board = advance(board, at);
      const due = five.filter((each) => at < each.lastAt - t0 + leastOnScreen).map((each) => each.legId);
      expect([at, ...standing(board)]).toEqual(expect.arrayContaining([at, ...due]));
    }
  });
  it.each([4, 7, 8])('twelve in one view all stand somewhere until each had its place and its time, with %i cells', (cells) => {
    const twelve = Array.from({ length: 12 }, (_, n) => call(`D${n}`, t0 + n));
    let board = see(opened(cells), twelve, 0);
    expect(crowdedOut(board)).toHaveLength(12 - cells - 3);
    const placed = new Map<string, number>();
    for (let at = 0; at <= 40_000; at += 50) {
      board = advance(board, at);
      for (const leg of standing(board)) placed.set(leg, placed.get(leg) ?? at);
      const there = [...standing(board), ...crowdedOut(board).map((each) => each.legId)];
      const due = twelve.filter(({ legId }) => at < (placed.get(legId) ?? at) + leastOnScreen).map(({ legId }) => legId);
      expect([at, ...there]).toEqual(expect.arrayContaining([at, ...due]));
    }
    expect([placed.size, crowdedOut(board)]).toEqual([12, []]);
  });
  it('who still waits for the banner keeps the cell, however long recalls of others hold it', () => {
    const later = [4, 5, 6, 7, 8].map((n) => call(`A${n}`, t0 + n));
    const recalled = (at: number): readonly DisplayCall[] => [1, 2, 3].map((n) => call(`A${n}`, t0 + at + n));
    let board = see(opened(), [...recalled(0), ...later], 0);
    for (let at = 3000; at <= 12_000; at += 3000) board = see(board, [...recalled(at), ...later], at);
    board = see(board, [...recalled(12_000), ...later, call('X', t0 + 12_500)], 12_500);
    expect(standing(board)).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'X']);
    expect(cellNumbers(board).slice(3)).toEqual(['A4', 'A5', 'A6', 'A7', 'A8']);
  });
  it('a recall changes cell and banner together, whoever waits for the banner', () => {
    const five = [1, 2, 3, 4, 5].map((n) => call(`A${n}`, t0 + n));
    let board = see(opened(), five, 0);
    board = see(board, [...five.slice(1), call('A1', t0 + 1000, 'called', '9')], 1000);
    expect(board.banner.find((place) => place.call.legId === 'A1')).toMatchObject({ since: 1000, call: { counterId: '9' } });
    expect(board.cells[0]).toMatchObject({ since: 1000, call: { counterId: '9' } });
  });
  it.each([4, 7, 8])('forty in a burst are each seen ten seconds and called four, with %i cells', (cells) => {
    const forty = Array.from({ length: 40 }, (_, n) => call(`B${n}`, t0 + 1000 + n * 40));
    const screen = screenOf(cells);
    // Views come at most every 100 ms and hold the newest twelve, as the server's do.
    screen.run(0, 140_000, (at) => (at % 100 === 0 && at <= 3000 ? forty.filter((each) => each.lastAt <= t0 + at) : null));
    expect(screen.stood.size).toBe(40);
    for (const entry of screen.stood.values()) {
      expect(entry.onScreen).toBeGreaterThanOrEqual(leastOnScreen);
      expect(entry.inBanner).toBeGreaterThanOrEqual(leastInBanner);
      expect(entry.shortest).toBeGreaterThanOrEqual(leastOnScreen);
    }
  });
  it('every five seconds for a minute are each alone and on time', () => {
    const calls = Array.from({ length: 12 }, (_, n) => call(`C${n}`, t0 + n * 5000));
    let board = opened();
    calls.forEach((_, n) => {
      board = see(board, calls.slice(0, n + 1), n * 5000);
      expect(bannerNumbers(board)).toEqual([`C${n}`]);
    });
  });
  it('that arrived or left while they waited for room are not called any more', () => {
    const five = [1, 2, 3, 4, 5].map((n) => call(`A${n}`, t0 + n));
    let board = see(opened(), five, 0);
    board = see(board, [...five.slice(0, 3), call('A4', t0 + 4, 'serving')], 1000);
    expect(board.waiting).toEqual([]);
    expect(bannerNumbers(advance(board, 5000))).toEqual(['A1', 'A2', 'A3']);
  });
});

describe('a full view', () => {
  const twelve = Array.from({ length: 12 }, (_, n) => call(`N${n}`, t0 + 1000 + n));
  it('that lacks a leg older than all its own has only pushed it out', () => {
    const board = see(see(opened(), [call('OLD', t0)], 0), [call('OLD', t0), ...twelve], 1000);
    expect(board.banner.find((place) => place.call.number === 'OLD')).toMatchObject({ ended: false });
  });
  it('that lacks a younger one means it has ended', () => {
    const board = see(see(opened(), [call('YOUNG', t0 + 1005)], 0), twelve, 1000);
    expect(board.banner.find((place) => place.call.number === 'YOUNG')).toMatchObject({ ended: true });
  });
});

describe('after a gap', () => {
  it('what was called meanwhile is called now, what was known is not', () => {
    let board = see(opened(), [call('A1', t0)], 0);
    board = see(board, [call('A1', t0), call('A2', t0 + 20_000), call('A3', t0 + 60_000, 'serving')], 90_000);
    expect(bannerNumbers(board)).toEqual(['A2']);
    expect(standing(board)).toEqual(['A1', 'A2', 'A3']);
  });
  it('a page just opened calls only what is young', () => {
    const board = see(emptyBoard(8), [call('A1', t0 - 60_000), call('A2', t0 - 5000)], 0);
    expect(bannerNumbers(board)).toEqual(['A2']);
    expect(standing(board)).toEqual(['A1', 'A2']);
  });
  it('a leg that newer ones pushed out of the view and that comes back is not called again', () => {
    const old = call('OLD', t0);
    const others = Array.from({ length: 12 }, (_, n) => call(`N${n}`, t0 + 1000 + n));
    let board = see(opened(), [old], 0);
    board = see(board, [old, ...others], 30_000);
    for (let at = 30_000; at < 90_000; at += 500) board = advance(board, at);
    expect(standing(board)).not.toContain('OLD');
    board = see(board, [old], 90_000);
    for (let at = 90_000; at < 110_000; at += 500) board = advance(board, at);
    expect(bannerNumbers(board)).not.toContain('OLD');
    expect(cellNumbers(board)).toEqual(['OLD', null, null, null, null, null, null, null]);
  });
});

describe('the board', () => {
  it('is quiet when everyone had their ten seconds', () => {
    const board = see(opened(), [call('A1', t0)], 0);
    expect(isQuiet(board, 9999)).toBe(false);
    expect(isQuiet(board, 10_000)).toBe(true);
    expect(isQuiet(see(opened(), [call('A1', t0, 'serving')], 0), 0)).toBe(true);
  });
  it('stays the same value while nothing changes, and remembers no more legs than it must', () => {
    const board = see(opened(), [call('A1', t0)], 0);
    expect(advance(board, 1000)).toBe(board);
    let long = opened();
    for (let n = 0; n < 1500; n += 1) long = see(long, [call(`L${n}`, t0 + n * 1000)], n * 1000);
    expect(long.seen.size).toBe(400);
  });
});
