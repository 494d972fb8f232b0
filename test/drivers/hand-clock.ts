import type { Clock } from '../../drivers/device/clock.ts';

interface Timer { readonly at: number; readonly order: number; readonly ring: () => void }

/** Lets everything run that needs no timer: several turns, because one promise often waits for another. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that stands still until a test moves it. */
export class HandClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(now = Date.parse('2026-08-23T09:31:05+08:00')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, ring: () => void): () => void {
    const timer = { at: this.#now + ms, order: (this.#order += 1), ring };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Rings what is due within `ms`, in order, letting the consequences happen in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.ring();
      await settle();
    }
    this.#now = end;
  }

  /** Moves on from timer to timer until the promise is kept; fails after `atMost` milliseconds of its own time. */
  async until<T>(promise: Promise<T>, atMost = 120_000): Promise<T> {
    const state = { done: false };
    const mark = (): void => {
      state.done = true;
    };
    promise.then(mark, mark);
    const end = this.#now + atMost;
    for (await settle(); !state.done; await settle()) {
      const next = this.#next(end);
      if (next === undefined) throw new Error(`nothing happened within ${atMost} ms of clock time`);
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.ring();
    }
    return promise;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }
}
