import { describe, expect, it } from 'vitest';
import { deviceModels } from '../../drivers/device-models.ts';
import { faultLines, readHallFile } from '../../server/config/read-hall-file.ts';
import type { HallFileFault } from '../../server/config/read-hall-file.ts';
import { brokenHall, goodHall } from './good-hall.ts';
import { ruleBreaks } from './rule-breaks.ts';

const faultsOf = (text: string): readonly HallFileFault[] => {
  const result = readHallFile(text, () => null, deviceModels);
  return result.ok ? [] : result.faults;
};
const only = (text: string): HallFileFault => {
  const faults = faultsOf(text);
  expect(faults.map((fault) => `${fault.line} ${fault.code} ${fault.text.en}`)).toHaveLength(1);
  const [fault] = faults;
  if (fault === undefined) throw new Error('no fault');
  return fault;
};

describe('a good hall', () => {
  it('is read without faults, with the defaults of the schema filled in', () => {
    const result = readHallFile(goodHall);
    expect(faultsOf(goodHall)).toEqual([]);
    if (!result.ok) return;
    expect(result.config.queues[0]).toMatchObject({ digits: 3, from: 1, to: 999, issueBefore: 30, issueStops: 0 });
    expect(result.config.services[0]).toMatchObject({ inPerson: false, persons: 1 });
    expect(result.config.voice.once).toBe(false);
  });

  it('is the same hall as JSON', () => {
    const result = readHallFile(goodHall);
    if (!result.ok) throw new Error('the good hall is not good');
    expect(readHallFile(JSON.stringify(result.config, null, '\t'))).toEqual(result);
  });
});

describe('each rule names its one fault, with its line', () => {
  for (const rule of ruleBreaks) {
    it(rule.breaks, () => {
      const broken = brokenHall(rule.piece, rule.instead);
      const fault = only(broken.text);
      expect(fault).toMatchObject({ code: rule.code, path: rule.path });
      expect(fault.text.en).toContain(rule.says);
      expect(fault.text['zh-CN']).toMatch(/[一-鿿]/);
      const lineOfPath = rule.down === undefined ? broken.line : broken.line + rule.down;
      expect(fault.line).toBe(lineOfPath);
    });
  }
});

