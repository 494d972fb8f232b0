import type { House } from './house.ts';

const everyMs = 1_000;

/** Lets the clock speak: once a second each hall is asked whether time alone has brought something, and only then a command runs. */
export const startTimetable = (house: House, failed: (error: unknown) => void): (() => void) => {
  const timer = setInterval(() => {
    for (const engine of house.halls.values()) if (engine.tickIsDue()) engine.run({ type: 'tick', by: { kind: 'clock' } }).catch(failed);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
};
