import type { DisplayView, Language } from '../contract/live-events.ts';
import type { Translate } from '../contract/translate.ts';
import { emsOf, pagesOfText, unbroken } from './text-width.ts';
import type { DisplayWords } from './words.ts';

interface InfoRow { readonly name: string; readonly words: string; readonly stacked: boolean }
/** One page between calls, all in one language. `rows` or `text`. */
export interface InfoPage {
  readonly kind: 'suspension' | 'paused' | 'notice';
  readonly language: Language;
  readonly heading: string;
  readonly rows: readonly InfoRow[];
  readonly text: string;
  readonly page: number;
  readonly pages: number;
  /** The last page of its matter: the calls come back after it. */
  readonly last: boolean;
}
/** What fits on a page: lines, and their width in em. */
export interface PageSize { readonly width: number; readonly lines: number }
export interface InfoWords { readonly t: (language: Language) => Translate<DisplayWords>; readonly moment: (ms: number, now: number, language: Language) => string }
type Draft = Pick<InfoPage, 'kind' | 'heading' | 'rows' | 'text'>;
type Matter = (language: Language) => readonly Draft[];

/** A counter and its reason stand side by side where they fit, else the reason is a line of its own, in letters of 0.8. */
const rowOf = (name: string, words: string, width: number): InfoRow => ({ name, words, stacked: emsOf(name) + emsOf(words) + 1 > width });
const linesOf = (text: string, width: number): number => Math.ceil(emsOf(text) * 1.05 / width);

const packRows = (rows: readonly InfoRow[], { lines, width }: PageSize): readonly (readonly InfoRow[])[] => {
  const pages: InfoRow[][] = [];
  let left = 0;
  for (const row of rows) {
    const needs = row.stacked ? linesOf(row.name, width) + linesOf(row.words, width / 0.8) : 1;
    if (needs > left) {
      pages.push([]);
      left = lines;
    }
    pages[pages.length - 1]?.push(row);
    left -= needs;
  }
  return pages;
};

/** What a heading leaves of the page: one of several lines takes from the text. */
const bodyOf = (heading: string, { width, lines }: PageSize): PageSize => ({ width, lines: Math.max(1, lines + 1 - linesOf(heading, width - 0.6)) });

const mattersOf = (view: DisplayView, size: PageSize, { t, moment }: InfoWords): readonly Matter[] => {
  const texts = (kind: InfoPage['kind'], heading: string, text: string): readonly Draft[] =>
    pagesOfText(text, size.width, bodyOf(heading, size).lines).map((part) => ({ kind, heading, rows: [], text: part }));
  const suspensions = view.suspensions.map((suspension): Matter => (language) => {
    const back = suspension.expectedBack === null ? t(language)('comeBackUnknown') : t(language)('comeBackAt', { time: unbroken(moment(suspension.expectedBack, view.now, language)) });
    return texts('suspension', t(language)('suspended', { scope: suspension.scope[language] }), t(language)('suspendedWhy', { reason: suspension.reason[language], back }));
  });
  const whyPaused = ({ reason, back }: DisplayView['paused'][number], language: Language): string =>
    (back === null ? reason[language] : t(language)('pausedBack', { reason: reason[language], time: unbroken(moment(back, view.now, language)) }));
  const paused: Matter = (language) => packRows(view.paused.map((each) => rowOf(each.counter[language], whyPaused(each, language), size.width)), bodyOf(t(language)('pausedCounters'), size))
    .map((rows) => ({ kind: 'paused', heading: t(language)('pausedCounters'), text: '', rows }));
  const notices = view.notices.map((notice): Matter => (language) => texts('notice', t(language)('notice'), notice[language]));
  return [...suspensions, ...(view.paused.length > 0 ? [paused] : []), ...notices];
};

/** Joins lists; `flatMap` is younger than the televisions. */
const joined = <T>(lists: readonly (readonly T[])[]): readonly T[] => lists.reduce<readonly T[]>((all, list) => [...all, ...list], []);

/** All pages between calls, each matter in each language after the other. */
export const infoPages = (view: DisplayView, languages: readonly Language[], size: PageSize, words: InfoWords): readonly InfoPage[] =>
  joined(mattersOf(view, size, words).map((matter) => {
    const pages = joined(languages.map((language) => {
      const drafts = matter(language);
      return drafts.map((draft, i) => ({ ...draft, language, page: i + 1, pages: drafts.length }));
    }));
    return pages.map((page, i) => ({ ...page, last: i === pages.length - 1 }));
  }));
