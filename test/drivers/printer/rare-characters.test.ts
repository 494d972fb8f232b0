import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawRow } from '../../../drivers/printer/draw-row.ts';
import { toGlyphs } from '../../../drivers/printer/gb18030-text.ts';
import { Raster } from '../../../drivers/printer/raster.ts';
import { ticketBytes } from '../../../drivers/printer/ticket-bytes.ts';
import { ticketFont } from '../../../drivers/printer/ticket-font.ts';
import { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import type { TicketLine } from '../../../drivers/sim/ticket-roll.ts';
import { HandClock } from '../hand-clock.ts';
import { paperWith, profileOf } from '../papers.ts';

const art = (bits: Uint8Array, rowBytes: number): string[] => {
  const rows = Array.from({ length: bits.length / rowBytes }, (_, y) => [...bits.subarray(y * rowBytes, (y + 1) * rowBytes)]);
  return rows.map((row) => row.map((byte) => byte.toString(2).padStart(8, '0')).join('').replaceAll('0', '.').replaceAll('1', '#'));
};
const glyphs = (text: string) => toGlyphs(text, { own: 'gb18030', drawn: ticketFont }).glyphs;

/** What the simulated printer puts on paper for a ticket's bytes. */
function printed(change: Parameters<typeof paperWith>[0], profile = 'generic-80'): readonly TicketLine[] {
  const ticket = ticketBytes(paperWith(change), profileOf(profile));
  if (!ticket.ok) throw new Error(ticket.reason);
  const sim = new SimPrinter({ profile: profileOf(profile), clock: new HandClock() });
  sim.receive(ticket.bytes);
  return [...sim.papers.flatMap((paper) => paper.lines), ...sim.hanging.lines];
}

describe('the font for rare characters', () => {
  it('knows 㛃 as Unifont draws it', () => {
    const dots = ticketFont().find('㛃');
    expect(dots?.width).toBe(16);
    expect(art(dots?.bits ?? new Uint8Array(), 2)).toEqual([
      '....#...........', '....#...........', '.#######.#####..', '....#.....#..#..', '..#####...#..#..', '....#.....#..#..',
      '.#######.#...#..', '....#....#.#.#..', '....#.#.#...#...', '......#.........', '###############.', '....#.....#.....',
      '...###...#......', '......###.......', '....##...###....', '.###........#...',
    ]);
  });

  it('has a shape for every hanzi of the basic plane and the names people asked for, and none for what is no character', () => {
    const font = ticketFont();
    const missing: string[] = [];
    for (const [first, last] of [[0x3400, 0x4dbf], [0x4e00, 0x9fff]] as const) {
      for (let code = first; code <= last; code += 1) if (font.find(String.fromCodePoint(code)) === null) missing.push(code.toString(16));
    }
    expect(missing).toEqual([]);
    expect([...'䶮㛃𬭎𬘓䌹𫍯ñ'].filter((char) => font.find(char)?.bits.some((byte) => byte !== 0) !== true)).toEqual([]);
    expect(['😀', '\u{e000}', '\u{2ffff}', '\ud800', ''].map((char) => font.find(char))).toEqual([null, null, null, null, null]);
  });
});

describe('a row with a rare character', () => {
  it('is a picture of the whole row, as high as a line and as wide as its text, and its neighbours stay text', () => {
    const lines = printed({ lines: ['姓名 *𬭎', '号票'] }).filter((line) => line.kind === 'raster' || (line.kind === 'text' && line.text === '号票'));
    expect(lines.map((line) => line.kind)).toEqual(['raster', 'text']);
    expect(lines[0]).toMatchObject({ rows: 32, widthBytes: Math.ceil((8 * 12) / 8), align: 'left' });
  });

  it('is centred and magnified like the text in its place, and no larger than the model can', () => {
    expect(printed({ heading: '𬭎' })[0]).toMatchObject({ kind: 'raster', rows: 32, widthBytes: 3, align: 'center' });
    expect(printed({ lines: ['𬭎'], large: true }).find((line) => line.kind === 'raster')).toMatchObject({ rows: 64, widthBytes: 3 });
    expect(printed({ number: '𬭎' }).find((line) => line.kind === 'raster')).toMatchObject({ rows: 128, widthBytes: 12 });
    expect(printed({ number: '𬭎' }, 'generic-58').find((line) => line.kind === 'raster')).toMatchObject({ rows: 64, widthBytes: 6 });
  });

  it('breaks where text breaks, and only the piece with the rare character is drawn', () => {
    const rows = printed({ lines: [`${'一'.repeat(24)}二𬭎三`] }).filter((line) => line.kind === 'raster' || (line.kind === 'text' && /一|二/.test(line.text)));
    expect(rows.map((row) => (row.kind === 'raster' ? row.widthBytes : row.kind))).toEqual(['text', 9]);
  });

  it('has strokes two dots wide wherever they stand, and open gaps', () => {
    const rows = art(drawRow(glyphs('㛃'), ticketFont(), 1, 1).bytes().subarray(8), 3).slice(4);
    // Row 2 of the glyph above: two strokes with a gap of one dot between them; row 10: one stroke; rows 10 and 11 apart by a full row.
    expect(rows[3]).toBe('.###########.########...');
    expect(rows.slice(14, 18).map((row) => row.slice(0, 5))).toEqual(['.....', '#####', '#####', '.....']);
    // Its upright on the left is two wide as well, where it stands on an even dot and, further down, on an odd one.
    expect(rows.slice(0, 2).map((row) => row.slice(5, 9))).toEqual(['.##.', '.##.']);
    expect(rows[17]?.slice(14, 18)).toBe('.##.');
  });
});

describe('a picture on the line', () => {
  it('never holds a real-time command, whatever it shows, and gains one dot at most where it would', () => {
    const seed = Date.now() & 0x7fffffff;
    const risky = fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x18, 0, 0xff), { minLength: 2, maxLength: 60 });
    fc.assert(fc.property(risky, fc.integer({ min: 1, max: 4 }), (bytes, rowBytes) => {
      const rows = Math.ceil(bytes.length / rowBytes);
      const raster = new Raster(rowBytes * 8, rows);
      bytes.forEach((byte, at) => {
        for (let bit = 0; bit < 8; bit += 1) if ((byte & (0x80 >> bit)) !== 0) raster.fill((at % rowBytes) * 8 + bit, Math.floor(at / rowBytes), 1, 1);
      });
      const sent = Buffer.from(raster.bytes());
      for (const second of [0x04, 0x05, 0x14]) expect(sent.includes(Buffer.of(0x10, second))).toBe(false);
      bytes.forEach((byte, at) => expect([byte, byte === 0x10 ? 0x18 : byte]).toContain(sent[8 + at]));
    }), { seed, numRuns: 500 });
  });

  it('holds none for hanzi from everywhere in the font', () => {
    for (let code = 0x3400; code <= 0x9fff; code += 13) {
      const sent = Buffer.from(drawRow(glyphs(`${String.fromCodePoint(code)}㛃`), ticketFont(), 1, 1).bytes());
      for (const second of [0x04, 0x05, 0x14]) if (sent.includes(Buffer.of(0x10, second))) throw new Error(`U+${code.toString(16)}`);
    }
  });
});
