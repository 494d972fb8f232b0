import type { BoardCodec } from './board-codec.ts';
import type { BoardProfile } from './board-profile.ts';
import { armflyTextCodec, fourByteCodec, modbusCodec } from './digits-codec.ts';
import { onbonCodec } from './onbon-codec.ts';

/** A new family does not compile until it has a codec. */
export function codecFor(profile: BoardProfile): BoardCodec {
  switch (profile.family) {
    case 'onbon-k': return onbonCodec(profile);
    case 'modbus-rtu': return modbusCodec(profile);
    case 'modbus-ascii': return armflyTextCodec(profile);
    case 'four-byte': return fourByteCodec(profile);
  }
}
