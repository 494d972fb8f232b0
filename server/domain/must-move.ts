import { bookableOf, daysFor, slotsFor } from './booking.ts';
import { localDayOf } from './book.ts';
import type { AppointmentId, Instant } from './brands.ts';
import { isRefusal } from './decision.ts';
import type { Appointment, Hall } from './hall.ts';
import { freeAt } from './slot-places.ts';
import type { Slot } from './slots.ts';

export interface MustMove { readonly id: AppointmentId; /** `closed`: there is no such time any more; `fewer`: fewer places than were booked. */ readonly why: 'closed' | 'fewer'; readonly offers: readonly Instant[] }
const mostOffers = 3;

/** Times to which an appointment could be moved now, nearest to its own first. */
const offersFor = (hall: Hall, appointment: Appointment, at: Instant): readonly Instant[] => {
  const bookable = bookableOf(hall.catalogue, appointment.services, appointment.cases);
  if (isRefusal(bookable)) return [];
  const group = bookable.group.id;
  const free = daysFor(hall, bookable, at).flatMap((day) => slotsFor(hall.catalogue, bookable, day)
    .filter(({ start, capacity }) => start > at && start !== appointment.start && freeAt(hall.places, { group, start, capacity }, at) >= appointment.places).map(({ start }) => start));
  return free.sort((a, b) => Math.abs(a - appointment.start) - Math.abs(b - appointment.start)).slice(0, mostOffers);
};

const slotKey = ({ group, start }: Appointment): string => `${group} ${start}`;
/** The slot of an appointment as the hall file has it now. */
const slotOf = (hall: Hall, one: Appointment): Slot | undefined => {
  const bookable = bookableOf(hall.catalogue, one.services, one.cases);
  return isRefusal(bookable) ? undefined : slotsFor(hall.catalogue, bookable, localDayOf(hall, one.start)).find(({ start, end }) => start === one.start && end === one.end);
};
/** Whether the hall is not open for an appointment any more: nothing of its time can be booked. That slots were cut anew closes nothing. */
export const slotGone = (hall: Hall, one: Appointment): boolean => {
  if (one.voucherFor !== undefined || one.services.some((id) => !hall.catalogue.services.has(id))) return one.voucherFor === undefined;
  const bookable = bookableOf(hall.catalogue, one.services, 1);
  return !isRefusal(bookable) && !slotsFor(hall.catalogue, bookable, localDayOf(hall, one.start)).some(({ start, end }) => start < one.end && one.start < end);
};

/**
 * Appointments that the hall, as its file says now, can't keep: their day or hour is closed, or counters went and their slot has fewer
 * places than were booked. Of those the last to book are asked to move.
 */
export const mustMove = (hall: Hall, at: Instant): readonly MustMove[] => {
  const coming = [...hall.appointments.values()].filter((one) => one.state === 'booked' && one.start > at).sort((a, b) => a.start - b.start || b.bookedAt - a.bookedAt);
  // Places that are kept or not free again are nobody's yet.
  const booked = new Map<string, number>();
  for (const one of hall.appointments.values()) if (one.state === 'booked' || one.state === 'checked-in') booked.set(slotKey(one), (booked.get(slotKey(one)) ?? 0) + one.places);
  const over = new Map<string, number>();
  return coming.flatMap((one): readonly MustMove[] => {
    const slot = slotOf(hall, one);
    if (slot === undefined) return [{ id: one.id, why: 'closed', offers: offersFor(hall, one, at) }];
    const key = slotKey(one);
    const left = over.get(key) ?? (booked.get(key) ?? 0) - slot.capacity;
    if (left <= 0) return [];
    over.set(key, left - one.places);
    return [{ id: one.id, why: 'fewer', offers: offersFor(hall, one, at) }];
  });
};
