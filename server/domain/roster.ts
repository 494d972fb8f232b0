import type { CounterId, Instant, LocalDay, QueueId, StaffNumber } from './brands.ts';
import type { Catalogue } from './catalogue.ts';
import type { RosterEntry } from './hall-config.ts';
import { businessDay, instantOf } from './hall-time.ts';
import { effectiveWeekday, minuteOfDay } from './opening-hours.ts';

/** The roster counts from midnight to midnight, whenever the business day changes. */
const clockAt = (catalogue: Catalogue, at: Instant): { readonly day: LocalDay; readonly minute: number } => {
  const day = businessDay(catalogue.zoneTable, 0, at);
  return { day, minute: (at - instantOf(catalogue.zoneTable, day, 0)) / 60_000 };
};
/** Entries of one counter for a day: those for this very date replace those for the weekday. */
const entriesOn = (catalogue: Catalogue, entries: readonly RosterEntry[], day: LocalDay): readonly RosterEntry[] => {
  const ofDate = entries.filter((entry) => entry.date === day);
  const weekday = effectiveWeekday(catalogue.config, day);
  return ofDate.length > 0 ? ofDate : entries.filter((entry) => entry.days?.includes(weekday) === true);
};

/** Of one counter's entries the one in force, and since when. */
export interface Shift { readonly entry: RosterEntry; readonly from: Instant }
export const shiftAt = (catalogue: Catalogue, entries: readonly RosterEntry[], at: Instant): Shift | null => {
  const { day, minute } = clockAt(catalogue, at);
  const entry = entriesOn(catalogue, entries, day).find((one) => minuteOfDay(one.from) <= minute && minute < minuteOfDay(one.to));
  return entry === undefined ? null : { entry, from: instantOf(catalogue.zoneTable, day, minuteOfDay(entry.from)) };
};

/** What is left of this day's entries of one counter. */
const entriesLeft = (catalogue: Catalogue, entries: readonly RosterEntry[], at: Instant): readonly RosterEntry[] => {
  const { day, minute } = clockAt(catalogue, at);
  return entriesOn(catalogue, entries, day).filter((entry) => minute < minuteOfDay(entry.to));
};

/** When the roster puts somebody at a counter next, of what is left of this day; null when nobody comes, or somebody should be there already. */
export const shiftAhead = (catalogue: Catalogue, entries: readonly RosterEntry[], at: Instant): Instant | null => {
  const { day, minute } = clockAt(catalogue, at);
  const starts = entriesLeft(catalogue, entries, at).filter((entry) => entry.clerk !== undefined || entry.substitute !== undefined).map((entry) => minuteOfDay(entry.from));
  const next = Math.min(...starts);
  return Number.isFinite(next) && next > minute ? instantOf(catalogue.zoneTable, day, next) : null;
};

/** Counters at which the roster puts somebody, now or later this day, who may call the queue; in the order of the hall file. */
export const rosteredFor = (catalogue: Catalogue, queueId: QueueId, at: Instant): readonly CounterId[] =>
  catalogue.config.counters.flatMap(({ id, profile }) => {
    const calls = (entry: RosterEntry): boolean =>
      (entry.clerk !== undefined || entry.substitute !== undefined) && catalogue.profiles.get(entry.profile ?? profile)?.queues.some((q) => q.queue === queueId) === true;
    const entries = catalogue.shiftsOf.get(id) ?? [];
    // The calendar is asked only about the few counters that may call the queue on any day.
    return entries.some(calls) && entriesLeft(catalogue, entries, at).some(calls) ? [id] : [];
  });

export interface Seat { readonly counter: CounterId; readonly as: 'clerk' | 'substitute'; readonly from: string; readonly to: string }
/** Where the roster puts somebody in what is left of this day: own places before those they only stand in for, the nearest first. */
export const seatsOf = (catalogue: Catalogue, number: StaffNumber, at: Instant): readonly Seat[] => {
  const seats: Seat[] = [];
  for (const [counter, entries] of catalogue.shiftsOf)
    for (const { clerk, substitute, from, to } of entriesLeft(catalogue, entries, at)) {
      if (clerk !== number && substitute !== number) continue;
      seats.push({ counter, as: clerk === number ? 'clerk' : 'substitute', from, to });
    }
  return seats.sort((a, b) => Number(a.as === 'substitute') - Number(b.as === 'substitute') || minuteOfDay(a.from) - minuteOfDay(b.from));
};
