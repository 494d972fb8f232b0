// Frames of resident ID readers (SAM modules on a serial line). Five open implementations agree on them, among them
// readidentifiercardinfoutil.cpp (Qt) and Johann356/readinfo PCSCGetData.cpp:
// request AA AA AA 96 69 | length, 2 bytes, high first | CMD PARA [data] | XOR; reply the same with SW1 SW2 SW3 in front.

const head = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
const bodyAt = head.length + 2;
/** Three status bytes and the check byte. */
const shortest = 4;
/** Text, photo and fingerprints together, the longest reply of the tables. */
const longest = 0x090a;

/** Over the two length bytes and everything after them; with the check byte among them the outcome is 0. */
function xorOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}

function request(...body: readonly number[]): Uint8Array {
  const counted = Uint8Array.of(0, body.length + 1, ...body);
  return Uint8Array.of(...head, ...counted, xorOf(counted));
}

/** What this driver ever asks of a module. Fingerprints and addresses are never asked for: nobody here may have them. */
export const samRequests = {
  status: request(0x11, 0xff),
  find: request(0x20, 0x01),
  select: request(0x20, 0x02),
  read: request(0x30, 0x01),
} as const;

export interface SamReply {
  /** SW3: 0x90 done, 0x9f found, 0x80 no card, 0x81 not selected, 0x41 not read, 0x60 self-test failed. */
  readonly code: number;
  /** What follows the status bytes; a copy that its taker may wipe. */
  readonly data: Uint8Array;
}

/**
 * Finds replies in a stream of bytes. Whatever is no reply with a right length and a right check byte is passed over byte by byte,
 * so that a cut frame or noise can hide none that comes whole after it. Holds at most one frame.
 */
export class SamReader {
  readonly #buffer = new Uint8Array(bodyAt + longest);
  #held = 0;

  /** Bytes kept of a frame not yet whole. */
  get held(): number {
    return this.#held;
  }

  push(bytes: Uint8Array): SamReply[] {
    const replies: SamReply[] = [];
    for (const byte of bytes) {
      this.#buffer[this.#held] = byte;
      this.#held += 1;
      for (let reply = this.#step(); reply !== 'wants-more'; reply = this.#step()) if (reply !== 'passed-over') replies.push(reply);
    }
    return replies;
  }

  /** Forgets a half frame: what comes next answers another question. Also wipes it, because it may be half a card. */
  reset(): void {
    this.#buffer.fill(0);
    this.#held = 0;
  }

  #step(): SamReply | 'passed-over' | 'wants-more' {
    const begins = this.#headAt(0);
    if (this.#held === 0 || (begins && this.#held < bodyAt)) return 'wants-more';
    const length = ((this.#buffer[head.length] ?? 0) << 8) | (this.#buffer[head.length + 1] ?? 0);
    if (!begins || length < shortest || length > longest) return this.#passOver();
    const end = bodyAt + length;
    if (this.#held < end) return 'wants-more';
    if (xorOf(this.#buffer.subarray(head.length, end)) !== 0) return this.#passOver();
    const reply = { code: this.#buffer[bodyAt + 2] ?? 0, data: this.#buffer.slice(bodyAt + 3, end - 1) };
    this.#drop(end);
    return reply;
  }

  /** On to the next place where a frame may begin. */
  #passOver(): 'passed-over' {
    let next = 1;
    while (next < this.#held && !this.#headAt(next)) next += 1;
    this.#drop(next);
    return 'passed-over';
  }

  /** Whether as much of a head as there is stands at this place. */
  #headAt(at: number): boolean {
    return head.every((byte, index) => at + index >= this.#held || this.#buffer[at + index] === byte);
  }

  #drop(count: number): void {
    this.#buffer.copyWithin(0, count, this.#held);
    this.#buffer.fill(0, this.#held - count, this.#held);
    this.#held -= count;
  }
}
