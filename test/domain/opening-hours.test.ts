import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { instant } from '../../server/domain/brands.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { isoInstant } from '../../server/domain/hall-time.ts';
import { closingAfter, instantAfterOpen, isOpenAt, joinIntervals, nextOpening, openBetween, openIntervals } from '../../server/domain/opening-hours.ts';
import { zoneTable } from '../../server/engine/zone-table.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import { issue, issueCommand } from '../support/sim-press.ts';

const zone = zoneTable('Asia/Shanghai', Date.UTC(2026, 0, 1));
const openOn = (config: HallConfig, day: string, queue = 'general'): readonly string[] =>
  openIntervals(config, zone, config.queues.find((q) => q.id === queue) ?? null, named(day)).map((i) => [i.from, i.to].map((at) => isoInstant(zone, at).slice(11, 16)).join('-'));

describe('opening hours', () => {
  const config = simConfig();
  const withDays = (days: HallConfig['calendar']['days']): HallConfig => ({ ...config, calendar: { ...config.calendar, days } });

  it('lunch is the gap between two intervals', () => expect(openOn(config, '2026-03-02')).toEqual(['09:00-12:00', '13:30-17:00']));
  it('a weekday without hours is closed', () => expect(openOn(config, '2026-03-01')).toEqual([]));
  it('a holiday is closed', () => expect(openOn(withDays([{ date: named('2026-03-02'), hours: [] }]), '2026-03-02')).toEqual([]));
  it('a make-up workday is like Monday', () => expect(openOn(withDays([{ date: named('2026-03-01'), like: 'mon' }]), '2026-03-01')).toEqual(['09:00-12:00', '13:30-17:00']));
  it('a special day has hours of its own, for every queue', () => {
    const special = withDays([{ date: named('2026-03-02'), hours: [{ from: '10:00', to: '11:00' }] }]);
    expect(openOn(special, '2026-03-02')).toEqual(['10:00-11:00']);
  });
  it('a queue keeps its own week, and on a make-up day that of the weekday it is like', () => {
    const queues = config.queues.map((q) => (q.id === 'collect' ? { ...q, hours: { mon: [{ from: '14:00', to: '16:00' }] } } : q));
    expect(openOn({ ...config, queues }, '2026-03-02', 'collect')).toEqual(['14:00-16:00']);
    expect(openOn({ ...config, queues }, '2026-03-03', 'collect')).toEqual([]);
    expect(openOn({ ...withDays([{ date: named('2026-03-01'), like: 'mon' }]), queues }, '2026-03-01', 'collect')).toEqual(['14:00-16:00']);
  });
});

const intervals = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 60 })), { maxLength: 6 })
  .map((list) => joinIntervals(list.map(([from, length]) => ({ from: instant(from), to: instant(from + length) })).sort((a, b) => a.from - b.from)));

test('open time, next opening, closing and "open time from now" agree with counting every millisecond', () => {
  fc.assert(fc.property(intervals, fc.integer({ min: -20, max: 600 }), fc.integer({ min: 0, max: 300 }), (list, from, length) => {
    const open = (at: number): boolean => list.some((i) => i.from <= at && at < i.to);
    let counted = 0;
    for (let at = from; at < from + length; at += 1) if (open(at)) counted += 1;
    expect(openBetween(list, from, from + length)).toBe(counted);
    expect(isOpenAt(list, instant(from))).toBe(open(from));
    expect(nextOpening(list, instant(from))).toBe(list.map((i) => i.from).find((at) => at > from) ?? null);
    const closing = closingAfter(list, instant(from));
    if (closing !== null) expect(openBetween(list, from, closing)).toBe(closing - from);
    const after = counted === 0 ? null : instantAfterOpen(list, instant(from), counted);
    if (after !== null) expect(openBetween(list, from, after)).toBe(counted);
  }));
});

