import { describe, expect, it } from 'vitest';
import { textOf } from '../../../drivers/sim/sim-paper.ts';
import { Bench } from './print-bench.ts';
import { jobWith, paperWith } from '../papers.ts';

describe('a printer that speaks up', () => {
  it('is asked to, tells a change between two looks, and is asked again after a ticket, whose start made it silent', async () => {
    const bench = new Bench();
    await bench.clock.advance(1_000);
    bench.sim.setFault('cover-open', true);
    await bench.clock.advance(1);
    expect(bench.devices.at(-1)).toEqual({ device: 'p1', state: 'fault', fault: 'cover-open' });
    bench.sim.setFault('cover-open', false);
    await bench.print();
    bench.sim.setFault('paper-out', true);
    await bench.clock.advance(1);
    expect(bench.devices.at(-1)).toEqual({ device: 'p1', state: 'fault', fault: 'paper-out' });
  });

  it('is not asked where its profile does not say that it can', async () => {
    const bench = new Bench('generic-80');
    await bench.clock.advance(1_000);
    await bench.print();
    expect(Buffer.from(bench.sent).includes(Buffer.of(0x1d, 0x61))).toBe(false);
  });
});

describe('a job on a printer that answers', () => {
  it('is printed when the answer behind the cut came and the status is clean', async () => {
    const bench = new Bench();
    expect(await bench.print()).toEqual({ job: 'A001', state: 'printed' });
    expect(bench.onPaper).toBe(1);
    expect(bench.devices).toEqual([{ device: 'p1', state: 'ok' }]);
  });

  it.each([
    ['paper-out', 'paper-out'], ['cover-open', 'cover-open'], ['cutter', 'cutter'], ['silent', 'no-answer'],
  ] as const)('with %s from the start is not printed, and not begun', async (simFault, fault) => {
    const bench = new Bench();
    bench.sim.setFault(simFault, true);
    expect(await bench.print()).toEqual({ job: 'A001', state: 'not-printed', fault });
    expect(bench.begun).toEqual([]);
    expect(bench.sent.includes(0x1b)).toBe(false);
    expect(bench.devices.at(-1)).toEqual({ device: 'p1', state: 'fault', fault });
  });

  it.each([
    ['paper-out', 'paper-out'], ['cover-open', 'cover-open'], ['cutter', 'cutter'], ['silent', 'no-answer'],
  ] as const)('with %s in the middle is unknown, and nothing is sent again', async (simFault, fault) => {
    const bench = new Bench();
    bench.sim.failAfter(40, simFault);
    expect(await bench.print()).toEqual({ job: 'A001', state: 'unknown', fault });
    expect(bench.begun).toEqual(['A001']);
    const jobs = bench.sent.filter((byte, at) => byte === 0x1d && bench.sent[at + 1] === 0x56).length;
    expect(jobs).toBe(1);
  });

  it('is printed with a warning while paper runs low', async () => {
    const bench = new Bench();
    bench.sim.setFault('paper-low', true);
    expect(await bench.print()).toMatchObject({ state: 'printed' });
    expect(bench.devices.at(-1)).toEqual({ device: 'p1', state: 'warning', warning: 'paper-low' });
  });

  it('waits for a slow printer', async () => {
    const bench = new Bench();
    bench.sim.setFault('slow', true);
    expect(await bench.print()).toMatchObject({ state: 'printed' });
  });

  it('claims nothing on garbage that does not match the paper', async () => {
    const bench = new Bench();
    bench.sim.setFault('garbage', true);
    const report = await bench.print();
    if (report.state === 'not-printed') expect(bench.onPaper).toBe(0);
    else expect(bench.onPaper).toBe(1);
  });

  it('is refused when it came too late, or when nobody could print it', async () => {
    const bench = new Bench();
    const late = bench.start('A001', { expiresAt: new Date(bench.clock.now()).toISOString() });
    expect(await bench.clock.until(late)).toEqual({ job: 'A001', state: 'not-printed', fault: 'expired' });
    expect(await bench.print('A002', { expiresAt: 'soon' })).toMatchObject({ state: 'not-printed', fault: 'bad-job' });
    const paper = paperWith({ qr: { url: 'https://例.cn', caption: '' } });
    expect(await bench.print('A003', { paper })).toMatchObject({ state: 'not-printed', fault: 'bad-job' });
    expect(bench.onPaper).toBe(0);
  });

  it('is not begun when "begun" cannot be written to disk', async () => {
    const bench = new Bench();
    const job = jobWith('A001', bench.clock.now());
    const report = await bench.clock.until(bench.loop.print(job, () => Promise.reject(new Error('disk full'))));
    expect(report).toEqual({ job: 'A001', state: 'not-printed', fault: 'printer-error' });
    expect(bench.onPaper).toBe(0);
  });

  it('expires while it waits behind a job that hangs', async () => {
    const bench = new Bench();
    bench.sim.failAfter(40, 'paper-out');
    const first = bench.start('A001');
    const second = bench.start('A002', { expiresAt: new Date(bench.clock.now() + 5_000).toISOString() });
    expect(await bench.clock.until(first)).toMatchObject({ state: 'unknown' });
    expect(await bench.clock.until(second)).toMatchObject({ state: 'not-printed', fault: 'expired' });
  });
});

