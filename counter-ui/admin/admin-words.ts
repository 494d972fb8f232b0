import { computed, inject, provide } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import { createTranslate } from '../../contract/translate.ts';
import type { Translate } from '../../contract/translate.ts';
import type { Language } from '../../contract/live-events.ts';
import english from '../../contract/languages/en/admin.json';
import chinese from '../../contract/languages/zh-CN/admin.json';

export type AdminTranslate = Translate<typeof chinese>;
const adminWordsKey: InjectionKey<AdminTranslate> = Symbol('admin words');

/** The words of guide, manager, simulators and start page, beside those shared with the desk. */
export const provideAdminWords = (language: Ref<Language>): AdminTranslate => {
  const words = computed(() => (language.value === 'en' ? english : chinese));
  const t = createTranslate(() => words.value);
  provide(adminWordsKey, t);
  return t;
};

export const useAdminWords = (): AdminTranslate => {
  const t = inject(adminWordsKey);
  if (t === undefined) throw new Error('a part of a staff page stands outside the page');
  return t;
};
