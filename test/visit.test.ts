import { expect, test } from 'vitest';
import { simConfig } from './support/sim-config.ts';
import { openSim } from './support/sim-hall.ts';
import { issue, signIn, serveAll } from './support/sim-press.ts';
test('x', () => {
  const sim = openSim(simConfig());
  signIn(sim, '1', '2');
  issue(sim, 'a'); issue(sim, 'b', { classId: 'elderly' });
  expect(serveAll(sim, '1')).toEqual(['b', 'a']);
  expect(sim.differences()).toEqual([]);
});
