// The text block of a card, 256 bytes UTF-16LE padded with spaces: PCSCGetData.h of Johann356/readinfo. The layouts of J, I and Y
// rest on that one source.

export type CardType = 'resident' | 'permit' | 'foreigner';

/** All that is ever taken from a card. Name, sex, nation, address and photo are not read, so they can end up nowhere. */
export interface ReadCard {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly birth: string;
  readonly type: CardType;
}

/** `lengths`: the length fields do not fit the data; `type`: a kind of card nobody knows; `number`, `birth`: not to be one. */
export type CardFault = 'lengths' | 'type' | 'number' | 'birth';
export type CardReading = { readonly ok: true; readonly card: ReadCard } | { readonly ok: false; readonly fault: CardFault };

interface Layout { readonly type: CardType; readonly number: readonly [at: number, size: number]; readonly birthAt: number; readonly isNumber: (text: string) => boolean }

// I numbers are three letters and twelve digits; the ones of 2023 have 18 places as residents' do, whose check digit is not relied
// on here, because no published rule for it was at hand.
const layouts: ReadonlyMap<string, Layout> = new Map<string, Layout>([
  [' ', { type: 'resident', number: [122, 36], birthAt: 36, isNumber: hasRightCheckDigit }],
  ['J', { type: 'permit', number: [122, 36], birthAt: 36, isNumber: hasRightCheckDigit }],
  ['I', { type: 'foreigner', number: [122, 30], birthAt: 220, isNumber: (text) => /^[A-Z]{3}\d{12}$/.test(text) }],
  ['Y', { type: 'foreigner', number: [122, 36], birthAt: 36, isNumber: (text) => /^9\d{16}[\dX]$/.test(text) }],
]);
const typeAt = 248;
const blockSize = 256;

/** Reads the data of a reply to "read card": two length fields, high byte first, then text and photo. The photo is passed over. */
export function readCard(data: Uint8Array): CardReading {
  if (data.length < 4) return { ok: false, fault: 'lengths' };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const textSize = view.getUint16(0);
  const photoSize = view.getUint16(2);
  if (textSize < blockSize || data.length !== 4 + textSize + photoSize) return { ok: false, fault: 'lengths' };
  return readTextBlock(data.subarray(4, 4 + textSize));
}

function readTextBlock(block: Uint8Array): CardReading {
  const layout = layouts.get(characters(block, typeAt, 2));
  if (layout === undefined) return { ok: false, fault: 'type' };
  const number = characters(block, ...layout.number).trimEnd();
  if (!layout.isNumber(number)) return { ok: false, fault: 'number' };
  const birth = toDate(characters(block, layout.birthAt, 16));
  if (birth === null) return { ok: false, fault: 'birth' };
  return { ok: true, card: { number, birth, type: layout.type } };
}

const characters = (block: Uint8Array, at: number, size: number): string => new TextDecoder('utf-16le').decode(block.subarray(at, at + size));

/** Null where no such day is in the calendar. */
function toDate(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match === null) return null;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** GB 11643-1999: the eighteenth place is ISO 7064 MOD 11-2 over the seventeen digits before it. */
export function hasRightCheckDigit(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return '10X98765432'[sum % 11] === number[17];
}
