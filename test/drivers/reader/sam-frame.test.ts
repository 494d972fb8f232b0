import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SamReply } from '../../../drivers/reader/sam-frame.ts';
import { samRequests, SamReader } from '../../../drivers/reader/sam-frame.ts';
import { seeded } from '../../support/seeded.ts';
import { replyFrame } from './sam-replies.ts';

const card = new Uint8Array(readFileSync(new URL('../vectors/resident-id-read-reply.bin', import.meta.url)));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const seed = Date.now() & 0x7fffffff;
const longestFrame = 7 + 0x090a;

describe('requests', () => {
  it.each([
    ['status', '00 03 11 ff ed'], ['find', '00 03 20 01 22'], ['select', '00 03 20 02 21'], ['read', '00 03 30 01 32'],
  ] as const)('%s is as published', (name, body) => {
    expect(hex(samRequests[name])).toBe(`aaaaaa9669${body.replaceAll(' ', '')}`);
  });
});

describe('replies', () => {
  it.each([
    ['00 04 00 00 90 94', 0x90, ''], ['00 04 00 00 60 64', 0x60, ''], ['00 08 00 00 9f 00 00 00 00 97', 0x9f, '00000000'],
    ['00 04 00 00 80 84', 0x80, ''], ['00 0c 00 00 90 00 00 00 00 00 00 00 00 9c', 0x90, '0000000000000000'],
    ['00 04 00 00 81 85', 0x81, ''], ['00 04 00 00 41 45', 0x41, ''],
  ] as const)('%s is read', (body, code, data) => {
    const replies = new SamReader().push(bytesOf(`aaaaaa9669${body}`));
    expect(replies.map((reply) => [reply.code, hex(reply.data)])).toEqual([[code, data]]);
  });

  it('a card is 1295 bytes, the photo among them', () => {
    expect(card.length).toBe(1_295);
    const reader = new SamReader();
    const [reply] = reader.push(card);
    expect(reply?.code).toBe(0x90);
    expect(reply && hex(reply.data.subarray(0, 8))).toBe('01000400205f094e');
    expect(reply?.data.length).toBe(4 + 256 + 1_024);
    expect(reader.held).toBe(0);
  });

  it('the longest one, with fingerprints, is 2321 bytes', () => {
    const frame = replyFrame(0x90, new Uint8Array(6 + 256 + 2_048));
    expect(frame.length).toBe(2_321);
    expect(new SamReader().push(frame)).toHaveLength(1);
  });

  it.each([['too short', '00 03 00 00 03'], ['too long', '09 0b 00 00 90'], ['far too long', 'ff ff 00 00 90']])('a length that is %s holds nothing up', (_, body) => {
    const reader = new SamReader();
    reader.push(bytesOf(`aaaaaa9669${body}`));
    expect(reader.held).toBeLessThan(7);
    expect(reader.push(replyFrame(0x80))).toHaveLength(1);
  });

  it('a head that begins with more AA than it needs is one', () => {
    expect(new SamReader().push(Uint8Array.of(0xaa, 0xaa, ...replyFrame(0x80)))).toHaveLength(1);
  });

  it('a wrong check byte makes no reply of it', () => {
    for (let at = 7; at < 12; at += 1) {
      const broken = replyFrame(0x9f, new Uint8Array(4)).map((byte, index) => (index === at ? byte ^ 0x04 : byte));
      expect(new SamReader().push(broken)).toEqual([]);
    }
  });

  it('leaves nothing of a card behind', () => {
    const reader = new SamReader();
    reader.push(card.subarray(0, 600));
    reader.reset();
    expect(reader.held).toBe(0);
    expect(reader.push(card.subarray(600))).toEqual([]);
  });
});

const frames = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 60 }));

describe('any stream', () => {
  it(`gives the same replies however it is cut up (seed ${seed})`, () => {
    fc.assert(fc.property(fc.array(frames, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 }), (wanted, sizes) => {
      const stream = Uint8Array.from(wanted.flatMap(([code, data]) => [...replyFrame(code, data)]));
      const reader = new SamReader();
      const got: SamReply[] = [];
      let at = 0;
      for (const size of sizes) got.push(...reader.push(stream.subarray(at, (at += size))));
      got.push(...reader.push(stream.subarray(at)));
      expect(got.map(({ code, data }) => [code, hex(data)])).toEqual(wanted.map(([code, data]) => [code, hex(data)]));
    }), { seed, numRuns: 200 });
  });

  it(`hides no whole reply behind noise that is no head (seed ${seed})`, () => {
    const noise = fc.array(fc.constantFrom(0xaa, 0x96, 0x00, 0x01, 0x90, 0xff), { maxLength: 60 });
    fc.assert(fc.property(noise, frames, (junk, [code, data]) => {
      const got = new SamReader().push(Uint8Array.from([...junk, ...replyFrame(code, data)]));
      expect(got.map((reply) => [reply.code, hex(reply.data)])).toEqual([[code, hex(data)]]);
    }), { seed, numRuns: 300 });
  });

  it(`finds the reply after a cut one, once as many bytes came as the cut one promised (seed ${seed})`, () => {
    fc.assert(fc.property(frames, fc.integer({ min: 1, max: 70 }), ([code, data], cut) => {
      const whole = replyFrame(code, data);
      const stream = [...whole.subarray(0, Math.max(1, whole.length - cut)), ...replyFrame(0x80), ...new Uint8Array(longestFrame)];
      expect(new SamReader().push(Uint8Array.from(stream)).map((reply) => reply.code)).toContain(0x80);
    }), { seed, numRuns: 300 });
  });

  it(`survives a million bytes of noise, cut and doubled frames, and holds no more than one frame (seed ${seed})`, () => {
    const random = seeded(seed);
    const reader = new SamReader();
    const pieces: readonly (() => Uint8Array)[] = [
      () => Uint8Array.from({ length: random.below(300) }, () => random.below(256)),
      () => Uint8Array.from({ length: random.below(40) }, () => random.pick([0xaa, 0x96, 0x69, 0x00, 0x04])),
      () => card.subarray(0, random.below(card.length)),
      () => card.subarray(random.below(card.length)),
      () => Uint8Array.from([...replyFrame(0x9f, new Uint8Array(4)), ...replyFrame(0x9f, new Uint8Array(4))]),
      () => bytesOf('aaaaaa9669').map((byte) => (random.chance(0.1) ? random.below(256) : byte)),
    ];
    let fed = 0;
    let most = 0;
    while (fed < 1_000_000) {
      const piece = random.pick(pieces)();
      reader.push(piece);
      fed += piece.length;
      most = Math.max(most, reader.held);
    }
    expect(most).toBeLessThan(longestFrame);
    reader.reset();
    expect(reader.push(card)).toHaveLength(1);
  });
});
