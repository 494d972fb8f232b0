import type { Instant, LocalDay } from './brands.ts';
import { instant, minutes } from './brands.ts';
import type { BookingWindow, SlotTemplate } from './booking-config.ts';
import type { HallConfig, QueueConfig } from './hall-config.ts';
import { businessDay, instantOf, nextDay } from './hall-time.ts';
import type { ZoneTable } from './hall-time.ts';
import { effectiveWeekday, minuteOfDay, openIntervals } from './opening-hours.ts';

export interface Slot { readonly start: Instant; readonly end: Instant; readonly capacity: number }

const templatesOf = (config: HallConfig, templates: readonly SlotTemplate[], day: LocalDay): readonly SlotTemplate[] => {
  const own = templates.filter((t) => t.date === day);
  return own.length > 0 ? own : templates.filter((t) => t.date === undefined && (t.days ?? []).includes(effectiveWeekday(config, day)));
};

/**
 * The slots of one local day, in order. Only those that lie wholly within the queue's hours: lunch, holidays and special days
 * need no word in a template. `worked` gives the places of those whose template names no number; `nth` counts the slots of the templates from 0, also those that are closed.
 */
export const slotsOfDay = (config: HallConfig, zone: ZoneTable, queue: QueueConfig, templates: readonly SlotTemplate[], day: LocalDay, worked: (start: Instant, end: Instant, nth: number) => number = () => 0): readonly Slot[] => {
  const open = openIntervals(config, zone, queue, day);
  const slots: Slot[] = [];
  let nth = 0;
  for (const t of templatesOf(config, templates, day)) {
    const last = instantOf(zone, day, minuteOfDay(t.to));
    for (let start = instantOf(zone, day, minuteOfDay(t.from)); start + minutes(t.minutes) <= last; start = instant(start + minutes(t.minutes))) {
      const end = instant(start + minutes(t.minutes));
      if (open.some((i) => i.from <= start && end <= i.to)) slots.push({ start, end, capacity: t.capacity ?? worked(start, end, nth) });
      nth += 1;
    }
  }
  return slots.sort((a, b) => a.start - b.start);
};

/** A hall that is closed for longer than this releases nothing; no calendar of public holidays comes near it. */
const longestClosureDays = 31;

/** The working days that may be booked at `at`, in order; none beyond the loaded calendar. */
export const bookableDays = (config: HallConfig, zone: ZoneTable, queue: QueueConfig, window: BookingWindow, at: Instant): readonly LocalDay[] => {
  const works = (day: LocalDay): boolean => openIntervals(config, zone, queue, day).length > 0;
  const today = businessDay(zone, 0, at);
  const released = works(today) && at >= instantOf(zone, today, minuteOfDay(window.release));
  // Before the hour of release, and on days off, what the last working day released still holds.
  let anchor = released ? today : nextDay(today, -1);
  for (let i = 0; i < longestClosureDays && !works(anchor); i += 1) anchor = nextDay(anchor, -1);
  const days: LocalDay[] = released && window.first === 0 && today <= config.calendar.loadedUntil ? [today] : [];
  let working = 0;
  let since = 0;
  let ahead = 0;
  for (let day = nextDay(anchor); working < window.last && since < longestClosureDays && day <= config.calendar.loadedUntil; day = nextDay(day)) {
    since += 1;
    if (!works(day)) continue;
    working += 1;
    since = 0;
    if (day > today) ahead += 1;
    if (day >= today && (day === today ? window.first === 0 : ahead >= window.first)) days.push(day);
  }
  return days;
};
