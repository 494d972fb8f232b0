import type { Instant, LocalDay } from './brands.ts';
import { minutes } from './brands.ts';
import { expiredLists } from './check-list.ts';
import type { CommandOf, Facts } from './command.ts';
import { staffedFor } from './counter-profile.ts';
import { legById } from './decision.ts';
import type { Decision } from './decision.ts';
import type { HallEvent } from './event.ts';
import { missedAppointments } from './missed-appointments.ts';
import type { Hall, Leg } from './hall.ts';
import { businessDay } from './hall-time.ts';
import { isFinal } from './leg-states.ts';
import { automaticReturns, forgottenEvents } from './missed.ts';
import { isOpenAt } from './opening-hours.ts';
import { expiredPrints } from './paper.ts';
import { refuse } from './refusal.ts';
import { expiredAnnouncements } from './voice.ts';

/** The business day that should be open now; days never go back. */
export const dayDue = (hall: Hall, at: Instant): LocalDay | null => {
  const day = businessDay(hall.catalogue.zoneTable, hall.catalogue.config.dayChange, at);
  return hall.day === null || day > hall.day ? day : null;
};

const openLegs = (hall: Hall, which: (leg: Leg) => boolean): readonly Leg[] => [...hall.legs.values()].filter((leg) => !isFinal(leg.state) && which(leg)).sort((a, b) => a.order - b.order);
const unserved = (leg: Leg): HallEvent => ({ type: 'leg-closed', legId: leg.id, to: 'unserved' });

/** Nothing closes by itself while a counter of the queue is open; whoever is left over then is unserved, not gone. */
const leftOver = (hall: Hall, at: Instant): readonly HallEvent[] =>
  openLegs(hall, (leg) => leg.state !== 'called' && leg.state !== 'serving' && staffedFor(hall, leg.queueId, [], at).length === 0).map(unserved);

/** A new business day: numbers start again, beyond what rows already know of that day. */
export const decideOpenDay = (hall: Hall, facts: Facts, at: Instant): Decision => {
  const day = dayDue(hall, at);
  if (day === null) return [];
  return [...leftOver(hall, at), ...missedAppointments(hall, at, true), { type: 'day-opened', day, numbers: facts.numbers(day) }];
};

/** How long after its closing a queue without any clerk is given up. */
const closingGraceMs = minutes(30);
const longClosed = (hall: Hall, leg: Leg, at: Instant): boolean => {
  const intervals = hall.schedule.get(leg.queueId) ?? [];
  const sinceOpen = intervals.some((i) => i.from <= at && at < i.to + closingGraceMs);
  const later = intervals.some((i) => i.from > at && businessDay(hall.catalogue.zoneTable, hall.catalogue.config.dayChange, i.from) === hall.day);
  return !sinceOpen && !later && intervals.some((i) => i.to <= at);
};

/** Legs of queues that closed at least half an hour ago, have no later opening today and nobody at a counter. */
const closedQueues = (hall: Hall, at: Instant): readonly HallEvent[] => {
  const stale = [...hall.queues.keys()].filter((id) => !isOpenAt(hall.schedule.get(id) ?? [], at) && staffedFor(hall, id, [], at).length === 0);
  if (stale.length === 0 || hall.day === null) return [];
  return openLegs(hall, (leg) => stale.includes(leg.queueId) && leg.state !== 'called' && leg.state !== 'serving' && longClosed(hall, leg, at)).map(unserved);
};

/** Everything the clock brings: who forgot to come back, what was not spoken or printed in time, queues that are over. */
export const decideTick = (hall: Hall, at: Instant): Decision => [
  ...forgottenEvents(hall, at), ...automaticReturns(hall, at), ...expiredAnnouncements(hall, at), ...expiredPrints(hall, at), ...expiredLists(hall, at), ...closedQueues(hall, at), ...missedAppointments(hall, at, false),
];

/** The manager ends the day for some queues, or all: people still waiting, held or absent become unserved. Refused while somebody is at a counter. */
export const decideEndOfDay = (hall: Hall, command: CommandOf<'end-of-day'>): Decision => {
  const unknown = command.queues?.find((id) => !hall.queues.has(id));
  if (unknown !== undefined) return refuse('unknown-queue', { about: unknown });
  const legs = openLegs(hall, (leg) => command.queues === null || command.queues.includes(leg.queueId));
  const busy = legs.find((leg) => leg.state === 'called' || leg.state === 'serving');
  return busy === undefined ? legs.map(unserved) : refuse('ticket-open', { about: legById(hall, busy.id).counterId ?? '' });
};
