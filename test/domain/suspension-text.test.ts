import { expect, test } from 'vitest';
import { apply } from '../../server/domain/apply.ts';
import { noChanges } from '../../server/domain/changes.ts';
import type { HallEvent } from '../../server/domain/event.ts';
import type { Text } from '../../server/domain/hall-config.ts';
import type { Hall } from '../../server/domain/hall.ts';
import { newHall } from '../../server/domain/new-hall.ts';
import { simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { hallImage } from '../support/sim-image.ts';
import { endSuspension, issue, suspend } from '../support/sim-press.ts';

const reason: Text = { 'zh-CN': '停电', en: 'Power cut' };
const suspendedDay = (): SimHall => {
  const sim = openSim(simConfig());
  issue(sim, 'a');
  sim.ok(suspend('s1', { kind: 'service', id: 'register' as never }));
  sim.ok(suspend('s2'));
  sim.ok(endSuspension('s2'));
  return sim;
};
/** The journal folded from its beginning, each event told as `tell` says. */
const fold = (sim: SimHall, texts: ReadonlyMap<string, Text>, tell = (event: HallEvent): HallEvent => event): Hall => {
  const first = sim.catalogues.get(1);
  if (first === undefined) throw new Error('the hall has no first hall file');
  const hall = newHall(sim.hall.id, first, sim.entries[0]?.at ?? sim.at);
  for (const entry of sim.entries) apply(hall, { ...entry, event: tell(entry.event) }, noChanges(), sim.catalogues, texts);
  return hall;
};
const reasons = (hall: Hall): readonly string[] => [...hall.suspensions.values()].map((s) => s.reason.en);

test('a suspension is journalled by its seal; with the text beside it the fold is the hall in memory', () => {
  const sim = suspendedDay();
  expect(JSON.stringify(sim.entries)).not.toContain('Power cut');
  expect(reasons(sim.hall)).toEqual(['Power cut', 'Power cut']);
  expect(hallImage(fold(sim, new Map([['seal of s1', reason], ['seal of s2', reason]])))).toBe(hallImage(sim.hall));
});

test('an older journal, with the reason inside its events, is still read', () => {
  const sim = suspendedDay();
  const asBefore = (event: HallEvent): HallEvent => (event.type === 'suspended' ? { type: 'suspended', id: event.id, scope: event.scope, expectedBack: event.expectedBack, reason } : event);
  expect(hallImage(fold(sim, new Map(), asBefore))).toBe(hallImage(sim.hall));
});

test('a text that was cleared away leaves the suspension without words, and all else as it was', () => {
  const sim = suspendedDay();
  const hall = fold(sim, new Map([['seal of s2', reason]]));
  expect(reasons(hall)).toEqual(['', 'Power cut']);
  for (const [id, s] of hall.suspensions) if (s.reason.en === '') hall.suspensions.set(id, { ...s, reason });
  expect(hallImage(hall)).toBe(hallImage(sim.hall));
});
