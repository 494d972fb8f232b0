import type { CounterId } from '../../server/domain/brands.ts';
import { isRefusal } from '../../server/domain/decision.ts';
import type { CounterState, Leg } from '../../server/domain/hall.ts';
import type { Chance } from './sim-chance.ts';
import type { SimHall } from './sim-hall.ts';
import { atDesk, staff } from './sim-press.ts';
import type { SimVisitors } from './sim-visitors.ts';

/** The clerks of a simulated day: each does the next thing at the time it is due, some press twice, some press wrong. */
export class SimClerks {
  private readonly sim: SimHall;
  private readonly chance: Chance;
  private readonly visitors: SimVisitors;
  private readonly clumsy: boolean;
  private readonly clerks: readonly string[];
  private readonly busyUntil = new Map<CounterId, number>();
  private now = 0;
  private directs = 0;

  constructor(sim: SimHall, chance: Chance, visitors: SimVisitors, clumsy: boolean) {
    this.sim = sim;
    this.chance = chance;
    this.visitors = visitors;
    this.clumsy = clumsy;
    this.clerks = sim.config.staff.filter((s) => s.roles.includes('clerk')).map((s) => s.number);
  }

  act(stepMs: number, doors: 'open' | 'lunch' | 'closed'): void {
    this.now += stepMs;
    this.sim.config.counters.forEach((config, i) => {
      const counter = this.sim.hall.counters.get(config.id);
      if (counter === undefined) return;
      if (this.clumsy && this.chance.is(0.0015)) this.pressWrong(config.id);
      if (this.now < (this.busyUntil.get(config.id) ?? 0)) return;
      if (counter.clerk === null) this.arrive(config.id, i, doors === 'open');
      else if (counter.paused !== null) this.run(config.id, 1, atDesk(this.sim, config.id).resume);
      else if (counter.current === null) this.idle(counter, doors);
      else this.attend(counter, this.sim.hall.legs.get(counter.current));
    });
  }

  private rest(counter: CounterId, minutes: number): void { this.busyUntil.set(counter, this.now + minutes * 60_000); }
  private run(counter: CounterId, minutes: number, command: Parameters<SimHall['run']>[0]): boolean {
    this.rest(counter, minutes);
    const done = !isRefusal(this.sim.run(command));
    if (this.clumsy && this.chance.is(0.01)) this.sim.run(command);
    return done;
  }

  private arrive(id: CounterId, index: number, open: boolean): void {
    if (!open) return;
    this.rest(id, this.chance.between(0, 2));
    this.sim.run(atDesk(this.sim, id).signIn(this.clerks[index % this.clerks.length] ?? ''));
  }

  private idle(counter: CounterState, doors: 'open' | 'lunch' | 'closed'): void {
    const { sim, chance } = this;
    const desk = atDesk(sim, counter.id);
    if (doors === 'lunch' || (doors === 'closed' && chance.is(0.02))) return void this.run(counter.id, doors === 'lunch' ? 1 : 60, desk.signOut());
    if (chance.is(0.002)) return void this.run(counter.id, chance.between(5, 15), desk.pause(sim.config.pauseReasons[0]?.id ?? ''));
    if (chance.is(0.001)) return void this.run(counter.id, chance.between(5, 30), desk.signOut());
    const held = [...sim.hall.held].map((id) => sim.hall.legs.get(id)).find((leg) => leg?.counterId === counter.id && leg.held !== null && sim.at - leg.held.at > 6 * 60_000);
    if (held !== undefined) return void this.run(counter.id, chance.between(1, 5), chance.is(0.5) ? desk.resumeHeld(held.ticketId) : desk.giveBack(held.ticketId));
    const [sleeper] = sim.hall.absent;
    if (sleeper !== undefined && chance.is(0.002)) return void this.run(counter.id, 0.5, chance.is(0.5) ? desk.call(sleeper.split('.')[0] ?? '') : desk.giveBack(sleeper.split('.')[0] ?? ''));
    if (chance.is(0.002)) return void this.run(counter.id, 3, desk.direct(`d${(this.directs += 1)}`, sim.config.services.find((s) => s.kind === 'queue')?.id ?? '', chance.is(0.3)));
    this.callNext(counter.id);
  }

