import iconv from 'iconv-lite';
import type { TicketFont } from './ticket-font.ts';

/** Printed in place of a character that neither the printer's own font nor ours holds. */
const blank = '〓';

export interface Glyph {
  readonly char: string;
  /** GB18030 in one or two bytes; also the columns it takes. */
  readonly bytes: Buffer;
  /** True where the printer's font lacks it: its row is drawn, and the bytes only say how wide it is. */
  readonly drawn: boolean;
  /** True where a word joiner stood before it: no row begins with it. */
  readonly glued: boolean;
}
/** What a printer's own font holds: the two-byte part of GB18030 (GBK and a little more), or GB2312 only. */
export type OwnFont = 'gb18030' | 'gb2312';
export interface Fonts {
  readonly own: OwnFont;
  /** Asked for only when a character is missing in the printer's own. */
  readonly drawn: () => TicketFont;
}

export interface Glyphs {
  readonly glyphs: readonly Glyph[];
  /** Characters that became 〓, in order. */
  readonly replaced: readonly string[];
}

/**
 * Characters as a Chinese ticket printer takes them. Its font holds the two-byte areas of GB18030 at most (SP91 manual),
 * and a four-byte code would come out as several wrong characters, so those are drawn where our font has them and replaced where it
 * has not. Control characters never pass: text from outside must not be able to steer the printer.
 */
export function toGlyphs(text: string, fonts: Fonts): Glyphs {
  const glyphs: Glyph[] = [];
  const replaced: string[] = [];
  let glued = false;
  for (const char of text) {
    glued ||= char === '\u2060';
    if (/\p{Default_Ignorable_Code_Point}/u.test(char)) continue;
    const printable = standIn(char, fonts.own);
    const cast = ownCast(printable, fonts.own) ?? drawnCast(printable, fonts.drawn());
    if (cast === null) replaced.push(char);
    glyphs.push({ ...(cast ?? { char: blank, bytes: encode(blank), drawn: false }), glued });
    glued = false;
  }
  return { glyphs, replaced };
}

export function columnsOf(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((sum, glyph) => sum + glyph.bytes.length, 0);
}

const encode = (text: string): Buffer => iconv.encode(text, 'gb18030');

type Cast = Omit<Glyph, 'glued'>;

/** GB2312 lacks the dash that every time range has: a hyphen reads as well, and the row need not be drawn. */
function standIn(char: string, font: OwnFont): string {
  if (/\p{Cc}/u.test(char)) return ' ';
  return char === '–' && font === 'gb2312' ? '-' : char;
}

/** Null for lone surrogates, private-use characters (blank in a printer's font) and everything beyond its font. */
function ownCast(char: string, font: OwnFont): Cast | null {
  if (/[\p{Cs}\p{Co}]/u.test(char)) return null;
  const bytes = encode(char);
  return bytes.length === 1 || (bytes.length === 2 && (font === 'gb18030' || isGb2312(bytes))) ? { char, bytes, drawn: false } : null;
}

/** GB2312 is the part of GB18030 whose two bytes both lie in the upper half, rows 01 to 87. */
function isGb2312(bytes: Buffer): boolean {
  const [row = 0, cell = 0] = bytes;
  return row >= 0xa1 && row <= 0xf7 && cell >= 0xa1;
}

function drawnCast(char: string, font: TicketFont): Cast | null {
  const dots = font.find(char);
  return dots === null ? null : { char, bytes: encode(dots.width === 8 ? '?' : blank), drawn: true };
}
