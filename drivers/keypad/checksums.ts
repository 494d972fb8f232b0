import { crc16Arc, crc16Modbus } from '../device/crc16.ts';

export const checksumKinds = ['none', 'sum8', 'xor8', 'crc16-arc', 'crc16-modbus'] as const;
export type ChecksumKind = (typeof checksumKinds)[number];

/** The check bytes as they stand on the line; of the CRCs the low byte goes first. */
export function checkBytes(kind: ChecksumKind, bytes: Uint8Array): readonly number[] {
  switch (kind) {
    case 'none': return [];
    case 'sum8': return [bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0)];
    case 'xor8': return [bytes.reduce((sum, byte) => sum ^ byte, 0)];
    case 'crc16-arc': return lowFirst(crc16Arc(bytes));
    case 'crc16-modbus': return lowFirst(crc16Modbus(bytes));
  }
}

export function checkSize(kind: ChecksumKind): number {
  return checkBytes(kind, new Uint8Array()).length;
}

const lowFirst = (value: number): readonly number[] => [value & 0xff, value >> 8];
