/** Longest code taken: a QR code of a health or social-security card is far below. What is longer is noise, or two devices on one line. */
export const longestCode = 1_024;

const cr = 0x0d;
const lf = 0x0a;

/** Cuts a scanner's bytes into codes at CR or LF. Holds at most one code; of a longer one nothing is kept, to its end. */
export class CodeSplitter {
  readonly #buffer = new Uint8Array(longestCode);
  #held = 0;
  #tooLong = false;

  /** Bytes kept of a code not yet ended. */
  get held(): number {
    return this.#held;
  }

  push(bytes: Uint8Array): string[] {
    const codes: string[] = [];
    for (const byte of bytes) {
      if (byte === cr || byte === lf) codes.push(...this.end());
      else this.#take(byte);
    }
    return codes;
  }

  /** The line fell silent, which ends a code of a scanner that sends no suffix. None or one. */
  end(): string[] {
    const text = this.#tooLong ? null : textOf(this.#buffer.subarray(0, this.#held));
    this.#buffer.fill(0);
    this.#held = 0;
    this.#tooLong = false;
    return text === null ? [] : [text];
  }

  #take(byte: number): void {
    if (this.#held === longestCode) this.#tooLong = true;
    if (this.#tooLong) return;
    this.#buffer[this.#held] = byte;
    this.#held += 1;
  }
}

/**
 * UTF-8 where the bytes are so, else GB18030, which Chinese scanners send. Null for nothing and for noise. Few hanzi alone may be
 * right in both (预约 in GB18030 is also ԤԼ in UTF-8), so a scanner that can be set to UTF-8 should be.
 */
function textOf(bytes: Uint8Array): string | null {
  const text = (decode('utf-8', bytes) ?? decode('gb18030', bytes) ?? '').trim();
  return text === '' || /[\p{Cc}\p{Co}\p{Cn}\ufffd]/u.test(text) ? null : text;
}

function decode(encoding: 'utf-8' | 'gb18030', bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
