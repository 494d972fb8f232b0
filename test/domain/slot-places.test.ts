import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { instant } from '../../server/domain/brands.ts';
import type { Instant } from '../../server/domain/brands.ts';
import { emptyPlaces, freeAt, freePlaces, holdPlaces } from '../../server/domain/slot-places.ts';
import type { Hold } from '../../server/domain/slot-places.ts';

const nine = { group: 'tax', start: instant(9_000), capacity: 3 };
const hold = (id: string, more: Partial<Hold> = {}): Hold => ({ id, group: 'tax', start: nine.start, places: 1, until: null, ...more });

it('a reservation holds its place until it runs out, to the millisecond', () => {
  const places = emptyPlaces();
  holdPlaces(places, hold('r', { until: instant(600) }));
  expect(freeAt(places, nine, instant(599))).toBe(2);
  expect(freeAt(places, nine, instant(600))).toBe(3);
});
it('whoever makes a reservation an appointment does not stand in their own way', () => {
  const places = emptyPlaces();
  for (const id of ['a', 'b', 'c']) holdPlaces(places, hold(id));
  expect(freeAt(places, nine, instant(0))).toBe(0);
  expect(freeAt(places, nine, instant(0), 'a')).toBe(1);
});
it('a holder stands in one slot: taking the next gives back the last', () => {
  const places = emptyPlaces();
  holdPlaces(places, hold('a', { places: 2 }));
  holdPlaces(places, hold('a', { start: instant(10_000) }));
  expect(freeAt(places, nine, instant(0))).toBe(3);
  freePlaces(places, 'a');
  expect(places).toEqual(emptyPlaces());
});
it('equal starts of two groups are two slots, and a capacity lowered later shows how many are too many', () => {
  const places = emptyPlaces();
  for (const id of ['a', 'b', 'c']) holdPlaces(places, hold(id));
  expect(freeAt(places, { ...nine, group: 'civil' }, instant(0))).toBe(3);
  expect(freeAt(places, { ...nine, capacity: 1 }, instant(0))).toBe(-2);
});

type Deed = { readonly kind: 'reserve' | 'book' | 'cancel' | 'move'; readonly who: number; readonly slot: number; readonly places: number } | { readonly kind: 'pass'; readonly ms: number };
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constantFrom('reserve' as const, 'book' as const, 'cancel' as const, 'move' as const), who: fc.nat(11), slot: fc.nat(2), places: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(15) }));
const capacities = [1, 4, 7];
const startOf = (slot: number): Instant => instant(100_000 + slot);

test('1,000 rounds of reservations, bookings, cancellations with a delay, moves and passing time never exceed a capacity', () => {
  fc.assert(fc.property(fc.array(deed, { minLength: 5, maxLength: 80 }), (deeds) => {
    const places = emptyPlaces();
    // The same said anew without any index: everybody who holds something, and since when until when.
    const truth = new Map<string, Hold>();
    let at = instant(0);
    const take = (next: Hold): void => {
      const capacity = capacities[next.start - startOf(0)] ?? 0;
      const held = [...truth.values()].filter((h) => h.id !== next.id && h.start === next.start && (h.until === null || h.until > at)).reduce((sum, h) => sum + h.places, 0);
      const free = freeAt(places, { group: 'tax', start: next.start, capacity }, at, next.id);
      expect(free).toBe(capacity - held);
      if (free < next.places) return;
      holdPlaces(places, next);
      truth.set(next.id, next);
    };
    for (const one of deeds) {
      if (one.kind === 'pass') {
        at = instant(at + one.ms);
        continue;
      }
      const id = `p${one.who}`;
      const mine = truth.get(id);
      const next: Hold = { id, group: 'tax', start: startOf(one.slot), places: one.places, until: one.kind === 'reserve' ? instant(at + 10) : null };
      if (one.kind === 'reserve' && mine?.until !== null) take(next);
      else if (one.kind === 'book') take(next);
      else if (one.kind === 'move' && mine?.until === null) take({ ...mine, start: next.start });
      else if (one.kind === 'cancel' && mine?.until === null) {
        holdPlaces(places, { ...mine, until: instant(at + 5) });
        truth.set(id, { ...mine, until: instant(at + 5) });
      }
      for (const [slot, capacity] of capacities.entries()) expect(freeAt(places, { group: 'tax', start: startOf(slot), capacity }, at)).toBeGreaterThanOrEqual(0);
    }
  }), { numRuns: 1_000 });
});
