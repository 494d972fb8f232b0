import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import { atDesk, callNext, issue, serve, signIn } from '../support/sim-press.ts';
import { callRate, estimateWait } from '../../server/domain/wait-estimate.ts';
import type { CallPace, Standing } from '../../server/domain/wait-estimate.ts';

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
const standing = (ahead: number, more: Partial<Standing> = {}): Standing => ({ ahead, ready: 0, opening: false, passing: { share: 0, ms: 0 }, preferred: null, ...more });

describe('wait estimate', () => {
  it.each([0, 1, 2, 5, 10, 40, 200])('with %d ahead the range is the 10 to 90 % of Erlang, widened by what little is known of the rate', (ahead) => {
    const calls = Array.from({ length: 16 }, (_, i) => i * 600_000);
    const p = pace(calls, calls.at(-1) ?? 0);
    const gap = 1 / callRate(p) / 60_000;
    const gaps = ahead + 1;
    // The belief weighs 8 calls, and 16 calls make 15 gaps: 23 are known, of a pace that drifts, for 100 calls at most.
    const shape = 1 / (1 / gaps + 1 / 23 + Math.min(gaps, 100) / 900);
    const range = (share: number): number => (quantile(shape, share) / shape) * gaps * gap;
    const { low, high, minutes } = estimateWait(standing(ahead), p);
    expect(gap).toBeCloseTo(10, 6);
    expect(minutes).toBe(gaps * 10);
    expect(low).toBeGreaterThan(range(0.1) * 0.97 - 1);
    expect(low).toBeLessThan(range(0.1) * 1.03);
    // A range that begins now leaves out 15 % at its late end, because it leaves out nobody at the other.
    const late = range(low === 0 ? 0.85 : 0.9);
    expect(high).toBeGreaterThan(late * 0.97 - 0.5);
    expect(high).toBeLessThan(late * 1.03 + 0.5);
  });

  it('begins with the usual minutes and learns the pace of the calls', () => {
    expect(1 / callRate(pace([], 0, 600_000))).toBe(600_000);
    const fast = Array.from({ length: 16 }, (_, i) => i * 60_000);
    // 15 gaps of a minute against a belief of 8 gaps of ten.
    expect(1 / callRate(pace(fast, 15 * 60_000, 600_000))).toBeCloseTo((15 * 60_000 + 8 * 600_000) / 23, 3);
    expect(estimateWait(standing(5), pace(fast, 15 * 60_000)).high).toBeLessThan(estimateWait(standing(5), pace([], 0)).high);
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
    // One goes to the idle counter at once; four gaps of ten minutes are left, and a little for people who may pass.
    expect(sim.leg('rush4').estimate).toMatchObject({ ahead: 4, minutes: 41 });
  });

  it('a counter that had stood idle says nothing of the pace: the first calls after opening come all together', () => {
    const sim = openSim(simConfig(), '2026-03-02T08:50');
    for (let i = 0; i < 8; i += 1) issue(sim, `early${i}`);
    sim.go('09:00');
    signIn(sim, '1', '2', '3');
    for (const counter of ['1', '2', '3']) callNext(sim, counter);
    expect(sim.hall.queues.get(sim.leg('early0').queueId)?.recent).toEqual([]);
    serve(sim.pass(5), '1');
    callNext(sim, '1');
    expect(sim.hall.queues.get(sim.leg('early0').queueId)?.recent).toHaveLength(1);
    expect(sim.differences()).toEqual([]);
  });

  it('of the calls of a queue it learns how many people pass', () => {
    const told = (classId: string): number => {
      const sim = openSim(simConfig());
      signIn(sim, '2');
      for (let i = 0; i < 12; i += 1) {
        issue(sim, `${classId}${i}`, { classId });
        callNext(sim.pass(2), '2');
        serve(sim.pass(8), '2');
      }
      for (let i = 0; i < 3; i += 1) issue(sim, `w${i}`);
      return sim.leg('w2').estimate.minutes;
    };
    expect(told('elderly')).toBeGreaterThan(told('walk-in') + 5);
  });

  it('nobody called for long means slower, not the same', () => {
    const calls = [0, 60_000, 120_000];
    expect(callRate(pace(calls, 3_000_000))).toBeLessThan(callRate(pace(calls, 120_000)));
  });

  it('counters that stand ready call at once as many as they are', () => {
    const at = (ahead: number) => estimateWait(standing(ahead, { ready: 2 }), pace([], 0));
    expect(at(0)).toEqual({ ahead: 0, minutes: 0, low: 0, high: 1 });
    expect(at(1)).toEqual({ ahead: 1, minutes: 0, low: 0, high: 1 });
    expect(at(2)).toEqual({ ...estimateWait(standing(0), pace([], 0)), ahead: 2 });
  });

  it('whoever just begins at opening takes longer than one who is half done', () => {
    const at = (opening: boolean) => estimateWait(standing(12, { ready: 10, opening }), pace([], 0));
    expect(at(true).minutes).toBe(at(false).minutes + 20);
  });

  it('before the doors open the late end of the range counts on half of the counters only', () => {
    const at = (opening: boolean) => estimateWait(standing(5, { ready: 6, opening }), pace([], 0));
    expect([at(true).low, at(true).minutes, at(false).high]).toEqual([0, 0, 1]);
    expect(at(true).high).toBeGreaterThan(30);
  });

  it('people who come later and pass make the wait longer, for as long as they may', () => {
    const at = (ms: number) => estimateWait(standing(8, { passing: { share: 0.25, ms } }), pace([], 0)).minutes;
    expect([at(0), at(7_200_000), at(10 ** 9)]).toEqual([90, 120, 120]);
  });

  it('somebody preferred once overdue waits until then and for the few who are preferred too, or in turn if that is sooner', () => {
    const at = (ahead: number) => estimateWait(standing(ahead, { preferred: { ms: 1_200_000, before: 1.5 } }), pace([], 0));
    expect(at(40)).toMatchObject({ ahead: 40, minutes: 35 });
    expect(at(40).low).toBeGreaterThanOrEqual(20);
    expect(at(0).minutes).toBe(10);
  });

  it('more people ahead never means sooner, and the range holds the mean', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.array(fc.integer({ min: 1, max: 900_000 }), { maxLength: 16 }), (ahead, gaps) => {
      const calls = gaps.map((_, i) => gaps.slice(0, i).reduce((a, b) => a + b, 0));
      const p = pace(calls, (calls.at(-1) ?? 0) + 1000);
      const [one, next] = [estimateWait(standing(ahead), p), estimateWait(standing(ahead + 1), p)];
      expect(next.low).toBeGreaterThanOrEqual(one.low);
      expect(next.high).toBeGreaterThanOrEqual(one.high);
      expect(one.low).toBeLessThanOrEqual(one.minutes);
      expect(one.minutes).toBeLessThanOrEqual(one.high);
    }));
  });
});