describe('the line to the printer', () => {
  it.each(['port-missing', 'port-denied', 'port-busy'] as const)('names %s and comes back by itself', async (fault) => {
    const bench = new Bench();
    await bench.clock.advance(1_000);
    bench.cable.unplug(fault);
    expect(await bench.print()).toEqual({ job: 'A001', state: 'not-printed', fault });
    expect(bench.devices.at(-1)).toMatchObject({ state: 'fault', fault });
    bench.cable.plug();
    await bench.clock.advance(11_000);
    expect(bench.devices.at(-1)).toEqual({ device: 'p1', state: 'ok' });
    expect(await bench.print('A002')).toMatchObject({ state: 'printed' });
  });

  it('that stalls in the middle leaves the job unknown within its deadline', async () => {
    const bench = new Bench();
    await bench.clock.advance(1_000);
    const job = bench.loop.print(jobWith('A001', bench.clock.now()), async () => bench.cable.stall(true));
    const started = bench.clock.now();
    expect(await bench.clock.until(job)).toEqual({ job: 'A001', state: 'unknown', fault: 'no-answer' });
    expect(bench.clock.now() - started).toBeLessThan(10_000);
    bench.cable.stall(false);
    await bench.clock.advance(15_000);
    expect(await bench.print('A002')).toMatchObject({ state: 'printed' });
    expect(bench.sim.papers.map(textOf).join()).not.toContain('A001');
  });

  it('that breaks while the answer is awaited leaves the job unknown at once', async () => {
    const bench = new Bench();
    bench.sim.failAfter(40, 'silent');
    const job = bench.start();
    await bench.clock.advance(100);
    bench.cable.unplug();
    const started = bench.clock.now();
    expect(await bench.clock.until(job)).toMatchObject({ state: 'unknown' });
    expect(bench.clock.now() - started).toBeLessThan(1_000);
  });

  it('is dialled ever more slowly while the printer stays away', async () => {
    const bench = new Bench();
    bench.cable.unplug();
    let dials = 0;
    const open = bench.cable.open.bind(bench.cable);
    bench.cable.open = (listener) => {
      dials += 1;
      return open(listener);
    };
    await bench.clock.advance(60_000);
    expect(dials).toBeGreaterThanOrEqual(8);
    expect(dials).toBeLessThanOrEqual(10);
  });
});

