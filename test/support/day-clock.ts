import { fastClock, processClock } from '../../server/engine/process-clock.ts';
import type { ProcessClock } from '../../server/engine/process-clock.ts';

/** Thrown out of every sleep when the day is over; whoever sleeps then goes home. */
export class DayOver extends Error {}

/** At most so much of the hall's time passes in one step, even when the machine was busy with something else meanwhile. */
const longestStepMs = 20_000;

/**
 * The one clock of a simulated day, for the server and for everybody in the hall. It stands at `start` until `run`, so that
 * starting the server costs no simulated time. While a press is on its way it runs no faster than a real clock, and it never
 * jumps: on a machine that can't keep up the day just takes longer, and people don't wait for the machine instead of the counter.
 */
export class DayClock {
  readonly process: ProcessClock;
  private readonly speed: number;
  private readonly sleepers = new Set<() => void>();
  /** Hall time that has passed, and the real time up to which it was counted. */
  private gone = 0;
  private counted: number | null = null;
  private pressing = 0;
  private over = false;

  constructor(speed: number, start: number) {
    this.speed = speed;
    this.process = fastClock(speed, start, { wall: processClock.wall, mono: () => this.elapsed() / speed });
  }

  private elapsed(): number {
    if (this.counted === null) return 0;
    const real = processClock.mono();
    const rate = this.pressing > 0 ? Math.min(1, this.speed) : this.speed;
    this.gone += Math.min(longestStepMs, (real - this.counted) * rate);
    this.counted = real;
    return this.gone;
  }

  run(): void { this.counted ??= processClock.mono(); }
  /** Epoch milliseconds of the simulated day. */
  now(): number { return this.process.wall(); }

  /** A press that the whole hall waits for. */
  async during<T>(press: () => Promise<T>): Promise<T> {
    this.elapsed();
    this.pressing += 1;
    try {
      return await press();
    } finally {
      this.elapsed();
      this.pressing -= 1;
    }
  }

  /** Sleeps `ms` of hall time, or until `sooner` calls back. Rejects with DayOver when the day ends. */
  sleep(ms: number, sooner?: (wake: () => void) => void): Promise<void> {
    if (this.over) return Promise.reject(new DayOver('the day is over'));
    const until = this.now() + ms;
    return new Promise((resolve, reject) => {
      const box: { timer: NodeJS.Timeout | null } = { timer: null };
      const end = (): void => {
        if (box.timer !== null) clearTimeout(box.timer);
        this.sleepers.delete(end);
        if (this.over) reject(new DayOver('the day is over'));
        else resolve();
      };
      const wait = (): void => {
        const left = until - this.now();
        if (left <= 0) end();
        else box.timer = setTimeout(wait, left / this.speed);
      };
      this.sleepers.add(end);
      sooner?.(end);
      wait();
    });
  }
  until(at: number): Promise<void> { return this.sleep(at - this.now()); }

  stop(): void {
    this.over = true;
    for (const wake of [...this.sleepers]) wake();
  }
}
