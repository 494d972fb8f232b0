import type { DeviceEntryAnswer } from '../../../contract/http-answers.ts';

export type WiredKind = DeviceEntryAnswer['entry']['kind'];
export const wiredKinds: readonly WiredKind[] = ['printer', 'board', 'keypad', 'reader'];

/** A device as the form has it: everything is text, as it was typed. `place`: the counter, zone or kiosk it belongs to. */
export interface DeviceDraft { readonly id: string; readonly kind: WiredKind; readonly zh: string; readonly en: string; readonly agent: string; readonly profile: string; readonly connection: string; readonly address: string; readonly place: string; readonly rollMetres: string }

/** Where a device of this kind stands. A board hangs over a counter or in a zone. */
const placesOf = { printer: [], board: ['counter', 'zone'], keypad: ['counter'], reader: ['kiosk'] } as const;
export type PlaceKind = 'counter' | 'zone' | 'kiosk';
export const placeKinds = (kind: WiredKind): readonly PlaceKind[] => placesOf[kind];

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
export const draftOf = (entry: DeviceEntryAnswer['entry']): DeviceDraft => {
  const place = placeKinds(entry.kind).find((kind) => entry[kind] !== undefined);
  return {
    id: entry.id, kind: entry.kind, zh: entry.name['zh-CN'], en: entry.name.en, agent: entry.agent, profile: entry.profile, connection: entry.connection,
    address: textOf(entry.address), place: place === undefined ? '' : `${place}:${textOf(entry[place])}`, rollMetres: textOf(entry.rollMetres),
  };
};
export const emptyDraft = (kind: WiredKind, agent: string, connection = ''): DeviceDraft => ({ id: '', kind, zh: '', en: '', agent, profile: '', connection, address: '', place: '', rollMetres: '' });

/** A port as it stands in a connection; the speed is that of most devices of the kind. */
export const connectionTo = (kind: 'serial' | 'printer' | 'keys', path: string): string => (kind === 'serial' ? `serial:${path}?baud=9600` : kind === 'printer' ? `file:${path}` : `input:${path}`);
export const kindAt = (port: 'serial' | 'printer' | 'keys'): WiredKind => (port === 'printer' ? 'printer' : port === 'keys' ? 'keypad' : 'board');

/** As the hall file has it; what the form does not show stays as it was. */
export const entryOf = (draft: DeviceDraft, before: DeviceEntryAnswer['entry'] | null): object => {
  const kept: Record<string, unknown> = { ...before };
  for (const shown of ['counter', 'zone', 'kiosk', 'address', 'rollMetres']) delete kept[shown];
  const [placeKind = '', ...place] = draft.place.split(':');
  const numbered = (name: string, typed: string): object => (typed.trim() === '' ? {} : { [name]: Number(typed) });
  return {
    ...kept, id: draft.id.trim(), kind: draft.kind, name: { 'zh-CN': draft.zh.trim(), en: draft.en.trim() }, agent: draft.agent, profile: draft.profile, connection: draft.connection.trim(),
    ...(draft.kind === 'board' || draft.kind === 'keypad' ? numbered('address', draft.address) : {}), ...(draft.kind === 'printer' ? numbered('rollMetres', draft.rollMetres) : {}),
    ...((placeKinds(draft.kind) as readonly string[]).includes(placeKind) ? { [placeKind]: place.join(':') } : {}),
  };
};
