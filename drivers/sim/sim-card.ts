/** Letters of card types as they stand in the text block. */
export type CardLetter = ' ' | 'J' | 'I' | 'Y';

/** A card to lay on a simulated reader; invented people only. */
export interface SimCard {
  /** Any other letter makes a card that nobody knows. */
  readonly letter: string;
  readonly name: string;
  readonly number: string;
  /** YYYYMMDD. */
  readonly birth: string;
  /** What else stands on it, by its place in the text block: nothing that a driver may look at. */
  readonly more?: readonly (readonly [at: number, text: string])[];
}

const resident = { name: 0, birth: 36, number: 122 };
// After PCSCGetData.h of Johann356/readinfo; foreigners' cards of 2023 carry the Chinese name in front as residents' do.
const places: Readonly<Record<string, { readonly name: number; readonly birth: number; readonly number: number }>> = { I: { name: 158, birth: 220, number: 122 } };

/** Text block and an empty photo, with the two length fields in front: the data of a reply to "read card". */
export function simCardData(card: SimCard): Uint8Array {
  const block = Buffer.alloc(256, ' ', 'utf16le');
  const at = places[card.letter] ?? resident;
  block.write(card.name, at.name, 'utf16le');
  block.write(card.birth, at.birth, 'utf16le');
  block.write(card.number, at.number, 'utf16le');
  for (const [place, text] of card.more ?? []) block.write(text, place, 'utf16le');
  block.write(card.letter, 248, 'utf16le');
  return Uint8Array.from([1, 0, 4, 0, ...block, ...new Uint8Array(1_024)]);
}

/** Somebody for each kind of card, for buttons on the simulator's page. */
export const inventedCards: Readonly<Record<CardLetter, SimCard>> = {
  ' ': {
    letter: ' ', name: '张三', number: '11010119900307109X', birth: '19900307',
    more: [[30, '1'], [32, '01'], [52, '北京市东城区示例胡同1号'], [158, '北京市公安局东城分局'], [188, '20160101'], [204, '20360101']],
  },
  J: { letter: 'J', name: '陈小文', number: '810000199408230021', birth: '19940823' },
  I: { letter: 'I', name: '安妮', number: 'USA110088010101', birth: '19880101' },
  Y: { letter: 'Y', name: '安妮', number: '911001198801010014', birth: '19880101' },
};
