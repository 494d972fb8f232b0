import { describe, expect, it } from 'vitest';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { instant } from '../../server/domain/brands.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, atDesk, callNext, issue, serve, serveAll, signIn } from '../support/sim-press.ts';

/** One golden order per policy (pain 5): who is called, by which rule, and who was passed for which reason. */
const callAndServe = (sim: SimHall, counter: string): string | null => {
  const called = callNext(sim, counter);
  if (called !== null) serve(sim, counter);
  return called;
};

describe('earliest due', () => {
  it('walk-ins are called in the order of their numbers', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2');
    for (const id of ['a', 'b', 'c']) issue(sim.pass(1), id);
    expect([1, 2, 3, 4].map(() => callAndServe(sim, '2'))).toEqual(['a earliest-due', 'b earliest-due', 'c earliest-due', null]);
  });

  it('a priority class goes before walk-ins who have waited less than 20 min longer, never before those who waited more', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2');
    issue(sim, 'early');
    issue(sim.pass(1), 'w');
    issue(sim.pass(19), 'old', { classId: 'elderly' });
    issue(sim.pass(1), 'later', { classId: 'elderly' });
    expect(serveAll(sim, '2')).toEqual(['early', 'old', 'w', 'later']);
  });

  it('a class may have a target of its own in one queue', () => {
    const sim = openSim(simConfig());
    signIn(sim, '5');
    issue(sim, 'g', { classId: 'disabled', services: ['register'] });
    issue(sim.pass(1), 'b', { classId: 'disabled', services: ['licence'] });
    expect(serveAll(sim, '5')).toEqual(['b', 'g']);
  });

  it('before the doors open everybody stands still: equal dues go by issue', () => {
    const sim = openSim(simConfig(), '2026-03-02T08:40');
    signIn(sim, '2');
    issue(sim, 'a');
    issue(sim.pass(10), 'b');
    issue(sim.go('08:59'), 'old', { classId: 'elderly' });
    issue(sim.go('09:01'), 'c');
    expect(sim.leg('a').due).toBe(sim.leg('b').due);
    expect(serveAll(sim, '2')).toEqual(['old', 'a', 'b', 'c']);
  });
});

describe('offsets', () => {
  it('a helping counter takes another queue’s people from 10 min before due on', () => {
    const sim = openSim(simConfig());
    signIn(sim, '6');
    issue(sim, 'g', { services: ['register'] });
    sim.go('09:19');
    expect(callNext(sim, '6')).toBeNull();
    sim.go('09:20');
    expect(callNext(sim, '6')).toBe('g earliest-due');
  });

  it('helps at once when its own queues are empty, if the profile says so', () => {
    const sim = openSim(simConfig());
    signIn(sim, '4');
    issue(sim, 'g', { services: ['register'] });
    issue(sim, 'own', { services: ['fetch'] });
    expect(callAndServe(sim, '4')).toBe('own earliest-due: offset 1');
    expect(callAndServe(sim, '4')).toBe('g earliest-due');
  });

  it('its own come first though they stand later, and the passed ones are told: offset', () => {
    const sim = openSim(simConfig());
    signIn(sim, '4');
    issue(sim, 'g', { services: ['register'] });
    issue(sim.pass(5), 'own', { services: ['fetch'] });
    expect(callAndServe(sim, '4')).toBe('own earliest-due: offset 1');
    issue(sim.go('09:50'), 'late', { services: ['fetch'] });
    expect(callNext(sim, '4')).toBe('g earliest-due');
  });

  it('a queue that is not in the profile is never called', () => {
    const sim = openSim(simConfig());
    signIn(sim, '3');
    issue(sim, 'g', { services: ['register'] });
    expect(callNext(sim.go('11:59'), '3')).toBeNull();
  });
});

