import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PrintJob, PrintReport } from '../../../contract/device-jobs.ts';
import { startAgent } from '../../../drivers/agent/agent.ts';
import type { SimFault } from '../../../drivers/sim/sim-printer.ts';
import { simFaults } from '../../../drivers/sim/sim-printer.ts';
import { SimulatedHall } from '../../../drivers/sim/simulated-hall.ts';
import type { MemoryCable } from '../../../drivers/transport/memory.ts';
import { HandClock } from '../hand-clock.ts';
import { jobWith } from '../papers.ts';
import { CrashDisk, Desk, Life } from './paper-desk.ts';

type Step =
  | { do: 'print' } | { do: 'again'; which: number } | { do: 'wait'; ms: number } | { do: 'crash'; torn: string }
  | { do: 'fault'; fault: SimFault; on: boolean } | { do: 'fail-after'; commands: number; fault: SimFault }
  | { do: 'power-cycle' } | { do: 'unplug' } | { do: 'plug' } | { do: 'stall'; on: boolean } | { do: 'disk'; failing: boolean } | { do: 'ack'; on: boolean };

// Garbage may by chance look like any answer, so nothing can be demanded of what is reported then.
const faultOf = fc.constantFrom<SimFault>(...simFaults.filter((fault) => fault !== 'garbage'));
const stepOf: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>({ do: 'print' }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 20, 400, 3_000, 20_000, 70_000) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('crash' as const), torn: fc.constantFrom('', '0', 'deadbeef {"t":"begun","id":"J1"') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), which: fc.nat({ max: 9 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fault' as const), fault: faultOf, on: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fail-after' as const), commands: fc.integer({ min: 1, max: 120 }), fault: faultOf }) },
  fc.constant<Step>({ do: 'power-cycle' }),
  fc.constant<Step>({ do: 'unplug' }),
  fc.constant<Step>({ do: 'plug' }),
  fc.record({ do: fc.constant('stall' as const), on: fc.boolean() }),
  fc.record({ do: fc.constant('disk' as const), failing: fc.boolean() }),
  fc.record({ do: fc.constant('ack' as const), on: fc.boolean() }),
);

/** One hall's paper through everything that can happen to it. */
class PaperDay {
  readonly clock = new HandClock();
  readonly disk = new CrashDisk();
  readonly desk = new Desk();
  readonly printers = new SimulatedHall(this.clock);
  readonly accepted: PrintJob[] = [];
  readonly #entry: { id: string; name: string; profile: string };
  #count = 0;
  #life = new Life(this.clock, this.printers);

  constructor(profile: string) {
    this.#entry = { id: 'p1', name: '取号机', profile };
    this.cable.plug();
  }

  get cable(): MemoryCable {
    const cable = this.printers.cableFor(this.#entry);
    if (cable === null) throw new Error(`no profile ${this.#entry.profile}`);
    return cable;
  }

  get sim() {
    const sim = this.printers.find('p1');
    if (sim === null) throw new Error('no printer');
    return sim;
  }

  async start(): Promise<void> {
    this.disk.fail(false);
    this.#life = new Life(this.clock, this.printers);
    const { clock, simulators } = this.#life;
    await startAgent({ link: this.desk.plug(), spool: this.disk.plug(), clock, simulators });
    this.desk.view(this.#entry.profile);
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'print': return this.#print(jobWith(`J${(this.#count += 1)}`, this.clock.now()));
      case 'again': return this.#again(step.which);
      case 'wait': return this.clock.advance(step.ms);
      case 'crash': return this.#crash(step.torn);
      case 'fault': return this.sim.setFault(step.fault, step.on);
      case 'fail-after': return this.sim.failAfter(step.commands, step.fault);
      case 'power-cycle': return this.sim.powerCycle();
      case 'unplug': return this.cable.unplug();
      case 'plug': return this.cable.plug();
      case 'stall': return this.cable.stall(step.on);
      case 'disk': return this.disk.fail(step.failing);
      case 'ack': this.desk.acknowledging = step.on;
    }
  }

  /** Everything is mended, the agent restarted, and time enough goes by. */
  async end(): Promise<void> {
    for (const fault of this.sim.faults) this.sim.setFault(fault, false);
    this.sim.failAfter(1_000_000, 'silent');
    this.cable.stall(false);
    this.cable.plug();
    this.desk.acknowledging = true;
    await this.#crash('');
    await this.clock.advance(120_000);
  }

  /** How often a job's number stands on paper, whatever became of the pieces. */
  timesOnPaper(id: string): number {
    const lines = [...this.sim.papers, this.sim.hanging].flatMap((ticket) => ticket.lines);
    return lines.filter((line) => line.kind === 'text' && line.text === id).length;
  }

  finalReports(id: string): PrintReport[] {
    return this.desk.reports.filter((report) => report.job === id && report.state !== 'printing');
  }

  async #print(job: PrintJob): Promise<void> {
    const answer = await this.clock.until(this.desk.print(job));
    if (answer.ok) this.accepted.push(job);
  }

  async #again(which: number): Promise<void> {
    const job = this.accepted[which];
    if (job !== undefined) await this.clock.until(this.desk.print(job));
  }

  async #crash(torn: string): Promise<void> {
    this.#life.end();
    this.disk.crash(torn);
    this.desk.cut();
    this.cable.unplug('offline');
    this.cable.plug();
    await this.start();
  }
}

const runs = Number(process.env['RUNS'] ?? 150);
const seed = Number(process.env['SEED'] ?? Date.now() & 0x7fffffff);

it.each(['epson-tm-80', 'generic-58-silent'])('%s: each job is on paper at most once and its last word is true, through faults and crashes', async (profile) => {
  await fc.assert(fc.asyncProperty(fc.array(stepOf, { minLength: 3, maxLength: 30 }), async (steps) => {
    const day = new PaperDay(profile);
    await day.start();
    let diskFailed = false;
    for (const step of steps) {
      diskFailed ||= step.do === 'disk' && step.failing;
      await day.take(step);
    }
    await day.end();
    for (const job of day.accepted) {
      const times = day.timesOnPaper(job.id);
      expect(times, `${job.id} on paper`).toBeLessThanOrEqual(1);
      const states = new Set(day.finalReports(job.id).map((report) => report.state));
      expect(states.size, `${job.id} was reported ${[...states].join(' and ') || 'not at all'}`).toBeGreaterThanOrEqual(1);
      // A disk that refuses the last report may make a restarted agent doubt what an earlier one knew; else one word only.
      if (!diskFailed) expect([...states]).toHaveLength(1);
      if (states.has('printed')) expect(times, `${job.id} printed`).toBe(1);
      if (states.has('not-printed') && !diskFailed) expect(times, `${job.id} not printed`).toBe(0);
    }
  }), { seed, numRuns: runs });
});
