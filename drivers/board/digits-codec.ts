import type { BoardPicture } from '../../contract/device-jobs.ts';
import type { LineFrame } from '../device/line-frame.ts';
import type { BoardChange, BoardCodec, KnownPicture } from './board-codec.ts';
import type { ArmflyTextProfile, FourByteProfile, ModbusProfile } from './board-profile.ts';
import { writeAnswer, writeRegister, writeRegisters } from './modbus-frame.ts';

/** What a board of digits shows of a number. */
interface Shown { readonly text: string; readonly replaced: readonly string[]; readonly cut: boolean }
type DigitsProfile = ModbusProfile | ArmflyTextProfile | FourByteProfile;

// Registers and examples: armfly's driver bsp_rs485_led.c (LED-485-043 and kin) and sman-dk/LED-485_setuptool (LED-485-046).
export function modbusCodec(profile: ModbusProfile): BoardCodec {
  return digitsCodec(profile, (text, address) => {
    const bytes = profile.encoding === 'integer'
      ? writeRegister(address, profile.register, Number(text))
      : writeRegisters(address, profile.register, padded(text, profile));
    return { bytes, answer: () => writeAnswer(bytes), replyMs: profile.replyMs };
  });
}

/** `$001,A012#`: address in three digits, then the text. */
export function armflyTextCodec(profile: ArmflyTextProfile): BoardCodec {
  return digitsCodec(profile, (text, address) => silent(Buffer.from(`$${String(address).padStart(3, '0')},${text.padEnd(profile.digits)}#`, 'latin1')));
}

/** A format of cheap counters: id, number in two bytes, low byte of their sum. 05 03 E7 EF shows 999 on board 5. */
export function fourByteCodec(profile: FourByteProfile): BoardCodec {
  return digitsCodec(profile, (text, address) => {
    const [high, low] = [Number(text) >> 8, Number(text) & 0xff];
    return silent(Uint8Array.of(address, high, low, (address + high + low) & 0xff));
  });
}

const silent = (bytes: Uint8Array): LineFrame => ({ bytes, answer: null, replyMs: 0 });

function digitsCodec(profile: DigitsProfile, frameFor: (text: string, address: number) => LineFrame): BoardCodec {
  return {
    frames: (wanted, known, address): BoardChange => {
      const { text, replaced, cut } = shownOf(wanted, profile);
      const same = known !== null && known.number !== null && shownOf({ on: known.on, number: known.number }, profile).text === text;
      return { frames: same ? [] : [frameFor(text, address)], replaced, cut };
    },
    ping: () => null,
    changeMs: 0,
  };
}

const holdsLetters = (profile: DigitsProfile): boolean => profile.family === 'modbus-ascii' || (profile.family === 'modbus-rtu' && profile.encoding === 'text');

/** Letters and digits where the board knows letters, else digits alone, which read 0 while nobody is called; the last ones where there are too many. */
function shownOf({ on, number }: Pick<BoardPicture, 'on' | 'number'> | (KnownPicture & { number: string }), profile: DigitsProfile): Shown {
  const fits = holdsLetters(profile) ? /[0-9A-Za-z -]/ : /[0-9]/;
  const chars = [...(on ? number : '')];
  const kept = chars.filter((char) => fits.test(char));
  // A code of 16 bits ends at 65,535: its highest digits go as if there were no room for them.
  const room = holdsLetters(profile) ? profile.digits : Math.min(profile.digits, 4);
  const text = kept.slice(-room).join('');
  const replaced = [...new Set(chars.filter((char) => !fits.test(char)))];
  const justified = profile.justify === 'right' && holdsLetters(profile) ? text.padStart(profile.digits) : text;
  return { text: justified, replaced, cut: kept.length > room };
}

function padded(text: string, profile: ModbusProfile): Uint8Array {
  const bytes = new Uint8Array(profile.registers * 2).fill(profile.fill === 'zero' ? 0 : 0x20);
  bytes.set(Buffer.from(text, 'latin1').subarray(0, bytes.length));
  return bytes;
}
