/** The value below which `share` (0 to 1) of them lie; 0 for none. */
const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** What a client saw in a stretch of time: how many answers in all, and for those of its measured part how long each took, in ms. */
export interface Stretch { readonly measuredMs: number; readonly answered: number; readonly took: readonly number[] }
/** One run. `cpuMicros`: time the server's process was on a core for each answer; other programs on the machine disturb it least. */
export interface Run { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly cpuMicros: number }
export const runOf = (stretches: readonly Stretch[], cpuMs: number): Run => {
  const took = stretches.flatMap((s) => s.took);
  const sum = (of: (stretch: Stretch) => number): number => stretches.reduce((total, stretch) => total + of(stretch), 0);
  return { perSecond: took.length / (Math.max(1, sum((s) => s.measuredMs)) / 1000), p50: quantile(took, 0.5), p99: quantile(took, 0.99), cpuMicros: (cpuMs * 1000) / Math.max(1, sum((s) => s.answered)) };
};
export const medianRun = (runs: readonly Run[]): Run => {
  const of = (value: (run: Run) => number): number => median(runs.map(value));
  return { perSecond: of((r) => r.perSecond), p50: of((r) => r.p50), p99: of((r) => r.p99), cpuMicros: of((r) => r.cpuMicros) };
};
/** How far the runs lie apart: half of (most − least) ÷ median, as a share. */
export const spread = (values: readonly number[]): number => {
  const middle = median(values);
  return middle === 0 ? 0 : (Math.max(...values) - Math.min(...values)) / 2 / middle;
};
