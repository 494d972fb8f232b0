import { onBeforeUnmount, onMounted, ref } from 'vue';
import type { Ref } from 'vue';

export interface Box { readonly width: Ref<number>; readonly height: Ref<number> }

/** The inner size of an element in px, followed while it is mounted; 0 before. */
export const useBox = (element: Readonly<Ref<HTMLElement | null>>): Box => {
  const width = ref(0);
  const height = ref(0);
  const measure = (): void => {
    width.value = element.value?.clientWidth ?? 0;
    height.value = element.value?.clientHeight ?? 0;
  };
  const watcher = new ResizeObserver(measure);
  onMounted(() => {
    measure();
    if (element.value !== null) watcher.observe(element.value);
  });
  onBeforeUnmount(() => watcher.disconnect());
  return { width, height };
};

/** 1rem in px as it stands now; whoever passes `large` is computed anew when the text size changes. */
export const rem = (large: boolean): number => {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Number.isNaN(size) ? (large ? 42 : 32) : size;
};
