import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { configureHall } from '../../server/engine/open-hall.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';

const open = houseKeeper();
const at = (clock: string): string => `2026-03-03T${clock}:00.000+08:00`;
const phone = '138 0013 8000';
interface Checked { readonly house: TestHouse; readonly texts: string[]; readonly ask: (phone: string) => Promise<{ readonly status: number; readonly text: string }>; readonly codeOf: () => string }

/** A hall that asks for a code, and the messages its gateway was given. */
const checking = async (store: 'memory' | 'sqlite' = 'memory'): Promise<Checked> => {
  const texts: string[] = [];
  const send: typeof fetch = async (_url, init) => {
    texts.push(new URLSearchParams(String(init?.body)).get('text') ?? '');
    return new Response('{"code":0}');
  };
  const house = await open({ store, send });
  const { config } = house.engine.hall.catalogue;
  if (config.booking === undefined) throw new Error('this hall takes bookings');
  await configureHall(house.engine, { ...config, booking: { ...config.booking, verifyPhone: true } });
  const ask = async (to: string): Promise<{ readonly status: number; readonly text: string }> => {
    const reply = await house.stranger.press('/phone-checks', { phone: to });
    await house.house.outbox.pass();
    return reply;
  };
  return { house, texts, ask, codeOf: () => texts.map((text) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]).filter((code) => code !== undefined).at(-1) ?? '' };
};
const book = (house: TestHouse, more: object = {}) => house.stranger.press('/appointments', { serviceId: 'business-licence', start: at('10:00'), phone, ...more });

test('a visitor books only with the code that was sent to their phone; staff and platforms need none', async () => {
  const { house, texts, ask, codeOf } = await checking();
  expect((await house.stranger.read('/bookable')).text).toContain('"verifyPhone":true');
  expect((await book(house)).body).toMatchObject({ status: 422, code: 'phone-code-needed' });
  const asked = await ask(phone);
  expect([asked.status, JSON.parse(asked.text)]).toEqual([200, { sentTo: '138****8000', minutes: 15 }]);
  expect(asked.text).not.toContain(codeOf());
  expect((await book(house, { phoneCode: codeOf() === '000000' ? '111111' : '000000' })).body.code).toBe('phone-code-wrong');
  expect((await book(house, { phone: '13900000001', phoneCode: codeOf() })).body.code).toBe('phone-code-wrong');
  expect((await book(house, { phoneCode: ` ${codeOf()}` })).status).toBe(201);
  expect((await (await house.staff('3001')).press('/appointments', { serviceId: 'pension', start: at('11:00'), phone: '13900000002' })).status).toBe(201);
  expect((await house.platform.press('/bookings', { number: 'CITY-0001', serviceId: 'pension', start: at('11:30'), phone: '13900000003' })).status).toBe(201);
  expect(texts.filter((text) => text.includes('your code'))).toHaveLength(1);
});

test('the same booking sent again is answered alike, also when the code has run out meanwhile', async () => {
  const { house, ask, codeOf } = await checking();
  await ask(phone);
  const send = () => house.stranger.send('POST', '/api/halls/tiny/appointments', { serviceId: 'business-licence', start: at('10:00'), phone, phoneCode: codeOf() }, { 'idempotency-key': 'the-same-key' });
  const [first, second] = [await send(), await send()];
  await house.pass(16 * 60_000);
  expect([first.status, second.text, (await send()).text]).toEqual([201, first.text, first.text]);
  expect((await book(house, { start: at('11:00'), phoneCode: codeOf() })).body.code).toBe('phone-code-wrong');
});

test('a code can not be guessed, and a phone is not flooded', async () => {
  const { house, texts, ask, codeOf } = await checking();
  await ask(phone);
  await ask(phone);
  expect(texts).toHaveLength(1);
  const right = codeOf();
  expect((await book(house, { phoneCode: '验证码一二三' })).body.code).toBe('phone-code-wrong');
  for (let n = 0; n < 4; n += 1) expect((await book(house, { phoneCode: String((Number(right) + 1 + n) % 1_000_000).padStart(6, '0') })).body.code).toBe('phone-code-wrong');
  expect((await book(house, { phoneCode: right })).body.code).toBe('phone-code-wrong');
  for (let n = 0; n < 3; n += 1) {
    await house.pass(61_000);
    expect((await ask(phone)).status).toBe(200);
  }
  await house.pass(61_000);
  expect((await ask(phone)).status).toBe(429);
  expect(texts).toHaveLength(4);
  expect((await ask('13900000009')).status).toBe(200);
  expect((await house.stranger.press('/phone-checks', { phone: '12' })).body).toMatchObject({ status: 400, faults: [{ path: 'body/phone' }] });
});

