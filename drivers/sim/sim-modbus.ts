import { crc16Modbus } from '../device/crc16.ts';
import type { ModbusProfile } from '../board/board-profile.ts';
import type { BoardBrain, BoardFace } from './board-face.ts';
import { oneLine } from './board-face.ts';

/** The longest request that Modbus allows. */
const longest = 256;

/** A board of digits over Modbus RTU that knows one place to write to, as its profile says. */
export class SimModbus implements BoardBrain {
  readonly #profile: ModbusProfile;
  readonly #address: number;
  #heard: number[] = [];
  #text = '';

  constructor(profile: ModbusProfile, address: number) {
    this.#profile = profile;
    this.#address = address;
  }

  get face(): BoardFace {
    return oneLine(this.#text);
  }

  restart(): void {
    this.#heard = [];
    this.#text = '';
  }

  /** A real one tells frames apart by silence; here a frame begins wherever one with a good check sum stands. */
  hear(bytes: Uint8Array): readonly Uint8Array[] {
    const answers: Uint8Array[] = [];
    for (const byte of bytes) {
      this.#heard.push(byte);
      if (this.#heard.length > longest) this.#heard.shift();
      const request = this.#request();
      if (request === null) continue;
      this.#heard = [];
      answers.push(this.#run(request));
    }
    return answers;
  }

  #request(): Uint8Array | null {
    for (let from = 0; from + 8 <= this.#heard.length; from += 1) {
      if (this.#heard[from] !== this.#address) continue;
      const length = this.#heard[from + 1] === 6 ? 8 : this.#heard[from + 1] === 16 ? 9 + (this.#heard[from + 6] ?? 0) : 0;
      if (length !== this.#heard.length - from) continue;
      const frame = Uint8Array.from(this.#heard.slice(from));
      if (crc16Modbus(frame.subarray(0, -2)) === ((frame.at(-2) ?? 0) | ((frame.at(-1) ?? 0) << 8))) return frame;
    }
    return null;
  }

  #run(request: Uint8Array): Uint8Array {
    const [address = 0, code = 0, high = 0, low = 0] = request;
    const wanted = this.#profile.encoding === 'integer' ? 6 : 16;
    if (code !== wanted) return sealed(address, code | 0x80, 1);
    if (((high << 8) | low) !== this.#profile.register) return sealed(address, code | 0x80, 2);
    const written = code === 6 ? String(((request[4] ?? 0) << 8) | (request[5] ?? 0)) : Buffer.from(request.subarray(7, -2)).toString('latin1');
    this.#text = written.replaceAll('\0', '').trim();
    return sealed(...request.subarray(0, 6));
  }
}

function sealed(...bytes: readonly number[]): Uint8Array {
  const crc = crc16Modbus(Uint8Array.from(bytes));
  return Uint8Array.of(...bytes, crc & 0xff, crc >> 8);
}
