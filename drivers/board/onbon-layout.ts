import type { BoardLine, BoardPicture } from '../../contract/device-jobs.ts';
import type { OnbonFont, OnbonProfile } from './board-profile.ts';
import type { BoardGlyph } from './gb2312-text.ts';
import { toBoardText } from './gb2312-text.ts';

/** Text of one area as the card reads it, with how it has to be shown. */
export interface OnbonText {
  readonly bytes: Uint8Array;
  readonly show: 'still' | 'pages' | 'scroll';
  readonly replaced: readonly string[];
  readonly cut: boolean;
}

interface Row { readonly glyphs: readonly BoardGlyph[]; readonly colour: BoardLine['colour'] }
type Page = readonly Row[];

const ascii = (text: string): readonly number[] => [...text].map((char) => char.charCodeAt(0));
const colours: Readonly<Record<BoardLine['colour'], string>> = { red: '\\C1', green: '\\C2', yellow: '\\C3' };
const newLine = '\\n';
const gap = '  ';

/**
 * The largest letters in which every page fits; else, in the smallest, more pages or one line that runs through. One area must
 * not mix heights (vendor's document, 11.1), so all pages are in the same letters.
 */
export function onbonText(pages: BoardPicture['pages'], profile: OnbonProfile, mostBytes: number): OnbonText {
  const texts = pages.filter((page) => page.length > 0).map((page) => page.map(({ text, colour }) => ({ ...toBoardText(text), colour })));
  const replaced = [...new Set(texts.flat().flatMap((text) => text.replaced))];
  const fitting = profile.fonts.find((font) => texts.every((page) => fits(page, font, profile)));
  const font = fitting ?? profile.fonts.at(-1) ?? { dots: 16, file: null };
  if (fitting === undefined && profile.overflow === 'scroll') {
    const { bytes, cut } = keep(texts.flat().map((row, at) => rowBytes(row, at === 0 ? '' : gap)), font, mostBytes);
    return { bytes, show: 'scroll', replaced, cut };
  }
  const shown = texts.flatMap((page) => broken(page, font, profile));
  const rows = Math.floor(profile.height / font.dots);
  const { bytes, cut } = keep(shown.map((page, at) => pageBytes(page, at, shown.length > 1 ? rows : page.length)), font, mostBytes);
  return { bytes, show: shown.length > 1 ? 'pages' : 'still', replaced, cut };
}

const widthOf = (glyphs: readonly BoardGlyph[], font: OnbonFont): number => glyphs.reduce((sum, glyph) => sum + (glyph.half * font.dots) / 2, 0);

function fits(page: Page, font: OnbonFont, profile: OnbonProfile): boolean {
  return page.length * font.dots <= profile.height && page.every((row) => widthOf(row.glyphs, font) <= profile.width);
}

/** The page as one or more that fit. */
function broken(page: Page, font: OnbonFont, profile: OnbonProfile): Page[] {
  const rows = page.flatMap((row) => fold(row.glyphs, font, profile.width).map((glyphs) => ({ glyphs, colour: row.colour })));
  const most = Math.max(1, Math.floor(profile.height / font.dots));
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, at) => rows.slice(at * most, (at + 1) * most));
}

/** Breaks between hanzi, and inside a number or word only when it is wider than the board. */
function fold(glyphs: readonly BoardGlyph[], font: OnbonFont, width: number): BoardGlyph[][] {
  const rows: BoardGlyph[][] = [[]];
  for (const word of wordsOf(glyphs)) {
    const row = rows.at(-1) ?? [];
    if (row.length > 0 && widthOf([...row, ...word], font) > width) rows.push([]);
    for (const glyph of word) {
      if (widthOf([...(rows.at(-1) ?? []), glyph], font) > width) rows.push([]);
      rows.at(-1)?.push(glyph);
    }
  }
  return rows;
}

function wordsOf(glyphs: readonly BoardGlyph[]): BoardGlyph[][] {
  const words: BoardGlyph[][] = [];
  const isLatin = (glyph: BoardGlyph | undefined): boolean => glyph?.half === 1 && glyph.bytes[0] !== 0x20;
  for (const glyph of glyphs) {
    const last = words.at(-1);
    if (last !== undefined && isLatin(glyph) && isLatin(last.at(-1))) last.push(glyph);
    else words.push([glyph]);
  }
  return words;
}

const rowBytes = (row: Row, before: string): readonly number[] => [...ascii(before + colours[row.colour]), ...row.glyphs.flatMap((glyph) => glyph.bytes)];

/** A page that is followed by others takes all its rows, or the next one would begin on it. */
function pageBytes(page: Page, at: number, rows: number): readonly number[] {
  const lines = page.map((row, line) => rowBytes(row, at === 0 && line === 0 ? '' : newLine));
  return [...lines.flat(), ...ascii(newLine.repeat(rows - page.length))];
}

/** As many whole pieces as there is room for: half a number would be a wrong one. */
function keep(pieces: readonly (readonly number[])[], font: OnbonFont, mostBytes: number): { bytes: Uint8Array; cut: boolean } {
  const head = font.file === null ? [] : ascii(`\\FO00${font.file}\\FE00${font.file}`);
  const kept: number[] = [...head];
  for (const piece of pieces) {
    if (kept.length + piece.length > mostBytes) return { bytes: Uint8Array.from(kept), cut: true };
    kept.push(...piece);
  }
  // A space, because nothing says that a card takes an area without text.
  return { bytes: Uint8Array.from(pieces.length === 0 ? [0x20] : kept), cut: false };
}
