import type { Language } from './hall-config.ts';

/** A word as it is recorded and as it is written. */
export interface Word { readonly token: string; readonly text: string }

const zhDigits = '零一二三四五六七八九';
const enDigits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const enTeens = ['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const enTens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

function digitWord(digit: number, language: Language): Word {
  return { token: `digit-${digit}`, text: (language === 'en' ? enDigits[digit] : zhDigits[digit]) ?? String(digit) };
}

/**
 * Reads letters and digits one by one. Blanks, hyphens and dots are not spoken; any other sign becomes a token of its
 * own, for which a hall may record a clip.
 */
export function spell(name: string, language: Language): Word[] {
  return [...name.normalize('NFKC').toUpperCase()].filter((sign) => !/[\s\-.·]/u.test(sign)).map((sign) => {
    if (/^[0-9]$/.test(sign)) return digitWord(Number(sign), language);
    return /^[A-Z]$/.test(sign) ? { token: `letter-${sign.toLowerCase()}`, text: sign } : { token: sign, text: sign };
  });
}

function zhNumber(n: number): Word[] {
  if (n < 10) return [digitWord(n, 'zh-CN')];
  const hundreds = Math.floor(n / 100);
  const tens = Math.floor((n % 100) / 10);
  const words: Word[] = [];
  // 一百, 五百 and 九百 change their tones when said together, so every hundred is one clip.
  if (hundreds > 0) words.push({ token: `hundred-${hundreds}`, text: `${zhDigits[hundreds] ?? ''}百` });
  if (tens > 0) {
    if (tens > 1 || hundreds > 0) words.push(digitWord(tens, 'zh-CN'));
    words.push({ token: 'ten', text: '十' });
  }
  if (n % 10 === 0) return words;
  if (hundreds > 0 && tens === 0) words.push(digitWord(0, 'zh-CN'));
  return [...words, digitWord(n % 10, 'zh-CN')];
}

function enNumber(n: number): Word[] {
  if (n < 10) return [digitWord(n, 'en')];
  if (n < 20) return [{ token: `number-${n}`, text: enTeens[n - 10] ?? '' }];
  const rest = n % 100;
  const words: Word[] = n < 100 ? [] : [digitWord(Math.floor(n / 100), 'en'), { token: 'hundred', text: 'hundred' }];
  if (n >= 100 && rest > 0 && rest < 20) return [...words, ...enNumber(rest)];
  if (rest >= 20) words.push({ token: `number-${rest - (rest % 10)}`, text: enTens[Math.floor(rest / 10) - 2] ?? '' });
  return rest % 10 > 0 ? [...words, digitWord(rest % 10, 'en')] : words;
}

/** A whole number 0 to 999 as people say it: 十二, 二十, 一百零五; twelve, twenty, one hundred five. */
export function sayNumber(n: number, language: Language): Word[] {
  return language === 'en' ? enNumber(n) : zhNumber(n);
}
