/** A text for people, always in both languages together. */
export interface Text { readonly 'zh-CN': string; readonly en: string }
export type Language = keyof Text;
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
/** A local time of day, `HH:MM`, 00:00 to 24:00. */
export type ClockTime = string;
