/**
 * Growing delay after wrong PINs, codes and tokens, per name and per source: 1, 2, 4 … up to 300 s. The first three
 * tries are free, because people mistype. Good answers clear the name, so a busy hall is never slowed down.
 */
interface Tries { count: number; until: number }
const free = 3;
const longestMs = 300_000;
const mostKept = 10_000;
const forgetMs = 3_600_000;

export class AttemptLimit {
  private readonly tries = new Map<string, Tries>();

  /** Milliseconds until this name may try again; 0 when it may now. `now`: milliseconds of a clock that only moves on. */
  waitMs(names: readonly string[], now: number): number {
    return Math.max(0, ...names.map((name) => (this.tries.get(name)?.until ?? 0) - now));
  }

  failed(names: readonly string[], now: number): void {
    for (const name of names) {
      const count = (this.tries.get(name)?.count ?? 0) + 1;
      this.tries.delete(name);
      this.tries.set(name, { count, until: count <= free ? 0 : now + Math.min(longestMs, 1000 * 2 ** (count - free - 1)) });
    }
    for (const [name, entry] of this.tries) {
      if (this.tries.size <= mostKept && (entry.until === 0 || now - entry.until < forgetMs)) break;
      this.tries.delete(name);
    }
  }

  succeeded(names: readonly string[]): void {
    for (const name of names) this.tries.delete(name);
  }
}
