import { onScopeDispose, ref, watch } from 'vue';
import type { Ref } from 'vue';

export interface ServerClock {
  /** Hall time in epoch ms, advanced every `every` ms; null before the first view. */
  readonly now: Ref<number | null>;
  /** Hall time this instant, for what cannot wait for the next tick. */
  readonly at: () => number | null;
}

/**
 * Shows the server's time: `view.now` advanced by `performance.now()`, so that a screen whose own clock is wrong (a television
 * without a battery) still counts rightly. Each view sets it anew.
 */
export const useServerClock = (view: Readonly<Ref<{ readonly now: number } | null>>, every = 1000): ServerClock => {
  const now: Ref<number | null> = ref(null);
  let ahead: number | null = null;
  const at = (): number | null => (ahead === null ? null : performance.now() + ahead);
  const tick = (): void => {
    now.value = at();
  };
  watch(view, (next) => {
    if (next === null) return;
    ahead = next.now - performance.now();
    tick();
  }, { immediate: true, flush: 'sync' });
  const timer = setInterval(tick, every);
  onScopeDispose(() => clearInterval(timer));
  return { now, at };
};
