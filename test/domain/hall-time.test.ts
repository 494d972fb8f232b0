import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { instant } from '../../server/domain/brands.ts';
import { advanceClock, businessDay, clockApart, clockApartAlarmMs, dayNumber, dayOfNumber, instantOf, isoInstant, nextDay, startClock, weekdayOf } from '../../server/domain/hall-time.ts';
import { zoneTable } from '../../server/engine/zone-table.ts';
import { named } from '../support/sim-config.ts';

const shanghai = zoneTable('Asia/Shanghai', Date.UTC(2026, 0, 1));
const berlin = zoneTable('Europe/Berlin', Date.UTC(2026, 0, 1));
const newYork = zoneTable('America/New_York', Date.UTC(2026, 0, 1));
const hour = 3_600_000;

describe('hall time', () => {
  const noon = Date.UTC(2026, 2, 2, 4);

  it('never runs backwards, whatever the wall clock does, and never more than 5 % off real time', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 120_000, noNaN: true }), fc.integer({ min: -26 * hour, max: 26 * hour })), { maxLength: 60 }), (steps) => {
      let clock = startClock(null, 0, noon);
      let mono = 0;
      for (const [elapsed, skew] of steps) {
        mono += elapsed;
        const before = clock;
        clock = advanceClock(clock, mono, noon + mono + skew);
        const moved = clock.hall + clock.rest - before.hall - before.rest;
        expect(clock.hall).toBeGreaterThanOrEqual(before.hall);
        expect(moved).toBeGreaterThanOrEqual(elapsed * 0.95 - 0.01);
        expect(moved).toBeLessThanOrEqual(elapsed * 1.05 + 0.01);
        expect(Number.isInteger(clock.hall)).toBe(true);
      }
    }));
  });

  it('a monotonic clock that slips back does not turn it back', () => {
    const clock = startClock(null, 5_000, noon);
    expect(advanceClock(clock, 4_000, noon).hall).toBe(noon);
  });

  it('loses no time in many short steps', () => {
    let clock = startClock(null, 0, noon);
    for (let i = 1; i <= 10_000; i += 1) clock = advanceClock(clock, i * 0.3, noon + i * 0.3);
    expect(clock.hall).toBe(noon + 3000);
  });

  it.each([1, -1])('a wall clock stepped by %d h is met gently, within 20 h, and is an alarm meanwhile', (step) => {
    let clock = startClock(null, 0, noon);
    const minute = 60_000;
    let last = clock.hall;
    for (let i = 1; i <= 20 * 60; i += 1) {
      clock = advanceClock(clock, i * minute, noon + step * hour + i * minute);
      expect(clock.hall).toBeGreaterThan(last);
      last = clock.hall;
      if (i === 60) expect(clockApart(clock)).toBeGreaterThan(clockApartAlarmMs);
    }
    expect(clock.hall).toBe(clock.wall);
  });

  it('begins at the last committed instant when the wall clock lies before it, or absurdly far after it', () => {
    const last = instant(noon);
    expect(startClock(last, 0, noon - hour).hall).toBe(noon);
    expect(startClock(last, 0, noon + 12 * hour + 0.7).hall).toBe(noon + 12 * hour);
    expect(startClock(last, 0, noon + 20 * 24 * hour).hall).toBe(noon + 20 * 24 * hour);
    expect(startClock(last, 0, noon + 400 * 24 * hour).hall).toBe(noon);
    expect(clockApart(startClock(last, 0, noon - hour))).toBe(hour);
  });
});

