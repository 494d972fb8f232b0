import { localDayOf } from '../domain/book.ts';
import type { AppointmentId, HallId, Instant } from '../domain/brands.ts';
import { instant, minutes } from '../domain/brands.ts';
import type { MessageKind, MessagesConfig } from '../domain/booking-config.ts';
import type { Appointment, Hall } from '../domain/hall.ts';
import { instantOf, nextDay } from '../domain/hall-time.ts';
import { soonMessage } from '../domain/messages.ts';
import type { DirectBody, Outgoing } from '../domain/messages.ts';
import { minuteOfDay } from '../domain/opening-hours.ts';
import { leadingLeg, placeOf } from '../domain/ticket-facts.ts';
import type { Store, Taken } from '../store/store.ts';
import type { HallEngine } from './hall-engine.ts';
import type { ProcessClock } from './process-clock.ts';
import { sendOnce } from './send-message.ts';
import type { HttpMessage, Sent } from './send-message.ts';
import { webhookHeaders, webhookSecret } from './webhook-signature.ts';

export interface OutboxOptions {
  readonly store: Pick<Store, 'outbox' | 'side' | 'find'>;
  readonly halls: ReadonlyMap<HallId, HallEngine>;
  readonly clock: ProcessClock;
  readonly publicUrl: string | null;
  /** Of this data directory; secrets of webhooks follow from it. */
  readonly master: Buffer;
  /** Passwords of gateways by their names. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly send?: typeof fetch;
  /** What a message says, in the language of the booking. */
  readonly textOf: (hall: Hall, appointment: Appointment, kind: MessageKind, facts: MessageFacts) => string;
  readonly directTextOf: (hall: Hall, body: DirectBody) => string;
}
/** What a message may name that stands beside the journal. */
export interface MessageFacts { readonly code: string; readonly link: string | null; readonly number: string | null }
const together = 20;
const mostAttempts = 12;
const soonAhead = 3;
const keptMs = 14 * 86_400_000;
/** Forgetting looks through the whole table, so it is done once an hour. */
const purgeEveryMs = 3_600_000;
/** 5 s, 10, 20 … at most an hour. */
const backOff = (attempts: number): number => Math.min(3_600_000, 5_000 * 2 ** (attempts - 1));
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

/** Sends what the halls have to tell, each message once: what may have arrived is never sent again by itself. */
export class Outbox {
  private readonly options: OutboxOptions;
  private running = false;
  private purgedAt = -Infinity;
  private readonly told = new Map<string, number>();
  constructor(options: OutboxOptions) { this.options = options; }

  /** How many messages of a hall could not be sent; as of the last pass. */
  unsentOf(hall: HallId): number { return this.told.get(hall) ?? 0; }

  /** What signs the webhooks of an integration. */
  secretOf(hall: HallId, integration: string): string { return webhookSecret(this.options.master, hall, integration); }

  /** A message that was being sent when the process ended may have arrived; a program can tell, a person cannot. */
  async recover(): Promise<void> {
    const { store: { outbox }, clock } = this.options;
    for (const one of await outbox.interrupted()) {
      if (one.channel === 'sms') await outbox.settle(one.hall, one.id, { state: 'unknown', fault: 'interrupted', at: clock.wall() });
      else await outbox.settle(one.hall, one.id, { state: 'waiting', fault: 'interrupted', dueAt: one.dueAt });
    }
    await this.count();
  }

