import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { barredUntil, bookingRefusal, cancelRefusal, cancelUntil, monthsLater } from '../../server/domain/booking-rules.ts';
import type { BookingRules, PastBooking } from '../../server/domain/booking-rules.ts';
import { instantOf } from '../../server/domain/hall-time.ts';
import { zoneTable } from '../../server/engine/zone-table.ts';
import { named } from '../support/sim-config.ts';

/** The rule sets that halls publish, R1 to R5, as far as they count a person's appointments. */
const sets = {
  r1: { cancelBefore: 120, perDay: 1 },
  r2: { cancelBefore: 0, perDay: 1, perWeek: 2, perMonth: 6, bar: { missed: 2, within: 'always', lasts: { months: 3 } } },
  r3: { cancelBefore: 0 },
  r4: { cancelBefore: 0, perDay: 3, cancellationsPerMonth: 3, bar: { missed: 3, within: 'year', lasts: 'rest-of-year' } },
} satisfies Record<string, BookingRules>;

const zone = zoneTable('Asia/Shanghai', Date.UTC(2026, 0, 1));
const at = (day: string, hour: number, minute = 0) => instantOf(zone, named(day), hour * 60 + minute);
const past = (state: PastBooking['state'], ...days: readonly string[]): readonly PastBooking[] =>
  days.map((day) => ({ day: named(day), state, cancelledOn: state === 'cancelled' ? named(day) : null, excused: false }));
const book = (rules: BookingRules, history: readonly PastBooking[], day: string, today: string) => bookingRefusal(rules, history, named(day), named(today));

describe('R1', () => {
  it('one a day', () => {
    expect(book(sets.r1, past('booked', '2026-03-05'), '2026-03-05', '2026-03-03')).toEqual({ no: 'day-limit' });
    expect(book(sets.r1, past('booked', '2026-03-05'), '2026-03-06', '2026-03-03')).toBeNull();
  });
  it('a cancelled one leaves its day free; a missed one has used it up, unless the hall caused it', () => {
    expect(book(sets.r1, past('cancelled', '2026-03-05'), '2026-03-05', '2026-03-03')).toBeNull();
    expect(book(sets.r1, past('missed', '2026-03-05'), '2026-03-05', '2026-03-05')).toEqual({ no: 'day-limit' });
    expect(book(sets.r1, past('missed', '2026-03-05').map((b) => ({ ...b, excused: true })), '2026-03-05', '2026-03-05')).toBeNull();
  });
  it('missed ones are recorded and bar nobody', () => expect(barredUntil(sets.r1, past('missed', '2026-03-02', '2026-03-03', '2026-03-04'), named('2026-03-05'))).toBeNull());
  it('cancelled at least two hours before, to the minute', () => {
    const start = at('2026-03-05', 10);
    const cancel = (when: ReturnType<typeof at>) => cancelRefusal(sets.r1, [], start, when, named('2026-03-05'));
    expect(cancelUntil(sets.r1, start)).toBe(at('2026-03-05', 8));
    expect(cancel(at('2026-03-05', 8))).toBeNull();
    expect(cancel(at('2026-03-05', 8, 1))).toEqual({ no: 'cancel-too-late' });
  });
});

describe('R2', () => {
  it('two a week from Monday, over the end of a month', () => {
    const two = past('booked', '2026-03-30', '2026-04-01');
    expect(book(sets.r2, two, '2026-04-03', '2026-03-27')).toEqual({ no: 'week-limit' });
    expect(book(sets.r2, two, '2026-04-06', '2026-03-27')).toBeNull();
  });
  it('six a month', () => {
    const six = past('checked-in', '2026-03-02', '2026-03-03', '2026-03-09', '2026-03-10', '2026-03-16', '2026-03-17');
    expect(book(sets.r2, six, '2026-03-24', '2026-03-20')).toEqual({ no: 'month-limit' });
    expect(book(sets.r2, six, '2026-04-01', '2026-03-20')).toBeNull();
  });
  it('the second missed one bars for three months from its day, and that day is the last', () => {
    const missed = past('missed', '2026-02-03', '2026-03-31');
    expect(book(sets.r2, missed, '2026-04-02', '2026-04-01')).toEqual({ no: 'barred', until: '2026-06-30' });
    expect(barredUntil(sets.r2, missed, named('2026-06-30'))).toBe('2026-06-30');
    expect(barredUntil(sets.r2, missed, named('2026-07-01'))).toBeNull();
  });
  it('a bar that was served spends its missed ones: the next missed one alone bars nobody, two do', () => {
    const three = past('missed', '2025-01-06', '2025-01-07', '2025-06-02');
    expect(barredUntil(sets.r2, three, named('2025-06-03'))).toBeNull();
    expect(barredUntil(sets.r2, [...three, ...past('missed', '2025-06-04')], named('2025-06-05'))).toBe('2025-09-04');
  });
  it('what the hall caused, and what staff lifted, never bars', () => {
    const [first, second] = past('missed', '2026-03-02', '2026-03-03');
    if (first === undefined || second === undefined) throw new Error('two missed ones were made');
    expect(barredUntil(sets.r2, [first, { ...second, excused: true }], named('2026-03-04'))).toBeNull();
  });
});

