import type { CounterId, Instant } from './brands.ts';
import { meetsNeeds } from './counter-profile.ts';
import type { Hall, Leg } from './hall.ts';
import type { Lane } from './lines.ts';
import { clockOf, leftOf } from './queue-clock.ts';

/** A lane this counter may look at, with its head as it stands now. `left`: open ms until due; `lag`: how long ago its start was, negative. */
export interface Candidate {
  readonly lane: Lane;
  readonly leg: Leg;
  readonly offset: number;
  readonly met: boolean;
  readonly left: number;
  readonly lag: number;
}

/** Earliest (due + offset, start, issue). */
export const compareCandidates = (a: Candidate, b: Candidate): number =>
  a.left + a.offset * 60_000 - (b.left + b.offset * 60_000) || a.lag - b.lag || a.leg.order - b.leg.order;

export const candidate = (hall: Hall, counterId: CounterId, lane: Lane, leg: Leg, offset: number, at: Instant): Candidate => ({
  lane, leg, offset, met: meetsNeeds(hall, counterId, lane.needs), left: leftOf(hall, leg, at), lag: leg.start - clockOf(hall, leg.queueId, at),
});
