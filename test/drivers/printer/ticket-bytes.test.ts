import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticketBytes } from '../../../drivers/printer/ticket-bytes.ts';
import { columnsOf, toGlyphs as glyphsWith } from '../../../drivers/printer/gb18030-text.ts';
import { ticketFont } from '../../../drivers/printer/ticket-font.ts';
import { wrapColumns } from '../../../drivers/printer/wrap-columns.ts';
import { EscPosLexer } from '../../../drivers/sim/escpos-lexer.ts';
import type { Paper } from '../../../contract/device-jobs.ts';
import { paperWith, profileOf } from '../papers.ts';

const toGlyphs = (text: string) => glyphsWith(text, { own: 'gb18030', drawn: ticketFont });
const wide = profileOf('generic-80');
const narrow = profileOf('generic-58');
const golden = readFileSync(new URL('../vectors/ticket-gb18030.bin', import.meta.url));

function bytesOf(paper: Paper, profile = wide): Buffer {
  const ticket = ticketBytes(paper, profile);
  if (!ticket.ok) throw new Error(ticket.reason);
  return Buffer.from(ticket.bytes);
}

/** Commands as `name hex`, stretches of text as the text that ICU reads in their bytes. */
function outline(bytes: Uint8Array): string[] {
  const result: string[] = [];
  let text: number[] = [];
  const endText = (): void => {
    if (text.length > 0) result.push(`text ${new TextDecoder('gb18030', { fatal: true }).decode(Uint8Array.from(text))}`);
    text = [];
  };
  for (const command of new EscPosLexer().push(bytes)) {
    if (command.kind === 'text') text.push(...command.bytes);
    else endText();
    if (command.kind === 'line-feed') result.push('LF');
    if (command.kind === 'command') result.push(`${command.name} ${Buffer.from(command.data).toString('hex')}`.trim());
  }
  endText();
  return result;
}

const goldenPaper = paperWith({
  lines: ['业务：不动产登记', '前面还有 5 人等候', '时间 2026-08-23 09:31:05', '姓名 *镕'],
  qr: { url: 'https://q.example.gov.cn/t/7f3a', caption: '过号请重新取号' },
  small: [],
});

describe('a ticket in bytes', () => {
  it('is the ticket that three foreign decoders have read, but for the place of left alignment and a Chinese mode after the cut', () => {
    const steps = outline(golden);
    const expected = [...steps.filter((step) => step !== 'ESC a 00'), 'FS &'];
    expected.splice(expected.indexOf('GS ! 00') + 1, 0, 'ESC a 00');
    expect(outline(bytesOf(goldenPaper))).toEqual(expected);
  });

  it('holds each text of the golden ticket in the very same bytes', () => {
    const ours = bytesOf(goldenPaper);
    for (const text of ['市民服务中心', 'A012', '业务：不动产登记', '前面还有 5 人等候', '时间 2026-08-23 09:31:05', '姓名 *镕', '过号请重新取号']) {
      const row = Buffer.concat([columnBytes(text), Buffer.of(0x0a)]);
      expect(golden.includes(row), `golden has ${text}`).toBe(true);
      expect(ours.includes(row), `ours has ${text}`).toBe(true);
    }
  });

  it('switches Chinese mode on behind every initialisation, at the start of a line', () => {
    for (const profile of [wide, narrow]) {
      const steps = outline(bytesOf(paperWith(), profile));
      steps.forEach((step, at) => {
        if (step === 'ESC @') expect(steps[at + 1]).toBe('FS &');
        if (step === 'FS &') expect(steps[at - 1]).toBe('ESC @');
      });
    }
  });

  it('never switches code pages or national variants, not even at a rare name (N1, N3, N6)', () => {
    const paper = paperWith({ lines: ['姓名 𠮷😀号', '姓名 龦𬭎', '号票'] });
    const steps = outline(bytesOf(paper));
    expect(steps.filter((step) => /^(ESC [Rt]|FS \.)/.test(step))).toEqual([]);
    expect(steps).toContain('text 姓名 〓〓号');
    expect(steps.filter((step) => step.startsWith('GS v'))).toHaveLength(1);
    expect(steps).toContain('text 号票');
  });

  it('tells which characters it had to replace', () => {
    expect(ticketBytes(paperWith({ lines: ['䌹𠮷'], small: ['😀'] }), wide)).toMatchObject({ ok: true, replaced: ['𠮷', '😀'] });
    expect(ticketBytes(paperWith({ lines: ['䶮镕㛃'] }), wide)).toMatchObject({ ok: true, replaced: [] });
  });

  it('announces the QR address in bytes and refuses one that is not ASCII (N4)', () => {
    const qr = outline(bytesOf(paperWith())).find((step) => step.slice(9, 17) === '00315030');
    expect(qr?.slice(5, 9)).toBe(`6b${(31 + 3).toString(16)}`);
    const foreign = paperWith({ qr: { url: 'https://例.cn/号', caption: '' } });
    expect(ticketBytes(foreign, wide)).toEqual({ ok: false, reason: 'the QR address is empty or not plain ASCII' });
  });

  it('puts the width into the high nibble (N14) and goes no larger than the model can', () => {
    expect(outline(bytesOf(paperWith({ large: true })))).toContain('GS ! 01');
    expect(outline(bytesOf(paperWith()))).toContain('GS ! 33');
    expect(outline(bytesOf(paperWith(), narrow))).toContain('GS ! 11');
    expect(outline(bytesOf(paperWith({ number: 'ABCDEFGHIJKLMNOP' })))).toContain('GS ! 22');
  });

  it('feeds four lines and cuts once (N13); where there is no cutter it only feeds', () => {
    expect(outline(bytesOf(paperWith())).filter((step) => /^(ESC d|GS V)/.test(step))).toEqual(['ESC d 04', 'GS V 01']);
    expect(outline(bytesOf(paperWith(), narrow)).filter((step) => /^(ESC d|GS V)/.test(step))).toEqual(['ESC d 04']);
  });

  it('lets no text steer the printer', () => {
    const steps = outline(bytesOf(paperWith({ lines: ['\x1b@\x10\x04\x01\x1dV\x00'], heading: '' })));
    expect(steps.filter((step) => step === 'ESC @')).toHaveLength(2);
    expect(steps.filter((step) => step.startsWith('GS V'))).toHaveLength(1);
    expect(steps).toContain('text  @    V');
  });
});

