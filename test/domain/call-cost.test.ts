import { expect, test } from 'vitest';
import type { OrderedIndex } from '../../server/domain/ordered-index.ts';
import { simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { atDesk, issueCommand, signIn } from '../support/sim-press.ts';

/** A lane that falls empty is dropped, and its count with it; so every index ever seen is kept. */
const watch = (sim: SimHall, seen: Set<OrderedIndex>): void => {
  for (const lanes of sim.hall.lines.byQueue.values()) for (const lane of lanes.values()) seen.add(lane.index);
};
const sumOf = (seen: ReadonlySet<OrderedIndex>): number => [...seen].reduce((sum, index) => sum + index.comparisons, 0);

/** Comparisons of one issue, call, start and finish, with so many waiting all the time. */
const perVisit = (waiting: number, mixed: boolean): number => {
  const sim = openSim(simConfig({ queues: simConfig().queues.map((q) => ({ ...q, to: 9999 })) }));
  signIn(sim, '1', '4', '5');
  const classes = ['walk-in', 'walk-in', 'elderly', 'appointment'];
  const come = (i: number): void => void sim.pass(0.01).ok(issueCommand(`t${i}`, { classId: mixed ? (classes[i % 4] ?? '') : 'walk-in', services: [mixed && i % 3 === 0 ? 'licence' : 'register'], needs: mixed && i % 10 === 0 ? ['low-desk'] : [] }));
  for (let i = 0; i < waiting; i += 1) come(i);
  const seen = new Set<OrderedIndex>();
  watch(sim, seen);
  const before = sumOf(seen);
  const visits = 60;
  for (let i = 0; i < visits; i += 1) {
    come(waiting + i);
    watch(sim, seen);
    const counter = ['1', '4', '5'][i % 3] ?? '1';
    sim.ok(atDesk(sim, counter).next);
    sim.ok(atDesk(sim, counter).finish());
  }
  return (sumOf(seen) - before) / visits;
};

const log = (n: number): number => Math.log2(n);

test('with everybody in one line a visit costs the same at 20 and at 2,000 waiting, within a logarithm', () => {
  const [few, many] = [perVisit(20, false), perVisit(2000, false)];
  console.info(`comparisons a visit, one line: ${few.toFixed(1)} with 20 waiting, ${many.toFixed(1)} with 2,000`);
  expect(few).toBeGreaterThan(5);
  expect(many).toBeLessThan(few * (log(2000) / log(20)) * 1.4);
});

test('with four classes, two queues and needs, each of about ten searches grows by the logarithm', () => {
  const [few, many] = [perVisit(20, true), perVisit(2000, true)];
  console.info(`comparisons a visit, mixed: ${few.toFixed(1)} with 20 waiting, ${many.toFixed(1)} with 2,000`);
  expect(many).toBeLessThan(few + 10 * log(2000 / 20) * 1.4);
});
