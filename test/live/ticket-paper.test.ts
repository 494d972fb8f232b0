import { expect, test } from 'vitest';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { ticketBytes } from '../../drivers/printer/ticket-bytes.ts';
import { textOf } from '../../drivers/sim/sim-paper.ts';
import { SimPrinter } from '../../drivers/sim/sim-printer.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { ticketPaper } from '../../server/live/ticket-paper.ts';
import { HandClock } from '../drivers/hand-clock.ts';
import { noLogo } from '../support/paper-lines.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import { issueCommand } from '../support/sim-press.ts';

/** Counters 16 to 20 and no other. */
const wide = (): HallConfig => {
  const counters = ['16', '17', '18', '19', '20'].map((n): HallConfig['counters'][number] => ({ id: named(n), spoken: n, label: { 'zh-CN': `${n}号窗口`, en: `Counter ${n}` }, zone: named('east'), profile: named('both') }));
  return simConfig({ counters, roster: [] });
};

const printed = (language: 'zh-CN' | 'en', id: string): readonly string[] => {
  const sim = openSim(wide());
  sim.ok({ ...issueCommand('a'), language });
  const profile = printerProfiles.get(id);
  if (profile === undefined) throw new Error(id);
  const ticket = ticketBytes(ticketPaper(sim.hall, sim.ticket('a'), sim.at, null, null, noLogo), profile);
  if (!ticket.ok) throw new Error(ticket.reason);
  const printer = new SimPrinter({ profile, clock: new HandClock() });
  printer.receive(ticket.bytes);
  return [...printer.papers, printer.hanging].map(textOf).join('\n').split('\n');
};

test('a ticket names neighbouring counters as the kiosk page does, and breaks no row inside a name', () => {
  for (const id of printerProfiles.keys()) {
    const rows = { zh: printed('zh-CN', id), en: printed('en', id) };
    expect([id, rows.zh.some((row) => /16.20 号窗口/.test(row)), rows.en.some((row) => /Counters 16.20/.test(row))]).toEqual([id, true, true]);
    expect(rows.zh.join('')).toMatch(/请到 ?16[–-]20 号窗口 ?附近等候/);
  }
});
