import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../drivers/agent/agent.ts';
import { startAgent } from '../../../drivers/agent/agent.ts';
import type { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import { textOf } from '../../../drivers/sim/sim-paper.ts';
import { SimulatedHall } from '../../../drivers/sim/simulated-hall.ts';
import { HandClock } from '../hand-clock.ts';
import { jobWith } from '../papers.ts';
import { CrashDisk, Desk, Life } from './paper-desk.ts';

class Hall {
  readonly clock = new HandClock();
  readonly disk = new CrashDisk();
  readonly desk = new Desk();
  readonly printers = new SimulatedHall(this.clock);

  get sim(): SimPrinter {
    const sim = this.printers.find('p1');
    if (sim === null) throw new Error('the printer was never dialled');
    return sim;
  }

  #life = new Life(this.clock, this.printers);

  start(): Promise<Agent> {
    this.#life = new Life(this.clock, this.printers);
    const { clock, simulators } = this.#life;
    return this.clock.until(startAgent({ link: this.desk.plug(), spool: this.disk.plug(), clock, simulators }));
  }

  /** The agent's machine dies: nothing it does from now on reaches disk, server or printer. The printer keeps its power. */
  crash(torn = ''): void {
    this.#life.end();
    this.disk.crash(torn);
    this.desk.cut();
    this.printers.cableFor({ id: 'p1', name: '', profile: 'epson-tm-80' })?.unplug('offline');
    this.printers.cableFor({ id: 'p1', name: '', profile: 'epson-tm-80' })?.plug();
  }

  papersWith(id: string): number {
    return [...this.sim.papers, this.sim.hanging].map(textOf).filter((text) => text.split('\n').includes(id)).length;
  }
}

async function open(view = true): Promise<Hall> {
  const hall = new Hall();
  await hall.start();
  if (view) hall.desk.view();
  await hall.clock.advance(1_000);
  return hall;
}

describe('the agent', () => {
  it('accepts a job once it is on disk, prints it and reports until the server has it', async () => {
    const hall = await open();
    hall.desk.acknowledging = false;
    expect(await hall.desk.print(jobWith('A001', hall.clock.now()))).toEqual({ ok: true });
    expect(hall.disk.text).toContain('"A001"');
    await hall.clock.advance(2_000);
    expect(hall.desk.statesOf('A001')).toEqual(['printing', 'printed']);
    hall.desk.acknowledging = true;
    await hall.clock.advance(25_000);
    expect(hall.desk.statesOf('A001')).toEqual(['printing', 'printed', 'printed']);
    expect(hall.papersWith('A001')).toBe(1);
  });

  it('has written "begun" to disk before the first byte of the ticket', async () => {
    const hall = await open();
    await hall.desk.print(jobWith('A001', hall.clock.now()));
    hall.disk.hold();
    await hall.clock.advance(5_000);
    expect(hall.papersWith('A001')).toBe(0);
    hall.disk.release();
    await hall.clock.advance(2_000);
    expect(hall.disk.text).toContain('"begun"');
    expect(hall.papersWith('A001')).toBe(1);
  });

  it('prints the same job once, however often it comes, and repeats its report', async () => {
    const hall = await open();
    const job = jobWith('A001', hall.clock.now());
    await Promise.all([hall.desk.print(job), hall.desk.print(job), hall.desk.print(job)]);
    await hall.clock.advance(2_000);
    await hall.desk.print(job);
    await hall.clock.advance(2_000);
    expect(hall.papersWith('A001')).toBe(1);
    expect(hall.desk.statesOf('A001')).toEqual(['printing', 'printed', 'printed']);
  });

  it('refuses a job it cannot keep, and prints nothing of it', async () => {
    const hall = await open();
    hall.disk.fail(true);
    expect(await hall.desk.print(jobWith('A001', hall.clock.now()))).toEqual({ ok: false, fault: 'printer-error' });
    hall.disk.fail(false);
    await hall.clock.advance(2_000);
    expect(hall.papersWith('A001')).toBe(0);
    expect(await hall.desk.print(jobWith('A001', hall.clock.now()))).toEqual({ ok: true });
    await hall.clock.advance(2_000);
    expect(hall.papersWith('A001')).toBe(1);
  });

  it('says which printer does not exist, and which cannot be reached', async () => {
    const hall = await open();
    await hall.desk.print(jobWith('A001', hall.clock.now(), { printer: 'p9' }));
    hall.desk.view('generic-80', 'serial:');
    expect(hall.desk.devices.at(-1)).toEqual({ device: 'p1', state: 'fault', fault: 'port-missing' });
    await hall.desk.print(jobWith('A002', hall.clock.now()));
    await hall.clock.advance(1_000);
    expect(hall.desk.reports).toContainEqual({ job: 'A001', state: 'not-printed', fault: 'bad-job' });
    expect(hall.desk.reports).toContainEqual({ job: 'A002', state: 'not-printed', fault: 'port-missing' });
  });

  it('sends the condition of all printers with the first view of a line, and then only what changes', async () => {
    const hall = await open();
    expect(hall.desk.devices.at(-1)).toEqual({ device: 'p1', state: 'ok' });
    const before = hall.desk.devices.length;
    hall.desk.view();
    expect(hall.desk.devices.slice(before)).toEqual([{ device: 'p1', state: 'ok' }]);
    for (let n = 0; n < 600; n += 1) hall.desk.view('epson-tm-80', 'sim:', false);
    expect(hall.desk.devices.slice(before)).toHaveLength(1);
    hall.desk.view('epson-tm-80', 'serial:', false);
    expect(hall.desk.devices.at(-1)).toEqual({ device: 'p1', state: 'fault', fault: 'port-missing' });
  });

  it('drops a printer that left the view and takes it up again', async () => {
    const hall = await open();
    hall.desk.viewEmpty();
    await hall.clock.advance(1_000);
    await hall.desk.print(jobWith('A001', hall.clock.now()));
    await hall.clock.advance(1_000);
    expect(hall.desk.statesOf('A001')).toEqual(['not-printed']);
    hall.desk.view();
    await hall.clock.advance(1_000);
    await hall.desk.print(jobWith('A002', hall.clock.now()));
    await hall.clock.advance(2_000);
    expect(hall.desk.statesOf('A002')).toEqual(['printing', 'printed']);
  });
});

describe('an agent that starts again', () => {
  it('reports a begun job as unknown and never prints it again', async () => {
    const hall = await open();
    hall.sim.failAfter(40, 'silent');
    await hall.desk.print(jobWith('A001', hall.clock.now()));
    await hall.clock.advance(500);
    expect(hall.desk.statesOf('A001')).toEqual(['printing']);
    hall.crash();
    hall.sim.setFault('silent', false);
    await hall.start();
    hall.desk.view();
    await hall.clock.advance(30_000);
    expect(hall.desk.statesOf('A001')).toEqual(['printing', 'unknown']);
    expect(hall.papersWith('A001')).toBe(1);
    await hall.desk.print(jobWith('A001', hall.clock.now()));
    await hall.clock.advance(30_000);
    expect(hall.papersWith('A001')).toBe(1);
  });

  it('prints a job it had taken and not begun, if there is still time', async () => {
    const hall = await open(false);
    await hall.desk.print(jobWith('A001', hall.clock.now()));
    hall.crash('0badc0de {"t":"beg');
    await hall.start();
    hall.desk.view();
    await hall.clock.advance(5_000);
    expect(hall.desk.statesOf('A001')).toEqual(['printing', 'printed']);
  });

  it('reports it expired if there is not', async () => {
    const hall = await open(false);
    await hall.desk.print(jobWith('A001', hall.clock.now()));
    hall.crash();
    await hall.clock.advance(61_000);
    await hall.start();
    hall.desk.view();
    await hall.clock.advance(5_000);
    expect(hall.desk.reports).toEqual([{ job: 'A001', state: 'not-printed', fault: 'expired' }]);
    expect(hall.papersWith('A001')).toBe(0);
  });

  it('brings a report that the server never acknowledged', async () => {
    const hall = await open();
    hall.desk.acknowledging = false;
    await hall.desk.print(jobWith('A001', hall.clock.now()));
    await hall.clock.advance(2_000);
    hall.crash();
    hall.desk.acknowledging = true;
    await hall.start();
    hall.desk.view();
    await hall.clock.advance(2_000);
    expect(hall.desk.statesOf('A001')).toEqual(['printing', 'printed', 'printed']);
  });

  it('prints nothing unfinished from a spool damaged in the middle', async () => {
    const hall = await open(false);
    await hall.desk.print(jobWith('A001', hall.clock.now()));
    await hall.desk.print(jobWith('A002', hall.clock.now()));
    hall.crash();
    const [first = '', second = ''] = hall.disk.text.split('\n');
    hall.disk.text = `${first}\nxx${second.slice(2)}\n`;
    await hall.start();
    hall.desk.view();
    await hall.clock.advance(5_000);
    expect(hall.desk.reports).toEqual([{ job: 'A001', state: 'unknown' }]);
    expect(hall.printers.find('p1')?.cutCount).toBe(0);
  });

  it('says again on a new line which calls stand on its boards, because a word on the old one may be lost', async () => {
    const hall = await open(false);
    const picture = { on: true, brightness: 12, pages: [[{ text: '请A001号', colour: 'red' }]], number: 'A001', calls: ['t.1'], newest: 5 } as const;
    const view = (fresh: boolean): void => hall.desk.view('epson-tm-80', 'sim:', fresh, [{ id: 'b1', name: 'b1', profile: 'onbon-6k-64x16', connection: 'sim:', address: 1, picture }]);
    const word = { device: 'b1', calls: ['t.1'], newest: 5 };
    view(true);
    await hall.clock.advance(3_000);
    expect(hall.desk.said).toEqual([word]);
    view(false);
    await hall.clock.advance(3_000);
    expect(hall.desk.said).toEqual([word]);
    view(true);
    expect(hall.desk.said).toEqual([word, word]);
  });

  it('leaves jobs it did not begin in the spool when it is stopped in good order', async () => {
    const hall = new Hall();
    const agent = await hall.start();
    hall.desk.view();
    await hall.clock.advance(1_000);
    hall.sim.setFault('slow', true);
    await hall.desk.print(jobWith('A001', hall.clock.now()));
    await hall.desk.print(jobWith('A002', hall.clock.now()));
    await hall.clock.advance(20);
    await hall.clock.until(agent.close());
    expect(hall.desk.statesOf('A002')).toEqual([]);
    await hall.start();
    hall.desk.view();
    await hall.clock.advance(5_000);
    expect(hall.desk.statesOf('A001')).toEqual(['printing', 'printed']);
    expect(hall.desk.statesOf('A002')).toEqual(['printing', 'printed']);
    expect([hall.papersWith('A001'), hall.papersWith('A002')]).toEqual([1, 1]);
  });
});
