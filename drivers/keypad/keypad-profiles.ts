import type { KeypadProfile } from './keypad-profile.ts';
import { readKeypadProfile } from './read-profile.ts';

/**
 * The two formats that are published. 21-key callers (21键点阵液晶呼叫器通讯协议, max.book118.com 7033135055002126): the frame is as
 * published; that the checksum is the sum from the address on is taken from DL/T 645, whose shape it has, and command 01 and the key
 * codes are ours, because the public preview ends before them. Four-byte boards (musicexecdevelopment.com 8238227): ID, number, sum;
 * 05 03 E7 EF shows 999. Keys in that format are ours.
 */
export const publishedProfiles: readonly unknown[] = [
  {
    id: 'ff68-21-keys', header: 'FF 68 ?? ?? 68 ?? 01', length: { at: 2, again: 3, plus: 7 }, address: 5, key: 7,
    checksum: { kind: 'sum8', from: 5 }, trailer: '16',
    keys: {
      '00': '0', '01': '1', '02': '2', '03': '3', '04': '4', '05': '5', '06': '6', '07': '7', '08': '8', '09': '9',
      '0A': 'next', '0B': 'recall', '0C': 'start', '0D': 'finish', '0E': 'absent', '0F': 'hold', '10': 'pause', '11': 'undo', '12': 'enter', '13': 'clear',
    },
    display: 'FF 68 06 06 68 addr 02 text4 check 16',
  },
  {
    id: 'four-byte', header: '?? 00', length: { total: 4 }, address: 0, key: 2, checksum: { kind: 'sum8', from: 0 }, trailer: '',
    keys: { '01': 'next', '02': 'recall', '03': 'start', '04': 'finish', '05': 'absent', '06': 'hold', '07': 'pause', '08': 'undo' },
    display: 'addr hi lo check',
  },
  {
    id: 'four-byte-rating', header: '?? 00', length: { total: 4 }, address: 0, key: 2, checksum: { kind: 'sum8', from: 0 }, trailer: '',
    keys: { '01': 'rate-1', '02': 'rate-2', '03': 'rate-3', '04': 'rate-4', '05': 'rate-5' },
  },
];

export const keypadProfiles: ReadonlyMap<string, KeypadProfile> = new Map(publishedProfiles.flatMap((data) => {
  const read = readKeypadProfile(data);
  return read.ok ? [[read.profile.id, read.profile] as const] : [];
}));

/** A keypad of the view: of a shipped model, or of one that it brings. Null for neither. */
export function keypadProfileOf({ profile, model }: { readonly profile: string; readonly model?: unknown }): KeypadProfile | null {
  if (model === undefined) return keypadProfiles.get(profile) ?? null;
  const read = readKeypadProfile(model);
  return read.ok ? read.profile : null;
}
