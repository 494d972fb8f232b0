import { dayExists } from './hall-hours-faults.ts';

/**
 * Numbers by which a person is known again, in one way of writing. Blanks, hyphens and the wide digits of Chinese keyboards
 * are taken as meant; null when nothing of this kind is written so.
 */
const plain = (typed: string): string => typed.normalize('NFKC').replace(/[\s().-]/g, '').toUpperCase();

/** A telephone number as digits: of China without +86, 0086, 86 or a nought before it, so that one phone is one person however it is typed; of elsewhere with its plus. What begins like a mobile of China and is too short or long for one is a slip, to which no message would come. */
export const readPhone = (typed: string): string | null => {
  const digits = plain(typed).replace(/^((\+86|0086|86)0?|0)(?=1[3-9]\d{9}$)/, '');
  // Eight digits that begin with 86 are a telephone of the town; no country begins with a nought.
  const slip = /^((\+86|0086|86(?=\d{7}))0?|0)?1[3-9]/.test(digits) && !/^1\d{10}$/.test(digits);
  return !slip && /^(\+(?!0))?\d{7,15}$/.test(digits) ? digits : null;
};

/** An 18-digit resident identity number whose date exists and whose last digit checks the others (GB 11643-1999). */
export const readIdentity = (typed: string): string | null => {
  const number = plain(typed);
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return null;
  if (!dayExists(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)) return null;
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += Number(number[i]) * (2 ** (17 - i) % 11);
  return '10X98765432'[sum % 11] === number[17] ? number : null;
};

/** What may be shown of a number on a screen that others see. */
export const maskedPhone = (phone: string): string => phone.replace(/^(.{3}).*(.{4})$/, '$1****$2');
export const maskedName = (name: string): string => {
  const [first = '', ...rest] = [...name];
  return rest.length === 0 ? first : `${first}${'*'.repeat(Math.min(rest.length, 3))}`;
};
