import { describe, expect, it } from 'vitest';
import type { BoardPicture } from '../../../contract/device-jobs.ts';
import { codecFor } from '../../../drivers/board/family-codec.ts';
import { crc16Modbus } from '../../../drivers/device/crc16.ts';
import { writeAnswer, writeRegister, writeRegisters } from '../../../drivers/board/modbus-frame.ts';
import { seeded } from '../../support/seeded.ts';
import { boardProfile, bytesOf, hexOf, pictureWith } from './pictures.ts';

const sent = (profile: string, number: string, address = 1, known: BoardPicture | null = null): string => {
  const { frames } = codecFor(boardProfile(profile)).frames(pictureWith({ number }), known, address);
  return frames.map(({ bytes }) => hexOf(bytes)).join(' ');
};

describe('the worked examples', () => {
  it('count their check sum as CRC-16/MODBUS', () => expect(crc16Modbus(Buffer.from('123456789'))).toBe(0x4b37));

  it.each([
    ['armfly-043-number', '12', '01060088000c09e5'], ['armfly-046-number', '12', '01060000000c89cf'],
    ['armfly-043', 'A012', '01100070 00060c 41303132 0000000000000000 3094'], ['armfly-046', 'A012', '01100070 000306 20204130 3132 e27a'],
    ['armfly-ascii', 'A012', '24303031 2c 41303132 23'],
  ])('%s shows %s', (profile, number, hex) => expect(sent(profile, number)).toBe(hex.replaceAll(' ', '')));

  it('of the four bytes', () => expect(sent('four-byte', '999', 5)).toBe('0503e7ef'));

  it("of armfly's own comments, where its check sums are right", () => {
    expect(hexOf(writeRegisters(1, 0x90, bytesOf('000201ea')))).toBe('01100090000204000201eadb1c');
    expect(hexOf(writeRegisters(1, 0x70, bytesOf('50322e330000000000000000')))).toBe('0110007000060c50322e3300000000000000003b25');
    expect(hexOf(writeRegister(5, 0x88, 0x457))).toBe('0506008804574b5a');
  });
});

describe('an answer', () => {
  it.each([['01100090000204000201eadb1c', '01100090000241e5'], ['0110007000060c50322e3300000000000000003b25', '01100070000641d0'], ['01060088000c09e5', '01060088000c09e5']])(
    'to %s is %s', (request, answer) => {
      const listen = writeAnswer(bytesOf(request));
      const bytes = bytesOf(answer);
      expect(listen(bytes.subarray(0, 5))).toBeNull();
      expect(listen(bytes.subarray(5))).toEqual({ kind: 'ack' });
    });

  it('may be a refusal with its reason', () => expect(writeAnswer(bytesOf('01060088000c09e5'))(bytesOf('018602c3a1'))).toEqual({ kind: 'nack', code: 2 }));

  it('of another board, or with a bit wrong, is none', () => {
    const request = writeRegisters(2, 0x70, Buffer.from('A012'));
    expect(writeAnswer(request)(bytesOf('01100070000241d3'))).toBeNull();
    const good = writeRegisters(2, 0x70, Buffer.from('A012')).subarray(0, 6);
    const answer = Uint8Array.of(...good, crc16Modbus(good) & 0xff, crc16Modbus(good) >> 8);
    expect(writeAnswer(request)(answer)).toEqual({ kind: 'ack' });
    answer.forEach((byte, at) => expect(writeAnswer(request)(answer.map((same, place) => (place === at ? byte ^ 1 : same)))).toBeNull());
  });

  const seed = 11;
  it(`is found behind a megabyte of noise, which is not kept (seed ${seed})`, () => {
    const random = seeded(seed);
    const request = writeRegister(1, 0x88, 12);
    const listen = writeAnswer(request);
    expect(listen(Uint8Array.from({ length: 1_000_000 }, () => random.below(256)))).toBeNull();
    expect(listen(request)).toEqual({ kind: 'ack' });
  });
});

describe('digits', () => {
  const change = (profile: string, number: string): unknown => codecFor(boardProfile(profile)).frames(pictureWith({ number }), null, 1);

  it('are all that a board of numbers shows of a ticket, and what it leaves out is said', () => {
    expect(sent('armfly-043-number', 'A012')).toBe(sent('armfly-043-number', '12'));
    expect(change('armfly-043-number', 'A012')).toMatchObject({ replaced: ['A'], cut: false });
    expect(change('armfly-043', '优012')).toMatchObject({ replaced: ['优'] });
    expect(change('armfly-ascii', 'A0,1#2')).toMatchObject({ replaced: [',', '#'] });
  });

  it('that have no room are the last ones', () => {
    expect(sent('four-byte', '12345', 1)).toBe(sent('four-byte', '2345', 1));
    expect(change('four-byte', '12345')).toMatchObject({ cut: true });
  });

  it('go dark, or to 0 where a board can do no better', () => {
    expect(sent('armfly-046', '')).toBe(hexOf(writeRegisters(1, 0x70, Buffer.from('      '))));
    expect(sent('armfly-043-number', '')).toBe(sent('armfly-043-number', '0'));
    const closed = codecFor(boardProfile('armfly-046')).frames(pictureWith({ on: false }), null, 1).frames;
    expect(hexOf(closed[0]?.bytes)).toBe(sent('armfly-046', ''));
  });

  it('are sent again only when they change or may be lost', () => {
    const codec = codecFor(boardProfile('armfly-043'));
    expect(codec.frames(pictureWith({ brightness: 2, pages: [] }), pictureWith(), 1).frames).toEqual([]);
    expect(codec.frames(pictureWith(), { ...pictureWith(), number: null, pages: null }, 1).frames).toHaveLength(1);
  });
});