describe('a late confirmation', () => {
  it('of one job never confirms the next', async () => {
    const bench = new Bench();
    bench.sim.failAfter(40, 'paper-out');
    expect(await bench.print('A001')).toMatchObject({ state: 'unknown', fault: 'paper-out' });
    bench.sim.setFault('paper-out', false);
    // The rest of the first ticket comes out now, and its answer with it; the second job runs out of paper again.
    bench.sim.failAfter(60, 'paper-out');
    expect(await bench.print('A002')).toMatchObject({ state: 'unknown', fault: 'paper-out' });
    expect(bench.sim.papers.map(textOf).filter((text) => text.includes('A002'))).toEqual([]);
  });

  it('left by an earlier run of the program confirms nothing', async () => {
    const bench = new Bench();
    bench.sim.setFault('slow', true);
    bench.sim.receive(Uint8Array.of(...new Uint8Array(1_500).fill(0x41), 0x1d, 0x72, 1));
    expect(await bench.print()).toMatchObject({ state: 'printed' });
    expect(bench.onPaper).toBe(1);
  });

  it('still under way keeps the next job from beginning', async () => {
    const bench = new Bench();
    await bench.clock.advance(1_000);
    // Slow enough that the in-line answer misses its deadline: the printer is busy with what it got before.
    bench.sim.setFault('slow', true);
    bench.sim.receive(new Uint8Array(12_000).fill(0x41));
    expect(await bench.print('A001')).toMatchObject({ state: 'unknown', fault: 'no-answer' });
    expect(await bench.print('A002')).toEqual({ job: 'A002', state: 'not-printed', fault: 'no-answer' });
    await bench.clock.advance(30_000);
    expect(await bench.print('A003')).toMatchObject({ state: 'printed' });
    expect(bench.onPaper).toBe(2);
  });
});

describe('between jobs', () => {
  it('polls, and shows a fault and its end within seconds', async () => {
    const bench = new Bench();
    await bench.clock.advance(1_000);
    bench.sim.setFault('cover-open', true);
    await bench.clock.advance(6_000);
    expect(bench.devices.at(-1)).toEqual({ device: 'p1', state: 'fault', fault: 'cover-open' });
    bench.sim.setFault('cover-open', false);
    await bench.clock.advance(6_000);
    expect(bench.devices.at(-1)).toEqual({ device: 'p1', state: 'ok' });
    expect(bench.loop.report).toEqual({ device: 'p1', state: 'ok' });
  });

  it('hears a status sent by itself at once', async () => {
    const bench = new Bench();
    await bench.clock.advance(1_000);
    bench.cable.send(Uint8Array.of(0x18, 0, 0x0c, 0));
    await bench.clock.advance(1);
    expect(bench.devices.at(-1)).toEqual({ device: 'p1', state: 'fault', fault: 'paper-out' });
  });

  it('asks nothing while a job is on its way', async () => {
    const bench = new Bench();
    await bench.clock.advance(1_000);
    bench.sim.setFault('slow', true);
    bench.sim.receive(new Uint8Array(6_000).fill(0x41));
    const job = bench.start();
    await bench.clock.advance(50);
    const before = bench.sent.length;
    await bench.clock.advance(5_500);
    expect(bench.sent.length).toBe(before);
    expect(await bench.clock.until(job)).toMatchObject({ state: 'printed' });
  });
});

describe('a printer that cannot answer', () => {
  it('gets its paper and the job is sent, never printed', async () => {
    const bench = new Bench('generic-58-silent');
    expect(await bench.print()).toEqual({ job: 'A001', state: 'sent' });
    expect(bench.onPaper).toBe(1);
    expect(bench.sent.some((byte, at) => byte === 0x10 && bench.sent[at + 1] === 0x04)).toBe(false);
    expect(bench.loop.report).toEqual({ device: 'p1', state: 'unknown' });
  });

  it('leaves the job unknown when the line stalls', async () => {
    const bench = new Bench('generic-58-silent');
    bench.cable.stall(true);
    expect(await bench.print()).toMatchObject({ state: 'unknown' });
  });
});

describe('closing', () => {
  it('brings the job in hand to its end and begins no other', async () => {
    const bench = new Bench();
    bench.sim.setFault('slow', true);
    const first = bench.start('A001');
    const second = bench.start('A002');
    await bench.clock.advance(20);
    await bench.clock.until(bench.loop.close());
    expect(await first).toMatchObject({ state: 'printed' });
    expect(await second).toMatchObject({ state: 'not-printed' });
    expect(bench.begun).toEqual(['A001']);
  });
});
