import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceReport, PrintReport } from '../../../contract/device-jobs.ts';
import { systemClock } from '../../../drivers/device/clock.ts';
import type { PrintTimings } from '../../../drivers/printer/print-loop.ts';
import { PrintLoop } from '../../../drivers/printer/print-loop.ts';
import { textOf } from '../../../drivers/sim/sim-paper.ts';
import { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import type { SerialLine } from '../../../drivers/transport/connection.ts';
import { serialTransport } from '../../../drivers/transport/serial.ts';
import type { PtyPair } from '../../support/pty-pair.ts';
import { openPtyPair } from '../../support/pty-pair.ts';
import { jobWith, paperWith, profileOf } from '../papers.ts';

const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

const lineTo = (path: string): SerialLine => ({ kind: 'serial', path, baud: 921_600, bits: 8, parity: 'none', stop: 1, flow: 'none' });
/** Polls often, so that a change is seen at once; its deadlines stay generous for a busy machine. */
const brisk: Partial<PrintTimings> = { quietMs: 50, pollMs: 100 };

async function pair(): Promise<PtyPair> {
  const made = await openPtyPair();
  clean.push(() => made.close());
  return made;
}

/** A port of the far side, opened by serialport itself: nothing of our own transport is in it. */
async function farPort(path: string): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  port.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error === null ? resolve() : reject(error)));
  });
  clean.push(() => new Promise((resolve) => {
    if (port.isOpen) port.close(() => resolve());
    else resolve();
  }));
  return port;
}

async function simulatorAt(path: string): Promise<{ sim: SimPrinter; port: SerialPort }> {
  const port = await farPort(path);
  const sim = new SimPrinter({ profile: profileOf('epson-tm-80'), clock: systemClock });
  port.on('data', (bytes: Buffer) => sim.receive(bytes));
  sim.connect((bytes) => port.write(Buffer.from(bytes)));
  return { sim, port };
}

/** The loop on the near side; `reached` waits for a condition of the printer, by event. */
function loopAt(path: string, timings = brisk): { loop: PrintLoop; reached: (state: DeviceReport['state'], fault?: string) => Promise<void> } {
  const heard: DeviceReport[] = [];
  const waiting = new Set<() => void>();
  const onDevice = (report: DeviceReport): void => {
    heard.push(report);
    for (const look of [...waiting]) look();
  };
  const transport = serialTransport(lineTo(path), systemClock);
  const loop = new PrintLoop({ device: 'p1', profile: profileOf('epson-tm-80'), transport, clock: systemClock, onDevice, timings });
  clean.push(() => loop.close());
  const reached = (state: DeviceReport['state'], fault?: string): Promise<void> => new Promise((resolve) => {
    const look = (): void => {
      const last = heard.at(-1);
      if (last?.state !== state || (fault !== undefined && last.fault !== fault)) return;
      waiting.delete(look);
      resolve();
    };
    waiting.add(look);
    look();
  });
  return { loop, reached };
}

const print = (loop: PrintLoop, id: string, paper = {}): Promise<PrintReport> =>
  loop.print(jobWith(id, Date.now(), { paper: paperWith({ number: id, ...paper }) }), () => Promise.resolve());

describe('a printer on a serial line', () => {
  it('prints a ticket and confirms it', async () => {
    const { a, b } = await pair();
    const { sim } = await simulatorAt(b);
    const { loop } = loopAt(a);
    expect(await print(loop, 'A012')).toEqual({ job: 'A012', state: 'printed' });
    expect(sim.papers.map(textOf)).toEqual(['市民服务中心\nA012\n业务：不动产登记\n前面还有 5 人等候\nhttps://q.example.gov.cn/t/7f3a\n扫码看排队进度\n过号请重新取号']);
  });

  it('tells a fault before the first byte, and prints when it is mended', async () => {
    const { a, b } = await pair();
    const { sim } = await simulatorAt(b);
    const { loop, reached } = loopAt(a);
    sim.setFault('paper-out', true);
    expect(await print(loop, 'A001')).toEqual({ job: 'A001', state: 'not-printed', fault: 'paper-out' });
    sim.setFault('paper-out', false);
    await reached('ok');
    expect(await print(loop, 'A002')).toMatchObject({ state: 'printed' });
    expect(sim.cutCount).toBe(1);
  });

  it('gives a stalled reader up at the deadline, and keeps its half ticket from the paper', async () => {
    const { a, b } = await pair();
    const { sim, port } = await simulatorAt(b);
    const { loop, reached } = loopAt(a, { ...brisk, writeMs: 300 });
    await reached('ok');
    // Far more than the terminals' buffers hold, and a reader that stops at the moment the ticket begins.
    const paper = { lines: Array.from({ length: 2_500 }, () => '一二三四五六七八九十一二三四五六七八九十') };
    const job = jobWith('A001', Date.now(), { paper: paperWith({ number: 'A001', ...paper }) });
    const report = await loop.print(job, async () => {
      port.pause();
    });
    expect(report).toEqual({ job: 'A001', state: 'unknown', fault: 'no-answer' });
    expect(sim.cutCount).toBe(0);
  });

  it('survives a line that vanishes and comes to a new one', async () => {
    const first = await pair();
    await simulatorAt(first.b);
    const { loop, reached } = loopAt(first.a);
    expect(await print(loop, 'A001')).toMatchObject({ state: 'printed' });
    await first.close();
    await reached('fault', 'port-missing');
    expect(await print(loop, 'A002')).toEqual({ job: 'A002', state: 'not-printed', fault: 'port-missing' });
  });

  it('leaves the job unknown when the line vanishes before the answer', async () => {
    const { a, b, close } = await pair();
    const { sim } = await simulatorAt(b);
    const { loop, reached } = loopAt(a);
    await reached('ok');
    const gone = new Promise<void>((resolve) => {
      sim.failAfter(40, 'silent');
      sim.onChange(() => resolve(close()));
    });
    const report = await print(loop, 'A001');
    await gone;
    expect(report).toMatchObject({ state: 'unknown' });
  });
});

describe('opening a serial port', () => {
  const listener = { onData: () => undefined, onClose: () => undefined };

  it('names a missing one', async () => {
    expect(await serialTransport(lineTo('/dev/no-such-port'), systemClock).open(listener)).toEqual({ ok: false, fault: 'port-missing' });
  });

  it('names one that another program holds', async () => {
    const { a } = await pair();
    await farPort(a);
    expect(await serialTransport(lineTo(a), systemClock).open(listener)).toEqual({ ok: false, fault: 'port-busy' });
  });
});
