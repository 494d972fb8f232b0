import type { Instant } from '../../server/domain/brands.ts';
import { openBetween } from '../../server/domain/opening-hours.ts';
import type { Estimate } from '../../server/domain/wait-estimate.ts';
import type { SimHall } from './sim-hall.ts';

/** The wait that was told at issue, and what came true: open minutes of the queue from then until the first call. */
export interface Forecast { readonly ahead: number; readonly low: number; readonly high: number; readonly truth: number }
interface Told extends Estimate { readonly at: Instant; readonly queueId: SimHall['config']['queues'][number]['id'] }

/** Forecasts of everybody who waited in one queue and was called from it; people sent elsewhere, away or asleep meanwhile are another story. */
export const forecastsOf = (sim: SimHall): readonly Forecast[] => {
  const told = new Map<string, Told>();
  const out: Forecast[] = [];
  for (const { event, at } of sim.entries) {
    const [leg] = event.type === 'ticket-issued' && event.legs.length === 1 ? event.legs : [];
    if (leg !== undefined) told.set(leg.id, { ...leg.estimate, at, queueId: leg.queueId });
    if (event.type === 'ticket-away' || event.type === 'class-changed') for (const id of [...told.keys()].filter((id) => id.startsWith(`${event.ticketId}.`))) told.delete(id);
    if (event.type === 'leg-transferred') told.delete(event.legId);
    if (event.type !== 'leg-called') continue;
    const estimate = told.get(event.legId);
    told.delete(event.legId);
    if (estimate === undefined || event.why.rule === 'direct' || event.why.rule === 'by-hand') continue;
    out.push({ ...estimate, truth: openBetween(sim.hall.schedule.get(estimate.queueId) ?? [], estimate.at, at) / 60_000 });
  }
  return out;
};

const held = (f: Forecast): boolean => f.low <= f.truth && f.truth <= f.high;
/** Told to come at once: the range is the one minute that cannot be made narrower. */
const atOnce = (f: Forecast): boolean => f.high <= 1;
const ahead = (from: number, to: number) => (f: Forecast): boolean => !atOnce(f) && f.ahead >= from && f.ahead <= to;
const kinds: readonly (readonly [name: string, of: (f: Forecast) => boolean])[] = [
  ['at once', atOnce], ['0 ahead', ahead(0, 0)], ['1 to 2 ahead', ahead(1, 2)], ['3 to 5 ahead', ahead(3, 5)],
  ['6 to 10 ahead', ahead(6, 10)], ['11 to 20 ahead', ahead(11, 20)], ['21 and more', ahead(21, 100_000)], ['all', () => true],
];

export interface Covered { readonly name: string; readonly count: number; readonly share: number; readonly sooner: number; readonly later: number; readonly width: number }
/** Share of forecasts whose range held the truth, and the median width of the range, by how many stood ahead. */
export const coverageOf = (forecasts: readonly Forecast[]): readonly Covered[] =>
  kinds.map(([name, of]) => {
    const some = forecasts.filter(of);
    const share = (which: (f: Forecast) => boolean): number => some.filter(which).length / Math.max(1, some.length);
    const widths = some.map((f) => f.high - f.low).sort((a, b) => a - b);
    return { name, count: some.length, share: share(held), sooner: share((f) => f.truth < f.low), later: share((f) => f.truth > f.high), width: widths[Math.floor(widths.length / 2)] ?? 0 };
  });

const percent = (share: number): string => `${(100 * share).toFixed(1).padStart(5)} %`;
export const coverageTable = (rows: readonly Covered[]): string =>
  rows.map((r) => `${r.name.padEnd(14)} ${String(r.count).padStart(6)} calls  held ${percent(r.share)}  sooner ${percent(r.sooner)}  later ${percent(r.later)}  median width ${String(r.width).padStart(3)} min`).join('\n');
