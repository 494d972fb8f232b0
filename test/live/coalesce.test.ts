import { expect, test } from 'vitest';
import { Coalesce } from '../../server/live/coalesce.ts';
import type { Timers } from '../../server/live/coalesce.ts';

/** Timers that ring when told how late it is. */
const handMade = (): Timers & { readonly pass: (ms: number) => void; readonly now: () => number } => {
  const waiting = new Map<() => void, number>();
  const clock = { at: 0 };
  return {
    now: () => clock.at,
    after: (ms, run) => {
      const ring = (): void => run();
      waiting.set(ring, clock.at + ms);
      return () => void waiting.delete(ring);
    },
    pass: (ms) => {
      const end = clock.at + ms;
      for (;;) {
        const next = [...waiting].filter(([, at]) => at <= end).sort((a, b) => a[1] - b[1])[0];
        if (next === undefined) break;
        waiting.delete(next[0]);
        clock.at = next[1];
        next[0]();
      }
      clock.at = end;
    },
  };
};

test('45 counters that change all the time are drawn at 188 to 500 ms each, and never more than five of them in one go', () => {
  const timers = handMade();
  const drawn = new Map<number, number>();
  const last = new Map<string, number>();
  const pauses: number[] = [];
  const pictures = new Coalesce<string>(250, (key) => {
    drawn.set(timers.now(), (drawn.get(timers.now()) ?? 0) + 1);
    pauses.push(timers.now() - (last.get(key) ?? -250));
    last.set(key, timers.now());
  }, timers, 500);
  for (let ms = 0; ms < 10_000; ms += 5) {
    for (let counter = 1; counter <= 45; counter += 1) pictures.changed(String(counter));
    timers.pass(5);
  }
  expect(Math.max(...[...drawn].filter(([at]) => at > 1_000).map(([, count]) => count))).toBeLessThanOrEqual(5);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(187);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(505);
  pictures.stop();
});

test('the last change is always drawn', () => {
  const timers = handMade();
  const seen: number[] = [];
  const state = { value: 1 };
  const pictures = new Coalesce<string>(40, () => seen.push(state.value), timers);
  pictures.changed('a');
  state.value = 2;
  pictures.changed('a');
  state.value = 3;
  timers.pass(100);
  expect(seen).toEqual([1, 3]);
});
