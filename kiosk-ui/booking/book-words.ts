import en from '../../contract/languages/en/booking.json';
import zh from '../../contract/languages/zh-CN/booking.json';
import type { Ref } from 'vue';
import type { Language } from '../../contract/live-events.ts';
import { createTranslate } from '../../contract/translate.ts';
import type { Translate } from '../../contract/translate.ts';
import { usePhone } from './phone-words.ts';

type BookWords = typeof zh;
const words: { readonly [language in Language]: BookWords } = { 'zh-CN': zh, en };
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The words of the booking pages, and days and times of the hall: an ISO instant carries the hall's own clock face. */
export interface Book {
  readonly b: Translate<BookWords>;
  readonly language: Readonly<Ref<Language>>;
  /** `2026-03-04` as people say it; `today` in the hall, or '' when it is not known. */
  readonly dayWords: (day: string, today?: string) => string;
  readonly clock: (iso: string) => string;
  readonly moment: (iso: string, today?: string) => string;
}
export const dayOf = (iso: string): string => iso.slice(0, 10);
const dayAfter = (day: string): string => (day === '' ? '' : new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10));

export const useBook = (): Book => {
  const { language } = usePhone();
  const b = createTranslate(() => words[language.value]);
  const date = (day: string): string => {
    const at = new Date(`${day}T00:00:00Z`);
    const names = b('weekday');
    const w = (language.value === 'en' ? names.split(' ') : names.split(''))[at.getUTCDay()] ?? '';
    return b('date', { m: language.value === 'en' ? (months[at.getUTCMonth()] ?? '') : at.getUTCMonth() + 1, d: at.getUTCDate(), w });
  };
  const dayWords = (day: string, today = ''): string => (day === today ? `${b('today')} ${date(day)}` : day === dayAfter(today) ? `${b('tomorrow')} ${date(day)}` : date(day));
  const clock = (iso: string): string => iso.slice(11, 16);
  return { b, language, dayWords, clock, moment: (iso, today = '') => `${dayOf(iso) === today ? b('todayAt') : dayOf(iso) === dayAfter(today) ? b('tomorrowAt') : date(dayOf(iso))} ${clock(iso)}` };
};
