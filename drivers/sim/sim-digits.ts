import type { ArmflyTextProfile, FourByteProfile } from '../board/board-profile.ts';
import type { BoardBrain, BoardFace } from './board-face.ts';
import { oneLine } from './board-face.ts';

/** A board that shows what stands between `$001,` and `#`, and answers nothing. */
export class SimText implements BoardBrain {
  readonly #digits: number;
  readonly #address: number;
  #heard = '';
  #text = '';

  constructor(profile: ArmflyTextProfile, address: number) {
    this.#digits = profile.digits;
    this.#address = address;
  }

  get face(): BoardFace {
    return oneLine(this.#text);
  }

  restart(): void {
    this.#heard = '';
    this.#text = '';
  }

  hear(bytes: Uint8Array): readonly Uint8Array[] {
    for (const char of Buffer.from(bytes).toString('latin1')) {
      this.#heard = char === '$' ? char : (this.#heard + char).slice(0, 64);
      const [, address, text] = /^\$(\d{3}),([^#]*)#$/.exec(this.#heard) ?? [];
      if (Number(address) === this.#address && text !== undefined) this.#text = text.trim().slice(0, this.#digits);
    }
    return [];
  }
}

/** A board of the four-byte format, which answers nothing. A frame begins wherever id and sum are right. */
export class SimFourByte implements BoardBrain {
  readonly #digits: number;
  readonly #address: number;
  #heard: number[] = [];
  #text = '';

  constructor(profile: FourByteProfile, address: number) {
    this.#digits = profile.digits;
    this.#address = address;
  }

  get face(): BoardFace {
    return oneLine(this.#text);
  }

  restart(): void {
    this.#heard = [];
    this.#text = '';
  }

  hear(bytes: Uint8Array): readonly Uint8Array[] {
    for (const byte of bytes) {
      this.#heard = [...this.#heard, byte].slice(-4);
      const [id = 0, high = 0, low = 0, sum = -1] = this.#heard;
      if (id !== this.#address || ((id + high + low) & 0xff) !== sum) continue;
      this.#text = String((high << 8) | low).slice(-this.#digits);
      this.#heard = [];
    }
    return [];
  }
}