describe('protected', () => {
  const booked = (sim: SimHall, id: string): string => issue(sim, id, { classId: 'appointment', period: { start: sim.at, end: instant(sim.at + 900_000) } });

  it('goes first once overdue, and passes those whose due was earlier for the reason protected', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2');
    for (const id of ['a', 'b']) issue(sim, id);
    sim.go('09:29');
    booked(sim, 'p');
    sim.go('09:30');
    expect(callAndServe(sim, '2')).toBe('a earliest-due');
    sim.go('09:32');
    expect(callAndServe(sim, '2')).toBe('p protected: protected 1');
    expect(callAndServe(sim, '2')).toBe('b earliest-due');
  });

  it('while others are overdue at most 2 of 3 calls of a counter go to protected ones', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2');
    for (const id of ['a', 'b', 'c']) issue(sim, id);
    sim.go('09:40');
    for (const id of ['p', 'q', 'r', 's', 't']) booked(sim, id);
    sim.go('09:50');
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(() => callAndServe(sim, '2'))).toEqual([
      'p protected: protected 3', 'q protected: protected 3', 'a share', 'r protected: protected 2', 's protected: protected 2', 'b share', 't protected: protected 1', 'c earliest-due',
    ]);
  });

  it('the share of others is a setting', () => {
    const sim = openSim(simConfig({ protectedOf3: 1 }));
    signIn(sim, '2');
    for (const id of ['a', 'b']) issue(sim, id);
    sim.go('09:40');
    for (const id of ['p', 'q']) booked(sim, id);
    expect(serveAll(sim.go('09:50'), '2')).toEqual(['p', 'a', 'b', 'q']);
  });

  it('an early appointment waits from its period on, and gets a walk-in’s place if that is better', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2');
    const period = (time: string) => ({ start: openSim(simConfig(), `2026-03-02T${time}`).at, end: instant(sim.at) });
    issue(sim, 'soon', { classId: 'appointment', period: period('09:20') });
    issue(sim, 'far', { classId: 'appointment', period: period('11:00') });
    issue(sim, 'w');
    expect([sim.leg('soon').due, sim.leg('far').due, sim.leg('w').due].map((due) => due / 60_000)).toEqual([22, 30, 30]);
    expect(serveAll(sim, '2')).toEqual(['soon', 'far', 'w']);
  });

  it('when the share is due, one who is overdue is called, not somebody who merely isn’t protected', () => {
    const config = simConfig();
    const profiles = config.profiles.map((p) => (p.id === 'front' ? { ...p, queues: [...p.queues, { queue: named<never>('business'), offset: 10 }] } : p));
    const sim = openSim({ ...config, profiles });
    signIn(sim, '2');
    issue(sim, 'far', { services: ['licence'] });
    issue(sim.go('09:26'), 'b', { classId: 'elderly' });
    sim.go('09:29');
    for (const id of ['p', 'q']) booked(sim, id);
    sim.go('09:31');
    booked(sim, 'r');
    expect([callAndServe(sim, '2'), callAndServe(sim, '2')]).toEqual(['p earliest-due: offset 1', 'q earliest-due: offset 1']);
    expect(callAndServe(sim, '2')).toBe('far earliest-due');
    expect([callAndServe(sim, '2'), callAndServe(sim, '2')]).toEqual(['r earliest-due', 'b earliest-due']);
  });
});

describe('needs', () => {
  it('only a counter with the equipment calls, and others pass for the reason needs (pain 18)', () => {
    const sim = openSim(simConfig());
    signIn(sim, '1', '2');
    issue(sim, 'deaf', { needs: ['sign-language'] });
    issue(sim.pass(1), 'w');
    expect(callNext(sim, '2')).toBe('w earliest-due: needs 1');
    expect(callNext(sim, '1')).toBe('deaf earliest-due');
  });

  it('every need must be met, not just one', () => {
    const sim = openSim(simConfig());
    signIn(sim, '5');
    issue(sim, 'both', { needs: ['low-desk', 'sign-language'] });
    expect(callNext(sim, '5')).toBeNull();
    issue(sim, 'low', { needs: ['low-desk'] });
    expect(callNext(sim, '5')).toBe('low earliest-due: needs 1');
  });

  it('a call by hand doesn’t send somebody to a counter that can’t serve them', () => {
    const sim = openSim(simConfig());
    sim.ok(atDesk(sim, '2').signIn('1009'));
    issue(sim, 'deaf', { needs: ['sign-language'] });
    expect(sim.no(atDesk(sim, '2').call('deaf')).code).toBe('needs-not-met');
  });
});

