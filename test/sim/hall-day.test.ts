import { expect, test } from 'vitest';
import { shippedHall } from '../support/shipped-hall.ts';
import { simConfig } from '../support/sim-config.ts';
import { endingsOf } from '../support/sim-checks.ts';
import { simulateDay } from '../support/sim-day.ts';
import type { DayPlan } from '../support/sim-day.ts';

const seeds = (process.env['SEEDS'] ?? '1,2,3').split(',').map(Number);

/** Nobody lost or doubled, numbers unique, one person per counter, alarms for the silent, rows = memory = journal. */
const holds = (name: string, plan: DayPlan): void => {
  const { sim, faults, crashes } = simulateDay(plan);
  const ends = endingsOf(sim);
  console.info(`${name}, seed ${plan.seed}: ${crashes} crashes, ${sim.entries.length} events, ${JSON.stringify(ends)}`);
  expect(faults).toEqual([]);
  expect(ends.issued).toBe(ends.served + ends.left + ends.unserved + ends.open);
  expect(ends.served).toBeGreaterThan(20);
};

test.each(seeds)('a day of a small hall with everything going wrong, seed %d', { timeout: 120_000 }, (seed) =>
  holds('trial hall', { config: simConfig(), seed, day: '2026-03-02', load: 0.95, faults: true }));

test('a rush that the counters cannot cope with leaves people unserved, and nobody lost', { timeout: 120_000 }, () =>
  holds('rush', { config: simConfig({ missed: { kind: 'automatic', minutes: 6 } }), seed: 4, day: '2026-03-02', load: 1.8, faults: true }));

test('a clock change on a day that loses an hour, in a hall that is open on Sunday', { timeout: 120_000 }, () =>
  holds('Berlin', { config: simConfig({ timeZone: 'Europe/Berlin', hours: { sun: [{ from: '01:00', to: '05:00' }, { from: '06:00', to: '12:00' }] } }), seed: 5, day: '2026-03-29', load: 0.9, faults: true, from: 0, to: 13 }));

test('four hours of the county hall that never closes, over the day change', { timeout: 180_000 }, () =>
  holds('demo', { config: shippedHall('demo'), seed: 6, day: '2026-03-02', load: 0.9, faults: true, from: 2, to: 6 }));