const shapeBreaks = [
  ['an unknown key', 'usualMinutes: 10 }', 'usualMinute: 10 }', ['missing', 'unknown-key'], 'did you mean “usualMinutes”?'],
  ['an unknown section', 'protectedOf3: 2', 'protectedOf3: 2\nparking: none', ['unknown-key'], 'Unknown key “parking”'],
  ['a missing name', ', en: East }', ' }', ['missing'], '“en” is missing'],
  ['an empty name', 'en: East }', "en: ' ' }", ['wrong-value'], 'does not fit: English text, not empty'],
  ['a number without quotes', "number: '1002'", 'number: 1002', ['wrong-type'], 'Here belongs a text, not 1002: put it in quotes'],
  ['a text where a number belongs', 'dayChange: 4', "dayChange: '4'", ['wrong-type'], 'Here belongs a whole number, not “4”'],
  ['an hour beyond the day', 'dayChange: 4', 'dayChange: 24', ['wrong-value'], '24 is too large: at most 23'],
  ['letters that look like digits', 'zone: east, prefix: A', 'zone: east, prefix: O', ['wrong-value'], '“O” does not fit: Letters before the number'],
  ['a clock time that is none', "from: '13:30'", "from: '13:60'", ['wrong-value'], '“13:60” does not fit'],
  ['an unknown proof', 'proof: identity', 'proof: identitty', ['wrong-value'], 'did you mean “identity”?'],
  ['days that are neither', 'takes: 3', 'takes: soon', ['wrong-value'], '“soon” does not fit: on-the-spot, or a whole number of working days from 1 to 365'],
  ['a tile that leads twice', '{ service: fetch }', '{ service: fetch, queue: general }', ['wrong-value'], 'a tile with exactly one of'],
  ['a misspelt key of a device', 'zone: east, printer', 'zon: east, printer', ['unknown-key'], 'Unknown key “zon”; did you mean “zone”?'],
  ['a device of no kind', 'kind: kiosk', 'kind: kiosque', ['wrong-value'], 'a device whose kind is'],
  ['four grades', "    - { grade: 1, name: { zh-CN: 非常不满意, en: Very dissatisfied }, points: [] }\n", '', ['wrong-value'], 'At least 5 entries'],
  ['a time zone that is none', 'Asia/Shanghai', 'Asia/Shangai', ['time-zone-unknown'], 'did you mean “Asia/Shanghai”?'],
  ['a file in another folder', 'file: film.webm', 'file: ../../data/hall.db', ['wrong-value'], "“../../data/hall.db” does not fit: Picture or film. A file name in the hall's media folder, without a path"],
  ['a file with a path', 'file: film.webm', 'file: films/film.webm', ['wrong-value'], 'without a path'],
  ['a file by its whole path', 'file: film.webm', "file: 'C:\\film.webm'", ['wrong-value'], 'without a path'],
  ['a hidden file', 'file: film.webm', 'file: .film.webm', ['wrong-value'], 'without a path'],
  ['a file with an encoded path', 'file: film.webm', 'file: ..%2ffilm.webm', ['wrong-value'], 'without a path'],
  ['a file that screens can\'t show', 'file: film.webm', 'file: film.avi', ['wrong-value'], 'ending in .png, .jpg, .jpeg, .webp, .svg, .webm, .mp4'],
  ['a photo that is a film', "number: '1002'", "photo: me.mp4, number: '1002'", ['wrong-value'], 'ending in .png, .jpg, .jpeg, .webp, .svg'],
  ['a photo outside the folder', "number: '1002'", "photo: ../me.png, number: '1002'", ['wrong-value'], 'without a path'],
  ['a layout that is none', 'layout: split', 'layout: splitt', ['wrong-value'], 'did you mean “split”?'],
  ['a key twice', 'dayChange: 4', 'dayChange: 4\ndayChange: 5', ['duplicate-key'], 'The same key stands here twice'],
] as const;

