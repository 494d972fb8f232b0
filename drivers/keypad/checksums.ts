export const checksumKinds = ['none', 'sum8', 'xor8', 'crc16-arc', 'crc16-modbus'] as const;
export type ChecksumKind = (typeof checksumKinds)[number];

/** The check bytes as they stand on the line; of the CRCs the low byte goes first. */
export function checkBytes(kind: ChecksumKind, bytes: Uint8Array): readonly number[] {
  switch (kind) {
    case 'none': return [];
    case 'sum8': return [bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0)];
    case 'xor8': return [bytes.reduce((sum, byte) => sum ^ byte, 0)];
    case 'crc16-arc': return lowFirst(crc16(bytes, 0));
    case 'crc16-modbus': return lowFirst(crc16(bytes, 0xffff));
  }
}

export function checkSize(kind: ChecksumKind): number {
  return checkBytes(kind, new Uint8Array()).length;
}

const lowFirst = (value: number): readonly number[] => [value & 0xff, value >> 8];

/** Polynomial 8005 reflected; ARC begins with 0, MODBUS with FFFF. */
function crc16(bytes: Uint8Array, start: number): number {
  let crc = start;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
