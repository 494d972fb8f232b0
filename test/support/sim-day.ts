import type { Instant } from '../../server/domain/brands.ts';
import { dayDue } from '../../server/domain/day.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { advanceClock, clockApart, clockNewDayLimitMs, startClock } from '../../server/domain/hall-time.ts';
import type { HallClock } from '../../server/domain/hall-time.ts';
import { openIntervals } from '../../server/domain/opening-hours.ts';
import { Chance } from './sim-chance.ts';
import { SimClerks } from './sim-clerks.ts';
import { named } from './sim-config.ts';
import { clockwork, openSim } from './sim-hall.ts';
import type { SimHall } from './sim-hall.ts';
import { faultsNow } from './sim-checks.ts';
import { SimVisitors } from './sim-visitors.ts';
import { endSuspension, suspend } from './sim-press.ts';

export interface DayPlan {
  readonly config: HallConfig;
  readonly seed: number;
  readonly day: string;
  /** Share of what the counters can do that comes through the door. */
  readonly load: number;
  /** Crashes, stepped clocks, suspensions, changed hall files, wrong presses. */
  readonly faults: boolean;
  /** Only for figures: the day is played without rows and without the checks at its end. */
  readonly light?: boolean;
  /** Business hours for halls that never close, so that a day has a beginning and an end. */
  readonly from?: number;
  readonly to?: number;
}
export interface DayResult { readonly sim: SimHall; readonly faults: readonly string[]; readonly crashes: number }

const stepMs = 5_000;

/** One day, told step by step on a clock of its own: true time goes on, the wall clock may be stepped, hall time follows by its own rule. */
class Day {
  private readonly plan: DayPlan;
  private readonly chance: Chance;
  readonly sim: SimHall;
  private readonly visitors: SimVisitors;
  private readonly clerks: SimClerks;
  private readonly begin: Instant;
  private clock: HallClock;
  private elapsed = 0;
  private skew = 0;
  readonly faults: string[] = [];
  crashes = 0;

  constructor(plan: DayPlan) {
    this.plan = plan;
    this.chance = new Chance(plan.seed);
    const hours = plan.from ?? 8;
    this.sim = openSim(plan.config, `${plan.day}T${String(hours).padStart(2, '0')}:00`, plan.light);
    this.begin = this.sim.at;
    this.clock = startClock(null, 0, this.begin);
    this.visitors = new SimVisitors(this.sim, this.chance, plan.load);
    this.clerks = new SimClerks(this.sim, this.chance, this.visitors, plan.faults);
  }

  private step(): void {
    this.elapsed += stepMs;
    this.clock = advanceClock(this.clock, this.elapsed, this.begin + this.elapsed + this.skew);
    this.sim.at = this.clock.hall;
    if (clockApart(this.clock) <= clockNewDayLimitMs && dayDue(this.sim.hall, this.sim.at) !== null) this.sim.openDayIfDue();
    this.sim.ok({ type: 'tick', by: clockwork });
    if (this.plan.faults) this.disturb();
  }

  private crash(): void {
    this.crashes += 1;
    this.sim.crash();
    this.clock = startClock(this.sim.hall.at, this.elapsed, this.begin + this.elapsed + this.skew);
  }

  /** What goes wrong now and then; a suspension or a stepped clock is set right after a while. */
  private disturb(): void {
    const { chance, sim } = this;
    const perHour = (n: number): boolean => chance.is((n * stepMs) / 3_600_000);
    if (perHour(1.5)) this.crash();
    if (perHour(0.3)) this.skew = (chance.oneOf([3_600_000, -3_600_000, 20 * 3_600_000, -20 * 3_600_000]) ?? 0);
    else if (this.skew !== 0 && perHour(2)) this.skew = 0;
    if (perHour(0.4)) {
      const service = chance.oneOf(this.plan.config.services);
      const department = chance.oneOf(this.plan.config.departments);
      if (service !== undefined && department !== undefined) sim.ok(suspend(`s${sim.hall.seq}`, chance.oneOf([{ kind: 'hall' }, { kind: 'department', id: department.id }, { kind: 'service', id: service.id }] as const) ?? { kind: 'hall' }));
    }
    for (const s of sim.hall.suspensions.values()) if (s.endedAt === null && perHour(4)) sim.ok(endSuspension(s.id));
    if (perHour(0.2)) sim.configure({ ...sim.config, protectedOf3: 1 + Math.floor(chance.between(0, 3)) });
    if (perHour(2)) this.faults.push(...faultsNow(sim));
  }

  /** Whether the doors are open by true time, at this minute of the plan. */
  private rush(): number {
    const { from = 8, to = 18, config, day } = this.plan;
    const intervals = openIntervals(config, this.sim.hall.catalogue.zoneTable, null, named(day));
    const at = this.begin + this.elapsed;
    const [first, last] = [Math.max(intervals[0]?.from ?? 0, this.begin), Math.min(intervals.at(-1)?.to ?? 0, this.begin + (to - from) * 3_600_000)];
    if (at < first - 20 * 60_000 || at > last - 30 * 60_000) return 0;
    const sinceOpen = (at - first) / 3_600_000;
    const lunch = intervals.length > 1 && at > (intervals[0]?.to ?? 0) - 20 * 60_000 && at < (intervals[1]?.from ?? 0) - 10 * 60_000;
    return lunch ? 0.05 : sinceOpen < 1.5 ? 1.4 : sinceOpen < 4 ? 1 : 0.85;
  }

  /** Whether clerks work now by true time: from a little before the doors open, not at lunch, and until late. */
  private doors(): 'open' | 'lunch' | 'closed' {
    const { from = 8, to = 18, config, day } = this.plan;
    const intervals = openIntervals(config, this.sim.hall.catalogue.zoneTable, null, named(day));
    const at = this.begin + this.elapsed;
    if (this.elapsed / 3_600_000 > to - from - 0.4) return 'closed';
    if (intervals.some((i) => i.from - 120_000 <= at && at < i.to)) return 'open';
    return intervals.some((i) => i.from > at) && intervals.some((i) => i.to <= at) ? 'lunch' : 'closed';
  }

  run(): DayResult {
    const { from = 8, to = 18 } = this.plan;
    while (this.elapsed < (to - from) * 3_600_000) {
      this.step();
      this.visitors.act(stepMs, this.rush());
      this.clerks.act(stepMs, this.doors());
    }
    this.clerks.goHome();
    // The night: halls that close give up whoever is left; those that never close keep their sleepers until the next day opens.
    this.skew = 0;
    const nightHours = 24 - (to - from) - 0.5;
    for (let i = 0; i < nightHours * 12; i += 1) {
      this.elapsed += 300_000 - stepMs;
      this.step();
    }
    if (this.plan.light !== true) this.faults.push(...faultsNow(this.sim), ...this.sim.differences());
    return { sim: this.sim, faults: this.faults, crashes: this.crashes };
  }
}

export const simulateDay = (plan: DayPlan): DayResult => new Day(plan).run();
