import { describe, expect, it } from 'vitest';
import type { Command } from '../../server/domain/command.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { ticketElsewhere } from '../../server/domain/kiosk-printer.ts';
import { kioskView } from '../../server/domain/view-kiosk.ts';
import { ticketAnswer } from '../../server/http/ticket-answer.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { device, issueCommand, staff } from '../support/sim-press.ts';

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const west = text('西门取号机', 'West kiosk');

/** Kiosk 1 prints on printer 1 and may fall back on printer 2, which stands at kiosk 3, or alone. */
const twoPrinters = (beside: boolean): HallConfig => {
  const config = simConfig();
  const printer = config.devices.find((d) => d.kind === 'printer');
  if (printer === undefined) throw new Error('no printer');
  return { ...config, devices: [
    ...config.devices.map((d) => (d.id === 'kiosk-1' ? { ...d, fallback: named('printer-2') } as HallConfig['devices'][number] : d)),
    { ...printer, id: named('printer-2'), name: text('西门打印机', 'West printer') },
    ...(beside ? [{ id: named<typeof printer.id>('kiosk-3'), kind: 'kiosk' as const, name: west, printer: named<typeof printer.id>('printer-2') }] : []),
  ] };
};
const stands = (printer: string, state: 'ok' | 'warning' | 'fault' | 'unknown'): Command =>
  ({ type: 'report-device', by: device('agent-1'), device: named(printer), state, fault: state === 'fault' ? 'paper-out' : null });
const issued = (sim: SimHall, id: string, kiosk = 'kiosk-1'): string | undefined => {
  sim.ok(issueCommand(id, { by: device(kiosk), job: `job-${id}` }));
  return sim.ticket(id).print?.printer;
};
const view = (sim: SimHall, ...recent: readonly string[]) =>
  kioskView(sim.hall, sim.at, { kiosk: named('kiosk-1'), recent: recent.map((id) => named(id)), agentGone: false, publicUrl: null }, []);

describe('the printer a ticket goes to', () => {
  it('is the kiosk\u2019s own, but for a known fault while the other has none', () => {
    const sim = openSim(twoPrinters(true));
    const both = [
      ['unknown', 'unknown', 'printer-1'], ['ok', 'ok', 'printer-1'], ['warning', 'ok', 'printer-1'], ['fault', 'ok', 'printer-2'], ['fault', 'warning', 'printer-2'],
      ['fault', 'unknown', 'printer-2'], ['fault', 'fault', 'printer-1'], ['ok', 'fault', 'printer-1'], ['unknown', 'fault', 'printer-1'],
    ] as const;
    both.forEach(([own, other, goes], at) => {
      sim.ok(stands('printer-1', own));
      sim.ok(stands('printer-2', other));
      expect([own, other, issued(sim, `t${at}`)]).toEqual([own, other, goes]);
    });
    expect(sim.differences()).toEqual([]);
  });

  it('stays where it was asked for when a printer falls ill or gets well afterwards, and a reprint goes there, too', () => {
    const sim = openSim(twoPrinters(true));
    sim.ok(stands('printer-1', 'fault'));
    issued(sim, 'a');
    sim.ok(stands('printer-1', 'ok'));
    expect(sim.ticket('a').print?.printer).toBe('printer-2');
    sim.ok({ type: 'report-print', by: device('agent-1'), ticketId: named('a'), job: 'job-a', state: 'not-printed', fault: 'paper-out' });
    sim.ok({ type: 'reprint', by: staff('2001'), ticketId: named('a'), printer: null, job: 'again' });
    expect(sim.ticket('a').print?.printer).toBe('printer-2');
  });

  it('is none for a kiosk without paper, whatever the others have', () => {
    expect(issued(openSim(twoPrinters(true)), 'a', 'kiosk-2')).toBeUndefined();
  });
});

describe('where the paper comes out', () => {
  it('is said by the kiosk beside that printer, in the view and in the answer, as long as it is not here', () => {
    const sim = openSim(twoPrinters(true));
    issued(sim, 'a');
    expect([view(sim, 'a').printer?.elsewhere, view(sim, 'a').prints[0]?.elsewhere]).toEqual([null, null]);
    sim.ok(stands('printer-1', 'fault'));
    issued(sim, 'b');
    expect([view(sim).printer?.elsewhere, ...view(sim, 'a', 'b').prints.map((print) => print.elsewhere)]).toEqual([west, null, west]);
    expect(['a', 'b'].map((id) => ticketAnswer(sim.hall, named(id), sim.at, null, null)?.print?.elsewhere)).toEqual([null, west]);
    sim.ok(stands('printer-1', 'ok'));
    expect([view(sim, 'b').printer?.elsewhere, view(sim, 'b').prints[0]?.elsewhere]).toEqual([null, west]);
  });

  it('is said of a check list too, which goes where the tickets go', () => {
    const sim = openSim(twoPrinters(true));
    sim.ok(stands('printer-1', 'fault'));
    sim.ok({ type: 'print-list', by: device('kiosk-1'), serviceId: named('register'), language: 'en', large: false, job: 'l1' });
    expect(sim.hall.devices.get(named('kiosk-1'))?.lists?.last.printer).toBe('printer-2');
    expect(view(sim).list).toMatchObject({ job: 'l1', elsewhere: west });
  });

  it('is said by the printer\u2019s own name where it stands at no kiosk', () => {
    const sim = openSim(twoPrinters(false));
    sim.ok(stands('printer-1', 'fault'));
    issued(sim, 'b');
    expect(ticketElsewhere(sim.hall, sim.ticket('b'))).toEqual(text('西门打印机', 'West printer'));
  });

  it('is not said of a ticket that a person issued', () => {
    const sim = openSim(twoPrinters(true));
    sim.ok(issueCommand('a', { by: staff('2001') }));
    sim.ok({ type: 'reprint', by: staff('2001'), ticketId: named('a'), printer: named('printer-2'), job: 'j' });
    expect(ticketElsewhere(sim.hall, sim.ticket('a'))).toBeNull();
  });
});