describe('by hand', () => {
  it('needs a right, and everybody with an earlier due is passed by hand', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2');
    for (const id of ['a', 'b', 'c']) issue(sim.pass(1), id);
    expect(sim.no(atDesk(sim, '2').call('c')).code).toBe('right-missing');
    sim.ok(atDesk(sim, '2').signOut());
    sim.ok(atDesk(sim, '2').signIn('1009'));
    const [event] = sim.ok(atDesk(sim, '2').call('c'));
    expect(event).toMatchObject({ why: { rule: 'by-hand', passed: [{ reason: 'by-hand', count: 2, numbers: ['A001', 'A002'] }] } });
    expect(sim.no(atDesk(sim, '2').call('a')).code).toBe('counter-busy');
  });
});

describe('the roster', () => {
  it('changes the profile of a counter at its next call; the visitor there is finished first', () => {
    const entry = (from: string, to: string, profile: string): HallConfig['roster'][number] => ({ counter: named('2'), days: ['mon'], from, to, profile });
    const sim = openSim(simConfig({ roster: [entry('09:00', '10:00', 'front'), entry('10:00', '12:00', 'business')] }));
    signIn(sim, '2');
    for (const id of ['g1', 'g2']) issue(sim, id);
    issue(sim, 'b1', { services: ['licence'] });
    expect(callNext(sim.go('09:59'), '2')).toBe('g1 earliest-due');
    serve(sim.go('10:01'), '2');
    expect(callNext(sim, '2')).toBe('b1 earliest-due');
  });

  it('an entry for the date counts before one for the weekday, and a make-up day takes the weekday it is like', () => {
    const roster: HallConfig['roster'] = [
      { counter: named('2'), days: ['mon'], from: '09:00', to: '12:00', profile: 'business' },
      { counter: named('2'), date: named('2026-03-09'), from: '09:00', to: '12:00', profile: 'helper' },
    ];
    const config = simConfig({ roster });
    const sunday = { ...config, calendar: { ...config.calendar, days: [{ date: named<never>('2026-03-01'), like: 'mon' as const }] } };
    for (const [day, service] of [['2026-03-02', 'licence'], ['2026-03-09', 'fetch'], ['2026-03-03', 'register'], ['2026-03-01', 'licence']] as const) {
      const sim = openSim(sunday, `${day}T09:00`);
      signIn(sim, '2');
      issue(sim, 'x', { services: [service] });
      expect(callNext(sim, '2'), day).toBe('x earliest-due');
    }
  });
});

it('nobody to call is an answer, not an error; paused and busy counters don’t call', () => {
  const sim = openSim(simConfig());
  signIn(sim, '2');
  expect(sim.ok(atDesk(sim, '2').next)).toEqual([]);
  issue(sim, 'a');
  sim.ok(atDesk(sim, '2').pause());
  expect(sim.no(atDesk(sim, '2').next).code).toBe('counter-paused');
  sim.ok(atDesk(sim, '2').resume);
  expect(callNext(sim, '2')).toBe('a earliest-due');
  issue(sim, 'b');
  expect(sim.no(atDesk(sim, '2').next).code).toBe('counter-busy');
  sim.ok(about('leave', 'b'));
  serve(sim, '2');
  expect(callNext(sim, '2')).toBeNull();
});
