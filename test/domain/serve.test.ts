import { describe, expect, it } from 'vitest';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, atDesk, callNext, changeClass, issue, missCall, serve, serveAll, signIn, suspend } from '../support/sim-press.ts';

const open = (...counters: readonly string[]): SimHall => {
  const sim = openSim(simConfig());
  signIn(sim, ...counters);
  return sim;
};
const minutesLeft = (sim: SimHall, id: string, n = 1): number => (sim.leg(id, n).due - sim.leg(id, n).start) / 60_000;

describe('the four moments (pain 17)', () => {
  it('issued, called, started and finished are kept apart, and an implied arrival is marked', () => {
    const sim = open('2');
    issue(sim, 'a');
    const issued = sim.at;
    callNext(sim.pass(3), '2');
    sim.pass(1).ok(atDesk(sim, '2').start);
    sim.pass(7).ok(atDesk(sim, '2').finish('incomplete', ['photo']));
    const leg = sim.leg('a');
    expect([leg.waitingSince, leg.calledAt, leg.startedAt, leg.endedAt].map((at) => ((at ?? 0) - issued) / 60_000)).toEqual([0, 3, 4, 11]);
    expect(leg).toMatchObject({ state: 'served', waited: 180_000, startAssumed: false, outcome: 'incomplete', missing: ['photo'] });
    issue(sim, 'b');
    callNext(sim, '2');
    sim.pass(2).ok(atDesk(sim, '2').finish());
    expect(sim.leg('b')).toMatchObject({ startAssumed: true, outcome: 'done' });
  });
});

describe('transfer', () => {
  const atCounter = (): SimHall => {
    const sim = open('1', '3', '5');
    issue(sim, 'a');
    callNext(sim.pass(10), '1');
    sim.ok(atDesk(sim, '1').start);
    return sim.pass(5);
  };

  it('original keeps the start and takes the target of its class over there', () => {
    const sim = atCounter();
    issue(sim, 'x', { services: ['licence'] });
    sim.ok(changeClass('a', 'disabled'));
    sim.ok(atDesk(sim, '1').transfer('business'));
    expect(minutesLeft(sim, 'a')).toBe(5);
    expect((sim.leg('x').start - sim.leg('a').start) / 60_000).toBe(15);
    expect(serveAll(sim, '3')).toEqual(['a', 'x']);
  });

  it('original within the same queue keeps start and due to the millisecond', () => {
    const sim = atCounter();
    const { start, due } = sim.leg('a');
    sim.ok(atDesk(sim, '1').transfer('general'));
    expect(sim.leg('a')).toMatchObject({ state: 'waiting', start, due });
  });

  it('last begins to wait now', () => {
    const sim = atCounter();
    issue(sim, 'x', { services: ['licence'] });
    sim.ok(atDesk(sim.pass(1), '1').transfer('business', 'last'));
    expect(serveAll(sim, '3')).toEqual(['x', 'a']);
  });

  it('first needs a right, and goes right after protected and overdue ones; the passed are told', () => {
    const sim = atCounter();
    expect(sim.no(atDesk(sim, '1').transfer('business', 'first')).code).toBe('right-missing');
    issue(sim, 'w', { services: ['licence'] });
    issue(sim.go('09:44'), 'p', { services: ['licence'], classId: 'appointment' });
    sim.ok(atDesk(sim.go('09:47'), '1').signOut(true));
    sim.ok(atDesk(sim, '1').signIn('1009'));
    sim.ok(atDesk(sim, '1').resumeHeld('a'));
    sim.ok(atDesk(sim, '1').transfer('business', 'first'));
    expect(callNext(sim, '3')).toBe('p protected: protected 2');
    serve(sim, '3');
    expect(callNext(sim, '3')).toBe('a placed');
    serve(sim, '3');
    expect(callNext(sim, '3')).toBe('w earliest-due');
  });

  it('somebody who took the wrong number is sent on before service', () => {
    const sim = open('1', '3');
    issue(sim, 'a');
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').transfer('business'));
    expect(sim.currentOf('1')).toBeNull();
    expect(callNext(sim, '3')).toBe('a earliest-due');
  });
});

describe('several services on one ticket', () => {
  it('one call at a time: the others wait without being missed, with their own start', () => {
    const sim = open('1', '3', '6');
    issue(sim, 'a', { services: ['register', 'licence', 'fetch'] });
    issue(sim.pass(1), 'b', { services: ['licence'] });
    expect(callNext(sim, '1')).toBe('a earliest-due');
    expect(callNext(sim, '3')).toBe('b earliest-due');
    expect(callNext(sim, '6')).toBeNull();
    serve(sim, '3');
    expect(callNext(sim, '3')).toBeNull();
    serve(sim.pass(5), '1');
    expect(sim.leg('a', 2).start).toBe(0);
    expect(callNext(sim, '3')).toBe('a earliest-due');
    expect(sim.ticket('a').legs.map((id) => sim.hall.legs.get(id)?.state)).toEqual(['served', 'called', 'waiting']);
  });

  it('a missed call of one leg keeps the others asleep too; leaving ends them all', () => {
    const sim = open('1', '3');
    issue(sim, 'a', { services: ['register', 'licence'] });
    callNext(sim, '1');
    missCall(sim, '1');
    expect(callNext(sim, '3')).toBeNull();
    sim.ok(about('leave', 'a'));
    expect([sim.leg('a').state, sim.leg('a', 2).state]).toEqual(['left', 'left']);
  });

  it('a service added at the counter starts waiting then, and is called after the present one', () => {
    const sim = open('1', '3');
    issue(sim, 'a');
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').start);
    sim.ok(atDesk(sim.pass(6), '1').addService('licence'));
    expect(sim.leg('a', 2).start).toBe(6 * 60_000);
    expect(callNext(sim, '3')).toBeNull();
    sim.ok(atDesk(sim, '1').finish());
    expect(callNext(sim, '3')).toBe('a earliest-due');
  });

  it('a service added and done on the spot needs no second call', () => {
    const sim = open('1');
    issue(sim, 'a');
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').start);
    sim.ok(atDesk(sim, '1').addService('licence', true));
    expect([sim.leg('a').state, sim.leg('a', 2).state, sim.currentOf('1')]).toEqual(['served', 'serving', 'a']);
    sim.ok(atDesk(sim, '1').finish());
    expect(sim.leg('a', 2)).toMatchObject({ state: 'served', calledAt: sim.at });
    expect(sim.hall.numbersHeld.size).toBe(0);
  });

  it('nothing is added to a suspended service', () => {
    const sim = open('1');
    issue(sim, 'a');
    callNext(sim, '1');
    sim.ok(suspend('s', { kind: 'department', id: 'market' }));
    expect(sim.no(atDesk(sim, '1').addService('licence')).code).toBe('suspended');
  });
});

