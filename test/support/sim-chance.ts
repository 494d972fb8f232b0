/** Seeded chance (mulberry32): the same seed, the same day. */
export class Chance {
  private state: number;
  constructor(seed: number) { this.state = seed >>> 0; }

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    x = (x + Math.imul(x ^ (x >>> 7), x | 61)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  }
  is(share: number): boolean { return this.next() < share; }
  between(from: number, to: number): number { return from + this.next() * (to - from); }
  oneOf<T>(items: readonly T[]): T | undefined { return items[Math.floor(this.next() * items.length)]; }
  /** How many of something that comes `mean` times on average. */
  count(mean: number): number {
    let n = 0;
    let left = Math.exp(-mean);
    for (let u = this.next(); u > left; u *= this.next()) n += 1;
    return left > 0 ? n : Math.round(mean);
  }
  /** Lognormal round `mean`, with the spread that counter work has (its deviation about 0.6 of the mean). */
  around(mean: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return mean * Math.exp(0.55 * normal - 0.55 ** 2 / 2);
  }
}
