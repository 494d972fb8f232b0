import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareKeys, OrderedIndex } from '../../server/domain/ordered-index.ts';
import type { LineKey } from '../../server/domain/ordered-index.ts';

const key = fc.record({ due: fc.integer({ min: 0, max: 9 }), start: fc.integer({ min: 0, max: 3 }), order: fc.integer({ min: 0, max: 200 }) });

test('does what a sorted array does', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('add', 'remove', 'count'), key), { maxLength: 200 }), (steps) => {
    const index = new OrderedIndex();
    const array: LineKey[] = [];
    for (const [step, k] of steps) {
      const at = array.findIndex((other) => compareKeys(other, k) === 0);
      if (step === 'add' && at < 0) {
        index.add(String(k.order), k);
        array.push(k);
        array.sort(compareKeys);
      }
      if (step === 'remove') {
        expect(index.remove(k)).toBe(at >= 0);
        if (at >= 0) array.splice(at, 1);
      }
      if (step === 'count') expect(index.countBefore(k)).toBe(array.filter((other) => compareKeys(other, k) < 0).length);
      expect(index.size).toBe(array.length);
      expect(index.first()?.key).toEqual(array[0]);
    }
    expect(index.take(7).map((e) => e.key)).toEqual(array.slice(0, 7));
  }));
});

const perStep = (n: number): number => {
  const index = new OrderedIndex();
  for (let i = 0; i < n; i += 1) index.add(String(i), { due: (i * 7919) % n, start: 0, order: i });
  const before = index.comparisons;
  for (let i = 0; i < 200; i += 1) {
    const k = { due: (i * 104_729) % n, start: 0, order: n + i };
    index.add(String(k.order), k);
    index.countBefore(k);
    index.remove(k);
  }
  return (index.comparisons - before) / 200;
};

test('comparisons grow with the logarithm of the line only', () => {
  const [few, many] = [perStep(20), perStep(20_000)];
  expect(many).toBeLessThan(few * (Math.log2(20_000) / Math.log2(20)) * 1.7);
  expect(many).toBeLessThan(4 * 2 * Math.log2(20_000));
});
