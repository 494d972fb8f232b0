import type { Glyph } from './gb18030-text.ts';
import { columnsOf } from './gb18030-text.ts';
import { Raster } from './raster.ts';
import type { Dots, TicketFont } from './ticket-font.ts';

/** Dots of a half-width character in a printer's font A, and of the white around a drawn row that makes it as high as a line. */
const cell = 12;
const margin = 4;
const glyphHeight = 24;

/** A row of text as a picture in the printer's measure, magnified like its text; characters the font lacks stay white. */
export function drawRow(row: readonly Glyph[], font: TicketFont, width: number, height: number): Raster {
  const raster = new Raster(columnsOf(row) * cell * width, (glyphHeight + 2 * margin) * height);
  let column = 0;
  for (const glyph of row) {
    const dots = font.find(glyph.char);
    // A character that the printer counts as wide but this font draws narrow stands in the middle.
    const inset = dots === null ? 0 : (glyph.bytes.length * cell - dots.width * 1.5) / 2;
    if (dots !== null) draw(dots, raster, { left: column * cell + inset, width, height });
    column += glyph.bytes.length;
  }
  return raster;
}

function draw(dots: Dots, raster: Raster, place: { readonly left: number; readonly width: number; readonly height: number }): void {
  for (let y = 0; y < glyphHeight; y += 1) {
    for (let x = 0; x < dots.width * 1.5; x += 1) {
      if (isBlack(dots, x, y)) raster.fill((place.left + x) * place.width, (margin + y) * place.height, place.width, place.height);
    }
  }
}

/**
 * 16 dots become 24: of three dots the middle one lies half on each of two, and is black when at least half of what it covers is.
 * So every stroke of one dot becomes two wide wherever it stands, and every gap stays open.
 */
function isBlack(dots: Dots, x: number, y: number): boolean {
  const [left, right] = under(x);
  const [top, bottom] = under(y);
  const black = [isSet(dots, left, top), isSet(dots, right, top), isSet(dots, left, bottom), isSet(dots, right, bottom)];
  return black.filter(Boolean).length >= 2;
}

/** The two coarse dots that a fine one lies on, or twice the same. */
function under(fine: number): readonly [number, number] {
  const first = Math.floor((fine * 2) / 3);
  return [first, fine % 3 === 1 ? first + 1 : first];
}

function isSet(dots: Dots, x: number, y: number): boolean {
  const byte = dots.bits[y * (dots.width / 8) + (x >> 3)] ?? 0;
  return (byte & (0x80 >> (x & 7))) !== 0;
}
