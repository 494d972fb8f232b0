import { expect, test } from 'vitest';
import type { Command, CommandOf } from '../../server/domain/command.ts';
import { kioskView } from '../../server/domain/view-kiosk.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { device, staff, visitor } from '../support/sim-press.ts';

const ask = (job: string, kiosk = 'kiosk-1', serviceId = 'register'): CommandOf<'print-list'> => ({ type: 'print-list', by: device(kiosk), serviceId: named(serviceId), language: 'en', large: true, job });
const report = (state: CommandOf<'report-list'>['state'], job = 'l1', fault: string | null = null): Command => ({ type: 'report-list', by: device('agent-1'), device: named('kiosk-1'), job, state, fault });
const last = (sim: SimHall): unknown => sim.hall.devices.get(named('kiosk-1'))?.lists?.last;
const asked = (): SimHall => {
  const sim = openSim(simConfig());
  sim.ok(ask('l1'));
  return sim;
};

test('what to bring is printed on the kiosk’s own printer, within a minute, without a ticket', () => {
  const sim = asked();
  expect(last(sim)).toEqual({ job: 'l1', printer: 'printer-1', serviceId: 'register', language: 'en', large: true, state: 'issued', fault: null, expiresAt: sim.at + 60_000 });
  expect(sim.hall.tickets.size).toBe(0);
  expect(kioskView(sim.hall, sim.at, { kiosk: named('kiosk-1'), recent: [], agentGone: false, publicUrl: null }, []).list).toEqual({ job: 'l1', state: 'issued', fault: null, elsewhere: null });
  expect(kioskView(sim.hall, sim.at, { kiosk: named('kiosk-2'), recent: [], agentGone: false, publicUrl: null }, []).list).toBeNull();
  expect(sim.differences()).toEqual([]);
});

test('only a kiosk with a printer prints one, of a service that is there', () => {
  const sim = openSim(simConfig());
  expect(sim.no(ask('l1', 'kiosk-1', 'nothing')).code).toBe('unknown-service');
  expect(sim.no(ask('l1', 'kiosk-2')).code).toBe('no-printer');
  for (const by of [staff('2001'), visitor, device('printer-1')]) expect(sim.no({ ...ask('l1'), by }).code).toBe('unknown-device');
});

test('reports settle it once; older jobs, repeats and what comes later change nothing', () => {
  const sim = asked();
  sim.ok(report('printing'));
  expect(sim.ok(report('printing'))).toEqual([]);
  expect(sim.ok(report('printed', 'l0'))).toEqual([]);
  sim.ok(report('printed'));
  for (const later of ['printing', 'not-printed', 'unknown'] as const) expect(sim.ok(report(later))).toEqual([]);
  expect(last(sim)).toMatchObject({ state: 'printed' });
});

test('it expires like a ticket: not begun is not printed, begun is unknown, and it never comes again by itself', () => {
  const sim = asked();
  sim.pass(0.99).tick();
  expect(last(sim)).toMatchObject({ state: 'issued' });
  sim.pass(0.01).tick();
  expect(last(sim)).toMatchObject({ state: 'not-printed', fault: 'no-answer' });
  sim.ok(ask('l2'));
  sim.ok(report('printing', 'l2'));
  sim.pass(1.99).tick();
  expect(last(sim)).toMatchObject({ state: 'printing' });
  sim.pass(0.01).tick();
  expect(last(sim)).toMatchObject({ state: 'unknown' });
  for (let n = 0; n < 50; n += 1) sim.pass(5).tick();
  expect(sim.entries.filter((entry) => entry.event.type === 'list-requested')).toHaveLength(2);
  expect(sim.differences()).toEqual([]);
});

test('one at a time, and five in ten minutes at one kiosk, whatever is asked', () => {
  const sim = openSim(simConfig());
  const print = (job: string): void => {
    sim.ok(ask(job));
    expect(sim.no(ask('too soon')).code).toBe('print-settled');
    sim.ok(report('printed', job));
  };
  const began = sim.at;
  for (const job of ['l1', 'l2', 'l3', 'l4', 'l5']) {
    print(job);
    sim.pass(1);
  }
  expect(sim.no(ask('l6'))).toMatchObject({ code: 'lists-used-up', allowedAt: began + 600_000 });
  sim.pass(4.99);
  expect(sim.no(ask('l6')).code).toBe('lists-used-up');
  sim.pass(0.01);
  print('l6');
  expect(sim.no(ask('l7'))).toMatchObject({ allowedAt: began + 660_000 });
});
