import iconv from 'iconv-lite';

/** Printed in place of a character that the printer's own font does not hold. */
const blank = '〓';

export interface Glyph {
  readonly char: string;
  /** GB18030 in one or two bytes; also the columns it takes. */
  readonly bytes: Buffer;
}
export interface Glyphs {
  readonly glyphs: readonly Glyph[];
  /** Characters that became 〓, in order. */
  readonly replaced: readonly string[];
}

/**
 * Characters as a Chinese ticket printer takes them. Its font holds the two-byte areas of GB18030 only (SP91 manual), and a
 * four-byte code would come out as several wrong characters, so those are replaced. Control characters never pass: text from
 * outside must not be able to steer the printer.
 */
export function toGlyphs(text: string): Glyphs {
  const glyphs: Glyph[] = [];
  const replaced: string[] = [];
  for (const char of text) {
    if (/\p{Default_Ignorable_Code_Point}/u.test(char)) continue;
    const printable = /\p{Cc}/u.test(char) ? ' ' : char;
    const bytes = twoByteCode(printable);
    if (bytes === null) replaced.push(char);
    glyphs.push(bytes === null ? { char: blank, bytes: encode(blank) } : { char: printable, bytes });
  }
  return { glyphs, replaced };
}

export function columnsOf(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((sum, glyph) => sum + glyph.bytes.length, 0);
}

const encode = (text: string): Buffer => iconv.encode(text, 'gb18030');

/** Null for lone surrogates, private-use characters (blank in a printer's font) and everything that needs four bytes. */
function twoByteCode(char: string): Buffer | null {
  if (/[\p{Cs}\p{Co}]/u.test(char)) return null;
  const bytes = encode(char);
  return bytes.length <= 2 ? bytes : null;
}
