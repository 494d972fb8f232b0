import type { Instant } from '../../server/domain/brands.ts';
import type { HallConfig, QueueConfig, ServiceConfig } from '../../server/domain/hall-config.ts';
import type { Interval } from '../../server/domain/opening-hours.ts';
import { exponential, pick, streamOf } from './day-random.ts';
import type { Chance } from './sim-chance.ts';

/** One person of a simulated day, settled before it begins. Minutes are of hall time. */
export interface Visitor {
  readonly at: Instant;
  /** One or two services, each with the minutes that serving it takes. */
  readonly wants: readonly { readonly service: string; readonly minutes: number }[];
  /** Priority classes need proof, so those people go to the guide. */
  readonly classId: string | null;
  readonly needs: readonly string[];
  readonly language: 'zh-CN' | 'en';
  readonly comes: 'at-once' | 'late' | 'never';
  readonly trouble: 'none' | 'hold' | 'transfer' | 'add-service';
  readonly stepsAway: boolean;
  /** Goes home when still waiting after so many minutes. */
  readonly patience: number;
  readonly grade: number | null;
  readonly outcome: string | null;
}

const minuteMs = 60_000;
/** Calling, walking to the counter and paperwork take a counter this long beside each service. */
const besidesMinutes = 1.5;
/** People at the doors when they open: for each counter, but no more than it serves in half an hour; and the minutes in which they all have their numbers. */
const atTheDoors = { perCounter: 1.2, work: 30, minutes: 3 };

/** Arrivals as a share of what the counters can serve. Peaks at opening and after lunch; who comes late in a half-day is rare. */
const loadAt = (afternoon: boolean, sinceOpening: number, untilClosing: number): number => {
  if (untilClosing < 30) return afternoon ? 0.25 : 0.4;
  if (afternoon) return sinceOpening < 45 ? 1.2 : sinceOpening < 120 ? 0.85 : 0.6;
  return sinceOpening < 60 ? 1.15 : sinceOpening < 110 ? 0.9 : 0.75;
};

interface Line { readonly queue: QueueConfig; readonly services: readonly ServiceConfig[]; readonly counters: number; readonly meets: readonly string[]; readonly stretch: number }

/** What each queue can serve: a counter with several queues of its own divides itself among them. */
const linesOf = (config: HallConfig, staffed: readonly string[]): readonly Line[] =>
  config.queues.flatMap((queue) => {
    const services = config.services.filter((s) => s.kind === 'queue' && s.queue === queue.id);
    const own = config.counters.filter((c) => staffed.includes(c.id)).flatMap((counter) => {
      const queues = config.profiles.find((p) => p.id === counter.profile)?.queues.filter((q) => q.offset === 0) ?? [];
      return queues.some((q) => q.queue === queue.id) ? [{ share: 1 / queues.length, meets: counter.equipment ?? [] }] : [];
    });
    if (services.length === 0 || own.length === 0) return [];
    const usual = services.reduce((sum, s) => sum + s.usualMinutes, 0) / services.length;
    return [{ queue, services, counters: own.reduce((sum, c) => sum + c.share, 0), meets: [...new Set(own.flatMap((c) => c.meets))], stretch: queue.usualMinutes / usual }];
  });

const wish = (line: Line, chance: Chance): Visitor['wants'][number] => {
  const service = pick(chance, line.services);
  const usual = service.usualMinutes * line.stretch;
  return { service: service.id, minutes: Math.min(4 * usual, Math.max(1, chance.around(usual))) };
};

/** Five grades as such halls report them: nearly everybody is very satisfied, and a few are not. */
const gradeOf = (chance: Chance): number | null => {
  if (!chance.is(0.35)) return null;
  const x = chance.next();
  return x < 0.86 ? 5 : x < 0.95 ? 4 : x < 0.98 ? 3 : x < 0.993 ? 2 : 1;
};

const troubleOf = (chance: Chance): Visitor['trouble'] => {
  const x = chance.next();
  return x < 0.025 ? 'hold' : x < 0.055 ? 'transfer' : x < 0.08 ? 'add-service' : 'none';
};

const visitorOf = (config: HallConfig, lines: readonly Line[], line: Line, at: number, chance: Chance): Visitor => {
  const priority = config.classes.filter((c) => c.kind === 'priority');
  const others = lines.filter((other) => other !== line);
  const first = wish(line, chance);
  const second = others.length > 0 && chance.is(0.05) ? [wish(pick(chance, others), chance)] : [];
  const needs = line.meets.filter((need) => config.needs.some((n) => n.id === need));
  const comes = chance.next();
  return {
    at: Math.floor(at) as Instant, wants: [first, ...second],
    classId: priority.length > 0 && chance.is(0.08) ? pick(chance, priority).id : null,
    needs: second.length === 0 && needs.length > 0 && chance.is(0.02) ? [pick(chance, needs)] : [],
    language: chance.is(0.03) ? 'en' : 'zh-CN',
    comes: comes < 0.96 ? 'at-once' : comes < 0.98 ? 'late' : 'never',
    trouble: troubleOf(chance), stepsAway: chance.is(0.01),
    patience: chance.is(0.04) ? chance.between(15, 40) : chance.between(60, 180),
    grade: gradeOf(chance),
    outcome: chance.is(0.85) ? null : pick(chance, config.outcomes).id,
  };
};

const arrivalsOf = (line: Line, interval: Interval, afternoon: boolean, from: Instant, chance: Chance): readonly number[] => {
  const perMinute = line.counters / (line.queue.usualMinutes + besidesMinutes);
  const most = 1.2;
  const doors = Math.round(line.counters * Math.min(atTheDoors.perCounter, atTheDoors.work / line.queue.usualMinutes) * (afternoon ? 0.5 : 1) + chance.next() - 0.5);
  const out: number[] = interval.from >= from ? Array.from({ length: doors }, () => interval.from + chance.between(0, atTheDoors.minutes) * minuteMs) : [];
  const last = interval.to - minuteMs;
  for (let at = interval.from + exponential(chance, minuteMs / (perMinute * most)); at < last; at += exponential(chance, minuteMs / (perMinute * most)))
    if (chance.next() * most < loadAt(afternoon, (at - interval.from) / minuteMs, (interval.to - at) / minuteMs)) out.push(at);
  return out.filter((at) => at >= from);
};

/** Everybody who comes on a day with these opening times, in order of arrival, from `from` on. `staffed`: ids of the counters that serve. */
export const visitorsOfDay = (config: HallConfig, intervals: readonly Interval[], staffed: readonly string[], from: Instant, seed: number): readonly Visitor[] => {
  const lines = linesOf(config, staffed);
  const people = lines.flatMap((line) => {
    const chance = streamOf(seed, `queue ${line.queue.id}`);
    return intervals.flatMap((interval, n) => arrivalsOf(line, interval, n > 0, from, chance).map((at) => visitorOf(config, lines, line, at, chance)));
  });
  return people.sort((a, b) => a.at - b.at);
};
