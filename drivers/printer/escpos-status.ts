import type { DeviceFault } from '../../contract/device-jobs.ts';
import type { PrinterProfile } from './profiles.ts';

// Bit tables: Samsung/Bixolon SRP-350 manual p. 8-9, Citizen CT-S2000 p. 58, Epson TM-U220A p. 54 (DLE EOT); TM-T88III
// specification p. 143 (ASB). Answers are told apart on one stream by their fixed bits.

export type Question = 1 | 2 | 3 | 4;
export const realTimeRequest = (question: Question): Uint8Array => Uint8Array.of(0x10, 0x04, question);
/** Queued behind the data before it, so its answer says that the data has been printed. */
export const inLinePaperRequest = Uint8Array.of(0x1d, 0x72, 0x01);

/** From now on the printer tells by itself when it goes on or off line, has an error or wants paper. ESC @ may end it. */
export const autoStatusRequest = Uint8Array.of(0x1d, 0x61, 0x0e);

export type StatusEvent =
  | { readonly kind: 'real-time'; readonly byte: number }
  | { readonly kind: 'in-line'; readonly byte: number }
  | { readonly kind: 'auto'; readonly bytes: readonly [number, number, number, number] }
  | { readonly kind: 'noise'; readonly byte: number };

/** How a printer stands by its own words. */
export interface PrinterStatus { readonly fault: DeviceFault | null; readonly paperLow: boolean }

/** Sorts the bytes of one line into answers. XON and XOFF are swallowed, also between the bytes of an automatic status. */
export class StatusReader {
  #auto: number[] = [];

  push(byte: number): StatusEvent | null {
    const fixed = byte & 0x93;
    if (byte === 0x11 || byte === 0x13) return null;
    if (fixed === 0x10) {
      this.#auto = [byte];
      return null;
    }
    if ((byte & 0x90) === 0) return this.#plain(byte);
    this.#auto = [];
    return { kind: fixed === 0x12 ? 'real-time' : 'noise', byte };
  }

  /** Forgets a half-read automatic status, so that a stray byte cannot swallow the next answer. */
  reset(): void {
    this.#auto = [];
  }

  #plain(byte: number): StatusEvent | null {
    if (this.#auto.length === 0) return { kind: 'in-line', byte };
    this.#auto.push(byte);
    const [first, second, third, fourth] = this.#auto;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) return null;
    this.#auto = [];
    return { kind: 'auto', bytes: [first, second, third, fourth] };
  }
}

/** Answers to DLE EOT 1..4; 2 and 3 are missing on models that know only 1 and 4, or where nothing is wrong. */
export interface RealTimeAnswers { readonly n1: number; readonly n2?: number; readonly n3?: number; readonly n4: number }

export function isClean(n1: number, n4: number): boolean {
  return (n1 & 0x08) === 0 && (n4 & 0x20) === 0;
}

export function decodeRealTime(answers: RealTimeAnswers, profile: PrinterProfile): PrinterStatus {
  const { n1, n2 = 0, n3 = 0, n4 } = answers;
  const signs: Signs = {
    cover: (n2 & 0x04) !== 0,
    // Bit 6 of n = 4 is the presenter on some Citizen models, so paper end is read from bit 5 alone.
    paperEnd: (n4 & 0x20) !== 0 || (n2 & 0x20) !== 0,
    cutter: (n3 & 0x08) !== 0,
    hot: (n3 & 0x40) !== 0,
    error: (n3 & 0x24) !== 0 || (n2 & 0x40) !== 0,
    offline: (n1 & 0x08) !== 0,
  };
  return { fault: faultOf(signs, profile), paperLow: (n4 & 0x0c) !== 0 };
}

export function decodeAuto(bytes: readonly [number, number, number, number], profile: PrinterProfile): PrinterStatus {
  const [first, second, third] = bytes;
  const signs: Signs = {
    cover: (first & 0x20) !== 0,
    paperEnd: (third & 0x0c) !== 0,
    cutter: (second & 0x08) !== 0,
    hot: (second & 0x40) !== 0,
    error: (second & 0x24) !== 0,
    offline: (first & 0x08) !== 0,
  };
  return { fault: faultOf(signs, profile), paperLow: (third & 0x03) !== 0 };
}

interface Signs {
  readonly cover: boolean;
  readonly paperEnd: boolean;
  readonly cutter: boolean;
  readonly hot: boolean;
  readonly error: boolean;
  readonly offline: boolean;
}

/** The cause a person can mend comes first: "offline" only says that there is one. */
function faultOf(signs: Signs, profile: PrinterProfile): DeviceFault | null {
  if (signs.cover) return 'cover-open';
  if (signs.paperEnd) return profile.tellsCoverApart ? 'paper-out' : 'paper-out-or-cover';
  if (signs.cutter) return 'cutter';
  if (signs.hot) return 'overheated';
  if (signs.error) return 'printer-error';
  return signs.offline ? 'offline' : null;
}
