import { expect, test } from 'vitest';
import { faultAt, faultsOf, foreseenFaults } from '../../server/http/fault-words.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { readApi } from '../support/open-api.ts';
import type { Reply } from '../support/person.ts';

const open = houseKeeper();

/** Keywords that check something, wherever in the schema; annotations and containers say nothing by themselves. */
const silent = new Set(['properties', 'items', 'description', 'summary', 'title']);
const keywordsOf = (schema: unknown): readonly string[] => {
  if (Array.isArray(schema)) return schema.flatMap(keywordsOf);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, inner]) => {
    if (keyword === 'properties') return Object.values(inner as object).flatMap(keywordsOf);
    return [...(silent.has(keyword) ? [] : [keyword]), ...(keyword === 'items' || keyword === 'anyOf' ? keywordsOf(inner) : [])];
  });
};

/** What no schema can check. */
const saidByRoutes = new Set(['either', 'phone', 'identity', 'code', 'day']);

test('every keyword of the schemas that requests are checked by has words', async () => {
  const { operations } = await readApi(await open());
  const used = new Set(operations.flatMap(({ body, parameters }) => keywordsOf([body, ...parameters.filter((one) => one.in === 'query').map((one) => one.schema)])));
  // A choice is told as "one of", or as the fault of the shape that was meant.
  const told = new Set([...foreseenFaults, 'anyOf']);
  expect([...used].filter((keyword) => !told.has(keyword))).toEqual([]);
  // What no schema uses and no route says needs no words.
  const never = [...told].filter((kind) => !used.has(kind) && !saidByRoutes.has(kind));
  expect(never).toEqual([]);
});

type Press = (house: TestHouse, headers: Readonly<Record<string, string>>) => Promise<Reply>;
const tickets = (body: object): Press => async (house, headers) => (await house.staff('2001')).press('/tickets', body, headers);
const suspension = (body: object): Press => async (house, headers) => (await house.staff('4001')).press('/suspensions', body, headers);
const power = { 'zh-CN': '停电', en: 'Power cut' };
const pair = (body: object): Press => (house, headers) => house.stranger.post('/api/devices/pair', body, headers);
const reads = (path: string): Press => async (house, headers) => (await house.staff('4001')).get(`/api/halls/${house.engine.id}${path}`, headers);

const booking = (body: object): Press => (house, headers) => house.stranger.press('/appointments', { serviceId: 'pension', start: '2026-03-03T10:00:00+08:00', ...body }, headers);

