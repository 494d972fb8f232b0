/** `npx tsx test/sim/many-days.ts [first seed] [how many] [load]`: simulated days without end; prints the seed of each that fails. */
import { simConfig } from '../support/sim-config.ts';
import { endingsOf } from '../support/sim-checks.ts';
import { simulateDay } from '../support/sim-day.ts';

const [first = 1, many = 50, load = 0.95] = process.argv.slice(2).map(Number);
const failed: number[] = [];
for (let seed = first; seed < first + many; seed += 1) {
  const { sim, faults } = simulateDay({ config: simConfig(), seed, day: '2026-03-02', load, faults: true });
  console.info(`seed ${seed}: ${JSON.stringify(endingsOf(sim))} ${faults.length === 0 ? 'ok' : faults.slice(0, 5).join('; ')}`);
  if (faults.length > 0) failed.push(seed);
}
console.info(failed.length === 0 ? 'all days hold' : `failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
