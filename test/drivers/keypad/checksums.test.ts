import { expect, it } from 'vitest';
import { checkBytes, checkSize } from '../../../drivers/keypad/checksums.ts';

// The CRCs of "123456789" are the check values published for both; sum and exclusive or are done by hand.
it.each([
  ['none', []], ['sum8', [0xdd]], ['xor8', [0x31]], ['crc16-arc', [0x3d, 0xbb]], ['crc16-modbus', [0x37, 0x4b]],
] as const)('%s of 123456789', (kind, bytes) => {
  expect(checkBytes(kind, Buffer.from('123456789'))).toEqual(bytes);
  expect(checkSize(kind)).toBe(bytes.length);
});
