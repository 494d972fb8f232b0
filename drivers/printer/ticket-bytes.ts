import { BreakLine, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import type { Paper } from '../../contract/device-jobs.ts';
import { drawQr } from './draw-qr.ts';
import { drawRow } from './draw-row.ts';
import type { Fonts, Glyph } from './gb18030-text.ts';
import { columnsOf, toGlyphs } from './gb18030-text.ts';
import type { PrinterProfile } from './profiles.ts';
import { ticketFont } from './ticket-font.ts';
import { wrapColumns } from './wrap-columns.ts';

export type TicketBytes =
  /** `replaced` lists the characters that were printed as 〓, so that somebody can be told. */
  | { readonly ok: true; readonly bytes: Uint8Array; readonly replaced: readonly string[] }
  | { readonly ok: false; readonly reason: string };

const init = Buffer.of(0x1b, 0x40);

/** A QR code of version 40-L holds 2,953 bytes, but no ticket needs more than this and narrow paper cannot show more. */
const longestUrl = 300;

/**
 * One ticket as ESC/POS bytes, from initialisation to cut.
 *
 * node-thermal-printer 4.6.1 is used only for what it does right: its own text path switches code pages at a rare character and
 * spoils the rest of the ticket, counts characters instead of columns and bytes, and has width and height swapped. So: no
 * character set, no interface, no line breaking; text goes in as GB18030 bytes and sizes as raw commands.
 */
export function ticketBytes(paper: Paper, profile: PrinterProfile): TicketBytes {
  if (paper.qr !== null && !/^[\x21-\x7e]+$/.test(paper.qr.url)) return { ok: false, reason: 'the QR address is empty or not plain ASCII' };
  if (paper.qr !== null && paper.qr.url.length > longestUrl) return { ok: false, reason: `the QR address is longer than ${longestUrl} characters` };
  const sheet = new Sheet(profile);
  sheet.align('center');
  sheet.text(paper.heading);
  sheet.number(paper.number);
  sheet.align('left');
  for (const line of paper.lines) sheet.text(line, 1, paper.large ? 2 : 1);
  if (paper.qr !== null) {
    sheet.align('center');
    sheet.qr(paper.qr.url);
    sheet.text(paper.qr.caption);
    sheet.align('left');
  }
  for (const line of paper.small) sheet.text(line);
  return { ok: true, bytes: sheet.finish(), replaced: sheet.replaced };
}

class Sheet {
  readonly replaced: string[] = [];
  readonly #printer: ThermalPrinter;
  readonly #profile: PrinterProfile;
  readonly #fonts: Fonts;
  #lastSize = 0;

  constructor(profile: PrinterProfile) {
    this.#profile = profile;
    this.#fonts = { own: profile.font, drawn: ticketFont };
    this.#printer = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: '', width: profile.columns, breakLine: BreakLine.NONE });
    this.#printer.append(init);
    this.#chineseOn();
  }

  align(side: 'left' | 'center'): void {
    if (side === 'center') this.#printer.alignCenter();
    else this.#printer.alignLeft();
  }

  /** Width and height are magnifications, 1 being normal. An empty text prints nothing, so that absent parts cost no paper. */
  text(text: string, width = 1, height = 1): void {
    if (text === '') return;
    const tall = Math.min(height, this.#profile.maxSize);
    this.#size(width, tall);
    for (const line of text.split(/\r\n|\r|\n/)) {
      for (const row of wrapColumns(this.#glyphs(line), Math.floor(this.#profile.columns / width))) this.#row(row, width, tall);
    }
    this.#size(1, 1);
  }

  number(text: string): void {
    const columns = columnsOf(toGlyphs(text, this.#fonts).glyphs);
    const fits = Math.max(1, Math.floor(this.#profile.columns / Math.max(1, columns)));
    const size = Math.min(this.#profile.maxSize, fits);
    this.text(text, size, size);
  }

  qr(url: string): void {
    const { qr, qrModule } = this.#profile;
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
    if (row.some((glyph) => glyph.drawn)) return void this.#printer.append(Buffer.from(drawRow(row, ticketFont(), width, height).bytes()));
    this.#printer.append(Buffer.concat(row.map((glyph) => glyph.bytes)));
    this.#printer.newLine();
  }
}
