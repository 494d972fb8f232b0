import type { Instant } from './brands.ts';
import { businessDay, nextDay } from './hall-time.ts';
import type { Hall } from './hall.ts';
import { joinIntervals, openIntervals } from './opening-hours.ts';

const daysAhead = 8;

/** Works out when each queue is open, from two days ago to a week ahead: enough for every clock until the next business day, and to say when a closed one opens. */
export const fillSchedule = (hall: Hall, at: Instant): void => {
  const { config, zoneTable, queues } = hall.catalogue;
  const today = businessDay(zoneTable, 0, at);
  hall.schedule.clear();
  for (const queue of queues.values()) {
    const intervals = [];
    for (let i = -2; i <= daysAhead; i += 1) intervals.push(...openIntervals(config, zoneTable, queue, nextDay(today, i)));
    hall.schedule.set(queue.id, joinIntervals(intervals));
  }
};
