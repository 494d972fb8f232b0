import { historyOf, localDayOf, platformFull, ruleRefusal, rulesOf, timeTaken, wantedSlot } from './book.ts';
import { bookingRefusal, cancelRefusal, cancelUntil, monthsLater } from './booking-rules.ts';
import { instant, minutes } from './brands.ts';
import type { AppointmentId, Instant } from './brands.ts';
import type { CommandOf } from './command.ts';
import { isRefusal } from './decision.ts';
import type { Decision } from './decision.ts';
import type { BookingGroup } from './booking-config.ts';
import type { Appointment, Hall } from './hall.ts';
import { slotGone } from './must-move.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** An appointment that can still be changed. */
const standing = (hall: Hall, id: AppointmentId): Appointment | Refusal => {
  const appointment = hall.appointments.get(id);
  if (appointment === undefined || appointment.state === 'reserved') return refuse('unknown-appointment');
  if (appointment.state === 'cancelled') return refuse('appointment-cancelled');
  return appointment.state === 'booked' ? appointment : refuse('appointment-over', { about: appointment.state });
};
/** A group that left the hall file has no rules any more. */
const groupOf = (hall: Hall, appointment: Appointment): BookingGroup | null => hall.catalogue.config.booking?.groups.find((group) => group.id === appointment.group) ?? null;
const freeAgain = (group: BookingGroup | null, at: Instant): Instant => instant(at + minutes(group?.freedAfter ?? 0));

/** Places that one appointment may keep from others by having moved away from them: with more, one booking would empty a day. */
const mostLeft = 2;

/** Another time for the same appointment: its code and link stay, and the old place is given up only with the new one in hand. */
export const decideMove = (hall: Hall, command: CommandOf<'move-appointment'>, at: Instant): Decision => {
  const before = standing(hall, command.id);
  if (isRefusal(before)) return before;
  if (before.voucherFor !== undefined) return refuse('voucher-no-time');
  if (command.start === before.start) return [];
  const wanted = wantedSlot(hall, before.id, { services: before.services, cases: before.cases, start: command.start }, before.language, command.by, at);
  if (isRefusal(wanted)) return wanted;
  const { bookable: { group }, slot } = wanted;
  const rules = rulesOf(hall, group);
  if (before.external !== null && command.by.kind === 'integration' && platformFull(hall, group, slot.start, slot.places, before.id)) return refuse('slot-full');
  // What the hall closed may be moved until the last.
  if (command.by.kind !== 'staff' && at > (slotGone(hall, before) ? before.start : cancelUntil(rules, before.start))) return refuse('cancel-too-late');
  const left = before.left.filter((one) => one.until > at && one.start !== command.start);
  if (command.by.kind === 'visitor' && left.length >= mostLeft) return refuse('moved-too-often', { allowedAt: instant(Math.min(...left.map((one) => one.until))) });
  const day = localDayOf(hall, slot.start);
  const no = bookingRefusal(rules, historyOf(hall, group, before.person, before.id), day, localDayOf(hall, at));
  if (no !== null) return ruleRefusal(hall, no);
  if (timeTaken(hall, before.person, slot, before.id)) return refuse('time-taken');
  return [{ type: 'appointment-moved', id: before.id, start: slot.start, end: slot.end, day, freeAgain: freeAgain(group, at), seal: command.seal }];
};

/** Staff cancel at any time, and may say that the hall caused it. */
export const decideCancel = (hall: Hall, command: CommandOf<'cancel-appointment'>, at: Instant): Decision => {
  const before = standing(hall, command.id);
  if (isRefusal(before)) return before;
  const group = groupOf(hall, before);
  const today = localDayOf(hall, at);
  // What the hall closed costs its holder nothing.
  const gone = slotGone(hall, before);
  if (command.by.kind !== 'staff' && group !== null && !gone) {
    const no = cancelRefusal(rulesOf(hall, group), historyOf(hall, group, before.person), before.start, at, today);
    if (no !== null) return ruleRefusal(hall, no);
  }
  return [{ type: 'appointment-cancelled', id: before.id, day: today, excused: gone || (command.excused && command.by.kind === 'staff'), freeAgain: freeAgain(group, at), seal: command.seal }];
};

/** What the next handler should know; it vanishes with the appointment. */
export const decideNote = (hall: Hall, command: CommandOf<'note-appointment'>): Decision => {
  const appointment = hall.appointments.get(command.id);
  if (appointment === undefined || appointment.state === 'reserved') return refuse('unknown-appointment');
  return command.by.kind === 'staff' ? [{ type: 'appointment-noted', id: appointment.id, seal: command.seal }] : refuse('right-missing');
};

const longestBarMonths = 60;
/** Staff bar a person up to a day, with a reason: a hall's own list of whom it gives no times. */
export const decideBarPerson = (hall: Hall, command: CommandOf<'bar-person'>, at: Instant): Decision => {
  if (command.by.kind !== 'staff') return refuse('right-missing');
  const today = localDayOf(hall, at);
  if (command.until < today || command.until > monthsLater(today, longestBarMonths)) return refuse('bar-end-not-ahead');
  return hall.persons.has(command.person) ? [{ type: 'person-barred', person: command.person, until: command.until, seal: command.seal }] : refuse('unknown-person');
};

/** Staff forgive what a person missed, with a reason: the bar that rested on it is gone. */
export const decideLiftBar = (hall: Hall, command: CommandOf<'lift-bar'>): Decision => {
  if (command.by.kind !== 'staff') return refuse('right-missing');
  const person = hall.persons.get(command.person);
  if (person === undefined) return refuse('unknown-person');
  return person.barred !== undefined || person.past.some((one) => one.state === 'missed' && !one.excused) ? [{ type: 'bar-lifted', person: person.id, seal: command.seal }] : [];
};