describe('when numbers are given out', () => {
  it('half an hour before the doors open, until closing; a refusal says when again', () => {
    const sim = openSim(simConfig(), '2026-03-02T08:29');
    expect(sim.no(issueCommand('a')).allowedAt).toBe(sim.at + 60_000);
    sim.go('08:30');
    issue(sim, 'a');
    sim.go('12:30');
    expect(sim.no(issueCommand('b'))).toEqual({ code: 'queue-closed', about: 'register', allowedAt: sim.at + 30 * 60_000 });
    sim.go('17:00');
    expect(isoInstant(zone, instant(sim.no(issueCommand('c')).allowedAt ?? 0))).toMatch(/^2026-03-03T08:30/);
  });

  it('a queue may stop before closing, and a daily quota ends it', () => {
    const config = simConfig();
    const sim = openSim({ ...config, queues: config.queues.map((q) => ({ ...q, issueStops: 20, dailyQuota: 2 })) }, '2026-03-02T11:39');
    issue(sim, 'a');
    sim.go('11:40');
    expect(sim.no(issueCommand('b')).code).toBe('queue-closed');
    sim.go('14:00');
    issue(sim, 'b');
    const no = sim.no(issueCommand('c'));
    expect([no.code, isoInstant(zone, instant(no.allowedAt ?? 0)).slice(0, 16)]).toEqual(['quota-used-up', '2026-03-03T08:30']);
    sim.go('2026-03-03T09:00');
    issue(sim, 'c');
  });

  it('a used up quota names the next business day on which the queue gives numbers, or none beyond the loaded calendar', () => {
    const config = simConfig();
    const full = (more: Partial<HallConfig>, time: string): string | null => {
      const sim = openSim({ ...config, ...more, queues: config.queues.map((q) => ({ ...q, dailyQuota: 1 })) }, time);
      issue(sim, 'a');
      const { code, allowedAt } = sim.no(issueCommand('b'));
      expect(code).toBe('quota-used-up');
      if (allowedAt === undefined) return null;
      sim.at = instant(allowedAt - 1);
      sim.openDayIfDue();
      sim.no(issueCommand('c'));
      sim.at = instant(allowedAt);
      sim.openDayIfDue();
      issue(sim, 'c');
      return isoInstant(zone, instant(allowedAt)).slice(0, 16);
    };
    const aroundTheClock = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [{ from: '00:00', to: '24:00' }]]));
    expect(full({}, '2026-03-02T09:00')).toBe('2026-03-03T08:30');
    expect(full({}, '2026-03-07T09:00')).toBe('2026-03-09T08:30');
    expect(full({ calendar: { ...config.calendar, days: [{ date: named('2026-03-03'), hours: [] }] } }, '2026-03-02T09:00')).toBe('2026-03-04T08:30');
    expect(full({ hours: aroundTheClock }, '2026-03-02T09:00')).toBe('2026-03-03T04:00');
    expect(full({ calendar: { loadedUntil: named('2026-03-02'), days: [] } }, '2026-03-02T09:00')).toBeNull();
  });

  it('before the first business day is open a number is refused, not an error', () => {
    const sim = openSim(simConfig());
    sim.hall.day = null;
    expect(sim.no(issueCommand('a')).code).toBe('day-not-open');
  });

  it('says what else is wrong with a wish', () => {
    const sim = openSim(simConfig());
    expect(sim.no(issueCommand('a', { services: ['register', 'register'] })).code).toBe('service-twice');
    expect(sim.no(issueCommand('a', { services: ['flying'] }))).toEqual({ code: 'unknown-service', about: 'flying' });
    expect(sim.no(issueCommand('a', { services: ['online'] })).code).toBe('service-not-by-ticket');
    expect(sim.no(issueCommand('a', { services: ['register'], cases: 6 })).code).toBe('too-many-cases');
    expect(sim.no(issueCommand('a', { classId: 'king' })).code).toBe('unknown-class');
    expect(sim.no(issueCommand('a', { classId: 'disabled', proven: false })).code).toBe('class-needs-proof');
    expect(sim.no(issueCommand('a', { needs: ['a-pony'] })).code).toBe('unknown-need');
  });
});