describe('R3', () => {
  it('cancelled any time before the start, not at it', () => {
    const start = at('2026-03-05', 10);
    expect(cancelRefusal(sets.r3, [], start, at('2026-03-05', 9, 59), named('2026-03-05'))).toBeNull();
    expect(cancelRefusal(sets.r3, [], start, start, named('2026-03-05'))).toEqual({ no: 'cancel-too-late' });
  });
  it('no limit of its own', () => expect(book(sets.r3, past('booked', ...Array.from({ length: 20 }, () => '2026-03-05')), '2026-03-05', '2026-03-03')).toBeNull());
});

describe('R4', () => {
  it('three a day', () => {
    expect(book(sets.r4, past('booked', '2026-03-05', '2026-03-05'), '2026-03-05', '2026-03-03')).toBeNull();
    expect(book(sets.r4, past('booked', '2026-03-05', '2026-03-05', '2026-03-05'), '2026-03-05', '2026-03-03')).toEqual({ no: 'day-limit' });
  });
  it('three missed in one year bar for the rest of it', () => {
    expect(book(sets.r4, past('missed', '2026-02-02', '2026-05-04', '2026-09-07'), '2026-09-09', '2026-09-08')).toEqual({ no: 'barred', until: '2026-12-31' });
    expect(barredUntil(sets.r4, past('missed', '2026-02-02', '2026-05-04', '2026-09-07'), named('2027-01-01'))).toBeNull();
    expect(barredUntil(sets.r4, past('missed', '2025-11-03', '2025-12-01', '2026-01-05'), named('2026-01-06'))).toBeNull();
  });
  it('three cancellations in a month, by the day of cancelling', () => {
    const gone = past('cancelled', '2026-03-02', '2026-03-03', '2026-03-04');
    const cancel = (day: string) => cancelRefusal(sets.r4, gone, at('2026-04-20', 10), at(day, 9), named(day));
    expect(cancel('2026-03-31')).toEqual({ no: 'cancel-limit' });
    expect(cancel('2026-04-01')).toBeNull();
  });
});

test('months later keep the day, or end with the month', () => {
  expect(monthsLater(named('2026-11-30'), 3)).toBe('2027-02-28');
  expect(monthsLater(named('2027-11-30'), 3)).toBe('2028-02-29');
  expect(monthsLater(named('2026-10-31'), 2)).toBe('2026-12-31');
  expect(monthsLater(named('2026-12-15'), 1)).toBe('2027-01-15');
});

const days = Array.from({ length: 28 }, (_, i) => `2026-03-${String(i + 1).padStart(2, '0')}`);
test('whoever books only what the rules allow never has more than they allow, in whatever order', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...days), { maxLength: 60 }), (wanted) => {
    let history: readonly PastBooking[] = [];
    for (const day of wanted) if (book(sets.r2, history, day, '2026-03-01') === null) history = [...history, ...past('booked', day)];
    const weekOf = (day: string): number => Math.floor((Number(day.slice(8)) - 2 + 7) / 7);
    const most = (of: (day: string) => number | string): number => Math.max(0, ...history.map((one) => history.filter((b) => of(b.day) === of(one.day)).length));
    expect(most((day) => day)).toBeLessThanOrEqual(1);
    expect(most(weekOf)).toBeLessThanOrEqual(2);
    expect(history.length).toBeLessThanOrEqual(6);
  }));
});
