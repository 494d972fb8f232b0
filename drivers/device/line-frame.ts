/** What a device said to a frame: taken, or refused for a reason of its own numbering. */
export type LineAnswer = { readonly kind: 'ack' } | { readonly kind: 'nack'; readonly code: number };
/** Fed every byte heard since the frame was begun; the answer as soon as it is whole, null before. */
export type AnswerListener = (bytes: Uint8Array) => LineAnswer | null;

/** Bytes for one device on a line that others may share. */
export interface LineFrame {
  readonly bytes: Uint8Array;
  /** Makes a fresh listener for each time the frame is sent; null where the device does not answer. */
  readonly answer: (() => AnswerListener) | null;
  /** How long the device may think before it answers, beyond what the line needs for the bytes. */
  readonly replyMs: number;
}
