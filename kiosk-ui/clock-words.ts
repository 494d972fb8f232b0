import type { EstimateView } from '../contract/live-events.ts';
import type { TimeWords } from '../ui-kit/time-words.ts';

const dayMs = 86_400_000;
const step = 5 * 60_000;

/** How a person says an instant that lies ahead. */
export const dayIs = (at: number, now: number, clock: TimeWords): 'today' | 'tomorrow' | 'date' => {
  const day = clock.localDay(at);
  const today = clock.localDay(now);
  if (day === today) return 'today';
  // Counted on the calendar, not in hours: where clocks change, a day has 23 or 25 of them.
  return day === new Date(Date.parse(`${today}T00:00:00Z`) + dayMs).toISOString().slice(0, 10) ? 'tomorrow' : 'date';
};

/**
 * The range a visitor is told, as clock times "10:45–11:05". Rounded outward to whole five minutes, because a minute would
 * promise more than the estimate knows; never earlier than now. `low` and `high` are minutes from `now` (epoch ms).
 */
export const expectedRange = (now: number, estimate: Pick<EstimateView, 'low' | 'high'>, clock: Pick<TimeWords, 'range'>): string => {
  const from = Math.max(Math.floor((now + estimate.low * 60_000) / step) * step, Math.floor(now / 60_000) * 60_000);
  return clock.range(from, Math.max(Math.ceil((now + estimate.high * 60_000) / step) * step, from + step));
};

/** Whole minutes for "约 8 分钟": never 0, because somebody has to walk to the counter. */
export const aboutMinutes = (minutes: number): number => Math.max(1, Math.round(minutes));

/** `4:59` until the instant; `0:00` once it has passed. Epoch ms. */
export const timeLeft = (until: number, now: number): string => {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
