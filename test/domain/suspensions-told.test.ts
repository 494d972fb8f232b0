import { expect, test } from 'vitest';
import type { Scope } from '../../server/domain/hall.ts';
import { counterView } from '../../server/domain/view-counter.ts';
import { displayView } from '../../server/domain/view-display.ts';
import { visitorView } from '../../server/domain/view-visitor.ts';
import { visitorAnswer } from '../../server/http/written-out.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, callNext, endSuspension, issue, serve, signIn, suspend } from '../support/sim-press.ts';

/** Three people: of the general queue (police), of the business queue (market), and one with both services. */
const suspended = (scope: Scope): SimHall => {
  const sim = openSim(simConfig());
  signIn(sim, '1', '3', '6');
  issue(sim, 'general');
  issue(sim, 'business', { services: ['licence'] });
  issue(sim, 'both', { services: ['register', 'licence'] });
  sim.ok(suspend('s', scope));
  return sim;
};
const phone = (sim: SimHall, id: string): number => {
  const told = visitorView(sim.hall, named(id), sim.at)?.suspensions.length;
  expect(visitorAnswer(sim.hall, named(id), sim.at)?.suspensions.length).toBe(told);
  return told ?? -1;
};
const around = { speaks: false, screen: null, versionOf: () => null };
const zone = (sim: SimHall, id: string): number => displayView(sim.hall, named(id), sim.at, around).suspensions.length;
const desk = (sim: SimHall, id: string): number => counterView(sim.hall, named(id), sim.at)?.suspensions.length ?? -1;

test.each<{ readonly scope: Scope; readonly phones: readonly number[]; readonly zones: readonly number[]; readonly desks: readonly number[] }>([
  { scope: { kind: 'service', id: named('licence') }, phones: [0, 1, 1], zones: [0, 1], desks: [0, 1, 0] },
  { scope: { kind: 'department', id: 'market' }, phones: [0, 1, 1], zones: [0, 1], desks: [0, 1, 1] },
  { scope: { kind: 'service', id: named('register') }, phones: [1, 0, 1], zones: [1, 1], desks: [1, 0, 1] },
  { scope: { kind: 'service', id: named('online') }, phones: [0, 0, 0], zones: [0, 0], desks: [0, 0, 0] },
  { scope: { kind: 'hall' }, phones: [1, 1, 1], zones: [1, 1], desks: [1, 1, 1] },
])('a suspension of $scope is told only to whom it concerns', ({ scope, phones, zones, desks }) => {
  const sim = suspended(scope);
  expect(['general', 'business', 'both'].map((id) => phone(sim, id))).toEqual(phones);
  expect(['east', 'west'].map((id) => zone(sim, id))).toEqual(zones);
  expect(['1', '3', '6'].map((id) => desk(sim, id))).toEqual(desks);
});

test('services that are done, and tickets that are given back, are concerned by none', () => {
  const sim = openSim(simConfig());
  signIn(sim, '1');
  issue(sim, 'both', { services: ['register', 'licence'] });
  callNext(sim, '1');
  serve(sim, '1');
  sim.ok(suspend('s', { kind: 'service', id: named('register') }));
  expect(phone(sim, 'both')).toBe(0);
  sim.ok(suspend('t'));
  expect(phone(sim, 'both')).toBe(1);
  sim.ok(about('leave', 'both'));
  expect(phone(sim, 'both')).toBe(0);
});

test('who waits for two services is told the place in the line that still moves, and which service stands still', () => {
  const sim = openSim(simConfig());
  signIn(sim, '1', '3');
  issue(sim, 'both', { services: ['register', 'licence'] });
  const told = (): unknown => {
    const view = visitorView(sim.hall, named('both'), sim.at);
    return [view?.zone.id, view?.services.map((service) => service.suspended), view?.estimate != null];
  };
  expect(told()).toEqual(['east', [false, false], true]);
  sim.ok(suspend('r', { kind: 'service', id: named('register') }));
  expect(told()).toEqual(['west', [true, false], true]);
  sim.ok(suspend('l', { kind: 'service', id: named('licence') }));
  expect(told()).toEqual(['east', [true, true], false]);
  sim.ok(endSuspension('r'));
  expect(told()).toEqual(['east', [false, true], true]);
});
