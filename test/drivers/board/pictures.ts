import type { BoardLine, BoardPicture } from '../../../contract/device-jobs.ts';
import type { BoardProfile, OnbonProfile } from '../../../drivers/board/board-profile.ts';
import { boardProfiles } from '../../../drivers/board/board-profiles.ts';

export const hexOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
export const red = (text: string): BoardLine => ({ text, colour: 'red' });

export const pictureWith = (change: Partial<BoardPicture> = {}): BoardPicture =>
  ({ on: true, brightness: 8, pages: [[red('请A012号')]], number: 'A012', calls: ['leg-1'], newest: 7, ...change });

/** A strip over a counter. */
export const strip: OnbonProfile = {
  id: 'strip', family: 'onbon-k', width: 64, height: 16, card: 0xfe, units: 'pixel', fonts: [{ dots: 16, file: null }],
  commandBytes: 512, overflow: 'pages', stayHalfSeconds: 10, changeMs: 1_000, replyMs: 250,
};
/** A board of a zone. */
export const wall: OnbonProfile = { ...strip, id: 'wall', width: 128, height: 32, fonts: [{ dots: 32, file: 2 }, { dots: 16, file: 0 }], commandBytes: 1_024 };

export function boardProfile(id: string): BoardProfile {
  const profile = boardProfiles.get(id);
  if (profile === undefined) throw new Error(`no board profile ${id}`);
  return profile;
}