/** One request for each kind of fault, through the real checker: its place, and the words in both languages. */
const cases: readonly (readonly [kind: string, press: Press, path: string, zh: string, en: string])[] = [
  ['required', pair({}), 'body/code', '缺少“code”', '“code” is missing'],
  ['additionalProperties', tickets({ serviceId: 'pension', extra: 1 }), 'body/extra', '不认识“extra”', '“extra” is not known here'],
  ['type', tickets({ serviceId: 'pension', large: 'yes' }), 'body/large', '“large”须是 true 或 false', '“large” must be true or false'],
  ['type', tickets({ serviceIds: [5] }), 'body/serviceIds/0', '“serviceIds.0”须是文字', '“serviceIds.0” must be a text'],
  ['type', tickets([]), 'body', '请求内容须是一组键值', 'the request must be a group of keys'],
  ['minLength', tickets({ serviceId: '' }), 'body/serviceId', '“serviceId”不能为空', '“serviceId” must not be empty'],
  ['minLength', pair({ code: 'abc' }), 'body/code', '“code”太短，至少4个字符', '“code” is too short: at least 4 characters'],
  ['maxLength', pair({ code: 'x'.repeat(65) }), 'body/code', '“code”太长，至多64个字符', '“code” is too long: at most 64 characters'],
  ['pattern', tickets({ serviceId: 'a b' }), 'body/serviceId', '“serviceId”里有不能用的字符', '“serviceId” has characters that can\'t stand there'],
  ['pattern', suspension({ scope: { kind: 'hall' }, reason: { ...power, en: '  ' } }), 'body/reason/en', '“reason.en”不能只有空格', '“reason.en” must be more than blanks'],
  ['format', suspension({ scope: { kind: 'hall' }, reason: power, expectedBack: 'soon' }), 'body/expectedBack', '“expectedBack”须是带时差的时间，例如 2026-03-03T11:00:00+08:00', '“expectedBack” must be a time with its offset, such as 2026-03-03T11:00:00+08:00'],
  ['minimum', tickets({ serviceId: 'pension', cases: 0 }), 'body/cases', '“cases”太小，至少1', '“cases” is too small: at least 1'],
  ['maximum', tickets({ serviceId: 'pension', cases: 100 }), 'body/cases', '“cases”太大，至多99', '“cases” is too large: at most 99'],
  ['minItems', tickets({ serviceIds: [] }), 'body/serviceIds', '“serviceIds”至少要有1项', '“serviceIds” needs at least 1 entry'],
  ['maxItems', tickets({ serviceIds: ['a', 'b', 'c', 'd', 'e', 'f'] }), 'body/serviceIds', '“serviceIds”至多5项', '“serviceIds” has room for 5 entries'],
  ['uniqueItems', tickets({ serviceIds: ['pension', 'pension'] }), 'body/serviceIds', '“serviceIds”里同一项写了两次', '“serviceIds” has the same entry twice'],
  ['anyOf of values', tickets({ serviceId: 'pension', language: 'fr' }), 'body/language', '“language”只能是 zh-CN、en 之一', '“language” must be one of zh-CN, en'],
  ['anyOf of shapes, none of them', suspension({ scope: { kind: 'town' }, reason: power }), 'body/scope/kind', '“scope.kind”只能是 hall、department、service 之一', '“scope.kind” must be one of hall, department, service'],
  ['anyOf of shapes, one half done', suspension({ scope: { kind: 'service' }, reason: power }), 'body/scope/id', '缺少“scope.id”', '“scope.id” is missing'],
  ['anyOf of shapes, not a shape', suspension({ scope: 'hall', reason: power }), 'body/scope', '“scope”须是一组键值', '“scope” must be a group of keys'],
  ['either', tickets({}), 'body/serviceId', '“serviceId”和“serviceIds”要写一个，也只写一个', 'one of “serviceId” and “serviceIds” is needed, and only one'],
  ['phone', booking({ phone: 'ring me' }), 'body/phone', '“phone”须是电话号码，例如 138 0013 8000', '“phone” must be a telephone number, such as 138 0013 8000'],
  ['identity', booking({ identity: '110105194912310021' }), 'body/identity', '“identity”须是18位居民身份证号，末位校验不符', '“identity” must be an 18-digit identity number; its last digit does not fit the others'],
  ['code', async (house, headers) => (await house.staff('2001')).press('/check-ins/find', { code: '123 456 789' }, headers), 'body/code', '“code”须是9位预约码，请核对', '“code” must be a booking code of 9 digits; please check it'],
  ['code of no length that there is', async (house, headers) => (await house.staff('2001')).press('/check-ins/find', { code: '123' }, headers), 'body/code', '“code”须是9位预约码，请核对', '“code” must be a booking code of 9 digits; please check it'],
  ['day', reads('/slots?service=pension&from=2026-02-30'), 'querystring/from', '“from”须是日期，例如 2026-03-03', '“from” must be a date, such as 2026-03-03'],
  ['a query', reads('/journal?after=x'), 'querystring/after', '“after”须是整数', '“after” must be a whole number'],
  ['a query without what it needs', reads('/tickets'), 'querystring/number', '缺少“number”', '“number” is missing'],
];

test.each(cases)('%s: the field and what is wrong are told in both languages', async (_kind, press, path, zh, en) => {
  const house = await open();
  const chinese = (await press(house, { 'accept-language': 'zh-CN' })).body;
  expect([chinese.code, chinese.detail, chinese.faults]).toEqual(['bad-request', `请求的内容有误：${zh}。`, [{ path, message: zh }]]);
  const english = (await press(house, { 'accept-language': 'en' })).body;
  expect([english.code, english.detail, english.faults]).toEqual(['bad-request', `Something in the request is wrong: ${en}.`, [{ path, message: en }]]);
});

test('a lone list of values and a lone fixed value are told like a choice', () => {
  const error = { instancePath: '/kind', schemaPath: '#' };
  expect(faultsOf([{ ...error, keyword: 'enum', params: { allowedValues: ['a', 'b'] } }], 'body')[0]?.says.en).toBe('“kind” must be one of a, b');
  expect(faultsOf([{ ...error, keyword: 'const', params: { allowedValue: 'a' } }], 'body')[0]?.says.en).toBe('“kind” must be one of a');
});

test('what was sent is never repeated, and a made-up name only as far as it fits a line', async () => {
  const house = await open();
  const { text } = await pair({ code: 'secret words', extra: 1, [`<b>{about}${'x'.repeat(500)}`]: 1 })(house, { 'accept-language': 'en' });
  expect(text).not.toContain('secret words');
  expect(faultAt(`body/<b>{about}${'x'.repeat(500)}`, 'additionalProperties').says.en).toBe(`“?b??about?${'x'.repeat(30)}” is not known here`);
});
