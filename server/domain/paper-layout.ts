import type { PaperLayouts, PaperPart, PaperPartName } from './hall-config.ts';

/** The kinds of paper whose layout a hall may change. */
export type PaperKind = Exclude<keyof PaperLayouts, 'logo'>;

const anywhere = ['logo', 'hall', 'qr', 'printed', 'rule', 'space'] as const;
/** What each kind of paper can tell. */
export const partsOf: Readonly<Record<PaperKind, ReadonlySet<PaperPartName>>> = {
  ticket: new Set<PaperPartName>([...anywhere, 'number', 'service', 'ahead', 'range', 'where', 'zone', 'bring', 'issued', 'missed-call']),
  list: new Set<PaperPartName>([...anywhere, 'service', 'bring', 'facts', 'not-a-ticket']),
  missing: new Set<PaperPartName>([...anywhere, 'number', 'service', 'missing', 'facts', 'come-again']),
};

/** What may stand in braces in a text of the hall's own. A text is left out while one of its slots has no value. */
export const slotsOf: Readonly<Record<PaperKind, ReadonlySet<string>>> = {
  ticket: new Set(['hall', 'phone', 'time', 'number', 'service', 'ahead', 'low', 'high', 'counters', 'floor', 'zone']),
  list: new Set(['hall', 'phone', 'time', 'service']),
  missing: new Set(['hall', 'phone', 'time', 'number', 'service']),
};
export const slotsIn = (text: string): readonly string[] => [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);

const parts = (...names: readonly PaperPartName[]): readonly PaperPart[] => names.map((part) => ({ part }));
/** As shipped. */
export const usualLayouts: Readonly<Record<PaperKind, readonly PaperPart[]>> = {
  ticket: parts('hall', 'number', 'service', 'ahead', 'range', 'where', 'zone', 'qr', 'issued', 'missed-call'),
  list: parts('hall', 'service', 'bring', 'facts', 'qr', 'not-a-ticket', 'printed'),
  missing: parts('hall', 'service', 'missing', 'facts', 'qr', 'come-again', 'printed'),
};

/** Small print keeps its size where a visitor asked for large print. */
const smallParts: ReadonlySet<PaperPartName> = new Set(['hall', 'issued', 'missed-call', 'not-a-ticket', 'printed']);
export interface PartStyle { readonly align: 'left' | 'center'; readonly width: 1 | 2; readonly height: 1 | 2 }
export const styleOf = (part: PaperPart, large: boolean): PartStyle => {
  const size = part.size ?? (large && !(part.part !== undefined && smallParts.has(part.part)) ? 'tall' : 'normal');
  return { align: part.align ?? (part.part === 'hall' ? 'center' : 'left'), width: size === 'large' ? 2 : 1, height: size === 'normal' ? 1 : 2 };
};
