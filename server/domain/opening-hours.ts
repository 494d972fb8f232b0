import type { Instant, LocalDay } from './brands.ts';
import type { HallConfig, Hours, QueueConfig, Weekday } from './hall-config.ts';
import { instantOf, weekdayOf } from './hall-time.ts';
import type { ZoneTable } from './hall-time.ts';

export interface Interval { readonly from: Instant; readonly to: Instant }
const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const minuteOfDay = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** The weekday whose rules hold on a date: a make-up workday may be "like Monday". */
export const effectiveWeekday = (config: HallConfig, day: LocalDay): Weekday =>
  config.calendar.days.find((d) => d.date === day)?.like ?? weekdays[weekdayOf(day)] ?? 'mon';

/** The hours of one local day: a day of the calendar counts before a queue's own week, that before the hall's week. */
const hoursOf = (config: HallConfig, queue: QueueConfig | null, day: LocalDay): readonly Hours[] => {
  const special = config.calendar.days.find((d) => d.date === day);
  if (special?.hours !== undefined) return special.hours;
  return (queue?.hours ?? config.hours)[effectiveWeekday(config, day)] ?? [];
};

/** Open intervals of a local day, in order, as instants; lunch is the gap between two of them. */
export const openIntervals = (config: HallConfig, zone: ZoneTable, queue: QueueConfig | null, day: LocalDay): readonly Interval[] =>
  hoursOf(config, queue, day)
    .map((h) => ({ from: instantOf(zone, day, minuteOfDay(h.from)), to: instantOf(zone, day, minuteOfDay(h.to)) }))
    .sort((a, b) => a.from - b.from);

/** Joins touching intervals, so that a hall open around the clock has one, not one a day. */
export const joinIntervals = (intervals: readonly Interval[]): readonly Interval[] => {
  const joined: Interval[] = [];
  for (const next of intervals) {
    const last = joined[joined.length - 1];
    if (last !== undefined && next.from <= last.to) joined[joined.length - 1] = { from: last.from, to: next.to > last.to ? next.to : last.to };
    else joined.push(next);
  }
  return joined;
};

/** Milliseconds of open time between two instants. */
export const openBetween = (intervals: readonly Interval[], from: number, to: number): number => {
  let sum = 0;
  for (const i of intervals) {
    const start = i.from > from ? i.from : from;
    const end = i.to < to ? i.to : to;
    if (end > start) sum += end - start;
  }
  return sum;
};

export const isOpenAt = (intervals: readonly Interval[], at: Instant): boolean => intervals.some((i) => i.from <= at && at < i.to);
/** The next opening after `at`, or null within the intervals known. */
export const nextOpening = (intervals: readonly Interval[], at: Instant): Instant | null => intervals.find((i) => i.from > at)?.from ?? null;
/** The end of the open interval that holds `at`, or null. */
export const closingAfter = (intervals: readonly Interval[], at: Instant): Instant | null => intervals.find((i) => i.from <= at && at < i.to)?.to ?? null;

/** Wall instant at which `open` more milliseconds of open time will have passed; null when that lies beyond the intervals known. */
export const instantAfterOpen = (intervals: readonly Interval[], from: Instant, open: number): Instant | null => {
  let left = open;
  for (const i of intervals) {
    const start = i.from > from ? i.from : from;
    if (i.to <= start) continue;
    if (i.to - start >= left) return (start + left) as Instant;
    left -= i.to - start;
  }
  return null;
};
