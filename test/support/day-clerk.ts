import type { Answer, Client } from '../../contract/client.ts';
import { instant } from '../../server/domain/brands.ts';
import type { CounterId, Instant, QueueId, StaffNumber } from '../../server/domain/brands.ts';
import { profileAt, staffedFor } from '../../server/domain/counter-profile.ts';
import type { Leg } from '../../server/domain/hall.ts';
import type { Interval } from '../../server/domain/opening-hours.ts';
import type { HallEngine } from '../../server/engine/hall-engine.ts';
import type { DayBell } from './day-bell.ts';
import type { DayClock } from './day-clock.ts';
import { pick } from './day-random.ts';
import type { Chance } from './sim-chance.ts';
import type { Visit, Visits } from './day-visits.ts';

export interface ClerkPost {
  readonly hall: string;
  readonly counter: CounterId;
  readonly clerk: StaffNumber;
  readonly client: Client;
  readonly engine: HallEngine;
  readonly clock: DayClock;
  readonly bell: DayBell;
  readonly visits: Visits;
  readonly chance: Chance;
  /** Opening times of the day; between two of them lies lunch. */
  readonly hours: readonly Interval[];
}
const secondMs = 1000;
const minuteMs = 60_000;
/** How long after closing a clerk still takes people who wait. */
const overtimeMs = 30 * minuteMs;
const lunchOvertimeMs = 10 * minuteMs;

/**
 * One clerk for one day. Every round looks at how the counter stands and does the next sensible thing, so a clerk goes on
 * after any refusal, and also when a person at a real screen pressed something here meanwhile.
 */
export class Clerk {
  /** Presses of "finish" that were accepted. */
  finished = 0;
  private readonly post: ClerkPost;
  private readonly held: { readonly ticketId: string; readonly backAt: number }[] = [];
  private restAt: number;

  constructor(post: ClerkPost) {
    this.post = post;
    this.restAt = post.clock.now() + post.chance.between(40, 140) * minuteMs;
  }

  private press<T = unknown>(act: string, body: object = {}): Promise<Answer<T>> { return this.post.client.post<T>(`${this.post.hall}/counters/${this.post.counter}/${act}`, body); }
  private between(low: number, high: number): Promise<void> { return this.post.clock.sleep(this.post.chance.between(low, high) * secondMs); }

  private at(): Instant { return instant(Math.floor(this.post.clock.now())); }
  /** The queues of this hour: the roster may give a counter another profile after lunch. */
  private queues(): readonly QueueId[] { return profileAt(this.post.engine.hall, this.post.counter, this.at())?.queues.map((q) => q.queue) ?? []; }

  async signIn(): Promise<void> { await this.press('sign-in'); }

  /** Until the counter closes for the day; rejects with DayOver when the day ends sooner. */
  async work(): Promise<void> {
    while (await this.round());
    if (this.post.engine.hall.counters.get(this.post.counter)?.clerk === this.post.clerk) await this.press('sign-out');
  }

  private async round(): Promise<boolean> {
    const { hall } = this.post.engine;
    const counter = hall.counters.get(this.post.counter);
    if (counter?.clerk !== this.post.clerk) return this.waitForSeat();
    if (counter.paused !== null) return this.endPause();
    const leg = counter.current === null ? undefined : hall.legs.get(counter.current);
    if (leg?.state === 'called') await this.receive(leg);
    else if (leg?.state === 'serving') await this.serve(leg);
    else return this.callOrRest();
    return true;
  }

  /** Somebody else sits here, perhaps a person at a real screen: try again in a while. */
  private async waitForSeat(): Promise<boolean> {
    if (this.mayGoHome()) return false;
    await this.post.clock.sleep(5 * minuteMs);
    if (this.post.engine.hall.counters.get(this.post.counter)?.clerk === null) await this.signIn();
    return true;
  }

  private nobodyWaits(): boolean {
    const queues = this.queues();
    return ![...this.post.engine.hall.legs.values()].some((leg) => leg.state === 'waiting' && queues.includes(leg.queueId));
  }
  private closedFor(): { readonly next: Interval | undefined; readonly sinceMs: number } | null {
    const now = this.post.clock.now();
    const { hours } = this.post;
    if (hours.some((i) => i.from <= now && now < i.to)) return null;
    const last = hours.filter((i) => i.to <= now).at(-1);
    return last === undefined ? null : { next: hours.find((i) => i.from > now), sinceMs: now - last.to };
  }
  private mayGoHome(): boolean {
    const closed = this.closedFor();
    return closed !== null && closed.next === undefined && (closed.sinceMs > overtimeMs || (this.nobodyWaits() && this.held.length === 0));
  }

  private async callOrRest(): Promise<boolean> {
    const closed = this.closedFor();
    const now = this.post.clock.now();
    if (this.mayGoHome()) return false;
    if (closed?.next !== undefined && (closed.sinceMs > lunchOvertimeMs || this.nobodyWaits())) await this.press('pause', { reason: this.reason('meal') });
    else if (now > this.restAt && closed === null) await this.press('pause', { reason: this.reason('break') });
    else if (this.held.some((h) => h.backAt <= now)) await this.resumeHeld(now);
    else await this.callNext();
    return true;
  }
  private reason(wanted: string): string {
    const reasons = this.post.engine.hall.catalogue.config.pauseReasons.map((r) => r.id);
    return reasons.includes(wanted) ? wanted : (reasons[0] ?? wanted);
  }
  private async endPause(): Promise<boolean> {
    const next = this.closedFor()?.next;
    if (next === undefined) await this.between(4 * 60, 10 * 60);
    else await this.post.clock.until(next.from + this.post.chance.between(-1, 2) * minuteMs);
    this.restAt = this.post.clock.now() + this.post.chance.between(70, 150) * minuteMs;
    await this.press('resume');
    return true;
  }
  private async resumeHeld(now: number): Promise<void> {
    const back = this.held.findIndex((h) => h.backAt <= now);
    const [one] = this.held.splice(back, 1);
    await this.press('resume-held', { ticketId: one?.ticketId ?? '' });
  }

