import { expect, test } from 'vitest';
import { Condition } from '../../../drivers/device/condition.ts';
import type { DeviceReport } from '../../../contract/device-jobs.ts';

test('a device tells each change once, and remembers when it was seen, when it was good and how often it failed', () => {
  const clock = { at: 1_000, now: () => clock.at };
  const told: DeviceReport[] = [];
  const condition = new Condition('d', clock, (report) => told.push(report));
  expect(condition.health).toEqual({ device: 'd', lastSeen: null, lastGood: null, done: 0, faults: 0, rollMm: null });
  condition.set({ state: 'fault', fault: 'offline' });
  condition.set({ state: 'fault', fault: 'offline' });
  expect(condition.health).toMatchObject({ lastSeen: null, faults: 1 });
  condition.set({ state: 'ok' });
  clock.at = 2_000;
  condition.set({ state: 'ok' });
  expect(condition.health).toMatchObject({ lastSeen: 2_000, lastGood: null });
  clock.at = 3_000;
  condition.good();
  condition.set({ state: 'warning', warning: 'paper-low' });
  condition.set({ state: 'fault', fault: 'no-answer' });
  clock.at = 4_000;
  condition.close();
  condition.set({ state: 'ok' });
  expect(condition.health).toEqual({ device: 'd', lastSeen: 4_000, lastGood: 3_000, done: 1, faults: 2, rollMm: null });
  expect(told.map(({ state, fault, warning }) => fault ?? warning ?? state)).toEqual(['offline', 'ok', 'paper-low', 'no-answer']);
});
