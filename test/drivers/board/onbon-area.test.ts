import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoardPicture } from '../../../contract/device-jobs.ts';
import { onbonArea, onbonBrightness, onbonPing, onbonPower } from '../../../drivers/board/onbon-area.ts';
import { onbonCodec } from '../../../drivers/board/onbon-codec.ts';
import { encodeOnbon, OnbonParser } from '../../../drivers/board/onbon-frame.ts';
import { onbonText } from '../../../drivers/board/onbon-layout.ts';
import { bytesOf, hexOf, pictureWith, red, strip, wall } from './pictures.ts';

const golden = JSON.parse(readFileSync(new URL('./vectors/bx-k-frames.json', import.meta.url), 'utf8')) as { command: string; frame: string }[];
const gbk = new TextDecoder('gbk');
const show = (pages: BoardPicture['pages'], profile = strip): string => gbk.decode(onbonText(pages, profile, 900).bytes);
const frameOf = (data: Uint8Array, to = 1): string => hexOf(encodeOnbon({ to, from: 0x8000, reserved: 0, device: 0xfe, data }));

describe('commands', () => {
  it('of the worked examples', () => {
    expect(frameOf(onbonPing())).toMatch(/a20001000068f85a$/);
    expect(frameOf(onbonPower(true))).toMatch(/a3000100000179ea5a$/);
    expect(frameOf(onbonPower(false))).toMatch(/a3000100000239eb5a$/);
    expect(frameOf(onbonBrightness(8))).toMatch(/a302010000010826565a$/);
  });

  it("of the vendor's first example, but for left and middle", () => {
    const data = onbonArea({ bytes: bytesOf('bbb6d3adb9e2c1d9'), show: 'still' }, wall);
    expect(hexOf(data)).toBe('a306010000000123000000800000808020000000000a0000000a02010100020a08000000bbb6d3adb9e2c1d9');
    const vendors = golden.find(({ command }) => command === 'a306')?.frame ?? '';
    data[25] = 0;
    expect(frameOf(data, 0xfffe)).toBe(vendors);
  });

  it('with several colours, as counted by hand and by the vendor\'s program', () => {
    const bytes = bytesOf('5c4331 c7eb 5c4332 41303132 5c4331 bac5b5bd 5c4332 38 5c4331 bac5b4b0bfda');
    expect(frameOf(onbonArea({ bytes, show: 'pages' }, wall))).toMatch(/^a5a5a5a5a5a5a5a501000080000000000000fe024400a306.*fbf45a$/);
  });

  it('in units of eight pixels where the profile says so', () => {
    const area = hexOf(onbonArea({ bytes: Uint8Array.of(0x20), show: 'still' }, { ...wall, units: 'eight-pixels' }));
    expect(area).toContain('00' + '0000' + '0000' + '1000' + '2000');
  });
});

describe('a picture', () => {
  it('stands still in the largest letters that fit', () => {
    expect(show([[red('A012')]], wall)).toBe('\\FO002\\FE002\\C1A012');
    expect(show([[red('请A012号到8号窗口')]], wall)).toBe('\\FO000\\FE000\\C1请A012号到8号窗\\n\\C1口');
    expect(show([[red('A012 3号窗口'), { text: 'B007 12号窗口', colour: 'green' }]], wall)).toBe('\\FO000\\FE000\\C1A012 3号窗口\\n\\C2B007 12号窗口');
    expect(onbonText([[red('请A012号')]], strip, 400)).toMatchObject({ show: 'still', cut: false, replaced: [] });
  });

  it('too long for the board takes turns, numbers whole', () => {
    expect(show([[red('请A012号到12号窗口')]])).toBe('\\C1请A012号\\n\\C1到12号窗\\n\\C1口');
    expect(show([[red('窗口请A012号')]])).toBe('\\C1窗口请\\n\\C1A012号');
    expect(onbonText([[red('请A012号到12号窗口')]], strip, 400).show).toBe('pages');
  });

  it('or runs through, where the profile says so', () => {
    const text = onbonText([[red('请A012号到12号窗口')], [{ text: 'B1', colour: 'yellow' }]], { ...strip, overflow: 'scroll' }, 400);
    expect(gbk.decode(text.bytes)).toBe('\\C1请A012号到12号窗口  \\C3B1');
    expect(hexOf(onbonArea(text, strip))).toContain('08' + '01' + '01' + '03' + '00');
  });

  it('of pages with fewer lines than the board begins each on a page of its own', () => {
    expect(show([[red('A1')], [red('B2'), red('C3')]], { ...wall, fonts: [{ dots: 16, file: null }] })).toBe('\\C1A1\\n\\n\\C1B2\\n\\C1C3');
  });

  it('that is too much is cut after a whole page', () => {
    const text = onbonText(Array.from({ length: 100 }, (_, n) => [red(`请A0${n}号`)]), strip, 100);
    expect(text.cut).toBe(true);
    expect(gbk.decode(text.bytes)).toMatch(/^\\C1请A00号(\\n\\C1请A0\d+号)+$/);
  });

  it('of nothing is a space', () => expect(hexOf(onbonText([], strip, 400).bytes)).toBe('20'));

  it('of any words fits the board and the command, and keeps every character in order', () => {
    const line = fc.record({ text: fc.string({ unit: fc.constantFrom('请', '号', 'A', '0', ' ', '\\', '〇', '龴'), maxLength: 40 }), colour: fc.constantFrom('red' as const, 'green' as const) });
    fc.assert(fc.property(fc.array(fc.array(line, { maxLength: 3 }), { maxLength: 4 }), fc.constantFrom(strip, wall), (pages, profile) => {
      const { bytes, cut } = onbonText(pages, profile, 4_000);
      expect(cut).toBe(false);
      const rows = gbk.decode(bytes).replace(/^\\FO00(\d)\\FE00\d/, '').replaceAll(/\\C\d/g, '').split('\\n');
      const dots = profile === wall && gbk.decode(bytes).startsWith('\\FO002') ? 32 : 16;
      for (const row of rows) expect([...row].reduce((sum, char) => sum + (char.charCodeAt(0) < 0x80 ? dots / 2 : dots), 0)).toBeLessThanOrEqual(profile.width);
      const words = pages.flat().map(({ text }) => text).join('').replaceAll('\\', '＼').replaceAll('龴', '〓').replaceAll('〇', '〓');
      expect(rows.join('').trim()).toBe(words.trim());
    }));
  });
});

