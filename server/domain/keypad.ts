import type { CounterId, Instant } from './brands.ts';
import type { Actor, Command } from './command.ts';
import { profileAt } from './counter-profile.ts';
import { ticketOf } from './decision.ts';
import type { Hall, Leg } from './hall.ts';
import { waitingIn } from './lines.ts';

/** Keys of a pad beside the clerk, or before the visitor who was just served. */
export const padKeys = ['next', 'recall', 'start', 'finish', 'absent', 'hold', 'pause', 'undo', 'rate-1', 'rate-2', 'rate-3', 'rate-4', 'rate-5'] as const;
export type PadKey = (typeof padKeys)[number];

const rateForMs = 60_000;
/** The leg that was finished last at a counter while its visitor may still rate it there: for a minute, and until the next one comes. */
export const rateableAt = (hall: Hall, counterId: CounterId, at: Instant): { readonly leg: Leg; readonly until: number } | null => {
  const state = hall.counters.get(counterId);
  if (state?.finished == null || state.current !== null || at - state.finished.at >= rateForMs) return null;
  const leg = hall.legs.get(state.finished.legId);
  return leg === undefined || leg.grade !== null || leg.state !== 'served' ? null : { leg, until: state.finished.at + rateForMs };
};

const deskPress = (hall: Hall, counterId: CounterId, key: Exclude<PadKey, `rate-${string}`>, by: Actor): readonly Command[] => {
  const state = hall.counters.get(counterId);
  const serving = hall.legs.get(state?.current ?? ('' as never))?.state === 'serving';
  const finish: Command = { type: 'finish', by, counterId, outcome: null, cases: null, missing: [], seal: null, job: null };
  switch (key) {
    // One key carries a whole day: whoever is served is finished, and the next one called.
    case 'next': return [...(serving ? [finish] : []), { type: 'call-next', by, counterId }];
    case 'finish': return [finish];
    case 'hold': return [{ type: 'hold', by, counterId, reason: hall.catalogue.config.holdReasons[0]?.id ?? '' }];
    case 'pause': return [state?.paused == null ? { type: 'pause', by, counterId, reason: hall.catalogue.config.pauseReasons[0]?.id ?? '', minutes: null } : { type: 'resume', by, counterId }];
    default: return [{ type: key, by, counterId }];
  }
};

/** What a key means at a counter as it stands; [] when it means nothing there: nobody is signed in, or nobody may rate. */
export const padPress = (hall: Hall, counterId: CounterId, key: PadKey, at: Instant): readonly Command[] => {
  if (key.startsWith('rate-')) {
    const rate = rateableAt(hall, counterId, at);
    return rate === null ? [] : [{ type: 'rate', by: { kind: 'visitor' }, ticketId: rate.leg.ticketId, legId: rate.leg.id, grade: Number(key.slice('rate-'.length)), answers: [], seal: null }];
  }
  const clerk = hall.counters.get(counterId)?.clerk ?? null;
  return clerk === null ? [] : deskPress(hall, counterId, key as Exclude<PadKey, `rate-${string}`>, { kind: 'staff', number: clerk });
};

/** What the pad's own display says: the number at the counter, or how many wait for it. */
export const padShows = (hall: Hall, counterId: CounterId, at: Instant): string => {
  const leg = hall.legs.get(hall.counters.get(counterId)?.current ?? ('' as never));
  if (leg !== undefined) return ticketOf(hall, leg).number;
  const own = profileAt(hall, counterId, at)?.queues.filter((q) => q.offset === 0) ?? [];
  return String(own.reduce((sum, { queue }) => sum + waitingIn(hall.lines, queue), 0));
};
