import type { Instant, QueueId } from './brands.ts';
import { meetsNeeds, profileAt, staffedFor } from './counter-profile.ts';
import type { Profile } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { lanesOfQueue, waitingIn } from './lines.ts';
import { isOpenAt } from './opening-hours.ts';
import type { LineKey } from './ordered-index.ts';
import { clockOf, paceOf, passingOf } from './queue-clock.ts';
import { estimateWait } from './wait-estimate.ts';
import type { EstimateView } from './view-shapes.ts';
import type { Estimate, Standing } from './wait-estimate.ts';

/** Somebody who stands, or would stand, in a queue's line. */
export interface Stand { readonly queueId: QueueId; readonly key: LineKey; readonly needs: readonly string[]; readonly protected: boolean }

/** How many legs of a queue are called before one with this key: by rank, so it costs the logarithm of the line. */
const countAhead = (hall: Hall, queueId: QueueId, key: LineKey): { readonly all: number; readonly protected: number; readonly placed: number } => {
  const ahead = { protected: 0, ordinary: 0, placed: 0 };
  for (const lane of lanesOfQueue(hall.lines, queueId)) {
    if (lane.kind === 'protected' || lane.kind === 'ordinary') ahead[lane.kind] += lane.index.countBefore(key);
    else ahead.placed += lane.index.size;
  }
  return { all: ahead.protected + ahead.ordinary + ahead.placed, protected: ahead.protected, placed: ahead.placed };
};
export const aheadOf = (hall: Hall, queueId: QueueId, key: LineKey): number => countAhead(hall, queueId, key).all;

/** How much of a counter belongs to this queue: all of it, a part when it has several queues of its own, nothing when it only helps. */
const ownShare = (profile: Profile, queueId: QueueId): number => {
  const own = profile.queues.filter((q) => q.offset === 0);
  return own.some((q) => q.queue === queueId) ? 1 / own.length : 0;
};
/** Whether a counter that is idle calls people of another queue than its own ones. */
const helpsNow = (hall: Hall, profile: Profile): boolean => profile.helpWhenIdle === true && profile.queues.every((q) => q.offset !== 0 || waitingIn(hall.lines, q.queue) === 0);

interface Hands { readonly staffed: boolean; readonly own: number; readonly idle: number }
/** The counters that work on this queue now: how many are its own, and how many stand idle and will call at once. */
const handsFor = (hall: Hall, { queueId, needs }: Stand, at: Instant): Hands => {
  let staffed = false;
  let own = 0;
  let idle = 0;
  for (const id of staffedFor(hall, queueId, needs, at)) {
    const counter = hall.counters.get(id);
    const profile = counter?.paused === null ? profileAt(hall, id, at) : null;
    if (profile === null) continue;
    const share = ownShare(profile, queueId);
    staffed = true;
    own += share;
    if (counter?.current === null && (share > 0 || helpsNow(hall, profile))) idle += 1;
  }
  return { staffed, own, idle };
};
/** The queue's own counters by the hall file, for when nobody sits there yet. */
const expectedFor = (hall: Hall, { queueId, needs }: Stand, at: Instant): number =>
  (hall.catalogue.countersOf.get(queueId) ?? []).reduce((sum, id) => {
    const profile = meetsNeeds(hall, id, needs) ? profileAt(hall, id, at) : null;
    return sum + (profile === null ? 0 : ownShare(profile, queueId));
  }, 0);

/** Once overdue, protected people get `protectedOf3` of three calls: the others' share comes in between. */
const preferredFor = (hall: Hall, stand: Stand, before: number, left: number): Standing['preferred'] => {
  const of3 = Math.min(3, hall.catalogue.config.protectedOf3);
  return stand.protected && of3 > 0 ? { ms: Math.max(0, left), before: (before * 3) / of3 } : null;
};

/** The wait of a leg that stands at this key now, in open minutes. */
export const estimateFor = (hall: Hall, stand: Stand, at: Instant): Estimate => {
  const { queueId, key } = stand;
  const open = isOpenAt(hall.schedule.get(queueId) ?? [], at);
  const hands = handsFor(hall, stand, at);
  // Counters that only help out are left out of the belief; the measured pace knows what they really do.
  const own = hands.staffed && open ? hands.own : expectedFor(hall, stand, at);
  const ahead = countAhead(hall, queueId, key);
  const left = key.due - clockOf(hall, queueId, at);
  return estimateWait({
    ahead: ahead.all, ready: open ? hands.idle : Math.max(own, hands.idle), opening: !open,
    passing: passingOf(hall, queueId, key, left), preferred: preferredFor(hall, stand, ahead.protected + ahead.placed + 1, left),
  }, paceOf(hall, queueId, at, own));
};

/** What people are told of an estimate: nothing while the queue is open and nobody sits where it may be called, because no call is in sight then. */
export const toldEstimate = (hall: Hall, { queueId, needs }: Pick<Stand, 'queueId' | 'needs'>, { minutes, low, high }: Estimate, at: Instant): EstimateView | null =>
  isOpenAt(hall.schedule.get(queueId) ?? [], at) && staffedFor(hall, queueId, needs, at).length === 0 ? null : { minutes, low, high };
