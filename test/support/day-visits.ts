import type { TicketAnswer } from '../../contract/http-shapes.ts';
import type { Client } from '../../contract/client.ts';
import type { HallEngine } from '../../server/engine/hall-engine.ts';
import { DayOver } from './day-clock.ts';
import type { DayClock } from './day-clock.ts';
import { pick } from './day-random.ts';
import type { Chance } from './sim-chance.ts';
import type { Visitor } from './day-visitors.ts';

/** A simulated person with a number in hand. */
export interface Visit { readonly visitor: Visitor; readonly ticket: TicketAnswer; missed: boolean; troubled: boolean }
export interface Doors {
  readonly hall: string;
  readonly engine: HallEngine;
  readonly clock: DayClock;
  readonly kiosks: readonly Client[];
  readonly guide: Client;
  readonly anyone: Client;
  readonly chance: Chance;
}
const minuteMs = 60_000;

/** Everybody who came: takes numbers at the kiosks and from the guide, and does what people with a number in hand do. */
export class Visits {
  readonly byTicket = new Map<string, Visit>();
  /** Numbers asked for that the hall refused, e.g. because the series was used up. */
  refused = 0;
  private readonly doors: Doors;
  private readonly deeds = new Set<Promise<void>>();

  constructor(doors: Doors) {
    this.doors = doors;
  }

  /** Lets everybody come at their time. Resolves when the last one has; rejects with DayOver when the day ends sooner. */
  async arrive(visitors: readonly Visitor[]): Promise<void> {
    for (const visitor of visitors) {
      await this.doors.clock.until(visitor.at);
      this.doing(this.take(visitor));
    }
  }

  /** Waits until nobody is in the middle of anything. */
  async settled(): Promise<void> {
    while (this.deeds.size > 0) await Promise.all(this.deeds);
  }
  private doing(deed: Promise<void>): void {
    const kept = deed.catch((error: unknown) => {
      if (!(error instanceof DayOver)) throw error;
    }).finally(() => this.deeds.delete(kept));
    this.deeds.add(kept);
  }

  private async take(visitor: Visitor): Promise<void> {
    const { hall, guide, kiosks, chance } = this.doors;
    const withGuide = visitor.classId !== null;
    const client = withGuide ? guide : pick(chance, kiosks);
    const serviceIds = visitor.wants.map((want) => want.service);
    const body = { serviceIds, language: visitor.language, needs: visitor.needs, ...(visitor.classId === null ? {} : { class: visitor.classId, identity: { reason: '已看证件' } }) };
    const answer = await client.post<{ ticket: TicketAnswer }>(`${hall}/tickets`, body);
    if (!answer.ok) {
      this.refused += 1;
      return;
    }
    const visit: Visit = { visitor, ticket: answer.body.ticket, missed: false, troubled: false };
    this.byTicket.set(visit.ticket.id, visit);
    if (visitor.stepsAway) this.doing(this.stepAway(visit));
    if (visitor.patience < 60) this.doing(this.loseHeart(visit));
  }

  private async own(visit: Visit, act: string, body: object = {}): Promise<void> {
    await this.doors.anyone.post(`/api/tickets/${visit.ticket.token ?? ''}/${act}`, body);
  }
  private waits(visit: Visit): boolean {
    const legs = [...this.doors.engine.hall.legs.values()].filter((leg) => leg.ticketId === visit.ticket.id);
    return legs.length > 0 && legs.every((leg) => leg.state === 'waiting');
  }

  private async stepAway(visit: Visit): Promise<void> {
    const { clock, chance } = this.doors;
    await clock.sleep(chance.between(2, 5) * minuteMs);
    if (!this.waits(visit)) return;
    await this.own(visit, 'away');
    await clock.sleep(chance.between(5, 15) * minuteMs);
    await this.own(visit, 'back');
  }
  private async loseHeart(visit: Visit): Promise<void> {
    await this.doors.clock.sleep(visit.visitor.patience * minuteMs);
    if (this.waits(visit)) await this.own(visit, 'leave');
  }

  /** The call was missed; whoever comes late shows the ticket at a kiosk and waits again. */
  missed(visit: Visit): void {
    visit.missed = true;
    if (visit.visitor.comes !== 'late') return;
    const { clock, hall, kiosks, chance } = this.doors;
    this.doing((async () => {
      await clock.sleep(chance.between(3, 10) * minuteMs);
      await pick(chance, kiosks).post(`${hall}/tickets/${visit.ticket.id}/wake`);
    })());
  }

  /** Served; some rate by phone on their way out. */
  served(visit: Visit, legId: string): void {
    const { grade } = visit.visitor;
    if (grade === null) return;
    const { clock, chance } = this.doors;
    this.doing((async () => {
      await clock.sleep(chance.between(0.3, 3) * minuteMs);
      await this.own(visit, 'rating', { grade, legId });
    })());
  }
}
