/** A picture of dots; true is black. */
export class Raster {
  readonly width: number;
  readonly height: number;
  readonly #bits: Uint8Array;
  readonly #rowBytes: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#rowBytes = Math.ceil(width / 8);
    this.#bits = new Uint8Array(this.#rowBytes * height);
  }

  /** Blackens a rectangle, which must lie inside. */
  fill(left: number, top: number, width: number, height: number): void {
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) {
        const at = y * this.#rowBytes + (x >> 3);
        this.#bits[at] = (this.#bits[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }

  /** GS v 0, printed at the start of a line and set by ESC a like text; doubled, each dot comes out two wide and two high. */
  bytes(doubled = false): Uint8Array {
    const rows = this.height;
    const head = [0x1d, 0x76, 0x30, doubled ? 3 : 0, this.#rowBytes & 0xff, this.#rowBytes >> 8, rows & 0xff, rows >> 8];
    return Uint8Array.from([...head, ...withoutRealTime(this.#bits)]);
  }
}

/** Second bytes that make a real-time command of DLE: status, recovery, pulse or power off. */
const realTime: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);

/**
 * Some printers look for real-time commands in everything they receive, pictures included (Maxim MOB-58 manual, p. 13; SRP-500, p. 23).
 * One more black dot beside the dot of DLE breaks such a pair, whatever the picture, and nobody sees it.
 */
function withoutRealTime(bits: Uint8Array): Uint8Array {
  return bits.map((byte, at) => (byte === 0x10 && realTime.has(bits[at + 1] ?? 0) ? 0x18 : byte));
}
