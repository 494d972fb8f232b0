import type { House } from './house.ts';

const everyMs = 1_000;
/** A fast clock ticks more often, but not so often that asking takes the time of answering: at speed 600 every 12 s of the hall. */
const shortestMs = 20;

/** Lets the clock speak: once a second of its own each hall is asked whether time alone has brought something, and only then a command runs. */
export const startTimetable = (house: House, failed: (error: unknown) => void): (() => void) => {
  const timer = setInterval(() => {
    for (const engine of house.halls.values()) if (engine.tickIsDue()) engine.run({ type: 'tick', by: { kind: 'clock' } }).catch(failed);
  }, Math.max(shortestMs, everyMs / (house.clock.speed ?? 1)));
  timer.unref();
  return () => clearInterval(timer);
};
