import { expect, test } from 'vitest';
import type { Command } from '../../server/domain/command.ts';
import { doubtViews } from '../../server/domain/doubts.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { device, staff, visitor } from '../support/sim-press.ts';

const wrong = (service: string, kiosk = 'kiosk-1'): Command => ({ type: 'service-info-wrong', by: device(kiosk), serviceId: named(service) });
const checked = (service: string): Command => ({ type: 'service-info-checked', by: staff('3001'), serviceId: named(service) });
const counts = (sim: SimHall): readonly (readonly [string, number])[] => doubtViews(sim.hall).map(({ serviceId, count }) => [serviceId, count]);

test('a press counts once, however often one visitor presses; the next visitor and another kiosk count again', () => {
  const sim = openSim(simConfig());
  expect(sim.ok(wrong('licence'))).toEqual([{ type: 'service-info-wrong', serviceId: 'licence', device: 'kiosk-1' }]);
  expect(sim.pass(0.9).ok(wrong('licence'))).toEqual([]);
  expect(counts(sim)).toEqual([['licence', 1]]);
  sim.ok(wrong('licence', 'kiosk-2'));
  sim.pass(1).ok(wrong('licence'));
  expect(counts(sim)).toEqual([['licence', 3]]);
});

test('the service called wrong most often stands first, and leaves the list when somebody checked it', () => {
  const sim = openSim(simConfig());
  sim.ok(wrong('ask'));
  sim.ok(wrong('online'));
  sim.ok(wrong('online', 'kiosk-2'));
  expect(counts(sim)).toEqual([['online', 2], ['ask', 1]]);
  expect(sim.ok(checked('online'))).toEqual([{ type: 'service-info-checked', serviceId: 'online', by: '3001' }]);
  expect(sim.ok(checked('online'))).toEqual([]);
  expect(counts(sim)).toEqual([['ask', 1]]);
  // What is called wrong right after that is news.
  sim.ok(wrong('online', 'kiosk-2'));
  expect(counts(sim)).toEqual([['ask', 1], ['online', 1]]);
});

test('only a kiosk says so, only staff checked it, and only of services that there are', () => {
  const sim = openSim(simConfig());
  expect(sim.run(wrong('nothing'))).toMatchObject({ code: 'unknown-service' });
  expect(sim.run(checked('nothing'))).toMatchObject({ code: 'unknown-service' });
  expect(sim.run({ type: 'service-info-wrong', by: visitor, serviceId: named('ask') })).toMatchObject({ code: 'unknown-device' });
  expect(sim.run({ type: 'service-info-checked', by: device('kiosk-1'), serviceId: named('ask') })).toMatchObject({ code: 'right-missing' });
});

test('it outlives the business day, and a service that left the hall file is not shown', () => {
  const sim = openSim(simConfig());
  sim.ok(wrong('licence'));
  sim.ok(wrong('ask'));
  sim.pass(24 * 60).openDayIfDue();
  const config = simConfig();
  sim.configure({ ...config, services: config.services.filter((service) => service.id !== 'licence') });
  expect(counts(sim)).toEqual([['ask', 1]]);
});
