import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import { callNext, issue, serve, signIn } from '../support/sim-press.ts';
import { callRate, estimateWait } from '../../server/domain/wait-estimate.ts';
import type { CallPace } from '../../server/domain/wait-estimate.ts';

/** P(Gamma(shape, 1) ≤ x) by its series; the shape of an Erlang sum is a whole number. */
const gamma = (shape: number, x: number): number => {
  const logGamma = (z: number): number => (z < 8 ? logGamma(z + 1) - Math.log(z) : (z - 0.5) * Math.log(z) - z + 0.918938533204673 + 1 / (12 * z) - 1 / (360 * z ** 3));
  let term = 1 / shape;
  let sum = term;
  for (let i = 1; i < 2000 && term > sum * 1e-13; i += 1) {
    term *= x / (shape + i);
    sum += term;
  }
  return x <= 0 ? 0 : sum * Math.exp(shape * Math.log(x) - x - logGamma(shape));
};
const quantile = (k: number, p: number): number => {
  let [low, high] = [0, k * 10 + 20];
  for (let i = 0; i < 80; i += 1) {
    const middle = (low + high) / 2;
    if (gamma(k, middle) < p) low = middle;
    else high = middle;
  }
  return low;
};

const pace = (calls: readonly number[], busyNow: number, usualGap = 600_000): CallPace => ({ calls, busyNow, usualGap });

describe('wait estimate', () => {
  it.each([0, 1, 2, 5, 10, 40, 200])('with %d ahead the range is the 10 to 90 % of Erlang, widened by what little is known of the rate', (ahead) => {
    const calls = Array.from({ length: 16 }, (_, i) => i * 600_000);
    const p = pace(calls, calls.at(-1) ?? 0);
    const gap = 1 / callRate(p) / 60_000;
    const gaps = ahead + 1;
    // The belief weighs 3 calls, and 16 calls make 15 gaps: 18 are known.
    const shape = ahead === 0 ? 1 : 1 / (1 / gaps + 1 / 18);
    const range = (share: number): number => (quantile(shape, share) / shape) * gaps * gap;
    const { low, high, minutes } = estimateWait(ahead, p, false);
    expect(gap).toBeCloseTo(10, 6);
    expect(minutes).toBe(gaps * 10);
    expect(low).toBeGreaterThan(range(0.1) * 0.97 - 1);
    expect(low).toBeLessThan(range(0.1) * 1.03);
    expect(high).toBeGreaterThan(range(0.9) * 0.97);
    expect(high).toBeLessThan(range(0.9) * 1.03 + 1);
  });

  it('begins with the usual minutes and learns the pace of the calls', () => {
    expect(1 / callRate(pace([], 0, 600_000))).toBe(600_000);
    const fast = Array.from({ length: 16 }, (_, i) => i * 60_000);
    expect(1 / callRate(pace(fast, 15 * 60_000, 600_000))).toBeLessThan(160_000 * 1.2);
    expect(estimateWait(5, pace(fast, 15 * 60_000), false).high).toBeLessThan(estimateWait(5, pace([], 0), false).high);
  });

  it('people called at once in a quiet hour don’t make the pace look fast', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2');
    for (let i = 0; i < 20; i += 1) {
      issue(sim, `quiet${i}`);
      callNext(sim.pass(0.2), '2');
      serve(sim.pass(5), '2');
    }
    for (let i = 0; i < 5; i += 1) issue(sim, `rush${i}`);
    expect(sim.leg('rush4').estimate).toMatchObject({ ahead: 4, minutes: 50 });
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