  private async callNext(): Promise<void> {
    const answer = await this.press<{ ticket: unknown }>('call-next');
    if (!answer.ok) return this.between(5, 15);
    if (answer.body.ticket !== null) return undefined;
    const soonest = Math.min(minuteMs, ...this.held.map((h) => h.backAt - this.post.clock.now()));
    const silence: { end?: () => void } = {};
    try {
      await this.post.clock.sleep(soonest, (wake) => { silence.end = this.post.bell.listen(this.queues(), wake); });
    } finally {
      silence.end?.();
    }
    return this.between(1, 4);
  }

  /** Somebody was called: they come, or they don't and are called again. */
  private async receive(leg: Leg): Promise<void> {
    const visit = this.post.visits.byTicket.get(leg.ticketId);
    if (visit !== undefined && !visit.missed && visit.visitor.comes !== 'at-once') return this.miss(visit);
    await this.between(12, 45);
    if (visit?.visitor.trouble === 'transfer' && !visit.troubled) return this.sendOn(visit, leg);
    await this.press('start');
  }

  private async miss(visit: Visit): Promise<void> {
    await this.between(30, 50);
    await this.press('recall');
    for (let tries = 0; tries < 20; tries += 1) {
      await this.between(15, 25);
      const answer = await this.press('absent');
      if (!answer.ok && answer.problem?.code === 'call-not-heard-yet') continue;
      if (answer.ok) this.post.visits.missed(visit);
      return;
    }
  }

  /** The wrong number: their matter belongs to another queue of the same zone, if there is one. */
  private async sendOn(visit: Visit, leg: Leg): Promise<void> {
    visit.troubled = true;
    const { queues } = this.post.engine.hall.catalogue.config;
    const zone = queues.find((q) => q.id === leg.queueId)?.zone;
    const elsewhere = queues.filter((q) => q.zone === zone && q.id !== leg.queueId && staffedFor(this.post.engine.hall, q.id, [], this.at()).length > 0);
    if (elsewhere.length > 0) await this.press('transfer', { queueId: pick(this.post.chance, elsewhere).id, place: 'original' });
  }
  private minutesOf(leg: Leg, visit: Visit | undefined): number {
    const planned = visit?.visitor.wants.find((want) => want.service === leg.serviceId)?.minutes;
    const secondHalf = visit?.troubled === true && visit.visitor.trouble === 'hold';
    if (planned !== undefined) return secondHalf ? planned / 2 : planned;
    return this.post.chance.around(this.post.engine.hall.catalogue.services.get(leg.serviceId)?.usualMinutes ?? 5);
  }

  private async serve(leg: Leg): Promise<void> {
    const visit = this.post.visits.byTicket.get(leg.ticketId);
    const minutes = this.minutesOf(leg, visit);
    const trouble = visit === undefined || visit.troubled ? 'none' : visit.visitor.trouble;
    if (trouble === 'none' || trouble === 'transfer') return this.finish(leg, visit, minutes);
    await this.post.clock.sleep((minutes / 2) * minuteMs);
    if (visit !== undefined) visit.troubled = true;
    if (trouble === 'hold') return this.hold(leg);
    await this.addService(leg);
    return this.finish(leg, visit, minutes / 2);
  }
  private async hold(leg: Leg): Promise<void> {
    const reasons = this.post.engine.hall.catalogue.config.holdReasons;
    await this.press('hold', { reason: pick(this.post.chance, reasons).id });
    this.held.push({ ticketId: leg.ticketId, backAt: this.post.clock.now() + this.post.chance.between(4, 9) * minuteMs });
  }
  private async addService(leg: Leg): Promise<void> {
    const others = this.post.engine.hall.catalogue.config.services.filter((s) => s.queue === leg.queueId && s.id !== leg.serviceId);
    if (others.length > 0) await this.press('add-service', { serviceId: pick(this.post.chance, others).id, here: false });
  }

  private async finish(leg: Leg, visit: Visit | undefined, minutes: number): Promise<void> {
    await this.post.clock.sleep(minutes * minuteMs);
    // One that the clerk presses wrongly and takes back now and then, as people do.
    const slip = this.post.chance.is(0.004);
    const closing = this.closedFor() !== null || this.post.clock.now() > this.restAt || this.held.some((h) => h.backAt <= this.post.clock.now());
    const outcome = visit?.visitor.outcome ?? null;
    const answer = await this.press('finish', { ...(outcome === null ? {} : { outcome }), callNext: !closing && !slip });
    if (!answer.ok) return this.between(3, 8);
    if (slip) {
      await this.between(3, 6);
      if ((await this.press('undo')).ok) return undefined;
    }
    this.finished += 1;
    if (visit !== undefined) this.post.visits.served(visit, leg.id);
    return closing || slip ? this.between(10, 40) : undefined;
  }
}
