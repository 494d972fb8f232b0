import type { CounterId, Instant, QueueId } from './brands.ts';
import type { Profile } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { shiftAt } from './roster.ts';

/** The profile by which a counter calls now. A change by roster waits until the visitor who is there is finished. */
export const profileAt = (hall: Hall, counterId: CounterId, at: Instant): Profile | null => {
  const counter = hall.catalogue.counters.get(counterId);
  if (counter === undefined) return null;
  const state = hall.counters.get(counterId);
  const asOf = state?.current == null ? at : (state.takenAt ?? at);
  const shift = shiftAt(hall.catalogue, hall.catalogue.rosterOf.get(counterId) ?? [], asOf);
  return hall.catalogue.profiles.get(shift?.entry.profile ?? counter.profile) ?? null;
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
