import type { Language } from '../contract/live-events.ts';

/** Instants as people of this hall read them: always the hall's time zone, never the machine's. Arguments are epoch ms. */
export interface TimeWords {
  /** `10:24`, 24 hours. */
  readonly face: (ms: number) => string;
  /** `10:45–11:05`. */
  readonly range: (from: number, to: number) => string;
  /** `11月22日 周六` or `Sat 22 Nov`. */
  readonly day: (ms: number, language: Language) => string;
  /** `2025-11-22`. */
  readonly localDay: (ms: number) => string;
}

const weekdays = { 'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] } as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const two = (n: number): string => String(n).padStart(2, '0');

/** `11月22日 周六` or `Sat 22 Nov`; `month` counts from 1. */
export const dayWords = (year: number, month: number, day: number, language: Language): string => {
  const weekday = weekdays[language][new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  return language === 'zh-CN' ? `${month}月${day}日 ${weekday}` : `${weekday} ${day} ${months[month - 1] ?? ''}`;
};

/** A bare time when it is today in the hall, else with its day: `11月22日 周六 08:00` or `08:00 on Sat 22 Nov`. */
export const momentWords = (clock: Pick<TimeWords, 'face' | 'day' | 'localDay'>, ms: number, now: number, language: Language): string => {
  if (clock.localDay(ms) === clock.localDay(now)) return clock.face(ms);
  return language === 'zh-CN' ? `${clock.day(ms, language)} ${clock.face(ms)}` : `${clock.face(ms)} on ${clock.day(ms, language)}`;
};

const format = (timeZone: string): Intl.DateTimeFormat => {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false };
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  } catch {
    // A zone this engine doesn't know: a clock off by hours is worse than none in theory, but in a hall the machine's zone is nearly always the hall's.
    return new Intl.DateTimeFormat('en-GB', options);
  }
};

/** `timeZone` is an IANA name such as `Asia/Shanghai`. */
export const createTimeWords = (timeZone: string): TimeWords => {
  const formatter = format(timeZone);
  const parts = (ms: number): { year: number; month: number; day: number; hour: number; minute: number } => {
    const found = { year: 0, month: 1, day: 1, hour: 0, minute: 0 };
    for (const { type, value } of formatter.formatToParts(ms)) if (type in found) Object.assign(found, { [type]: Number(value) });
    // Chromium before 80 writes midnight as 24:00.
    return { ...found, hour: found.hour % 24 };
  };
  const face = (ms: number): string => {
    const { hour, minute } = parts(ms);
    return `${two(hour)}:${two(minute)}`;
  };
  return {
    face,
    range: (from, to) => `${face(from)}–${face(to)}`,
    day: (ms, language) => {
      const { year, month, day } = parts(ms);
      return dayWords(year, month, day, language);
    },
    localDay: (ms) => {
      const { year, month, day } = parts(ms);
      return `${year}-${two(month)}-${two(day)}`;
    },
  };
};
