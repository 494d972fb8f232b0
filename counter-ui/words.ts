import { computed, inject, provide, ref, watchEffect } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import { createTranslate } from '../contract/translate.ts';
import type { Translate } from '../contract/translate.ts';
import type { Language, Text } from '../contract/live-events.ts';
import english from '../contract/languages/en/counter.json';
import chinese from '../contract/languages/zh-CN/counter.json';

export interface StaffWords {
  readonly language: Ref<Language>;
  readonly t: Translate<typeof chinese>;
  readonly text: (both: Text) => string;
}
const wordsKey: InjectionKey<StaffWords> = Symbol('words');
const place = 'paihao-language';

/** The language chosen on this machine, else the browser's if it is one of ours. */
const firstLanguage = (): Language => {
  const chosen = localStorage.getItem(place);
  if (chosen === 'zh-CN' || chosen === 'en') return chosen;
  return navigator.languages.some((tag) => tag.startsWith('zh')) ? 'zh-CN' : 'en';
};

/** Gives a page and everything in it one language, which may change while the page lives. */
export const provideWords = (): StaffWords => {
  const language = ref(firstLanguage());
  watchEffect(() => {
    document.documentElement.lang = language.value;
    localStorage.setItem(place, language.value);
  });
  const words = computed(() => (language.value === 'en' ? english : chinese));
  const made: StaffWords = { language, t: createTranslate(() => words.value), text: (both) => both[language.value] };
  provide(wordsKey, made);
  return made;
};

export const useWords = (): StaffWords => {
  const words = inject(wordsKey);
  if (words === undefined) throw new Error('a part of a staff page stands outside the page');
  return words;
};