function columnBytes(text: string): Buffer {
  return Buffer.concat(toGlyphs(text).glyphs.map((glyph) => glyph.bytes));
}

describe('text in columns', () => {
  const rows = (text: string, columns: number): string[] => wrapColumns(toGlyphs(text).glyphs, columns).map((row) => row.map((glyph) => glyph.char).join(''));

  it('knows that a hanzi is two columns wide (N7)', () => {
    expect(rows('一二三四五六七八九十', 10)).toEqual(['一二三四五', '六七八九十']);
  });
  it('keeps words whole, drops the space at a break and begins no row with a closing mark', () => {
    expect(rows('Please wait in zone B', 11)).toEqual(['Please wait', 'in zone B']);
    expect(rows('请带身份证，户口本', 10)).toEqual(['请带身份', '证，户口本']);
    expect(rows('abcdefghijkl', 5)).toEqual(['abcde', 'fghij', 'kl']);
  });

  it('keeps what is glued together whole, also before a closing mark, and cuts it only where it is wider than a row', () => {
    const glue = (text: string): string => [...text].join('\u2060');
    expect(rows(`请到${glue('16–20 号窗口')}附近等候`, 16)).toEqual(['请到', '16–20 号窗口附', '近等候']);
    expect(rows(`请到一二${glue('3号窗口')}。`, 15)).toEqual(['请到一二', '3号窗口。']);
    expect(rows(glue('一二三四五六'), 8)).toEqual(['一二三四', '五六']);
    expect(rows(`Near ${glue('Counters 3,')} ${glue('Counter 9')}`, 16)).toEqual(['Near Counters 3,', 'Counter 9']);
  });

  it('loses and doubles nothing and is never too wide, whatever the text', () => {
    const seed = Date.now() & 0x7fffffff;
    const text = fc.array(fc.oneof({ weight: 4, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) }, fc.constant('\u2060')), { maxLength: 80 }).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.oneof(text, fc.string({ maxLength: 80 })), fc.integer({ min: 2, max: 48 }), (line, columns) => {
      const { glyphs } = toGlyphs(line);
      const wrapped = wrapColumns(glyphs, columns);
      expect(Math.max(...wrapped.map(columnsOf))).toBeLessThanOrEqual(columns);
      const visible = (all: readonly { char: string }[]): string => all.map((glyph) => glyph.char).join('').replaceAll(' ', '');
      expect(visible(wrapped.flat())).toBe(visible(glyphs));
    }), { seed, numRuns: 300, examples: [['\u0000\u0000\u2060ʹ', 3]] });
  });

  it('gives every character one or two bytes that ICU reads back as the same character', () => {
    const strict = new TextDecoder('gb18030', { fatal: true });
    for (let code = 0x20; code <= 0xffff; code += 1) {
      const char = String.fromCharCode(code);
      for (const glyph of toGlyphs(char).glyphs) {
        if (glyph.drawn) continue;
        if (glyph.bytes.length > 2 || strict.decode(glyph.bytes) !== glyph.char) throw new Error(`U+${code.toString(16)} does not survive`);
      }
    }
  });
});
