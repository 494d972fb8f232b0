import { median, medianRun, spread } from './numbers.ts';
import type { Run } from './numbers.ts';

/** One line of the report. `met` is null where there is no goal. */
export interface Figure { readonly what: string; readonly ours: string; readonly against: string; readonly ratio: string; readonly goal: string; readonly met: boolean | null }

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
export const number = (value: number): string => (Math.abs(value) >= 100 ? whole.format(value) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2));
const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;
const around = (runs: readonly Run[]): string => `±${Math.round(spread(runs.map((r) => r.perSecond)) * 100)} %`;

interface Compared { readonly what: string; readonly runs: readonly Run[]; readonly name: string; readonly baseline: readonly Run[] }
/** Requests a second against a baseline of the same minutes; `least` is the goal of the ratio. */
export const fasterThan = ({ what, runs, name, baseline }: Compared, least: number | null): Figure => {
  const [a, b] = [medianRun(runs), medianRun(baseline)];
  const ratio = a.perSecond / b.perSecond;
  return { what, ours: `${number(a.perSecond)}/s ${around(runs)}`, against: `${name}: ${number(b.perSecond)}/s ${around(baseline)}`, ratio: times(ratio), goal: least === null ? '' : `≥ ${least} ×`, met: least === null ? null : ratio >= least };
};
/** How much longer one takes; `most` is the goal of the ratio. */
export const slowerThan = ({ what, runs, name, baseline }: Compared, of: 'p50' | 'p99' | 'cpuMicros', most: number | null): Figure => {
  const [a, b] = [median(runs.map((r) => r[of])), median(baseline.map((r) => r[of]))];
  const unit = of === 'cpuMicros' ? 'µs' : 'ms';
  return { what, ours: `${number(a)} ${unit}`, against: `${name}: ${number(b)} ${unit}`, ratio: times(a / b), goal: most === null ? '' : `≤ ${most} ×`, met: most === null ? null : a <= b * most };
};
/** A value that stands alone. */
export const plain = (what: string, ours: string, goal = '', met: boolean | null = null): Figure => ({ what, ours, against: '', ratio: '', goal, met });
