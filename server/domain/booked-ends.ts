import type { AppointmentId, Instant } from './brands.ts';

/**
 * When each appointment that is still expected ends. The clock asks every second who did not come; going through everything
 * that is booked for weeks held everybody up for 20 ms where 20,000 were. Ends are ends of slots, so they are few.
 */
export interface BookedEnds {
  readonly at: Map<Instant, Set<AppointmentId>>;
  readonly of: Map<AppointmentId, Instant>;
}
export const noBookedEnds = (): BookedEnds => ({ at: new Map(), of: new Map() });

/** `end` null: it is not expected any more. */
export const markEnd = (ends: BookedEnds, id: AppointmentId, end: Instant | null): void => {
  const before = ends.of.get(id);
  if (before !== undefined) {
    const others = ends.at.get(before);
    others?.delete(id);
    if (others?.size === 0) ends.at.delete(before);
    ends.of.delete(id);
  }
  if (end === null) return;
  ends.of.set(id, end);
  const same = ends.at.get(end);
  if (same === undefined) ends.at.set(end, new Set([id]));
  else same.add(id);
};

/** Those whose end is past, the earliest first. */
export const endedBy = (ends: BookedEnds, at: Instant): readonly AppointmentId[] =>
  [...ends.at].filter(([end]) => end <= at).sort(([a], [b]) => a - b).flatMap(([, ids]) => [...ids]);
