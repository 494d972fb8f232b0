import { expect, test } from 'vitest';
import { simConfig } from '../support/sim-config.ts';
import { endingsOf } from '../support/sim-checks.ts';
import { simulateDay } from '../support/sim-day.ts';

const seeds = (process.env['SEEDS'] ?? '1,2,3').split(',').map(Number);

test.each(seeds)('a day of a small hall with everything going wrong, seed %d', (seed) => {
  const { sim, faults, crashes } = simulateDay({ config: simConfig(), seed, day: '2026-03-02', load: 0.95, faults: true });
  const ends = endingsOf(sim);
  console.info(`seed ${seed}: ${crashes} crashes, ${sim.entries.length} events, ${JSON.stringify(ends)}`);
  expect(faults).toEqual([]);
  expect(ends.issued).toBe(ends.served + ends.left + ends.unserved + ends.open);
  expect(ends.served).toBeGreaterThan(50);
});
