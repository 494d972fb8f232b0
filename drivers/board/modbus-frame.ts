import { crc16Modbus } from '../device/crc16.ts';
import type { AnswerListener } from '../device/line-frame.ts';

const pair = (value: number): readonly [number, number] => [value >> 8, value & 0xff];

function withCrc(...bytes: readonly number[]): Uint8Array {
  const [high, low] = pair(crc16Modbus(Uint8Array.from(bytes)));
  return Uint8Array.of(...bytes, low, high);
}

/** Function 6: one register, 0 to 65,535. */
export function writeRegister(address: number, register: number, value: number): Uint8Array {
  return withCrc(address, 6, ...pair(register), ...pair(value));
}

/** Function 16: registers one after the other, two bytes each. */
export function writeRegisters(address: number, register: number, bytes: Uint8Array): Uint8Array {
  return withCrc(address, 16, ...pair(register), ...pair(bytes.length / 2), bytes.length, ...bytes);
}

/** What can't be part of the answer any more is forgotten. */
const longestAnswer = 8;

/**
 * Hears the answer to a write: the first six bytes of the request repeated, or the function with its top bit set and a reason.
 * Noise before it is passed over. The answer to function 6 is the request itself, so an adapter that hears its own sending would
 * confirm everything: it needs its echo switched off.
 */
export function writeAnswer(request: Uint8Array): AnswerListener {
  const good = withCrc(...request.subarray(0, 6));
  const heard: number[] = [];
  const endsWith = (wanted: Uint8Array): boolean => wanted.every((byte, at) => heard[heard.length - wanted.length + at] === byte);
  return (bytes) => {
    for (const byte of bytes) {
      heard.push(byte);
      if (heard.length > longestAnswer) heard.shift();
      if (endsWith(good)) return { kind: 'ack' };
      const code = heard.at(-3) ?? 0;
      if (endsWith(withCrc(request[0] ?? 0, (request[1] ?? 0) | 0x80, code))) return { kind: 'nack', code };
    }
    return null;
  };
}
