import type { Hours, RosterEntry, WeekHours, Weekday } from './hall-config.ts';
import type { FaultPath, HallFault, HallRule } from './hall-fault.ts';
import { hallFault, idsOf, nameOf, referenceFault } from './hall-fault.ts';
import { effectiveWeekday } from './opening-hours.ts';

export const overlap = (a: Hours, b: Hours): boolean => a.from < b.to && b.from < a.to;

const periodFaults = (periods: readonly Hours[], path: FaultPath): readonly HallFault[] => periods.flatMap((period, index) => [
  ...reversed(period, [...path, index]),
  ...periods.slice(0, index).flatMap((earlier) => overlap(period, earlier) ? [hallFault('hours-overlap', [...path, index],
    `${period.from}–${period.to} 与 ${earlier.from}–${earlier.to} 重叠`, `${period.from}–${period.to} overlaps ${earlier.from}–${earlier.to}`)] : []),
]);

/** Clock times of equal width compare as text. */
export const reversed = (period: Hours, path: FaultPath): readonly HallFault[] => period.from < period.to ? [] : [hallFault('hours-reversed', [...path, 'to'],
  `${period.to} 不在 ${period.from} 之后`, `${period.to} is not after ${period.from}`)];

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];
/** Only the seven days are asked: a misspelt one is told by the schema, and holds anything. */
const weekFaults = (week: WeekHours, path: FaultPath): readonly HallFault[] =>
  weekdays.flatMap((day) => periodFaults(week[day] ?? [], [...path, day]));

const hours: HallRule = { reads: ['hours'], check: (hall) => weekFaults(hall.hours, ['hours']) };
const queueHours: HallRule = {
  reads: ['queues'],
  check: (hall) => hall.queues.flatMap((queue, index) => queue.hours === undefined ? [] : weekFaults(queue.hours, ['queues', index, 'hours'])),
};

/** Whether YYYY-MM-DD is a day that exists; 2026-02-30 is not. */
export const dayExists = (day: string): boolean => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && date >= 1 && date <= length;
};
export const dayFault = (day: string, path: FaultPath): readonly HallFault[] =>
  dayExists(day) ? [] : [hallFault('day-not-real', path, `没有${day}这一天`, `There is no day ${day}`)];

const calendar: HallRule = {
  reads: ['calendar'],
  check: ({ calendar: { days, loadedUntil } }) => [
    ...dayFault(loadedUntil, ['calendar', 'loadedUntil']),
    ...days.flatMap((day, index) => {
      const path = ['calendar', 'days', index] as const;
      const earlier = days.findIndex((other) => other.date === day.date);
      return [
        ...dayFault(day.date, [...path, 'date']),
        ...(earlier === index ? [] : [hallFault('duplicate-id', [...path, 'date'], `${day.date}出现了两次`, `${day.date} stands twice in the calendar`)]),
        ...(day.date <= loadedUntil ? [] : [hallFault('day-beyond-calendar', [...path, 'date'], `${day.date}晚于 loadedUntil（${loadedUntil}）`, `${day.date} lies beyond loadedUntil (${loadedUntil})`)]),
        ...((day.like === undefined) !== (day.hours === undefined) ? [] : [hallFault('day-like-and-hours', path, `${day.date}须写 like 或 hours，且只写一个`, `${day.date} needs either like or hours, and only one of them`)]),
        ...(day.hours === undefined ? [] : periodFaults(day.hours, [...path, 'hours'])),
      ];
    }),
  ],
};

const meet = (a: RosterEntry, b: RosterEntry): boolean => {
  const sameDay = a.date !== undefined ? a.date === b.date : b.date === undefined && (a.days ?? []).some((day) => (b.days ?? []).includes(day));
  return sameDay && overlap(a, b);
};
const when = (entry: RosterEntry): string => `${entry.date ?? (entry.days ?? []).join(' ')} ${entry.from}–${entry.to}`;

