import type { CounterId, Instant, LegId } from './brands.ts';
import { candidate, compareCandidates } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { profileAt } from './counter-profile.ts';
import type { Hall, Leg, Why } from './hall.ts';
import { lanesOfCounter, lanesOfQueue } from './lines.ts';
import type { Lane } from './lines.ts';
import { passedBy } from './passes.ts';
import { leftOf } from './queue-clock.ts';
import type { CallRule } from './view-shapes.ts';

/** Who is next: the one place where the order of calls is decided. Earliest due, over what the counter may serve. */
export interface Choice { readonly legId: LegId; readonly why: Why; readonly preferred: boolean }

const legOf = (hall: Hall, id: string): Leg => {
  const leg = hall.legs.get(id as LegId);
  if (leg === undefined) throw new Error(`leg ${id} stands in a line but not in the hall`);
  return leg;
};

/** People placed in one lane; more are never looked at. Such lanes are short. */
const placedShown = 50;
/**
 * Who stands for a lane. Where people stand in the order they were placed, a counter that may help only shortly before
 * their due looks past those for whom it is too early.
 */
const headFor = (hall: Hall, lane: Lane, offset: number, at: Instant): Leg | null => {
  const head = lane.index.first();
  if (head === null) return null;
  const first = legOf(hall, head.id);
  if (offset === 0 || lane.kind === 'ordinary' || lane.kind === 'protected') return first;
  return lane.index.take(placedShown).map((entry) => legOf(hall, entry.id)).find((leg) => leftOf(hall, leg, at) <= offset * 60_000) ?? first;
};

/** The head of every lane of the counter's profile, and of those that wait for this very counter. */
export const lanesFor = (hall: Hall, counterId: CounterId, at: Instant): readonly Candidate[] => {
  const heads: Candidate[] = [];
  const add = (lane: Lane, offset: number): void => {
    const leg = headFor(hall, lane, offset, at);
    if (leg !== null) heads.push(candidate(hall, counterId, lane, leg, offset, at));
  };
  for (const lane of lanesOfCounter(hall.lines, counterId)) add(lane, 0);
  for (const entry of profileAt(hall, counterId, at)?.queues ?? [])
    for (const lane of lanesOfQueue(hall.lines, entry.queue)) if (lane.kind !== 'counter') add(lane, entry.offset);
  return heads;
};

const placeOrder = (a: Candidate, b: Candidate): number => {
  const order = (c: Candidate): number => (c.leg.placed === null || c.leg.placed.kind === 'woken' ? c.leg.order : c.leg.placed.order);
  return order(a) - order(b);
};
const earliest = (list: readonly Candidate[], compare: (a: Candidate, b: Candidate) => number): Candidate | null =>
  list.reduce<Candidate | null>((best, c) => (best === null || compare(c, best) < 0 ? c : best), null);

/**
 * A woken ticket comes after its calls, or as soon as nobody else waits in its queue. People whom this counter can't
 * serve don't count: they bring no calls here, and two woken tickets must not wait for each other.
 */
const wokenIsDue = (hall: Hall, c: Candidate, heads: readonly Candidate[]): boolean => {
  const placed = c.leg.placed;
  if (placed?.kind !== 'woken') return false;
  return (hall.queues.get(c.leg.queueId)?.calls ?? 0) >= placed.atCall || !heads.some((h) => h.met && h.lane.queueId === c.lane.queueId && h.lane.kind !== 'woken');
};

interface Pick { readonly chosen: Candidate; readonly rule: CallRule }

const pick = (hall: Hall, counterId: CounterId, heads: readonly Candidate[], helps: boolean): Pick | null => {
  const ownEmpty = !heads.some((c) => c.met && c.offset === 0 && c.lane.kind !== 'woken');
  const open = heads.filter((c) => c.met && (c.offset === 0 || c.left <= c.offset * 60_000 || (ownEmpty && helps)));
  const ofKind = (kind: Lane['kind']): readonly Candidate[] => open.filter((c) => c.lane.kind === kind);

  const returned = earliest(heads.filter((c) => c.lane.kind === 'counter'), placeOrder);
  if (returned !== null) return { chosen: returned, rule: 'returned' };

  const preferred = hall.counters.get(counterId)?.preferred ?? [];
  const limit = hall.catalogue.config.protectedOf3;
  const shareDue = preferred.filter(Boolean).length >= limit && ofKind('ordinary').some((c) => c.left < 0);
  const overdueProtected = earliest(ofKind('protected').filter((c) => c.left < 0), compareCandidates);
  if (overdueProtected !== null && !shareDue) return { chosen: overdueProtected, rule: 'protected' };

  const woken = earliest(ofKind('woken').filter((c) => wokenIsDue(hall, c, heads)), placeOrder);
  if (woken !== null) return { chosen: woken, rule: 'returned' };
  const first = earliest(ofKind('first'), placeOrder);
  if (first !== null) return { chosen: first, rule: 'placed' };

  // While the share is due, only those for whose sake it exists are called: the overdue who are not protected.
  const rest = earliest(shareDue ? ofKind('ordinary').filter((c) => c.left < 0) : [...ofKind('ordinary'), ...ofKind('protected')], compareCandidates);
  return rest === null ? null : { chosen: rest, rule: shareDue && overdueProtected !== null ? 'share' : 'earliest-due' };
};

/** The next person for this counter, or null when nobody may be called. Looks at lane heads only. */
export const chooseNext = (hall: Hall, counterId: CounterId, at: Instant): Choice | null => {
  const heads = lanesFor(hall, counterId, at);
  const picked = pick(hall, counterId, heads, profileAt(hall, counterId, at)?.helpWhenIdle === true);
  if (picked === null) return null;
  const passed = passedBy(hall, counterId, picked.chosen, picked.rule, heads, at);
  const rule = picked.rule === 'protected' && passed.length === 0 ? 'earliest-due' : picked.rule;
  return { legId: picked.chosen.leg.id, why: { rule, passed }, preferred: picked.chosen.lane.kind === 'protected' };
};

/** Why of a call by hand: everybody with an earlier due whom this counter could have called was passed by hand. */
export const whyByHand = (hall: Hall, counterId: CounterId, leg: Leg, at: Instant): Why => {
  const heads = lanesFor(hall, counterId, at);
  const lane = hall.lines.where.get(leg.id)?.lane ?? heads[0]?.lane;
  if (lane === undefined) return { rule: 'by-hand', passed: [] };
  return { rule: 'by-hand', passed: passedBy(hall, counterId, candidate(hall, counterId, lane, leg, 0, at), 'by-hand', heads, at) };
};
