import { localDayOf } from './book.ts';
import type { AppointmentId, Instant, LegId, ServiceId } from './brands.ts';
import { instant, minutes } from './brands.ts';
import type { DirectKind, IntegrationConfig, MessageKind, WebhookEvent } from './booking-config.ts';
import { actorName } from './decision.ts';
import type { JournalEntry } from './event.ts';
import type { Language } from './hall-config.ts';
import type { Appointment, Hall, Suspension } from './hall.ts';
import { instantOf, isoInstant, nextDay } from './hall-time.ts';
import { bookingsOf } from './hall-writer.ts';
import { missedAt } from './missed-appointments.ts';
import { activeSuspensions, backAt, covers, lastsUntil } from './suspensions.ts';

/** For somebody who need not have an appointment. Their number stands in it, and is taken out once it is settled. */
export interface DirectBody { readonly kind: DirectKind; readonly to: string; readonly language: Language; readonly code: string | null; readonly service: ServiceId | null }
/** To the holder of an appointment. Of a standstill also since when, and what of their visit stood still: the hall forgets the standstill when the day is over, and the message may wait for the morning. */
export interface PersonBody { readonly kind: MessageKind; readonly stood?: { readonly since: Instant; readonly services: readonly ServiceId[] } }
/** What is to be told, to whom and when. Its id says what it is about: the same one is never written twice. Names, numbers and links are looked up when it is sent. */
export interface Outgoing {
  readonly id: string;
  /** `sms`, or `hook:` and the id of an integration. */
  readonly channel: string;
  readonly about: string;
  readonly dueAt: Instant;
  readonly body: PersonBody | DirectBody | { readonly type: string; readonly timestamp: string; readonly data: Readonly<Record<string, string | number | boolean | null>> };
}
/** The fault of a message that a manager put aside, mostly after phoning: its holder knows. */
export const settledByPerson = 'settled by a person';
export interface MessageChange { readonly add: readonly Outgoing[]; readonly drop: readonly string[] }
const none: MessageChange = { add: [], drop: [] };

const toPerson = (appointment: Appointment, kind: MessageKind, dueAt: Instant, what: string, stood?: PersonBody['stood']): Outgoing => ({ id: `${appointment.id}|${kind}|${what}`, channel: 'sms', about: appointment.id, dueAt, body: stood === undefined ? { kind } : { kind, stood } });
/** For somebody whose number is called soon. */
export const soonMessage = (appointment: Appointment, at: Instant): Outgoing => toPerson(appointment, 'soon', at, appointment.ticketId ?? '');

/** `id`: unlike any other. */
export const directMessage = (id: string, body: DirectBody, at: Instant): Outgoing => ({ id: `direct|${id}`, channel: 'sms', about: `direct|${id}`, dueAt: at, body });

const eveningMinute = 18 * 60;
const hoursBefore = 120;
/** The two reminders of a time; one that would come right after the booking is left out. */
const reminders = (hall: Hall, appointment: Appointment, at: Instant): readonly Outgoing[] => {
  const evening = instantOf(hall.catalogue.zoneTable, nextDay(localDayOf(hall, appointment.start), -1), eveningMinute);
  const shortly = instant(appointment.start - minutes(hoursBefore));
  return [
    ...(evening > at + minutes(60) ? [toPerson(appointment, 'remind-day', evening, String(appointment.start))] : []),
    ...(shortly > at + minutes(60) ? [toPerson(appointment, 'remind-hours', shortly, String(appointment.start))] : []),
  ];
};
const reminderIds = (id: AppointmentId, start: Instant): readonly string[] => (['remind-day', 'remind-hours'] as const).map((kind) => `${id}|${kind}|${start}`);

const stoppedBy = (hall: Hall, suspension: Suspension, at: Instant): readonly Appointment[] => [...hall.appointments.values()]
  .filter((one) => one.state === 'booked' && one.voucherFor === undefined && one.end > at && one.services.some((id) => covers(hall, suspension, id)) && lastsUntil(hall, suspension, one.start, at));
const ofStandstill = (hall: Hall, one: Appointment, kind: 'suspended' | 'resumed', suspension: Suspension, at: Instant): Outgoing =>
  toPerson(one, kind, at, `${suspension.id}|${one.start}`, { since: suspension.since, services: one.services.filter((service) => covers(hall, suspension, service)) });
/** Everybody whose visit a suspension stands in the way of; who moved since they were told is told again. `before`: only whose visit begins by then. */
export const suspendedBy = (hall: Hall, suspension: Suspension, at: Instant, before: Instant | null = null): readonly Outgoing[] => stoppedBy(hall, suspension, at).filter((one) => before === null || one.start <= before).map((one) => ofStandstill(hall, one, 'suspended', suspension, at));
/** It goes on: who can still come is told, if they were told that it stands still, which nobody was whose time is later than it was to last. Whose time began meanwhile has as long again (missedAt). */
const resumedFor = (hall: Hall, suspension: Suspension, at: Instant): MessageChange => {
  const last = backAt(suspension, at) ?? instantOf(hall.catalogue.zoneTable, nextDay(localDayOf(hall, at)), 0);
  const coming = [...hall.appointments.values()].filter((one) => one.state === 'booked' && one.voucherFor === undefined && one.start < last && one.end > suspension.since && (missedAt(hall, one) ?? Infinity) > at && one.services.some((id) => covers(hall, suspension, id)));
  return { add: coming.map((one) => ofStandstill(hall, one, 'resumed', suspension, at)), drop: [] };
};
/** What the id of a message about a standstill says, or null. */
const standstillIn = (id: string): { readonly kind: 'suspended' | 'resumed'; readonly suspension: string; readonly start: number } | null => {
  const [, kind, suspension = '', start] = /\|(suspended|resumed)\|(.+)\|(\d+)$/.exec(id) ?? [];
  return kind === 'suspended' || kind === 'resumed' ? { kind, suspension, start: Number(start) } : null;
};
/** Who is told by phone that it stands still, when it goes on already, is told that too; null where it does not, or the message was about something else. */
export const goesOnAlready = (hall: Hall, { id, channel, about: holder, body }: Pick<Outgoing, 'id' | 'channel' | 'about' | 'body'>, at: Instant): Outgoing | null => {
  const about = standstillIn(id);
  if (about?.kind !== 'suspended' || !('kind' in body) || 'to' in body) return null;
  const stood = hall.suspensions.get(about.suspension);
  return stood !== undefined && stood.endedAt === null ? null : { id: id.replace('|suspended|', '|resumed|'), channel, about: holder, dueAt: at, body: { ...body, kind: 'resumed' } };
};
/** Whether the last that somebody heard of standstills is that their visit, at this start, stands still. `told`: ids of what they were sent, the latest first. Null: they heard nothing. */
export const heardLast = (told: readonly string[], start: Instant): 'suspended' | 'resumed' | null => {
  for (const id of told) {
    const said = standstillIn(id);
    if (said?.start === start) return said.kind;
  }
  return null;
};

