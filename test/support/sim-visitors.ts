import type { Leg } from '../../server/domain/hall.ts';
import { instant } from '../../server/domain/brands.ts';
import type { QueueConfig, ServiceConfig } from '../../server/domain/hall-config.ts';
import { isRefusal } from '../../server/domain/decision.ts';
import type { Chance } from './sim-chance.ts';
import { named } from './sim-config.ts';
import type { SimHall } from './sim-hall.ts';
import { about, changeClass, device, issueCommand, staff, visitor } from './sim-press.ts';

/** The people of a simulated day, and the machines that serve them: kiosk, printer, screen, voice. */
export class SimVisitors {
  private readonly sim: SimHall;
  private readonly chance: Chance;
  private readonly doors: readonly { readonly services: readonly ServiceConfig[]; readonly perMs: number }[];
  private readonly noShows = new Set<string>();
  private later: { readonly at: number; readonly act: () => void }[] = [];
  private now = 0;
  private born = 0;
  private readonly job = (): string => `job${(this.born += 1)}`;
  private readonly guide: string;
  private readonly kiosk: string;

  constructor(sim: SimHall, chance: Chance, load: number) {
    this.sim = sim;
    this.chance = chance;
    const { config } = sim;
    this.guide = config.staff.find((s) => s.roles.includes('guide'))?.number ?? config.staff[0]?.number ?? '';
    this.kiosk = config.devices.find((d) => d.kind === 'kiosk' && d.printer !== undefined)?.id ?? '';
    this.doors = config.queues.map((queue) => this.doorOf(queue, load));
  }

  private doorOf(queue: QueueConfig, load: number): { readonly services: readonly ServiceConfig[]; readonly perMs: number } {
    const { config } = this.sim;
    const services = config.services.filter((s) => s.kind === 'queue' && s.queue === queue.id);
    const own = config.counters.filter((c) => config.profiles.find((p) => p.id === c.profile)?.queues.some((q) => q.queue === queue.id && q.offset === 0) === true).length;
    const usual = services.reduce((sum, s) => sum + s.usualMinutes, 0) / Math.max(1, services.length);
    // A person occupies a counter for the service and about a minute of coming and going.
    return { services, perMs: services.length === 0 ? 0 : (load * own) / ((usual + 1) * 60_000) };
  }

  isNoShow(leg: Leg): boolean { return this.noShows.has(leg.ticketId); }
  private inMinutes(minutes: number, act: () => void): void { this.later.push({ at: this.now + minutes * 60_000, act }); }

  act(stepMs: number, rush: number): void {
    this.now += stepMs;
    for (const door of this.doors) for (let n = this.chance.count(door.perMs * stepMs * rush); n > 0; n -= 1) this.arrive(door.services);
    const due = this.later.filter((one) => one.at <= this.now);
    this.later = this.later.filter((one) => one.at > this.now);
    for (const { act } of due) act();
    this.screenAndVoice();
  }

  private arrive(services: readonly ServiceConfig[]): void {
    const { sim, chance } = this;
    const id = `v${(this.born += 1)}`;
    const first = chance.oneOf(services);
    if (first === undefined) return;
    const second = chance.is(0.05) ? chance.oneOf(sim.config.services.filter((s) => s.kind === 'queue' && s.id !== first.id)) : undefined;
    const cls = chance.oneOf(sim.config.classes.filter((c) => c.kind === (chance.is(0.1) ? 'priority' : chance.is(0.12) ? 'appointment' : 'walk-in')));
    const needs = chance.is(0.02) ? sim.config.needs.filter((n) => sim.config.counters.some((c) => c.equipment?.includes(n.id) === true)).slice(0, 1).map((n) => n.id) : [];
    const from = sim.at + chance.between(-5, 25) * 60_000;
    const period = cls?.kind === 'appointment' ? { start: instant(Math.round(from)), end: instant(Math.round(from) + 900_000) } : null;
    const services2 = [first.id, ...(second === undefined ? [] : [second.id])];
    const job = this.job();
    if (isRefusal(sim.run(issueCommand(id, { services: services2, ...(cls === undefined ? {} : { classId: cls.id }), needs, period, job, by: chance.is(0.9) ? device(this.kiosk) : staff(this.guide) })))) return;
    this.print(id, job);
    this.habits(id);
  }

