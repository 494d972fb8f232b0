import type { OwnFont } from './gb18030-text.ts';

/** What differs between printer models. Hall files name a profile by its id. */
export interface PrinterProfile {
  readonly id: string;
  readonly paperMm: 58 | 80;
  /** Printable dots per line at 203 dpi. */
  readonly dots: number;
  /** Half-width characters per line in font A; a hanzi takes two. */
  readonly columns: number;
  /** Greatest character magnification that is safe to ask for, 1..8. */
  readonly maxSize: number;
  /** False where the cable or the model has no way back: a job can only be `sent`. */
  readonly answersStatus: boolean;
  /** False where paper is torn by hand. */
  readonly cutter: boolean;
  /** False where an open cover may be reported as paper end, as SNBC printers do in their factory setting. */
  readonly tellsCoverApart: boolean;
  /** True where it tells changes by itself once it is asked to (GS a). */
  readonly speaksUp: boolean;
  /** Which characters its own font holds; the others are drawn. */
  readonly font: OwnFont;
  /** GS ( k, or a picture for models that may not know it. */
  readonly qr: 'command' | 'picture';
  /** Dots per QR module, 1..8; even for a picture, which is sent at half its size. */
  readonly qrModule: number;
}

// Dots and columns are those common to 58 mm and 80 mm mechanisms (384 and 576 dots, 12 dots a character). Cheap 58 mm models
// know no size beyond double (Birch BP-002 manual, p. 44), so the narrow profile asks for no more.
const narrow = {
  paperMm: 58, dots: 384, columns: 32, maxSize: 2, cutter: false, answersStatus: true, tellsCoverApart: false, speaksUp: false,
  font: 'gb18030', qr: 'command', qrModule: 5,
} as const;
const wide = {
  paperMm: 80, dots: 576, columns: 48, maxSize: 4, cutter: true, answersStatus: true, tellsCoverApart: false, speaksUp: false,
  font: 'gb18030', qr: 'command', qrModule: 6,
} as const;

// Of SNBC, SPRT and Xprinter no manual with the whole command table was found: what none says they know is not asked of them, so QR
// codes are pictures, and only DLE EOT tells their condition.
const profiles: readonly PrinterProfile[] = [
  { id: 'generic-58', ...narrow },
  { id: 'generic-58-silent', ...narrow, answersStatus: false },
  { id: 'generic-80', ...wide },
  { id: 'generic-80-silent', ...wide, answersStatus: false },
  // Cover and paper have bits of their own in DLE EOT 2 (TM-U220A manual, p. 54, SRP-350, p. 8), and GS a makes it tell changes at
  // once (TM-T88III specification, p. 143).
  { id: 'epson-tm-80', ...wide, tellsCoverApart: true, speaksUp: true },
  // An open cover is reported as paper end and the font is GB18030 in the factory setting (BTP-M300 manual, p. 46, switches 8-5 and 2-3).
  { id: 'snbc-80', ...wide, qr: 'picture' },
  // The font holds the two-byte areas of GB18030 (SP91 manual, p. 66); Chinese mode counts from the next line on (POS76, p. 21).
  { id: 'sprt-80', ...wide, qr: 'picture' },
  { id: 'xprinter-80', ...wide, qr: 'picture' },
  // Nobody says how much its font holds beyond GB2312: what lies there is drawn.
  { id: 'xprinter-58', ...narrow, font: 'gb2312', qr: 'picture', qrModule: 4 },
];

export const printerProfiles: ReadonlyMap<string, PrinterProfile> = new Map(profiles.map((profile) => [profile.id, profile]));
