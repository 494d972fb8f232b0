import type { CounterId, Instant, QueueId } from './brands.ts';
import type { Profile } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { shiftAt } from './roster.ts';

/** The profile by which a counter calls now. A change by roster waits until the visitor who is there is finished. */
export const profileAt = (hall: Hall, counterId: CounterId, at: Instant): Profile | null => {
  const counter = hall.catalogue.counters.get(counterId);
  if (counter === undefined) return null;
  const entries = hall.catalogue.rosterOf.get(counterId);
  // Most counters have one profile all week; asking the calendar costs more than all the rest of an estimate.
  if (entries === undefined) return hall.catalogue.profiles.get(counter.profile) ?? null;
  const state = hall.counters.get(counterId);
  const asOf = state?.current == null ? at : (state.takenAt ?? at);
  return hall.catalogue.profiles.get(shiftAt(hall.catalogue, entries, asOf)?.entry.profile ?? counter.profile) ?? null;
};

export const meetsNeeds = (hall: Hall, counterId: CounterId, needs: readonly string[]): boolean => {
  const equipment = hall.catalogue.counters.get(counterId)?.equipment ?? [];
  return needs.every((need) => equipment.includes(need));
};

/** Counters where somebody sits who may call this queue and meets these needs; a paused one counts, because it will go on. */
export const staffedFor = (hall: Hall, queueId: QueueId, needs: readonly string[], at: Instant): readonly CounterId[] => {
  const { rosterOf, countersOf } = hall.catalogue;
  // The hall file says which few counters to ask, but for those whose profile the roster changes.
  const asked = rosterOf.size === 0 ? (countersOf.get(queueId) ?? []) : new Set([...(countersOf.get(queueId) ?? []), ...rosterOf.keys()]);
  const found: CounterId[] = [];
  for (const id of asked)
    if (hall.counters.get(id)?.clerk != null && profileAt(hall, id, at)?.queues.some((q) => q.queue === queueId) === true && meetsNeeds(hall, id, needs)) found.push(id);
  return found;
};
