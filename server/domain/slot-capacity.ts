/** What one slot has to hold. Minutes; shares from 0 to 1; `walkIns` is how many people without an appointment come in the same time. */
export interface SlotWork {
  readonly counters: number;
  readonly slotMinutes: number;
  readonly meanMinutes: number;
  readonly sdMinutes: number;
  readonly showRate: number;
  readonly walkIns: number;
  /** The chance that a slot's work does not fit, above 0 and at most 0.5. */
  readonly risk: number;
}

const density = (z: number): number => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
/** The chance of a standard normal value below `z`, as a sum of falling terms (Abramowitz and Stegun, 26.2.11). */
const below = (z: number): number => {
  let term = z;
  let sum = z;
  for (let n = 3; Math.abs(term) > 1e-15 && n < 400; n += 2) {
    term *= z * z / n;
    sum += term;
  }
  return 0.5 + density(z) * sum;
};
/** The point that a standard normal value stays below with chance `p`, 0.5 ≤ p < 1, by Newton's steps. */
const normalPoint = (p: number): number => {
  let z = 0;
  for (let i = 0; i < 60; i += 1) {
    const step = (p - below(z)) / density(z);
    z += step;
    if (Math.abs(step) < 1e-12) break;
  }
  return z;
};

/** Mean and variance of the minutes of work that `booked` appointments and the walk-ins of a slot bring. */
const workOf = (work: SlotWork, booked: number): { readonly mean: number; readonly variance: number } => {
  const { showRate: p, walkIns, meanMinutes: m, sdMinutes: sd } = work;
  return {
    mean: (booked * p + walkIns) * m,
    variance: booked * (p * sd * sd + p * (1 - p) * m * m) + walkIns * (sd * sd + m * m),
  };
};

/** The most appointments of one slot, so that its work fits with the wanted certainty beside the walk-ins; 0 when the walk-ins alone fill it. */
export const slotCapacity = (work: SlotWork): number => {
  const room = work.counters * work.slotMinutes;
  const z = normalPoint(1 - work.risk);
  const fits = (booked: number): boolean => {
    const { mean, variance } = workOf(work, booked);
    return mean + z * Math.sqrt(variance) <= room;
  };
  if (!fits(1)) return 0;
  // Work grows with every appointment, so the limit is found by doubling and halving.
  let low = 1;
  let high = 2;
  while (fits(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
};