describe('the change of a board', () => {
  const codec = onbonCodec(strip);
  const commands = (wanted: BoardPicture, known: Parameters<typeof codec.frames>[1]): string[] =>
    codec.frames(wanted, known, 1).frames.flatMap(({ bytes }) => new OnbonParser().push(bytes).map(({ data }) => hexOf(data.subarray(0, 2))));

  it('is everything when nothing is known, and nothing when nothing differs', () => {
    expect(commands(pictureWith(), null)).toEqual(['a300', 'a302', 'a306']);
    expect(commands(pictureWith({ calls: ['leg-2'], newest: 9 }), pictureWith())).toEqual([]);
  });

  it('is one frame for a call', () => expect(commands(pictureWith({ pages: [[red('请A013号')]] }), pictureWith())).toEqual(['a306']));

  it('is the light alone at closing time, and everything in the morning', () => {
    expect(commands(pictureWith({ on: false }), pictureWith())).toEqual(['a300']);
    expect(commands(pictureWith({ on: false, pages: [] }), pictureWith({ on: false }))).toEqual([]);
    expect(commands(pictureWith(), pictureWith({ on: false }))).toEqual(['a300', 'a302', 'a306']);
    expect(commands(pictureWith({ brightness: 3 }), pictureWith())).toEqual(['a302']);
  });

  it('redraws what may be lost without touching what the card may keep in its flash', () => {
    expect(commands(pictureWith(), { ...pictureWith(), pages: null, number: null })).toEqual(['a306']);
  });

  it('is at most 80 bytes for a usual call, whatever the number', () => {
    let longest = 0;
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      for (let n = 0; n < 1_000; n += 1) {
        const text = `请${letter}${String(n).padStart(3, '0')}号`;
        const [frame] = codec.frames(pictureWith({ pages: [[red(text)]] }), pictureWith({ pages: [] }), 1 + (n % 32)).frames;
        longest = Math.max(longest, frame?.bytes.length ?? 999);
      }
    }
    expect(longest).toBeLessThanOrEqual(80);
  });

  it('never erases the card', () => {
    const line = fc.record({ text: fc.string({ unit: 'binary', maxLength: 30 }), colour: fc.constantFrom('red' as const, 'yellow' as const) });
    const picture = fc.record({ on: fc.boolean(), brightness: fc.nat(15), pages: fc.array(fc.array(line, { maxLength: 3 }), { maxLength: 3 }), number: fc.string(), calls: fc.constant([]), newest: fc.nat() });
    fc.assert(fc.property(picture, fc.option(picture), (wanted, known) => {
      for (const command of commands(wanted, known)) expect(['a300', 'a302', 'a306']).toContain(command);
    }));
  });

  it('is confirmed by its own board only', () => {
    const listen = (): ((hex: string) => unknown) => {
      const listener = codec.frames(pictureWith(), null, 1).frames[0]?.answer?.();
      return (hex) => listener?.(bytesOf(hex));
    };
    const answer = (from: number, data: string): string => hexOf(encodeOnbon({ to: 0x8000, from, reserved: 0, device: 0xfe, data: bytesOf(data) }, 9));
    expect(listen()(answer(1, 'a000000000'))).toEqual({ kind: 'ack' });
    expect(listen()(answer(1, 'a001050000'))).toEqual({ kind: 'nack', code: 5 });
    expect(listen()(answer(0x8000, 'a000000000'))).toEqual({ kind: 'ack' });
    expect(listen()(answer(2, 'a000000000'))).toBeNull();
    expect(listen()(frameOf(onbonPing()))).toBeNull();
  });
});
