import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../drivers/device/clock.ts';
import { PrintLoop } from '../../../drivers/printer/print-loop.ts';
import { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import type { CapturedBytes } from '../../../drivers/transport/capture.ts';
import { captureLine, parseCapture, recorded, replayed } from '../../../drivers/transport/capture.ts';
import { MemoryCable } from '../../../drivers/transport/memory.ts';
import { openPtyPair } from '../../support/pty-pair.ts';
import { HandClock } from '../hand-clock.ts';
import { jobWith, profileOf } from '../papers.ts';

const clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => { for (const step of clean.splice(0).reverse()) await step(); });

const start = fileURLToPath(new URL('../../../start.mjs', import.meta.url));

/** A ticket on a printer that runs out of paper before the second one, recorded. */
async function recording(): Promise<{ text: string; states: readonly string[] }> {
  const clock = new HandClock();
  const sim = new SimPrinter({ profile: profileOf('generic-80'), clock });
  const cable = new MemoryCable(clock, { onBytes: (bytes) => sim.receive(bytes) });
  sim.connect((bytes) => cable.send(bytes));
  const pieces: CapturedBytes[] = [];
  const loop = new PrintLoop({ device: 'p1', profile: profileOf('generic-80'), transport: recorded(cable, clock, (piece) => pieces.push(piece)), clock, onDevice: () => undefined });
  const first = await clock.until(loop.print(jobWith('A001', clock.now()), () => Promise.resolve()));
  sim.setFault('paper-out', true);
  const second = await clock.until(loop.print(jobWith('A002', clock.now()), () => Promise.resolve()));
  await clock.until(loop.close());
  return { text: `# a note\n${pieces.map(captureLine).join('')}`, states: [first.state, second.state] };
}

describe('a captured line', () => {
  it('comes back from its file as it was', async () => {
    const { text } = await recording();
    const parsed = parseCapture(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(parsed.capture.map(captureLine).join('')).toBe(text.slice('# a note\n'.length));
    expect(new Set(parsed.capture.map((piece) => piece.way))).toEqual(new Set(['in', 'out']));
  });

  it('plays its device to a driver, which comes to the same end', async () => {
    const { text, states } = await recording();
    const parsed = parseCapture(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    const clock = new HandClock();
    const loop = new PrintLoop({ device: 'p1', profile: profileOf('generic-80'), transport: replayed(parsed.capture, clock), clock, onDevice: () => undefined });
    const reports = [];
    for (const id of ['A001', 'A002']) reports.push(await clock.until(loop.print(jobWith(id, clock.now()), () => Promise.resolve())));
    expect(reports.map((report) => report.state)).toEqual(states);
    expect(states).toEqual(['printed', 'not-printed']);
    await clock.until(loop.close());
  });

  it.each([
    ['{"ms":1,"way":"in","hex":"1"}', 'line 1 is no piece'], ['\n{"ms":1,"way":"up","hex":"12"}', 'line 2 is no piece'], ['hello', 'line 1'],
    ['{"ms":5,"way":"in","hex":"12"}\n{"ms":4,"way":"in","hex":"12"}', 'line 2 is earlier'],
  ])('%j is refused and the line named', (text, words) => {
    const parsed = parseCapture(text);
    expect(parsed.ok ? '' : parsed.reason).toContain(words);
  });
});

describe('npm run capture', () => {
  it('shows and writes what a device says over a real line, and sends nothing', async () => {
    const { a, b, close } = await openPtyPair();
    clean.push(close);
    const folder = mkdtempSync(join(tmpdir(), 'capture-'));
    clean.push(() => rmSync(folder, { recursive: true }));
    const far = new SerialPort({ path: b, baudRate: 9_600, autoOpen: false });
    const sent: number[] = [];
    far.on('data', (bytes: Buffer) => sent.push(...bytes));
    await new Promise<void>((resolve, reject) => far.open((error) => (error === null ? resolve() : reject(error))));
    clean.push(() => new Promise<void>((resolve) => far.close(() => resolve())));
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), fileURLToPath(new URL('../../../drivers/capture-port.ts', import.meta.url)), a, '9600'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    const heard: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      heard.push(line);
      if (heard.length === 1) far.write(Buffer.from([0x10, 0x41, 0xc7, 0xeb, 0x0d]));
      if (heard.length === 2) child.kill('SIGINT');
    }
    expect(await ended).toBe(0);
    expect(heard[1]).toMatch(/^ +\d+\.\d{3} s {2}10 41 c7 eb 0d {2}·A请·$/);
    const [name] = readdirSync(folder);
    const text = readFileSync(join(folder, name ?? ''), 'utf8');
    expect(text).toMatch(/^# \S+ 9600 .*\n\{"ms":\d+,"way":"in","hex":"1041c7eb0d"\}\n$/);
    expect([parseCapture(text).ok, sent]).toEqual([true, []]);
  }, 30_000);

  it.each([
    [[], '/npm run capture -- PORT/'], [['/dev/no-such-port'], '没有这个接口'], [['file:/etc/passwd'], 'no device file'], [['/dev/no-such-port', 'fast'], 'baud=fast'],
  ])('%j ends with a clear word and leaves no file', async (args, words) => {
    const folder = mkdtempSync(join(tmpdir(), 'capture-'));
    clean.push(() => rmSync(folder, { recursive: true }));
    const child = spawn(process.execPath, [start, 'capture', '--', ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect([code, said]).toEqual([1, expect.stringContaining(words.replaceAll('/', ''))]);
    expect(readdirSync(folder)).toEqual([]);
  }, 30_000);
});