describe('walking straight up', () => {
  it('at an idle counter one act issues, calls and starts; it is no call of the queue', () => {
    const sim = open('1');
    sim.ok(atDesk(sim, '1').direct('d'));
    expect(sim.leg('d')).toMatchObject({ state: 'serving', waited: 0, call: { why: { rule: 'direct', passed: [] } } });
    expect(sim.hall.queues.get(named('general'))?.calls).toBe(0);
    expect(sim.ticket('d').number).toBe('A001');
  });

  it('with people waiting whom this counter may call it needs a reason', () => {
    const sim = open('1');
    issue(sim, 'b', { services: ['licence'] });
    issue(sim, 'a');
    expect(sim.no(atDesk(sim, '1').direct('d')).code).toBe('reason-needed');
    sim.ok(atDesk(sim, '1').direct('d', 'ask', true));
    expect(sim.no(atDesk(sim, '1').direct('e', 'ask', true)).code).toBe('counter-busy');
  });

  it('works after the doors closed, not while the service is suspended', () => {
    const sim = open('1');
    sim.go('17:30').ok(atDesk(sim, '1').direct('d'));
    sim.ok(atDesk(sim, '1').finish());
    sim.ok(suspend('s'));
    expect(sim.no(atDesk(sim, '1').direct('e')).code).toBe('suspended');
  });
});

describe('hold', () => {
  it('frees the counter; the person is taken up again without a call, anywhere', () => {
    const sim = open('1', '2');
    issue(sim, 'a');
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').start);
    const { startedAt } = sim.leg('a');
    sim.ok(atDesk(sim, '1').hold());
    expect([...sim.hall.held]).toEqual(['a.1']);
    sim.ok(atDesk(sim.pass(4), '2').resumeHeld('a'));
    expect(sim.leg('a')).toMatchObject({ state: 'serving', counterId: '2', clerk: '1002', startedAt });
  });

  it('returned: first for its counter, before overdue protected ones; not called elsewhere', () => {
    const sim = open('1', '2');
    issue(sim, 'a');
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').start);
    sim.ok(atDesk(sim, '1').hold());
    issue(sim, 'w');
    issue(sim, 'p', { classId: 'appointment' });
    sim.ok(atDesk(sim.pass(9), '1').giveBack('a'));
    expect(callNext(sim, '2')).toBe('p earliest-due');
    expect(callNext(sim, '1')).toBe('a returned');
    serve(sim, '1');
    expect(callNext(sim, '1')).toBe('w earliest-due');
  });
});

describe('change of class', () => {
  it('keeps the wait so far and takes the new target, for every open service', () => {
    const sim = open('2');
    issue(sim, 'w');
    issue(sim.pass(5), 'a', { services: ['register', 'licence'] });
    sim.ok(changeClass('a', 'disabled'));
    expect([minutesLeft(sim, 'a', 1), minutesLeft(sim, 'a', 2)]).toEqual([10, 5]);
    expect(serveAll(sim, '2')).toEqual(['a', 'w']);
    sim.ok(changeClass('a', 'appointment'));
    expect(minutesLeft(sim, 'a', 2)).toBe(2);
    expect(sim.differences()).toEqual([]);
  });
});

it('a ticket holds five services at most; one taken back by undo leaves room for another', () => {
  const config = simConfig();
  const [model] = config.services;
  if (model === undefined) throw new Error('the hall has no service');
  const sim = openSim({ ...config, services: [...config.services, ...['more-1', 'more-2'].map((id) => ({ ...model, id: named<typeof model.id>(id) }))] });
  signIn(sim, '1');
  issue(sim, 'a', { services: ['register', 'ask', 'licence', 'fetch'] });
  callNext(sim, '1');
  sim.ok(atDesk(sim, '1').start);
  sim.ok(atDesk(sim, '1').addService('more-1'));
  for (const here of [false, true]) expect(sim.no(atDesk(sim, '1').addService('more-2', here))).toEqual({ code: 'too-many-services' });
  sim.ok(atDesk(sim, '1').undo);
  sim.ok(atDesk(sim, '1').addService('more-2'));
  expect(sim.no(atDesk(sim, '1').addService('more-1')).code).toBe('too-many-services');
});
