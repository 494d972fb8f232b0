import type { KioskServiceView, SuspensionView } from '../../contract/live-events.ts';

/** Why no number can be had now, as the kiosk says it. */
export type ClosedWords = 'closed.hours' | 'closed.quota' | 'closed.suspended' | 'closed.unknown';

export const closedWords = (service: Pick<KioskServiceView, 'refused'>): ClosedWords => {
  if (service.refused === 'suspended') return 'closed.suspended';
  if (service.refused === 'quota-used-up' || service.refused === 'numbers-used-up') return 'closed.quota';
  if (service.refused === 'queue-closed' || service.refused === 'day-not-open') return 'closed.hours';
  return 'closed.unknown';
};

/** When a suspended service may be back: the latest of the times named, or null when none is. */
export const expectedBack = (suspensions: readonly SuspensionView[]): number | null => {
  const times = suspensions.map((suspension) => suspension.expectedBack).filter((at): at is number => at !== null);
  return times.length === 0 ? null : Math.max(...times);
};
