/** Chance that a seed repeats: the same seed gives the same draws on every machine. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Time until the next of events that come independently of one another, on average every `mean`. */
  exponential(mean: number): number;
  /** Times as work takes them: rarely much shorter than usual, now and then much longer. Its mean is `mean`. */
  worktime(mean: number): number;
  /** Throws for an empty list. */
  pick<T>(list: readonly T[]): T;
}

const spread = 0.45;

/** Mulberry32, by Tommy Ettinger (public domain): 32 bits of state are plenty for one day of one hall. */
export const seededRandom = (seed: number): Random => {
  const box = { state: seed >>> 0 };
  const next = (): number => {
    box.state = (box.state + 0x6d2b79f5) >>> 0;
    let t = box.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    exponential: (mean) => -mean * Math.log(1 - next()),
    worktime: (mean) => mean * Math.exp(spread * normal() - spread ** 2 / 2),
    pick: (list) => {
      const chosen = list[Math.floor(next() * list.length)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
  };
};

/** A stream of its own for a part of the day, so that one part drawing more often doesn't change the others. */
export const streamOf = (seed: number, part: string): Random => {
  let hash = seed >>> 0;
  for (const char of part) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return seededRandom(hash);
};
