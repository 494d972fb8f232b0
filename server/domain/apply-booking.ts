import { markEnd } from './booked-ends.ts';
import type { AppointmentId, LocalDay } from './brands.ts';
import type { Catalogue } from './catalogue.ts';
import type { HallEvent } from './event.ts';
import { forgetExternal, freeLeft, setAppointment, setPerson } from './hall-writer.ts';
import type { Writing } from './hall-writer.ts';
import type { Appointment, Hall, PersonPast } from './hall.ts';
import { businessDay, nextDay } from './hall-time.ts';
import { freePlaces } from './slot-places.ts';

type Ev<T extends HallEvent['type']> = Extract<HallEvent, { readonly type: T }>;
type Past = PersonPast['past'][number];

const must = (hall: Hall, id: AppointmentId): Appointment => {
  const appointment = hall.appointments.get(id);
  if (appointment === undefined) throw new Error(`an event names appointment ${id}, which is not in the hall`);
  return appointment;
};

const changePast = (w: Writing, { id, person }: Appointment, change: Partial<Past>): void => {
  const before = person === null ? undefined : w.hall.persons.get(person);
  if (before !== undefined) setPerson(w, { ...before, past: before.past.map((one) => (one.appointment === id ? { ...one, ...change } : one)) });
};

const fresh = { left: [], person: null, external: null, moves: 0, ticketId: null, late: false, excused: false } as const;

export const applyReserved = (w: Writing, e: Ev<'slot-reserved'>): void => setAppointment(w, { ...e.slot, ...fresh, state: 'reserved', until: e.until, bookedAt: w.at });

const drop = (w: Writing, appointment: Appointment): void => {
  freePlaces(w.hall.places, appointment.id);
  markEnd(w.hall.ends, appointment.id, null);
  freeLeft(w.hall, appointment);
  forgetExternal(w.hall, appointment);
  if (appointment.voucherFor !== undefined) w.hall.vouchers.delete(appointment.voucherFor);
  if (appointment.ticketId !== null) w.hall.ticketBookings.delete(appointment.ticketId);
  w.hall.appointments.delete(appointment.id);
  w.changes.retiredAppointments.set(appointment.id, appointment);
};
export const applyDropped = (w: Writing, e: Ev<'reservation-dropped'>): void => drop(w, must(w.hall, e.id));

export const applyBooked = (w: Writing, e: Ev<'appointment-booked'>): void => {
  setAppointment(w, { ...e.slot, ...fresh, state: 'booked', until: null, person: e.person, external: e.external, bookedAt: w.at });
  if (e.person === null) return;
  const before = w.hall.persons.get(e.person);
  const past: Past = { appointment: e.slot.id, rules: e.rules, day: e.day, state: 'booked', cancelledOn: null, excused: false };
  setPerson(w, { ...before, id: e.person, past: [...(before?.past ?? []), past] });
};

export const applyVoucherGiven = (w: Writing, e: Ev<'voucher-given'>): void => setAppointment(w, { ...e.slot, ...fresh, state: 'booked', until: null, bookedAt: w.at, voucherFor: e.ticketId });

export const applyMoved = (w: Writing, e: Ev<'appointment-moved'>): void => {
  const before = must(w.hall, e.id);
  // Whoever moves on, or back, frees none of the earlier slots sooner by it.
  const left = [...before.left.filter(({ start, until }) => until > w.at && start !== e.start), { start: before.start, until: e.freeAgain }];
  freeLeft(w.hall, before);
  setAppointment(w, { ...before, start: e.start, end: e.end, moves: before.moves + 1, left });
  changePast(w, before, { day: e.day });
};

export const applyCancelled = (w: Writing, e: Ev<'appointment-cancelled'>): void => {
  const before = must(w.hall, e.id);
  setAppointment(w, { ...before, state: 'cancelled', until: e.freeAgain, excused: e.excused });
  changePast(w, before, { state: 'cancelled', cancelledOn: e.day, excused: e.excused });
};

export const applyMissed = (w: Writing, e: Ev<'appointment-missed'>): void => {
  const before = must(w.hall, e.id);
  setAppointment(w, { ...before, state: 'missed', excused: e.excused });
  changePast(w, before, { state: 'missed', excused: e.excused });
};

export const applyCheckedIn = (w: Writing, e: Ev<'appointment-checked-in'>): void => {
  const before = must(w.hall, e.id);
  setAppointment(w, { ...before, state: e.late ? 'missed' : 'checked-in', late: e.late, ticketId: e.ticketId, ...(e.asNumber === true ? { until: w.at } : {}) });
  if (!e.breached) changePast(w, before, { state: 'checked-in' });
};

export const applyBarred = (w: Writing, e: Ev<'person-barred'>): void => {
  const before = w.hall.persons.get(e.person);
  if (before !== undefined) setPerson(w, { ...before, barred: e.until });
};

export const applyLifted = (w: Writing, e: Ev<'bar-lifted'>): void => {
  const before = w.hall.persons.get(e.person);
  if (before !== undefined) setPerson(w, { id: before.id, past: before.past.map((one) => (one.state === 'missed' ? { ...one, excused: true } : one)) });
};

/** A new hall file may book services in another group: what is booked already holds its places there from now on, or the new group would give them away twice. */
export const regroupBookings = (w: Writing): void => {
  const groups = w.hall.catalogue.config.booking?.groups ?? [];
  for (const appointment of [...w.hall.appointments.values()]) {
    const owner = appointment.voucherFor !== undefined ? undefined : groups.find((group) => appointment.services.every((id) => group.services.includes(id)));
    if (owner !== undefined && owner.id !== appointment.group) setAppointment(w, { ...appointment, group: owner.id });
  }
};

/** How long an appointment, its link and its contact stand after the visit, and what a rule looks back on at least, in days. */
const standsDays = 7;
const countedDays = 400;
/** The longest bar is counted from the last miss that led to it. */
const rulesLookBack = (catalogue: Catalogue): number => Math.max(countedDays, ...(catalogue.config.booking?.rules ?? []).map(({ bar }) => (bar === undefined || bar.lasts === 'rest-of-year' ? 0 : bar.lasts.months * 31 + countedDays)));

/** With a new business day old appointments and reservations that ran out leave the live hall, and what no rule counts any more is forgotten. */
export const retireBookings = (w: Writing, day: LocalDay): void => {
  const { catalogue } = w.hall;
  for (const appointment of [...w.hall.appointments.values()]) {
    const over = appointment.state === 'reserved' ? (appointment.until ?? 0) <= w.at : nextDay(businessDay(catalogue.zoneTable, catalogue.config.dayChange, appointment.end), standsDays) < day;
    if (over) drop(w, appointment);
  }
  const since = nextDay(day, -rulesLookBack(catalogue));
  for (const person of [...w.hall.persons.values()]) {
    const past = person.past.filter((one) => one.day >= since);
    if (past.length === 0 && (person.barred === undefined || person.barred < day)) {
      w.hall.persons.delete(person.id);
      w.changes.retiredPersons.set(person.id, person);
    } else if (past.length < person.past.length) setPerson(w, { ...person, past });
  }
};
