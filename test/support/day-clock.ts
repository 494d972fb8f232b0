import { fastClock, processClock } from '../../server/engine/process-clock.ts';
import type { ProcessClock } from '../../server/engine/process-clock.ts';

/** Thrown out of every sleep when the day is over; whoever sleeps then goes home. */
export class DayOver extends Error {}

/**
 * The one clock of a simulated day, for the server and for everybody in the hall. It stands at `start` until `run`, so that
 * starting the server costs no simulated time. At speed N a timer is N times as short; timers of a process are exact to about a
 * millisecond, which at speed 600 is 0.6 s of the hall, and more where the machine can't keep up: then waits come out longer.
 */
export class DayClock {
  readonly process: ProcessClock;
  private readonly speed: number;
  private readonly sleepers = new Set<() => void>();
  private began: number | null = null;
  private over = false;

  constructor(speed: number, start: number) {
    this.speed = speed;
    const held: ProcessClock = { wall: processClock.wall, mono: () => (this.began === null ? 0 : processClock.mono() - this.began) };
    this.process = fastClock(speed, start, held);
  }

  run(): void { this.began ??= processClock.mono(); }
  /** Epoch milliseconds of the simulated day. */
  now(): number { return this.process.wall(); }
  get isOver(): boolean { return this.over; }

  /** Sleeps `ms` of hall time, or until `sooner` calls back. Rejects with DayOver when the day ends. */
  sleep(ms: number, sooner?: (wake: () => void) => void): Promise<void> {
    if (this.over) return Promise.reject(new DayOver('the day is over'));
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.sleepers.delete(end);
        if (this.over) reject(new DayOver('the day is over'));
        else resolve();
      };
      const timer = setTimeout(end, Math.max(0, ms) / this.speed);
      this.sleepers.add(end);
      sooner?.(end);
    });
  }
  until(at: number): Promise<void> { return this.sleep(at - this.now()); }

  stop(): void {
    this.over = true;
    for (const wake of [...this.sleepers]) wake();
  }
}
