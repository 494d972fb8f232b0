import { expect, test } from 'vitest';
import type { HallId } from '../../server/domain/brands.ts';
import { ticketPaper } from '../../server/live/ticket-paper.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { noLogo, paperLines } from '../support/paper-lines.ts';
import type { Reply } from '../support/person.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
/** The house begins on Tuesday 2026-03-03 at 09:00 in China. */
const at = (clock: string, day = '2026-03-03'): string => `${day}T${clock}:00.000+08:00`;
const phone = '138 0013 8000';
const fail = (): never => { throw new Error('this hall takes bookings'); };

const book = (house: TestHouse, body: object): Promise<Reply> => house.stranger.press('/appointments', { serviceId: 'business-licence', start: at('10:00'), phone, ...body });
const slots = async (house: TestHouse, query: string): Promise<readonly { readonly start: string; readonly free: number }[]> => (await house.stranger.read(`/slots?${query}`)).body.slots ?? [];
const freeAt = async (house: TestHouse, start: string, service = 'business-licence'): Promise<number | undefined> => (await slots(house, `service=${service}`)).find((slot) => slot.start === start)?.free;

test('slots are told from now on, with what is left of each', async () => {
  const house = await open();
  const told = await slots(house, 'service=business-licence&days=1');
  expect(told[0]).toMatchObject({ start: at('09:30'), free: 7 });
  expect(told.every((slot) => slot.start.startsWith('2026-03-03'))).toBe(true);
  expect((await slots(house, 'service=business-licence&from=2026-03-05&days=1'))[0]?.start).toBe(at('08:00', '2026-03-05'));
  expect((await slots(house, 'service=business-licence&from=2026-04-05')).length).toBe(0);
});

test('a slot is kept while somebody books, and is free again when they do not', async () => {
  const house = await open();
  const kept = await house.stranger.press('/reservations', { serviceId: 'business-licence', start: at('10:00') });
  expect(kept.status).toBe(201);
  expect(kept.body.expiresAt).toBe(at('09:10'));
  expect(await freeAt(house, at('10:00'))).toBe(6);
  await house.pass(10 * 60_000);
  expect(await freeAt(house, at('10:00'))).toBe(7);
  const again = await house.stranger.press('/reservations', { serviceId: 'business-licence', start: at('10:00') });
  const booked = await book(house, { reservation: again.body.reservation });
  expect([booked.status, booked.body.appointment]).toMatchObject([201, { state: 'booked', start: at('10:00'), end: at('10:30'), service: 'business-licence', changeUntil: null }]);
  expect(booked.body.appointment?.code).toMatch(/^\d{9}$/);
  expect(await freeAt(house, at('10:00'))).toBe(6);
  // Whoever lost the answer gets it with the number they gave; nobody else does, also not with the appointment's id, which programs are told.
  expect((await book(house, { reservation: again.body.reservation })).body.appointment).toMatchObject({ code: booked.body.appointment?.code, token: booked.body.appointment?.token });
  expect((await book(house, { reservation: again.body.reservation, phone: '13900139009' })).body.code).toBe('reservation-used');
  expect((await book(house, { reservation: booked.body.appointment?.id })).body.code).toBe('unknown-reservation');
  expect((await house.stranger.press(`/reservations/${booked.body.appointment?.id ?? ''}/drop`)).body.code).toBe('unknown-reservation');
  expect(await freeAt(house, at('10:00'))).toBe(6);
  expect((await book(house, { reservation: 'never-was' })).body.code).toBe('unknown-reservation');
});

test('of two hundred at once for a slot of seven, exactly seven have it and the others are told', async () => {
  const house = await open();
  const replies = await Promise.all(Array.from({ length: 200 }, (_, n) => book(house, { phone: `1390000${String(1000 + n)}` })));
  expect(replies.filter((r) => r.status === 201)).toHaveLength(7);
  expect(replies.filter((r) => r.status === 409).map((r) => r.body.code)).toEqual(Array.from({ length: 193 }, () => 'slot-full'));
  expect(await freeAt(house, at('10:00'))).toBe(0);
});

