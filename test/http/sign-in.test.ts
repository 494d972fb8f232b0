import { expect, test } from 'vitest';
import type { CounterId, StaffNumber } from '../../server/domain/brands.ts';
import { hashPin, pinMatches } from '../../server/engine/pin-hash.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Reply } from '../support/person.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const good = { staffNumber: '1001', pin: '246810' };
const bad = { staffNumber: '1001', pin: '135790' };
const signIn = (house: TestHouse, body: object, headers: Record<string, string> = {}): Promise<Reply> => house.stranger.send('POST', '/api/sessions', body, headers);
/** A hall as it is in earnest: PINs as hashes, nothing published. */
const realHall = async (pin: string) => {
  const hall = staffedHall();
  const pinHash = await hashPin(pin);
  return { ...hall, staff: hall.staff.map(({ demoPin: _, ...person }) => ({ ...person, pinHash })) };
};

test('a good PIN gives a token, the roles and the hall; the token is only in the body', async () => {
  const house = await open();
  const { status, body, headers } = await signIn(house, good);
  expect([status, body.roles, body.halls, typeof body.token]).toEqual([201, ['clerk'], ['tiny'], 'string']);
  expect([headers['set-cookie'], headers['cache-control']]).toEqual([undefined, 'no-store']);
  const me = await house.stranger.get('/api/sessions/current', { authorization: `Bearer ${body.token}` });
  expect([me.status, me.body.roles]).toEqual([200, ['clerk']]);
});

test('a browser gets an httpOnly SameSite=Strict cookie and no token in the body', async () => {
  const house = await open();
  const { status, body, text, headers } = await signIn(house, { ...good, cookie: true });
  const cookie = String(headers['set-cookie']);
  expect([status, body.cookie, body.token]).toEqual([201, true, undefined]);
  expect(cookie).toMatch(/^paihao-staff=[A-Za-z0-9_-]{32,};/);
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part);
  expect(cookie).not.toContain('Secure');
  const token = cookie.split(';')[0]?.split('=')[1] ?? '';
  expect(text).not.toContain(token);
  const me = await house.stranger.get('/api/sessions/current', { cookie: `paihao-staff=${token}` });
  expect(me.status).toBe(200);
});

test('the cookie is Secure where phones reach the hall by https', async () => {
  const house = await open({ publicUrl: 'https://hall.example' });
  expect(String((await signIn(house, { ...good, cookie: true })).headers['set-cookie'])).toContain('; Secure');
});

test('a cookie counts only for pages of this server', async () => {
  const house = await open({ publicUrl: 'https://hall.example' });
  const cookie = String((await signIn(house, { ...good, cookie: true })).headers['set-cookie']).split(';')[0] ?? '';
  const press = (origin: string | null): Promise<Reply> => house.stranger.at('1', 'sign-in', {}, { cookie, ...(origin === null ? {} : { origin }) });
  const foreign = await press('https://elsewhere.example');
  expect([foreign.status, foreign.body.code]).toEqual([403, 'foreign-origin']);
  expect((await press('null')).status).toBe(403);
  expect(house.engine.hall.counters.get('1' as never)?.clerk).toBeNull();
  for (const origin of ['http://localhost:80', 'https://hall.example', null]) expect([origin, (await press(origin)).status]).toEqual([origin, 200]);
  // And no other website may sign its visitor in.
  for (const [url, body] of [['/api/sessions', good], ['/api/devices/pair', { code: 'demo-kiosk' }]] as const) {
    const answer = await house.stranger.send('POST', url, { ...body, cookie: true }, { origin: 'https://elsewhere.example' });
    expect([url, answer.status, answer.headers['set-cookie']]).toEqual([url, 403, undefined]);
  }
});

test('after signing out the token is worth nothing', async () => {
  const house = await open();
  const clerk = await house.staff('1001');
  expect((await clerk.get('/api/sessions/current')).status).toBe(200);
  expect((await clerk.send('DELETE', '/api/sessions/current')).status).toBe(204);
  expect((await clerk.get('/api/sessions/current')).status).toBe(401);
  expect((await clerk.at('1', 'sign-in')).status).toBe(401);
});

test('a session ends after twelve hours', async () => {
  const house = await open();
  const clerk = await house.staff('1001');
  house.clock.advance(12 * 3_600_000 - 1);
  expect((await clerk.get('/api/sessions/current')).status).toBe(200);
  house.clock.advance(2);
  expect((await clerk.get('/api/sessions/current')).status).toBe(401);
});

