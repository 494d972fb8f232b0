import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';
import { readApi } from '../support/open-api.ts';

const open = houseKeeper();

/** The rows of the contract that the running hall offers so far; booking, vouchers, complaints, figures and the hall file come later. */
const promised = [
  'GET /api/health', 'GET /api/status', 'POST /api/sessions', 'POST /api/devices/pair', 'GET /api/halls/{hall}', 'GET /api/halls/{hall}/catalogue', 'POST /api/halls/{hall}/tickets',
  'GET /api/tickets/{token}', ...['leave', 'away', 'back', 'rating'].map((act) => `POST /api/tickets/{token}/${act}`),
  ...['sign-in', 'sign-out', 'pause', 'resume', 'call-next', 'call', 'serve-direct', 'start', 'recall', 'finish', 'absent', 'hold', 'transfer', 'add-service', 'undo'].map((act) => `POST /api/halls/{hall}/counters/{counter}/${act}`),
  ...['return', 'wake', 'class', 'reprint'].map((act) => `POST /api/halls/{hall}/tickets/{id}/${act}`), 'GET /api/halls/{hall}/tickets/{id}/why',
  'POST /api/halls/{hall}/suspensions', 'POST /api/halls/{hall}/suspensions/{id}/resume', 'POST /api/halls/{hall}/pairings/{pairing}/revoke', 'POST /api/halls/{hall}/device-entries', 'POST /api/halls/{hall}/help', 'POST /api/halls/{hall}/services/{service}/print-list', 'GET /api/halls/{hall}/journal',
];
const schemaWords = ['type', 'anyOf', 'const', 'enum', '$ref'];

test('the document says OpenAPI 3.1 and lists every promised route', async () => {
  const api = await readApi(await open());
  expect(api.openapi).toMatch(/^3\.1\.\d+$/);
  expect([typeof api.info.title, typeof api.info.version]).toEqual(['string', 'string']);
  const listed = api.operations.map((o) => `${o.method.toUpperCase()} ${o.path}`);
  expect(promised.filter((route) => !listed.includes(route))).toEqual([]);
});

test('every route of the server under /api is in it, but those for pages only', async () => {
  const house = await open();
  const api = await readApi(house);
  const listed = new Set(api.operations.map((o) => `${o.method.toUpperCase()} ${o.path}`));
  const hidden = ['GET /api/openapi.json', 'GET /api/start'];
  for (const route of [...listed]) {
    const [method = '', path = ''] = route.split(' ');
    expect([route, house.app.http.hasRoute({ method: method as 'GET', url: path.replace(/\{(\w+)\}/g, ':$1') })]).toEqual([route, true]);
  }
  for (const route of hidden) expect(listed.has(route)).toBe(false);
});

test('each operation is whole: summary, parameters of its path, responses, a body schema that a checker accepts', async () => {
  const api = await readApi(await open());
  const checker = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false });
  expect(api.operations.length).toBeGreaterThan(40);
  for (const { method, path, summary, parameters, responses, body } of api.operations) {
    const name = `${method} ${path}`;
    expect([name, typeof summary, (summary ?? '').length > 3]).toEqual([name, 'string', true]);
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
    const given = parameters.filter((p) => p.in === 'path');
    expect([name, given.map((p) => p.name).sort()]).toEqual([name, wanted]);
    expect(given.every((p) => p.required === true && p.schema !== undefined)).toBe(true);
    expect([name, Object.keys(responses).length > 0]).toEqual([name, true]);
    for (const response of Object.values(responses)) expect(typeof response.description).toBe('string');
    if (method !== 'post') continue;
    expect([name, body !== null && schemaWords.some((word) => word in body)]).toEqual([name, true]);
    if (body !== null) expect(() => checker.compile(body)).not.toThrow();
  }
});

test('presses name their key, answers name the problem document', async () => {
  const api = await readApi(await open());
  for (const { method, path, parameters, responses } of api.operations) {
    const exempt = ['/api/sessions', '/api/devices/pair', '/api/halls/{hall}/pairing-codes', '/api/halls/{hall}/pairings/{pairing}/revoke', '/api/halls/{hall}/device-entries', '/api/halls/{hall}/device-entries/{device}/remove', '/api/halls/{hall}/device-entries/{device}/test', '/api/halls/{hall}/scan', '/api/halls/{hall}/check-ins/find', '/api/halls/{hall}/messages/{message}/again', '/api/halls/{hall}/messages/{message}/settled', '/api/halls/{hall}/webhooks/replay', '/api/halls/{hall}/phone-checks', '/api/halls/{hall}/complaints/find', '/api/halls/{hall}/services/{service}/send-materials', '/api/halls/{hall}/counters/{counter}/caption'].includes(path);
    if (method === 'post') expect([path, parameters.some((p) => p.in === 'header' && p.name === 'idempotency-key')]).toEqual([path, !exempt]);
    expect([path, Object.keys(responses['default']?.content ?? {})]).toEqual([path, ['application/problem+json']]);
  }
});