test('the same request twice books once', async () => {
  const house = await open();
  const send = (): Promise<Reply> => house.stranger.send('POST', '/api/halls/tiny/appointments', { serviceId: 'pension', start: at('11:00'), phone }, { 'idempotency-key': 'the-same-key' });
  const [first, second] = await Promise.all([send(), send()]);
  expect(first.text).toBe(second.text);
  expect(await freeAt(house, at('11:00'), 'pension')).toBe(1);
});

test('it is moved and cancelled by its link; the old place is free after the delay', async () => {
  const house = await open();
  const { token, code } = await house.stranger.book(at('12:00'), { serviceId: 'pension' });
  const moved = await house.stranger.post(`/api/appointments/${token}/move`, { start: at('15:00') });
  expect(moved.body.appointment).toMatchObject({ start: at('15:00'), code, token });
  expect([await freeAt(house, at('12:00'), 'pension'), await freeAt(house, at('15:00'), 'pension')]).toEqual([1, 1]);
  await house.pass(15 * 60_000);
  expect(await freeAt(house, at('12:00'), 'pension')).toBe(2);
  expect((await house.stranger.post(`/api/appointments/${token}/cancel`)).body.appointment?.state).toBe('cancelled');
  expect((await house.stranger.post(`/api/appointments/${token}/cancel`)).body.code).toBe('appointment-cancelled');
  expect((await house.stranger.get(`/api/appointments/${token}`)).body).toMatchObject({ hall: { id: 'tiny' }, appointment: { state: 'cancelled', contact: { phone: '138****8000' } } });
});

test('a person has no two places at once and no more than the rule says, however the number is written', async () => {
  const house = await open();
  expect((await book(house, {})).status).toBe(201);
  expect((await book(house, { serviceId: 'residence-permit', phone: '+86 13800138000' })).body.code).toBe('time-taken');
  for (const start of ['11:00', '12:00']) expect((await book(house, { start: at(start), phone: '１３８００１３８０００' })).status).toBe(201);
  expect((await book(house, { start: at('13:00'), phone: '138-0013-8000' })).body.code).toBe('day-limit');
});

test('whoever checks in with the code is called before a walk-in who came earlier, and the reason is told', async () => {
  const house = await open();
  const clerk = await house.clerk('1001', '1');
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const { code } = await house.stranger.book(at('09:30'));
  const walkIn = await kiosk.take();
  await house.pass(31 * 60_000);
  const found = await kiosk.press('/check-ins/find', { code: `${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}` });
  expect(found.body.appointments).toMatchObject([{ standing: 'now', appointment: { state: 'booked' } }]);
  const mine = (await kiosk.press('/check-ins', { code })).body.ticket;
  if (mine == null) throw new Error('no number was given');
  expect(mine.class).toBe('appointment');
  expect((await kiosk.press('/check-ins', { code })).body).toMatchObject({ code: 'already-checked-in', about: mine.number });
  await house.pass(3 * 60_000);
  const called = await clerk.at('1', 'call-next');
  expect(called.body).toMatchObject({ ticket: { number: mine.number }, why: { rule: 'protected', passed: [{ reason: 'protected', count: 1, numbers: [walkIn.number] }] } });
});

test('who comes early reads the time booked, on the ticket and on paper, until it begins; who would rather queue now does not', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const { code } = await house.stranger.book(at('11:00'));
  const early = (await kiosk.press('/check-ins', { code })).body.ticket;
  expect(early).toMatchObject({ class: 'appointment', booked: { start: at('11:00'), end: at('11:30') } });
  const own = async (): Promise<unknown> => (await house.stranger.get(`/api/tickets/${early?.token ?? ''}`)).body.ticket;
  expect(await own()).toMatchObject({ booked: { start: Date.parse(at('11:00')) } });
  const paper = (): readonly string[] => {
    const ticket = [...house.engine.hall.tickets.values()].find(({ id }) => id === early?.id);
    return ticket === undefined ? [] : paperLines(ticketPaper(house.engine.hall, ticket, house.engine.now(), null, null, noLogo));
  };
  expect(paper()).toContain('Booked for 11:00–11:30; you may be called sooner');
  await house.pass(120 * 60_000);
  expect(await own()).toMatchObject({ state: 'waiting', booked: null });
  expect(paper().join()).not.toContain('Booked for');
  const second = await house.stranger.book(at('15:00'), { phone: '13900139000' });
  expect((await kiosk.press('/check-ins', { code: second.code, as: 'number' })).body.ticket).toMatchObject({ class: 'walk-in', booked: null });
});

