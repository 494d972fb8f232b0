import { expect, test } from 'vitest';
import { shownByDigits } from '../../../kiosk-ui/flow/flow.ts';

test('digits are the ends of phone and code, a code, a platform\'s number or an identity, by how many there are', () => {
  expect(['123456', '12345678'].map(shownByDigits)).toEqual([null, null]);
  expect(shownByDigits('8000784')).toEqual({ phoneTail: '8000', code: '784' });
  expect(shownByDigits('123456784')).toEqual({ code: '123456784' });
  expect(shownByDigits('202603030017')).toEqual({ code: '202603030017' });
  expect(shownByDigits('11010519491231002X')).toEqual({ identity: '11010519491231002X' });
});
