/** After 45 s without a touch the kiosk goes home by itself; the last 15 s are counted down and one touch extends them (Section 508, 1194.25). */
export const idleAfter = 45_000;
export const warnFor = 15_000;

export type Idle = { readonly phase: 'active' } | { readonly phase: 'warning'; readonly seconds: number } | { readonly phase: 'over' };

/** Both in ms of the same clock. */
export const idleAt = (lastTouch: number, now: number): Idle => {
  const left = lastTouch + idleAfter - now;
  if (left <= 0) return { phase: 'over' };
  return left <= warnFor ? { phase: 'warning', seconds: Math.ceil(left / 1000) } : { phase: 'active' };
};
