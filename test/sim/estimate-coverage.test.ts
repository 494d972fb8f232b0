import { expect, test } from 'vitest';
import { shippedHall } from '../support/shipped-hall.ts';
import { endingsOf } from '../support/sim-checks.ts';
import { coverageOf, coverageTable, forecastsOf } from '../support/sim-coverage.ts';
import { simulateDay } from '../support/sim-day.ts';

/** Held out: the constants were chosen while looking at seeds 1 to 8, 101 to 106, 301 to 303 and 501 to 503; those above 700 were only reported on. */
const seeds = (process.env['SEEDS'] ?? '701,702,703').split(',').map(Number);

test('on days of the county hall the range told at issue holds the true wait of 70 to 90 %, however many stand ahead', { timeout: 180_000 }, () => {
  const config = shippedHall('demo-hours');
  const forecasts = seeds.flatMap((seed) => {
    const { sim } = simulateDay({ config, seed, day: '2026-03-02', load: 0.75, faults: false, light: true });
    console.info(`seed ${seed}, ${JSON.stringify(endingsOf(sim))}`);
    return forecastsOf(sim);
  });
  const rows = coverageOf(forecasts);
  console.info(`estimate coverage, seeds ${seeds.join(', ')}\n${coverageTable(rows)}`);
  for (const { name, count, share, width } of rows) {
    expect(count, name).toBeGreaterThan(20);
    // Neighbours in one line share their luck, so a class counts like a quarter of its people; two deviations of that are allowed.
    const slack = 2 * Math.sqrt(0.16 / (count / 4));
    expect(share, name).toBeGreaterThanOrEqual(0.7 - slack);
    // Whoever finds a counter ready is called within the minute, which is the narrowest range there is.
    if (name === 'at once') expect(width).toBe(1);
    else expect(share, name).toBeLessThanOrEqual(0.9 + slack);
  }
});
