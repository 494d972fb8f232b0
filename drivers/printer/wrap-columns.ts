import type { Glyph } from './gb18030-text.ts';
import { columnsOf } from './gb18030-text.ts';

const mayNotBegin = new Set('，。、；：？！）》」』】〉,.;:?!)]}%');
const isWordPart = (glyph: Glyph): boolean => glyph.bytes.length === 1 && glyph.char !== ' ';

/**
 * Breaks a line so that no row is wider than `columns`. Latin words stay whole where they fit, hanzi break anywhere, and no row
 * begins with a closing mark unless it is alone. An empty text gives one empty row.
 */
export function wrapColumns(glyphs: readonly Glyph[], columns: number): Glyph[][] {
  const rows: Glyph[][] = [];
  let row: Glyph[] = [];
  for (const piece of pieces(glyphs, columns)) {
    const space = piece[0]?.char === ' ';
    if (columnsOf(row) + columnsOf(piece) <= columns) {
      if (!(space && row.length === 0 && rows.length > 0)) row.push(...piece);
      continue;
    }
    const carried = takeCarried(row, piece, columns);
    rows.push(trimEnd(row));
    row = space ? [] : [...carried, ...piece];
  }
  rows.push(trimEnd(row));
  return rows;
}

/** Words and single characters; a word wider than a row is cut up. */
function pieces(glyphs: readonly Glyph[], columns: number): Glyph[][] {
  const result: Glyph[][] = [];
  for (const glyph of glyphs) {
    const last = result.at(-1);
    const joins = last !== undefined && isWordPart(glyph) && last.every(isWordPart) && last.length < columns;
    if (joins) last.push(glyph);
    else result.push([glyph]);
  }
  return result;
}

/** A closing mark that falls over the edge takes the character before it along. */
function takeCarried(row: Glyph[], piece: readonly Glyph[], columns: number): Glyph[] {
  const first = piece[0];
  const last = row.at(-1);
  if (first === undefined || last === undefined || !mayNotBegin.has(first.char)) return [];
  if (row.length < 2 || isWordPart(last) || columnsOf(piece) + last.bytes.length > columns) return [];
  return row.splice(-1);
}

function trimEnd(row: Glyph[]): Glyph[] {
  const end = row.findLastIndex((glyph) => glyph.char !== ' ');
  return row.slice(0, end + 1);
}
