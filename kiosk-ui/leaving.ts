import { computed, onScopeDispose, ref, watch } from 'vue';
import type { Ref } from 'vue';

const stayFor = 20_000;

/**
 * The result leaves by itself after 20 s, visibly, and not once it was touched. `held` keeps it for good: a number without paper
 * must not vanish while somebody writes it down.
 */
export const useLeaving = (held: Readonly<Ref<boolean>>, leave: () => void): { readonly seconds: Readonly<Ref<number | null>>; readonly stay: () => void } => {
  const until: Ref<number | null> = ref(performance.now() + stayFor);
  const now = ref(performance.now());
  const stay = (): void => {
    until.value = null;
  };
  watch(held, (holds) => {
    if (holds) stay();
  }, { immediate: true });
  const timer = setInterval(() => {
    now.value = performance.now();
    if (until.value !== null && now.value >= until.value) leave();
  }, 250);
  onScopeDispose(() => clearInterval(timer));
  return { seconds: computed(() => (until.value === null ? null : Math.max(0, Math.ceil((until.value - now.value) / 1000)))), stay };
};