test('a wrong code that a bad network sends again costs one try, not all of them', async () => {
  const { house, ask, codeOf } = await checking();
  await ask(phone);
  const wrong = String((Number(codeOf()) + 1) % 1_000_000).padStart(6, '0');
  for (let n = 0; n < 8; n += 1) expect((await book(house, { phoneCode: wrong })).body.code).toBe('phone-code-wrong');
  expect((await book(house, { phoneCode: codeOf() })).status).toBe(201);
});

test('neither number nor code is kept once the message is sent, and neither is ever in the journal', async () => {
  const { house, ask, codeOf } = await checking('sqlite');
  await ask(phone);
  const code = codeOf();
  expect(code).toMatch(/^\d{6}$/);
  const hotline = await house.staff('3001');
  expect((await hotline.press('/services/business-licence/send-materials', { phone: '13911112222', language: 'en' })).body).toEqual({ sentTo: '139****2222' });
  await house.house.outbox.pass();
  const rows = JSON.stringify(await house.store.journal(house.engine.id, 0, 10_000));
  const database = new Database(join(house.dataFolder, 'paihao.db'), { readonly: true });
  const outbox = JSON.stringify(database.prepare('SELECT * FROM outbox').all());
  database.close();
  expect(outbox).toMatch(/phone-code.*materials|materials.*phone-code/);
  for (const secret of [code, '13800138000', '13911112222']) expect([secret, rows.includes(secret), outbox.includes(secret)]).toEqual([secret, false, false]);
});

test('what to bring is sent to a caller by staff only, in words and with the address', async () => {
  const { house, texts } = await checking();
  const hotline = await house.staff('3001');
  expect((await house.stranger.press('/services/pension/send-materials', { phone })).status).toBe(401);
  expect((await (await house.clerk('1001', '1')).press('/services/pension/send-materials', { phone })).status).toBe(403);
  expect((await hotline.press('/services/nothing/send-materials', { phone })).body.code).toBe('unknown-service');
  expect((await hotline.press('/services/business-licence/send-materials', { phone, language: 'en' })).status).toBe(200);
  await house.house.outbox.pass();
  expect(texts).toEqual([expect.stringMatching(/for Business licence please bring: .+/)]);
});

test('a hall that asks for no code sends none: nobody makes strangers\' phones ring', async () => {
  const sent: string[] = [];
  const house = await open({ send: async (url) => { sent.push(String(url)); return new Response('{"code":0}'); } });
  expect((await house.stranger.press('/phone-checks', { phone })).body.code).toBe('no-phone-codes');
  await house.house.outbox.pass();
  expect(sent).toEqual([]);
});

test('a number that was not shown to be theirs ties nobody to anybody', async () => {
  const { house, ask, codeOf } = await checking();
  const { config } = house.engine.hall.catalogue;
  if (config.booking === undefined) throw new Error('this hall books');
  await configureHall(house.engine, { ...config, booking: { ...config.booking, groups: config.booking.groups.map((group) => ({ ...group, asks: ['phone', 'identity'] })) } });
  const identity = '11010519491231002X';
  expect((await book(house, { identity, phoneCode: '000000' })).body.code).toMatch(/^phone-code/);
  const own = '13900000009';
  await ask(own);
  expect((await book(house, { phone: own, identity, phoneCode: codeOf() })).status).toBe(201);
  await ask(phone);
  expect((await book(house, { identity: '440524188001010014', phoneCode: codeOf() })).status).toBe(201);
  expect(house.engine.hall.persons.size).toBe(2);
  for (const id of house.engine.hall.persons.keys()) expect((await house.store.side(house.engine.id, id, 'person'))?.value).toBeDefined();
});