/** What the holder of an appointment is told of an event. `before`: the start it had. */
const personal = (hall: Hall, { event, at, seq }: JournalEntry): MessageChange => {
  if (event.type === 'appointment-booked') {
    const made = hall.appointments.get(event.slot.id);
    return made === undefined ? none : { add: [toPerson(made, 'confirmed', at, String(seq)), ...reminders(hall, made, at)], drop: [] };
  }
  if (event.type === 'suspended' || event.type === 'suspension-ended') {
    const suspension = hall.suspensions.get(event.id);
    return suspension === undefined ? none : event.type === 'suspended' ? { add: suspendedBy(hall, suspension, at), drop: [] } : resumedFor(hall, suspension, at);
  }
  // Nobody knew how long it would last; now it lasts today too.
  if (event.type === 'day-opened') return { add: activeSuspensions(hall).flatMap((one) => (backAt(one, at) === null ? suspendedBy(hall, one, at) : [])), drop: [] };
  if (!('id' in event) || typeof event.id !== 'string') return none;
  const one = hall.appointments.get(event.id as AppointmentId);
  // Nobody left a number for a voucher.
  if (one === undefined || one.voucherFor !== undefined) return none;
  switch (event.type) {
    case 'appointment-moved': return { add: [toPerson(one, 'moved', at, String(seq)), ...reminders(hall, one, at)], drop: reminderIds(one.id, one.left[one.left.length - 1]?.start ?? one.start) };
    case 'appointment-cancelled': return { add: [toPerson(one, event.excused ? 'hall-closed' : 'cancelled', at, String(seq))], drop: reminderIds(one.id, one.start) };
    case 'appointment-checked-in': case 'appointment-missed': return { add: [], drop: reminderIds(one.id, one.start) };
    default: return none;
  }
};

const nameOf = { 'appointment-booked': 'booked', 'appointment-moved': 'moved', 'appointment-cancelled': 'cancelled', 'appointment-missed': 'missed', 'appointment-checked-in': 'checked-in', 'leg-called': 'called', 'leg-finished': 'served' } as const satisfies Readonly<Record<string, WebhookEvent>>;

/** The appointment an event is about: its own, or the one for which the ticket was taken. */
const appointmentOf = (hall: Hall, { event }: JournalEntry): Appointment | undefined => {
  if (event.type === 'appointment-booked') return hall.appointments.get(event.slot.id);
  if ('legId' in event) {
    const leg = hall.legs.get(event.legId as LegId);
    const of = leg === undefined ? [] : bookingsOf(hall, leg.ticketId).flatMap((id) => hall.appointments.get(id) ?? []);
    return of.find((one) => leg !== undefined && one.services.includes(leg.serviceId)) ?? of[0];
  }
  return 'id' in event ? hall.appointments.get(event.id as AppointmentId) : undefined;
};

/** What programs are told of an event; null when it is none of theirs. */
const hookMessage = (hall: Hall, entry: JournalEntry, integration: IntegrationConfig): Outgoing | null => {
  const type = nameOf[entry.event.type as keyof typeof nameOf] as WebhookEvent | undefined;
  if (type === undefined || integration.webhook?.events.includes(type) !== true) return null;
  const one = appointmentOf(hall, entry);
  // A voucher is no time that a platform or program knows of.
  if (one === undefined || one.voucherFor !== undefined) return null;
  const iso = (ms: Instant): string => isoInstant(hall.catalogue.zoneTable, ms);
  // A platform's number is as good as a code: only the platform that gave it is told, and who may read the journal, where it stands.
  const number = one.by === actorName({ kind: 'integration', id: integration.id }) || integration.scopes.includes('journal') ? one.external : null;
  return {
    id: `${hall.id}.${entry.seq}.${integration.id}`, channel: `hook:${integration.id}`, about: one.id, dueAt: entry.at,
    body: { type: `appointment.${type}`, timestamp: iso(entry.at), data: { seq: entry.seq, hall: hall.id, appointment: one.id, number, state: one.state, services: one.services.join(','), start: iso(one.start), end: iso(one.end) } },
  };
};

/** Everything that an event, which was just applied, has to be told outside. */
export const messagesOf = (hall: Hall, entry: JournalEntry): MessageChange => {
  const own = hall.catalogue.config.messages === undefined ? none : personal(hall, entry);
  const hooks = (hall.catalogue.config.integrations ?? []).flatMap((integration) => hookMessage(hall, entry, integration) ?? []);
  return hooks.length === 0 ? own : { add: [...own.add, ...hooks], drop: own.drop };
};
