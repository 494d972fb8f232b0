/** CRC-16 over polynomial 8005 reflected; it goes on a line with its low byte first. */
function crc16(bytes: Uint8Array, start: number): number {
  let crc = start;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0xa001;
  }
  return crc;
}

export const crc16Arc = (bytes: Uint8Array): number => crc16(bytes, 0);
export const crc16Modbus = (bytes: Uint8Array): number => crc16(bytes, 0xffff);
