import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { hallSchema } from '../../contract/hall-file.ts';
import { queueDefaults } from '../../server/domain/hall-defaults.ts';
import { hallFaults } from '../../server/domain/hall-faults.ts';
import { nearestName } from '../../server/domain/nearest-name.ts';
import { brokenHall, goodHall } from '../config/good-hall.ts';
import { ruleBreaks } from '../config/rule-breaks.ts';

describe('hall faults', () => {
  it('finds nothing wrong with a good hall', () => {
    expect(hallFaults(parse(goodHall))).toEqual([]);
  });

  it('every code that a rule can give is given by one of the breaks', () => {
    const source = readFileSync(new URL('../../server/domain/hall-fault.ts', import.meta.url), 'utf8');
    const union = /HallFaultCode =([^;]*);/.exec(source)?.[1] ?? '';
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map((match) => match[1] ?? '');
    expect(codes.length).toBeGreaterThan(25);
    expect(codes.filter((code) => !ruleBreaks.some((rule) => rule.code === code))).toEqual([]);
  });

  it('refuses a printer on the line of boards, in whatever way it is spoken to', () => {
    const hall = parse(goodHall);
    const devices = hall.devices.map((device: { kind: string }) => (device.kind === 'printer' ? { ...device, connection: 'serial:/dev/ttyS1?baud=9600' } : device));
    expect(hallFaults({ ...hall, devices }).map(({ code, path }) => [code, path])).toEqual([5, 6].map((n) => ['line-shared', ['devices', n, 'connection']]));
  });

  it('refuses the same id twice in every list that has ids', () => {
    const hall = parse(goodHall);
    const lists = Object.keys(hall).filter((name) => Array.isArray(hall[name]) && hall[name][0].id !== undefined);
    expect(lists).toHaveLength(16);
    for (const list of lists) {
      const twice = { ...hall, [list]: [...hall[list], hall[list][0]] };
      expect(hallFaults(twice).filter((fault) => fault.code === 'duplicate-id').map((fault) => fault.path)).toEqual([[list, hall[list].length, 'id']]);
    }
  });

  it('leaves out rules that read a damaged section, and no others', () => {
    const broken = brokenHall('zone: east, prefix', 'zone: north, prefix').text;
    expect(hallFaults(parse(broken)).map((fault) => fault.path.join('.'))).toEqual(['queues.0.zone']);
    expect(hallFaults(parse(broken), new Set(['staff']))).toHaveLength(1);
    expect(hallFaults(parse(broken), new Set(['zones']))).toEqual([]);
    expect(hallFaults({ ...parse(goodHall), zones: 'none', staff: null }, new Set(['zones', 'staff']))).toEqual([]);
  });

  it('means by silence what the schema says silence means', () => {
    const { digits, from, to, issueBefore, issueStops } = hallSchema.properties.queues.items.properties;
    const stated = Object.fromEntries(Object.entries({ digits, from, to, issueBefore, issueStops }).map(([name, schema]) => [name, Object(schema).default]));
    expect(stated).toEqual({ ...queueDefaults });
  });
});

describe('the nearest name', () => {
  it('is what was probably meant, or nothing', () => {
    expect(nearestName('genral', ['collect', 'general'])).toBe('general');
    expect(nearestName('General', ['general'])).toBe('general');
    expect(nearestName('marriage', ['tax', 'collect'])).toBeUndefined();
    expect(nearestName('', ['tax'])).toBeUndefined();
  });
});
