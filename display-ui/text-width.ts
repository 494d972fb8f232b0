/** Stands between two characters that stay on one line; it has no width. */
const joiner = '\u2060';
/** Keeps the day of `6月10日` in one piece. */
export const unbroken = (text: string): string => text.replace(/(\d+)月(\d+)日/g, `$1${joiner}月${joiner}$2${joiner}日`);

/** Widths in em of Noto Sans SC, near enough to choose a size or a page break without asking the browser. */
const widthOf = (character: string): number => {
  if (/[0-9]/.test(character)) return 0.555;
  if (/[MWmw]/.test(character)) return 0.86;
  if (/[A-Z]/.test(character)) return 0.65;
  if (/[fijlrt.,:;'!|()-]/.test(character)) return 0.36;
  if (character === ' ') return 0.23;
  if (character === joiner) return 0;
  return character < '\u0250' ? 0.57 : 1;
};

export const emsOf = (text: string): number => Array.from(text).reduce((sum, character) => sum + widthOf(character), 0);

/** The largest size ≤ `size` at which `text` fits into `width` on one line; both in the same unit. */
export const fit = (text: string, size: number, width: number): number => Math.min(size, width / Math.max(emsOf(text), 0.5));

/** Pieces a line may be broken between: words with their space, or single Chinese characters with the punctuation that must not begin a line. */
const pieces = (text: string): readonly string[] => text.match(/\d+\u2060月\u2060\d+\u2060日\s*|[\u0021-\u024f\u2010-\u2027]+\s*|[^\u0021-\u024f][，。、；：！？）》”’…]*|\s+/g) ?? [];

/** Cuts `text` into pages of at most `lines` lines of `width` em each; a page ends after a sentence where one ends in its second half. */
export const pagesOfText = (text: string, width: number, lines: number): readonly string[] => {
  const pages: string[] = [];
  let page = '';
  let used = 0;
  let line = 0;
  for (const piece of pieces(text.trim())) {
    const wide = emsOf(piece.replace(/\s+$/, ''));
    if (used + wide > width) {
      line += 1;
      used = 0;
    }
    if (line >= lines) {
      const sentence = Math.max(...['。', '；', '. ', '; '].map((end) => page.lastIndexOf(end)));
      const cut = sentence >= page.length / 2 ? sentence + 1 : page.length;
      pages.push(page.slice(0, cut).trim());
      page = page.slice(cut).replace(/^\s+/, '');
      const carried = emsOf(page);
      line = Math.floor(carried / width);
      used = carried % width;
    }
    page += piece;
    used += emsOf(piece);
  }
  return page.trim() === '' ? pages : [...pages, page.trim()];
};
