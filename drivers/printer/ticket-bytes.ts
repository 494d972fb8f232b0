import { BreakLine, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { Paper, PaperBlock } from '../../contract/device-jobs.ts';
import { drawPicture } from './draw-picture.ts';
import { drawQr } from './draw-qr.ts';
import { drawRow } from './draw-row.ts';
import type { Fonts, Glyph } from './gb18030-text.ts';
import { columnsOf, toGlyphs } from './gb18030-text.ts';
import type { PrinterProfile } from './profiles.ts';
import { ticketFont } from './ticket-font.ts';
import { wrapColumns } from './wrap-columns.ts';

export type TicketBytes =
  /** `replaced` lists the characters that were printed as 〓, so that somebody can be told. */
  | { readonly ok: true; readonly bytes: Uint8Array; readonly replaced: readonly string[]; /** Of paper, from cut to cut; an estimate. */ readonly lengthMm: number }
  | { readonly ok: false; readonly reason: string };

const init = Buffer.of(0x1b, 0x40);

/** A QR code of version 40-L holds 2,953 bytes, but no ticket needs more than this and narrow paper cannot show more. */
const longestUrl = 300;

// 203 dpi. A row is 24 dots and 6 of white, as printers feed by themselves; before the cut four rows and what lies between head and knife.
const dotsPerMm = 8;
const rowDots = (height: number): number => 24 * height + 6;
/** An address of some 80 characters makes a code of version 5 or 6; with its caption's white it is about as high as this. */
const usualModules = 41;
const endDots = 4 * rowDots(1) + 15 * dotsPerMm;

/**
 * One ticket as ESC/POS bytes, from initialisation to cut.
 *
 * node-thermal-printer 4.6.1 is used only for what it does right: its own text path switches code pages at a rare character and
 * spoils the rest of the ticket, counts characters instead of columns and bytes, and has width and height swapped. So: no
 * character set, no interface, no line breaking; text goes in as GB18030 bytes and sizes as raw commands.
 */
export function ticketBytes(paper: Paper, profile: PrinterProfile): TicketBytes {
  // A spool may still hold what an older version understood.
  if (!Array.isArray(paper.blocks)) return { ok: false, reason: 'the paper has no blocks' };
  const sheet = new Sheet(profile);
  for (const block of paper.blocks) {
    const reason = put(sheet, block);
    if (reason !== null) return { ok: false, reason };
  }
  return { ok: true, bytes: sheet.finish(), replaced: sheet.replaced, lengthMm: Math.ceil(sheet.dots / dotsPerMm) };
}

/** Why it can't be printed, or null. */
function put(sheet: Sheet, block: PaperBlock): string | null {
  sheet.align(block.kind === 'text' ? block.align : block.kind === 'rule' ? 'left' : 'center');
  switch (block.kind) {
    case 'text': sheet.text(block.text, block.width, block.height); return null;
    case 'number': sheet.number(block.text); return null;
    case 'rule': sheet.rule(); return null;
    case 'picture': sheet.picture(block.png); return null;
    case 'qr': {
      if (!/^[\x21-\x7e]+$/.test(block.url)) return 'the QR address is empty or not plain ASCII';
      if (block.url.length > longestUrl) return `the QR address is longer than ${longestUrl} characters`;
      sheet.qr(block.url);
      sheet.text(block.caption);
      return null;
    }
  }
}

class Sheet {
  readonly replaced: string[] = [];
  /** Of paper used so far. */
  dots = endDots;
  readonly #printer: ThermalPrinter;
  readonly #profile: PrinterProfile;
  readonly #fonts: Fonts;
  #lastSize = 0;
  #side: 'left' | 'center' = 'left';

  constructor(profile: PrinterProfile) {
    this.#profile = profile;
    this.#fonts = { own: profile.font, drawn: ticketFont };
    this.#printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: '', width: profile.columns, breakLine: BreakLine.NONE });
    this.#printer.append(init);
    this.#chineseOn();
  }

  align(side: 'left' | 'center'): void {
    if (side === this.#side) return;
    this.#side = side;
    if (side === 'center') this.#printer.alignCenter();
    else this.#printer.alignLeft();
  }

  /** Width and height are magnifications, 1 being normal. An empty text prints nothing, so that absent parts cost no paper. */
  text(text: string, width = 1, height = 1): void {
    if (text === '') return;
    const [wide, tall] = [Math.min(width, this.#profile.maxSize), Math.min(height, this.#profile.maxSize)];
    this.#size(wide, tall);
    for (const line of text.split(/\r\n|\r|\n/)) {
      for (const row of wrapColumns(this.#glyphs(line), Math.floor(this.#profile.columns / wide))) this.#row(row, wide, tall);
    }
    this.#size(1, 1);
  }

  number(text: string): void {
    const columns = columnsOf(toGlyphs(text, this.#fonts).glyphs);
    const fits = Math.max(1, Math.floor(this.#profile.columns / Math.max(1, columns)));
    const size = Math.min(this.#profile.maxSize, fits);
    this.text(text, size, size);
  }

  rule(): void {
    this.text('-'.repeat(this.#profile.columns));
  }

  /** A ticket without its logo is better than none. */
  picture(png: string): void {
    const raster = drawPicture(png, this.#profile.dots);
    if (raster === null) return;
    this.dots += raster.height;
    this.#printer.append(Buffer.from(raster.bytes()));
  }

  qr(url: string): void {
    const { qr, qrModule } = this.#profile;
    this.dots += usualModules * qrModule;
    if (qr === 'picture') return void this.#printer.append(Buffer.from(drawQr(url, qrModule).bytes(true)));
    this.#printer.printQR(url, { cellSize: qrModule, correction: 'M', model: 2 });
    this.#printer.newLine();
  }

  finish(): Uint8Array {
    if (this.#profile.cutter) this.#printer.partialCut({ verticalTabAmount: 1 });
    else {
      this.#printer.printVerticalTab();
      this.#printer.append(init);
    }
    this.#chineseOn();
    return this.#printer.getBuffer();
  }

  /** FS &, because some models leave Chinese mode at ESC @; only at the start of a line, because on others it begins to count there. */
  #chineseOn(): void {
    this.#printer.append(Buffer.of(0x1c, 0x26));
  }

  /** GS !: the high nibble is the width (Birch BP-002 manual, p. 44). */
  #size(width: number, height: number): void {
    const n = ((width - 1) << 4) | (height - 1);
    if (n !== this.#lastSize) this.#printer.append(Buffer.of(0x1d, 0x21, n));
    this.#lastSize = n;
  }

  #glyphs(line: string): readonly Glyph[] {
    const { glyphs, replaced } = toGlyphs(line, this.#fonts);
    this.replaced.push(...replaced);
    return glyphs;
  }

  #row(row: readonly Glyph[], width: number, height: number): void {
    this.dots += rowDots(height);
    if (row.some((glyph) => glyph.drawn)) return void this.#printer.append(Buffer.from(drawRow(row, ticketFont(), width, height).bytes()));
    this.#printer.append(Buffer.concat(row.map((glyph) => glyph.bytes)));
    this.#printer.newLine();
  }
}
