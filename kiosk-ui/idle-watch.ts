import { computed, onScopeDispose, ref } from 'vue';
import type { Ref } from 'vue';
import { idleAt } from './flow/idle.ts';

/**
 * Watches for hands that have gone. `may` says whether anything would be lost by going home; `home` is called once when the time
 * is over. Seconds left while it warns, else null.
 */
export const useIdleWatch = (may: () => boolean, home: () => void): Readonly<Ref<number | null>> => {
  const touchedAt = ref(performance.now());
  const now = ref(performance.now());
  const touched = (): void => {
    touchedAt.value = performance.now();
    now.value = touchedAt.value;
  };
  const events = ['pointerdown', 'keydown'] as const;
  events.forEach((event) => window.addEventListener(event, touched, true));
  const timer = setInterval(() => {
    now.value = performance.now();
    if (!may()) touched();
    else if (idleAt(touchedAt.value, now.value).phase === 'over') {
      touched();
      home();
    }
  }, 500);
  onScopeDispose(() => {
    clearInterval(timer);
    events.forEach((event) => window.removeEventListener(event, touched, true));
  });
  return computed(() => {
    const idle = idleAt(touchedAt.value, now.value);
    return idle.phase === 'warning' ? idle.seconds : null;
  });
};
