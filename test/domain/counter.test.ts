import { describe, expect, it } from 'vitest';
import type { Command } from '../../server/domain/command.ts';
import { counterView } from '../../server/domain/view-counter.ts';
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
    expect(sim.no(atDesk(sim, '3').signIn('9999'))).toEqual({ code: 'unknown-staff', about: '9999' });
  });

  it('is for people who may call: a supervisor is not put at a counter', () => {
    const config = simConfig();
    const sim = openSim({ ...config, staff: [...config.staff, { number: named('6001'), name: { 'zh-CN': '督查', en: 'Supervisor' }, roles: ['supervisor'] }] });
    expect(sim.no({ type: 'sign-in', by: staff('2001'), counterId: named('3'), clerk: named('6001'), force: true }).code).toBe('right-missing');
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

describe('returning', () => {
  it('is also for the guide, at a counter where somebody sits', () => {
    const sim = busy('serving');
    sim.ok(atDesk(sim, '1').hold());
    const back = (counter: string, by: string): Command => ({ type: 'return', by: staff(by), counterId: named(counter), ticketId: named('a') });
    expect(sim.no(back('1', '1002')).code).toBe('not-yours');
    expect(sim.no(back('3', '2001')).code).toBe('not-signed-in');
    sim.ok(back('2', '2001'));
    expect(callNext(sim, '2')).toBe('a returned');
    expect(sim.differences()).toEqual([]);
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

  it('who was to be called next here stands in line again with the due kept, and others call them (pain 11)', () => {
    const sim = busy('serving');
    sim.ok(atDesk(sim, '1').hold());
    const { due } = sim.leg('a');
    sim.ok(atDesk(sim, '1').giveBack('a'));
    expect(sim.leg('a').placed?.kind).toBe('counter');
    sim.ok(atDesk(sim, '1').signOut());
    expect(sim.leg('a')).toMatchObject({ state: 'waiting', placed: null, due });
    expect(serveAll(sim, '2')).toEqual(['a', 'b']);
    expect(sim.differences()).toEqual([]);
  });

  it('nor does a taken back call put anybody at a counter whose clerk has gone (pain 11)', () => {
    const sim = busy('serving');
    sim.ok(atDesk(sim, '1').hold());
    sim.ok(atDesk(sim, '1').giveBack('a'));
    sim.ok({ type: 'sign-in', by: staff('2001'), counterId: named('3'), clerk: named('2001'), force: false });
    sim.ok(atDesk(sim, '3').call('a'));
    sim.ok(atDesk(sim, '1').signOut());
    sim.ok(atDesk(sim, '3').undo);
    expect(serveAll(sim, '2')).toEqual(['a', 'b']);
    expect(sim.differences()).toEqual([]);
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

describe('a new hall file without a counter', () => {
  const without = (sim: SimHall, counter: string): void => sim.configure({ ...sim.config, counters: sim.config.counters.filter((c) => c.id !== counter) });
  const line = (sim: SimHall, counter: string): readonly string[] => counterView(sim.hall, named(counter), sim.at)?.line.map((p) => p.ticketId) ?? [];

  it.each(['called', 'serving'] as const)('sends a %s visitor back into the line with the due kept, and its clerk may sit elsewhere', (state) => {
    const sim = busy(state);
    const { due, start } = sim.leg('a');
    without(sim, '1');
    expect(sim.leg('a')).toMatchObject({ state: 'waiting', due, start, counterId: null, clerk: null, call: null, startedAt: null });
    expect(sim.hall.counters.get(named('1'))).toMatchObject({ clerk: null, current: null, acts: [] });
    expect(line(sim, '2')).toEqual(['a', 'b']);
    sim.ok(atDesk(sim, '5').signIn('1001'));
    expect(sim.differences()).toEqual([]);
    expect(serveAll(sim, '5')).toEqual(['a', 'b']);
    expect(sim.differences()).toEqual([]);
  });

  it('releases who was to be called next there, and keeps who stepped aside on the lists of the queue', () => {
    const sim = busy('serving');
    sim.ok(atDesk(sim, '1').hold());
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').start);
    sim.ok(atDesk(sim, '1').hold());
    sim.ok(atDesk(sim, '1').giveBack('b'));
    expect(line(sim, '2')).toEqual([]);
    without(sim, '1');
    expect(line(sim, '2')).toEqual(['b']);
    expect(counterView(sim.hall, named('2'), sim.at)?.held.map((p) => p.ticketId)).toEqual(['a']);
    expect(sim.differences()).toEqual([]);
    sim.ok(atDesk(sim, '2').resumeHeld('a'));
    sim.ok(atDesk(sim, '2').finish());
    expect(serveAll(sim, '2')).toEqual(['b']);
  });

  const seenAt = (sim: SimHall, ...counters: readonly string[]) => counters.map((counter) => {
    const view = counterView(sim.hall, named(counter), sim.at);
    return [counter, ...(view?.held ?? []).map((p) => `${p.ticketId} held`), ...(view?.absent ?? []).map((p) => `${p.ticketId} absent`)].join(' ');
  });
  const only = (sim: SimHall, ...counters: readonly string[]): void => sim.configure({ ...sim.config, counters: sim.config.counters.filter((c) => counters.includes(c.id)) });

  it('where no counter has their queue for its own, who stepped aside or was missed there is shown to those who may help, and they go on', () => {
    const sim = busy('serving');
    sim.ok(atDesk(sim, '1').hold());
    callNext(sim, '1');
    missCall(sim, '1');
    const { due, start } = sim.leg('a');
    expect(seenAt(sim, '3', '4', '6')).toEqual(['3', '4', '6']);
    only(sim, '3', '4', '6');
    expect(seenAt(sim, '3', '4', '6')).toEqual(['3', '4 a held b absent', '6 a held b absent']);
    expect(sim.leg('a')).toMatchObject({ state: 'held', due, start });
    expect(sim.differences()).toEqual([]);
    signIn(sim, '4');
    sim.ok(atDesk(sim, '4').giveBack('b'));
    sim.ok(atDesk(sim, '4').resumeHeld('a'));
    sim.ok(atDesk(sim, '4').finish());
    expect(serveAll(sim, '4')).toEqual(['b']);
    expect(sim.differences()).toEqual([]);
  });

  it('where nobody may call their queue any more, every counter is shown who stepped aside, and may go on', () => {
    const sim = busy('serving');
    sim.ok(atDesk(sim, '1').hold());
    only(sim, '3');
    expect(seenAt(sim, '3')).toEqual(['3 a held']);
    signIn(sim, '3');
    sim.ok(atDesk(sim, '3').resumeHeld('a'));
    expect(seenAt(sim, '3')).toEqual(['3']);
    sim.ok(atDesk(sim, '3').finish());
    expect(sim.leg('a').state).toBe('served');
    expect(sim.differences()).toEqual([]);
  });

  it('leaves the other counters as they are', () => {
    const sim = busy('serving');
    without(sim, '2');
    expect(sim.leg('a')).toMatchObject({ state: 'serving', counterId: '1' });
    sim.ok(atDesk(sim, '1').finish());
    expect(serveAll(sim, '1')).toEqual(['b']);
  });
});
