import en from '../../../contract/languages/en/complain.json';
import zh from '../../../contract/languages/zh-CN/complain.json';
import type { Language } from '../../../contract/live-events.ts';
import { createTranslate } from '../../../contract/translate.ts';
import type { Translate } from '../../../contract/translate.ts';
import { usePhone } from '../phone-words.ts';

type ComplainWords = typeof zh;
const words: { readonly [language in Language]: ComplainWords } = { 'zh-CN': zh, en };

/** The words of the complaint page; who books doesn't load them. */
export const useComplain = (): Translate<ComplainWords> => {
  const { language } = usePhone();
  return createTranslate(() => words[language.value]);
};
