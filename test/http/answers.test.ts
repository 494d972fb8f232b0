import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';
import { beforeAll, expect, test } from 'vitest';
import { everyAnswer, operationOf } from '../support/all-answers.ts';
import type { Heard } from '../support/all-answers.ts';
import { openTestHouse } from '../support/house.ts';
import { answerSchemaOf, closedSchema, readApi } from '../support/open-api.ts';
import type { Operation } from '../support/open-api.ts';

/** One day whose answers all tests of this file look at. */
const day: { heard: readonly Heard[]; operations: readonly Operation[] } = { heard: [], operations: [] };
beforeAll(async () => {
  const house = await openTestHouse({ publicUrl: 'http://hall.example', send: async () => new Response('', { status: 400 }) });
  try {
    day.operations = (await readApi(house)).operations;
    day.heard = [...(await everyAnswer(house)), { method: 'get', url: '/api/start', reply: await house.stranger.get('/api/start') }];
  } finally {
    await house.close();
  }
});
const isoWithOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?([+-]\d\d:\d\d|Z)$/;

/** Numbers that could be milliseconds (or seconds) since 1970, anywhere inside; and texts that are instants but lack an offset. */
const epochsIn = (value: unknown, at = ''): readonly string[] => {
  if (typeof value === 'number') return Math.abs(value) >= 1e9 ? [`${at} = ${value}`] : [];
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) && !isoWithOffset.test(value) ? [`${at} = ${value}`] : [];
  if (Array.isArray(value)) return value.flatMap((one, n) => epochsIn(one, `${at}[${n}]`));
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, inner]) => epochsIn(inner, `${at}.${name}`)) : [];
};
const nameOf = (operation: Operation): string => `${operation.method} ${operation.path}`;
const accepted = (heard: readonly Heard[]): readonly Heard[] => heard.filter(({ reply }) => reply.status < 300);

test('the day of answers answers every operation of the document', () => {
  const { heard, operations } = day;
  const answered = new Set(accepted(heard).map(({ method, url }) => operationOf(operations, method, url)));
  expect(operations.filter((o) => !answered.has(o)).map(nameOf)).toEqual([]);
});

test('no answer of any route holds a bare number of milliseconds: instants are ISO 8601 with offset', () => {
  const all = day.heard.filter(({ reply }) => String(reply.headers['content-type'] ?? '').includes('json'));
  expect(all.length).toBeGreaterThan(150);
  const found = new Set(all.flatMap(({ method, url, reply }) => epochsIn(JSON.parse(reply.text)).map((fault) => `${method} ${url.replace(/\/[A-Za-z0-9_-]{16,}/g, '/…')} ${fault.replace(/\d+(?=\])/g, '')}`)));
  expect([...found]).toEqual([]);
  // What must have been there to be looked at.
  for (const field of ['"until":"', '"lastCallAt":"', '"expectedBack":"', '"expiresAt":"', '"waitingSince":"', '"allowedAt":"', '"absentAt":"']) expect([field, all.some(({ reply }) => reply.text.includes(field))]).toEqual([field, true]);
});

test('every answer is as the document describes it, field for field, refusals too', () => {
  const { heard, operations } = day;
  const checker = new Ajv2020({ strict: false, validateFormats: true, formats: { 'date-time': isoWithOffset, date: /^\d{4}-\d{2}-\d{2}$/ } });
  const checks = new Map<string, ValidateFunction | null>();
  const checkOf = (operation: Operation, status: string): ValidateFunction | null => {
    const key = `${nameOf(operation)} ${status}`;
    const schema = answerSchemaOf(operation, status);
    // A field that the document lacks would be a promise nobody reads; the published schema itself stays open.
    if (!checks.has(key)) checks.set(key, schema === null ? null : checker.compile(closedSchema(schema)));
    return checks.get(key) ?? null;
  };
  const faults = new Set<string>();
  for (const { method, url, reply } of heard) {
    const operation = operationOf(operations, method, url);
    // What only pages ask for is not in the document.
    if (operation === undefined && url === '/api/start') continue;
    if (operation === undefined) throw new Error(`${method} ${url} is not in the document`);
    const check = checkOf(operation, reply.status < 300 ? String(reply.status) : 'default');
    if (check === null) {
      if (operation.responses[String(reply.status)] === undefined || reply.text !== '') faults.add(`${nameOf(operation)} ${reply.status} is not described`);
    } else if (!check(JSON.parse(reply.text))) faults.add(`${nameOf(operation)} ${reply.status}: ${JSON.stringify(check.errors?.[0])}`);
  }
  expect([...faults]).toEqual([]);
});
