import { expect, test } from 'vitest';
import { BoardBench } from './board-bench.ts';

test('a board knows what to say again on a new line: the calls that stand, with their moment, and nothing once the board is lost', async () => {
  const bench = new BoardBench();
  expect(bench.loop.shown).toBeNull();
  bench.call('A001', { newest: 7 });
  await bench.clock.advance(1_000);
  expect(bench.loop.shown).toEqual({ device: 'b1', calls: ['A001'], newest: 7 });
  bench.call('A002', { newest: 8 });
  expect(bench.loop.shown?.newest, 'the new one does not stand yet').toBe(7);
  await bench.clock.advance(1_000);
  expect(bench.loop.shown).toEqual({ device: 'b1', calls: ['A002'], newest: 8 });
  bench.line.unplug();
  await bench.clock.advance(100);
  expect(bench.loop.shown).toBeNull();
});
