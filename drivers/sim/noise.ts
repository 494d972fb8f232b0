/** Repeatable noise by Numerical Recipes' linear congruential generator: one byte for each byte that should have come. */
export class Noise {
  #now: number;

  constructor(seed: number) {
    this.#now = seed;
  }

  over(bytes: Uint8Array): Uint8Array {
    return bytes.map(() => {
      this.#now = (Math.imul(this.#now, 1_664_525) + 1_013_904_223) >>> 0;
      return this.#now >>> 24;
    });
  }
}
