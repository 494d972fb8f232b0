import { describe, expect, it, test } from 'vitest';
import { isRefusal } from '../../server/domain/decision.ts';
import type { Command } from '../../server/domain/command.ts';
import { legStateAfter } from '../../server/domain/leg-states.ts';
import type { LegMove, LegState } from '../../server/domain/leg-states.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, atDesk, callNext, changeClass, endOfDay, issue, missCall, serve, signIn, staff, visitor } from '../support/sim-press.ts';

const states: readonly LegState[] = ['waiting', 'called', 'serving', 'held', 'absent', 'served', 'left', 'unserved'];

/** product.md, States of a leg: what each move leads to, written a second time so that the table can't change unseen. */
const moves: { readonly [move in LegMove]: { readonly [state in LegState]?: LegState } } = {
  call: { waiting: 'called' },
  'call-by-hand': { waiting: 'called', absent: 'called' },
  recall: { called: 'called' },
  start: { called: 'serving' },
  finish: { called: 'served', serving: 'served' },
  hold: { serving: 'held' },
  resume: { held: 'serving' },
  return: { held: 'waiting', absent: 'waiting' },
  transfer: { called: 'waiting', serving: 'waiting' },
  requeue: { called: 'waiting', serving: 'waiting' },
  absent: { called: 'absent' },
  forget: { waiting: 'absent' },
  wake: { absent: 'waiting' },
  leave: { waiting: 'left', called: 'left', held: 'left', absent: 'left' },
  close: { waiting: 'unserved', held: 'unserved', absent: 'unserved' },
  'add-service': { called: 'called', serving: 'serving' },
  'change-class': { waiting: 'waiting', called: 'called', serving: 'serving', held: 'held', absent: 'absent' },
  rate: { served: 'served' },
};

describe('the table of leg states', () => {
  for (const [move, after] of Object.entries(moves))
    it.each(states)(`${move} from %s`, (state) => expect(legStateAfter(state, named<LegMove>(move))).toBe(after[state] ?? null));
});

/** A hall with ticket `t` in this state, clerk 1009 (who may do everything by hand) at counter 1. */
const hallWith = (state: LegState): SimHall => {
  const sim = openSim(simConfig());
  const desk = () => atDesk(sim, '1');
  sim.ok(desk().signIn('1009'));
  issue(sim, 't');
  if (state === 'waiting') return sim;
  if (state === 'left') sim.ok(about('leave', 't'));
  else if (state === 'unserved') sim.ok(endOfDay());
  else callNext(sim, '1');
  if (state === 'absent') missCall(sim, '1');
  if (state === 'serving' || state === 'held') sim.ok(desk().start);
  if (state === 'held') sim.ok(desk().hold());
  if (state === 'served') serve(sim, '1');
  return sim;
};

/** Every command about one person, and the states in which it is accepted. Commands without a ticket mean the one at the counter. */
const commands: { readonly [name: string]: readonly [(sim: SimHall) => Command, ...LegState[]] } = {
  call: [(sim) => atDesk(sim, '1').call('t'), 'waiting', 'absent'],
  recall: [(sim) => atDesk(sim, '1').recall, 'called'],
  start: [(sim) => atDesk(sim, '1').start, 'called'],
  finish: [(sim) => atDesk(sim, '1').finish(), 'called', 'serving'],
  hold: [(sim) => atDesk(sim, '1').hold(), 'serving'],
  'resume-held': [(sim) => atDesk(sim, '1').resumeHeld('t'), 'held'],
  return: [(sim) => atDesk(sim, '1').giveBack('t'), 'held', 'absent'],
  transfer: [(sim) => atDesk(sim, '1').transfer('business'), 'called', 'serving'],
  'add-service': [(sim) => atDesk(sim, '1').addService('ask'), 'called', 'serving'],
  absent: [(sim) => atDesk(sim, '1').absent],
  undo: [(sim) => atDesk(sim, '1').undo, 'called', 'serving', 'held', 'absent', 'served'],
  wake: [() => about('wake', 't'), 'absent'],
  leave: [() => about('leave', 't'), 'waiting', 'called', 'held', 'absent'],
  away: [() => about('away', 't'), 'waiting'],
  back: [() => about('back', 't')],
  'change-class': [() => changeClass('t', 'elderly'), 'waiting', 'called', 'serving', 'held', 'absent'],
  'sign-out': [(sim) => atDesk(sim, '1').signOut(), 'waiting', 'held', 'absent', 'served', 'left', 'unserved'],
  'end-of-day': [() => endOfDay(), 'waiting', 'held', 'absent', 'served', 'left', 'unserved'],
  rate: [() => ({ type: 'rate', by: visitor, ticketId: named('t'), legId: null, grade: 5, answers: [], seal: null }), 'served'],
};

describe('every command in every state is accepted exactly where it should be, and a refused one changes nothing (pain 14)', () => {
  for (const [name, [command, ...accepted]] of Object.entries(commands))
    it.each(states)(`${name} while %s`, (state) => {
      const sim = hallWith(state);
      if (accepted.includes(state)) expect(isRefusal(sim.run(command(sim)))).toBe(false);
      else expect(sim.no(command(sim)).code).toMatch(/^(illegal-move|no-current-ticket|nothing-to-undo|call-not-heard-yet|not-away|ticket-open|counter-busy)$/);
      expect(sim.differences()).toEqual([]);
    });
});

test('a strange counter, clerk, ticket or service is named as the fault', () => {
  const sim = hallWith('serving');
  const at = (counter: string, number: string) => ({ counterId: named<never>(counter), by: staff(number) });
  expect(sim.no({ type: 'recall', ...at('99', '1009') }).code).toBe('unknown-counter');
  expect(sim.no({ type: 'recall', ...at('2', '1009') }).code).toBe('not-signed-in');
  expect(sim.no({ type: 'recall', ...at('1', '1001') }).code).toBe('not-yours');
  expect(sim.no({ type: 'recall', counterId: named('1'), by: visitor }).code).toBe('not-yours');
  expect(sim.no(about('leave', 'nobody')).code).toBe('unknown-ticket');
  expect(sim.no(changeClass('t', 'king')).code).toBe('unknown-class');
  expect(sim.no(atDesk(sim, '1').transfer('nowhere')).code).toBe('unknown-queue');
  expect(sim.no(atDesk(sim, '1').addService('online')).code).toBe('service-not-by-ticket');
  expect(sim.no(atDesk(sim, '1').addService('register')).code).toBe('service-twice');
  expect(sim.no(atDesk(sim, '1').hold('bored')).code).toBe('unknown-reason');
  expect(sim.no(atDesk(sim, '1').finish('eaten')).code).toBe('unknown-outcome');
  expect(sim.no(atDesk(sim, '1').finish('incomplete', ['passport'])).code).toBe('unknown-material');
});
