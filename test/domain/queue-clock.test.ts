import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../server/domain/brands.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { clockOf, leftOf, waitedOf } from '../../server/domain/queue-clock.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, atDesk, callNext, changeClass, endSuspension, issue, issueCommand, serveAll, signIn, suspend } from '../support/sim-press.ts';

const waited = (sim: SimHall, id: string): number => waitedOf(sim.hall, sim.leg(id), sim.at) / 60_000;
const left = (sim: SimHall, id: string): number => leftOf(sim.hall, sim.leg(id), sim.at) / 60_000;

describe('the clock of a queue', () => {
  it('stands still at lunch and at night', () => {
    const sim = openSim(simConfig(), '2026-03-02T11:50');
    issue(sim, 'a');
    expect(waited(sim.go('13:00'), 'a')).toBe(10);
    expect(waited(sim.go('13:35'), 'a')).toBe(15);
    expect(clockOf(sim.hall, named('general'), sim.at)).toBe(clockOf(sim.hall, named('general'), sim.go('13:30').at) + 5 * 60_000);
  });

  it('starts waiting at the opening for those who come before it', () => {
    const sim = openSim(simConfig(), '2026-03-02T08:35');
    issue(sim, 'a');
    expect(waited(sim.go('09:00'), 'a')).toBe(0);
    expect([waited(sim.go('09:07'), 'a'), left(sim, 'a')]).toEqual([7, 23]);
  });

  it('counts by the new hours only from a change of the hall file on', () => {
    const config = simConfig();
    const sim = openSim(config, '2026-03-02T11:50');
    issue(sim, 'a');
    sim.go('12:30');
    const hours: HallConfig['hours'] = { mon: [{ from: '09:00', to: '17:00' }] };
    sim.configure({ ...config, hours });
    expect(waited(sim, 'a')).toBe(10);
    expect(waited(sim.go('12:45'), 'a')).toBe(25);
    sim.configure(config);
    expect(waited(sim.go('13:30'), 'a')).toBe(25);
    expect(sim.differences()).toEqual([]);
  });

  it('runs an hour less on a day that loses one, and an hour more on one that gains one', () => {
    const hours: HallConfig['hours'] = { sun: [{ from: '00:00', to: '24:00' }] };
    for (const [zone, day, open] of [['Europe/Berlin', '2026-03-29', 23], ['Europe/Berlin', '2026-10-25', 25], ['Asia/Shanghai', '2026-03-29', 24]] as const) {
      const sim = openSim({ ...simConfig(), timeZone: zone, hours }, `${day}T00:00`);
      const before = clockOf(sim.hall, named('general'), sim.at);
      expect((clockOf(sim.hall, named('general'), instant(sim.at + 26 * 3_600_000)) - before) / 3_600_000, day).toBe(open);
    }
  });

  it('never runs backwards, and never faster than time', () => {
    const sim = openSim(simConfig(), '2026-03-02T04:00');
    fc.assert(fc.property(fc.integer({ min: 0, max: 96 * 60 }), fc.integer({ min: 0, max: 600 }), (from, length) => {
      const at = (m: number) => instant(sim.at + m * 60_000);
      const gone = clockOf(sim.hall, named('general'), at(from + length)) - clockOf(sim.hall, named('general'), at(from));
      expect(gone).toBeGreaterThanOrEqual(0);
      expect(gone).toBeLessThanOrEqual(length * 60_000);
    }));
  });
});

describe('a suspension', () => {
  it.each([['hall', { kind: 'hall' }], ['department', { kind: 'department', id: 'police' }], ['service', { kind: 'service', id: named<never>('register') }]] as const)('of the %s stops issue, calls and clocks, and lets go on where they stood', (_, scope) => {
    const sim = openSim(simConfig());
    signIn(sim, '1');
    issue(sim, 'a');
    sim.pass(5).ok(suspend('s', scope));
    expect(sim.no(issueCommand('b')).code).toBe('suspended');
    expect(callNext(sim.pass(20), '1')).toBeNull();
    expect([waited(sim, 'a'), left(sim, 'a')]).toEqual([5, 25]);
    sim.ok(endSuspension('s'));
    expect([waited(sim.pass(1), 'a'), left(sim, 'a')]).toEqual([6, 24]);
    expect(callNext(sim, '1')).toBe('a earliest-due');
    expect(sim.differences()).toEqual([]);
  });

  it('of one service leaves the others of its queue alone; those may go ahead meanwhile', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2');
    issue(sim, 'a');
    issue(sim.pass(5), 'b', { services: ['ask'] });
    sim.ok(suspend('s', { kind: 'service', id: named('register') }));
    expect(callNext(sim.pass(10), '2')).toBe('b earliest-due');
    expect(sim.no(atDesk(sim, '2').next).code).toBe('counter-busy');
  });

  it('two at once: clocks stand until both have ended, and ending one twice is refused', () => {
    const sim = openSim(simConfig());
    issue(sim, 'a');
    sim.ok(suspend('s'));
    sim.ok(suspend('d', { kind: 'department', id: 'police' }));
    sim.pass(10).ok(endSuspension('s'));
    expect(waited(sim.pass(10), 'a')).toBe(0);
    expect(sim.no(endSuspension('s')).code).toBe('unknown-suspension');
    sim.ok(endSuspension('d'));
    expect(waited(sim.pass(3), 'a')).toBe(3);
  });

  it('doesn’t count for those who forgot to come back meanwhile, nor for a change of class', () => {
    const sim = openSim(simConfig());
    signIn(sim, '1');
    issue(sim, 'a');
    issue(sim, 'b');
    sim.pass(2).ok(about('away', 'a'));
    sim.ok(suspend('s'));
    sim.pass(31).tick();
    expect(sim.leg('a').state).toBe('absent');
    sim.ok(changeClass('b', 'elderly'));
    sim.ok(about('wake', 'a'));
    expect([left(sim, 'a'), left(sim, 'b')]).toEqual([28, 8]);
    sim.pass(9).ok(endSuspension('s'));
    expect([left(sim.pass(1), 'a'), left(sim, 'b')]).toEqual([27, 7]);
    expect(serveAll(sim, '1')).toEqual(['b', 'a']);
    expect(sim.differences()).toEqual([]);
  });

  it('a hall file that moves a service to a suspended department stops its clocks too', () => {
    const config = simConfig();
    const sim = openSim(config);
    signIn(sim, '1');
    issue(sim, 'a');
    sim.ok(suspend('s', { kind: 'department', id: 'market' }));
    sim.configure({ ...config, services: config.services.map((s) => (s.id === 'register' ? { ...s, department: 'market' } : s)) });
    expect(callNext(sim.pass(5), '1')).toBeNull();
    expect(waited(sim, 'a')).toBe(0);
    expect(sim.differences()).toEqual([]);
  });
});

it('a hall file that protects a class moves those who wait to the protected lane at once', () => {
  const config = simConfig();
  const sim = openSim(config);
  signIn(sim, '2');
  issue(sim, 'w');
  issue(sim.pass(1), 'old', { classId: 'elderly' });
  sim.configure({ ...config, classes: config.classes.map((c) => (c.id === 'elderly' ? { ...c, protected: true } : c)) });
  expect(sim.differences()).toEqual([]);
});
