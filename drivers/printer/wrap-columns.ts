import type { Glyph } from './gb18030-text.ts';
import { columnsOf } from './gb18030-text.ts';

const mayNotBegin = new Set('，。、；：？！）》」』】〉,.;:?!)]}%');
const isWordPart = (glyph: Glyph): boolean => glyph.bytes.length === 1 && glyph.char !== ' ';

/**
 * Breaks a line so that no row is wider than `columns`. Latin words and what is glued together stay whole where they fit, other
 * hanzi break anywhere, and no row begins with a closing mark unless it is alone. An empty text gives one empty row.
 */
export function wrapColumns(glyphs: readonly Glyph[], columns: number): Glyph[][] {
  const rows: Glyph[][] = [];
  let row: Glyph[] = [];
  for (const piece of pieces(glyphs, columns)) {
    const space = piece.every((glyph) => glyph.char === ' ');
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

/** Words, glued stretches and single characters; a piece wider than a row is cut up. */
function pieces(glyphs: readonly Glyph[], columns: number): Glyph[][] {
  const result: Glyph[][] = [];
  for (const glyph of glyphs) {
    const last = result.at(-1);
    const fits = last !== undefined && columnsOf(last) + glyph.bytes.length <= columns;
    if (fits && (glyph.glued || (isWordPart(glyph) && last.every(isWordPart)))) last.push(glyph);
    else result.push([glyph]);
  }
  return result;
}

/** A closing mark that falls over the edge takes the character before it along, or the stretch that is glued together there. */
function takeCarried(row: Glyph[], piece: readonly Glyph[], columns: number): Glyph[] {
  const first = piece[0];
  const from = row.findLastIndex((glyph) => !glyph.glued);
  const taken = row.slice(from);
  if (first === undefined || taken[0] === undefined || !mayNotBegin.has(first.char)) return [];
  if (from < 1 || (taken.length === 1 && isWordPart(taken[0])) || columnsOf(taken) + columnsOf(piece) > columns) return [];
  return row.splice(from);
}

function trimEnd(row: Glyph[]): Glyph[] {
  const end = row.findLastIndex((glyph) => glyph.char !== ' ');
  return row.slice(0, end + 1);
}
