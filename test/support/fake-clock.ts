import type { ProcessClock } from '../../server/engine/process-clock.ts';
import type { Timers } from '../../server/live/coalesce.ts';

interface Alarm { readonly at: number; readonly run: () => void }

/** A clock and timers that move only when a test says so. `step` moves the wall clock alone, as people do who set it. */
export class FakeClock implements ProcessClock, Timers {
  private wallMs: number;
  private monoMs = 0;
  private readonly alarms = new Set<Alarm>();

  constructor(startWall: number) { this.wallMs = startWall; }

  readonly wall = (): number => this.wallMs;
  readonly mono = (): number => this.monoMs;
  readonly after = (ms: number, run: () => void): (() => void) => {
    const alarm = { at: this.monoMs + ms, run };
    this.alarms.add(alarm);
    return () => this.alarms.delete(alarm);
  };

  step(ms: number): void { this.wallMs += ms; }

  advance(ms: number): void {
    const end = this.monoMs + ms;
    for (;;) {
      const [next] = [...this.alarms].filter((alarm) => alarm.at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.move(Math.max(0, next.at - this.monoMs));
      this.alarms.delete(next);
      next.run();
    }
    this.move(end - this.monoMs);
  }
  /** Runs what is due within so long, but lets no time pass: what was held back to be sent together is sent now. What these set in turn waits. */
  flush(withinMs: number): void {
    for (const alarm of [...this.alarms].filter((one) => one.at <= this.monoMs + withinMs)) if (this.alarms.delete(alarm)) alarm.run();
  }
  /** Whether anything is still held back to be sent within so long. */
  waitingWithin(ms: number): boolean { return [...this.alarms].some((alarm) => alarm.at <= this.monoMs + ms); }
  private move(ms: number): void {
    this.monoMs += ms;
    this.wallMs += ms;
  }
  /** What real timers would leave behind, a test's process forgets. */
  forget(): void { this.alarms.clear(); }
}