test('nobody came: the place goes to the walk-ins, and who comes late the same day gets an ordinary number', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const { code, token } = await house.stranger.book(at('09:30'));
  await house.pass(70 * 60_000);
  expect((await house.stranger.get(`/api/appointments/${token}`)).body.appointment?.state).toBe('missed');
  expect((await kiosk.press('/check-ins/find', { code })).body.appointments?.[0]?.standing).toBe('late');
  expect((await kiosk.press('/check-ins', { code })).body.ticket?.class).toBe('walk-in');
  expect((await house.stranger.get(`/api/appointments/${token}`)).body.appointment).toMatchObject({ state: 'missed', late: true });
});

test('several appointments of one person are checked in together, by the identity, with one number', async () => {
  const house = await open();
  const guide = await house.staff('2001');
  const identity = '11010519491231002X';
  await book(house, { start: at('10:00'), identity });
  await book(house, { serviceId: 'pension', start: at('11:00'), identity });
  await book(house, { serviceId: 'pension', start: at('11:00', '2026-03-04'), identity });
  expect((await guide.press('/check-ins/find', { identity })).body.appointments).toHaveLength(2);
  const ticket = (await guide.press('/check-ins', { identity })).body.ticket;
  expect(ticket?.legs.map((leg) => leg.serviceId)).toEqual(['business-licence', 'pension']);
  expect((await guide.press('/check-ins', { identity })).body).toMatchObject({ code: 'already-checked-in', about: ticket?.number });
  expect((await guide.press('/check-ins/find', { identity })).body.appointments?.map((one) => one.standing)).toEqual(['checked-in', 'checked-in']);
});

test('the ends of phone and code are enough, of no use with another phone, and on another day the day is told', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const [today, tomorrow] = [await house.stranger.book(at('10:00')), await house.stranger.book(at('10:00', '2026-03-04'), { phone: '13900001234' })];
  const find = (phoneTail: string, code: string) => kiosk.press('/check-ins/find', { phoneTail, code: code.slice(-3) });
  expect((await find('8000', today.code)).body.appointments).toMatchObject([{ standing: 'now', appointment: { start: at('10:00') } }]);
  expect((await find('8001', today.code)).status).toBe(404);
  expect((await find('1234', tomorrow.code)).body.appointments).toMatchObject([{ standing: 'other-day', appointment: { start: at('10:00', '2026-03-04') } }]);
  await house.pass(60_000);
  expect((await kiosk.press('/check-ins', { phoneTail: '8000', code: today.code.slice(-3) })).body.ticket?.class).toBe('appointment');
  expect((await kiosk.press('/check-ins/find', { phoneTail: '80001', code: '123' })).body).toMatchObject({ status: 400, faults: [{ path: 'body/phoneTail' }] });
});

test('an identity number on the wrong day is told the day', async () => {
  const house = await open();
  const identity = '11010519491231002X';
  await book(house, { start: at('11:00', '2026-03-04'), identity });
  expect((await (await house.device('kiosk', 'kiosk-1')).press('/check-ins/find', { identity })).body.appointments).toMatchObject([{ standing: 'other-day', appointment: { start: at('11:00', '2026-03-04') } }]);
});

