import type { AppointmentAnswer, OwnAppointmentAnswer } from '../../contract/http-answers.ts';
import { rulesOf } from '../domain/book.ts';
import { cancelUntil } from '../domain/booking-rules.ts';
import { instant } from '../domain/brands.ts';
import type { AppointmentId, Instant } from '../domain/brands.ts';
import { isToday, visitDone } from '../domain/check-in.ts';
import { legsOf } from '../domain/decision.ts';
import type { Appointment, Hall } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { lastDayOf } from '../domain/vouchers.ts';
import { missedAt } from '../domain/missed-appointments.ts';
import { slotGone } from '../domain/must-move.ts';
import { maskedName, maskedPhone } from '../domain/person-number.ts';
import { isRateable } from '../domain/rating.ts';
import { stopsVisit } from '../domain/suspensions.ts';
import type { House } from '../engine/house.ts';

/** What stands beside the journal about an appointment. */
export interface Beside { readonly code?: string; readonly token?: string; readonly ticketToken?: string | null; readonly contact?: { readonly name: string | null; readonly phone: string | null } }

/** Whom an appointment is for, as it was given. */
export const readContact = async (house: House, hall: Hall, id: AppointmentId): Promise<NonNullable<Beside['contact']>> => {
  const stored = (await house.records.side(hall.id, id, 'contact'))?.value ?? null;
  return stored === null ? { name: null, phone: null } : (JSON.parse(stored) as NonNullable<Beside['contact']>);
};

export const readBeside = async (house: House, hall: Hall, id: AppointmentId): Promise<Beside> => {
  const side = async (ref: string, kind: Parameters<House['records']['side']>[2]): Promise<string | null> => (await house.records.side(hall.id, ref, kind))?.value ?? null;
  const [code, token] = [await side(id, 'booking-code'), await side(id, 'booking-token')];
  const ticketId = hall.appointments.get(id)?.ticketId ?? null;
  return {
    ...(code === null ? {} : { code }), ...(token === null ? {} : { token }), contact: await readContact(house, hall, id),
    ticketToken: ticketId === null || !hall.tickets.has(ticketId) ? null : await side(ticketId, 'token'),
  };
};

const changeUntil = (hall: Hall, appointment: Appointment, at: Instant): Instant | null => {
  const group = hall.catalogue.config.booking?.groups.find((one) => one.id === appointment.group);
  if (appointment.state !== 'booked' || appointment.voucherFor !== undefined) return null;
  // What the hall closed may be moved until the last.
  const until = group === undefined || slotGone(hall, appointment) ? appointment.start : cancelUntil(rulesOf(hall, group), appointment.start);
  return until >= at ? until : null;
};

/** Whether a visit is over, and what stands in the way of one that is to come. */
export const visitFacts = (hall: Hall, id: AppointmentId, at: Instant): Pick<OwnAppointmentAnswer, 'over' | 'rateable' | 'closed' | 'suspension'> => {
  const one = hall.appointments.get(id);
  if (one?.state !== 'booked' || one.voucherFor !== undefined) {
    const ticket = one?.ticketId == null ? undefined : hall.tickets.get(one.ticketId);
    return { over: one !== undefined && visitDone(hall, one), rateable: ticket !== undefined && legsOf(hall, ticket).some(isRateable), closed: false, suspension: null };
  }
  const stopped = stopsVisit(hall, one.services, one.start, at);
  return { over: false, rateable: false, closed: slotGone(hall, one), suspension: stopped === null ? null : { reason: stopped.reason, expectedBack: stopped.expectedBack === null ? null : isoInstant(hall.catalogue.zoneTable, stopped.expectedBack) } };
};

/** An appointment for the wire, with as much of what stands beside it as its receiver may have. */
export const appointmentAnswer = (hall: Hall, id: AppointmentId, at: Instant, beside: Beside, publicUrl: string | null): AppointmentAnswer | null => {
  const appointment = hall.appointments.get(id);
  if (appointment === undefined || appointment.state === 'reserved') return null;
  const { catalogue } = hall;
  const iso = (ms: Instant): string => isoInstant(catalogue.zoneTable, ms);
  const until = changeUntil(hall, appointment, at);
  const services = appointment.services.flatMap((one) => catalogue.services.get(one) ?? []);
  const zones = new Set(services.flatMap((service) => (service.queue === undefined ? [] : (catalogue.queues.get(service.queue)?.zone ?? []))));
  const ticket = appointment.ticketId === null ? undefined : hall.tickets.get(appointment.ticketId);
  return {
    id, ...(beside.code === undefined ? {} : { code: beside.code }), ...(beside.token === undefined ? {} : { token: beside.token }), url: publicUrl === null || beside.token === undefined ? null : `${publicUrl}/a/${beside.token}`,
    state: appointment.state, voucher: appointment.voucherFor === undefined ? null : { lastDay: lastDayOf(hall, appointment) }, late: appointment.late, start: iso(appointment.start), end: iso(appointment.end), service: appointment.services[0] ?? '', cases: appointment.cases, group: appointment.group,
    services: services.map((service) => ({ id: service.id, name: service.name, materials: service.materials.map(({ name }) => ({ name })), persons: service.persons ?? 1 })),
    missedAt: appointment.state !== 'booked' ? null : iso(instant(missedAt(hall, appointment) ?? appointment.end)),
    changeUntil: until === null ? null : iso(until), zones: [...zones].flatMap((zone) => catalogue.zones.get(zone) ?? []).map(({ id: zoneId, name, floor, colour, sign }) => ({ id: zoneId, name, floor, colour, sign })),
    ticket: ticket === undefined ? null : { number: ticket.number, token: beside.ticketToken ?? null },
    ...(beside.contact === undefined ? {} : { contact: { name: beside.contact.name === null ? null : maskedName(beside.contact.name), phone: beside.contact.phone === null ? null : maskedPhone(beside.contact.phone) } }),
  };
};

export const placeAnswer = ({ catalogue: { config } }: Hall): { readonly id: string; readonly name: { 'zh-CN': string; en: string }; readonly address: { 'zh-CN': string; en: string } | null; readonly phone: string | null; readonly timeZone: string } =>
  ({ id: config.id, name: config.name, address: config.address ?? null, phone: config.phone ?? null, timeZone: config.timeZone });

/** Sooner than this before its time, somebody is asked whether they would rather wait as a walk-in. */
const earlyMs = 2 * 3_600_000;
export type Standing = 'now' | 'early' | 'late' | 'other-day' | 'cancelled' | 'checked-in' | 'done' | 'expired';
export const standingOf = (hall: Hall, appointment: Appointment, at: Instant): Standing => {
  if (appointment.state === 'cancelled') return 'cancelled';
  if (appointment.ticketId !== null) return visitDone(hall, appointment) ? 'done' : 'checked-in';
  if (appointment.voucherFor !== undefined && appointment.state === 'missed') return 'expired';
  if (!isToday(hall, appointment)) return 'other-day';
  if (appointment.state === 'missed') return 'late';
  return appointment.start - at > earlyMs ? 'early' : 'now';
};
