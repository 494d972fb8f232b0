import { Type } from 'typebox';
import type { TObject, TProperties } from 'typebox';

/**
 * The small pieces a hall file is made of; each says its unit and range, so that an editor can show it.
 * A pattern says in Chinese too what belongs there, for the fault that names it.
 */
export const patterned = (pattern: string, zh: string, description: string, options: { maxLength?: number } = {}) =>
  Type.String({ pattern, ...options, description, 'x-zh-CN': zh });

export const closed = <P extends TProperties>(properties: P, description: string): TObject<P> =>
  Type.Object(properties, { additionalProperties: false, description });

export const text = (description: string) => closed({
  'zh-CN': patterned('\\S', '须写中文，不能为空', 'Chinese text, not empty', { maxLength: 500 }),
  en: patterned('\\S', '须写英文，不能为空', 'English text, not empty', { maxLength: 1000 }),
}, `${description} Always in both languages.`);

export const id = (description: string) =>
  patterned('^[a-z0-9]+(-[a-z0-9]+)*$', '须用小写字母、数字和单个连字符', `${description} Lower-case letters, digits and single hyphens.`, { maxLength: 60 });

/** A need may carry a value after a colon: `language:en`. */
export const needId = (description: string) =>
  patterned('^[a-z0-9]+(-[a-z0-9]+)*(:[A-Za-z0-9-]+)?$', '须用小写字母、数字和单个连字符，可带冒号和值', `${description} Like an id, and a value after a colon where there is one.`, { maxLength: 60 });

export const localDay = (description: string) =>
  patterned('^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', '须写成 2026-05-01 这样的日期', `${description} YYYY-MM-DD.`);

export const clockTime = (description: string) =>
  patterned('^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$', '须写成 09:00 这样的时刻，从00:00到24:00', `${description} HH:MM, 00:00 to 24:00, in quotes.`);

export const count = (minimum: number, maximum: number, description: string, fallback?: number) =>
  Type.Integer({ minimum, maximum, description: `${description} ${minimum} to ${maximum}.`, ...(fallback === undefined ? {} : { default: fallback }) });

/** Names only, never paths: what leaves the folder can't even be written down. */
export const fileNamed = (endings: readonly string[], zh: string, description: string) =>
  patterned(`^[A-Za-z0-9一-鿿][A-Za-z0-9一-鿿_-]{0,79}\\.(${[...endings, ...endings.map((ending) => ending.toUpperCase())].join('|')})$`,
    `须是 media 文件夹里的文件名，如 ${zh}：不带路径，只用文字、数字、- 和 _，以 ${endings.map((ending) => `.${ending}`).join(' ')} 结尾`,
    `${description} A file name in the hall's media folder, without a path: letters, digits, - and _, ending in ${endings.map((ending) => `.${ending}`).join(', ')}.`);
const pictureEndings = ['png', 'jpg', 'jpeg', 'webp', 'svg'];
export const pictureFile = (description: string) => fileNamed(pictureEndings, '王敏.jpg', description);
export const mediaFile = (description: string) => fileNamed([...pictureEndings, 'webm', 'mp4'], '办事须知.png', description);
export const screenLayout = (description: string) => Type.Enum(['calls', 'split'], { description: `${description} calls: the calls alone. split: with a side for notices, pictures and films.` });

export const staffNumber = (description: string) =>
  patterned('^\\d{4,8}$', '工号须是4至8位数字', `${description} 4 to 8 digits, in quotes.`);

export const phone = (description: string) =>
  patterned('^[0-9+][0-9 ()-]{2,24}$', '须是电话号码', `${description} A telephone number in quotes.`);

export const named = (description: string) => Type.Array(closed({ id: id('Stable id; figures are kept under it.'), name: text('Name on screens.') }, description), { description });

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const weekday = (description: string) => Type.Enum([...weekdays], { description: `${description} One of ${weekdays.join(', ')}.` });
export const language = (description: string) => Type.Enum(['zh-CN', 'en'], { description: `${description} zh-CN or en.` });

const periods = Type.Array(closed({ from: clockTime('First minute open.'), to: clockTime('Minute of closing.') }, 'One period of a day.'),
  { maxItems: 12, description: 'Periods of one day, in any order, not overlapping. An empty list: closed.' });
export const openPeriods = periods;

export const weekHours = (description: string) => closed({
  mon: Type.Optional(periods), tue: Type.Optional(periods), wed: Type.Optional(periods), thu: Type.Optional(periods),
  fri: Type.Optional(periods), sat: Type.Optional(periods), sun: Type.Optional(periods),
}, `${description} A weekday left out is closed.`);

export const targets = {
  target: count(0, 600, 'Minutes of open time within which a waiting person should be called; orders the calls and is never told.'),
  promise: count(1, 600, 'Minutes told to people; not shorter than the target.'),
};
