import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../server/domain/hall-config.ts';
import { speakCalls, speakTaken, speakTicketState } from '../../server/domain/spoken-call.ts';
import { sayNumber, spell } from '../../server/domain/spoken-number.ts';

const both: readonly Language[] = ['zh-CN', 'en'];
const call = (number: string, counter: string) => ({ number, counter });

describe('one call', () => {
  it.each([
    ['A012', '12', '请A零一二号，到十二号窗口', 'Ticket A zero one two, counter twelve'],
    ['B007', '5', '请B零零七号，到五号窗口', 'Ticket B zero zero seven, counter five'],
    ['A1000', '20', '请A一零零零号，到二十号窗口', 'Ticket A one zero zero zero, counter twenty'],
    ['AB38', '105', '请AB三八号，到一百零五号窗口', 'Ticket A B three eight, counter one hundred five'],
    ['456', '2', '请四五六号，到二号窗口', 'Ticket four five six, counter two'],
    ['C901', 'A3', '请C九零一号，到A三号窗口', 'Ticket C nine zero one, counter A three'],
    ['C901', 'B-12', '请C九零一号，到B一二号窗口', 'Ticket C nine zero one, counter B one two'],
    ['C901', '03', '请C九零一号，到三号窗口', 'Ticket C nine zero one, counter three'],
    ['C901', '1234', '请C九零一号，到一二三四号窗口', 'Ticket C nine zero one, counter one two three four'],
    ['c９', ' １０ ', '请C九号，到十号窗口', 'Ticket C nine, counter ten'],
  ])('%s to counter %s', (number, counter, zh, en) => {
    expect(speakCalls([call(number, counter)], 'zh-CN').text).toBe(zh);
    expect(speakCalls([call(number, counter)], 'en').text).toBe(en);
  });

  it('names its clips and pauses in order', () => {
    expect(speakCalls([call('A012', '12')], 'zh-CN').tokens).toEqual([
      'please', 'letter-a', 'digit-0', 'digit-1', 'digit-2', 'number-sign', ',', 'to', 'ten', 'digit-2', 'number-window']);
    expect(speakCalls([call('A012', '12')], 'en').tokens).toEqual([
      'ticket', 'letter-a', 'digit-0', 'digit-1', 'digit-2', ',', 'counter', 'number-12']);
  });

  it('gives signs without a clip a token of their own', () => {
    expect(speakCalls([call('A1', '东2')], 'zh-CN').tokens).toContain('东');
  });
});

describe('a merged call', () => {
  const calls = [call('A012', '3'), call('B007', '5')];
  it('has the short wording', () => {
    expect(speakCalls(calls, 'zh-CN').text).toBe('A012到3号，B007到5号');
    expect(speakCalls(calls, 'en').text).toBe('A zero one two, counter three; B zero zero seven, counter five');
  });

  it('names its clips and pauses in order', () => {
    expect(speakCalls(calls, 'zh-CN').tokens).toEqual([
      'letter-a', 'digit-0', 'digit-1', 'digit-2', 'to', 'digit-3', 'number-sign', ';',
      'letter-b', 'digit-0', 'digit-0', 'digit-7', 'to', 'digit-5', 'number-sign']);
    expect(speakCalls(calls, 'en').tokens).toEqual([
      'letter-a', 'digit-0', 'digit-1', 'digit-2', ',', 'counter', 'digit-3', ';',
      'letter-b', 'digit-0', 'digit-0', 'digit-7', ',', 'counter', 'digit-5']);
  });

  it('of nothing says nothing', () => {
    for (const language of both) expect(speakCalls([], language)).toEqual({ tokens: [], text: '' });
  });
});

