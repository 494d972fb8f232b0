import iconv from 'iconv-lite';

/** One character as a font card draws it. `half` is its width in halves of the font's height: 1 for Latin, 2 for hanzi. */
export interface BoardGlyph { readonly bytes: readonly number[]; readonly half: 1 | 2 }
export interface BoardText { readonly glyphs: readonly BoardGlyph[]; readonly replaced: readonly string[] }

/** Shown in place of a character that the card's font does not hold. */
const blank = '〓';
/** The card reads `\` as the start of a command and `[n1]` as a hint for its voice, and neither can be quoted: people see their wide twins. */
const twins: ReadonlyMap<string, string> = new Map([['\\', '＼'], ['[', '［'], [']', '］']]);

/** Rows of GB 2312-1980 that are not full, as first and last cell of each stretch; rows 16 to 87 but 55 are. GBK put other characters into the gaps. */
const partial: ReadonlyMap<number, readonly (readonly [number, number])[]> = new Map([
  [2, [[17, 66], [69, 78], [81, 92]]], [4, [[1, 83]]], [5, [[1, 86]]], [6, [[1, 24], [33, 56]]],
  [7, [[1, 33], [49, 81]]], [8, [[1, 26], [37, 73]]], [9, [[4, 79]]], [55, [[1, 89]]],
]);

/**
 * Cards carry a GB2312 or a GBK font, and nothing tells which. Only GB2312 is sent: a missing character would come out blank, and
 * the second byte of GBK's additions can be 5C, the `\` that starts a command. Control characters become spaces.
 */
export function toBoardText(text: string): BoardText {
  const glyphs: BoardGlyph[] = [];
  const replaced = new Set<string>();
  for (const char of text) {
    if (/\p{Default_Ignorable_Code_Point}/u.test(char)) continue;
    const known = glyphOf(twins.get(char) ?? (/\p{Cc}/u.test(char) ? ' ' : char));
    if (known === null) replaced.add(char);
    glyphs.push(known ?? { bytes: [...iconv.encode(blank, 'gbk')], half: 2 });
  }
  return { glyphs, replaced: [...replaced] };
}

function glyphOf(char: string): BoardGlyph | null {
  if (/^[\x20-\x7e]$/.test(char)) return { bytes: [char.charCodeAt(0)], half: 1 };
  const [high = 0, low = 0, ...more] = iconv.encode(char, 'gbk');
  return more.length === 0 && inGb2312(high - 0xa0, low - 0xa0) ? { bytes: [high, low], half: 2 } : null;
}

function inGb2312(row: number, cell: number): boolean {
  if (row < 1 || row > 87 || (row > 9 && row < 16) || cell < 1 || cell > 94) return false;
  return partial.get(row)?.some(([first, last]) => cell >= first && cell <= last) ?? true;
}