  private callNext(id: CounterId): void {
    const decision = this.sim.run(atDesk(this.sim, id).next);
    const called = !isRefusal(decision) && decision.length > 0;
    this.rest(id, called ? this.chance.between(0.3, 0.9) : this.chance.between(0.1, 0.3));
    if (called && this.clumsy && this.chance.is(0.01)) this.sim.run(atDesk(this.sim, id).undo);
  }

  private serviceMinutes(leg: Leg): number {
    return Math.max(0.5, this.chance.around((this.sim.hall.catalogue.services.get(leg.serviceId)?.usualMinutes ?? 10) * leg.cases));
  }

  private attend(counter: CounterState, leg: Leg | undefined): void {
    if (leg === undefined) throw new Error(`counter ${counter.id} names a leg that is not in the hall`);
    if (leg.state === 'called') this.receive(counter, leg);
    else this.complete(counter, leg);
  }

  private receive(counter: CounterState, leg: Leg): void {
    const { chance } = this;
    const desk = atDesk(this.sim, counter.id);
    if (this.visitors.isNoShow(leg)) {
      if ((leg.call?.recalls ?? 0) === 0) return void this.run(counter.id, 0.6, desk.recall);
      if (this.run(counter.id, 0.1, desk.absent)) this.callNext(counter.id);
    } else if (chance.is(0.03)) this.run(counter.id, 0.2, desk.transfer(this.otherQueue(leg), 'original'));
    else if (chance.is(0.1) && leg.call !== null && this.sim.at - leg.call.firstAt < 60_000) this.rest(counter.id, this.serviceMinutes(leg));
    else if (chance.is(0.1) && leg.call !== null && this.sim.at - leg.call.firstAt >= 60_000) this.complete(counter, leg);
    else this.run(counter.id, this.serviceMinutes(leg), desk.start);
  }

  private otherQueue(leg: Leg): string { return this.chance.oneOf(this.sim.config.queues)?.id ?? leg.queueId; }

  private complete(counter: CounterState, leg: Leg): void {
    const { sim, chance } = this;
    const desk = atDesk(sim, counter.id);
    const service = chance.oneOf(sim.config.services.filter((s) => s.kind === 'queue'))?.id ?? '';
    if (leg.state === 'serving' && chance.is(0.02)) return void this.run(counter.id, 0.2, desk.hold(sim.config.holdReasons[0]?.id ?? ''));
    if (chance.is(0.02)) return void this.run(counter.id, 0.2, desk.transfer(this.otherQueue(leg), chance.oneOf(['original', 'last', 'first'] as const)));
    if (chance.is(0.02)) return void this.run(counter.id, chance.between(2, 8), desk.addService(service, chance.is(0.5)));
    this.run(counter.id, 0.1, desk.finish(chance.oneOf(sim.config.outcomes)?.id ?? null));
    if (this.clumsy && chance.is(0.03)) return void sim.run(desk.undo);
    if (chance.is(0.9)) this.callNext(counter.id);
  }

  /** A press that makes no sense now: the hall refuses it, and stays as it was. */
  private pressWrong(id: CounterId): void {
    const { sim, chance } = this;
    const desk = atDesk(sim, id);
    const ticket = chance.oneOf([...sim.hall.tickets.keys()].slice(-50)) ?? 'nobody';
    const command = chance.oneOf([desk.next, desk.direct(`w${sim.hall.seq}`, sim.config.services.find((s) => s.kind === 'queue')?.id ?? '', true), desk.recall, desk.start, desk.hold(), desk.absent, desk.undo, desk.resume, desk.resumeHeld(ticket), desk.call(ticket), desk.giveBack(ticket), { ...desk.next, by: staff('0000') }]);
    const { seq } = sim.hall;
    if (command !== undefined && isRefusal(sim.run(command)) && sim.hall.seq !== seq) throw new Error(`${command.type} was refused and wrote to the journal`);
  }

  /** The last visitors are served, then everybody signs out. */
  goHome(): void {
    for (const { id } of this.sim.config.counters) {
      const desk = atDesk(this.sim, id);
      const counter = this.sim.hall.counters.get(id);
      if (counter?.clerk == null) continue;
      if (counter.current !== null) this.sim.run(desk.finish());
      this.sim.ok(desk.signOut(true));
    }
  }
}
