import type { SimHall } from './sim-hall.ts';

/** The wait that was told at issue, and what came true: open minutes until the first call. */
interface Forecast { readonly ahead: number; readonly low: number; readonly high: number; readonly truth: number }

/** Forecasts of everybody who waited in one queue and was called from it; people sent elsewhere, away or asleep meanwhile are another story. */
export const forecastsOf = (sim: SimHall): readonly Forecast[] => {
  const told = new Map<string, { ahead: number; low: number; high: number }>();
  const out: Forecast[] = [];
  const several = new Set<string>();
  for (const { event } of sim.entries) {
    if (event.type === 'ticket-issued') {
      for (const leg of event.legs) told.set(leg.id, leg.estimate);
      if (event.legs.length > 1) for (const leg of event.legs) several.add(leg.id);
    }
    if (event.type === 'ticket-away' || event.type === 'class-changed') for (const id of [...told.keys()].filter((leg) => leg.startsWith(`${event.ticketId}.`))) told.delete(id);
    if (event.type === 'leg-transferred') told.delete(event.legId);
    if (event.type !== 'leg-called') continue;
    const estimate = told.get(event.legId);
    told.delete(event.legId);
    if (estimate === undefined || event.why.rule === 'direct' || event.why.rule === 'by-hand' || several.has(event.legId)) continue;
    out.push({ ...estimate, truth: event.waited / 60_000 });
  }
  return out;
};

const sizes = [[0, 0], [1, 2], [3, 5], [6, 10], [11, 20], [21, 1000]] as const;
const held = (f: Forecast): boolean => f.low <= f.truth && f.truth <= f.high;

export interface Coverage { readonly share: number; readonly count: number; readonly table: string }
/** Share of forecasts whose range held the truth, in all and by how many stood ahead. */
export const coverageOf = (forecasts: readonly Forecast[]): Coverage => {
  const line = (name: string, some: readonly Forecast[]): string => {
    const percent = (which: (f: Forecast) => boolean): string => `${((100 * some.filter(which).length) / Math.max(1, some.length)).toFixed(1).padStart(5)} %`;
    return `${name.padEnd(14)} ${String(some.length).padStart(6)} calls  held ${percent(held)}  sooner ${percent((f) => f.truth < f.low)}  later ${percent((f) => f.truth > f.high)}`;
  };
  const rows = sizes.map(([from, to]) => line(from === to ? `${from} ahead` : to === 1000 ? `${from} and more` : `${from} to ${to} ahead`, forecasts.filter((f) => f.ahead >= from && f.ahead <= to)));
  return { share: forecasts.filter(held).length / Math.max(1, forecasts.length), count: forecasts.length, table: [...rows, line('all', forecasts)].join('\n') };
};
