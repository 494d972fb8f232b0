import { describe, expect, it } from 'vitest';
import { boardProfiles, readBoardProfiles } from '../../../drivers/board/board-profiles.ts';

const strip = '{ id: my-strip, family: onbon-k, width: 96, height: 16, card: 0xfe, commandBytes: 512, fonts: [{ dots: 16 }] }';
const faultsOf = (text: string): string[] => {
  const read = readBoardProfiles(text);
  return read.ok ? [] : read.faults.map(({ line, field, text: { en } }) => `${line} ${field}: ${en}`);
};

describe('profiles of boards', () => {
  it('that ship are there, with what was left out filled in', () => {
    for (const id of ['onbon-5k-64x16', 'onbon-6k-64x16', 'onbon-5k-128x32', 'onbon-6k-128x32-two-lines', 'armfly-043', 'armfly-046', 'armfly-ascii', 'four-byte']) expect(boardProfiles.has(id)).toBe(true);
    expect(boardProfiles.get('onbon-6k-64x16')).toMatchObject({ units: 'pixel', overflow: 'pages', replyMs: 250, fonts: [{ dots: 16, file: null }] });
  });

  it('are read from a list', () => expect(readBoardProfiles(`- ${strip}`)).toMatchObject({ ok: true, profiles: [{ id: 'my-strip', width: 96 }] }));

  it.each([
    ['a missing field', strip.replace('width: 96, ', ''), /^2 width: is missing/],
    ['a strange field', strip.replace('width', 'colour: red, width'), /^2 colour: no such field/],
    ['a size that is none', strip.replace('width: 96', 'width: wide'), /^2 width: must be integer/],
    ['letters that no card has', strip.replace('dots: 16', 'dots: 20'), /^2 fonts\/0\/dots: must be equal to one of the allowed values: 16, 24, 32/],
    ['letters higher than the board', strip.replace('dots: 16', 'dots: 24'), /^2 fonts\/0\/dots: letters of 24 dots on a board of 16/],
    ['a family that is none', '{ id: x, family: onbon }', /^2 family: no such family; there are onbon-k, modbus-rtu/],
    ['too few registers', '{ id: x, family: modbus-rtu, digits: 6, encoding: text, register: 0x70, registers: 2 }', /^2 registers: 2 registers can't hold 6 places/],
    ['the same name twice', strip, /^2 id: “my-strip” stands here twice/],
    ['no profile at all', '7', /^2 family/],
  ])('with %s are refused, and the line is named', (_, second, fault) => {
    const text = `- ${strip}\n- ${second}`;
    expect(faultsOf(text).join('\n')).toMatch(fault);
  });

  it('name the line of a field written on its own', () => {
    expect(faultsOf('- id: x\n  family: four-byte\n  digits: 99\n')).toEqual(['3 digits: must be <= 16']);
  });

  it('that are no list, or no YAML, are refused too', () => {
    for (const text of ['a: 1', '', '- [', '- *nobody', '- &a [*a]']) expect(faultsOf(text)).toHaveLength(1);
  });

  it('are refused in Chinese as well', () => {
    const read = readBoardProfiles('- { id: x, family: four-byte }');
    expect(read.ok ? [] : read.faults.map(({ text }) => text['zh-CN'])).toEqual(['缺这一项']);
  });
});
