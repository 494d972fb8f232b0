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
