import { expect, test } from 'vitest';
import { counterView } from '../server/domain/view-counter.ts';
import { visitorView } from '../server/domain/view-visitor.ts';
import { named, simConfig } from './support/sim-config.ts';
import { openSim } from './support/sim-hall.ts';
import { about, atDesk, callNext, device, issue, signIn, speakAndShow, visitor } from './support/sim-press.ts';

test('one visit, from the kiosk press to the rating', () => {
  const sim = openSim(simConfig(), '2026-03-02T08:50');
  const see = () => visitorView(sim.hall, named('li'), sim.at);

  // Mrs Li comes before the doors open; somebody stands before her.
  expect(issue(sim, 'wang')).toBe('A001');
  expect(issue(sim.pass(2), 'li', { job: 'slip' })).toBe('A002');
  expect(see()).toMatchObject({ number: 'A002', state: 'waiting', ahead: 1 });

  // The slip comes out of the printer.
  const paper = (state: 'printing' | 'printed'): void => void sim.ok({ type: 'report-print', by: device('agent-1'), ticketId: named('li'), job: 'slip', state, fault: null });
  paper('printing');
  paper('printed');
  expect(sim.ticket('li').print?.state).toBe('printed');

  // The doors open, clerk 1001 sits down and calls; Mrs Li fetches a coffee and is back in time.
  signIn(sim.go('09:00'), '1');
  expect(callNext(sim, '1')).toBe('wang earliest-due');
  sim.ok(about('away', 'li'));
  sim.pass(6).ok(about('back', 'li'));
  expect(see()).toMatchObject({ ahead: 0, away: null, awaysLeft: 1 });

  // Finish and call next. The voice says so, the screen shows it.
  sim.ok(atDesk(sim, '1').finish());
  expect(callNext(sim, '1')).toBe('li earliest-due');
  speakAndShow(sim, 'east');
  expect(see()).toMatchObject({ state: 'called', counter: { en: 'Counter 1' }, lastCallAt: sim.at });
  expect(counterView(sim.hall, named('1'), sim.at)?.current).toMatchObject({ number: 'A002', voice: 'spoken', shown: true, waited: 6 });

  // A paper is missing at first: she steps aside to copy it, and is taken up again without a call.
  sim.pass(0.5).ok(atDesk(sim, '1').start);
  sim.pass(3).ok(atDesk(sim, '1').hold());
  expect(counterView(sim.hall, named('1'), sim.at)?.held.map((p) => p.number)).toEqual(['A002']);
  sim.pass(4).ok(atDesk(sim, '1').resumeHeld('li'));

  // The server dies in the middle of it, and nothing is lost.
  sim.crash();
  expect(see()).toMatchObject({ state: 'serving', number: 'A002' });

  // The clerk presses finish too early, takes it back, and finishes.
  sim.ok(atDesk(sim, '1').finish('incomplete', ['card']));
  sim.ok(atDesk(sim, '1').undo);
  sim.pass(5).ok(atDesk(sim, '1').finish('done'));
  expect(see()).toMatchObject({ state: 'served', services: [{ rateable: true }] });

  // She rates, once.
  sim.ok({ type: 'rate', by: visitor, ticketId: named('li'), legId: null, grade: 5, answers: ['quick'], seal: null });
  expect(see()).toMatchObject({ services: [{ rateable: false, rated: true }] });
  expect(sim.leg('li')).toMatchObject({ outcome: 'done', missing: [], grade: 5, waited: 6 * 60_000, clerk: '1001' });
  expect(sim.differences()).toEqual([]);
});
