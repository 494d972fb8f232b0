import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OnbonFrame } from '../../../drivers/board/onbon-frame.ts';
import { crc16Arc } from '../../../drivers/device/crc16.ts';
import { encodeOnbon, OnbonParser } from '../../../drivers/board/onbon-frame.ts';
import { seeded } from '../../support/seeded.ts';

interface Golden { readonly where: string; readonly command: string; readonly frame: string }
const golden = JSON.parse(readFileSync(new URL('./vectors/bx-k-frames.json', import.meta.url), 'utf8')) as Golden[];
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const ping: OnbonFrame = { to: 1, from: 0x8000, reserved: 0, device: 0xfe, data: bytesOf('a200010000') };

describe("the vendor's own frames", () => {
  it('are all here', () => expect(golden).toHaveLength(21));

  it.each(golden)('$where ($command) is read and written again byte for byte', ({ command, frame }) => {
    const bytes = bytesOf(frame);
    const [read, ...more] = new OnbonParser().push(bytes);
    if (read === undefined) throw new Error('not read');
    expect(more).toEqual([]);
    expect(hexOf(read.data)).toMatch(new RegExp(`^${command}`));
    expect(hexOf(encodeOnbon(read, bytes.findIndex((byte) => byte !== 0xa5)))).toBe(frame);
  });

  it('count their check sum as CRC-16/ARC', () => expect(crc16Arc(Buffer.from('123456789'))).toBe(0xbb3d));

  it('escape what would look like a start or an end', () => {
    expect(hexOf(encodeOnbon({ ...ping, data: bytesOf('a5a65a5b') }))).toContain('a602a6015b025b01');
    expect(hexOf(encodeOnbon(ping))).toBe('a5a5a5a5a5a5a5a501000080000000000000fe020500a20001000068f85a');
  });
});

const anyFrame: fc.Arbitrary<OnbonFrame> = fc.record({
  to: fc.nat(0xffff), from: fc.nat(0xffff), reserved: fc.nat(0xffffff), device: fc.nat(0xff),
  data: fc.oneof(fc.uint8Array({ maxLength: 1_100 }), fc.array(fc.constantFrom(0xa5, 0xa6, 0x5a, 0x5b, 1, 2), { maxLength: 300 }).map((list) => Uint8Array.from(list))),
});

describe('any frame', () => {
  it('comes back as it was, however the stream is torn', () => {
    fc.assert(fc.property(fc.array(anyFrame, { maxLength: 4 }), fc.integer({ min: 1, max: 97 }), fc.integer({ min: 1, max: 12 }), (frames, piece, starts) => {
      const stream = Buffer.concat(frames.map((frame) => encodeOnbon(frame, starts)));
      const parser = new OnbonParser();
      const read: OnbonFrame[] = [];
      for (let at = 0; at < stream.length; at += piece) read.push(...parser.push(stream.subarray(at, at + piece)));
      expect(read).toEqual(frames);
    }));
  });

  it('with one byte wrong is not taken for another one', () => {
    fc.assert(fc.property(anyFrame, fc.nat(), fc.integer({ min: 1, max: 255 }), (frame, where, flip) => {
      const bytes = encodeOnbon(frame, 1);
      const at = where % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      for (const read of new OnbonParser().push(bytes)) expect(read).toEqual(frame);
    }));
  });
});

describe('a bad line', () => {
  const seed = 20_261_126;
  it(`gives back every whole frame among more than a million bytes of noise, cut and doubled frames (seed ${seed})`, () => {
    const random = seeded(seed);
    const parser = new OnbonParser();
    const counts = { bytes: 0, sent: 0, read: 0, strange: 0 };
    const feed = (bytes: Uint8Array): void => {
      counts.bytes += bytes.length;
      for (const frame of parser.push(bytes)) if (hexOf(frame.data) === hexOf(ping.data)) counts.read += 1; else counts.strange += 1;
    };
    const whole = encodeOnbon(ping);
    while (counts.bytes < 1_000_000) {
      feed(Uint8Array.from({ length: random.below(3_000) }, () => random.below(256)));
      feed(whole.subarray(0, random.below(whole.length - 1)));
      const times = 1 + random.below(2);
      counts.sent += times;
      for (let n = 0; n < times; n += 1) feed(whole);
    }
    expect(counts.read).toBe(counts.sent);
    expect(counts.strange).toBe(0);
  });

  it('that never ends a frame is not kept in memory', () => {
    const parser = new OnbonParser();
    parser.push(Uint8Array.of(0xa5));
    const noise = new Uint8Array(1_000_000).fill(0x11);
    const before = process.memoryUsage();
    for (let n = 0; n < 40; n += 1) parser.push(noise);
    const after = process.memoryUsage();
    expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(20_000_000);
    expect(parser.push(encodeOnbon(ping))).toEqual([ping]);
  });
});
