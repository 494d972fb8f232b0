import { describe, expect, test } from 'vitest';
import { offsetClock, offsetOf } from '../../../kiosk-ui/booking/offset-clock.ts';
import { deedsOf, faceOf, isOver, later, missedSentence, standsStill } from '../../../kiosk-ui/booking/ticket-face.ts';
import { scanWords } from '../../../kiosk-ui/flow/scan-words.ts';
import type { LegState } from '../../../contract/live-events.ts';
import { tenTwentyFour } from '../../browser/kiosk-hall.ts';
import { visitor } from '../../browser/phone-stage.ts';

const away = { until: tenTwentyFour + 60_000 };
const states: readonly LegState[] = ['waiting', 'called', 'serving', 'held', 'absent', 'served', 'left', 'unserved'];

describe('the page of a ticket', () => {
  test('every state has a face; who stepped away still waits in the books and sees another', () => {
    expect(states.map((state) => faceOf({ state, away: null }))).toEqual(states);
    expect(faceOf({ state: 'waiting', away })).toBe('away');
    expect(states.filter((state) => isOver(faceOf({ state, away: null })))).toEqual(['served', 'left', 'unserved']);
    expect(scanWords({ state: 'waiting', away })).toBe('scanned.away');
    expect(scanWords({ state: 'absent', away: null })).toBe('scanned.absent');
  });

  test('only what the hall would allow is offered', () => {
    expect(deedsOf(visitor())).toEqual(['away', 'leave']);
    expect(deedsOf(visitor({ awaysLeft: 0 }))).toEqual(['leave']);
    expect(deedsOf(visitor({ away }))).toEqual(['back', 'leave']);
    expect(deedsOf(visitor({ state: 'absent' }))).toEqual(['wake', 'leave']);
    expect(deedsOf(visitor({ state: 'absent', missed: { kind: 'final', calls: 0, minutes: 0 } }))).toEqual(['leave']);
    expect((['called', 'serving', 'served', 'left', 'unserved'] as const).map((state) => deedsOf(visitor({ state })))).toEqual([[], [], [], [], []]);
  });

  test('the sentence on missed calls follows the hall\'s rule', () => {
    const rule = (kind: 'return-after' | 'final' | 'to-the-end' | 'automatic'): { kind: typeof kind; calls: number; minutes: number } => ({ kind, calls: 4, minutes: 7 });
    expect(missedSentence(rule('return-after'), false)).toEqual({ words: 'missedReturn', n: 4 });
    expect(missedSentence(rule('automatic'), true)).toEqual({ words: 'absentAutomatic', n: 7 });
    expect([missedSentence(rule('final'), true).words, missedSentence(rule('to-the-end'), true).words]).toEqual(['absentFinal', 'absentEnd']);
  });

  test('a ticket stands still only when everything it waits for is suspended', () => {
    const [leg] = visitor().services;
    const of = (...legs: readonly (readonly [LegState, boolean])[]): boolean => standsStill(visitor({ services: legs.flatMap(([state, suspended]) => (leg === undefined ? [] : [{ ...leg, state, suspended }])) }));
    expect([of(['waiting', true]), of(['waiting', true], ['waiting', true]), of(['served', false], ['waiting', true])]).toEqual([true, true, true]);
    expect([of(['waiting', false]), of(['waiting', true], ['waiting', false]), of(['serving', false]), of()]).toEqual([false, false, false, false]);
  });

  test('of two pictures the later one counts, whichever way it came', () => {
    const old = visitor({ seq: 3 });
    const fresh = visitor({ seq: 4 });
    expect(later(old, fresh)).toBe(fresh);
    expect(later(fresh, old)).toBe(fresh);
    expect(later(null, old)).toBe(old);
    expect(later(old, visitor({ seq: 3, now: old.now + 1 }))?.now).toBe(old.now + 1);
  });
});

test('the hall\'s clock comes from the offset in its instants', () => {
  expect(['2025-11-24T10:24:00+08:00', '2025-11-24T10:24:00-03:30', '2025-11-24T02:24:00Z'].map(offsetOf)).toEqual([480, -210, 0]);
  expect(offsetClock(480).face(tenTwentyFour)).toBe('10:24');
  expect(offsetClock(330).range(tenTwentyFour, tenTwentyFour + 60_000)).toBe('07:54–07:55');
});
