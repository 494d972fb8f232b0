import { expect, test } from 'vitest';
import type { CounterId, DeviceId, HallId } from '../../server/domain/brands.ts';
import { admit } from '../../server/live/admit.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Person, Reply } from '../support/person.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const pair = (house: TestHouse, code: string, more: object = {}): Promise<Reply> => house.stranger.send('POST', '/api/devices/pair', { code, ...more });
const newCode = async (by: Person, body: object = { kind: 'kiosk', device: 'kiosk-1' }): Promise<string> => {
  const made = await by.press('/pairing-codes', body);
  expect([made.status, made.body.minutes]).toEqual([201, 10]);
  return String(made.body.code);
};

test('a code made by the administrator pairs one device, once', async () => {
  const house = await open();
  const code = await newCode(await house.staff('5001'));
  const first = await pair(house, code);
  expect([first.status, first.body.device]).toEqual([201, { id: 'kiosk-1', kind: 'kiosk', hall: 'tiny' }]);
  const kiosk = await house.stranger.press('/tickets', { serviceId: 'pension' }, { authorization: `Bearer ${first.body.token}` });
  expect(kiosk.status).toBe(201);
  const again = await pair(house, code);
  expect([again.status, again.body.code]).toEqual([401, 'wrong-code']);
});

test('codes made in the same moment have nothing in common', async () => {
  const house = await open();
  const admin = await house.staff('5001');
  const codes = await Promise.all(Array.from({ length: 20 }, () => newCode(admin)));
  for (const code of codes) expect(code).toMatch(/^[0-9A-Z]{10}$/);
  for (let place = 0; place < 10; place += 1) expect([place, new Set(codes.map((code) => code[place])).size > 5]).toEqual([place, true]);
});

test('a code lives for ten minutes', async () => {
  const house = await open();
  const admin = await house.staff('5001');
  const [soon, late] = [await newCode(admin), await newCode(admin)];
  house.clock.advance(10 * 60_000 - 1);
  expect((await pair(house, soon)).status).toBe(201);
  house.clock.advance(1);
  expect((await pair(house, late)).body.code).toBe('wrong-code');
});

test.each(['memory', 'sqlite'] as const)('a paired device stays paired over a restart, and a code used stays used (%s)', async (store) => {
  const house = await open({ store });
  const code = await newCode(await house.staff('5001'));
  const { body } = await pair(house, code);
  await house.restart();
  expect((await house.stranger.press('/tickets', { serviceId: 'pension' }, { authorization: `Bearer ${body.token}` })).status).toBe(201);
  expect((await pair(house, code)).status).toBe(401);
});

test('of many who use a code at once, one gets in', async () => {
  const house = await open({ store: 'sqlite' });
  const code = await newCode(await house.staff('5001'));
  const answers = await Promise.all(Array.from({ length: 3 }, () => pair(house, code)));
  expect(answers.map((a) => a.status).sort()).toEqual([201, 401, 401]);
});

test('guessing codes grows slow, and a browser gets a cookie for its kind of page', async () => {
  const house = await open();
  const code = await newCode(await house.staff('4001'));
  for (let n = 0; n < 4; n += 1) expect((await pair(house, `WRONG-${n}`)).body.code).toBe('wrong-code');
  const no = await pair(house, code);
  expect([no.status, no.body.code, no.headers['retry-after']]).toEqual([429, 'too-many-attempts', '1']);
  house.clock.advance(1_000);
  const yes = await pair(house, code, { cookie: true });
  expect([yes.status, yes.body.cookie, yes.body.token]).toEqual([201, true, undefined]);
  expect(String(yes.headers['set-cookie'])).toMatch(/^paihao-kiosk=[\w-]{32,}; Path=\/; HttpOnly; SameSite=Strict;/);
});

