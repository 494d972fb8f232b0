import type { NumberSeries } from './hall.ts';

/** The printed number: A and 12 give A012; after A999 comes A1000, never a wrap. */
export const printedNumber = (queue: NumberSeries, n: number): string => queue.prefix + String(n).padStart(queue.digits ?? 3, '0');

const lastOf = (series: NumberSeries): number => series.to ?? 999;
/** Whether a series may print this number of that prefix. */
export const seriesHolds = (series: NumberSeries, prefix: string, n: number): boolean => series.prefix === prefix && (series.from ?? 1) <= n && n <= lastOf(series);

/**
 * The next number of a series. `taken` tells numbers that people of an earlier business day still hold; they are
 * skipped, because two people must never answer to one call. Null when the range is used up.
 */
export const nextNumber = (queue: NumberSeries, last: number | null, taken: (printed: string, n: number) => boolean): number | null => {
  for (let n = Math.max(queue.from ?? 1, (last ?? 0) + 1); n <= lastOf(queue); n += 1) if (!taken(printedNumber(queue, n), n)) return n;
  return null;
};
