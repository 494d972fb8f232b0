import type { CounterId, Instant, OpenMs, QueueId } from '../../server/domain/brands.ts';
import type { HallConfig, Profile } from '../../server/domain/hall-config.ts';
import type { Hall, Leg, Why } from '../../server/domain/hall.ts';
import type { PassReason } from '../../server/domain/view-shapes.ts';

/**
 * The order rule of product.md ("Who is next"), said a second time by brute force over everybody: it looks at legs and
 * tickets only, never at lines, lanes, or the policy that it judges. Clocks of open time come in from outside.
 */
export interface Asked { readonly hall: Hall; readonly counterId: CounterId; readonly at: Instant; readonly profile: Profile; readonly clock: (queue: QueueId, at: Instant) => OpenMs }

interface Person { readonly leg: Leg; readonly number: string; readonly offset: number; readonly left: number; readonly waited: number; readonly target: number; readonly protected: boolean; readonly met: boolean }

export const callable = (hall: Hall, leg: Leg): boolean => {
  const ticket = hall.tickets.get(leg.ticketId);
  if (leg.state !== 'waiting' || ticket === undefined || ticket.away !== null) return false;
  if (ticket.legs.some((id) => ['called', 'serving', 'held', 'absent'].includes(hall.legs.get(id)?.state ?? ''))) return false;
  return ![...hall.suspensions.values()].some((s) => s.endedAt === null && (s.scope.kind === 'hall' || s.scope.id === (s.scope.kind === 'service' ? leg.serviceId : hall.catalogue.services.get(leg.serviceId)?.department)));
};

const classOf = (config: HallConfig, id: string): HallConfig['classes'][number] | undefined => config.classes.find((c) => c.id === id);

/** Everybody who waits in a queue of this counter's profile and could be called by somebody now. */
const peopleOf = ({ hall, counterId, at, profile, clock }: Asked): readonly Person[] => {
  const { config } = hall.catalogue;
  const equipment = config.counters.find((c) => c.id === counterId)?.equipment ?? [];
  const people: Person[] = [];
  for (const leg of hall.legs.values()) {
    const ticket = hall.tickets.get(leg.ticketId);
    const entry = profile.queues.find((q) => q.queue === leg.queueId);
    if (ticket === undefined || !callable(hall, leg)) continue;
    const mine = leg.placed?.kind === 'counter' && leg.placed.counter === counterId;
    if (entry === undefined && !mine) continue;
    if (leg.placed?.kind === 'counter' && !mine) continue;
    const now = clock(leg.queueId, at);
    people.push({
      leg, number: ticket.number, offset: mine ? 0 : (entry?.offset ?? 0), left: leg.due - now, waited: now - leg.start, target: leg.due - leg.start,
      protected: classOf(config, ticket.classId)?.protected === true, met: ticket.needs.every((n) => equipment.includes(n)),
    });
  }
  return people;
};

const standsBefore = (x: Person, y: Person): boolean => x.left < y.left || (x.left === y.left && (x.waited > y.waited || (x.waited === y.waited && x.leg.order < y.leg.order)));

/** Which of the six reasons explains that Y passes X; null when none does, which breaks the promise. */
const reasonOf = (y: Person, x: Person, why: Why): PassReason | null => {
  if (why.rule === 'by-hand') return 'by-hand';
  if (y.leg.placed?.kind === 'counter' || y.leg.placed?.kind === 'woken') return 'returned';
  if (!x.met) return 'needs';
  if (y.leg.placed?.kind === 'first') return 'placed';
  const ordinary = y.leg.placed === null && !y.protected;
  if (y.protected && y.leg.placed === null && y.left < 0 && !(x.protected && x.leg.placed === null)) return 'protected';
  if (x.leg.placed?.kind === 'woken') return 'returned';
  if (x.protected && x.leg.placed === null && x.left < 0 && ordinary && y.left < 0 && why.rule === 'share') return 'protected';
  return x.offset !== y.offset ? 'offset' : null;
};

/** What is wrong with a call of the policy, in words; empty when nothing is. */
export const faultsOfCall = (asked: Asked, chosen: Leg, why: Why): readonly string[] => {
  const people = peopleOf(asked);
  const y = people.find((p) => p.leg.id === chosen.id);
  if (y === undefined) return why.rule === 'by-hand' ? [] : [`${chosen.id} may not be called at ${asked.counterId} now`];
  const faults: string[] = [];
  if (why.rule !== 'by-hand' && !y.met && y.leg.placed?.kind !== 'counter') faults.push(`${y.number} needs what ${asked.counterId} has not`);
  const counts = new Map<string, number>();
  for (const x of people) {
    if (x.leg.id === chosen.id || !standsBefore(x, y)) continue;
    const reason = reasonOf(y, x, why);
    if (reason === null) faults.push(`${y.number} passed ${x.number} without a reason: waited ${x.waited} - ${y.waited}, targets ${x.target} and ${y.target}, rule ${why.rule}`);
    else counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const said = new Map(why.passed.map((p) => [p.reason as string, p.count]));
  for (const reason of new Set([...counts.keys(), ...said.keys()]))
    if ((counts.get(reason) ?? 0) !== (said.get(reason) ?? 0)) faults.push(`${y.number}: ${said.get(reason) ?? 0} are said to be passed for ${reason}, ${counts.get(reason) ?? 0} were`);
  if (why.passed.length !== said.size) faults.push(`${y.number}: a reason is said twice`);
  return [...faults, ...faultsOfPromise(people, y, why)];
};

/** The promise word for word: at equal offset, Y neither protected-and-overdue nor placed, X passed only if waited(X) - waited(Y) ≤ target(X) - target(Y). */
const faultsOfPromise = (people: readonly Person[], y: Person, why: Why): readonly string[] => {
  if (why.rule === 'by-hand' || y.leg.placed !== null || (y.protected && y.left < 0)) return [];
  const faults: string[] = [];
  for (const x of people) {
    const excused = x.leg.id === y.leg.id || !x.met || x.offset !== y.offset || x.leg.placed !== null || (x.protected && x.left < 0 && why.rule === 'share');
    if (!excused && x.waited - y.waited > x.target - y.target) faults.push(`the promise to ${x.number} is broken by ${y.number}`);
  }
  return faults;
};

/** Nobody was called: was there nobody? */
export const faultsOfNobody = (asked: Asked): readonly string[] => {
  const { profile } = asked;
  const people = peopleOf(asked).filter((p) => p.met || p.leg.placed?.kind === 'counter');
  const ownEmpty = !people.some((p) => p.offset === 0);
  // Somebody woken may have to wait for calls of the queue, as long as others wait there who bring them.
  const asleep = (p: Person): boolean => p.leg.placed?.kind === 'woken' && (asked.hall.queues.get(p.leg.queueId)?.calls ?? 0) < p.leg.placed.atCall && people.some((o) => o.leg.queueId === p.leg.queueId && o.leg.placed?.kind !== 'woken');
  return people.filter((p) => !asleep(p)).filter((p) => p.leg.placed?.kind === 'counter' || p.offset === 0 || p.left <= p.offset * 60_000 || (ownEmpty && profile.helpWhenIdle === true)).map((p) => `${p.number} might have been called at ${asked.counterId}`);
};

/** Whether the last three calls of a counter broke the share: all to protected people while this unprotected one was overdue and could have been called. */
export const overdueUnprotected = (asked: Asked): readonly string[] =>
  peopleOf(asked).filter((p) => p.met && !p.protected && p.leg.placed === null && p.left < 0).map((p) => p.number);
