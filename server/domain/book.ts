import { bookableOf, placesOf, slotAt } from './booking.ts';
import type { Bookable } from './booking.ts';
import { bookingRefusal } from './booking-rules.ts';
import type { BookingRules, PastBooking, RuleNo } from './booking-rules.ts';
import { instant, minutes } from './brands.ts';
import type { AppointmentId, Instant, LocalDay, PersonId } from './brands.ts';
import type { Actor, CommandOf, SlotWish } from './command.ts';
import { actorName, isRefusal } from './decision.ts';
import type { Decision } from './decision.ts';
import type { BookedSlot } from './event.ts';
import type { BookingGroup } from './booking-config.ts';
import type { Language } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { businessDay, instantOf, nextDay } from './hall-time.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { freeAt, holdersOf } from './slot-places.ts';

const usualReservationMinutes = 10;

export const rulesOf = (hall: Hall, group: BookingGroup): BookingRules => hall.catalogue.config.booking?.rules.find((rules) => rules.id === group.rules) ?? { cancelBefore: 0 };
export const localDayOf = (hall: Hall, at: Instant): LocalDay => businessDay(hall.catalogue.zoneTable, 0, at);

/** What the rules of a group count of a person, but for one appointment that is being changed. */
export const historyOf = (hall: Hall, group: BookingGroup, person: PersonId | null, but: AppointmentId | null = null): readonly PastBooking[] =>
  (person === null ? [] : (hall.persons.get(person)?.past ?? [])).filter((one) => one.rules === group.rules && one.appointment !== but);

/** The last day up to which staff barred a person, or null. */
export const barOf = (hall: Hall, person: PersonId | null, today: LocalDay): LocalDay | null => {
  const until = person === null ? undefined : hall.persons.get(person)?.barred;
  return until === undefined || until < today ? null : until;
};

/** What a rule says, as a refusal; a bar says until when. */
export const ruleRefusal = (hall: Hall, no: RuleNo): Refusal =>
  (no.no === 'barred' ? refuse('barred', { allowedAt: dayAfter(hall, no.until) }) : refuse(no.no));
const dayAfter = (hall: Hall, day: LocalDay): Instant => instantOf(hall.catalogue.zoneTable, nextDay(day), 0);

/** Visitors book where the hall says, a platform where it may; staff book everywhere. */
const placeRefusal = (hall: Hall, by: Actor): Refusal | null => {
  const source = hall.catalogue.config.booking?.source;
  if (by.kind === 'integration') return source === 'own' ? refuse('platform-off') : null;
  return by.kind !== 'staff' && source === 'platform' ? refuse('book-at-platform') : null;
};

/** How many places of a slot the platform has filled, but for one appointment. */
const platformTakes = (hall: Hall, group: string, start: Instant, but: AppointmentId | null): number => {
  let places = 0;
  for (const id of holdersOf(hall.places, group, start)) {
    const one = hall.appointments.get(id as AppointmentId);
    if (one !== undefined && one.id !== but && one.external !== null && (one.state === 'booked' || one.state === 'checked-in')) places += one.places;
  }
  return places;
};
/** Whether the platform's share of a slot has no room for so many more. */
export const platformFull = (hall: Hall, group: BookingGroup, start: Instant, places: number, but: AppointmentId): boolean =>
  group.platformPlaces !== undefined && platformTakes(hall, group.id, start, but) + places > group.platformPlaces;

/** A platform may send the same booking again: the same answer. Another one, or for somebody else, under the same number is refused. */
const sentBefore = (hall: Hall, { by, external, wish, person }: CommandOf<'book'>): Decision | null => {
  const known = external === null ? undefined : hall.externals.get(external)?.get(actorName(by));
  const before = known === undefined ? undefined : hall.appointments.get(known);
  if (before === undefined) return null;
  const same = before.state === 'booked' && before.person === person && before.start === wish.start && before.cases === wish.cases && before.services.join() === wish.services.join();
  return same ? [] : refuse('booking-known', { about: before.state });
};

