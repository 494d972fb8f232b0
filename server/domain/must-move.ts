import { bookableOf, daysFor, slotsFor } from './booking.ts';
import { localDayOf } from './book.ts';
import type { AppointmentId, Instant } from './brands.ts';
import { isRefusal } from './decision.ts';
import type { Appointment, Hall } from './hall.ts';
import { freeAt } from './slot-places.ts';

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

/**
 * Appointments that the hall, as its file says now, can't keep: their day or hour is closed, or counters went and their slot has fewer
 * places than were booked. Of those the last to book are asked to move.
 */
export const mustMove = (hall: Hall, at: Instant): readonly MustMove[] => {
  const coming = [...hall.appointments.values()].filter((one) => one.state === 'booked' && one.start > at).sort((a, b) => a.start - b.start || b.bookedAt - a.bookedAt);
  const over = new Map<string, number>();
  return coming.flatMap((one): readonly MustMove[] => {
    const bookable = bookableOf(hall.catalogue, one.services, one.cases);
    const slot = isRefusal(bookable) ? undefined : slotsFor(hall.catalogue, bookable, localDayOf(hall, one.start)).find((s) => s.start === one.start);
    if (slot === undefined || slot.end !== one.end) return [{ id: one.id, why: 'closed', offers: offersFor(hall, one, at) }];
    const key = `${one.group} ${one.start}`;
    const left = over.get(key) ?? -freeAt(hall.places, { group: one.group, start: one.start, capacity: slot.capacity }, at);
    if (left <= 0) return [];
    over.set(key, left - one.places);
    return [{ id: one.id, why: 'fewer', offers: offersFor(hall, one, at) }];
  });
};
