import type { Language } from './hall-config.ts';
import { sayNumber, spell } from './spoken-number.ts';
import type { Word } from './spoken-number.ts';

/** Ticket number as printed (`A012`) and the counter's spoken name (`12`, `A3`). */
export interface SpokenCall { readonly number: string; readonly counter: string }

/**
 * What is said: names of clips in order, with `,` `;` `.` for pauses that grow in this order, and the same words
 * written. A merged call writes numbers as digits (A012到3号) in Chinese, for it is read at a glance.
 */
export interface Utterance { readonly tokens: readonly string[]; readonly text: string }

/** How a scanned ticket stands, for the voice of a kiosk. */
export type SpokenState =
  | { readonly kind: 'waiting'; readonly ahead: number }
  | { readonly kind: 'called'; readonly counter: string };

type Phrases = { readonly [token: string]: string };
const zhPhrases: Phrases = {
  please: '请', 'number-sign': '号', to: '到', 'number-window': '号窗口', 'your-number-is': '您的号码是',
  'ahead-are': '前面有', 'more-than': '超过', two: '两', people: '位', 'nobody-ahead': '前面没有人',
};
const enPhrases: Phrases = {
  ticket: 'ticket', counter: 'counter', 'your-number-is': 'your number is', 'more-than': 'more than',
  'person-ahead': 'person ahead', 'people-ahead': 'people ahead', 'nobody-ahead': 'nobody ahead',
};
const pauses = [',', ';', '.'];
const zhMarks: Phrases = { ',': '，', ';': '；', '.': '。' };

const zh = (token: string): Word => ({ token, text: zhPhrases[token] ?? zhMarks[token] ?? token });
const en = (token: string): Word => ({ token, text: enPhrases[token] ?? token });

function writeEnglish(words: readonly Word[]): string {
  const text = words.map((word) => (pauses.includes(word.token) ? word.text : ` ${word.text}`)).join('').trim();
  return text.replace(/(^|\. )([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function utter(words: readonly Word[], language: Language): Utterance {
  const text = language === 'en' ? writeEnglish(words) : words.map((word) => word.text).join('');
  return { tokens: words.map((word) => word.token), text };
}

/** A counter up to 999 is said as a number; any other name is read sign by sign. */
function sayCounter(counter: string, language: Language): Word[] {
  const name = counter.normalize('NFKC').trim();
  return /^0*[0-9]{1,3}$/.test(name) ? sayNumber(Number(name), language) : spell(name, language);
}

function callInEnglish({ number, counter }: SpokenCall): Word[] {
  return [...spell(number, 'en'), en(','), en('counter'), ...sayCounter(counter, 'en')];
}

function callInChinese({ number, counter }: SpokenCall): Word[] {
  return [zh('please'), ...spell(number, 'zh-CN'), zh('number-sign'), zh(','), zh('to'), ...sayCounter(counter, 'zh-CN'), zh('number-window')];
}

function mergedInChinese(calls: readonly SpokenCall[]): Utterance {
  const words = calls.flatMap(({ number, counter }, i) => [
    ...(i > 0 ? [zh(';')] : []), ...spell(number, 'zh-CN'), zh('to'), ...sayCounter(counter, 'zh-CN'), zh('number-sign')]);
  return { tokens: words.map((word) => word.token), text: calls.map(({ number, counter }) => `${number}到${counter}号`).join('，') };
}

function mergedInEnglish(calls: readonly SpokenCall[]): Utterance {
  return utter(calls.flatMap((call, i) => [...(i > 0 ? [en(';')] : []), ...callInEnglish(call)]), 'en');
}

/** One call as a whole sentence, several as one merged announcement; no calls, no words. */
export function speakCalls(calls: readonly SpokenCall[], language: Language): Utterance {
  const [first, ...others] = calls;
  if (first === undefined) return { tokens: [], text: '' };
  if (others.length > 0) return language === 'en' ? mergedInEnglish(calls) : mergedInChinese(calls);
  return language === 'en' ? utter([en('ticket'), ...callInEnglish(first)], 'en') : utter(callInChinese(first), 'zh-CN');
}

/** Above 999 only "more than 999" is said: the clips count no further, and it makes no difference to anybody. */
function sayAhead(ahead: number, language: Language): Word[] {
  if (ahead <= 0) return [language === 'en' ? en('nobody-ahead') : zh('nobody-ahead')];
  const count = sayNumber(Math.min(Math.floor(ahead), 999), language);
  const many = ahead >= 1000;
  if (language === 'en') return [...(many ? [en('more-than')] : []), ...count, en(ahead === 1 ? 'person-ahead' : 'people-ahead')];
  return [zh('ahead-are'), ...(many ? [zh('more-than')] : []), ...(ahead === 2 ? [zh('two')] : count), zh('people')];
}

/** Said by the kiosk when a number is taken. `ahead`: people before it, or null where that is not known. */
export function speakTaken(number: string, ahead: number | null, language: Language): Utterance {
  if (language === 'en') {
    const people = ahead === null ? [] : [en('.'), ...sayAhead(ahead, 'en')];
    return utter([en('your-number-is'), ...spell(number, 'en'), ...people, en('.')], 'en');
  }
  const people = ahead === null ? [] : [zh(','), ...sayAhead(ahead, 'zh-CN')];
  return utter([zh('your-number-is'), ...spell(number, 'zh-CN'), ...people], 'zh-CN');
}

/** Said by any kiosk when a ticket is scanned, for people who cannot read the screen. */
export function speakTicketState(number: string, state: SpokenState, language: Language): Utterance {
  if (state.kind === 'called') return speakCalls([{ number, counter: state.counter }], language);
  if (language === 'en') return utter([en('ticket'), ...spell(number, 'en'), en('.'), ...sayAhead(state.ahead, 'en'), en('.')], 'en');
  return utter([...spell(number, 'zh-CN'), zh('number-sign'), zh(','), ...sayAhead(state.ahead, 'zh-CN')], 'zh-CN');
}
