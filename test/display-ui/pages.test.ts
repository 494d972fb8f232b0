import { describe, expect, it } from 'vitest';
import type { DisplayView } from '../../contract/live-events.ts';
import chinese from '../../contract/languages/zh-CN/display.json';
import english from '../../contract/languages/en/display.json';
import { infoPages } from '../../display-ui/info-pages.ts';
import { inkOn } from '../../display-ui/ink-on.ts';
import { callsPageFor, freshTurner, infoPageFor, turn } from '../../display-ui/page-turner.ts';
import { emsOf, fit, pagesOfText } from '../../display-ui/text-width.ts';
import { languageAt, wordsIn } from '../../display-ui/words.ts';

describe('text on a page', () => {
  it('is cut into pages without losing or repeating a character', () => {
    const text = '第一句话在这里结束。'.repeat(12) + 'And then, of course, some English words follow the others.'.repeat(3);
    const pages = pagesOfText(text, 16, 5);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    for (const page of pages) expect(emsOf(page)).toBeLessThanOrEqual(16 * 5);
  });
  it('ends a page after a sentence where it can', () => {
    expect(pagesOfText('一二三四五六七八。九十一二三四五六七八九十', 8, 2)[0]).toBe('一二三四五六七八。');
  });
  it('is nothing for nothing', () => {
    expect(pagesOfText('  ', 16, 5)).toEqual([]);
  });
  it('gets smaller to fit, never larger', () => {
    expect(fit('A012', 1.1, 10)).toBe(1.1);
    expect(fit('一二三四五六七八九十', 1.1, 5)).toBeCloseTo(0.5);
  });
});

describe('pages between calls', () => {
  const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });
  const view: DisplayView = {
    kind: 'zone', seq: 1, now: 0, hallName: both('厅', 'Hall'), zone: { id: 'A', name: both('A区', 'Zone A'), floor: both('二楼', 'Floor 2'), colour: '#123456', sign: 'A' }, calls: [], layout: 'calls', media: [], speaks: false,
    paused: Array.from({ length: 7 }, (_, n) => ({ counter: both(`${n + 1}号窗口`, `Counter ${n + 1}`), reason: both('午休', 'Lunch'), back: null })),
    notices: [both('通知一', 'Notice one')], suspensions: [{ id: 's', scope: both('社保', 'Social insurance'), reason: both('停电', 'No power'), expectedBack: null }],
  };
  const pages = infoPages(view, ['zh-CN', 'en'], { width: 16, lines: 5 }, { t: wordsIn, moment: () => '11:04' });
  it('say the day of a return that is not today, in the language of the page', () => {
    const later = { ...view, suspensions: view.suspensions.map((one) => ({ ...one, expectedBack: 86_400_000 })) };
    const moment = (ms: number, now: number, language: string): string => `${ms} seen from ${now} in ${language}`;
    const said = infoPages(later, ['zh-CN', 'en'], { width: 40, lines: 9 }, { t: wordsIn, moment }).filter((page) => page.kind === 'suspension').map((page) => page.text);
    expect(said[0]).toContain('86400000 seen from 0 in zh-CN');
    expect(said[1]).toContain('86400000 seen from 0 in en');
  });
  it('stand by matter, each in Chinese first, numbered where there are several', () => {
    expect(pages.map((page) => `${page.kind} ${page.language} ${page.page}/${page.pages}${page.last ? ' last' : ''}`)).toEqual([
      'suspension zh-CN 1/1', 'suspension en 1/1 last', 'paused zh-CN 1/2', 'paused zh-CN 2/2', 'paused en 1/2', 'paused en 2/2 last', 'notice zh-CN 1/1', 'notice en 1/1 last',
    ]);
  });
  it('turn only when every call had its time, and give way to a call at once', () => {
    const endsMatter = (page: number): boolean => pages[page]?.last ?? true;
    const book = { length: pages.length, endsMatter };
    let at = 0;
    let turner = turn(freshTurner, book, false, at += callsPageFor);
    expect(turner.page).toBeNull();
    turner = turn(turner, book, true, at);
    expect(turner.page).toBe(0);
    turner = turn(turner, book, true, at += infoPageFor - 1);
    expect(turner.page).toBe(0);
    turner = turn(turner, book, true, at += 1);
    expect(turner.page).toBe(1);
    turner = turn(turner, book, true, at += infoPageFor);
    expect(turner.page).toBeNull();
    turner = turn(turner, book, true, at += callsPageFor);
    expect(turner.page).toBe(2);
    turner = turn(turner, book, false, at += 10);
    expect(turner.page).toBeNull();
    expect(turn(turner, book, true, at += callsPageFor).page).toBe(2);
    expect(turn({ page: 5, next: 6, since: at }, { length: 2, endsMatter }, true, at).page).toBeNull();
  });
});

describe('languages', () => {
  it('have the same words', () => {
    expect(Object.keys(english)).toEqual(Object.keys(chinese));
    const slots = (text = ''): readonly string[] => [...new Set(text.match(/\{\w+/g) ?? [])].sort();
    const englishWords = new Map(Object.entries(english));
    for (const [key, words] of Object.entries(chinese)) expect(slots(englishWords.get(key)), key).toEqual(slots(words));
  });
  it('each have a turn within the ten seconds that a call stands', () => {
    for (let start = 0; start < 20_000; start += 500) {
      const seen = new Set(Array.from({ length: 20 }, (_, step) => languageAt(['zh-CN', 'en'], start + step * 500)));
      expect([...seen].sort()).toEqual(['en', 'zh-CN']);
    }
    expect(languageAt(['en'], 9000)).toBe('en');
  });
});

describe('ink on a zone\'s colour', () => {
  it('is the one with more contrast', () => {
    expect(inkOn('#FFD54A')).toBe('#0B1E2D');
    expect(inkOn('#084A8C')).toBe('#FFFFFF');
    expect(inkOn('blue')).toBe('#FFFFFF');
  });
});
