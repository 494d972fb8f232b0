import { expect, test } from 'vitest';
import { watchLine } from '../../ui-kit/line-watch.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** A line that notes each moment at which it was found silent. */
const line = () => {
  const clock = new FakeClock(0);
  const silentAt: number[] = [];
  const watch = watchLine(() => silentAt.push(clock.mono()), { now: clock.mono, after: clock.after });
  /** Knocks so many ms after the last one. */
  const knocks = (...gaps: readonly number[]): void => gaps.forEach((gap) => {
    clock.advance(gap);
    watch.knock();
  });
  return { clock, watch, silentAt, knocks };
};

test('a line that knocks every 3 s is never silent, and is within 6 s of its last knock', () => {
  const { clock, silentAt, knocks } = line();
  knocks(...Array.from({ length: 100 }, () => 3_000));
  clock.advance(4_999);
  expect(silentAt).toEqual([]);
  clock.advance(1_001);
  expect(silentAt).toHaveLength(1);
});

test.each([['a slow phone', [3_500, 7_000, 6_800, 7_100, 9_000, 7_000]], ['one that stutters', [3_000, 4_900, 3_000, 1_200, 4_900, 3_000]]] as const)('%s is found silent once at most, not again and again', (_, gaps) => {
  const { silentAt, knocks } = line();
  knocks(...gaps);
  expect(silentAt.length).toBeLessThanOrEqual(1);
});

test('pictures are signs as well, and don\'t make a slow line look quick', () => {
  const { clock, watch, silentAt, knocks } = line();
  knocks(0, 4_000, 6_000);
  silentAt.length = 0;
  clock.advance(100);
  watch.sign();
  clock.advance(6_500);
  expect([silentAt, watch.heardAt()]).toEqual([[], clock.mono() - 6_500]);
});

test('a closed line is heard when it closes, is not found silent later, and begins without a pace', () => {
  const { clock, watch, silentAt, knocks } = line();
  knocks(3_000, 3_000);
  clock.advance(1_000);
  watch.closed();
  clock.advance(60_000);
  expect([silentAt, watch.heardAt()]).toEqual([[], 7_000]);
  watch.sign();
  knocks(3_000);
  clock.advance(6_000);
  expect(silentAt).toHaveLength(1);
});

test('one that was silent and is cut at last was heard when it was heard', () => {
  const { clock, watch, knocks } = line();
  knocks(3_000);
  clock.advance(11_000);
  watch.closed();
  expect(watch.heardAt()).toBe(3_000);
});