describe('at the kiosk', () => {
  it.each([
    [5, '您的号码是A零一二，前面有五位', 'Your number is A zero one two. Five people ahead.'],
    [2, '您的号码是A零一二，前面有两位', 'Your number is A zero one two. Two people ahead.'],
    [1, '您的号码是A零一二，前面有一位', 'Your number is A zero one two. One person ahead.'],
    [0, '您的号码是A零一二，前面没有人', 'Your number is A zero one two. Nobody ahead.'],
    [12, '您的号码是A零一二，前面有十二位', 'Your number is A zero one two. Twelve people ahead.'],
    [999, '您的号码是A零一二，前面有九百九十九位', 'Your number is A zero one two. Nine hundred ninety nine people ahead.'],
    [1000, '您的号码是A零一二，前面有超过九百九十九位', 'Your number is A zero one two. More than nine hundred ninety nine people ahead.'],
    [null, '您的号码是A零一二', 'Your number is A zero one two.'],
  ])('a number taken, %s ahead', (ahead, zh, en) => {
    expect(speakTaken('A012', ahead, 'zh-CN').text).toBe(zh);
    expect(speakTaken('A012', ahead, 'en').text).toBe(en);
  });

  it('speaks how a ticket stands', () => {
    const waiting = { kind: 'waiting', ahead: 3 } as const;
    expect(speakTicketState('A012', waiting, 'zh-CN').text).toBe('A零一二号，前面有三位');
    expect(speakTicketState('A012', waiting, 'en').text).toBe('Ticket A zero one two. Three people ahead.');
    const called = { kind: 'called', counter: '12' } as const;
    expect(speakTicketState('A012', called, 'zh-CN').text).toBe('请A零一二号，到十二号窗口');
    expect(speakTicketState('A012', called, 'en').text).toBe('Ticket A zero one two, counter twelve');
  });
});

/** Reads a Chinese number back by its place values, independently of how it was made. */
function readChinese(text: string): number {
  let total = 0;
  let digit = 0;
  for (const sign of text) {
    const value = '零一二三四五六七八九'.indexOf(sign);
    if (value >= 0) digit = value;
    else {
      total += (digit === 0 && sign === '十' ? 1 : digit) * (sign === '百' ? 100 : 10);
      digit = 0;
    }
  }
  return total + digit;
}

const englishValues: { readonly [word: string]: number } = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
  twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
};
const readEnglish = (words: readonly string[]): number =>
  words.reduce((sum, word) => (word === 'hundred' ? sum * 100 : sum + (englishValues[word] ?? NaN)), 0);

describe('numbers', () => {
  it.each([
    [0, '零'], [9, '九'], [10, '十'], [11, '十一'], [20, '二十'], [45, '四十五'], [99, '九十九'], [100, '一百'], [101, '一百零一'],
    [110, '一百一十'], [112, '一百一十二'], [200, '二百'], [205, '二百零五'], [340, '三百四十'], [999, '九百九十九'],
  ])('%i is %s', (n, zh) => {
    expect(sayNumber(n, 'zh-CN').map((word) => word.text).join('')).toBe(zh);
  });

  it('from 0 to 999 read back as themselves, and no two sound alike', () => {
    for (const language of both) {
      const sounds = new Set<string>();
      for (let n = 0; n <= 999; n++) {
        const words = sayNumber(n, language);
        const texts = words.map((word) => word.text);
        expect(language === 'en' ? readEnglish(texts) : readChinese(texts.join(''))).toBe(n);
        sounds.add(words.map((word) => word.token).join(' '));
      }
      expect(sounds.size).toBe(1000);
    }
  });

  it('of tickets are read sign by sign, losing and adding nothing', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Z]{0,2}[0-9]{1,5}$/), fc.constantFrom(...both), (number, language) => {
      const said = spell(number, language).map(({ token }) => token.replace(/^(digit|letter)-/, '').toUpperCase()).join('');
      expect(said).toBe(number);
    }));
  });

  it('are said whole by every call, alone or merged', () => {
    const calls = fc.array(fc.record({ number: fc.stringMatching(/^[A-Z]{0,2}[0-9]{3,4}$/), counter: fc.stringMatching(/^[1-9][0-9]{0,2}$/) }), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(calls, fc.constantFrom(...both), (list, language) => {
      const said = speakCalls(list, language).tokens.join(' ');
      let from = 0;
      for (const { number, counter } of list) {
        for (const part of [spell(number, language), sayNumber(Number(counter), language)]) {
          const at = said.indexOf(part.map((word) => word.token).join(' '), from);
          expect(at, `${number} → ${counter} in ${said}`).toBeGreaterThanOrEqual(from);
          from = at;
        }
      }
    }));
  });
});
