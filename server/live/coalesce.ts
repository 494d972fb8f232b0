/** Timers as a test can hand them in. */
export interface Timers { readonly after: (ms: number, run: () => void) => () => void }
export const processTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Pauses are up to a quarter shorter than asked for, so that pictures that changed together are not drawn in one go ever after: a press would wait for all of them. */
const steps = 16;

interface Pending { readonly cancel: () => void; again: boolean; hurried: boolean }

/**
 * Sends each picture at once when it changes, and further changes within `everyMs` together, as one. While changes keep
 * coming, the pause doubles up to `mostMs`: two presses in a row are shown without delay, a storm of them costs little.
 * The last change is always sent, so a screen never stays behind.
 */
export class Coalesce<Key> {
  private readonly waiting = new Map<Key, Pending>();
  private turn = 0;
  private readonly everyMs: number;
  private readonly mostMs: number;
  private readonly send: (key: Key) => void;
  private readonly timers: Timers;

  constructor(everyMs: number, send: (key: Key) => void, timers: Timers, mostMs = everyMs) {
    this.everyMs = everyMs;
    this.mostMs = mostMs;
    this.send = send;
    this.timers = timers;
  }

  changed(key: Key): void {
    const pending = this.waiting.get(key);
    if (pending !== undefined) {
      pending.again = true;
      return;
    }
    this.send(key);
    this.hold(key, this.everyMs);
  }

  /** For what somebody waits for: shown at once also within a pause, one time in each. */
  urgent(key: Key): void {
    const pending = this.waiting.get(key);
    if (pending === undefined || pending.hurried) {
      this.changed(key);
      return;
    }
    pending.hurried = true;
    pending.again = false;
    this.send(key);
  }

  private hold(key: Key, ms: number): void {
    this.turn = (this.turn + 1) % steps;
    const entry: Pending = { again: false, hurried: false, cancel: this.timers.after(ms * (1 - this.turn / steps / 4), () => {
      this.waiting.delete(key);
      if (!entry.again) return;
      this.send(key);
      this.hold(key, Math.min(ms * 2, this.mostMs));
    }) };
    this.waiting.set(key, entry);
  }

  stop(): void {
    for (const { cancel } of this.waiting.values()) cancel();
    this.waiting.clear();
  }
}