describe('days', () => {
  it('agree with the civil calendar, leap years included', () => {
    fc.assert(fc.property(fc.integer({ min: -200_000, max: 200_000 }), (n) => {
      const day = dayOfNumber(n);
      expect(dayNumber(day)).toBe(n);
      if (n >= 0) {
        expect(day).toBe(new Date(n * 86_400_000).toISOString().slice(0, 10));
        expect((weekdayOf(day) + 1) % 7).toBe(new Date(n * 86_400_000).getUTCDay());
      }
    }));
    expect(nextDay(named('2024-02-28'))).toBe('2024-02-29');
    expect(nextDay(named('2026-02-28'))).toBe('2026-03-01');
    expect(nextDay(named('2100-02-28'))).toBe('2100-03-01');
    expect(nextDay(named('2000-02-28'), 2)).toBe('2000-03-01');
    expect(nextDay(named('2026-12-31'))).toBe('2027-01-01');
  });

  it.each([
    ['Asia/Shanghai', 4, '2026-03-02T19:59:59Z', '2026-03-02'], ['Asia/Shanghai', 4, '2026-03-02T20:00:00Z', '2026-03-03'],
    ['Asia/Shanghai', 0, '2026-03-01T15:59:59Z', '2026-03-01'], ['Asia/Shanghai', 0, '2026-03-01T16:00:00Z', '2026-03-02'],
    ['Europe/Berlin', 4, '2026-03-29T01:59:59Z', '2026-03-28'], ['Europe/Berlin', 4, '2026-03-29T02:00:00Z', '2026-03-29'],
    ['Europe/Berlin', 4, '2026-10-25T02:59:59Z', '2026-10-24'], ['Europe/Berlin', 4, '2026-10-25T03:00:00Z', '2026-10-25'],
    ['America/New_York', 4, '2026-03-08T07:59:59Z', '2026-03-07'], ['America/New_York', 4, '2026-03-08T08:00:00Z', '2026-03-08'],
  ])('in %s with change at %d o’clock %s belongs to %s (pain 6)', (zone, change, at, day) =>
    expect(businessDay(zoneTable(zone, Date.UTC(2026, 0, 1)), change, instant(Date.parse(at)))).toBe(day));
});

describe('time zones', () => {
  it.each([['Asia/Shanghai', shanghai], ['Europe/Berlin', berlin], ['America/New_York', newYork]] as const)('%s: every hour of 2026 and 2027 reads as the runtime reads it', (zone, table) => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += 7 * hour) expect(isoInstant(table, instant(at)).slice(0, 19).replace('T', ' ')).toBe(format.format(at));
  });

  it('a local time becomes the instant that reads so again', () => {
    fc.assert(fc.property(fc.constantFrom(shanghai, berlin, newYork), fc.integer({ min: 20_454, max: 21_000 }), fc.integer({ min: 4 * 60, max: 24 * 60 - 1 }), (zone, n, minute) => {
      const day = dayOfNumber(n);
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      expect(isoInstant(zone, instantOf(zone, day, minute)).slice(0, 16)).toBe(`${day}T${clock}`);
    }));
  });

  it('a local time that a clock change skips or repeats is still one instant, next to its neighbours', () => {
    const skipped = instantOf(berlin, named('2026-03-29'), 2 * 60 + 30);
    expect(skipped).toBeGreaterThanOrEqual(instantOf(berlin, named('2026-03-29'), 60));
    expect(skipped).toBeLessThanOrEqual(instantOf(berlin, named('2026-03-29'), 4 * 60));
    const repeated = isoInstant(berlin, instantOf(berlin, named('2026-10-25'), 2 * 60 + 30));
    expect(repeated.slice(0, 16)).toBe('2026-10-25T02:30');
    expect(instantOf(berlin, named('2026-10-25'), 24 * 60) - instantOf(berlin, named('2026-10-25'), 0)).toBe(25 * hour);
    expect(instantOf(berlin, named('2026-03-29'), 24 * 60) - instantOf(berlin, named('2026-03-29'), 0)).toBe(23 * hour);
  });

  it('an instant is written with its offset', () => {
    expect(isoInstant(shanghai, instant(Date.UTC(2026, 2, 2, 1, 2, 3, 4)))).toBe('2026-03-02T09:02:03.004+08:00');
    expect(isoInstant(newYork, instant(Date.UTC(2026, 6, 1, 0, 0)))).toBe('2026-06-30T20:00:00.000-04:00');
  });
});

test('the zone of China is not UTC: at 07:59 local the UTC day is still yesterday, the hall’s is not', () => {
  expect(businessDay(shanghai, 4, instantOf(shanghai, named('2026-03-02'), 7 * 60 + 59))).toBe('2026-03-02');
});
