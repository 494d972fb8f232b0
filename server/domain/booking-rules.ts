import type { Instant, LocalDay } from './brands.ts';
import { instant, localDay, minutes } from './brands.ts';
import { dayNumber, dayOfNumber, weekdayOf } from './hall-time.ts';

/** What one person may book and what missing a time costs. A limit left out does not hold. */
export interface BookingRules {
  /** Minutes before its start until which an appointment may be cancelled or moved; 0: until it starts. */
  readonly cancelBefore: number;
  /** Most appointments of one person on one day, in one week from Monday, and in one calendar month, by the day of the visit. */
  readonly perDay?: number;
  readonly perWeek?: number;
  readonly perMonth?: number;
  /** Most cancellations in one calendar month, by the day of cancelling. */
  readonly cancellationsPerMonth?: number;
  /** So many missed ones bar a person; left out: they are only recorded. */
  readonly bar?: BarRule;
}
export interface BarRule {
  readonly missed: number;
  /** Which missed ones count together: all since the last bar, or those of one calendar year. */
  readonly within: 'always' | 'year';
  /** How long it lasts from the day of the last missed one. */
  readonly lasts: { readonly months: number } | 'rest-of-year';
}

/** One appointment of a person, as far as rules count it. `excused`: caused by the hall, or lifted by staff with a reason. */
export interface PastBooking {
  readonly day: LocalDay;
  readonly state: 'booked' | 'checked-in' | 'missed' | 'cancelled';
  readonly cancelledOn: LocalDay | null;
  readonly excused: boolean;
}

/** Why a rule says no: the limit that is reached, or the bar and its last day. */
export type RuleNo = { readonly no: 'day-limit' | 'week-limit' | 'month-limit' | 'cancel-too-late' | 'cancel-limit' } | { readonly no: 'barred'; readonly until: LocalDay };

const monthOf = (day: LocalDay): string => day.slice(0, 7);
const mondayOf = (day: LocalDay): number => dayNumber(day) - weekdayOf(day);
const lastOfMonth = (year: number, month: number): number => {
  const next = localDay(`${String(month === 12 ? year + 1 : year).padStart(4, '0')}-${String(month === 12 ? 1 : month + 1).padStart(2, '0')}-01`);
  return Number(dayOfNumber(dayNumber(next) - 1).slice(8));
};

/** The same day of a later month, or that month's last where it has no such day. */
export const monthsLater = (day: LocalDay, months: number): LocalDay => {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  const date = Math.min(Number(day.slice(8)), lastOfMonth(year, month));
  return localDay(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
};

const endOfBar = (rule: BarRule, missedOn: LocalDay): LocalDay =>
  (rule.lasts === 'rest-of-year' ? localDay(`${missedOn.slice(0, 4)}-12-31`) : monthsLater(missedOn, rule.lasts.months));

/**
 * The last day on which a person may not book, or null. Missed ones that led to a bar are spent with it. A bar that staff
 * lifted is gone because the missed ones it rested on are excused.
 */
export const barredUntil = (rules: BookingRules, history: readonly PastBooking[], today: LocalDay): LocalDay | null => {
  const rule = rules.bar;
  if (rule === undefined) return null;
  const missed = history.filter((b) => b.state === 'missed' && !b.excused).map((b) => b.day).sort();
  let counted: readonly LocalDay[] = [];
  const ends: LocalDay[] = [];
  for (const day of missed) {
    counted = [...counted.filter((earlier) => rule.within === 'always' || earlier.slice(0, 4) === day.slice(0, 4)), day];
    if (counted.length < rule.missed) continue;
    ends.push(endOfBar(rule, day));
    counted = [];
  }
  // Days are in order, and so are the ends of their bars.
  const last = ends[ends.length - 1];
  return last !== undefined && last >= today ? last : null;
};

/** Why this person may not book a time on `day`, or null. A cancelled one leaves room; a missed one took its place. */
export const bookingRefusal = (rules: BookingRules, history: readonly PastBooking[], day: LocalDay, today: LocalDay): RuleNo | null => {
  const bar = barredUntil(rules, history, today);
  if (bar !== null) return { no: 'barred', until: bar };
  const taken = history.filter((b) => b.state !== 'cancelled' && !(b.state === 'missed' && b.excused)).map((b) => b.day);
  const full = (limit: number | undefined, same: (other: LocalDay) => boolean): boolean => limit !== undefined && taken.filter(same).length >= limit;
  if (full(rules.perDay, (other) => other === day)) return { no: 'day-limit' };
  if (full(rules.perWeek, (other) => mondayOf(other) === mondayOf(day))) return { no: 'week-limit' };
  if (full(rules.perMonth, (other) => monthOf(other) === monthOf(day))) return { no: 'month-limit' };
  return null;
};

/** Until when an appointment that starts at `start` may be cancelled or moved; this instant is the last. */
export const cancelUntil = (rules: BookingRules, start: Instant): Instant => instant(start - minutes(rules.cancelBefore));

/** Why this person may not cancel an appointment that starts at `start` now, or null. What the hall caused is not counted. */
export const cancelRefusal = (rules: BookingRules, history: readonly PastBooking[], start: Instant, at: Instant, today: LocalDay): RuleNo | null => {
  if (at > cancelUntil(rules, start) || at >= start) return { no: 'cancel-too-late' };
  const gone = history.filter((b) => b.cancelledOn !== null && !b.excused && monthOf(b.cancelledOn) === monthOf(today)).length;
  return rules.cancellationsPerMonth !== undefined && gone >= rules.cancellationsPerMonth ? { no: 'cancel-limit' } : null;
};
