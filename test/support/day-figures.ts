import type { Leg, Hall } from '../../server/domain/hall.ts';
import type { LegState } from '../../server/domain/leg-states.ts';

/** A day in figures. Waits are in open minutes until the first call; coverage is the share of calls inside the range told at issue. */
export interface DayFigures {
  readonly tickets: number;
  readonly legs: Readonly<Record<LegState, number>>;
  readonly waits: { readonly called: number; readonly p50: number; readonly p90: number };
  readonly coverage: { readonly hits: number; readonly of: number };
  readonly ratings: { readonly count: number; readonly mean: number };
}

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const waitOf = (leg: Leg): number => (leg.waited ?? 0) / 60_000;
const foretold = (leg: Leg): boolean => waitOf(leg) >= leg.estimate.low && waitOf(leg) <= leg.estimate.high;

/** Figures of everybody first called since `since`; what stands now is counted whole. */
export const figuresOf = (hall: Hall, since = 0): DayFigures => {
  const all = [...hall.legs.values()];
  const legs: Record<LegState, number> = { waiting: 0, called: 0, serving: 0, held: 0, absent: 0, served: 0, left: 0, unserved: 0 };
  for (const leg of all) legs[leg.state] += 1;
  // Whoever was transferred had been told of another line.
  const called = all.filter((leg) => leg.waited !== null && (leg.calledAt ?? 0) >= since);
  const waits = called.map(waitOf).sort((a, b) => a - b);
  const grades = all.flatMap((leg) => leg.grade ?? []);
  return {
    tickets: hall.tickets.size, legs,
    waits: { called: called.length, p50: quantile(waits, 0.5), p90: quantile(waits, 0.9) },
    coverage: { hits: called.filter(foretold).length, of: called.length },
    ratings: { count: grades.length, mean: grades.length === 0 ? 0 : grades.reduce((a, b) => a + b, 0) / grades.length },
  };
};

const percent = ({ hits, of }: DayFigures['coverage']): string => (of === 0 ? '–' : `${Math.round((100 * hits) / of)} %`);
const minutes = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

/** One line for the quarter of an hour that has just passed; the estimate's coverage is that of the day so far. */
export const quarterLine = (clockTime: string, day: DayFigures, quarter: DayFigures): string =>
  `${clockTime}  等候 waiting ${day.legs.waiting} · 窗口 at counters ${day.legs.called + day.legs.serving} · 办结 served ${day.legs.served} · 等候 p90 wait ${minutes(quarter.waits.p90)} min · 预估命中 estimate coverage ${percent(day.coverage)}`;

export const summaryLines = (day: DayFigures, missedCalls: number): readonly string[] => [
  `号票 tickets ${day.tickets} · 办结 served ${day.legs.served} · 离开 left ${day.legs.left} · 未办 unserved ${day.legs.unserved} · 过号 absent ${day.legs.absent} (${missedCalls} 次 calls missed)`,
  `仍在厅内 still here: 等候 waiting ${day.legs.waiting} · 窗口 at counters ${day.legs.called + day.legs.serving} · 暂存 held ${day.legs.held}`,
  `等候 waits: p50 ${minutes(day.waits.p50)} min · p90 ${minutes(day.waits.p90)} min (${day.waits.called})`,
  `预估命中 estimate coverage ${percent(day.coverage)} (${day.coverage.hits} / ${day.coverage.of}) · 评价 ratings ${day.ratings.count}, ${day.ratings.mean.toFixed(2)}`,
];
