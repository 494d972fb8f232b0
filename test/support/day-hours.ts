import { instant } from '../../server/domain/brands.ts';
import type { LocalDay } from '../../server/domain/brands.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { businessDay, nextDay } from '../../server/domain/hall-time.ts';
import type { ZoneTable } from '../../server/domain/hall-time.ts';
import { effectiveWeekday, openIntervals } from '../../server/domain/opening-hours.ts';
import type { Interval } from '../../server/domain/opening-hours.ts';

const isWorkday = (config: HallConfig, zone: ZoneTable, day: LocalDay): boolean =>
  !['sat', 'sun'].includes(effectiveWeekday(config, day)) && openIntervals(config, zone, null, day).length > 0;

/** The first working day of the hall's calendar from today on; past the calendar's end, its last one. Weekends and holidays don't count, make-up workdays do. */
export const workdayFrom = (config: HallConfig, zone: ZoneTable, now: number): LocalDay => {
  const today = businessDay(zone, config.dayChange, instant(now));
  const end = config.calendar.loadedUntil;
  for (let day = today, n = 0; day <= end && n < 366; day = nextDay(day), n += 1) if (isWorkday(config, zone, day)) return day;
  for (let day = today < end ? today : end, n = 0; n < 366; day = nextDay(day, -1), n += 1) if (isWorkday(config, zone, day)) return day;
  throw new Error('the hall file has no working day');
};

/** Opening times of a day; throws for a day on which the hall is closed. */
export const hoursOfDay = (config: HallConfig, zone: ZoneTable, day: LocalDay): readonly Interval[] => {
  const intervals = openIntervals(config, zone, null, day);
  if (intervals.length === 0) throw new Error(`${day} 大厅不开放 / the hall is closed on ${day}`);
  return intervals;
};
