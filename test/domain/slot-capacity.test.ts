import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slotCapacity } from '../../server/domain/slot-capacity.ts';
import type { SlotWork } from '../../server/domain/slot-capacity.ts';

const hall: SlotWork = { counters: 20, slotMinutes: 30, meanMinutes: 10, sdMinutes: 8, showRate: 0.85, walkIns: 25, risk: 0.1 };

test('20 counters and half an hour hold 29 appointments beside 25 walk-ins, and 25 when everybody comes', () => {
  expect(slotCapacity(hall)).toBe(29);
  expect(slotCapacity({ ...hall, showRate: 1 })).toBe(25);
});

test('no appointment where the walk-ins fill the slot', () => {
  expect(slotCapacity({ ...hall, walkIns: 60 })).toBe(0);
  expect(slotCapacity({ ...hall, counters: 0, walkIns: 0 })).toBe(0);
});

const work = fc.record({
  counters: fc.integer({ min: 1, max: 60 }), slotMinutes: fc.integer({ min: 5, max: 240 }), meanMinutes: fc.integer({ min: 1, max: 60 }), sdMinutes: fc.integer({ min: 0, max: 60 }),
  showRate: fc.double({ min: 0.2, max: 1, noNaN: true }), walkIns: fc.integer({ min: 0, max: 80 }), risk: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
});
/** Points of the normal distribution from printed tables, at which one more appointment is tried by counting up. */
const points: readonly (readonly [risk: number, z: number])[] = [[0.5, 0], [0.25, 0.67449], [0.1, 1.28155], [0.05, 1.64485], [0.01, 2.32635]];

test('it is the largest number that fits, found by counting up with the printed points of the normal distribution', () => {
  fc.assert(fc.property(work, fc.constantFrom(...points), (some, [risk, z]) => {
    const slot = { ...some, risk };
    const load = (k: number): number => {
      const { showRate: p, walkIns, meanMinutes: m, sdMinutes: sd } = slot;
      return (k * p + walkIns) * m + z * Math.sqrt(k * (p * sd ** 2 + p * (1 - p) * m ** 2) + walkIns * (sd ** 2 + m ** 2));
    };
    const room = slot.counters * slot.slotMinutes;
    let most = 0;
    while (load(most + 1) <= room) most += 1;
    // The printed points have five digits: a load within that of the room may fall to either side.
    const close = [most, most + 1].some((k) => Math.abs(load(k) - room) < 1e-3 * Math.max(1, room));
    expect(close || slotCapacity(slot) === most).toBe(true);
  }));
});

test('more risk, more counters and fewer walk-ins never mean fewer appointments', () => {
  fc.assert(fc.property(work, (slot) => {
    const k = slotCapacity(slot);
    expect(slotCapacity({ ...slot, risk: Math.min(0.5, slot.risk * 1.5) })).toBeGreaterThanOrEqual(k);
    expect(slotCapacity({ ...slot, counters: slot.counters + 1 })).toBeGreaterThanOrEqual(k);
    expect(slotCapacity({ ...slot, walkIns: Math.max(0, slot.walkIns - 1) })).toBeGreaterThanOrEqual(k);
  }));
});