test('three wrong tries are free, then the delay grows, per staff number and per source', async () => {
  const house = await open({ trustProxy: '127.0.0.1', halls: [await realHall('246810')] });
  const from = (ip: string) => ({ 'x-forwarded-for': ip });
  for (let n = 0; n < 4; n += 1) expect((await signIn(house, bad, from('10.0.0.1'))).body.code).toBe('wrong-pin');
  const waits: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    const no = await signIn(house, bad, from('10.0.0.1'));
    expect([no.status, no.body.code]).toEqual([429, 'too-many-attempts']);
    waits.push(Number(no.headers['retry-after']));
    house.clock.advance((waits[n] ?? 0) * 1000);
    expect((await signIn(house, bad, from('10.0.0.1'))).body.code).toBe('wrong-pin');
  }
  expect(waits).toEqual([1, 2, 4, 8]);
  // The right PIN doesn't get past the delay; the same number from elsewhere waits, and another number from the same source too.
  expect((await signIn(house, good, from('10.0.0.1'))).status).toBe(429);
  expect((await signIn(house, good, from('10.0.0.2'))).status).toBe(429);
  expect((await signIn(house, { ...good, staffNumber: '1002' }, from('10.0.0.1'))).status).toBe(429);
  expect((await signIn(house, { ...good, staffNumber: '1002' }, from('10.0.0.2'))).status).toBe(201);
  house.clock.advance(300_000);
  expect((await signIn(house, good, from('10.0.0.1'))).status).toBe(201);
  // And it begins anew.
  expect((await signIn(house, bad, from('10.0.0.1'))).body.code).toBe('wrong-pin');
});

test('the wall clock, set by hand, does not shorten the delay', async () => {
  const house = await open();
  for (let n = 0; n < 6; n += 1) await signIn(house, bad);
  house.clock.step(3_600_000);
  expect((await signIn(house, good)).status).toBe(429);
});

test('many guesses sent at once learn no more than the same one after the other', async () => {
  const house = await open({ halls: [await realHall('246810')] });
  const answers = await Promise.all([...Array.from({ length: 9 }, () => bad), good].map((body) => signIn(house, body)));
  expect(answers.map((a) => a.status)).not.toContain(201);
  expect(answers.filter((a) => a.status === 401)).toHaveLength(4);
});

test('demo PINs are refused, before any hashing, unless peer and Host are this machine and nobody forwarded', async () => {
  const house = await open();
  const elsewhere: readonly Record<string, string>[] = [
    { host: 'hall.example' }, { host: '192.168.1.10:8080' }, { host: 'localhost.evil.example' }, { forwarded: 'for=10.0.0.1' }, { 'x-forwarded-for': '127.0.0.1' }, { 'x-forwarded-host': 'localhost' }, { 'x-forwarded-proto': 'http' },
  ];
  for (const headers of elsewhere)
    for (const [url, body] of [['/api/sessions', good], ['/api/devices/pair', { code: 'demo-kiosk' }]] as const) {
      const no = await house.stranger.send('POST', url, body, headers);
      expect([headers, url, no.status, no.body.code]).toEqual([headers, url, 403, 'demo-only-here']);
    }
  const peer = await house.app.http.inject({ method: 'POST', url: '/api/sessions', payload: good, remoteAddress: '192.168.1.7' });
  expect(peer.statusCode).toBe(403);
  for (const host of ['localhost', 'localhost:8080', '127.0.0.1:8080', '[::1]:8080']) expect([host, (await signIn(house, good, { host })).status]).toEqual([host, 201]);
});

test('a demo PIN off this machine costs the server no derivation and the staff number no delay', async () => {
  const hall = staffedHall();
  const house = await open({ halls: [{ ...hall, staff: [...hall.staff, { number: '7001' as StaffNumber, name: { 'zh-CN': '壬', en: 'Nine' }, roles: ['clerk'], pinHash: 'scrypt$1048576$8$1$AAAA$AAAA' }] }] });
  for (let n = 0; n < 10; n += 1) expect((await signIn(house, good, { host: 'hall.example' })).body.code).toBe('demo-only-here');
  expect((await signIn(house, good)).status).toBe(201);
});

test('PINs are kept as salted scrypt, and a broken hash opens nothing', async () => {
  const [one, two] = [await hashPin('246810'), await hashPin('246810')];
  expect(one).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(two);
  expect([await pinMatches('246810', one), await pinMatches('246811', one)]).toEqual([true, false]);
  for (const broken of [null, '', 'scrypt$32768$8$1$$', 'plain$246810', one.slice(0, -1), 'scrypt$99999999999$8$1$AAAA$AAAA']) expect([broken, await pinMatches('246810', broken)]).toEqual([broken, false]);
});

test('an unknown staff number is answered like a wrong PIN', async () => {
  const house = await open({ halls: [await realHall('246810')] });
  const [unknown, wrong] = [await signIn(house, { ...bad, staffNumber: '9999' }), await signIn(house, bad)];
  expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
});

test('says where the roster puts whoever asks, and nobody else', async () => {
  const base = staffedHall();
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const roster = [{ counter: '2', days, from: '00:00', to: '24:00', clerk: '1001', substitute: '1002' }].map((entry) => ({ ...entry, counter: entry.counter as CounterId, clerk: entry.clerk as StaffNumber, substitute: entry.substitute as StaffNumber }));
  const house = await open({ halls: [{ ...base, roster }] });
  const seatsOf = async (number: string): Promise<unknown> => JSON.parse((await (await house.staff(number)).get('/api/sessions/current')).text).seats;
  expect(await seatsOf('1001')).toEqual([{ counter: '2', as: 'clerk', from: '00:00', to: '24:00' }]);
  expect(await seatsOf('1002')).toEqual([{ counter: '2', as: 'substitute', from: '00:00', to: '24:00' }]);
  expect(await seatsOf('1003')).toEqual([]);
});
