import type { Command } from './escpos-lexer.ts';

export type Align = 'left' | 'center' | 'right';
/** What stands on a piece of paper, top to bottom. `width` and `height` are magnifications. */
export type TicketLine =
  | { readonly kind: 'text'; readonly text: string; readonly width: number; readonly height: number; readonly align: Align }
  | { readonly kind: 'qr'; readonly data: string; readonly module: number; readonly align: Align }
  | { readonly kind: 'raster'; readonly widthBytes: number; readonly rows: number; readonly bits: Uint8Array; readonly scale: 1 | 2; readonly align: Align }
  | { readonly kind: 'feed'; readonly lines: number };
/** `cut` is false for paper that still hangs in the printer or was torn off by hand. */
export interface Ticket { readonly lines: readonly TicketLine[]; readonly cut: boolean }

const aligns: readonly Align[] = ['left', 'center', 'right'];

/** The paper side of a printer: carries commands out on a roll, as wide as its columns. */
export class TicketRoll {
  readonly #columns: number;
  readonly #gb18030 = new TextDecoder('gb18030');
  #lines: TicketLine[] = [];
  #row = '';
  #rowColumns = 0;
  #width = 1;
  #height = 1;
  #align: Align = 'left';
  #qrModule = 3;
  #qrData = '';

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** The paper still in the printer. */
  get hanging(): readonly TicketLine[] {
    return this.#lines;
  }

  /** Carries one command out; the ticket if this command cut one off. */
  run(command: Command): Ticket | null {
    if (command.kind === 'text') this.#print(command.bytes, command.chinese);
    else if (command.kind === 'line-feed') this.#endRow(true);
    else if (command.kind === 'command') return this.#steer(command.name, command.data);
    return null;
  }

  /** Takes off what has been printed, by hand. */
  tear(): Ticket {
    const ticket: Ticket = { lines: this.#lines, cut: false };
    this.#lines = [];
    return ticket;
  }

  /** Power off: modes and the unprinted row are gone, printed paper stays. */
  reset(): void {
    this.#row = '';
    this.#rowColumns = 0;
    this.#width = 1;
    this.#height = 1;
    this.#align = 'left';
    this.#qrData = '';
  }

  #steer(name: string, data: Uint8Array): Ticket | null {
    const n = data[0] ?? 0;
    switch (name) {
      case 'ESC @': this.reset(); break;
      case 'ESC a': this.#align = aligns[n % 48] ?? this.#align; break;
      case 'ESC d': this.#feed(n); break;
      case 'GS !': this.#width = (n >> 4) + 1; this.#height = (n & 0x0f) + 1; break;
      case 'ESC !': case 'FS !': this.#mode(name, n); break;
      case 'FS W': this.#width = this.#height = (n & 1) + 1; break;
      case 'GS (': this.#qr(data); break;
      case 'GS v': this.#raster(data); break;
      case 'GS V': return this.#cut(data);
    }
    return null;
  }

  #mode(name: string, n: number): void {
    const [wide, tall] = name === 'ESC !' ? [0x20, 0x10] : [0x04, 0x08];
    this.#width = (n & wide) === 0 ? 1 : 2;
    this.#height = (n & tall) === 0 ? 1 : 2;
  }

  #print(bytes: Uint8Array, chinese: boolean): void {
    const lost = chinese && bytes.length === 1 && (bytes[0] ?? 0) >= 0x80;
    const text = lost ? '\u25a1' : chinese ? this.#gb18030.decode(bytes) : String.fromCharCode(...bytes);
    const columns = bytes.length * this.#width;
    if (this.#rowColumns + columns > this.#columns) this.#endRow(false);
    this.#row += text;
    this.#rowColumns += columns;
  }

  /** An empty row is paper all the same; a row ended by another command is not. */
  #endRow(evenEmpty: boolean): void {
    if (this.#row !== '') this.#lines.push({ kind: 'text', text: this.#row, width: this.#width, height: this.#height, align: this.#align });
    else if (evenEmpty && this.#lines.at(-1)?.kind !== 'qr') this.#lines.push({ kind: 'feed', lines: 1 });
    this.#row = '';
    this.#rowColumns = 0;
  }

  #feed(lines: number): void {
    this.#endRow(false);
    if (lines > 0) this.#lines.push({ kind: 'feed', lines });
  }

  /** GS ( k: cn 49 is QR; fn 67 sets the module, 80 stores, 81 prints. */
  #qr(data: Uint8Array): void {
    const [letter, , , kind, fn] = data;
    if (letter !== 0x6b || kind !== 49) return;
    if (fn === 67) this.#qrModule = data[5] ?? this.#qrModule;
    if (fn === 80) this.#qrData = new TextDecoder().decode(data.slice(6));
    if (fn !== 81 || this.#qrData === '') return;
    this.#endRow(false);
    this.#lines.push({ kind: 'qr', data: this.#qrData, module: this.#qrModule, align: this.#align });
  }

  #raster(data: Uint8Array): void {
    const [, mode = 0, xL = 0, xH = 0, yL = 0, yH = 0] = data;
    this.#endRow(false);
    this.#lines.push({ kind: 'raster', widthBytes: xL + xH * 256, rows: yL + yH * 256, bits: data.slice(6), scale: mode % 48 === 3 ? 2 : 1, align: this.#align });
  }

  #cut(data: Uint8Array): Ticket {
    this.#feed(data.length > 1 ? 1 : 0);
    return { ...this.tear(), cut: true };
  }
}
