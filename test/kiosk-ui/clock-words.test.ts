import { expect, test } from 'vitest';
import { aboutMinutes, dayIs, expectedRange, timeLeft } from '../../kiosk-ui/clock-words.ts';
import { createTimeWords } from '../../ui-kit/time-words.ts';

const shanghai = createTimeWords('Asia/Shanghai');
const at = (iso: string): number => Date.parse(iso);
const now = at('2025-11-24T10:24:30+08:00');

test('the range is rounded outward to five minutes, never earlier than now, never empty', () => {
  expect(expectedRange(now, { low: 21, high: 41 }, shanghai)).toBe('10:45–11:10');
  expect(expectedRange(now, { low: 0, high: 3 }, shanghai)).toBe('10:24–10:30');
  expect(expectedRange(now, { low: 0, high: 0 }, shanghai)).toBe('10:24–10:29');
});

test('today, tomorrow and later days are the hall\'s, whatever the machine\'s zone', () => {
  expect(dayIs(at('2025-11-24T23:59:00+08:00'), now, shanghai)).toBe('today');
  expect(dayIs(at('2025-11-25T00:00:00+08:00'), now, shanghai)).toBe('tomorrow');
  expect(dayIs(at('2025-11-26T09:00:00+08:00'), now, shanghai)).toBe('date');
  expect(dayIs(at('2026-01-01T09:00:00+08:00'), at('2025-12-31T23:30:00+08:00'), shanghai)).toBe('tomorrow');
});

test('the day after clocks change is tomorrow too', () => {
  const berlin = createTimeWords('Europe/Berlin');
  expect(dayIs(at('2025-10-27T00:30:00+01:00'), at('2025-10-26T00:10:00+02:00'), berlin)).toBe('tomorrow');
  expect(dayIs(at('2025-10-26T23:30:00+01:00'), at('2025-10-26T00:10:00+02:00'), berlin)).toBe('today');
});

test('minutes are never nought, a countdown ends at 0:00', () => {
  expect([0.2, 7.6].map(aboutMinutes)).toEqual([1, 8]);
  expect(timeLeft(299_000, 0)).toBe('4:59');
  expect(timeLeft(500, 0)).toBe('0:01');
  expect(timeLeft(0, 500)).toBe('0:00');
});
