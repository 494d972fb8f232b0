import { setImmediate } from 'node:timers/promises';
import type { AppointmentId, HallId } from '../domain/brands.ts';
import { instant, minutes } from '../domain/brands.ts';
import { soonMessage, suspendedBy } from '../domain/messages.ts';
import type { Outgoing } from '../domain/messages.ts';
import { activeSuspensions } from '../domain/suspensions.ts';
import { leadingLeg, placeOf } from '../domain/ticket-facts.ts';
import type { Became, OutboxLane, Taken } from '../store/store.ts';
import type { HallEngine } from './hall-engine.ts';
import type { ProcessClock } from './process-clock.ts';
import { sendOnce } from './send-message.ts';
import type { HttpMessage, Sent } from './send-message.ts';
import { TextMessages } from './text-messages.ts';
import type { TextOptions, Written } from './text-messages.ts';
import { webhookHeaders, webhookSecret } from './webhook-signature.ts';

export interface OutboxOptions extends TextOptions {
  readonly halls: ReadonlyMap<HallId, HallEngine>;
  readonly clock: ProcessClock;
  /** Of this data directory; secrets of webhooks follow from it. */
  readonly master: Buffer;
  readonly send?: typeof fetch;
}
const together = 20;
const mostAttempts = 12;
const soonAhead = 3;
/** Who took the number a moment ago was told the place then; who is booked for much later is not called before. */
const soonAfter = minutes(2);
const soonBefore = minutes(10);
const keptMs = 14 * 86_400_000;
/** Forgetting looks through the whole table, so it is done once an hour. */
const purgeEveryMs = 3_600_000;
/** Nobody resumes on the minute; and who comes much later may find it going on. */
const overrunAfter = minutes(15);
const overrunAhead = minutes(180);
const overrunEveryMs = 60_000;
const onceMoreMs = 5_000;
/** 5 s, 10, 20 … at most an hour. */
const backOff = (attempts: number): number => Math.min(3_600_000, onceMoreMs * 2 ** (attempts - 1));
const nameOf = ({ hall, channel }: OutboxLane): string => `${hall}|${channel}`;

/** Sends what the halls have to tell, each message once: what may have arrived is never sent again by itself. */
export class Outbox {
  private readonly options: OutboxOptions;
  private readonly texts: TextMessages;
  private tending = false;
  private purgedAt = -Infinity;
  private readonly told = new Map<string, number>();
  /** Every gateway and every webhook of a hall has a lane of its own, so that one that doesn't answer holds up nobody else's. */
  private readonly busy = new Set<string>();
  /** Of programs that are gone from the hall file. */
  private others: readonly OutboxLane[] = [];
  /** What became of messages while the store didn't answer; written as soon as it does. */
  private owed: (() => Promise<void>)[] = [];
  private faults: unknown[] = [];
  private overrunAt = -Infinity;
  constructor(options: OutboxOptions) {
    this.options = options;
    this.texts = new TextMessages(options);
  }

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

  /** One pass: what is due is sent, in every lane that is not still at it. Throws the first fault of the store, after everything else is done. */
  async pass(): Promise<void> {
    await this.tend(async () => {
      await this.payOwed();
      await this.noteSoon();
      await this.noteOverrun();
      await this.purge();
    });
    await Promise.all(this.lanes().map((lane) => this.run(lane).catch((error: unknown) => this.faults.push(error))));
    await this.tend(() => this.count());
    const [fault] = this.faults.splice(0);
    if (fault !== undefined) throw fault;
  }

  /** Never twice at the same time. */
  private async tend(work: () => Promise<void>): Promise<void> {
    if (this.tending) return;
    this.tending = true;
    await work().catch((error: unknown) => this.faults.push(error));
    this.tending = false;
  }

  private lanes(): readonly OutboxLane[] {
    const own = [...this.options.halls.values()].flatMap(({ id, hall }) => ['sms', ...(hall.catalogue.config.integrations ?? []).map((one) => `hook:${one.id}`)].map((channel): OutboxLane => ({ hall: id, channel })));
    const names = new Set(own.map(nameOf));
    return [...own, ...this.others.filter((lane) => !names.has(nameOf(lane)))];
  }

  private async run(lane: OutboxLane): Promise<void> {
    const engine = this.options.halls.get(lane.hall);
    if (engine?.down === true || this.busy.has(nameOf(lane))) return;
    this.busy.add(nameOf(lane));
    try {
      const { outbox } = this.options.store;
      const now = (): number => engine?.now() ?? this.options.clock.wall();
      for (let due = await outbox.take(lane, now(), together); due.length > 0; due = await outbox.take(lane, now(), together)) {
        const turns = await this.inTurn(due).catch((error: unknown) => this.handBack(due, error));
        await Promise.all(turns.map(async (turn) => { for (const one of turn) await this.deliver(one); }));
        if (due.length < together) break;
        // What is dropped waits for no gateway: without this nobody in the hall had a turn until the last of thousands was gone.
        await setImmediate();
      }
    } finally {
      this.busy.delete(nameOf(lane));
    }
  }

  /** Nothing of them has left yet. */
  private async handBack(taken: readonly Taken[], error: unknown): Promise<readonly []> {
    this.faults.push(error);
    for (const one of taken) await this.became(one, { state: 'waiting', fault: null, dueAt: (this.options.halls.get(one.hall)?.now() ?? this.options.clock.wall()) + onceMoreMs });
    return [];
  }

