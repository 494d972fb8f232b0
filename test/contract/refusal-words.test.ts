import { expect, test } from 'vitest';
import type { LegState } from '../../server/domain/leg-states.ts';
import { refuse } from '../../server/domain/refusal.ts';
import { zoneTable } from '../../server/engine/zone-table.ts';
import { refusalProblem } from '../../server/http/problem.ts';

const states: readonly LegState[] = ['waiting', 'called', 'serving', 'held', 'absent', 'served', 'left', 'unserved'];
const zone = zoneTable('Asia/Shanghai', Date.parse('2026-03-03T09:00:00+08:00'));

test('a move that is not allowed is told in the reader’s words, and keeps the bare state for programs', () => {
  for (const state of states) {
    const no = refuse('illegal-move', { about: state });
    const [chinese, english] = [refusalProblem(no, 'zh-CN', zone), refusalProblem(no, 'en', zone)];
    expect([state, chinese.about, english.about]).toEqual([state, state, state]);
    expect(chinese.detail).toMatch(/（[一-鿿]+）/);
    expect(chinese.detail).not.toMatch(/[A-Za-z]/);
    expect(english.detail).not.toMatch(/\((called|serving|held|absent|served|left|unserved)\)/);
  }
});

test.each(['queue-closed', 'quota-used-up'] as const)('%s says when numbers are given again, and asks no one to come at a time that nobody knows', (code) => {
  const at = Date.parse('2026-03-04T08:30:00+08:00');
  for (const language of ['zh-CN', 'en'] as const) {
    expect(refusalProblem(refuse(code, { allowedAt: at }), language, zone).detail).toContain('03-04 08:30');
    expect(refusalProblem(refuse(code), language, zone).detail).not.toMatch(/later|稍后|明天|tomorrow|\d|\{/);
    expect(refusalProblem(refuse(code), language, zone).detail).toMatch(/导办员|guide/);
  }
});
