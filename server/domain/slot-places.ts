import type { Instant } from './brands.ts';

/**
 * Somebody's hold on places of one slot: a booked appointment (`until` null), a reservation while somebody books, or a
 * cancelled one whose places are not free again yet. `until` is the first instant at which it holds nothing.
 */
export interface Hold { readonly id: string; readonly group: string; readonly start: Instant; readonly places: number; readonly until: Instant | null; /** Who would get these places back; the holder's id when left out. */ readonly of?: string }

/** Who holds how much of each slot of each booking group. A holder stands in one slot at a time. */
export interface SlotPlaces {
  readonly slots: Map<string, Map<string, Hold>>;
  readonly holds: Map<string, Hold>;
}
export const emptyPlaces = (): SlotPlaces => ({ slots: new Map(), holds: new Map() });

const slotKey = (group: string, start: Instant): string => `${start} ${group}`;

/** Gives back what this holder had, if anything. */
export const freePlaces = (places: SlotPlaces, id: string): void => {
  const hold = places.holds.get(id);
  if (hold === undefined) return;
  places.holds.delete(id);
  const key = slotKey(hold.group, hold.start);
  const slot = places.slots.get(key);
  slot?.delete(id);
  if (slot?.size === 0) places.slots.delete(key);
};

/** Takes places, in exchange for what this holder had before. Whether there is room is asked before, with `freeAt`. */
export const holdPlaces = (places: SlotPlaces, hold: Hold): void => {
  freePlaces(places, hold.id);
  places.holds.set(hold.id, hold);
  const key = slotKey(hold.group, hold.start);
  const slot = places.slots.get(key) ?? new Map<string, Hold>();
  slot.set(hold.id, hold);
  places.slots.set(key, slot);
};

/** Who holds places of a slot. */
export const holdersOf = (places: SlotPlaces, group: string, start: Instant): readonly string[] => [...(places.slots.get(slotKey(group, start))?.keys() ?? [])];

/**
 * Places of a slot that are free at an instant; below zero when its capacity was lowered after they were booked. `but`: a
 * holder who would give up their own places for new ones, as somebody who makes a reservation an appointment does.
 */
export const freeAt = (places: SlotPlaces, slot: { readonly group: string; readonly start: Instant; readonly capacity: number }, at: Instant, but: string | null = null): number => {
  let free = slot.capacity;
  for (const hold of places.slots.get(slotKey(slot.group, slot.start))?.values() ?? []) if ((hold.of ?? hold.id) !== but && (hold.until === null || hold.until > at)) free -= hold.places;
  return free;
};
