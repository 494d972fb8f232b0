import type { AppointmentId, Instant, PersonId } from './brands.ts';
import type { CommandOf } from './command.ts';
import { isRefusal, legsOf } from './decision.ts';
import type { Decision } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Appointment, Hall } from './hall.ts';
import { businessDay } from './hall-time.ts';
import { issueEvent, issueRefusal } from './issue.ts';
import { isFinal } from './leg-states.ts';
import type { WantedLeg } from './issue.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** Whether an appointment or voucher is good on the business day that is open. */
export const isToday = (hall: Hall, { start, end, voucherFor }: Appointment): boolean => {
  const { zoneTable, config: { dayChange } } = hall.catalogue;
  // A voucher is good on every day up to its last.
  if (voucherFor !== undefined) return hall.day !== null && businessDay(zoneTable, dayChange, start) <= hall.day && hall.day < businessDay(zoneTable, dayChange, end);
  return businessDay(zoneTable, dayChange, start) === hall.day;
};

/** Who shows an identity: the person it is, and appointments that it was given for. */
export interface Holder { readonly person: PersonId | null; readonly appointments: readonly AppointmentId[] }
export const nobody: Holder = { person: null, appointments: [] };
const standing = (hall: Hall, ids: readonly AppointmentId[]): readonly Appointment[] => [...new Set(ids)].flatMap((id) => hall.appointments.get(id) ?? []).filter(({ state }) => state !== 'reserved');
/**
 * The appointments of a holder that stand, past and coming, in the order in which they count: the person's own come first.
 * Anybody may have named an identity as theirs, so those it was only given for count one person after the other, whoever booked first.
 */
const bookingsHeld = (hall: Hall, { person, appointments }: Holder): readonly (readonly Appointment[])[] => {
  const own = standing(hall, person === null ? [] : (hall.persons.get(person)?.past ?? []).map(({ appointment }) => appointment));
  const named = standing(hall, appointments).filter((one) => !own.includes(one)).sort((a, b) => a.bookedAt - b.bookedAt);
  const persons = [...new Set(named.map((one) => one.person ?? one.id))];
  return [own, ...persons.map((who) => named.filter((one) => (one.person ?? one.id) === who))];
};
const checkable = (hall: Hall, one: Appointment): boolean => (one.state === 'booked' || one.state === 'missed') && one.ticketId === null && isToday(hall, one);
const firstSome = (lists: readonly (readonly Appointment[])[]): readonly Appointment[] => lists.find((some) => some.length > 0) ?? [];
/** Whether its visit was served, or left, and nothing of it waits. */
export const visitDone = (hall: Hall, { ticketId }: Appointment): boolean => {
  if (ticketId === null) return false;
  const ticket = hall.tickets.get(ticketId);
  return ticket === undefined || legsOf(hall, ticket).every((leg) => isFinal(leg.state));
};
/** What of today counts: the first list in which anything is to come or waits, so that nobody's own card goes on to what strangers booked with its number; else what is done, else what was cancelled. */
const ofToday = (hall: Hall, holder: Holder): readonly Appointment[] => {
  const today = bookingsHeld(hall, holder).map((some) => some.filter((one) => isToday(hall, one)));
  const kept = today.map((some) => some.filter((one) => one.state !== 'cancelled'));
  return firstSome([...kept.map((some) => some.filter((one) => !visitDone(hall, one))), ...kept, ...today]);
};
/** What a holder may still check in for today. */
export const bookedToday = (hall: Hall, holder: Holder): readonly Appointment[] => ofToday(hall, holder).filter((one) => checkable(hall, one));
/** What a person can check in for; else what today they did already or cancelled, and what comes later: nobody is sent away without a word, and a press that is sent again finds the same. */
export const heldHere = (hall: Hall, holder: Holder): readonly Appointment[] =>
  firstSome([bookedToday(hall, holder), ofToday(hall, holder), firstSome(bookingsHeld(hall, holder).map((some) => some.filter((one) => one.state === 'booked')))]);
/** Which appointment a platform's number means, as several platforms may have given the same one: null when two could be meant. */
export const meantBy = (hall: Hall, external: string): Appointment | null => {
  const all = standing(hall, [...(hall.externals.get(external)?.values() ?? [])]);
  const [one, another] = firstSome([all.filter((some) => checkable(hall, some)), all.filter((some) => isToday(hall, some) && some.state !== 'cancelled'), all.filter((some) => isToday(hall, some)), all.filter((some) => some.state === 'booked'), all]);
  return another === undefined ? (one ?? null) : null;
};

/** An appointment whose holder may take a number now, in time or late. */
const presentable = (hall: Hall, id: AppointmentId): Appointment | Refusal => {
  const appointment = hall.appointments.get(id);
  if (appointment === undefined || appointment.state === 'reserved') return refuse('unknown-appointment');
  if (appointment.state === 'cancelled') return refuse('appointment-cancelled');
  if (appointment.ticketId !== null) return refuse('already-checked-in', { about: hall.tickets.get(appointment.ticketId)?.number ?? '' });
  if (appointment.voucherFor !== undefined && appointment.state === 'missed') return refuse('voucher-over');
  return isToday(hall, appointment) ? appointment : refuse('appointment-other-day', { allowedAt: appointment.start });
};

const legsFor = (hall: Hall, { services, cases, start, end, voucherFor }: Appointment, booked: boolean, at: Instant): readonly WantedLeg[] | Refusal => {
  const legs: WantedLeg[] = [];
  for (const id of services) {
    const service = hall.catalogue.services.get(id);
    if (service === undefined) return refuse('unknown-service', { about: id });
    const no = issueRefusal(hall, service, at, booked);
    if (no !== null) return { ...no, about: id };
    legs.push({ service, cases, period: booked && voucherFor === undefined ? { start, end } : null });
  }
  return legs;
};

/**
 * A person with appointments of today takes one number for all that are in time; the late ones are for a number of their
 * own, as a walk-in. `as` number: somebody early would rather wait as a walk-in, and gives the place back.
 */
export const decideCheckIn = (hall: Hall, command: CommandOf<'check-in'>, at: Instant): Decision => {
  const { config, walkIn } = hall.catalogue;
  const found: Appointment[] = [];
  for (const id of command.appointments) {
    const one = presentable(hall, id);
    if (isRefusal(one)) return one;
    found.push(one);
  }
  const inTime = found.filter((one) => one.state === 'booked');
  const chosen = inTime.length > 0 ? inTime : found;
  const late = inTime.length === 0;
  const booked = !late && command.as === 'booked';
  const legs: WantedLeg[] = [];
  const taken: Appointment[] = [];
  let no: Refusal | null = null;
  for (const one of chosen) {
    const more = legsFor(hall, one, booked, at);
    if (isRefusal(more)) no = no ?? more;
    else {
      // What two appointments have in common is done once; one whose services can't be had now stays booked.
      legs.push(...more.filter(({ service }) => !legs.some((leg) => leg.service.id === service.id)));
      taken.push(one);
    }
  }
  if (legs.length === 0) return no ?? refuse('unknown-appointment');
  const cls = booked ? (config.classes.find((one) => one.kind === 'appointment') ?? walkIn) : walkIn;
  const issued = issueEvent(hall, { ...command, reasonSeal: null }, legs, cls, at);
  if (isRefusal(issued)) return issued;
  const breached = late && config.booking?.lateIsMissed === true;
  return [issued, ...taken.map((one): HallEvent => ({ type: 'appointment-checked-in', id: one.id, ticketId: command.ticketId, late, breached: breached && !one.excused, ...(late || booked ? {} : { asNumber: true as const }) }))];
};
