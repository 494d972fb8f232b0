import type { ChecksumKind } from './checksums.ts';
import type { KeyName } from './key-names.ts';

/** One place of a frame that is sent: a byte, or what stands in for one. `check` is as long as the checksum. */
export type Token = number | 'addr' | 'check' | 'hi' | 'lo' | { readonly text: number };

/** How one model of keypad speaks, as read by readKeypadProfile. Offsets count from the first byte of a frame. */
export interface KeypadProfile {
  readonly id: string;
  /** Null stands for any byte. */
  readonly header: readonly (number | null)[];
  /** All frames are as long, or a byte says it: the whole frame is that byte's value `plus` more. `again`: where it stands twice. */
  readonly length: { readonly total: number } | { readonly at: number; readonly again: number | null; readonly plus: number };
  readonly addressAt: number;
  readonly keyAt: number;
  /** Over the bytes from `from` up to the check bytes, which stand right before the trailer. */
  readonly checksum: { readonly kind: ChecksumKind; readonly from: number };
  readonly trailer: readonly number[];
  readonly keys: ReadonlyMap<number, KeyName>;
  /** A keypad that only speaks when asked. It answers each time; a code that is no key says that none is pressed. */
  readonly poll: { readonly frame: readonly Token[]; readonly everyMs: number } | null;
  /** Brings a text to the keypad's own display. */
  readonly display: readonly Token[] | null;
}

/** No keypad needs a longer frame; what claims to be longer is noise. */
export const longestFrame = 64;
