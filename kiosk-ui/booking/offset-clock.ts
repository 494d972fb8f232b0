import { dayWords } from '../../ui-kit/time-words.ts';
import type { TimeWords } from '../../ui-kit/time-words.ts';

/** Minutes east of UTC that an ISO 8601 instant carries; 0 for `Z`. */
export const offsetOf = (iso: string): number => {
  const found = /([+-])(\d{2}):?(\d{2})$/.exec(iso);
  if (found === null) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
};

/** The hall's clock from the offset its instants carry: a ticket lives one day, so the phone needs no table of time zones. */
export const offsetClock = (minutesEast: number): TimeWords => {
  const local = (ms: number): Date => new Date(ms + minutesEast * 60_000);
  const face = (ms: number): string => local(ms).toISOString().slice(11, 16);
  return {
    face, range: (from, to) => `${face(from)}–${face(to)}`,
    day: (ms, language) => dayWords(local(ms).getUTCFullYear(), local(ms).getUTCMonth() + 1, local(ms).getUTCDate(), language),
    localDay: (ms) => local(ms).toISOString().slice(0, 10),
  };
};
