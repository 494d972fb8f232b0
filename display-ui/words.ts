import en from '../contract/languages/en/display.json';
import chinese from '../contract/languages/zh-CN/display.json';
import type { Language } from '../contract/live-events.ts';
import { createTranslate } from '../contract/translate.ts';
import type { Translate } from '../contract/translate.ts';

export type DisplayWords = typeof chinese;
const translators: { readonly [language in Language]: Translate<DisplayWords> } = { 'zh-CN': createTranslate(chinese), en: createTranslate(en) };

/** The display speaks both languages by turns, so its words are asked for by language. */
export const wordsIn = (language: Language): Translate<DisplayWords> => translators[language];

const chineseFor = 6000;
const otherFor = 4000;
/** Whose turn it is at `at` (monotonic ms). A turn of both takes as long as a call stands at the least, so everybody meets their own. */
export const languageAt = (languages: readonly Language[], at: number): Language => {
  const [first = 'zh-CN', second] = languages;
  return second !== undefined && at % (chineseFor + otherFor) >= chineseFor ? second : first;
};
