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
  /** Dots per QR module, 1..8. */
  readonly qrModule: number;
}

// Dots and columns are those common to 58 mm and 80 mm mechanisms (384 and 576 dots, 12 dots a character). Cheap 58 mm models
// know no size beyond double (Birch BP-002 manual, p. 44), so the narrow profile asks for no more.
const narrow = { paperMm: 58, dots: 384, columns: 32, maxSize: 2, cutter: false, tellsCoverApart: false, qrModule: 5 } as const;
const wide = { paperMm: 80, dots: 576, columns: 48, maxSize: 4, cutter: true, tellsCoverApart: false, qrModule: 6 } as const;

const profiles: readonly PrinterProfile[] = [
  { id: 'generic-58', ...narrow, answersStatus: true },
  { id: 'generic-58-silent', ...narrow, answersStatus: false },
  { id: 'generic-80', ...wide, answersStatus: true },
  { id: 'generic-80-silent', ...wide, answersStatus: false },
  // Cover and paper have bits of their own in DLE EOT 2 (Epson TM-T88 family and its close clones).
  { id: 'epson-tm-80', ...wide, answersStatus: true, tellsCoverApart: true },
];

export const printerProfiles: ReadonlyMap<string, PrinterProfile> = new Map(profiles.map((profile) => [profile.id, profile]));