  /** One pass: what is due is sent. Passes never overlap. */
  async pass(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      await this.noteSoon();
      for (const engine of this.options.halls.values()) {
        if (engine.down) continue;
        for (let due = await this.options.store.outbox.take(engine.now(), together); due.length > 0; due = await this.options.store.outbox.take(engine.now(), together)) {
          await Promise.all((await this.inTurn(due)).map(async (turn) => { for (const one of turn) await this.deliver(one); }));
          if (due.length < together) break;
        }
      }
      await this.purge();
      await this.count();
    } finally {
      this.running = false;
    }
  }

  private async purge(): Promise<void> {
    const { clock, store } = this.options;
    if (clock.mono() - this.purgedAt < purgeEveryMs) return;
    this.purgedAt = clock.mono();
    await store.outbox.purge(clock.wall() - keptMs);
  }

  /** What one person or one phone is told comes in order, or their limit could not be kept; others need not wait for it. */
  private async inTurn(due: readonly Taken[]): Promise<readonly (readonly Taken[])[]> {
    let turns: { readonly keys: readonly string[]; readonly messages: readonly Taken[] }[] = [];
    for (const one of due) {
      const keys = await this.sharedBy(one);
      const shares = (turn: { readonly keys: readonly string[] }): boolean => turn.keys.some((key) => keys.includes(key));
      const same = turns.filter(shares);
      turns = [...turns.filter((turn) => !shares(turn)), { keys: [...same.flatMap((turn) => turn.keys), ...keys], messages: [...same.flatMap((turn) => turn.messages), one] }];
    }
    return turns.map(({ messages }) => messages);
  }

  /** Whose limit a message counts against. A program has none. */
  private async sharedBy({ hall, channel, about, id }: Taken): Promise<readonly string[]> {
    if (channel !== 'sms') return [id];
    const person = this.options.halls.get(hall)?.hall.appointments.get(about as AppointmentId)?.person ?? about;
    const phone = (await this.options.store.side(hall, about, 'phone'))?.value;
    return [`${hall}|${person}`, ...(phone === undefined ? [] : [`${hall}|${phone}`])];
  }

  private async count(): Promise<void> {
    for (const id of this.options.halls.keys()) this.told.set(id, (await this.options.store.outbox.unsent(id, 1_000)).length);
  }

  /** Who is called after three more is told so, once. */
  private async noteSoon(): Promise<void> {
    for (const { hall, now, id } of [...this.options.halls.values()].map((engine) => ({ hall: engine.hall, now: engine.now(), id: engine.id }))) {
      if (hall.catalogue.config.messages === undefined) continue;
      const soon: Outgoing[] = [];
      for (const [ticketId, [first]] of hall.ticketBookings) {
        const ticket = hall.tickets.get(ticketId);
        const one = first === undefined ? undefined : hall.appointments.get(first);
        if (ticket === undefined || one?.state !== 'checked-in' || one.voucherFor !== undefined || leadingLeg(hall, ticket).state !== 'waiting') continue;
        if (placeOf(hall, leadingLeg(hall, ticket), now).ahead <= soonAhead) soon.push(soonMessage(one, now));
      }
      if (soon.length > 0) await this.options.store.outbox.add(id, soon);
    }
  }

  private async deliver(taken: Taken): Promise<void> {
    const engine = this.options.halls.get(taken.hall);
    const { outbox } = this.options.store;
    const now = engine?.now() ?? this.options.clock.wall();
    const drop = (fault: string): Promise<void> => outbox.settle(taken.hall, taken.id, { state: 'dropped', fault, at: this.options.clock.wall() });
    if (engine === undefined) return drop('no such hall');
    const message = taken.channel === 'sms' ? await this.smsOf(engine, taken, instant(now)) : this.hookOf(engine, taken);
    if ('drop' in message) return drop(message.drop);
    // Somebody was to be told and was not: that is on the manager's list.
    if ('fail' in message) return outbox.settle(taken.hall, taken.id, { state: 'failed', fault: message.fail, at: this.options.clock.wall() });
    if ('until' in message) return outbox.settle(taken.hall, taken.id, { state: 'waiting', fault: null, dueAt: message.until });
    return this.settle(taken, await sendOnce(message, this.options.send ?? fetch), now);
  }

  private async settle(taken: Taken, sent: Sent, now: number): Promise<void> {
    const { outbox } = this.options.store;
    const at = this.options.clock.wall();
    // The receiver of a webhook knows a message again by its id, so one whose answer was lost is sent again.
    const again = sent.state === 'again' || (sent.state === 'unknown' && taken.channel !== 'sms');
    if (sent.state === 'sent') return outbox.settle(taken.hall, taken.id, { state: 'sent', fault: null, at });
    if (again && taken.attempts < mostAttempts) return outbox.settle(taken.hall, taken.id, { state: 'waiting', fault: sent.fault, dueAt: now + backOff(taken.attempts) });
    return outbox.settle(taken.hall, taken.id, { state: sent.state === 'unknown' && taken.channel === 'sms' ? 'unknown' : 'failed', fault: sent.fault, at });
  }

  private hookOf(engine: HallEngine, taken: Taken): HttpMessage | { readonly drop: string } {
    const id = taken.channel.slice('hook:'.length);
    const integration = engine.hall.catalogue.config.integrations?.find((one) => one.id === id);
    if (integration?.webhook === undefined) return { drop: 'no webhook any more' };
    const body = JSON.stringify(taken.body);
    return { url: integration.webhook.url, headers: webhookHeaders(this.secretOf(engine.id, id), taken.id, Math.floor(this.options.clock.wall() / 1000), body), body };
  }

  private async smsOf(engine: HallEngine, taken: Taken, now: Instant): Promise<HttpMessage | { readonly drop: string } | { readonly fail: string } | { readonly until: number }> {
    const { hall } = engine;
    const config = hall.catalogue.config.messages;
    const appointment = hall.appointments.get(taken.about as AppointmentId);
    if (config !== undefined && 'to' in taken.body) return this.directOf(hall, taken, taken.body, config, now);
    if (config === undefined || appointment === undefined || !('kind' in taken.body) || 'to' in taken.body) return { drop: 'nobody to tell any more' };
    const { kind } = taken.body;
    if (kind === 'soon' && !stillWaits(hall, appointment)) return taken.attempts > 1 || now > taken.dueAt + minutes(5) ? { fail: 'too late' } : { drop: 'called already' };
    if (kind.startsWith('remind') && appointment.state !== 'booked') return { drop: 'not booked any more' };
    if (kind.startsWith('remind') && now >= appointment.start) return { fail: 'too late' };
    const until = always.has(kind) ? null : quietUntil(hall, config.quiet, now);
    // Until then the visit would have begun: a reminder is of no use any more, and who would come in vain is told in the night.
    if (until !== null && until < appointment.start) return { until };
    if (until !== null && kind.startsWith('remind')) return { drop: 'quiet until the visit' };
    const side = async (what: 'phone' | 'booking-code' | 'booking-token'): Promise<string | null> => (await this.options.store.side(engine.id, appointment.id, what))?.value ?? null;
    const phone = await side('phone');
    if (phone === null) return { drop: 'no phone number' };
    if (await this.tooMany(hall, appointment, phone, config)) return { fail: 'too many today' };
    const token = await side('booking-token');
    const number = appointment.ticketId === null ? null : (hall.tickets.get(appointment.ticketId)?.number ?? null);
    const text = this.options.textOf(hall, appointment, kind, { code: (await side('booking-code')) ?? '', number, link: this.options.publicUrl === null || token === null ? null : `${this.options.publicUrl}/a/${token}` });
    return this.gateway(config.sms, { phone, text, id: taken.id });
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

const everyMs = 1_000;
/** Lets the outbox work, about once a second, until it is stopped. */
export const startOutbox = (outbox: Outbox, clock: ProcessClock, failed: (error: unknown) => void): (() => void) => {
  const timer = setInterval(() => void outbox.pass().catch(failed), Math.max(50, everyMs / (clock.speed ?? 1)));
  timer.unref();
  return () => clearInterval(timer);
};
