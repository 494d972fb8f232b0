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

test('a board that was silent rests, but is tried at once when somebody is called at its counter', async () => {
  const bench = new BoardBench();
  bench.call('A001', { newest: 7 });
  await bench.clock.advance(2_000);
  bench.board.setFault('silent', true);
  bench.call('A002', { newest: 8 });
  // Two silences and the rest after them.
  await bench.clock.advance(2_500);
  expect(bench.loop.report).toMatchObject({ state: 'fault', fault: 'no-answer' });
  bench.board.setFault('silent', false);
  bench.call('A002', { newest: 8, brightness: 3 });
  await bench.clock.advance(500);
  expect(bench.loop.report.state, 'nobody was called').toBe('fault');
  bench.call('A003', { newest: 9 });
  await bench.clock.advance(500);
  expect(bench.shown.at(-1)).toBe('A003');
  expect(bench.loop.report.state).toBe('ok');
});

test('a board gets its whole picture although every change in the hall brings the same one again', async () => {
  const bench = new BoardBench();
  for (let n = 0; n < 20; n += 1) {
    bench.call('A001', { newest: 7 });
    await bench.clock.advance(30);
  }
  expect(bench.commands).toEqual(['a300', 'a302', 'a306']);
  expect(bench.shown).toEqual(['A001']);
  // The number is called again behind the same picture while that is under way.
  bench.call('A002', { newest: 8 });
  await bench.clock.advance(1_010);
  bench.call('A002', { newest: 9 });
  await bench.clock.advance(1_000);
  expect(bench.commands).toEqual(['a300', 'a302', 'a306', 'a306']);
  expect(bench.loop.shown?.newest).toBe(9);
});
