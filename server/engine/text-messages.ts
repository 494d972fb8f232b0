import { localDayOf } from '../domain/book.ts';
import type { AppointmentId, Instant, ServiceId } from '../domain/brands.ts';
import { minutes } from '../domain/brands.ts';
import type { MessageKind, MessagesConfig } from '../domain/booking-config.ts';
import type { Appointment, Hall } from '../domain/hall.ts';
import { instantOf, nextDay } from '../domain/hall-time.ts';
import { heardLast } from '../domain/messages.ts';
import type { DirectBody, PersonBody } from '../domain/messages.ts';
import { comeUntil, missedAt } from '../domain/missed-appointments.ts';
import { slotGone } from '../domain/must-move.ts';
import { minuteOfDay } from '../domain/opening-hours.ts';
import { stopsVisit } from '../domain/suspensions.ts';
import { leadingLeg, placeOf } from '../domain/ticket-facts.ts';
import type { Store, Taken } from '../store/store.ts';
import type { HallEngine } from './hall-engine.ts';
import type { HttpMessage } from './send-message.ts';

export interface TextOptions {
  readonly store: Pick<Store, 'outbox' | 'side' | 'find'>;
  readonly clock: { readonly wall: () => number };
  readonly publicUrl: string | null;
  /** Passwords of gateways by their names. */
  readonly secrets: ReadonlyMap<string, string>;
  /** What a message says, in the language of the booking. */
  readonly textOf: (hall: Hall, appointment: Appointment, kind: MessageKind, facts: MessageFacts) => string;
  readonly directTextOf: (hall: Hall, body: DirectBody) => string;
}
/** What a message may name that stands beside the journal. `ahead`: people before the number. */
export interface MessageFacts { readonly code: string; readonly link: string | null; readonly number: string | null; readonly ahead: number; /** All of the visit, or those that stood still. */ readonly services: readonly ServiceId[]; /** Until when who was kept by a suspension may still check in. */ readonly comeUntil: Instant | null }
/** What is to be sent; or why it is not. `fail`: somebody was to be told and was not, which is on the manager's list. `until`: later, then. */
export type Written = HttpMessage | { readonly drop: string } | { readonly fail: string } | { readonly until: number };
const always: ReadonlySet<MessageKind> = new Set(['confirmed', 'soon']);

/** When quiet hours that hold this instant end, or null. */
const quietUntil = (hall: Hall, quiet: MessagesConfig['quiet'], at: Instant): Instant | null => {
  if (quiet === undefined) return null;
  const today = localDayOf(hall, at);
  const zone = hall.catalogue.zoneTable;
  const over = minuteOfDay(quiet.from) >= minuteOfDay(quiet.to);
  for (const day of over ? [nextDay(today, -1), today] : [today]) {
    const end = instantOf(zone, over ? nextDay(day) : day, minuteOfDay(quiet.to));
    if (instantOf(zone, day, minuteOfDay(quiet.from)) <= at && at < end) return end;
  }
  return null;
};

const stillWaits = (hall: Hall, { ticketId }: Appointment): boolean => {
  const ticket = ticketId === null ? undefined : hall.tickets.get(ticketId);
  return ticket !== undefined && leadingLeg(hall, ticket).state === 'waiting';
};

const askAgainMs = 10 * 60_000;
/** A day less than the outbox keeps what was sent. */
const rememberedMs = 13 * 86_400_000;
/** What becomes of a reminder that is due now: it is of no use to who has been here, moved, or can't be served, as the hall is closed or stands still. A standstill may end before the visit. */
const reminderStopped = (hall: Hall, { id }: Taken, one: Appointment, now: Instant): Exclude<Written, HttpMessage> | null => {
  if (one.state !== 'booked') return { drop: 'not booked any more' };
  if (!id.endsWith(`|${one.start}`)) return { drop: 'moved' };
  if (id.includes('|remind-day|') && localDayOf(hall, now) === localDayOf(hall, one.start)) return { drop: 'the day has come' };
  if (now >= one.start) return { fail: 'too late' };
  if (slotGone(hall, one)) return { fail: 'closed' };
  if (stopsVisit(hall, one.services, one.start, now) === null) return null;
  return now + askAgainMs < one.start ? { until: now + askAgainMs } : { drop: 'suspended' };
};
/** What was so when it was written need not be so any more: a gateway may have been away, or the night have come between. */
const overtaken = (hall: Hall, taken: Taken, kind: MessageKind, one: Appointment, now: Instant): Exclude<Written, HttpMessage> | null => {
  if (kind.startsWith('remind')) return reminderStopped(hall, taken, one, now);
  if ((kind === 'confirmed' || kind === 'moved') && (one.state === 'cancelled' || one.state === 'missed')) return { drop: one.state };
  if (kind !== 'suspended' && kind !== 'resumed') return null;
  const stopped = stopsVisit(hall, one.services, one.start, now) !== null;
  if (one.state !== 'booked' || (missedAt(hall, one) ?? Infinity) <= now || stopped !== (kind === 'suspended')) return { drop: 'not so any more' };
  return null;
};