test('only the administrator and the manager make codes, for devices there are, in their own hall', async () => {
  const house = await open({ halls: [staffedHall(), staffedHall({ id: 'other' as HallId, staff: [] })] });
  for (const number of ['1001', '2001', '6001']) expect([number, (await (await house.staff(number)).press('/pairing-codes', { kind: 'kiosk' })).status]).toEqual([number, 403]);
  expect((await house.stranger.press('/pairing-codes', { kind: 'kiosk' })).status).toBe(401);
  const admin = await house.staff('5001');
  expect((await admin.press('/pairing-codes', { kind: 'kiosk', device: 'nowhere' })).body.code).toBe('unknown-device');
  expect((await admin.press('/pairing-codes', { kind: 'display', counter: 'nowhere' })).body.code).toBe('unknown-counter');
  expect((await admin.post('/api/halls/other/pairing-codes', { kind: 'kiosk' })).body.code).toBe('not-allowed');
});

test('demo codes work again and again, and only where there is a demo hall', async () => {
  const house = await open();
  for (let n = 0; n < 3; n += 1) expect((await pair(house, 'demo-display')).status).toBe(201);
  const hall = staffedHall();
  const real = await open({ halls: [{ ...hall, staff: hall.staff.map(({ demoPin: _, ...person }) => person) }] });
  expect((await pair(real, 'demo-kiosk')).body.code).toBe('wrong-code');
});

const idOf = (paired: Reply): unknown => (paired.body.device as { readonly id?: unknown } | undefined)?.id;

test('an open code pairs the device that is named, else the only one of its kind, and never a nameless kiosk', async () => {
  const hall = staffedHall();
  const house = await open({ halls: [{ ...hall, devices: [...hall.devices, { id: 'kiosk-2' as DeviceId, kind: 'kiosk', name: { 'zh-CN': '侧门', en: 'Side door' } }] }] });
  const admin = await house.staff('5001');
  const code = await newCode(admin, { kind: 'kiosk' });
  const unnamed = await pair(house, code);
  expect([unnamed.status, unnamed.body.code, unnamed.body.about]).toEqual([409, 'device-needed', 'kiosk-1, kiosk-2']);
  for (const wrong of ['nowhere', 'agent-1']) expect((await pair(house, code, { device: wrong })).body).toMatchObject({ code: 'unknown-device', about: wrong });
  const named = await pair(house, code, { device: 'kiosk-2' });
  expect([named.status, idOf(named)]).toEqual([201, 'kiosk-2']);
  expect((await pair(house, code, { device: 'kiosk-1' })).body.code).toBe('wrong-code');
  const help = await house.stranger.press('/help', {}, { authorization: `Bearer ${named.body.token}` });
  expect(help.status).toBe(201);
  expect(idOf(await pair(house, await newCode(admin, { kind: 'agent' })))).toBe('agent-1');
  expect(idOf(await pair(house, await newCode(admin, { kind: 'kiosk', device: 'kiosk-1' }), { device: 'kiosk-2' }))).toBe('kiosk-1');
  expect(idOf(await pair(house, await newCode(admin, { kind: 'display' }), { device: 'display-east' }))).toBe('display-east');
  const free = await pair(house, await newCode(admin, { kind: 'display' }));
  expect([free.status, idOf(free)]).toEqual([201, null]);
});

test('managers and administrators read which devices pair, and nobody else does', async () => {
  const hall = staffedHall();
  const house = await open({ halls: [{ ...hall, devices: [...hall.devices, { id: 'screen-1' as DeviceId, kind: 'display', name: { 'zh-CN': '1号窗口屏', en: 'Screen of counter 1' }, counter: '1' as CounterId }] }] });
  for (const number of ['4001', '5001']) {
    const { status, text } = await (await house.staff(number)).read('/devices');
    const { devices } = JSON.parse(text) as { readonly devices: readonly Readonly<Record<string, unknown>>[] };
    expect([status, devices.map((d) => [d['id'], d['kind'], d['zone'], d['counter'], d['needsCode']])]).toEqual([200, [
      ['kiosk-1', 'kiosk', 'east', null, true], ['agent-1', 'agent', null, null, false], ['display-east', 'display', 'east', null, true], ['display-west', 'display', 'west', null, true], ['screen-1', 'display', null, '1', true],
    ]]);
  }
  for (const number of ['1001', '2001', '6001']) expect([number, (await (await house.staff(number)).read('/devices')).body.code]).toEqual([number, 'not-allowed']);
  expect((await house.stranger.get('/api/halls/tiny/devices')).body.code).toBe('sign-in-needed');
});

