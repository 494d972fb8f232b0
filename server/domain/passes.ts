import type { CounterId, Instant, LegId } from './brands.ts';
import type { Candidate } from './candidate.ts';
import { legById } from './decision.ts';
import type { Hall, Why } from './hall.ts';
import { compareKeys } from './ordered-index.ts';
import type { LineKey } from './ordered-index.ts';
import { clockOf, leftOf } from './queue-clock.ts';
import type { CallRule, PassReason } from './view-shapes.ts';

/** Numbers named per reason; the count is always whole. */
const named = 3;

/** The one reason that lets `chosen` pass people of this lane who stood earlier in due order. */
const reasonFor = (rule: CallRule, chosen: Candidate, lane: Candidate): PassReason => {
  if (rule === 'by-hand') return 'by-hand';
  if (rule === 'returned') return 'returned';
  if (!lane.met) return 'needs';
  if (rule === 'placed') return 'placed';
  if (rule === 'share' && lane.lane.kind === 'protected') return 'protected';
  if (chosen.lane.kind === 'protected' && chosen.left < 0 && lane.lane.kind !== 'protected') return 'protected';
  return lane.lane.kind === 'woken' ? 'returned' : 'offset';
};

const reasons: readonly PassReason[] = ['protected', 'offset', 'needs', 'returned', 'placed', 'by-hand'];
const earliestOf = (hall: Hall, ids: readonly string[], at: Instant): readonly string[] => {
  const keyed = ids.map((id) => {
    const leg = legById(hall, id as LegId);
    return { id, key: { due: leftOf(hall, leg, at), start: leg.start - clockOf(hall, leg.queueId, at), order: leg.order } };
  });
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ id }) => id);
};

interface Earlier { readonly count: number; readonly ids: readonly string[] }

/** People in a lane who stand earlier than `chosen`. Ordinary lanes are counted by rank; the short ones, kept in order of placing, one by one. */
const earlierIn = (hall: Hall, chosen: Candidate, lane: Candidate, at: Instant): Earlier => {
  const clock = clockOf(hall, lane.lane.queueId, at);
  const cut: LineKey = { due: chosen.left + clock, start: chosen.lag + clock, order: chosen.leg.order };
  if (lane.lane.kind === 'protected' || lane.lane.kind === 'ordinary') {
    const count = lane.lane.index.countBefore(cut);
    return { count, ids: count === 0 ? [] : lane.lane.index.take(Math.min(named, count)).map((e) => e.id) };
  }
  const ids = lane.lane.index.take(50).map((e) => e.id).filter((id) => {
    const leg = hall.legs.get(id as LegId);
    if (leg === undefined || leg.id === chosen.leg.id) return false;
    return compareKeys({ due: leftOf(hall, leg, at) + clock, start: leg.start, order: leg.order }, cut) < 0;
  });
  return { count: ids.length, ids };
};

const numberOf = (hall: Hall, legId: string): string => {
  const leg = hall.legs.get(legId as LegId);
  return (leg === undefined ? undefined : hall.tickets.get(leg.ticketId)?.number) ?? '';
};

/** Whom a call passes, by reason: everybody this counter's profile lists who stood earlier by due, start and issue. */
export const passedBy = (hall: Hall, counterId: CounterId, chosen: Candidate, rule: CallRule, heads: readonly Candidate[], at: Instant): Why['passed'] => {
  const groups = new Map<PassReason, { count: number; ids: string[] }>();
  for (const lane of heads) {
    if (lane.lane.kind === 'counter' && lane.lane.counterId !== counterId) continue;
    const earlier = earlierIn(hall, chosen, lane, at);
    if (earlier.count === 0) continue;
    const reason = reasonFor(rule, chosen, lane);
    const group = groups.get(reason) ?? { count: 0, ids: [] };
    groups.set(reason, { count: group.count + earlier.count, ids: [...group.ids, ...earlier.ids] });
  }
  // Lanes come in the order in which they began, which a hall read from rows doesn't know; so everything is sorted here.
  return reasons.flatMap((reason) => {
    const group = groups.get(reason);
    return group === undefined ? [] : [{ reason, count: group.count, numbers: earliestOf(hall, group.ids, at).slice(0, named).map((id) => numberOf(hall, id)) }];
  });
};
