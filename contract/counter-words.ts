import en from './languages/en/counters.json' with { type: 'json' };
import zh from './languages/zh-CN/counters.json' with { type: 'json' };
import type { Language, Text } from './live-events.ts';
import { createTranslate } from './translate.ts';

const say = { 'zh-CN': createTranslate(zh), en: createTranslate(en) };
const comma = { 'zh-CN': '、', en: ', ' };

const numberIn = (label: string): number | null => {
  const found = /^\D*(\d+)\D*$/.exec(label);
  return found?.[1] === undefined ? null : Number(found[1]);
};

/** "3–5, 9" for 3, 4, 5 and 9: sixteen counters must fit into one line. */
const ranges = (numbers: readonly number[], separator: string): string => {
  const runs: [number, number][] = [];
  for (const n of [...numbers].sort((a, b) => a - b)) {
    const last = runs[runs.length - 1];
    if (last !== undefined && n <= last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (to === from ? `${from}` : to === from + 1 ? `${from}${separator}${to}` : `${from}–${to}`)).join(separator);
};

/** Counters in one line, "3–5、9 号窗口、咨询台", on screens, phones and paper. Labels that are no single number stand as they are. */
export const counterWords = (labels: readonly Text[], language: Language): string => {
  const texts = labels.map((label) => label[language]);
  const numbers = texts.map(numberIn).filter((n): n is number => n !== null);
  const numbered = numbers.length === 0 ? [] : [say[language]('counters', { n: ranges(numbers, comma[language]), count: numbers.length })];
  return [...numbered, ...texts.filter((text) => numberIn(text) === null)].join(comma[language]);
};
