import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs, joinWav, parseWav, sampleRate, silence } from '../../server/live/voice/wav.ts';

interface Format { readonly tag?: number; readonly channels?: number; readonly rate?: number; readonly bits?: number }

function chunk(name: string, body: Buffer, size = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function format({ tag = 1, channels = 1, rate = sampleRate, bits = 16 }: Format): Buffer {
  const body = Buffer.alloc(tag === 0xfffe ? 40 : 16);
  body.writeUInt16LE(tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rate, 4);
  body.writeUInt32LE((rate * channels * bits) / 8, 8);
  body.writeUInt16LE((channels * bits) / 8, 12);
  body.writeUInt16LE(bits, 14);
  if (tag === 0xfffe) body.writeUInt16LE(1, 24);
  return chunk('fmt ', body);
}

function wav(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WAVE', 'latin1'), ...chunks]);
  return chunk('RIFF', body);
}

const sound = Buffer.from([1, 0, 2, 0, 3, 0, 255, 127]);

describe('a WAV file', () => {
  it('gives its samples, whatever other chunks stand around them', () => {
    expect(parseWav(wav(format({}), chunk('data', sound)))).toEqual(sound);
    const odd = chunk('LIST', Buffer.from('abc'));
    expect(parseWav(wav(odd, format({}), odd, chunk('data', sound), odd))).toEqual(sound);
    expect(parseWav(wav(format({ tag: 0xfffe }), chunk('data', sound)))).toEqual(sound);
  });

  it.each<[string, Buffer, RegExp]>([
    ['44.1 kHz', wav(format({ rate: 44_100 }), chunk('data', sound)), /44100 Hz, 1 channel, 16 bit; needed: 24000 Hz, 1 channel, 16 bit PCM/],
    ['stereo', wav(format({ channels: 2 }), chunk('data', sound)), /24000 Hz, 2 channels, 16 bit; needed/],
    ['8 bit', wav(format({ bits: 8 }), chunk('data', sound)), /24000 Hz, 1 channel, 8 bit; needed/],
    ['float', wav(format({ tag: 3, bits: 32 }), chunk('data', sound)), /32 bit, format 3 \(not PCM\)/],
    ['an MP3', Buffer.from('ID3\u0003 and more of it'), /not a WAV file/],
    ['an empty file', Buffer.alloc(0), /not a WAV file/],
    ['a cut-off file', wav(format({}), chunk('data', sound)).subarray(0, 48), /cut off: 4 of 8 data bytes/],
    ['no data chunk', wav(format({})), /no data chunk/],
    ['no format chunk', wav(chunk('data', sound)), /no format chunk/],
    ['a short format chunk', wav(chunk('fmt ', Buffer.alloc(4)), chunk('data', sound)), /format chunk is cut off/],
    ['no sound', wav(format({}), chunk('data', Buffer.alloc(0))), /no sound/],
  ])('is refused with its fault named: %s', (_, file, fault) => {
    expect(() => parseWav(file)).toThrow(fault);
  });

  it('of random bytes is read or refused with an Error of ours, never a crash', () => {
    const bytes = fc.uint8Array({ maxLength: 80 }).map((list) => Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), Buffer.from(list)]));
    const damaged = fc.tuple(fc.nat(59), fc.nat(255)).map(([at, value]) => {
      const file = wav(format({}), chunk('data', Buffer.alloc(16, 5)));
      file[at] = value;
      return file;
    });
    fc.assert(fc.property(fc.oneof(bytes, damaged), (file) => {
      try {
        expect(parseWav(file).length % 2).toBe(0);
      } catch (error) {
        expect(String(error)).toMatch(/WAV/);
      }
    }), { numRuns: 2000 });
  });
});

describe('joining', () => {
  it('gives one file with every sample in order, read back the same', () => {
    const samples = fc.uint8Array({ minLength: 2, maxLength: 40 }).map((list) => Buffer.from(list.subarray(0, list.length - (list.length % 2))));
    fc.assert(fc.property(fc.array(samples, { minLength: 1, maxLength: 8 }), (parts) => {
      const file = joinWav(parts);
      expect(parseWav(file)).toEqual(Buffer.concat(parts));
      expect(file.readUInt32LE(4)).toBe(file.length - 8);
    }));
  });

  it('counts time in milliseconds of 48 bytes', () => {
    expect(silence(300).length).toBe(14_400);
    expect(durationMs(silence(300))).toBe(300);
    expect(silence(0).length).toBe(0);
  });
});
