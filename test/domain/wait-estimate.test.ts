import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callRate, estimateWait } from '../../server/domain/wait-estimate.ts';
import type { CallPace } from '../../server/domain/wait-estimate.ts';

/** P(Erlang(k, 1) ≤ x): one minus the first k terms of the Poisson sum. */
const erlang = (k: number, x: number): number => {
  let term = Math.exp(-x);
  let sum = term;
  for (let i = 1; i < k; i += 1) {
    term *= x / i;
    sum += term;
  }
  return 1 - sum;
};
const quantile = (k: number, p: number): number => {
  let [low, high] = [0, k * 10 + 20];
  for (let i = 0; i < 80; i += 1) {
    const middle = (low + high) / 2;
    if (erlang(k, middle) < p) low = middle;
    else high = middle;
  }
  return low;
};

const pace = (calls: readonly number[], busyNow: number, usualGap = 600_000): CallPace => ({ calls, busyNow, usualGap });

describe('wait estimate', () => {
  it.each([0, 1, 2, 5, 10, 40, 200])('with %d ahead the range is the 10 to 90 % of Erlang, within 2 % and a minute of rounding', (ahead) => {
    const minute = 60_000 / callRate(pace([], 0)) / 60_000;
    const gap = 1 / callRate(pace([], 0)) / 60_000;
    expect(minute).toBeGreaterThan(0);
    const { low, high, minutes } = estimateWait(ahead, pace([], 0), false);
    expect(minutes).toBe(Math.round((ahead + 1) * gap));
    expect(low).toBeGreaterThanOrEqual(quantile(ahead + 1, 0.1) * gap * 0.97 - 1);
    expect(low).toBeLessThanOrEqual(quantile(ahead + 1, 0.1) * gap * 1.03);
    expect(high).toBeLessThanOrEqual(quantile(ahead + 1, 0.9) * gap * 1.03 + 1);
    expect(high).toBeGreaterThanOrEqual(quantile(ahead + 1, 0.9) * gap * 0.97);
  });

  it('begins with the usual minutes and learns the pace of the calls', () => {
    expect(1 / callRate(pace([], 0, 600_000))).toBe(600_000);
    const fast = Array.from({ length: 16 }, (_, i) => i * 60_000);
    expect(1 / callRate(pace(fast, 15 * 60_000, 600_000))).toBeLessThan(160_000 * 1.2);
    expect(estimateWait(5, pace(fast, 15 * 60_000), false).high).toBeLessThan(estimateWait(5, pace([], 0), false).high);
  });

  it('nobody called for long means slower, not the same', () => {
    const calls = [0, 60_000, 120_000];
    expect(callRate(pace(calls, 3_000_000))).toBeLessThan(callRate(pace(calls, 120_000)));
  });

  it('a counter that stands ready calls at once', () => {
    expect(estimateWait(0, pace([], 0), true)).toMatchObject({ minutes: 0, low: 0 });
    expect(estimateWait(1, pace([], 0), true).minutes).toBeGreaterThan(0);
  });

  it('more people ahead never means sooner, and the range holds the mean', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.array(fc.integer({ min: 1, max: 900_000 }), { maxLength: 16 }), (ahead, gaps) => {
      const calls = gaps.map((_, i) => gaps.slice(0, i).reduce((a, b) => a + b, 0));
      const p = pace(calls, (calls.at(-1) ?? 0) + 1000);
      const [one, next] = [estimateWait(ahead, p, false), estimateWait(ahead + 1, p, false)];
      expect(next.low).toBeGreaterThanOrEqual(one.low);
      expect(next.high).toBeGreaterThanOrEqual(one.high);
      expect(one.low).toBeLessThanOrEqual(one.minutes);
      expect(one.minutes).toBeLessThanOrEqual(one.high);
    }));
  });
});
