import type { CounterId, Instant, QueueId } from './brands.ts';
import type { Catalogue } from './catalogue.ts';
import type { Profile, RosterEntry } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { businessDay, instantOf } from './hall-time.ts';
import { effectiveWeekday, minuteOfDay } from './opening-hours.ts';

const holdsAt = (entry: RosterEntry, minute: number): boolean => minuteOfDay(entry.from) <= minute && minute < minuteOfDay(entry.to);

/** The roster entry in force: one for this very date counts before one for the weekday. */
const rosterAt = (catalogue: Catalogue, counterId: CounterId, at: Instant): RosterEntry | null => {
  const entries = catalogue.rosterOf.get(counterId);
  if (entries === undefined) return null;
  const day = businessDay(catalogue.zoneTable, 0, at);
  const minute = (at - instantOf(catalogue.zoneTable, day, 0)) / 60_000;
  const ofDate = entries.filter((e) => e.date === day);
  const weekday = effectiveWeekday(catalogue.config, day);
  return (ofDate.length > 0 ? ofDate : entries.filter((e) => e.days?.includes(weekday) === true)).find((e) => holdsAt(e, minute)) ?? null;
};

/** The profile by which a counter calls now. A change by roster counts from its next call on, so the visitor at the counter is finished first. */
export const profileAt = (hall: Hall, counterId: CounterId, at: Instant): Profile | null => {
  const counter = hall.catalogue.counters.get(counterId);
  if (counter === undefined) return null;
  return hall.catalogue.profiles.get(rosterAt(hall.catalogue, counterId, at)?.profile ?? counter.profile) ?? null;
};

export const meetsNeeds = (hall: Hall, counterId: CounterId, needs: readonly string[]): boolean => {
  const equipment = hall.catalogue.counters.get(counterId)?.equipment ?? [];
  return needs.every((need) => equipment.includes(need));
};

/** Counters where somebody sits who may call this queue and meets these needs; a paused one counts, because it will go on. */
export const staffedFor = (hall: Hall, queueId: QueueId, needs: readonly string[], at: Instant): readonly CounterId[] => {
  const { rosterOf, countersOf } = hall.catalogue;
  // Where no roster changes a profile, the hall file says which few counters to ask; every ticket asks twice.
  const asked = rosterOf.size === 0 ? (countersOf.get(queueId) ?? []) : hall.counters.keys();
  const found: CounterId[] = [];
  for (const id of asked)
    if (hall.counters.get(id)?.clerk != null && profileAt(hall, id, at)?.queues.some((q) => q.queue === queueId) === true && meetsNeeds(hall, id, needs)) found.push(id);
  return found;
};
