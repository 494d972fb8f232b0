import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { CodeSplitter, longestCode } from '../../../drivers/reader/code-splitter.ts';
import { seeded } from '../../support/seeded.ts';

const seed = Date.now() & 0x7fffffff;
const split = (bytes: Uint8Array | string): string[] => new CodeSplitter().push(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);

describe('codes', () => {
  it.each([
    ['A012\r', ['A012']], ['A012\r\n', ['A012']], ['A012\nB007\r\n\r\n', ['A012', 'B007']], ['\r\n\n', []], ['A012\t\r', ['A012']],
    ['预约-张三\r', ['预约-张三']], ['half', []],
  ] as const)('of %j are %j', (sent, codes) => {
    expect(split(sent)).toEqual(codes);
  });

  it('without a suffix end with the silence', () => {
    const splitter = new CodeSplitter();
    expect(splitter.push(Buffer.from('A012'))).toEqual([]);
    expect([splitter.end(), splitter.end()]).toEqual([['A012'], []]);
  });

  it('in GB18030 are read where the bytes are no UTF-8, four-byte characters too', () => {
    expect(split(iconv.encode('预约张三\r𠮷某\r', 'gb18030'))).toEqual(['预约张三', '𠮷某']);
  });

  it.each([['a control character', Buffer.from('A0\u000012\r')], ['an escape', Buffer.from('\u001b[A\r')], ['no encoding', Buffer.from([0xff, 0xff, 0x41, 0x0d])]])('with %s are noise', (_, bytes) => {
    expect(split(bytes)).toEqual([]);
  });

  it('too long are passed over to their end', () => {
    expect(split('x'.repeat(longestCode) + '\r')).toEqual(['x'.repeat(longestCode)]);
    expect(split('x'.repeat(longestCode + 1) + 'y\rA012\r')).toEqual(['A012']);
  });

  it(`come out the same however the stream is cut up (seed ${seed})`, () => {
    const code = fc.stringMatching(/^[A-Z0-9一-龥]{1,40}$/u);
    fc.assert(fc.property(fc.array(code, { maxLength: 6 }), fc.constantFrom('\r', '\n', '\r\n'), fc.integer({ min: 1, max: 9 }), (codes, suffix, piece) => {
      const bytes = Buffer.from(codes.map((one) => one + suffix).join(''));
      const splitter = new CodeSplitter();
      const got: string[] = [];
      for (let at = 0; at < bytes.length; at += piece) got.push(...splitter.push(bytes.subarray(at, at + piece)));
      expect(got).toEqual(codes);
    }), { seed, numRuns: 200 });
  });

  it(`are still found after a million bytes of noise, of which no more than one code is held (seed ${seed})`, () => {
    const random = seeded(seed);
    const splitter = new CodeSplitter();
    for (let fed = 0; fed < 1_000_000;) {
      const odd = random.chance(0.5);
      const noise = Uint8Array.from({ length: random.below(3_000) }, () => (odd ? random.below(256) : 0x20 + random.below(90)));
      for (const text of splitter.push(noise)) if (text.length > longestCode || /\p{Cc}/u.test(text)) throw new Error(`"${text}" is no code`);
      if (splitter.held > longestCode) throw new Error('more than one code is held');
      fed += noise.length;
    }
    splitter.end();
    expect(splitter.push(Buffer.from('A012\r'))).toEqual(['A012']);
  });
});
