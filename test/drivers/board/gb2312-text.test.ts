import { describe, expect, it } from 'vitest';
import { toBoardText } from '../../../drivers/board/gb2312-text.ts';

const bytesFor = (text: string): string => Buffer.from(toBoardText(text).glyphs.flatMap((glyph) => glyph.bytes)).toString('hex');

describe('text for font cards', () => {
  it('is GB2312', () => expect(bytesFor('请A012号')).toBe('c7eb41303132bac5'));

  it('holds exactly the 7,445 characters of the standard, in two bytes of A1 and more', () => {
    const held = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((char) => !/[\p{Cs}\p{Co}]/u.test(char) && char.charCodeAt(0) > 0x7f)
      .map((char) => toBoardText(char)).filter((text) => text.replaced.length === 0 && text.glyphs.some((glyph) => glyph.half === 2));
    expect(held).toHaveLength(7_445);
    for (const { glyphs } of held) for (const byte of glyphs[0]?.bytes ?? []) expect(byte).toBeGreaterThanOrEqual(0xa1);
  });

  it('replaces what the card has no font for, and says so once', () => {
    expect(toBoardText('龴镕镕𠮷€ⅰ')).toMatchObject({ replaced: ['龴', '镕', '𠮷', '€', 'ⅰ'] });
    expect(bytesFor('镕')).toBe('a1fe');
  });

  it('never lets a text command through: not by `\\`, not by the second byte of a GBK character, not by a control character', () => {
    const everything = Array.from({ length: 0x10000 }, (_, code) => String.fromCodePoint(code)).join('');
    const bytes = toBoardText(everything).glyphs.flatMap((glyph) => glyph.bytes);
    for (const command of [0x5c, 0x5b, 0x5d, 0x0a, 0x1b]) expect(bytes.includes(command)).toBe(false);
    expect(toBoardText('\\C2[n1]').replaced).toEqual([]);
    expect(bytesFor('\\')).toBe('a3dc');
  });
});
