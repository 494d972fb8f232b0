import { describe, expect, it } from 'vitest';
import { offsetClock } from '../../kiosk-ui/booking/offset-clock.ts';
import { createTimeWords, momentWords } from '../../ui-kit/time-words.ts';
import { createTranslate } from '../../contract/translate.ts';

describe('translate', () => {
  it('fills slots and picks the form of one', () => {
    const t = createTranslate({ wait: '{n} {n|minute|minutes}', name: '{a}→{b}', plain: '请{x}' });
    expect(t('wait', { n: 1 })).toBe('1 minute');
    expect(t('wait', { n: 12 })).toBe('12 minutes');
    expect(t('name', { a: '$&', b: '{a}' })).toBe('$&→{a}');
    expect(t('plain')).toBe('请{x}');
  });
  it('follows words that change', () => {
    const now = { words: { hello: '您好' } };
    const t = createTranslate(() => now.words);
    expect(t('hello')).toBe('您好');
    now.words = { hello: 'Hello' };
    expect(t('hello')).toBe('Hello');
  });
});

describe('time words', () => {
  const shanghai = createTimeWords('Asia/Shanghai');
  const at = Date.UTC(2026, 5, 9, 2, 24);
  it('are those of the hall, whatever this machine\'s zone', () => {
    expect(shanghai.face(at)).toBe('10:24');
    expect(shanghai.face(Date.UTC(2026, 5, 9, 16, 0))).toBe('00:00');
    expect(shanghai.range(at, at + 20 * 60_000)).toBe('10:24–10:44');
    expect(shanghai.localDay(Date.UTC(2026, 5, 9, 16, 0))).toBe('2026-06-10');
    expect(shanghai.day(at, 'zh-CN')).toBe('6月9日 周二');
    expect(shanghai.day(at, 'en')).toBe('Tue 9 Jun');
  });
  it('follow daylight saving time', () => {
    const berlin = createTimeWords('Europe/Berlin');
    expect(berlin.face(Date.UTC(2026, 2, 29, 0, 59))).toBe('01:59');
    expect(berlin.face(Date.UTC(2026, 2, 29, 1, 0))).toBe('03:00');
  });
  it('still tell a time where the zone is unknown', () => {
    expect(createTimeWords('Moon/Base').face(at)).toMatch(/^\d\d:\d\d$/);
  });
});

describe('a moment', () => {
  const at = (iso: string): number => Date.parse(iso);
  const now = at('2026-03-02T23:30:00+08:00');
  it.each([createTimeWords('Asia/Shanghai'), offsetClock(480)])('is a bare time today and has its date on any other day of the hall', (clock) => {
    expect(momentWords(clock, at('2026-03-02T23:50:00+08:00'), now, 'en')).toBe('23:50');
    expect(momentWords(clock, at('2026-03-03T08:00:00+08:00'), now, 'en')).toBe('08:00 on Tue 3 Mar');
    expect(momentWords(clock, at('2026-03-03T08:00:00+08:00'), now, 'zh-CN')).toBe('3月3日 周二 08:00');
    expect(momentWords(clock, at('2026-03-01T08:00:00+08:00'), now, 'zh-CN')).toBe('3月1日 周日 08:00');
  });
});