  private async became({ hall, id }: Taken, became: Became): Promise<void> {
    const settle = (): Promise<void> => this.options.store.outbox.settle(hall, id, became);
    await settle().catch((error: unknown) => {
      this.faults.push(error);
      this.owed.push(settle);
    });
  }
  private async payOwed(): Promise<void> {
    const owed = this.owed;
    this.owed = [];
    for (const [n, settle] of owed.entries()) {
      await settle().catch((error: unknown) => {
        this.owed.push(...owed.slice(n));
        throw error;
      });
    }
  }

  private async purge(): Promise<void> {
    const { clock, store: { outbox } } = this.options;
    if (clock.mono() - this.purgedAt < purgeEveryMs) return;
    await outbox.purge(clock.wall() - keptMs);
    this.others = await outbox.lanes();
    this.purgedAt = clock.mono();
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
    return [person, ...(phone === undefined ? [] : [phone])];
  }

  private async count(): Promise<void> {
    for (const id of this.options.halls.keys()) this.told.set(id, (await this.options.store.outbox.unsent(id, 1_000)).length);
  }

  /** Who is called soon is told so, once. */
  private async noteSoon(): Promise<void> {
    for (const { hall, now, id } of [...this.options.halls.values()].map((engine) => ({ hall: engine.hall, now: engine.now(), id: engine.id }))) {
      if (hall.catalogue.config.messages === undefined) continue;
      const soon: Outgoing[] = [];
      for (const [ticketId, [first]] of hall.ticketBookings) {
        const ticket = hall.tickets.get(ticketId);
        const one = first === undefined ? undefined : hall.appointments.get(first);
        if (ticket === undefined || one?.state !== 'checked-in' || one.voucherFor !== undefined || leadingLeg(hall, ticket).state !== 'waiting') continue;
        if (ticket.issuedAt > now - soonAfter || one.start > now + soonBefore) continue;
        if (placeOf(hall, leadingLeg(hall, ticket), now).ahead <= soonAhead) soon.push(soonMessage(one, now));
      }
      if (soon.length > 0) await this.options.store.outbox.add(id, soon);
    }
  }

  /** A suspension that should be over for a while and is not: whose visit comes next learns of it. */
  private async noteOverrun(): Promise<void> {
    const { clock, halls, store } = this.options;
    if (clock.mono() - this.overrunAt < overrunEveryMs) return;
    this.overrunAt = clock.mono();
    for (const engine of halls.values()) {
      const { hall, id } = engine;
      const now = engine.now();
      const over = hall.catalogue.config.messages === undefined ? [] : activeSuspensions(hall).filter((one) => one.expectedBack !== null && one.expectedBack + overrunAfter <= now);
      const next = over.flatMap((one) => suspendedBy(hall, one, now, instant(now + overrunAhead)));
      if (next.length > 0) await store.outbox.add(id, next);
    }
  }

  private async deliver(taken: Taken): Promise<void> {
    const engine = this.options.halls.get(taken.hall);
    const at = this.options.clock.wall();
    try {
      const written: Written = engine === undefined ? { drop: 'no such hall' } : taken.channel === 'sms' ? await this.texts.of(engine, taken, instant(engine.now())) : this.hookOf(engine, taken);
      if ('drop' in written) return await this.became(taken, { state: 'dropped', fault: written.drop, at });
      if ('fail' in written) return await this.became(taken, { state: 'failed', fault: written.fail, at });
      if ('until' in written) return await this.became(taken, { state: 'waiting', fault: null, dueAt: written.until });
      await this.became(taken, this.afterSending(taken, await sendOnce(written, this.options.send ?? fetch), engine?.now() ?? at));
    } catch (error) {
      await this.handBack([taken], error);
    }
  }

  private afterSending({ channel, attempts }: Taken, sent: Sent, now: number): Became {
    const at = this.options.clock.wall();
    // The receiver of a webhook knows a message again by its id, so one whose answer was lost is sent again.
    const again = sent.state === 'again' || (sent.state === 'unknown' && channel !== 'sms');
    if (sent.state === 'sent') return { state: 'sent', fault: null, at };
    if (again && attempts < mostAttempts) return { state: 'waiting', fault: sent.fault, dueAt: now + backOff(attempts) };
    return { state: sent.state === 'unknown' && channel === 'sms' ? 'unknown' : 'failed', fault: sent.fault, at };
  }

  private hookOf(engine: HallEngine, taken: Taken): HttpMessage | { readonly drop: string } {
    const id = taken.channel.slice('hook:'.length);
    const integration = engine.hall.catalogue.config.integrations?.find((one) => one.id === id);
    if (integration?.webhook === undefined) return { drop: 'no webhook any more' };
    const body = JSON.stringify(taken.body);
    return { url: integration.webhook.url, headers: webhookHeaders(this.secretOf(engine.id, id), taken.id, Math.floor(this.options.clock.wall() / 1000), body), body };
  }
}

const everyMs = 1_000;
/** Lets the outbox work, about once a second, until it is stopped. */
export const startOutbox = (outbox: Outbox, clock: ProcessClock, failed: (error: unknown) => void): (() => void) => {
  const timer = setInterval(() => void outbox.pass().catch(failed), Math.max(50, everyMs / (clock.speed ?? 1)));
  timer.unref();
  return () => clearInterval(timer);
};
