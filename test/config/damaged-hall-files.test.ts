import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readHallFile } from '../../server/config/read-hall-file.ts';
import { goodHall } from './good-hall.ts';

const lines = goodHall.split('\n').length;

/** Every place of the good hall that holds a value, as the keys that lead there. */
const placesOf = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null ? [path, ...Object.entries(value).flatMap(([key, child]) => placesOf(child, [...path, key]))] : [path];

const withValueAt = (value: unknown, path: readonly string[], put: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  const children = Object.entries(Object(value)).map(([name, child]) => [name, name === key ? withValueAt(child, rest, put) : child] as const);
  return Array.isArray(value) ? children.map(([, child]) => child) : Object.fromEntries(children);
};

describe('damaged hall files (fast-check prints the seed of a failure)', () => {
  it('text cut, doubled or scrambled anywhere is read or refused with lines that exist, and never thrown at the caller', () => {
    fc.assert(fc.property(fc.nat(goodHall.length), fc.nat(200), fc.string({ maxLength: 12 }), (at, cut, put) => {
      const text = goodHall.slice(0, at) + put + goodHall.slice(at + cut);
      const result = readHallFile(text);
      if (result.ok) return;
      expect(result.faults.length).toBeGreaterThan(0);
      for (const fault of result.faults) {
        expect(fault.line).toBeGreaterThanOrEqual(1);
        expect(fault.line).toBeLessThanOrEqual(lines + put.length + 1);
        expect(fault.text.en).not.toMatch(/undefined|\[object/);
        expect(fault.text['zh-CN']).toMatch(/[一-鿿]/);
      }
    }), { numRuns: 100 });
  });

  it('any value in any place is accepted or named with its place', () => {
    const good: unknown = parse(goodHall);
    const places = placesOf(good).slice(1);
    fc.assert(fc.property(fc.constantFrom(...places), fc.constantFrom(null, '', 'x', -1, 3.5, 1e9, true, [], {}, [null], { id: 'x' }, '2026-13-01'), (path, put) => {
      const result = readHallFile(JSON.stringify(withValueAt(good, path, put)));
      if (result.ok) return;
      expect(result.faults.length).toBeGreaterThan(0);
      expect(result.faults.map((fault) => fault.text.en).join('\n')).not.toMatch(/undefined|\[object/);
    }), { numRuns: 150 });
  });

  it('a key nobody knows, in any group of the file, is named and breaks no rule that reads the group', () => {
    const good: unknown = parse(goodHall);
    const takesIt: string[] = [];
    for (const path of placesOf(good)) {
      const group = path.reduce<unknown>((value, key) => new Map(Object.entries(Object(value))).get(key), good);
      if (typeof group !== 'object' || group === null || Array.isArray(group)) continue;
      const result = readHallFile(JSON.stringify(withValueAt(good, path, { ...group, nobodys: 'x' })));
      if (result.ok) takesIt.push(path.join('.'));
      else expect(result.faults.map((fault) => fault.path), path.join('.')).toContainEqual(expect.stringMatching(/(^|\.)nobodys$/));
    }
    // Names of header and form fields are free; what a board model of the hall's own may hold is the drivers' to say.
    expect(takesIt).toEqual(['models.boards.0', 'messages.sms.headers', 'messages.sms.form']);
  });
});
