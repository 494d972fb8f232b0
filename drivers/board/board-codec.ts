import type { BoardPicture } from '../../contract/device-jobs.ts';
import type { LineFrame } from '../device/line-frame.ts';

/** What a board is known to show; what may be lost, because nobody looked for a while, is null. */
export interface KnownPicture {
  readonly on: boolean;
  readonly brightness: number;
  readonly pages: BoardPicture['pages'] | null;
  readonly number: string | null;
}

export interface BoardChange {
  readonly frames: readonly LineFrame[];
  /** Characters that the board has no font for, each once. */
  readonly replaced: readonly string[];
  /** The board has no room for all of it. */
  readonly cut: boolean;
}

/** One for each family of boards, made for one profile. Pure. */
export interface BoardCodec {
  /** What a board needs between two pictures: one that comes sooner may be taken and not shown. */
  readonly changeMs: number;
  /** The frames that lead from `known` (null: nothing known) to `wanted`, in order; none when nothing differs. */
  frames(wanted: BoardPicture, known: KnownPicture | null, address: number): BoardChange;
  /** A frame that only asks whether the board is there; null where the family can't be asked. */
  ping(address: number): LineFrame | null;
}
