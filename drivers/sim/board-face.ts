import type { BoardLine } from '../../contract/device-jobs.ts';

/** What people see on a simulated board: pages of lines from top to bottom. */
export interface BoardFace {
  readonly on: boolean;
  /** 0 to 15. */
  readonly brightness: number;
  readonly pages: readonly (readonly BoardLine[])[];
  /** Height of the letters. */
  readonly dots: number;
}

/** The part of a simulated board that understands bytes. */
export interface BoardBrain {
  readonly face: BoardFace;
  /** What it would say to these bytes, if anything. */
  hear(bytes: Uint8Array): readonly Uint8Array[];
  /** Off and on: what lay in memory is gone. */
  restart(): void;
}

export const oneLine = (text: string, dots = 16): BoardFace => ({ on: true, brightness: 15, pages: [[{ text, colour: 'red' }]], dots });
