import { inject, ref, watchEffect } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import type { Language, Text } from '../contract/live-events.ts';
import en from '../contract/languages/en/kiosk.json';
import enService from '../contract/languages/en/service.json';
import zh from '../contract/languages/zh-CN/kiosk.json';
import zhService from '../contract/languages/zh-CN/service.json';
import { createTranslate } from '../contract/translate.ts';
import type { Translate } from '../contract/translate.ts';

export type KioskWords = typeof zh & typeof zhService;
const words: { readonly [language in Language]: KioskWords } = { 'zh-CN': { ...zh, ...zhService }, en: { ...en, ...enService } };

/** How this visitor reads and reaches the screen; the next one starts anew. */
export interface Comfort {
  readonly language: Ref<Language>;
  readonly large: Ref<boolean>;
  /** 轮椅操作: whatever is touched stands lower. */
  readonly low: Ref<boolean>;
  readonly t: Translate<KioskWords>;
  readonly say: (text: Text) => string;
  readonly reset: () => void;
}

const comfortKey: InjectionKey<Comfort> = Symbol('comfort');
export { comfortKey };

export const createComfort = (): Comfort => {
  const language: Ref<Language> = ref('zh-CN');
  const large = ref(false);
  const low = ref(false);
  const t = createTranslate(() => words[language.value]);
  watchEffect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.classList.toggle('large', large.value);
    document.title = t('title');
  });
  const reset = (): void => {
    language.value = 'zh-CN';
    large.value = false;
    low.value = false;
  };
  return { language, large, low, t, say: (text) => text[language.value], reset };
};

export const useComfort = (): Comfort => {
  const comfort = inject(comfortKey);
  if (comfort === undefined) throw new Error('a kiosk screen stands outside the kiosk');
  return comfort;
};
