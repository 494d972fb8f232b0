/** Numbers that look random and are the same for the same seed; a test that uses them prints its seed. */
export interface Seeded { next(): number; below(n: number): number; pick<T>(from: readonly T[]): T; chance(share: number): boolean }

export const seeded = (seed: number): Seeded => {
  const state = { now: seed >>> 0 };
  const next = (): number => {
    state.now = (state.now + 0x6d2b79f5) >>> 0;
    const a = Math.imul(state.now ^ (state.now >>> 15), 1 | state.now);
    const b = (a + Math.imul(a ^ (a >>> 7), 61 | a)) ^ a;
    return ((b ^ (b >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    next, below,
    pick: (from) => {
      const one = from[below(from.length)];
      if (one === undefined) throw new Error('there is nothing to pick from');
      return one;
    },
    chance: (share) => next() < share,
  };
};
