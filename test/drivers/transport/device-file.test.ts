import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../drivers/device/clock.ts';
import { PrintLoop } from '../../../drivers/printer/print-loop.ts';
import { textOf } from '../../../drivers/sim/sim-paper.ts';
import { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import { deviceFileTransport } from '../../../drivers/transport/device-file.ts';
import { serialTransport } from '../../../drivers/transport/serial.ts';
import { openPtyPair } from '../../support/pty-pair.ts';
import type { PtyPair } from '../../support/pty-pair.ts';
import { jobWith, profileOf } from '../papers.ts';

const clean: (() => Promise<unknown> | void)[] = [];
afterEach(async () => { for (const step of clean.splice(0).reverse()) await step(); });

const at = (path: string) => deviceFileTransport({ kind: 'file', path }, systemClock);
const deaf = { onData: () => undefined, onClose: () => undefined };

async function pair(): Promise<PtyPair> {
  const made = await openPtyPair();
  clean.push(() => made.close());
  return made;
}

async function farPort(path: string): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  port.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => port.open((error) => (error === null ? resolve() : reject(error))));
  clean.push(() => new Promise<void>((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve())));
  return port;
}

describe('a printer behind a device file', () => {
  it('prints a ticket, is asked how it stands, and confirms', async () => {
    const { a, b } = await pair();
    const port = await farPort(b);
    const sim = new SimPrinter({ profile: profileOf('epson-tm-80'), clock: systemClock });
    port.on('data', (bytes: Buffer) => sim.receive(bytes));
    sim.connect((bytes) => port.write(Buffer.from(bytes)));
    const loop = new PrintLoop({ device: 'p1', profile: profileOf('epson-tm-80'), transport: at(a), clock: systemClock, onDevice: () => undefined });
    clean.push(() => loop.close());
    expect(await loop.print(jobWith('A012', Date.now()), () => Promise.resolve())).toEqual({ job: 'A012', state: 'printed' });
    expect(sim.papers.map(textOf)).toEqual(['市民服务中心\nA012\n业务：不动产登记\n前面还有 5 人等候\nhttps://q.example.gov.cn/t/7f3a\n扫码看排队进度\n过号请重新取号']);
    sim.setFault('paper-out', true);
    expect(await loop.print(jobWith('A013', Date.now()), () => Promise.resolve())).toEqual({ job: 'A013', state: 'not-printed', fault: 'paper-out' });
  });

  it('gives up at the deadline when nobody reads, and sends no more of it afterwards', async () => {
    const { a, b } = await pair();
    const port = await farPort(b);
    port.pause();
    const opening = await at(a).open(deaf);
    if (!opening.ok) throw new Error(opening.fault);
    clean.push(() => opening.wire.close());
    const much = Buffer.alloc(1_000_000, 0x41);
    expect(await opening.wire.write(much, 200)).toBe('stalled');
    const heard: Buffer[] = [];
    const end = new Promise<void>((resolve) => port.on('data', (bytes: Buffer) => {
      heard.push(bytes);
      if (bytes.includes('Z')) resolve();
    }));
    port.resume();
    expect(await opening.wire.write(Buffer.from(`${'B'.repeat(100_000)}Z`), 20_000)).toBe('written');
    await end;
    const all = Buffer.concat(heard).toString('latin1');
    expect(all).toMatch(/^A+B+Z$/);
    expect(all.indexOf('B')).toBeLessThan(much.length);
  });

  it('tells once that the line went, and takes nothing more', async () => {
    const { a, close } = await pair();
    let told = 0;
    const opening = await at(a).open({ onData: () => undefined, onClose: () => (told += 1) });
    if (!opening.ok) throw new Error(opening.fault);
    expect(await opening.wire.write(Uint8Array.of(1), 1_000)).toBe('written');
    await close();
    expect([await opening.wire.write(Uint8Array.of(1), 1_000), await opening.wire.write(Uint8Array.of(1), 1_000), told]).toEqual(['closed', 'closed', 1]);
    await opening.wire.close();
    expect(told).toBe(1);
  });

  it('hears nothing where the file gives nothing back: such a printer can only be sent to', async () => {
    const loop = new PrintLoop({ device: 'p1', profile: profileOf('generic-80-silent'), transport: at('/dev/null'), clock: systemClock, onDevice: () => undefined });
    clean.push(() => loop.close());
    expect(await loop.print(jobWith('A012', Date.now()), () => Promise.resolve())).toEqual({ job: 'A012', state: 'sent' });
  });
});

describe('a device file that is none', () => {
  it('is a missing port: nothing there, a directory, or a file of the disk, which stays as it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lp-'));
    clean.push(() => rmSync(folder, { recursive: true }));
    const plain = join(folder, 'lp0');
    writeFileSync(plain, 'kept');
    for (const path of ['/dev/no-such-printer', '/dev', plain]) expect([path, await at(path).open(deaf)]).toEqual([path, { ok: false, fault: 'port-missing' }]);
    expect(readFileSync(plain, 'utf8')).toBe('kept');
    const line = { kind: 'serial', path: '/dev', baud: 9600, bits: 8, parity: 'none', stop: 1, flow: 'none' } as const;
    expect(await serialTransport(line, systemClock).open(deaf)).toEqual({ ok: false, fault: 'port-missing' });
  });
});
