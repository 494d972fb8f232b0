import { expect, test } from 'vitest';
import { readPhone } from '../../server/domain/person-number.ts';

test('one phone is one number however it is typed, and a mobile with a digit too few or too many is a slip', () => {
  for (const typed of ['13800138000', '138 0013 8000', '+86 138-0013-8000', '0086 13800138000', '８６13800138000', '013800138000', '+86 0138 0013 8000', '86013800138000']) expect(readPhone(typed)).toBe('13800138000');
  for (const slip of ['1390000', '1380013800', '138001380001', '+86 1380013800', '0086 138001380011', '12', 'none', '8613800138', '0138001380', '+0013800138000', '+860138001380']) expect([slip, readPhone(slip)]).toEqual([slip, null]);
  for (const other of ['010-6552 1234', '+44 20 7946 0958', '6552 1234', '8613 8001', '400-123-4567']) expect(readPhone(other)).not.toBeNull();
});