/** Writes text messages as the gateway of a hall wants them. */
export class TextMessages {
  private readonly options: TextOptions;
  constructor(options: TextOptions) { this.options = options; }

  async of(engine: HallEngine, taken: Taken, now: Instant): Promise<Written> {
    const { hall } = engine;
    const config = hall.catalogue.config.messages;
    const appointment = hall.appointments.get(taken.about as AppointmentId);
    if (config !== undefined && 'to' in taken.body) return this.directOf(hall, taken, taken.body, config, now);
    if (config === undefined || appointment === undefined || !('kind' in taken.body) || 'to' in taken.body) return { drop: 'nobody to tell any more' };
    const { kind } = taken.body;
    if (kind === 'soon' && !stillWaits(hall, appointment)) return taken.attempts > 1 || now > taken.dueAt + minutes(5) ? { fail: 'too late' } : { drop: 'called already' };
    const no = overtaken(hall, taken, kind, appointment, now);
    if (no !== null) return no;
    if (kind === 'resumed' && !(await this.heardThatItStands(hall, appointment, taken.body, now))) return { drop: 'never heard that it stood still' };
    const last = kind === 'resumed' && appointment.start <= now ? comeUntil(hall, appointment, now) : undefined;
    if (last === null) return { fail: 'too late' };
    const until = always.has(kind) ? null : quietUntil(hall, config.quiet, now);
    // Until then the visit would have begun: a reminder is of no use any more, and who would come in vain is told in the night.
    if (until !== null && until < appointment.start) return { until };
    if (until !== null && kind.startsWith('remind')) return { drop: 'quiet until the visit' };
    const side = async (what: 'phone' | 'booking-code' | 'booking-token'): Promise<string | null> => (await this.options.store.side(engine.id, appointment.id, what))?.value ?? null;
    const phone = await side('phone');
    if (phone === null) return { drop: 'no phone number' };
    if (await this.tooMany(hall, appointment, phone, config)) return { fail: 'too many today' };
    const token = await side('booking-token');
    const ticket = appointment.ticketId === null ? undefined : hall.tickets.get(appointment.ticketId);
    const ahead = ticket === undefined ? 0 : placeOf(hall, leadingLeg(hall, ticket), now).ahead;
    const text = this.options.textOf(hall, appointment, kind, { code: (await side('booking-code')) ?? '', number: ticket?.number ?? null, ahead, services: taken.body.stood?.services ?? appointment.services, comeUntil: last ?? null, link: this.options.publicUrl === null || token === null ? null : `${this.options.publicUrl}/a/${token}` });
    return this.gateway(config.sms, { phone, text, id: taken.id });
  }

  /** Of this standstill or, where several overlap, of another that they were not told the end of. What was sent weeks ago is no longer known: rather told in vain than not told. */
  private async heardThatItStands(hall: Hall, { id, start }: Appointment, { stood }: PersonBody, now: Instant): Promise<boolean> {
    const heard = heardLast(await this.options.store.outbox.told(hall.id, id), start);
    return heard === null ? stood !== undefined && stood.since < now - rememberedMs : heard === 'suspended';
  }

  /** Somebody waits for it with the phone in hand, so what comes late is not sent. */
  private directOf(hall: Hall, { id, dueAt }: Taken, body: DirectBody, config: MessagesConfig, now: Instant): HttpMessage | { readonly fail: string } {
    return now > dueAt + minutes(10) ? { fail: 'too late' } : this.gateway(config.sms, { phone: body.to, text: this.options.directTextOf(hall, body), id });
  }

  /** Counts what the person was sent, and what that phone was sent for others: one phone may book for a family. */
  private async tooMany(hall: Hall, appointment: Appointment, phone: string, config: MessagesConfig): Promise<boolean> {
    const own = appointment.person === null ? [appointment.id] : (hall.persons.get(appointment.person)?.past ?? []).map((one) => one.appointment);
    const samePhone = (await this.options.store.find('phone', phone)).filter((row) => row.hall === hall.id).map(({ ref }) => ref);
    return (await this.options.store.outbox.sentSince(hall.id, [...new Set<string>([...own, ...samePhone])], this.options.clock.wall() - 86_400_000)) >= (config.perPersonPerDay ?? 10);
  }

  private gateway({ url, headers = {}, form, json, ok }: MessagesConfig['sms'], slots: Readonly<Record<string, string>>): HttpMessage {
    const filled = (value: string): string => value.replace(/\{(secret:)?([\w-]+)\}/g, (whole, secret: string | undefined, name: string) => (secret === undefined ? (slots[name] ?? whole) : (this.options.secrets.get(name) ?? '')));
    const all = (values: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value)]));
    const body = form === undefined ? JSON.stringify(all(json ?? {})) : new URLSearchParams(all(form)).toString();
    return { url: filled(url), headers: { 'content-type': form === undefined ? 'application/json' : 'application/x-www-form-urlencoded; charset=utf-8', ...all(headers) }, body, ...(ok === undefined ? {} : { ok }) };
  }
}
