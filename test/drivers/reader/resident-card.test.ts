import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasRightCheckDigit, readCard } from '../../../drivers/reader/resident-card.ts';
import { cardData } from './invented-cards.ts';

const golden = new Uint8Array(readFileSync(new URL('../vectors/resident-id-read-reply.bin', import.meta.url)));
const seed = Date.now() & 0x7fffffff;

describe('a card', () => {
  it('of a resident gives number and birth, and nothing else', () => {
    const reading = readCard(golden.subarray(10, -1));
    expect(reading).toEqual({ ok: true, card: { number: '11010119900307109X', birth: '1990-03-07', type: 'resident' } });
    expect(JSON.stringify(reading)).not.toMatch(/张三|北京/);
  });

  it.each([
    ['J', { number: '810000199408230021', birth: '19940823' }, 'permit', '1994-08-23'],
    ['I', { number: 'USA110088010101', birth: '19880101' }, 'foreigner', '1988-01-01'],
    ['Y', { number: '911001198801010014', birth: '19880101' }, 'foreigner', '1988-01-01'],
  ] as const)('of type %s is read by its own layout', (letter, person, type, birth) => {
    expect(readCard(cardData(letter, person))).toEqual({ ok: true, card: { number: person.number, birth, type } });
  });

  const zhang = { number: '11010119900307109X', birth: '19900307' };
  it.each([
    ['type', cardData('Z', zhang)],
    ['number', cardData(' ', { ...zhang, number: '110101199003071091' })],
    ['number', cardData(' ', { ...zhang, number: '' })],
    ['number', cardData('I', { ...zhang, number: '11010119900307109X' })],
    ['birth', cardData(' ', { ...zhang, birth: '19900230' })],
    ['birth', cardData(' ', { ...zhang, birth: '' })],
    ['lengths', cardData(' ', zhang).subarray(0, 300)],
    ['lengths', cardData(' ', zhang).map((byte, at) => (at === 0 ? 0 : byte))],
    ['lengths', new Uint8Array(3)],
  ] as const)('with a wrong %s is refused', (fault, data) => {
    expect(readCard(data)).toEqual({ ok: false, fault });
  });

  it('of a longer text block is found by its length fields', () => {
    const data = cardData(' ', zhang);
    const longer = Uint8Array.from([1, 4, 0, 2, ...data.subarray(4, 260), 0x20, 0, 0x20, 0, 0xff, 0xff]);
    expect(readCard(longer)).toMatchObject({ ok: true, card: { number: zhang.number } });
  });

  it(`of any bytes is refused or read, never worse (seed ${seed})`, () => {
    const anyBlock = fc.uint8Array({ minLength: 256, maxLength: 256 }).map((block) => Uint8Array.from([1, 0, 0, 0, ...block]));
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), anyBlock), (data) => {
      expect(readCard(data).ok).toBe(false);
    }), { seed, numRuns: 500 });
  });
});

describe('the check digit', () => {
  it.each(['11010119900307109X', '11010519491231002X', '440524188001010014'])('of %s is right', (number) => {
    expect(hasRightCheckDigit(number)).toBe(true);
  });

  it.each(['', '11010119900307109x', '1101011990030710', '11010119900307109X '])('of "%s" is not', (number) => {
    expect(hasRightCheckDigit(number)).toBe(false);
  });

  it(`finds every single wrong digit and every two swapped (seed ${seed})`, () => {
    const right = fc.stringMatching(/^\d{17}$/).map((digits) => [...'0123456789X'].map((last) => digits + last).find(hasRightCheckDigit) ?? '');
    fc.assert(fc.property(right, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, more) => {
      const digits = [...number];
      const wrong = digits.with(at, String((Number(digits[at]) + more) % 10)).join('');
      expect([hasRightCheckDigit(number), hasRightCheckDigit(wrong)]).toEqual([true, false]);
      const [left, right_] = [digits[at] ?? '', digits[at + 1] ?? ''];
      if (left !== right_ && at < 16) expect(hasRightCheckDigit(digits.with(at, right_).with(at + 1, left).join(''))).toBe(false);
    }), { seed, numRuns: 300 });
  });
});