  private print(id: string, job: string): void {
    const report = (state: 'printing' | 'printed' | 'not-printed'): void => void this.sim.run({ type: 'report-print', by: device('agent-1'), ticketId: named(id), job, state, fault: state === 'not-printed' ? 'paper-out' : null });
    if (this.chance.is(0.01)) return;
    this.inMinutes(0.05, () => report('printing'));
    if (this.chance.is(0.98)) this.inMinutes(0.15, () => report(this.chance.is(0.98) ? 'printed' : 'not-printed'));
    if (this.chance.is(0.01)) this.inMinutes(2, () => void this.sim.run({ type: 'reprint', by: staff(this.guide), ticketId: named(id), printer: null, job: this.job() }));
    if (this.chance.is(0.005)) this.inMinutes(1, () => void this.sim.run({ type: 'blank-paper', by: device(this.kiosk), ticketId: named(id) }));
  }

  /** What this visitor will do besides waiting. */
  private habits(id: string): void {
    const { sim, chance } = this;
    const run = (what: 'leave' | 'away' | 'back' | 'wake') => (): void => void sim.run(about(what, id));
    if (chance.is(0.06)) this.missesCall(id, run('wake'));
    if (chance.is(0.02)) this.inMinutes(chance.between(10, 60), run('leave'));
    if (chance.is(0.05)) {
      this.inMinutes(chance.between(1, 15), run('away'));
      this.inMinutes(chance.between(10, 50), run('back'));
      this.inMinutes(chance.between(50, 70), run('wake'));
    }
    if (chance.is(0.02)) this.inMinutes(chance.between(1, 20), () => void sim.run(changeClass(id, chance.oneOf(sim.config.classes)?.id ?? '')));
    if (chance.is(0.3)) this.inMinutes(chance.between(20, 90), () => void sim.run({ type: 'rate', by: visitor, ticketId: named(id), legId: null, grade: chance.is(0.9) ? 5 : 2, answers: [], seal: null }));
    if (chance.is(0.01)) this.inMinutes(1, () => {
      const serviceId = chance.oneOf(sim.config.services)?.id ?? named('none');
      sim.run({ type: 'service-info-wrong', by: device(this.kiosk), serviceId });
      sim.run({ type: 'print-list', by: device(this.kiosk), serviceId, language: 'zh-CN', large: false, job: `list of ${id}` });
    });
    if (chance.is(0.005)) this.inMinutes(3, () => void sim.run({ type: 'service-info-checked', by: staff(this.guide), serviceId: chance.oneOf(sim.config.services)?.id ?? named('none') }));
    if (chance.is(0.005)) this.inMinutes(1, () => void sim.run({ type: 'ask-help', by: device(this.kiosk), id: `help${id}` }));
    if (chance.is(0.005)) this.inMinutes(4, () => void [...sim.hall.helps.keys()].slice(0, 1).map((help) => sim.run({ type: 'acknowledge-help', by: staff(this.guide), id: help })));
  }

  private missesCall(id: string, wake: () => void): void {
    this.noShows.add(id);
    if (this.chance.is(0.3)) return;
    // Looks at the screen again and again, and comes once the number is among the missed ones.
    const look = (): void => {
      const sleeps = this.sim.hall.tickets.get(named(id))?.legs.some((leg) => this.sim.hall.legs.get(leg)?.state === 'absent') === true;
      if (!sleeps) this.inMinutes(5, look);
      else {
        this.noShows.delete(id);
        wake();
      }
    };
    this.inMinutes(5, look);
  }

  private screenAndVoice(): void {
    const { sim, chance } = this;
    for (const zone of [...sim.hall.zones.values()]) {
      if (zone.job === null && (sim.hall.unspoken.get(zone.id)?.size ?? 0) > 0) sim.run({ type: 'announce', by: { kind: 'clock' }, zone: zone.id, job: this.job() });
      else if (zone.job !== null && chance.is(0.45)) sim.run({ type: 'end-announcement', by: { kind: 'clock' }, zone: zone.id, job: zone.job.id, result: chance.is(0.97) ? 'spoken' : 'failed' });
    }
    const legs = [...sim.hall.counters.values()].map((c) => (c.current === null ? undefined : sim.hall.legs.get(c.current))).filter((leg) => leg !== undefined).filter((leg) => leg.call !== null && leg.call.shownAt === null);
    if (legs.length > 0 && chance.is(0.9)) sim.run({ type: 'shown', by: { kind: 'clock' }, legs: legs.map((leg) => leg.id) });
  }
}
