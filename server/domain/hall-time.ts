import { instant, localDay } from './brands.ts';
import type { Instant, LocalDay } from './brands.ts';

/**
 * The hall's own clock. It follows elapsed (monotonic) time and is drawn gently to the wall clock, so it never runs
 * backwards and a stepped wall clock can't reorder anybody. At most 1 part in 20 faster or slower than real time.
 */
export interface HallClock {
  /** Whole milliseconds; `rest` is the fraction carried along, so that many short steps don't lose time. */
  readonly hall: Instant;
  readonly rest: number;
  readonly mono: number;
  readonly wall: number;
}
const drawPerMs = 0.05;
export const clockApartAlarmMs = 5 * 60_000;
export const clockNewDayLimitMs = 12 * 3_600_000;
/** A hall may have been off for a long holiday; a jump beyond this needs a manager's word. */
const longestClosureMs = 31 * 24 * 3_600_000;

/** The clock at the start of a process: the wall clock, unless it lies before the last committed instant or absurdly far after it. */
export const startClock = (lastCommitted: Instant | null, mono: number, wall: number): HallClock => {
  const begin = instant(Math.floor(wall));
  if (lastCommitted === null) return { hall: begin, rest: 0, mono, wall };
  const jump = wall - lastCommitted;
  return { hall: jump >= 0 && jump <= longestClosureMs ? begin : lastCommitted, rest: 0, mono, wall };
};

/** The clock after `mono` moved on; `mono` and `wall` are milliseconds. */
export const advanceClock = (clock: HallClock, mono: number, wall: number): HallClock => {
  const elapsed = Math.max(0, mono - clock.mono);
  const here = clock.hall + clock.rest + elapsed;
  const gap = wall - here;
  const draw = Math.max(-elapsed * drawPerMs, Math.min(elapsed * drawPerMs, gap));
  const hall = Math.floor(here + draw);
  return { hall: instant(hall), rest: here + draw - hall, mono, wall };
};

export const clockApart = (clock: HallClock): number => Math.abs(clock.wall - clock.hall);

/** Offsets of one time zone: each holds from its instant on. Computed outside, because the domain knows no time zone tables. */
export interface ZoneTable { readonly offsets: readonly { readonly from: Instant; readonly offsetMs: number }[] }

const offsetAt = (zone: ZoneTable, at: Instant): number => {
  let offset = zone.offsets[0]?.offsetMs ?? 0;
  for (const entry of zone.offsets) if (entry.from <= at) offset = entry.offsetMs;
  return offset;
};

const dayMs = 86_400_000;
/** Days since 1970-01-01 of a civil date; proleptic Gregorian. */
export const dayNumber = (day: LocalDay): number => {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(day.slice(8, 10)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/** The civil date of a day number. */
export const dayOfNumber = (n: number): LocalDay => {
  const z = n + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (k: number): string => String(k).padStart(2, '0');
  return localDay(`${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`);
};

export const nextDay = (day: LocalDay, days = 1): LocalDay => dayOfNumber(dayNumber(day) + days);
/** 0 = Monday … 6 = Sunday. */
export const weekdayOf = (day: LocalDay): number => (((dayNumber(day) + 3) % 7) + 7) % 7;

/** The business day an instant belongs to: the local day, which changes at `dayChange` o'clock. */
export const businessDay = (zone: ZoneTable, dayChange: number, at: Instant): LocalDay =>
  dayOfNumber(Math.floor((at + offsetAt(zone, at) - dayChange * 3_600_000) / dayMs));

/** The instant of a local wall time; where a clock change skips or repeats it, the offset before the change counts. */
export const instantOf = (zone: ZoneTable, day: LocalDay, minuteOfDay: number): Instant => {
  const local = dayNumber(day) * dayMs + minuteOfDay * 60_000;
  const guess = local - offsetAt(zone, instant(local));
  return instant(local - offsetAt(zone, instant(guess)));
};

const two = (n: number): string => (n < 10 ? `0${Math.floor(n)}` : String(Math.floor(n)));
const three = (n: number): string => (n < 100 ? `0${two(n)}` : String(Math.floor(n)));
const isoText = (zone: ZoneTable, at: Instant): string => {
  const offset = offsetAt(zone, at);
  const days = Math.floor((at + offset) / dayMs);
  const inDay = at + offset - days * dayMs;
  const minutesOff = Math.abs(offset) / 60_000;
  return `${dayOfNumber(days)}T${two(inDay / 3_600_000)}:${two((inDay / 60_000) % 60)}:${two((inDay / 1000) % 60)}.${three(inDay % 1000)}${offset < 0 ? '-' : '+'}${two(minutesOff / 60)}:${two(minutesOff % 60)}`;
};

/** Slots begin and end at few instants, which a release of new days asks for ten thousand times a second. */
const wholeMinutes = new WeakMap<ZoneTable, Map<Instant, string>>();
const mostMinutes = 10_000;
/** ISO 8601 with the zone's offset, to the millisecond. */
export const isoInstant = (zone: ZoneTable, at: Instant): string => {
  if (at % 60_000 !== 0) return isoText(zone, at);
  const texts = wholeMinutes.get(zone) ?? new Map<Instant, string>();
  const known = texts.get(at);
  if (known !== undefined) return known;
  wholeMinutes.set(zone, texts);
  if (texts.size >= mostMinutes) texts.clear();
  const text = isoText(zone, at);
  texts.set(at, text);
  return text;
};
