import type { CounterId, Instant, QueueId } from './brands.ts';
import { profileAt, staffedFor } from './counter-profile.ts';
import type { Hall } from './hall.ts';
import { lanesOfQueue } from './lines.ts';
import type { LineKey } from './ordered-index.ts';
import { paceOf } from './queue-clock.ts';
import { estimateWait } from './wait-estimate.ts';
import type { Estimate } from './wait-estimate.ts';

/** How many legs of a queue are called before one with this key: by rank, so it costs the logarithm of the line. */
export const aheadOf = (hall: Hall, queueId: QueueId, key: LineKey): number => {
  let ahead = 0;
  for (const lane of lanesOfQueue(hall.lines, queueId)) ahead += lane.kind === 'protected' || lane.kind === 'ordinary' ? lane.index.countBefore(key) : lane.index.size;
  return ahead;
};

/** The wait of a leg that stands at this key now, in open minutes. */
export const estimateFor = (hall: Hall, queueId: QueueId, key: LineKey, needs: readonly string[], at: Instant): Estimate => {
  const staffed = staffedFor(hall, queueId, needs, at).map((id) => hall.counters.get(id)).filter((c) => c !== undefined).filter((c) => c.paused === null);
  const own = (id: CounterId): boolean => profileAt(hall, id, at)?.queues.some((q) => q.queue === queueId && q.offset === 0) === true;
  const free = staffed.some((c) => c.current === null && own(c.id));
  // Counters that only help out are left out of the belief; the measured pace knows what they really do.
  const ids = staffed.length === 0 ? (hall.catalogue.countersOf.get(queueId) ?? []) : staffed.map((c) => c.id);
  const usual = ids.filter(own).length;
  return estimateWait(aheadOf(hall, queueId, key), paceOf(hall, queueId, at, usual), free);
};
