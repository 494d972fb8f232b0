import { onScopeDispose, ref } from 'vue';
import type { Ref } from 'vue';

const useMedia = (condition: string): Readonly<Ref<boolean>> => {
  const query = matchMedia(condition);
  const wide = ref(query.matches);
  const follow = (): void => {
    wide.value = query.matches;
  };
  // addListener, because addEventListener on a media query is younger than Chromium 64's.
  query.addListener(follow);
  onScopeDispose(() => query.removeListener(follow));
  return wide;
};

/** True while the screen lies on its side. */
export const useWide = (): Readonly<Ref<boolean>> => useMedia('(orientation: landscape)');
/** True on a small screen that lies on its side, such as 1280 by 800. */
export const useSmall = (): Readonly<Ref<boolean>> => useMedia('(orientation: landscape) and (max-height: 900px)');
