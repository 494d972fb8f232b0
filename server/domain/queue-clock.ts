import type { Instant, OpenMs, QueueId } from './brands.ts';
import { openMs } from './brands.ts';
import type { Hall, Leg, QueueState } from './hall.ts';
import { openBetween } from './opening-hours.ts';
import type { LineKey } from './ordered-index.ts';
import type { CallPace, Standing } from './wait-estimate.ts';

const stateOf = (hall: Hall, queueId: QueueId): QueueState => {
  const queue = hall.queues.get(queueId);
  if (queue === undefined) throw new Error(`queue ${queueId} is not in this hall`);
  return queue;
};

/** Where the queue's clock of open time stands at an instant. It stands still at lunch, at night and before opening. */
export const clockOf = (hall: Hall, queueId: QueueId, at: Instant): OpenMs => {
  const queue = stateOf(hall, queueId);
  return openMs(queue.clockCoord + openBetween(hall.schedule.get(queueId) ?? [], queue.clockAt, at));
};

/** Open ms left until due; negative when overdue. Comparable across queues, which keep different hours. */
export const leftOf = (hall: Hall, leg: Leg, at: Instant): number => leg.frozen?.left ?? leg.due - clockOf(hall, leg.queueId, at);
/** Open ms waited so far. */
export const waitedOf = (hall: Hall, leg: Leg, at: Instant): number => leg.frozen?.waited ?? Math.max(0, clockOf(hall, leg.queueId, at) - leg.start);

export const busyNow = (hall: Hall, queueId: QueueId, at: Instant): number => {
  const queue = stateOf(hall, queueId);
  return queue.busyMs + (queue.busySince === null ? 0 : clockOf(hall, queueId, at) - queue.busySince);
};

/** How fast this queue was called lately; before anything is known, its usual minutes over the counters signed in for it. */
export const paceOf = (hall: Hall, queueId: QueueId, at: Instant, counters: number): CallPace => {
  const usual = hall.catalogue.queues.get(queueId)?.usualMinutes ?? 10;
  return { calls: stateOf(hall, queueId).recent, busyNow: busyNow(hall, queueId, at), usualGap: (usual * 60_000) / Math.max(1, counters) };
};

/** Something is believed of the people who pass before many calls were seen: half a call of four. */
const passingPrior = { calls: 4, passed: 0.5 };
/** The share of calls that lately went to people with a shorter target than this key, who may come later and pass, and for how long they may. */
export const passingOf = (hall: Hall, queueId: QueueId, key: LineKey, left: number): Standing['passing'] => {
  const own = key.due - key.start;
  const { targets } = stateOf(hall, queueId);
  const shorter = targets.filter((target) => target < own - 30_000);
  const usual = shorter.length === 0 ? 0 : shorter.reduce((sum, target) => sum + Math.max(0, target), 0) / shorter.length;
  return { share: (shorter.length + passingPrior.passed) / (targets.length + passingPrior.calls), ms: Math.max(0, left - usual) };
};