describe('what is not well-formed', () => {
  for (const [what, piece, instead, codes, says] of shapeBreaks) {
    it(`${what} is named with its line`, () => {
      const broken = brokenHall(piece, instead);
      const faults = faultsOf(broken.text);
      expect(faults.map((fault) => fault.code).toSorted()).toEqual([...codes]);
      expect(faults.map((fault) => fault.text.en).join('\n')).toContain(says);
      for (const fault of faults) {
        expect(fault.text['zh-CN']).toMatch(/[一-鿿]/);
        expect(fault.line - broken.line).toBeGreaterThanOrEqual(fault.path === 'ratingForm.grades' ? -5 : 0);
        expect(fault.line - broken.line).toBeLessThanOrEqual(1);
      }
    });
  }

  it('every fault is told at once, in the order of the file, beside faults of rules in sound sections', () => {
    const text = goodHall.replace('dayChange: 4', 'dayChange: 99').replace('department: police', 'department: polce')
      .replace('protectedOf3: 2', 'protectedOf3: two').replace('zones: [east]', 'zones: [south]').replace("number: '5001'", "number: '1001'");
    expect(faultsOf(text).map((fault) => fault.path)).toEqual(['dayChange', 'services[0].department', 'staff[2].number', 'protectedOf3', 'notices[0].zones[0]']);
  });

  it('a choice among many entries loses no fault of another entry', () => {
    const extra = Array.from({ length: 12 }, (_, n) => `  - { id: spare-${n}, kind: agent, name: { zh-CN: 备用, en: Spare }, colour: red }\n`).join('');
    const faults = faultsOf(goodHall.replace('agent: agent-1, profile', 'colour: red, agent: agent-1, profile').replace('papers:', `${extra}papers:`));
    expect(faults.map((fault) => fault.path)).toEqual(['devices[1].colour', ...Array.from({ length: 12 }, (_, n) => `devices[${n + 7}].colour`)]);
  });

  it('every text of a file that lost its English is named', () => {
    const faults = faultsOf(goodHall.replaceAll(' en:', ' eng:'));
    const texts = goodHall.split(' en:').length - 1;
    expect(faults.filter((fault) => fault.code === 'unknown-key')).toHaveLength(texts);
    expect(faults.filter((fault) => fault.code === 'missing')).toHaveLength(texts);
  });

  it('rules stay away from a section of the wrong shape and check the others', () => {
    const text = goodHall.replace(/^services:$/m, 'services: none\nignored:').replace('zones: [east]', 'zones: [south]');
    expect(faultsOf(text).map((fault) => fault.path)).toEqual(['services', 'ignored', 'notices[0].zones[0]']);
  });

  it('text that is no YAML is named with its line', () => {
    expect(only('id: good\nname: { zh-CN: a, en: b\nzones: []\n')).toMatchObject({ code: 'yaml' });
    expect(only('id: good\n\tname: x\n').line).toBe(2);
    expect(only('- a list')).toMatchObject({ line: 1, code: 'wrong-type' });
    expect(only('')).toMatchObject({ line: 1 });
    expect(only('a: &a [x]\n'.concat('b: *nothing\n')).code).toBe('yaml');
  });

  it('a file of nothing but a name lists every section that is missing', () => {
    const faults = faultsOf('id: good\n');
    expect(faults.length).toBeGreaterThan(20);
    expect(new Set(faults.map((fault) => fault.code))).toEqual(new Set(['missing']));
  });

  it('neither endless aliases nor a file beyond all bounds is expanded', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: 9 }, () => `*a${n}`).join(', ')}]`)].join('\n');
    expect(faultsOf(bomb).map((fault) => fault.code)).toEqual(['yaml']);
    expect(only('#'.repeat(8_000_001)).code).toBe('too-long');
  });

  it('lines for a terminal say file, line, column, place and fault', () => {
    const broken = brokenHall('dayChange: 4', 'dayChange: 99');
    expect(faultLines(faultsOf(broken.text), 'en', 'good.yaml')).toEqual(['good.yaml:5:12 dayChange 99 is too large: at most 23']);
    expect(faultLines(faultsOf(broken.text), 'zh-CN', 'good.yaml')).toEqual(['good.yaml:5:12 dayChange 99太大，至多23']);
  });
});

describe('a file that extends another', () => {
  const base = (name: string): string | null => name === 'good.yaml' ? goodHall : null;

  it('replaces whole sections and keeps the rest', () => {
    const result = readHallFile('extends: good.yaml\nid: other\nmatters: []\nhome:\n  - { queue: general }\n', base);
    expect(result.ok && { id: result.config.id, matters: result.config.matters.length, tiles: result.config.home.length, queues: result.config.queues.length })
      .toEqual({ id: 'other', matters: 0, tiles: 1, queues: 2 });
  });

  it('tells faults in the file where they stand', () => {
    const result = readHallFile('extends: good.yaml\nqueues:\n  - { id: collect, name: { zh-CN: 领证, en: Collect }, zone: south, prefix: A, usualMinutes: 5 }\n', base);
    if (result.ok) throw new Error('nothing was found');
    const places = result.faults.map((fault) => `${fault.inBase ? 'base' : 'own'} ${fault.path}`);
    expect(places[0]).toBe('own queues[0].zone');
    expect(places).toContain('base services[0].queue');
    expect(result.faults.find((fault) => fault.path === 'services[0].queue')?.line).toBe(goodHall.split('\n').findIndex((line) => line === '    queue: general') + 1);
  });

  it('refuses a base that is not there, or is not whole', () => {
    const codes = (text: string, other: (name: string) => string | null): readonly string[] => {
      const result = readHallFile(text, other);
      return result.ok ? [] : result.faults.map((fault) => fault.code);
    };
    expect(codes('extends: bad.yaml\n', base)).toEqual(['base-missing']);
    expect(codes('extends: good.yaml\n', () => 'extends: good.yaml\n')).toEqual(['base-unfit']);
    expect(codes('extends: good.yaml\n', () => 'a: [\n')).toContain('yaml');
  });
});
