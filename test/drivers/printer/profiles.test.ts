import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { printerProfiles } from '../../../drivers/printer/profiles.ts';
import { ticketBytes } from '../../../drivers/printer/ticket-bytes.ts';
import { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import type { TicketLine } from '../../../drivers/sim/ticket-roll.ts';
import { HandClock } from '../hand-clock.ts';
import { paperWith } from '../papers.ts';

const all = [...printerProfiles.values()];

function printedOn(id: string, change = {}): readonly TicketLine[] {
  const profile = printerProfiles.get(id);
  if (profile === undefined) throw new Error(id);
  const ticket = ticketBytes(paperWith(change), profile);
  if (!ticket.ok) throw new Error(ticket.reason);
  const sim = new SimPrinter({ profile, clock: new HandClock() });
  sim.receive(ticket.bytes);
  return [...sim.papers.flatMap((paper) => paper.lines), ...sim.hanging.lines];
}

/** The modules of a printed picture, read in the middle of each. */
function modulesOf(line: Extract<TicketLine, { kind: 'raster' }>, size: number): boolean[][] {
  const half = line.rows / size;
  const dark = (x: number, y: number): boolean => ((line.bits[y * line.widthBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
  const middle = (n: number): number => Math.floor((n + 0.5) * half);
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (__, x) => dark(middle(x), middle(y))));
}

describe('a printer profile', () => {
  it.each(all)('$id makes sense in itself', (profile) => {
    expect(printerProfiles.get(profile.id)).toBe(profile);
    expect(profile.id).toMatch(/^[a-z]+(-[a-z]+)*-(58|80)(-silent)?$/);
    expect(profile.id).toContain(`-${profile.paperMm}`);
    expect([profile.dots, profile.columns]).toEqual(profile.paperMm === 58 ? [384, 32] : [576, 48]);
    expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(profile.maxSize);
    expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(profile.qrModule);
    if (profile.qr === 'picture') expect(profile.qrModule % 2).toBe(0);
    if (!profile.answersStatus) expect([profile.tellsCoverApart, profile.speaksUp]).toEqual([false, false]);
  });

  it('the families people have are there, each id once', () => {
    expect(all.map((profile) => profile.id)).toEqual([
      'generic-58', 'generic-58-silent', 'generic-80', 'generic-80-silent', 'epson-tm-80', 'snbc-80', 'sprt-80', 'xprinter-80', 'xprinter-58',
    ]);
  });
});

describe('a QR code where the model may not know the command', () => {
  const url = `https://q.example.gov.cn/t/${'x'.repeat(273)}`;

  it.each(['snbc-80', 'sprt-80', 'xprinter-80', 'xprinter-58'])('is a picture on %s: the code itself with white around it, centred, never wider than the paper', (id) => {
    for (const address of ['https://q.example.gov.cn/t/7f3a', url]) {
      const line = printedOn(id, { qr: { url: address, caption: '' } }).find((found) => found.kind === 'raster');
      if (line?.kind !== 'raster') throw new Error('no picture');
      const { data, size } = encode(address, { ecc: 'M', border: 4 });
      expect(modulesOf(line, size)).toEqual(data);
      expect([line.align, line.scale]).toEqual(['center', 2]);
      expect(line.rows * line.scale).toBeLessThanOrEqual(printerProfiles.get(id)?.dots ?? 0);
    }
  });

  it('is a command elsewhere', () => {
    expect(printedOn('generic-58').map((line) => line.kind)).toContain('qr');
    expect(printedOn('epson-tm-80').some((line) => line.kind === 'raster')).toBe(false);
  });
});

describe('a font that may hold GB2312 only', () => {
  it('has everything beyond it drawn, and what lies in it printed', () => {
    const kinds = (id: string, text: string): readonly string[] => printedOn(id, { heading: text, qr: null }).slice(0, 1).map((line) => line.kind);
    for (const text of ['镕', '堃', '喆', '䶮']) expect([kinds('xprinter-58', text), kinds('generic-58', text)]).toEqual([['raster'], ['text']]);
    for (const text of ['请到3号窗口，A012。', '〓《》——…①', '预计 10:30–10:50']) expect(kinds('xprinter-58', text)).toEqual(['text']);
  });
});
