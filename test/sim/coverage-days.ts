/** `npx tsx test/sim/coverage-days.ts [hall] [first seed] [how many] [load]`: how often the range told at issue held, over simulated days of a shipped hall. */
import { shippedHall } from '../support/shipped-hall.ts';
import { coverageOf, coverageTable, forecastsOf } from '../support/sim-coverage.ts';
import type { Forecast } from '../support/sim-coverage.ts';
import { simulateDay } from '../support/sim-day.ts';

const [hall = 'demo-hours', ...numbers] = process.argv.slice(2);
const [first = 201, many = 5, load = 0.75] = numbers.map(Number);
const config = shippedHall(hall);
const forecasts: Forecast[] = [];
for (let seed = first; seed < first + many; seed += 1) forecasts.push(...forecastsOf(simulateDay({ config, seed, day: '2026-03-02', load, faults: false, light: true }).sim));
console.info(`${hall}, seeds ${first} to ${first + many - 1}, load ${load}\n${coverageTable(coverageOf(forecasts))}`);
