import { describe, expect, it } from 'vitest';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { atDesk, callNext, issue, missCall, serveAll, signIn, staff } from '../support/sim-press.ts';

const busy = (state: 'called' | 'serving'): SimHall => {
  const sim = openSim(simConfig());
  signIn(sim, '1', '2');
  issue(sim, 'a');
  issue(sim.pass(1), 'b');
  callNext(sim, '1');
  if (state === 'serving') sim.ok(atDesk(sim, '1').start);
  return sim;
};

describe('signing in', () => {
  it('one clerk per counter and one counter per clerk', () => {
    const sim = busy('called');
    expect(sim.no(atDesk(sim, '1').signIn('1005'))).toEqual({ code: 'counter-taken', about: '1001' });
    expect(sim.no(atDesk(sim, '3').signIn('1001'))).toEqual({ code: 'clerk-elsewhere', about: '1' });
    expect(sim.ok(atDesk(sim, '1').signIn('1001'))).toEqual([]);
    expect(sim.no(atDesk(sim, '9').signIn('1005')).code).toBe('unknown-counter');
    expect(sim.no(atDesk(sim, '3').signIn('9999')).code).toBe('not-yours');
  });

  it('by force: a called visitor waits again with the due kept', () => {
    const sim = busy('called');
    const { due, start } = sim.leg('a');
    sim.ok(atDesk(sim, '1').signIn('1005', true));
    expect(sim.leg('a')).toMatchObject({ state: 'waiting', due, start, counterId: null, call: null });
    expect(sim.hall.counters.get(named('1'))).toMatchObject({ clerk: '1005', current: null, acts: [] });
    expect(serveAll(sim, '2')).toEqual(['a', 'b']);
  });

  it('by force: one being served is held and stays on the list of the counter (pain 11)', () => {
    const sim = busy('serving');
    sim.ok(atDesk(sim, '1').signIn('1005', true));
    expect(sim.leg('a').state).toBe('held');
    sim.ok(atDesk(sim, '1').resumeHeld('a'));
    expect(sim.leg('a')).toMatchObject({ state: 'serving', clerk: '1005' });
    expect(sim.differences()).toEqual([]);
  });

  it('what sleeps at a counter survives a change of clerk (pain 11)', () => {
    const sim = busy('called');
    missCall(sim, '1');
    sim.ok(atDesk(sim, '1').signOut());
    sim.ok(atDesk(sim, '1').signIn('1005'));
    expect([...sim.hall.absent]).toEqual(['a.1']);
    sim.ok(atDesk(sim, '1').giveBack('a'));
    expect(callNext(sim, '1')).toBe('a returned');
  });
});

describe('signing out', () => {
  it('is refused while somebody is at the counter, unless forced by staff', () => {
    const sim = busy('serving');
    expect(sim.no(atDesk(sim, '1').signOut()).code).toBe('ticket-open');
    expect(sim.no({ type: 'sign-out', by: staff('1002'), counterId: named('1'), force: false }).code).toBe('not-yours');
    sim.ok({ type: 'sign-out', by: staff('2001'), counterId: named('1'), force: true });
    expect([sim.leg('a').state, sim.hall.counters.get(named('1'))?.clerk]).toEqual(['held', null]);
    expect(sim.no({ type: 'sign-out', by: staff('2001'), counterId: named('1'), force: true }).code).toBe('not-signed-in');
  });
});

describe('pausing', () => {
  it('stops calls, not the visitor at the counter, and needs a known reason', () => {
    const sim = busy('called');
    expect(sim.no(atDesk(sim, '1').pause('bored')).code).toBe('unknown-reason');
    sim.ok(atDesk(sim, '1').pause());
    expect(sim.no(atDesk(sim, '1').pause()).code).toBe('counter-paused');
    sim.ok(atDesk(sim, '1').start);
    sim.ok(atDesk(sim, '1').finish());
    expect(sim.no(atDesk(sim, '1').next).code).toBe('counter-paused');
    expect(sim.no(atDesk(sim, '1').direct('d')).code).toBe('counter-paused');
    sim.ok(atDesk(sim, '1').resume);
    expect(sim.no(atDesk(sim, '1').resume).code).toBe('not-paused');
    expect(callNext(sim, '1')).toBe('b earliest-due');
  });
});
