import { Chance } from './sim-chance.ts';

/** A stream of chance for one part of the day, so that one part drawing more often doesn't change the others. */
export const streamOf = (seed: number, part: string): Chance => {
  let hash = seed >>> 0;
  for (const char of part) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return new Chance(hash);
};

/** Time until the next of events that come independently of one another, on average every `mean`. */
export const exponential = (chance: Chance, mean: number): number => -mean * Math.log(1 - chance.next());

/** One of a list that is known to hold something; throws otherwise. */
export const pick = <T>(chance: Chance, list: readonly T[]): T => {
  const chosen = chance.oneOf(list);
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
};
