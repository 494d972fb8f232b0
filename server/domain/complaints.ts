import type { Instant, LocalDay } from './brands.ts';
import type { CommandOf } from './command.ts';
import type { Decision } from './decision.ts';
import { localDayOf } from './book.ts';
import type { Hall } from './hall.ts';
import { nextDay } from './hall-time.ts';
import { openIntervals } from './opening-hours.ts';
import { refuse } from './refusal.ts';

/** Within so many working days a complaint is to be answered. */
const answerWithin = 5;
/** A hall that is closed for longer counts its days like any others. */
const longestClosureDays = 31;

const works = ({ catalogue: { config, zoneTable } }: Hall, day: LocalDay): boolean => day > config.calendar.loadedUntil || config.queues.some((queue) => openIntervals(config, zoneTable, queue, day).length > 0);
/** The so-many-th working day after a day. */
const workingDaysLater = (hall: Hall, from: LocalDay, count: number): LocalDay => {
  let day = from;
  for (let worked = 0, tried = 0; worked < count && tried < longestClosureDays; tried += 1) {
    day = nextDay(day);
    if (works(hall, day)) worked += 1;
  }
  return day;
};

/** `T260303-02`: the second of that day. Complaints stay in the live hall for longer than a day, so that none comes twice. */
const numberOf = (hall: Hall, day: LocalDay): string => {
  const prefix = `T${day.slice(2).replaceAll('-', '')}-`;
  const taken = [...hall.complaints.values()].flatMap(({ number }) => (number.startsWith(prefix) ? [Number(number.slice(prefix.length))] : []));
  return `${prefix}${String(Math.max(0, ...taken) + 1).padStart(2, '0')}`;
};

/** Anybody complains, by name or not. The first of staff who took it up is remembered for good: who asks again is not sent from one to the next. */
export const decideFileComplaint = (hall: Hall, command: CommandOf<'file-complaint'>, at: Instant): Decision => {
  const today = localDayOf(hall, at);
  return [{ type: 'complaint-filed', id: command.id, number: numberOf(hall, today), firstHandler: command.by.kind === 'staff' ? command.by.number : null, dueOn: workingDaysLater(hall, today, answerWithin), seals: command.seals }];
};

/** Answering again puts the new answer in the place of the old. */
export const decideAnswerComplaint = (hall: Hall, command: CommandOf<'answer-complaint'>): Decision => {
  if (command.by.kind !== 'staff') return refuse('right-missing');
  return hall.complaints.has(command.id) ? [{ type: 'complaint-answered', id: command.id, by: command.by.number, seal: command.seal }] : refuse('unknown-complaint');
};
