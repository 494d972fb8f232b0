import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAuto, decodeRealTime, StatusReader } from '../../../drivers/printer/escpos-status.ts';
import type { StatusEvent } from '../../../drivers/printer/escpos-status.ts';
import { profileOf } from '../papers.ts';

const generic = profileOf('generic-80');
const epson = profileOf('epson-tm-80');

function read(bytes: readonly number[]): StatusEvent[] {
  const reader = new StatusReader();
  return bytes.flatMap((byte) => reader.push(byte) ?? []);
}

describe('answers to DLE EOT', () => {
  it.each([
    ['all normal', { n1: 0x12, n2: 0x12, n3: 0x12, n4: 0x12 }, null, false],
    ['paper near its end', { n1: 0x12, n4: 0x1e }, null, true],
    ['one near-end sensor only', { n1: 0x12, n4: 0x16 }, null, true],
    ['paper out as a TM-like model says it', { n1: 0x1a, n2: 0x32, n4: 0x72 }, 'paper-out', false],
    ['paper out and near end', { n1: 0x1a, n2: 0x72, n4: 0x7e }, 'paper-out', true],
    ['cover open', { n1: 0x1a, n2: 0x16, n4: 0x12 }, 'cover-open', false],
    ['cover open and no paper: the cover comes first', { n1: 0x1a, n2: 0x36, n4: 0x72 }, 'cover-open', false],
    ['cutter jammed', { n1: 0x1a, n2: 0x52, n3: 0x1a, n4: 0x12 }, 'cutter', false],
    ['head too hot', { n1: 0x1a, n2: 0x52, n3: 0x52, n4: 0x12 }, 'overheated', false],
    ['unrecoverable', { n1: 0x1a, n2: 0x52, n3: 0x32, n4: 0x12 }, 'printer-error', false],
    ['offline without a reason, n = 2 and 3 unanswered', { n1: 0x1a, n4: 0x12 }, 'offline', false],
    ['presenter bit of a Citizen is no paper end', { n1: 0x12, n4: 0x52 }, null, false],
  ] as const)('%s', (_name, answers, fault, paperLow) => {
    expect(decodeRealTime(answers, epson)).toEqual({ fault, paperLow });
  });

  it('says "paper or cover" where the model may report one as the other', () => {
    expect(decodeRealTime({ n1: 0x1a, n2: 0x32, n4: 0x72 }, generic).fault).toBe('paper-out-or-cover');
    expect(decodeRealTime({ n1: 0x1a, n2: 0x16, n4: 0x12 }, generic).fault).toBe('cover-open');
  });
});

describe('automatic status', () => {
  it.each([
    [[0x10, 0x00, 0x00, 0x00], null, false],
    [[0x10, 0x00, 0x03, 0x00], null, true],
    [[0x18, 0x00, 0x0c, 0x00], 'paper-out', false],
    [[0x38, 0x00, 0x00, 0x00], 'cover-open', false],
    [[0x18, 0x08, 0x00, 0x00], 'cutter', false],
    [[0x18, 0x40, 0x00, 0x00], 'overheated', false],
    [[0x18, 0x04, 0x00, 0x00], 'printer-error', false],
    [[0x14, 0x00, 0x00, 0x00], null, false],
  ] as const)('%j', (bytes, fault, paperLow) => {
    expect(decodeAuto(bytes, epson)).toEqual({ fault, paperLow });
  });
});

describe('answers on one stream', () => {
  it('tells real-time, in-line and automatic answers apart', () => {
    expect(read([0x12, 0x1a, 0x00, 0x0c, 0x03])).toEqual([
      { kind: 'real-time', byte: 0x12 }, { kind: 'real-time', byte: 0x1a },
      { kind: 'in-line', byte: 0x00 }, { kind: 'in-line', byte: 0x0c }, { kind: 'in-line', byte: 0x03 },
    ]);
    expect(read([0x18, 0x00, 0x0c, 0x00, 0x12])).toEqual([{ kind: 'auto', bytes: [0x18, 0, 0x0c, 0] }, { kind: 'real-time', byte: 0x12 }]);
  });

  it('swallows XON and XOFF, also inside an automatic status', () => {
    expect(read([0x11, 0x13])).toEqual([]);
    expect(read([0x18, 0x13, 0x00, 0x0c, 0x11, 0x00])).toEqual([{ kind: 'auto', bytes: [0x18, 0, 0x0c, 0] }]);
  });

  it('finds the next answer again after any noise', () => {
    const seed = Date.now() & 0x7fffffff;
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 }), (noise) => {
      const reader = new StatusReader();
      for (const byte of noise) reader.push(byte);
      reader.reset();
      expect(reader.push(0x12)).toEqual({ kind: 'real-time', byte: 0x12 });
      expect(reader.push(0x00)).toEqual({ kind: 'in-line', byte: 0x00 });
    }), { seed, numRuns: 300 });
  });
});
