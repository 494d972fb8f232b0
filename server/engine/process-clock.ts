/**
 * Where a process gets its time from: `wall` may be stepped by people, `mono` only moves on. Milliseconds. `speed`: how many
 * of them pass in a real one (left out: 1); timers that serve the hall are shortened by it.
 */
export interface ProcessClock { readonly wall: () => number; readonly mono: () => number; readonly speed?: number }
export const processClock: ProcessClock = { wall: () => Date.now(), mono: () => performance.now() };

/** A clock that runs `speed` times as fast, from a start of one's own: for simulated days. */
export const fastClock = (speed: number, startWall: number, base: ProcessClock = processClock): ProcessClock => {
  const zero = base.mono();
  const gone = (): number => (base.mono() - zero) * speed;
  return { wall: () => startWall + gone(), mono: gone, speed };
};
