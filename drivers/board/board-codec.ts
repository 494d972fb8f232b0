import type { BoardPicture } from '../../contract/device-jobs.ts';

export type BoardAnswer = { readonly kind: 'ack' } | { readonly kind: 'nack'; readonly code: number };
/** Fed every byte heard since the frame was begun; the answer as soon as it is whole, null before. */
export type AnswerListener = (bytes: Uint8Array) => BoardAnswer | null;

export interface BoardFrame {
  readonly bytes: Uint8Array;
  /** Makes a fresh listener for each time the frame is sent; null where the family does not answer. */
  readonly answer: (() => AnswerListener) | null;
  /** How long the device may think before it answers, beyond what the line needs for the bytes. */
  readonly replyMs: number;
}

/** What a board is known to show; what may be lost, because nobody looked for a while, is null. */
export interface KnownPicture {
  readonly on: boolean;
  readonly brightness: number;
  readonly pages: BoardPicture['pages'] | null;
  readonly number: string | null;
}

export interface BoardChange {
  readonly frames: readonly BoardFrame[];
  /** Characters that the board has no font for, each once. */
  readonly replaced: readonly string[];
  /** The board has no room for all of it. */
  readonly cut: boolean;
}

/** One for each family of boards, made for one profile. Pure. */
export interface BoardCodec {
  /** The frames that lead from `known` (null: nothing known) to `wanted`, in order; none when nothing differs. */
  frames(wanted: BoardPicture, known: KnownPicture | null, address: number): BoardChange;
  /** A frame that only asks whether the board is there; null where the family can't be asked. */
  ping(address: number): BoardFrame | null;
}
