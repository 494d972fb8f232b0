import { describe, expect, it } from 'vitest';
import { counterView } from '../../server/domain/view-counter.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { managerView } from '../../server/domain/view-manager.ts';
import { visitorView } from '../../server/domain/view-visitor.ts';
import { seatsOf } from '../../server/domain/roster.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { atDesk, callNext, issue, serve, signIn } from '../support/sim-press.ts';

type Entry = HallConfig['roster'][number];
const entry = (counter: string, from: string, to: string, more: Partial<Entry> = {}): Entry => ({ counter: named(counter), days: ['mon'], from, to, ...more });
const open = (...roster: readonly Entry[]): SimHall => openSim(simConfig({ roster }));

describe('a change of profile by the roster', () => {
  const changing = (): SimHall => {
    const sim = open(entry('2', '09:00', '10:00', { profile: 'front' }), entry('2', '10:00', '12:00', { profile: 'business' }));
    signIn(sim, '2');
    for (const id of ['g1', 'g2']) issue(sim, id);
    issue(sim, 'b1', { services: ['licence'] });
    return sim.go('09:58');
  };
  const queues = (sim: SimHall): readonly string[] => counterView(sim.hall, named('2'), sim.at)?.queues.map((queue) => queue.id) ?? [];

  it('waits until the visitor who is there is finished, then counts for the next call', () => {
    const sim = changing();
    expect(callNext(sim, '2')).toBe('g1 earliest-due');
    const before = queues(sim);
    expect(queues(sim.go('10:05'))).toEqual(before);
    serve(sim, '2');
    expect(queues(sim)).not.toEqual(before);
    expect(callNext(sim, '2')).toBe('b1 earliest-due');
    expect(sim.differences()).toEqual([]);
  });

  it('begins at once where nobody is, and with somebody taken up again after it', () => {
    const sim = changing();
    callNext(sim, '2');
    sim.ok(atDesk(sim, '2').start);
    sim.ok(atDesk(sim, '2').hold());
    const before = queues(sim);
    sim.go('10:01').ok(atDesk(sim, '2').resumeHeld('g1'));
    expect(queues(sim)).not.toEqual(before);
  });
});

describe('where the roster puts somebody', () => {
  const sim = open(
    entry('3', '13:00', '17:00', { clerk: named('1001') }), entry('1', '09:00', '12:00', { clerk: named('1001'), substitute: named('1002') }), entry('2', '09:00', '12:00', { clerk: named('1002') }),
    entry('5', '09:00', '12:00', { clerk: named('1005') }), { counter: named('5'), date: named('2026-03-02'), from: '09:00', to: '12:00', clerk: named('1006') },
  );
  const seats = (number: string, time: string): readonly string[] => seatsOf(sim.hall.catalogue, named(number), sim.go(time).at).map((seat) => `${seat.as} ${seat.counter} ${seat.from}-${seat.to}`);

  it.each([
    ['1001', '08:30', ['clerk 1 09:00-12:00', 'clerk 3 13:00-17:00']],
    ['1001', '12:00', ['clerk 3 13:00-17:00']],
    ['1002', '11:59', ['clerk 2 09:00-12:00', 'substitute 1 09:00-12:00']],
    ['1005', '09:00', []],
    ['1006', '09:00', ['clerk 5 09:00-12:00']],
    ['1001', '17:00', []],
  ])('%s at %s: %j', (number, time, expected) => {
    expect(seats(number, time)).toEqual(expected);
  });
});

describe('the counters that a ticket names', () => {
  const told = (sim: SimHall, ticket = 'g'): readonly (string | undefined)[] => visitorView(sim.hall, named(ticket), sim.at)?.counters.map((c) => c.en.replace('Counter ', '')) ?? [];
  const clerk = (number: string): Partial<Entry> => ({ clerk: named(number) });
  const waiting = (...roster: readonly Entry[]): SimHall => {
    const sim = open(...roster);
    issue(sim, 'g');
    return sim;
  };

  it('are those where somebody sits by today\'s roster, now or later', () => {
    const sim = waiting(entry('1', '09:00', '11:00', clerk('1001')), entry('2', '14:00', '17:00', { substitute: named('1002') }), entry('5', '09:00', '17:00', { ...clerk('1005'), days: ['tue'] }));
    expect(told(sim)).toEqual(['1', '2']);
    expect(told(sim.go('11:00'))).toEqual(['2']);
  });

  it('are those of the profile that the roster gives, and an entry without anybody says nothing', () => {
    const sim = waiting(entry('3', '09:00', '12:00', { ...clerk('1003'), profile: 'front' }), entry('5', '09:00', '12:00', { ...clerk('1005'), profile: 'business' }), entry('2', '09:00', '12:00', { profile: 'front' }));
    expect(told(sim)).toEqual(['3']);
  });

  it('are those where somebody sits once there is anybody, whatever the roster says', () => {
    const sim = waiting(entry('1', '09:00', '12:00', clerk('1001')));
    signIn(sim, '2');
    expect(told(sim)).toEqual(['2']);
  });

  it('are those of the hall file when the roster names nobody for the queue today, or nobody who meets the needs', () => {
    expect(told(waiting())).toEqual(['1', '2', '4', '5', '6']);
    expect(told(waiting(entry('3', '09:00', '12:00', clerk('1003'))))).toEqual(['1', '2', '4', '5', '6']);
    const sim = open(entry('2', '09:00', '12:00', clerk('1002')));
    issue(sim, 'low', { needs: ['low-desk'] });
    expect(told(sim, 'low')).toEqual(['1', '5']);
  });
});

describe('a counter without its clerk', () => {
  const missing = (sim: SimHall, counter = '1'): unknown => {
    const found = managerView(sim.hall, sim.at, { speakers: new Set(), agents: new Set(), clockApartMs: 0, unshowable: [], desksGone: new Map(), screensGone: new Map() }).counters.find((one) => one.id === counter)?.missing;
    return found == null ? null : [found.clerk.en, (sim.at - found.since) / 60_000];
  };
  const shift = entry('1', '09:30', '12:00', { clerk: named('1001') });

  it('is marked 10 min after the start, and no longer once anybody sits there', () => {
    const sim = open(shift);
    expect(missing(sim.go('09:39'))).toBeNull();
    expect(missing(sim.go('09:40'))).toEqual(['Jia', 10]);
    sim.ok(atDesk(sim, '1').signIn('1009'));
    expect(missing(sim)).toBeNull();
    sim.ok(atDesk(sim, '1').signOut());
    expect(missing(sim.go('10:00'))).toEqual(['Jia', 30]);
    expect(missing(sim.go('12:00'))).toBeNull();
  });

  it('is not while its queues are closed; and the 10 min begin with the doors', () => {
    const sim = open(entry('1', '08:00', '24:00', { clerk: named('1001') }));
    expect(missing(sim.go('08:50'))).toBeNull();
    expect(missing(sim.go('09:09'))).toBeNull();
    expect(missing(sim.go('09:10'))).toEqual(['Jia', 10]);
    expect(missing(sim.go('20:00'))).toBeNull();
  });

  it('needs a clerk on the roster', () => {
    expect(missing(open(entry('1', '09:00', '12:00')).go('11:00'))).toBeNull();
  });
});