test('a screen that belongs to a counter sees and rates that counter only', async () => {
  const hall = staffedHall();
  const house = await open({ halls: [{ ...hall, devices: [...hall.devices, { id: 'screen-1' as DeviceId, kind: 'display', name: { 'zh-CN': '1号窗口屏', en: 'Screen of counter 1' }, counter: '1' as CounterId }] }] });
  const admin = await house.staff('5001');
  for (const made of [{ kind: 'display', device: 'screen-1' }, { kind: 'display', counter: '1' }]) {
    const { body } = await pair(house, await newCode(admin, made));
    const rate = (counter: string): Promise<Reply> => house.stranger.press(`/counters/${counter}/rating`, { grade: 5 }, { authorization: `Bearer ${body.token}` });
    expect([(await rate('2')).body.code, (await rate('1')).body.code]).toEqual(['not-allowed', 'unknown-ticket']);
    const admitted = await admit(house.house, '/display', { handshake: { auth: { token: body.token, counter: '2' }, headers: {} } } as never);
    expect(admitted).toMatchObject({ kind: 'counter-screen', counter: '1' });
  }
});

interface Listed { readonly id: string; readonly kind: string; readonly device: string | null; readonly counter: string | null; readonly pairedAt: string | null }
const pairingsSeenBy = async (by: Person): Promise<readonly Listed[]> => (JSON.parse((await by.read('/devices')).text) as { readonly pairings: readonly Listed[] }).pairings;

test.each(['memory', 'sqlite'] as const)('a pairing that was taken back proves nothing from that moment on, also after a restart, and the others stay (%s)', async (store) => {
  const house = await open({ store });
  const manager = await house.staff('4001');
  const lost = await house.device('kiosk', 'kiosk-1');
  house.clock.advance(60_000);
  const kept = await house.counterScreen('2');
  const listed = await pairingsSeenBy(manager);
  expect(listed.map(({ id: _, ...about }) => about)).toEqual([
    { kind: 'display', device: null, counter: '2', pairedAt: '2026-03-03T09:01:00.000+08:00' }, { kind: 'kiosk', device: 'kiosk-1', counter: null, pairedAt: '2026-03-03T09:00:00.000+08:00' },
  ]);
  await lost.take();
  const id = listed[1]?.id ?? '';
  for (let n = 0; n < 2; n += 1) expect([(await manager.press(`/pairings/${id}/revoke`)).text]).toEqual(['{"revoked":true}']);
  expect((await lost.press('/tickets', { serviceId: 'pension' })).status).toBe(401);
  await house.restart();
  expect((await lost.press('/tickets', { serviceId: 'pension' })).status).toBe(401);
  expect((await kept.at('2', 'rating', { grade: 5 })).body.code).toBe('unknown-ticket');
  expect((await pairingsSeenBy(await house.staff('5001'))).map((one) => one.device)).toEqual([null]);
});

test('only the administrator and the manager take pairings back, and only those of their hall', async () => {
  const house = await open({ halls: [staffedHall(), staffedHall({ id: 'other' as HallId, staff: [] })] });
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const [paired] = await pairingsSeenBy(await house.staff('5001'));
  const revoke = `/pairings/${paired?.id ?? ''}/revoke`;
  for (const number of ['1001', '2001', '6001']) expect([number, (await (await house.staff(number)).press(revoke)).body.code]).toEqual([number, 'not-allowed']);
  for (const [who, code] of [[house.stranger, 'sign-in-needed'], [kiosk, 'not-allowed']] as const) expect((await who.press(revoke)).body.code).toBe(code);
  const admin = await house.staff('5001');
  expect((await admin.post(`/api/halls/other${revoke}`)).body.code).toBe('not-allowed');
  expect((await admin.press('/pairings/kiosk-1/revoke')).body).toMatchObject({ code: 'unknown-device', about: 'kiosk-1' });
  await kiosk.take();
});
