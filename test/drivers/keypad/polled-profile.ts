import type { KeypadProfile } from '../../../drivers/keypad/keypad-profile.ts';
import { keypadProfiles } from '../../../drivers/keypad/keypad-profiles.ts';
import { readKeypadProfile } from '../../../drivers/keypad/read-profile.ts';

/** An invented keypad that only speaks when asked: AA addr key 00 xor BB. */
export const polledData = {
  id: 'polled', header: 'AA ?? ?? 00', length: { total: 6 }, address: 1, key: 2, checksum: { kind: 'xor8', from: 1 }, trailer: 'BB',
  keys: { '01': 'next', '02': 'recall' }, poll: { frame: 'AA addr 70 check BB', everyMs: 100 }, display: 'AA addr 71 text4 check BB',
};

export function profileFrom(data: unknown): KeypadProfile {
  const read = readKeypadProfile(data);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.profile;
}

export function publishedProfile(id: string): KeypadProfile {
  const profile = keypadProfiles.get(id);
  if (profile === undefined) throw new Error(`there is no keypad profile ${id}`);
  return profile;
}
