/** The value below which `share` (0 to 1) of them lie; 0 for none. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** One run: how many a second, how many in all with warming up, and how long one took, in ms. */
export interface Run { readonly perSecond: number; readonly answered: number; readonly p50: number; readonly p99: number }
/** With the time that the server's process was on a core for each answer, in µs: other programs on the machine disturb it least. */
export interface MeasuredRun extends Run { readonly cpuMicros: number }
export const medianRun = (runs: readonly MeasuredRun[]): MeasuredRun => {
  const of = (value: (run: MeasuredRun) => number): number => median(runs.map(value));
  return { perSecond: of((r) => r.perSecond), answered: of((r) => r.answered), p50: of((r) => r.p50), p99: of((r) => r.p99), cpuMicros: of((r) => r.cpuMicros) };
};
/** How far the runs lie apart: half of (most − least) ÷ median, as a share. */
export const spread = (values: readonly number[]): number => {
  const middle = median(values);
  return middle === 0 ? 0 : (Math.max(...values) - Math.min(...values)) / 2 / middle;
};
