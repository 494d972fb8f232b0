import { describe, expect, it } from 'vitest';
import { named, simConfig } from '../support/sim-config.ts';
import { clockwork, openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, atDesk, callNext, endOfDay, issue, missCall, serve, serveAll, signIn } from '../support/sim-press.ts';

const states = (sim: SimHall, ...ids: readonly string[]): readonly string[] => ids.map((id) => sim.leg(id).state);

describe('the end of a day', () => {
  it('the manager ends it for a queue: people waiting, held, asleep and away are unserved, not gone', () => {
    const sim = openSim(simConfig());
    signIn(sim, '1', '2', '3');
    for (const id of ['m', 'h', 'w', 'a']) issue(sim, id);
    issue(sim, 'other', { services: ['licence'] });
    callNext(sim, '1');
    missCall(sim, '1');
    callNext(sim, '2');
    sim.ok(atDesk(sim, '2').start);
    sim.ok(atDesk(sim, '2').hold());
    sim.ok(about('away', 'a'));
    sim.ok(endOfDay(['general']));
    expect(states(sim, 'm', 'h', 'w', 'a', 'other')).toEqual(['unserved', 'unserved', 'unserved', 'unserved', 'waiting']);
    expect(sim.hall.away.size + sim.hall.held.size + sim.hall.absent.size).toBe(0);
    expect(sim.no(endOfDay(['nowhere'])).code).toBe('unknown-queue');
    expect(sim.differences()).toEqual([]);
  });

  it('is refused while somebody is at a counter, and says where', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2');
    issue(sim, 'a');
    callNext(sim, '2');
    expect(sim.no(endOfDay())).toEqual({ code: 'ticket-open', about: '2' });
  });

  it('nothing closes by itself while a counter of the queue is open; half an hour after closing the rest is unserved', () => {
    const sim = openSim(simConfig(), '2026-03-02T16:50');
    signIn(sim, '2');
    for (const id of ['a', 'b']) issue(sim, id);
    sim.go('18:00').tick();
    expect(states(sim, 'a', 'b')).toEqual(['waiting', 'waiting']);
    expect(callNext(sim, '2')).toBe('a earliest-due');
    serve(sim, '2');
    sim.ok(atDesk(sim, '2').signOut());
    sim.tick();
    expect(states(sim, 'a', 'b')).toEqual(['served', 'unserved']);
  });

  it('the lunch break and the half hour after closing give nobody up', () => {
    const sim = openSim(simConfig(), '2026-03-02T11:50');
    issue(sim, 'a');
    for (const time of ['12:45', '13:29', '17:00', '17:29']) {
      sim.go(time).tick();
      expect(sim.leg('a').state, time).toBe('waiting');
    }
    sim.go('17:30').tick();
    expect(sim.leg('a').state).toBe('unserved');
  });
});

describe('a new business day', () => {
  it('gives up whoever is left without a counter, keeps those at one, and begins counts anew', () => {
    const sim = openSim(simConfig({ hours: { mon: [{ from: '00:00', to: '24:00' }], tue: [{ from: '00:00', to: '24:00' }] } }), '2026-03-02T22:00');
    signIn(sim, '3');
    issue(sim, 'b', { services: ['licence'] });
    issue(sim, 'g');
    callNext(sim, '3');
    sim.go('2026-03-03T04:00');
    expect(sim.hall.legs.has(named('g.1'))).toBe(false);
    expect(sim.leg('b').state).toBe('called');
    expect(sim.hall.queues.get(named('general'))).toMatchObject({ issuedToday: 0, lastNumber: null, numberDay: '2026-03-03' });
    serve(sim, '3');
    expect(sim.differences()).toEqual([]);
  });

  it('opens once, and days never go back', () => {
    const sim = openSim(simConfig());
    expect(sim.ok({ type: 'open-day', by: clockwork })).toEqual([]);
    sim.go('2026-03-03T05:00');
    sim.at = openSim(simConfig(), '2026-03-02T12:00').at;
    expect(sim.ok({ type: 'open-day', by: clockwork })).toEqual([]);
    expect(sim.hall.day).toBe('2026-03-03');
  });

  it('clocks go on over night and weekend: nobody’s wait jumps', () => {
    const sim = openSim(simConfig(), '2026-03-06T16:55');
    signIn(sim, '2');
    issue(sim, 'a');
    sim.go('2026-03-07T04:00');
    issue(sim.go('2026-03-07T09:01'), 'b');
    expect((sim.leg('b').start - sim.leg('a').start) / 60_000).toBe(6);
    expect(serveAll(sim, '2')).toEqual(['a', 'b']);
  });
});
