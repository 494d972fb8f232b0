import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HallConfig, QueueConfig } from '../../server/domain/hall-config.ts';
import { nextNumber, printedNumber } from '../../server/domain/ticket-number.ts';
import { simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import { callNext, issue, issueCommand, signIn } from '../support/sim-press.ts';

const [general] = simConfig().queues;
const queue = (more: Partial<QueueConfig>): QueueConfig => ({ ...(general as QueueConfig), ...more });
const free = (): boolean => false;

test.each([['A', 3, 1, 'A001'], ['A', 3, 999, 'A999'], ['A', 3, 1000, 'A1000'], ['', 4, 12, '0012'], ['AB', 2, 7, 'AB07'], ['Z', 1, 10, 'Z10']])(
  'prefix %s with %d digits prints %d as %s', (prefix, digits, n, printed) => expect(printedNumber(queue({ prefix, digits }), n)).toBe(printed));

test('a series begins at its range, goes on, and ends with its range', () => {
  expect(nextNumber(queue({ from: 201, to: 203 }), null, free)).toBe(201);
  expect(nextNumber(queue({ from: 201, to: 203 }), 202, free)).toBe(203);
  expect(nextNumber(queue({ from: 201, to: 203 }), 203, free)).toBeNull();
  expect(nextNumber(queue({ to: 9999 }), 999, free)).toBe(1000);
});

test('numbers that somebody still holds are skipped', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 })), fc.integer({ min: 0, max: 40 }), (held, last) => {
    const range = queue({ from: 1, to: 40 });
    const n = nextNumber(range, last, (printed) => held.some((h) => printedNumber(range, h) === printed));
    const expected = Array.from({ length: 40 }, (_, i) => i + 1).find((k) => k > last && !held.includes(k)) ?? null;
    expect(n).toBe(expected);
  }));
});

const withRange = (config: HallConfig, to: number): HallConfig => ({ ...config, queues: config.queues.map((q, i) => (i === 0 ? { ...q, to } : q)) });

test('after A999 comes A1000; the end of the range refuses with a reason and never wraps', () => {
  const sim = openSim(withRange(simConfig(), 1000));
  const numbers = Array.from({ length: 1000 }, (_, i) => issue(sim, `t${i}`));
  expect(numbers.slice(-2)).toEqual(['A999', 'A1000']);
  expect(new Set(numbers).size).toBe(1000);
  expect(sim.no(issueCommand('late')).code).toBe('numbers-used-up');
  expect(issue(sim, 'other', { services: ['licence'] })).toBe('B001');
});

test('numbers begin again on the next business day, but nobody who is still here loses theirs', () => {
  const sim = openSim(simConfig({ hours: { mon: [{ from: '00:00', to: '24:00' }], tue: [{ from: '00:00', to: '24:00' }] } }), '2026-03-02T20:00');
  signIn(sim, '1');
  expect([issue(sim, 'a'), issue(sim, 'b'), issue(sim, 'c')]).toEqual(['A001', 'A002', 'A003']);
  callNext(sim, '1');
  sim.go('2026-03-03T03:59');
  expect(issue(sim, 'd')).toBe('A004');
  sim.go('2026-03-03T04:00');
  expect(sim.hall.day).toBe('2026-03-03');
  expect(issue(sim, 'e')).toBe('A005');
  expect(sim.differences()).toEqual([]);
});

test('a number given out is not given again after a crash, even when its ticket never reached the live hall', () => {
  const sim = openSim(simConfig());
  expect([issue(sim, 'a'), issue(sim, 'b')]).toEqual(['A001', 'A002']);
  sim.crash();
  expect(issue(sim, 'c')).toBe('A003');
  sim.go('2026-03-03T09:00').crash();
  expect(issue(sim, 'd')).toBe('A001');
});

test('a day that is entered again goes on where its numbers stopped', () => {
  const sim = openSim(simConfig());
  expect([issue(sim, 'a'), issue(sim, 'b')]).toEqual(['A001', 'A002']);
  sim.hall.day = null;
  sim.openDayIfDue();
  expect(issue(sim, 'c')).toBe('A003');
});

test('a change of numbering takes effect on the next business day', () => {
  const config = simConfig();
  const sim = openSim(config);
  expect([issue(sim, 'a'), issue(sim, 'b', { services: ['licence'] })]).toEqual(['A001', 'B001']);
  const swapped = { ...config, queues: config.queues.map((q) => (q.prefix === 'A' ? { ...q, prefix: 'B' } : q.prefix === 'B' ? { ...q, prefix: 'A' } : q)) };
  sim.configure(swapped);
  expect([issue(sim, 'c'), issue(sim, 'd', { services: ['licence'] })]).toEqual(['A002', 'B002']);
  sim.go('2026-03-03T09:00');
  expect([issue(sim, 'e'), issue(sim, 'f', { services: ['licence'] })]).toEqual(['B001', 'A001']);
  expect(sim.differences()).toEqual([]);
});

test('a queue that begins during the day takes no number another queue may have given today', () => {
  const config = simConfig();
  const sim = openSim(config);
  issue(sim, 'a');
  const [first, ...rest] = config.queues;
  if (first === undefined) throw new Error('the trial hall has no queue');
  const queues = [{ ...first, prefix: 'D' }, { ...first, id: rest[0]?.id ?? first.id, prefix: 'A' }, ...rest.slice(1)];
  sim.configure({ ...config, queues: [...queues, { ...first, id: 'new' as never, prefix: 'B' }], services: config.services.map((s) => (s.id === 'ask' ? { ...s, queue: 'new' as never } : s)) });
  expect(sim.no(issueCommand('n', { services: ['ask'] })).code).toBe('numbers-used-up');
  sim.go('2026-03-03T09:00');
  expect(issue(sim, 'n', { services: ['ask'] })).toBe('B001');
});