const rosterTimes: HallRule = {
  reads: ['roster'],
  check: (hall) => hall.roster.flatMap((entry, index) => [
    ...reversed(entry, ['roster', index]),
    ...((entry.days === undefined) !== (entry.date === undefined) ? [] : [hallFault('roster-when', ['roster', index], '排班须写 days 或 date，且只写一个', 'A roster entry needs either days or a date, and only one of them')]),
    ...(entry.date === undefined ? [] : dayFault(entry.date, ['roster', index, 'date'])),
    ...hall.roster.slice(0, index).filter((earlier) => meet(entry, earlier)).flatMap((earlier) => [
      ...(entry.counter === earlier.counter ? [hallFault('roster-overlap', ['roster', index, 'from'],
        `${entry.counter}号窗口在 ${when(entry)} 已有排班`, `Counter ${entry.counter} already has an entry that meets ${when(entry)}`)] : []),
      ...(entry.counter !== earlier.counter && entry.clerk !== undefined && entry.clerk === earlier.clerk ? [hallFault('clerk-twice', ['roster', index, 'clerk'],
        `工号${entry.clerk}在 ${when(entry)} 同时排在${earlier.counter}号和${entry.counter}号窗口`, `Clerk ${entry.clerk} sits at counters ${earlier.counter} and ${entry.counter} at once: ${when(entry)}`)] : []),
    ]),
  ]),
};

/** An entry for a date replaces the weekdays of its own counter only: its clerk may still sit elsewhere by weekday. */
const rosterDates: HallRule = {
  reads: ['roster', 'calendar'],
  check: (hall) => hall.roster.flatMap((entry, index) => {
    const { date } = entry;
    if (date === undefined || entry.clerk === undefined || dayFault(date, []).length > 0) return [];
    const weekday = effectiveWeekday(hall, date);
    const elsewhere = hall.roster.find((other) => other.clerk === entry.clerk && other.counter !== entry.counter && other.days?.includes(weekday) === true && overlap(entry, other)
      && !hall.roster.some((one) => one.counter === other.counter && one.date === date));
    return elsewhere === undefined ? [] : [hallFault('clerk-twice', ['roster', index, 'clerk'],
      `工号${entry.clerk}在 ${when(entry)} 同时排在${elsewhere.counter}号和${entry.counter}号窗口`, `Clerk ${entry.clerk} sits at counters ${elsewhere.counter} and ${entry.counter} at once: ${when(entry)}`)];
  }),
};

const rosterPeople: HallRule = {
  reads: ['roster', 'staff'],
  check: (hall) => {
    const all = new Set<string>(hall.staff.map((person) => person.number));
    const clerks = new Set<string>(hall.staff.filter((person) => person.roles.includes('clerk')).map((person) => person.number));
    return hall.roster.flatMap((entry, index) => (['clerk', 'substitute'] as const).flatMap((key) => {
      const number = entry[key];
      if (number === undefined || clerks.has(number)) return [];
      const path = ['roster', index, key];
      return all.has(number) ? [hallFault('clerk-role', path, `工号${number}没有 clerk 角色，不能在窗口叫号`, `Staff number ${number} hasn't the role clerk and can't call at a counter`)]
        : referenceFault(path, nameOf.staff, number, all);
    }));
  },
};

const rosterPlaces: HallRule = {
  reads: ['roster', 'counters', 'profiles'],
  check: (hall) => {
    const counters = idsOf(hall.counters);
    const profiles = idsOf(hall.profiles);
    return hall.roster.flatMap((entry, index) => [
      ...referenceFault(['roster', index, 'counter'], nameOf.counter, entry.counter, counters),
      ...(entry.profile === undefined ? [] : referenceFault(['roster', index, 'profile'], nameOf.profile, entry.profile, profiles)),
    ]);
  },
};

/** When the hall is open and who sits where. */
export const hoursRules: readonly HallRule[] = [hours, queueHours, calendar, rosterTimes, rosterDates, rosterPeople, rosterPlaces];
