import { createTranslate } from '../../../contract/translate.ts';
import type { Translate } from '../../../contract/translate.ts';
import en from '../../../contract/languages/en/hotline.json';
import zh from '../../../contract/languages/zh-CN/hotline.json';
import { useWords } from '../../words.ts';

export const useHotlineWords = (): Translate<typeof zh> => {
  const { language } = useWords();
  return createTranslate(() => (language.value === 'en' ? en : zh));
};
const pad = (n: number): string => String(n).padStart(2, '0');
/** `3-04 10:30`: an ISO instant carries the clock face of the hall. */
export const slotFace = (iso: string): string => `${Number(iso.slice(5, 7))}-${pad(Number(iso.slice(8, 10)))} ${iso.slice(11, 16)}`;
