import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyFrame } from '../../../drivers/keypad/keypad-frame.ts';
import { displayFrame, KeyReader, pollFrame } from '../../../drivers/keypad/keypad-frame.ts';
import type { KeypadProfile } from '../../../drivers/keypad/keypad-profile.ts';
import { longestFrame } from '../../../drivers/keypad/keypad-profile.ts';
import { seeded } from '../../support/seeded.ts';
import { polledData, profileFrom, publishedProfile } from './polled-profile.ts';

const seed = Date.now() & 0x7fffffff;
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : (Buffer.from(bytes).toString('hex').toUpperCase().match(/../g) ?? []).join(' '));
const read = (profile: KeypadProfile, text: string): KeyFrame[] => new KeyReader(profile).push(bytesOf(text));
const ff68 = publishedProfile('ff68-21-keys');
const fourByte = publishedProfile('four-byte');

describe('frames of the two published formats', () => {
  it.each([
    ['FF 68 03 03 68 05 01 0A 10 16', { address: 5, key: 'next' }], ['FF 68 03 03 68 FF 01 00 00 16', { address: 255, key: '0' }],
    ['FF 68 05 05 68 05 01 0B 00 00 11 16', { address: 5, key: 'recall' }], ['FF 68 03 03 68 05 01 7F 85 16', { address: 5, key: null }],
  ] as const)('%s is a key', (text, frame) => {
    expect(read(ff68, text)).toEqual([frame]);
  });

  it.each([
    ['another command', 'FF 68 03 03 68 05 02 0A 11 16'], ['two lengths', 'FF 68 03 04 68 05 01 0A 10 16'], ['a wrong sum', 'FF 68 03 03 68 05 01 0A 11 16'],
    ['a wrong trailer', 'FF 68 03 03 68 05 01 0A 10 17'], ['no data', 'FF 68 01 01 68 05 05 16'], ['a length past all reason', 'FF 68 FF FF 68 05 01'],
  ])('one with %s is none, and hides none', (_, text) => {
    expect(read(ff68, text)).toEqual([]);
    expect(read(ff68, `${text} FF 68 03 03 68 05 01 0A 10 16`)).toEqual([{ address: 5, key: 'next' }]);
  });

  it('of four bytes are keys, and 999 on board 5 is as published', () => {
    expect(read(fourByte, '05 00 01 06 07 00 02 09')).toEqual([{ address: 5, key: 'next' }, { address: 7, key: 'recall' }]);
    expect(hex(displayFrame(fourByte, 5, '999'))).toBe('05 03 E7 EF');
  });

  it.each([['A012', '05 00 0C 11'], ['', '05 00 00 05'], ['1号 9999', '05 27 0F 3B']])('%j on a board of digits is %s', (shows, frame) => {
    expect(hex(displayFrame(fourByte, 5, shows))).toBe(frame);
  });

  it.each([['A012', '41 30 31 32 DA'], ['7', '20 20 20 37 9D'], ['窗口A0123', '30 31 32 33 CC'], ['', '20 20 20 20 86']])('%j on a display of characters stands to the right', (shows, end) => {
    expect(hex(displayFrame(ff68, 4, shows))).toBe(`FF 68 06 06 68 04 02 ${end} 16`);
  });

  it('are not polled and not shown on where the profile says nothing of it', () => {
    expect(pollFrame(ff68, 1)).toBeNull();
    expect(displayFrame(publishedProfile('four-byte-rating'), 1, '7')).toBeNull();
    expect(hex(pollFrame(profileFrom(polledData), 3))).toBe('AA 03 70 73 BB');
  });
});

/** One profile for each way of checking, with frames of their own. */
const kinds = (['none', 'sum8', 'xor8', 'crc16-arc', 'crc16-modbus'] as const).map((kind) => profileFrom({
  id: kind, header: 'AA 55', length: { at: 2, plus: 3 }, address: 3, key: 4, checksum: { kind, from: 2 }, trailer: '0D', keys: { '41': 'next', '42': 'recall' },
}));

describe('any checksum', () => {
  it.each([
    ['none', 'AA 55 03 07 41 0D'], ['sum8', 'AA 55 04 07 41 4C 0D'], ['xor8', 'AA 55 04 07 41 42 0D'],
    ['crc16-arc', 'AA 55 05 07 41 D2 01 0D'], ['crc16-modbus', 'AA 55 05 07 41 A3 C1 0D'],
  ] as const)('%s', (kind, text) => {
    const profile = kinds.find(({ id }) => id === kind);
    expect(profile && read(profile, text)).toEqual([{ address: 7, key: 'next' }]);
  });
});

const presses = fc.array(fc.tuple(fc.integer({ min: 1, max: 254 }), fc.constantFrom('01', '02', '0A')), { maxLength: 8 });
const frameOf = (address: number, key: string): string => {
  const sum = ((address + 1 + Number.parseInt(key, 16)) & 0xff).toString(16).padStart(2, '0');
  return `ff68030368${address.toString(16).padStart(2, '0')}01${key}${sum}16`;
};

describe('any stream', () => {
  it(`gives the same keys however it is cut up (seed ${seed})`, () => {
    fc.assert(fc.property(presses, fc.integer({ min: 1, max: 13 }), (wanted, piece) => {
      const stream = bytesOf(wanted.map(([address, key]) => frameOf(address, key)).join(''));
      const reader = new KeyReader(ff68);
      const got: KeyFrame[] = [];
      for (let at = 0; at < stream.length; at += piece) got.push(...reader.push(stream.subarray(at, at + piece)));
      expect(got.map(({ address }) => address)).toEqual(wanted.map(([address]) => address));
    }), { seed, numRuns: 200 });
  });

  it(`of a million bytes of noise and broken frames holds no more than one frame, and hides none after a silence (seed ${seed})`, () => {
    const random = seeded(seed);
    const all = [ff68, fourByte, profileFrom(polledData), ...kinds].map((profile) => ({ profile, reader: new KeyReader(profile) }));
    for (let fed = 0; fed < 1_000_000;) {
      const whole = bytesOf(frameOf(random.below(256), '01'));
      const noise = random.pick([
        Uint8Array.from({ length: random.below(200) }, () => random.below(256)), whole.subarray(random.below(9)), whole.subarray(0, random.below(9)),
        Uint8Array.from({ length: random.below(20) }, () => random.pick([0xff, 0x68, 0xaa, 0x55, 0x03, 0x16])),
      ]);
      for (const { reader } of all) {
        reader.push(noise);
        if (reader.held > longestFrame) throw new Error('more than one frame is held');
      }
      fed += noise.length;
    }
    for (const { reader } of all) reader.reset();
    expect(all[0]?.reader.push(bytesOf(frameOf(5, '0A')))).toEqual([{ address: 5, key: 'next' }]);
  });
});