export interface Wanted { readonly bookable: Bookable; readonly slot: BookedSlot }
/** The places a wish asks for, when they are free, beside those that the same appointment has and would give up. */
export const wantedSlot = (hall: Hall, id: AppointmentId, wish: SlotWish, language: Language, by: Actor, at: Instant): Wanted | Refusal => {
  const bookable = bookableOf(hall.catalogue, wish.services, wish.cases);
  if (isRefusal(bookable)) return bookable;
  const slot = slotAt(hall, bookable, wish.start, at);
  if (isRefusal(slot)) return slot;
  const places = placesOf(bookable, wish.cases);
  const group = bookable.group.id;
  if (freeAt(hall.places, { group, start: slot.start, capacity: slot.capacity }, at, id) < places) return refuse('slot-full');
  return { bookable, slot: { id, group, services: wish.services, start: slot.start, end: slot.end, cases: wish.cases, places, language, by: actorName(by) } };
};

/** A slot is kept for a few minutes while somebody books; then it is free again by itself. */
export const decideReserve = (hall: Hall, command: CommandOf<'reserve'>, at: Instant): Decision => {
  const elsewhere = placeRefusal(hall, command.by);
  if (elsewhere !== null) return elsewhere;
  if (hall.day === null) return refuse('day-not-open');
  const wanted = wantedSlot(hall, command.id, command.wish, command.language, command.by, at);
  if (isRefusal(wanted)) return wanted;
  return [{ type: 'slot-reserved', slot: wanted.slot, until: instant(at + minutes(wanted.bookable.group.reservationMinutes ?? usualReservationMinutes)) }];
};

export const decideDropReservation = (hall: Hall, command: CommandOf<'drop-reservation'>): Decision => {
  const kept = hall.appointments.get(command.id);
  if (kept === undefined) return refuse('unknown-reservation');
  return kept.state === 'reserved' ? [{ type: 'reservation-dropped', id: kept.id }] : refuse('reservation-used');
};

/** Nobody is in two places at once. */
export const timeTaken = (hall: Hall, person: PersonId | null, slot: { readonly start: Instant; readonly end: Instant }, but: AppointmentId | null): boolean =>
  person !== null && (hall.persons.get(person)?.past ?? []).some(({ appointment }) => {
    const other = hall.appointments.get(appointment);
    return other !== undefined && other.id !== but && other.state === 'booked' && other.start < slot.end && slot.start < other.end;
  });

export const decideBook = (hall: Hall, command: CommandOf<'book'>, at: Instant): Decision => {
  const elsewhere = placeRefusal(hall, command.by);
  if (elsewhere !== null) return elsewhere;
  if (hall.day === null) return refuse('day-not-open');
  const before = sentBefore(hall, command);
  if (before !== null) return before;
  const kept = hall.appointments.get(command.id);
  if (kept !== undefined && kept.state !== 'reserved') return refuse('reservation-used');
  // Given back, or over with the day, while this press was on its way.
  if (kept === undefined && command.kept === true) return refuse('unknown-reservation');
  const wanted = wantedSlot(hall, command.id, command.wish, command.language, command.by, at);
  if (isRefusal(wanted)) return wanted;
  const { bookable: { group }, slot } = wanted;
  if (command.external !== null && platformFull(hall, group, slot.start, slot.places, slot.id)) return refuse('slot-full');
  const missing = (group.asks ?? ['phone']).find((ask) => !command.given.includes(ask));
  if (missing !== undefined) return refuse('contact-needed', { about: missing });
  const day = localDayOf(hall, slot.start);
  const barred = barOf(hall, command.person, localDayOf(hall, at));
  if (barred !== null) return refuse('barred-by-staff', { allowedAt: dayAfter(hall, barred) });
  const no = bookingRefusal(rulesOf(hall, group), historyOf(hall, group, command.person), day, localDayOf(hall, at));
  if (no !== null) return ruleRefusal(hall, no);
  if (timeTaken(hall, command.person, slot, null)) return refuse('time-taken');
  return [{ type: 'appointment-booked', slot, person: command.person, external: command.external, rules: group.rules, day, seals: command.seals }];
};
