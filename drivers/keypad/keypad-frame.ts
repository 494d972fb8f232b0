import { checkBytes, checkSize } from './checksums.ts';
import type { KeyName } from './key-names.ts';
import type { KeypadProfile, Token } from './keypad-profile.ts';
import { longestFrame } from './keypad-profile.ts';

/** A frame with a right checksum. `key` is null for a code that the profile has no name for, such as "none pressed". */
export interface KeyFrame { readonly address: number; readonly key: KeyName | null }

/** Finds a keypad's frames in a stream of bytes; what is none is passed over byte by byte. Holds at most one frame. */
export class KeyReader {
  readonly #profile: KeypadProfile;
  readonly #shortest: number;
  #held: number[] = [];

  constructor(profile: KeypadProfile) {
    this.#profile = profile;
    const { header, addressAt, keyAt, checksum, trailer } = profile;
    this.#shortest = Math.max(header.length, addressAt + 1, keyAt + 1) + checkSize(checksum.kind) + trailer.length;
  }

  /** Bytes kept of a frame not yet whole. */
  get held(): number {
    return this.#held.length;
  }

  push(bytes: Uint8Array): KeyFrame[] {
    const frames: KeyFrame[] = [];
    for (const byte of bytes) {
      this.#held.push(byte);
      for (let frame = this.#step(); frame !== 'wants-more'; frame = this.#step()) if (frame !== 'passed-over') frames.push(frame);
    }
    return frames;
  }

  /** The line fell silent: no frame pauses in its middle. */
  reset(): void {
    this.#held = [];
  }

  #step(): KeyFrame | 'passed-over' | 'wants-more' {
    if (this.#held.length === 0) return 'wants-more';
    if (!this.#profile.header.every((byte, at) => byte === null || at >= this.#held.length || this.#held[at] === byte)) return this.#passOver();
    const size = this.#size();
    if (size === null) return 'wants-more';
    if (size < this.#shortest || size > longestFrame) return this.#passOver();
    if (this.#held.length < size) return 'wants-more';
    const frame = Uint8Array.from(this.#held.slice(0, size));
    if (!endsRight(this.#profile, frame)) return this.#passOver();
    this.#held.splice(0, size);
    return { address: frame[this.#profile.addressAt] ?? 0, key: this.#profile.keys.get(frame[this.#profile.keyAt] ?? 0) ?? null };
  }

  /** Null while the bytes that say it have not come; 0 where the two that should be the same are not. */
  #size(): number | null {
    const { length } = this.#profile;
    if ('total' in length) return length.total;
    const said = this.#held[length.at];
    const again = this.#held[length.again ?? length.at];
    if (said === undefined || again === undefined) return null;
    return said === again ? said + length.plus : 0;
  }

  #passOver(): 'passed-over' {
    this.#held.shift();
    return 'passed-over';
  }
}

function endsRight(profile: KeypadProfile, frame: Uint8Array): boolean {
  const { checksum, trailer } = profile;
  const checkAt = frame.length - trailer.length - checkSize(checksum.kind);
  const tail = [...checkBytes(checksum.kind, frame.subarray(checksum.from, checkAt)), ...trailer];
  return tail.every((byte, at) => frame[checkAt + at] === byte);
}

/** The frame that asks one keypad; null where keypads speak by themselves. */
export function pollFrame(profile: KeypadProfile, address: number): Uint8Array | null {
  return profile.poll === null ? null : fill(profile, profile.poll.frame, address, '');
}

/** The frame that puts a text on a keypad's own display; null where it has none. */
export function displayFrame(profile: KeypadProfile, address: number, shows: string): Uint8Array | null {
  return profile.display === null ? null : fill(profile, profile.display, address, shows);
}

function fill(profile: KeypadProfile, tokens: readonly Token[], address: number, shows: string): Uint8Array {
  const bytes: number[] = [];
  const number = numberIn(shows);
  for (const token of tokens) {
    if (typeof token === 'number') bytes.push(token);
    else if (token === 'addr') bytes.push(address);
    else if (token === 'hi') bytes.push(number >> 8);
    else if (token === 'lo') bytes.push(number & 0xff);
    else if (token === 'check') bytes.push(...checkBytes(profile.checksum.kind, Uint8Array.from(bytes.slice(profile.checksum.from))));
    else bytes.push(...Buffer.from(shows.replaceAll(/[^ -~]/gu, '').slice(-token.text).padStart(token.text), 'latin1'));
  }
  return Uint8Array.from(bytes);
}

/** The last four digits of a number such as A012: no such display has more. Nothing is 0. */
function numberIn(shows: string): number {
  return Number(shows.replaceAll(/\D/gu, '').slice(-4));
}
