import { createTranslate } from '../../../contract/translate.ts';
import type { Translate } from '../../../contract/translate.ts';
import en from '../../../contract/languages/en/hotline.json';
import zh from '../../../contract/languages/zh-CN/hotline.json';
import { dayWords } from '../../../ui-kit/time-words.ts';
import { useWords } from '../../words.ts';
import { useHall } from '../hall-context.ts';

export const useHotlineWords = (): Translate<typeof zh> => {
  const { language } = useWords();
  return createTranslate(() => (language.value === 'en' ? en : zh));
};
/** `10:30`: an ISO instant carries the clock face of the hall. */
export const clockOf = (iso: string): string => iso.slice(11, 16);
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Days and instants in ISO as they are said to a caller, who has no calendar at hand: never without the weekday. */
export interface HallDays {
  /** `11月28日 周六（今天）` or `Sat 28 Nov (today)`. */
  readonly day: (iso: string) => string;
  /** The same with the time. */
  readonly at: (iso: string) => string;
  /** Shorter, for lists: `今天 15:30`. */
  readonly soon: (iso: string) => string;
}
export const useHallDays = (): HallDays => {
  const { language } = useWords();
  const { today } = useHall();
  const h = useHotlineWords();
  const near = (iso: string): 'today' | 'tomorrow' | null => (iso.slice(0, 10) === today.value ? 'today' : iso.slice(0, 10) === dayAfter(today.value) ? 'tomorrow' : null);
  const date = (iso: string): string => dayWords(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)), language.value);
  const day = (iso: string): string => {
    const word = near(iso);
    return word === null ? date(iso) : h('dayNear', { day: date(iso), near: h(word) });
  };
  const at = (iso: string): string => {
    const said = day(iso);
    // A bracket of full width brings its own gap.
    return `${said}${said.endsWith('）') ? '' : ' '}${clockOf(iso)}`;
  };
  const soon = (iso: string): string => {
    const word = near(iso);
    return `${word === null ? date(iso) : h(word)} ${clockOf(iso)}`;
  };
  return { day, at, soon };
};
