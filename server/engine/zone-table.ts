import { instant } from '../domain/brands.ts';
import type { ZoneTable } from '../domain/hall-time.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Minutes east of UTC as the runtime's time zone database has them. */
const offsetAt = (format: Intl.DateTimeFormat, at: number): number => {
  const part = (type: string): number => Number(format.formatToParts(at).find((p) => p.type === type)?.value ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour') % 24, part('minute'), part('second'));
  return local - Math.floor(at / 1000) * 1000;
};

/** The hour-exact instant in (from, to] at which the offset changes. */
const changeBetween = (format: Intl.DateTimeFormat, from: number, to: number): number => {
  let low = from;
  let high = to;
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000;
    if (middle === low) break;
    if (offsetAt(format, middle) === offsetAt(format, from)) low = middle;
    else high = middle;
  }
  return Math.ceil(high / 60_000) * 60_000;
};

/** Offsets of an IANA time zone from one year before `around` to ten years after. Throws RangeError for an unknown zone. */
export const zoneTable = (timeZone: string, around: number): ZoneTable => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  const start = Math.floor(around / dayMs) * dayMs - 366 * dayMs;
  const end = around + 3653 * dayMs;
  const offsets = [{ from: instant(-8.64e15), offsetMs: offsetAt(format, start) }];
  const step = 28 * dayMs;
  for (let at = start; at < end; at += step) {
    const before = offsetAt(format, at);
    const after = offsetAt(format, at + step);
    if (before !== after) offsets.push({ from: instant(changeBetween(format, at, at + step)), offsetMs: after });
  }
  return { offsets };
};