test('free times may be looked at often, and not copied without end', async () => {
  const house = await open({ trustProxy: 'loopback' });
  const ask = async (source: string): Promise<number> => (await house.stranger.get('/api/halls/tiny/slots?service=pension&days=1', { 'x-forwarded-for': source })).status;
  const statuses: number[] = [];
  for (let n = 0; n < 125; n += 1) statuses.push(await ask('203.0.113.9'));
  expect([statuses.slice(0, 120).every((status) => status === 200), statuses.slice(120)]).toEqual([true, [429, 429, 429, 429, 429]]);
  expect(await ask('203.0.113.10')).toBe(200);
  await house.pass(1_000);
  expect(await ask('203.0.113.9')).toBe(200);
});

test('what the hall suspended is missed by nobody, and who comes after it is in time', async () => {
  const house = await open();
  const manager = await house.staff('4001');
  const guide = await house.staff('2001');
  const [first, second] = [await house.stranger.book(at('09:30')), await house.stranger.book(at('09:30'), { phone: '13900000002' })];
  const suspended = await manager.press('/suspensions', { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' } });
  await house.pass(90 * 60_000);
  expect((await house.stranger.get(`/api/appointments/${first.token}`)).body.appointment?.state).toBe('booked');
  await manager.press(`/suspensions/${suspended.body.suspension?.id ?? ''}/resume`);
  await house.pass(30 * 60_000);
  expect((await guide.press('/check-ins', { code: first.code })).body.ticket?.class).toBe('appointment');
  await house.pass(11 * 60_000);
  expect((await house.stranger.get(`/api/appointments/${second.token}`)).body.appointment?.state).toBe('missed');
});

test('one source keeps only so many slots at once', async () => {
  const house = await open({ trustProxy: 'loopback' });
  const keep = (n: number): Promise<Reply> => house.stranger.press('/reservations', { serviceId: 'business-licence', start: at(`${10 + Math.floor(n / 4)}:00`) }, { 'x-forwarded-for': '203.0.113.7' });
  const statuses: number[] = [];
  for (let n = 0; n < 22; n += 1) statuses.push((await keep(n)).status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(20);
  expect(statuses.slice(20)).toEqual([429, 429]);
  await house.pass(10 * 60_000);
  expect((await keep(0)).status).toBe(201);
});

test('wrong day, wrong code, and much too early are told apart', async () => {
  const house = await open();
  const guide = await house.staff('2001');
  const tomorrow = await house.stranger.book(at('10:00', '2026-03-04'));
  expect((await guide.press('/check-ins/find', { code: tomorrow.code })).body.appointments?.[0]?.standing).toBe('other-day');
  expect((await guide.press('/check-ins', { code: tomorrow.code })).body).toMatchObject({ code: 'appointment-other-day', allowedAt: at('10:00', '2026-03-04') });
  const evening = await house.stranger.book(at('15:00'));
  expect((await guide.press('/check-ins/find', { token: `http://hall/a/${evening.token}` })).body.appointments?.[0]?.standing).toBe('early');
  const before = await freeAt(house, at('15:00'));
  expect((await guide.press('/check-ins', { code: evening.code, as: 'number' })).body.ticket?.class).toBe('walk-in');
  expect(await freeAt(house, at('15:00'))).toBe((before ?? 0) + 1);
  const mistyped = `${evening.code.slice(0, 8)}${(Number(evening.code[8]) + 1) % 10}`;
  expect((await guide.press('/check-ins', { code: mistyped })).body).toMatchObject({ code: 'bad-request', faults: [{ path: 'body/code' }] });
});

test('codes cannot be guessed one after the other, by a kiosk neither', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const { code } = await house.stranger.book(at('09:30'));
  const wrong = '000000000';
  expect(code).not.toBe(wrong);
  const answers: number[] = [];
  for (let n = 0; n < 5; n += 1) answers.push((await kiosk.press('/check-ins/find', { code: wrong })).status);
  expect(answers).toEqual([404, 404, 404, 404, 429]);
  expect((await kiosk.press('/check-ins/find', { code })).status).toBe(429);
  await house.pass(60_000);
  expect((await kiosk.press('/check-ins/find', { code })).status).toBe(200);
});

test('what cannot be a number of somebody is refused by name, in the language of who asks', async () => {
  const house = await open();
  const refused = async (body: object): Promise<unknown> => (await book(house, body)).body.faults?.[0]?.path;
  expect(await refused({ phone: 'call me' })).toBe('body/phone');
  expect(await refused({ identity: '11010519491231002Y' })).toBe('body/identity');
  expect(await refused({ identity: '110105194912310021' })).toBe('body/identity');
  expect(await refused({ name: 'x'.repeat(61) })).toBe('body/name');
  expect(await refused({ name: '<script>alert(1)</script>' })).toBe('body/name');
  expect((await book(house, { name: '𠮷㛃', identity: '11010519491231002X' })).status).toBe(201);
  expect((await house.stranger.press('/appointments', { serviceId: 'pension', start: at('10:00') })).body).toMatchObject({ code: 'contact-needed', about: 'phone' });
  for (const [body, code] of [[{ start: at('08:30') }, 'slot-over'], [{ start: at('10:10') }, 'unknown-slot'], [{ start: at('10:00', '2026-03-20') }, 'day-not-bookable'], [{ serviceId: 'collect-papers' }, 'not-bookable'], [{ serviceId: 'nothing' }, 'unknown-service']] as const)
    expect((await book(house, { phone: '13900000001', ...body })).body.code).toBe(code);
  expect((await house.stranger.press('/appointments', { serviceIds: ['pension', 'business-licence'], start: at('11:00'), phone: '13900000002' })).body.code).toBe('services-apart');
});

test('neither the journal nor the log holds a name, a number, a code or a link of a booking', async () => {
  const house = await open({ store: 'sqlite' });
  const { code, token } = await house.stranger.book(at('10:00'), { name: '欧阳静怡', identity: '11010519491231002X' });
  await house.stranger.get(`/api/appointments/${token}`);
  const manager = await house.staff('4001');
  const told = `${(await manager.read('/journal?limit=1000')).text} ${house.logged.join(' ')}`;
  expect(told).toContain('appointment-booked');
  for (const secret of [code, token, '欧阳静怡', '13800138000', '11010519491231002X', '002X']) expect(told).not.toContain(secret);
});

test('a booking survives the process, in rows', async () => {
  const house = await open({ store: 'sqlite' });
  const { token, code } = await house.stranger.book(at('10:00'));
  await house.restart();
  expect((await house.stranger.get(`/api/appointments/${token}`)).body.appointment).toMatchObject({ code, state: 'booked' });
  expect(await freeAt(house, at('10:00'))).toBe(6);
});

test('where else the same service is free, and when first', async () => {
  const here = staffedHall();
  const west = { ...here, id: 'west' as HallId, name: { 'zh-CN': '西城', en: 'West' }, staff: [] };
  const far = { ...here, id: 'far' as HallId, staff: [], booking: { ...(here.booking ?? fail()), source: 'platform' as const, platform: { name: { 'zh-CN': '平台', en: 'Platform' }, url: 'https://city.example' } } };
  const house = await open({ halls: [here, west, far] });
  const ask = async () => JSON.parse((await house.stranger.read('/services/pension/elsewhere')).text) as { readonly halls: readonly { readonly hall: { readonly id: string }; readonly service: string; readonly next: string }[] };
  expect((await ask()).halls).toMatchObject([{ hall: { id: 'west' }, service: 'pension', next: at('09:30') }]);
  expect((await house.stranger.read('/services/nothing/elsewhere')).body.code).toBe('unknown-service');
});

test('a name may be rare or long, and hold nothing that is no name', async () => {
  const house = await open();
  const named = (name: string, n: number): Promise<Reply> => book(house, { start: at('10:00', '2026-03-05'), phone: `1390000200${n}`, name });
  expect(await Promise.all([named('𠮷㛃', 0), named('a'.repeat(60), 1), named("O'Brien-欧阳", 2)]).then((all) => all.map((r) => r.status))).toEqual([201, 201, 201]);
  for (const [n, name] of ['a'.repeat(61), 'a<b', 'a\u202Eb', 'a\u0000b', '   '].entries()) expect([name, (await named(name, 3 + n)).body.faults?.[0]?.path]).toEqual([name, 'body/name']);
});
