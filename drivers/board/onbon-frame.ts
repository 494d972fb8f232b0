import { crc16Arc } from '../device/crc16.ts';

/**
 * One frame of Onbon's BX-K protocol (font cards BX-5K, BX-6K), after the vendor's protocol document, version 1.4 of 2021-02-28.
 * Frames without check sum or with a bar code are not used here and count as damaged.
 */
export interface OnbonFrame {
  /** Screen number, 1 upwards; `broadcast` reaches all and is answered. */
  readonly to: number;
  readonly from: number;
  /** Three bytes without meaning that the vendor's examples do not always leave 0. */
  readonly reserved: number;
  /** Card family; 0xfe is any. */
  readonly device: number;
  readonly data: Uint8Array;
}

const start = 0xa5;
const end = 0x5a;
const headerLength = 14;
const version = 0x02;
/** The largest area is 1,024 bytes, its command some 40 more: what is longer is no frame. */
const longestFrame = 2_048;
// The vendor's own escapes: the first byte keeps a frame free of starts and ends, the second says which byte was meant.
const escaped: ReadonlyMap<number, readonly [number, number]> = new Map([[0xa5, [0xa6, 2]], [0xa6, [0xa6, 1]], [0x5a, [0x5b, 2]], [0x5b, [0x5b, 1]]]);

/** The vendor sends eight start bytes, its cards answer with nine. */
export function encodeOnbon(frame: OnbonFrame, starts = 8): Uint8Array {
  const { to, from, reserved, device, data } = frame;
  const low = (word: number): readonly [number, number] => [word & 0xff, word >> 8];
  const header = [...low(to), ...low(from), reserved & 0xff, (reserved >> 8) & 0xff, reserved >> 16, 0, 0, 0, device, version, ...low(data.length)];
  const plain = Uint8Array.of(...header, ...data);
  const inner = [...plain, ...low(crc16Arc(plain))].flatMap((byte) => escaped.get(byte) ?? [byte]);
  return Uint8Array.of(...new Array<number>(starts).fill(start), ...inner, end);
}

/** Finds frames in a stream of bytes that may be torn, doubled or noise. Damaged ones are passed over in silence: their sender asks again. */
export class OnbonParser {
  readonly #plain = new Uint8Array(longestFrame);
  #length = 0;
  #escape: number | null = null;
  #inside = false;

  push(bytes: Uint8Array): OnbonFrame[] {
    const frames: OnbonFrame[] = [];
    for (const byte of bytes) {
      const frame = this.#take(byte);
      if (frame !== null) frames.push(frame);
    }
    return frames;
  }

  #take(byte: number): OnbonFrame | null {
    if (byte === start) {
      // No frame holds a bare start byte, so wherever one comes a new frame begins.
      this.#inside = true;
      this.#length = 0;
      this.#escape = null;
    } else if (byte === end) {
      const whole = this.#inside && this.#escape === null;
      this.#inside = false;
      return whole ? frameOf(this.#plain.subarray(0, this.#length)) : null;
    } else if (this.#inside) this.#put(byte);
    return null;
  }

  #put(byte: number): void {
    if (this.#escape === null && (byte === 0xa6 || byte === 0x5b)) {
      this.#escape = byte;
      return;
    }
    const plain = this.#escape === null ? byte : meant(this.#escape, byte);
    this.#escape = null;
    if (plain === null || this.#length === longestFrame) this.#inside = false;
    else this.#plain[this.#length++] = plain;
  }
}

function meant(first: number, second: number): number | null {
  if (second === 1) return first;
  if (second === 2) return first === 0xa6 ? start : end;
  return null;
}

function frameOf(plain: Uint8Array): OnbonFrame | null {
  const at = (index: number): number => plain[index] ?? 0;
  const word = (index: number): number => at(index) | (at(index + 1) << 8);
  const length = plain.length - headerLength - 2;
  // Bytes 7, 8 and 9: no bar code, CRC-16, display mode 0.
  if (length < 0 || word(12) !== length || at(7) !== 0 || at(8) !== 0 || at(9) !== 0 || at(11) !== version) return null;
  if (crc16Arc(plain.subarray(0, -2)) !== word(plain.length - 2)) return null;
  return { to: word(0), from: word(2), reserved: at(4) | (at(5) << 8) | (at(6) << 16), device: at(10), data: plain.slice(headerLength, -2) };
}
