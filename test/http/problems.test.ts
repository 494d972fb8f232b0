import { expect, test } from 'vitest';
import en from '../../contract/languages/en/refusals.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/refusals.json' with { type: 'json' };
import type { HallId, ServiceId } from '../../server/domain/brands.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { refusalStatus } from '../../server/domain/refusal.ts';
import { bars, books, cancels, checksIn, elsewhere, imports, ownOnly, ten, moves } from '../support/booking-steps.ts';
import type { Step } from '../support/booking-steps.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Reply } from '../support/person.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();

/** A refusal must be a whole problem document in the language asked for. */
const isProblem = (reply: Reply, status: number, code: string): void => {
  expect([reply.status, reply.body.code, reply.body.status, reply.headers['content-type']]).toEqual([status, code, status, 'application/problem+json; charset=utf-8']);
  expect(reply.body.type).toBe(`urn:paihao:problem:${code}`);
  expect(reply.body.detail).toMatch(/^[A-Z][^{}]+[.!]$/);
  expect(reply.body.title).toBeTruthy();
};

test('every code has a sentence in both languages, with the same slots, and no sentence is for a code that is not', () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  for (const code of Object.keys(refusalStatus)) expect(Object.keys(en)).toContain(code);
  const slots = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [code, text] of Object.entries(en)) {
    expect([code, slots((zh as Readonly<Record<string, string>>)[code] ?? '')]).toEqual([code, slots(text)]);
    expect(text).toMatch(/[.!]$/);
    expect((zh as Readonly<Record<string, string>>)[code]).toMatch(/[。！]$/);
  }
});

/** A hall in which everything can be refused: quotas, hours, a missed call that is final. */
const strictHall = (): HallConfig => {
  const hall = staffedHall();
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const groups = (hall.booking?.groups ?? []).map((group) => (group.id === 'general' ? { ...group, services: group.services.filter((id) => id === 'residence-permit') } : { ...group, rules: 'strict' }));
  const rules = [{ id: 'usual', cancelBefore: 55, cancellationsPerMonth: 1, perDay: 1, perWeek: 1, perMonth: 1 }, { id: 'strict', cancelBefore: 60, bar: { missed: 1, within: 'always' as const, lasts: { months: 1 } } }];
  return {
    ...hall, missed: { kind: 'final' }, booking: { source: 'both', platform: { name: { 'zh-CN': '平台', en: 'Platform' }, url: 'https://city.example' }, rules, groups: groups.map((group) => ({ ...group, window: { ...group.window, last: 9 } })) },
    queues: hall.queues.map((q) => (q.id === 'collect' ? { ...q, hours: closed } : q.id === 'social' ? { ...q, dailyQuota: 1 } : { ...q, from: 1, to: 3 })),
    services: [...hall.services, { ...(hall.services[0] as HallConfig['services'][number]), id: 'papers' as ServiceId, materials: [{ id: 'id-card', name: { 'zh-CN': '身份证', en: 'Identity card' } }] }],
  };
};

const clerk = (what: string, body: object = {}, counter = '1', number = '1001'): Step => async (house) => (await house.staff(number)).at(counter, what, body);
const kiosk = (path: string, body: object = {}): Step => async (house) => (await house.device('kiosk')).press(path, body);
const issue = (body: object): Step => kiosk('/tickets', body);
const take = issue({ serviceId: 'business-licence' });
const first = (path: string, body: object = {}, by: 'kiosk' | string = 'kiosk'): Step => async (house) => {
  const id = [...house.engine.hall.tickets.keys()][0] ?? '';
  return (by === 'kiosk' ? await house.device('kiosk') : await house.staff(by)).press(`/tickets/${id}/${path}`, body);
};
const sits = clerk('sign-in');
const call = clerk('call-next');
const passes = (minutes: number): Step => async (house) => {
  await house.pass(minutes * 60_000);
  return house.stranger.get('/api/health');
};
/** Everything a call needs so that its visitor may be marked absent. */
const heard: Step = async (house) => {
  const { engine } = house;
  const legId = engine.hall.counters.get('1' as never)?.current;
  if (legId == null) throw new Error('nobody was called');
  await engine.run({ type: 'shown', by: { kind: 'clock' }, legs: [legId] });
  await engine.run({ type: 'announce', by: { kind: 'clock' }, zone: 'east' as never, job: 'job-1' });
  await engine.run({ type: 'end-announcement', by: { kind: 'clock' }, zone: 'east' as never, job: 'job-1', result: 'spoken' });
  const answer = await (await house.staff('1001')).at('1', 'recall');
  await house.pass(60_000);
  return answer;
};
const suspend = (scope: object, expectedBack?: string): Step => async (house) => (await house.staff('4001')).press('/suspensions', { scope, reason: { 'zh-CN': '停电', en: 'Power cut' }, ...(expectedBack === undefined ? {} : { expectedBack }) });

const gives: Step = async (house) => (await house.staff('2001')).press('/vouchers', { ticketId: [...house.engine.hall.tickets.keys()][0], reason: 'the power is out' });

/** For each refusal of the hall, presses of which the last must be refused with it. */
const ways: Readonly<Record<string, readonly Step[]>> = {
  'unknown-service': [issue({ serviceId: 'nothing' })],
  'unknown-department': [suspend({ kind: 'department', id: 'nothing' })],
  'unknown-staff': [clerk('sign-in', { clerk: '9999' }, '1', '2001')],
  'unknown-leg': [take, async (h) => h.stranger.post(`/api/tickets/${await tokenOf(h)}/rating`, { grade: 5, legId: 'nothing' })],
  'staff-elsewhere': [sits, clerk('sign-in', { clerk: '1001' }, '2', '2001')],
  'other-ticket-here': [sits, take, call, clerk('start'), clerk('finish', { legId: 'nothing' })],
  'unknown-queue': [sits, take, call, clerk('transfer', { queueId: 'nowhere', place: 'last' })],
  'unknown-counter': [clerk('call-next', {}, '99')],
  'unknown-ticket': [first('away')],
  'unknown-class': [issue({ serviceId: 'business-licence', class: 'royal' })],
  'unknown-device': [take, first('reprint', { printer: 'nowhere' })],
  'unknown-suspension': [async (h) => (await h.staff('4001')).press('/suspensions/nothing/resume')],
  'unknown-help': [async (h) => (await h.staff('2001')).press('/help/nothing/acknowledge')],
  'service-not-by-ticket': [issue({ serviceId: 'marriage' })],
  'too-many-cases': [issue({ serviceId: 'business-licence', cases: 2 })],
  'class-needs-proof': [issue({ serviceId: 'business-licence', class: 'priority' })],
  'right-missing': [clerk('sign-in', { force: true })],
  'not-yours': [sits, clerk('call-next', {}, '1', '1002')],
  'queue-closed': [issue({ serviceId: 'collect-papers' })],
  'quota-used-up': [issue({ serviceId: 'pension' }), issue({ serviceId: 'pension' })],
  'numbers-used-up': [take, take, take, take],
  suspended: [suspend({ kind: 'hall' }), take],
  'counter-taken': [sits, clerk('sign-in', {}, '1', '1002')],
  'clerk-elsewhere': [sits, clerk('sign-in', {}, '2')],
  'not-signed-in': [call],
  'counter-busy': [sits, take, call, call],
  'counter-paused': [sits, clerk('pause', { reason: 'break' }), call],
  'not-paused': [sits, clerk('resume')],
  'ticket-open': [sits, take, call, clerk('sign-out')],
  'no-current-ticket': [sits, clerk('start')],
  'illegal-move': [sits, take, call, clerk('start'), clerk('start')],
  'needs-not-met': [clerk('sign-in', {}, '2', '1002'), issue({ serviceId: 'business-licence', needs: ['low-desk'] }), async (h) => (await h.staff('1002')).at('2', 'call', { ticketId: [...h.engine.hall.tickets.keys()][0], reason: 'asked' })],
  'queue-not-here': [sits, take, call, heard, clerk('absent'), clerk('sign-in', {}, '3', '1003'), async (h) => (await h.staff('1003')).at('3', 'call', { ticketId: [...h.engine.hall.tickets.keys()][0], reason: 'asked' })],
  'ticket-away': [sits, take, first('away'), async (h) => (await h.staff('1001')).at('1', 'call', { ticketId: [...h.engine.hall.tickets.keys()][0], reason: 'asked' })],
  'ticket-at-counter': [sits, issue({ serviceIds: ['business-licence', 'papers'] }), call, clerk('sign-in', {}, '2', '2001'), async (h) => (await h.staff('2001')).at('2', 'call', { ticketId: [...h.engine.hall.tickets.keys()][0], reason: 'asked' })],
  'missed-is-final': [sits, take, call, heard, clerk('absent'), first('wake')],
  'call-not-heard-yet': [sits, take, call, clerk('absent')],
  'reason-needed': [sits, take, clerk('serve-direct', { serviceId: 'papers' })],
  'already-away': [take, first('away'), first('away')],
  'no-away-left': [take, first('away'), first('back'), first('away'), first('back'), first('away')],
  'not-away': [take, first('back')],
  'nothing-to-undo': [sits, clerk('undo')],
  'undo-too-late': [sits, take, call, passes(4), clerk('undo')],
  'already-rated': [sits, take, call, clerk('start'), clerk('finish'), ...[5, 4].map((grade): Step => async (h) => h.stranger.post(`/api/tickets/${await tokenOf(h)}/rating`, { grade }))],
  'unknown-outcome': [sits, take, call, clerk('start'), clerk('finish', { outcome: 'magic' })],
  'unknown-reason': [sits, clerk('pause', { reason: 'magic' })],
  'unknown-need': [issue({ serviceId: 'business-licence', needs: ['magic'] })],
  'unknown-material': [sits, take, call, clerk('start'), clerk('finish', { missing: ['magic'] })],
  'return-not-ahead': [suspend({ kind: 'hall' }, '2026-03-03T09:00:00+08:00')],
  'print-settled': [take, first('reprint')],
  'lists-used-up': Array.from({ length: 6 }, () => [kiosk('/services/papers/print-list'), passes(1.1)]).flat().slice(0, -1),
  'too-many-services': [issue({ serviceIds: ['business-licence', 'residence-permit', 'papers', 'social-card', 'pension'] }), sits, call, clerk('start'), clerk('add-service', { serviceId: 'collect-papers' })],
  'unknown-appointment': [kiosk('/check-ins', { code: '000000000' })],
  'unknown-reservation': [books({ reservation: 'nothing' })],
  'unknown-person': [async (h) => (await h.staff('3001')).press('/persons/nothing/lift-bar', { reason: 'ill' })],
  'not-bookable': [books({ serviceId: 'papers' })],
  'services-apart': [books({ serviceId: undefined, serviceIds: ['pension', 'residence-permit'] })],
  'book-at-platform': [elsewhere, books()],
  'platform-off': [ownOnly, imports()],
  'booking-known': [imports(), imports({ start: '2026-03-03T11:00:00+08:00' })],
  'day-not-bookable': [books({ start: '2026-04-03T10:00:00+08:00' })],
  'unknown-slot': [books({ start: '2026-03-03T10:10:00+08:00' })],
  'slot-over': [books({ start: '2026-03-03T08:30:00+08:00' })],
  'slot-full': [books({ serviceId: 'pension' }), books({ serviceId: 'pension', phone: '13900000002' }), books({ serviceId: 'pension', phone: '13900000003' })],
  'reservation-used': [async (h) => h.stranger.press('/reservations', { serviceId: 'pension', start: ten }), books({ serviceId: 'pension', reservation: true }), books({ serviceId: 'pension', reservation: true, phone: '13900000009' })],
  'contact-needed': [books({ phone: undefined })],
  'time-taken': [books(), books({ serviceId: 'pension' })],
  'day-limit': [books(), books({ start: '2026-03-03T11:00:00+08:00' })],
  'week-limit': [books(), books({ start: '2026-03-04T11:00:00+08:00' })],
  'month-limit': [books(), books({ start: '2026-03-09T11:00:00+08:00' })],
  'barred-by-staff': [books(), bars('2026-04-01'), books({ start: '2026-03-04T10:00:00+08:00' })],
  'bar-end-not-ahead': [books(), bars('9999-12-31')],
  barred: [books({ serviceId: 'pension' }), passes(100), books({ serviceId: 'pension', start: '2026-03-04T10:00:00+08:00' })],
  'cancel-too-late': [books(), passes(10), cancels],
  'moved-too-often': [books({ serviceId: 'pension', start: '2026-03-06T10:00:00+08:00' }), moves('11'), moves('12'), moves('13')],
  'cancel-limit': [books({ start: '2026-03-06T10:00:00+08:00' }), cancels, books({ start: '2026-03-06T11:00:00+08:00' }), cancels],
  'appointment-cancelled': [books({ start: '2026-03-06T10:00:00+08:00' }), cancels, cancels],
  'appointment-over': [books(), checksIn, cancels],
  'appointment-other-day': [books({ start: '2026-03-06T10:00:00+08:00' }), checksIn],
  'already-checked-in': [books(), checksIn, checksIn],
  'unknown-complaint': [async (h) => h.stranger.press('/complaints/find', { number: 'T260303-01', code: 'AAAAAAAAAA' })],
  'voucher-over': [take, gives, passes(32 * 24 * 60), checksIn],
  'voucher-no-time': [take, gives, async (h) => h.stranger.post(`/api/appointments/${(await h.store.side(h.engine.id, [...h.engine.hall.appointments.keys()][0] ?? '', 'booking-token'))?.value ?? ''}/move`, { start: ten })],
  'not-suspended': [take, async (h) => h.stranger.post(`/api/tickets/${await tokenOf(h)}/voucher`)],
  'service-twice': [sits, take, call, clerk('start'), clerk('add-service', { serviceId: 'business-licence' })],
};
const tokenOf = async (house: TestHouse): Promise<string> => (await house.store.side(house.engine.id, [...house.engine.hall.tickets.keys()][0] ?? '', 'token'))?.value ?? '';

/** Refusals that no request can bring about, and why. */
const outOfReach: Readonly<Record<string, string>> = {
  'unknown-announcement': 'announcements are made by the server for zones that exist',
  'day-not-open': 'the engine opens the day before it decides anything else',
  'no-printer': 'tested below, in a hall without printers',
  'clock-not-apart': 'the command that refuses so has no route yet',
};

test('every refusal of the hall can be reached through HTTP, or is listed with a reason why not', () => {
  expect([...Object.keys(ways), ...Object.keys(outOfReach)].sort()).toEqual(Object.keys(refusalStatus).sort());
});

test.each(Object.keys(ways))('%s', async (code) => {
  const house = await open({ halls: [strictHall()] });
  const steps = ways[code] ?? [];
  for (const step of steps.slice(0, -1)) {
    const before = await step(house);
    expect([code, before.status < 300, before.text]).toEqual([code, true, before.text]);
  }
  const last = await steps[steps.length - 1]?.(house);
  if (last === undefined) throw new Error(`no way leads to ${code}`);
  isProblem(last, refusalStatus[code as keyof typeof refusalStatus], code);
});

test('a hall without printers says so', async () => {
  const hall = staffedHall();
  const kioskAlone = hall.devices.flatMap((d) => (d.kind === 'kiosk' ? [{ id: d.id, kind: d.kind, name: d.name }] : []));
  const house = await open({ halls: [{ ...hall, devices: kioskAlone }] });
  await take(house);
  isProblem(await first('reprint', {}, '2001')(house), 409, 'no-printer');
  isProblem(await kiosk('/services/pension/print-list')(house), 409, 'no-printer');
});

test('what is wrong with the request itself is a problem document too', async () => {
  const house = await open({ halls: [staffedHall(), staffedHall({ id: 'other' as HallId, staff: [] })] });
  const guide = await house.staff('2001');
  isProblem(await guide.press('/tickets', { serviceId: 5 }), 400, 'bad-request');
  isProblem(await guide.press('/tickets', '{"serviceId":'), 400, 'bad-request');
  isProblem(await guide.press('/tickets', ''), 400, 'bad-request');
  isProblem(await guide.press('/tickets', { serviceId: 'pension', extra: 1 }), 400, 'bad-request');
  isProblem(await guide.press('/tickets', {}), 400, 'bad-request');
  isProblem(await (await house.staff('1001')).at('1', 'call', { ticketId: 'x', reason: '  ' }), 400, 'bad-request');
  isProblem(await guide.press('/tickets', { serviceId: 'x'.repeat(70_000) }), 413, 'too-large');
  isProblem(await guide.press('/tickets', '<ticket/>', { 'content-type': 'text/xml' }), 415, 'unsupported-media-type');
  isProblem(await guide.get('/api/nothing/here'), 404, 'not-found');
  isProblem(await guide.get('/api/%zz'), 400, 'bad-request');
  isProblem(await guide.get(`/api/tickets/${'x'.repeat(300)}`), 404, 'not-found');
  isProblem(await guide.get('/api/halls/nowhere'), 404, 'unknown-hall');
  isProblem(await guide.post('/api/halls/other/tickets', { serviceId: 'pension' }), 403, 'not-allowed');
  isProblem(await house.stranger.press('/tickets', { serviceId: 'pension' }), 401, 'sign-in-needed');
  isProblem(await guide.press('/suspensions', { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' } }), 403, 'not-allowed');
  isProblem(await guide.get(`/api/tickets/${'a'.repeat(32)}`), 404, 'unknown-ticket');
});

test('a suspension ends after now and within a year, or nothing is suspended', async () => {
  const house = await open({ at: '2026-03-03T09:00:00+08:00' });
  for (const back of ['0000-01-01T00:00:00Z', '2026-03-02T10:00:00+08:00', '2026-03-03T09:00:00+08:00', '2027-03-05T09:00:00+08:00', '9999-12-31T23:59:59Z']) {
    const { status, body } = await suspend({ kind: 'hall' }, back)(house);
    expect([back, status, body.code]).toEqual([back, 422, 'return-not-ahead']);
  }
  expect(house.engine.hall.suspensions.size).toBe(0);
  expect((await suspend({ kind: 'hall' }, '2026-03-03T09:01:00+08:00')(house)).status).toBe(201);
  expect((await suspend({ kind: 'hall' }, '2027-03-03T09:00:00+08:00')(house)).status).toBe(201);
});

test('a suspension for which nothing but blanks is said is refused, and the field is named', async () => {
  const house = await open();
  const manager = await house.staff('4001');
  const say = async (reason: object): Promise<readonly [number, string | undefined, string | undefined]> => {
    const { status, body } = await manager.press('/suspensions', { scope: { kind: 'hall' }, reason });
    return [status, body.code, body.faults?.[0]?.path];
  };
  for (const blank of [' ', '   ', '\t\n', '　']) {
    expect(await say({ 'zh-CN': '停电', en: blank })).toEqual([400, 'bad-request', 'body/reason/en']);
    expect(await say({ 'zh-CN': blank, en: 'Power cut' })).toEqual([400, 'bad-request', 'body/reason/zh-CN']);
  }
  expect(house.engine.hall.suspensions.size).toBe(0);
  expect((await say({ 'zh-CN': ' 停电', en: 'Power cut ' }))[0]).toBe(201);
});

test('a faulty field is named', async () => {
  const house = await open();
  const guide = await house.staff('2001');
  const said = async (language: string): Promise<readonly unknown[]> => {
    const { body } = await guide.press('/tickets', { serviceId: 'pension', cases: 'two' }, { 'accept-language': language });
    return [body.detail, body.faults];
  };
  expect(await said('en')).toEqual(['Something in the request is wrong: “cases” must be a whole number.', [{ path: 'body/cases', message: '“cases” must be a whole number' }]]);
  expect(await said('zh-CN')).toEqual(['请求的内容有误：“cases”须是整数。', [{ path: 'body/cases', message: '“cases”须是整数' }]]);
});

test('the detail is in the language the caller speaks, and Chinese otherwise', async () => {
  const house = await open();
  const said = async (language: string): Promise<string | undefined> => (await house.stranger.get('/api/halls/nowhere', { 'accept-language': language })).body.detail;
  for (const chinese of ['zh-CN', 'zh-TW,en', 'fr', '', 'de-DE,zh;q=0.5', 'en;q=0.3, zh;q=0.9', 'en;q=0']) expect([chinese, await said(chinese)]).toEqual([chinese, zh['unknown-hall']]);
  for (const english of ['en', 'en-GB,zh', 'fr, en;q=0.8', 'zh;q=0.2, en;q=0.7']) expect([english, await said(english)]).toEqual([english, en['unknown-hall']]);
  const guide = await house.staff('2001');
  const refused = await guide.press('/tickets', { serviceId: 'nothing' }, { 'accept-language': 'zh-CN' });
  expect(refused.body.detail).toMatch(/[一-鿿]/);
});

test('what may be pressed later says when, with the offset of the hall', async () => {
  const house = await open({ at: '2026-03-03T09:00:00+08:00' });
  for (const step of [sits, take, call]) await step(house);
  const no = await clerk('absent')(house);
  expect([no.body.code, no.body.allowedAt]).toEqual(['call-not-heard-yet', '2026-03-03T09:01:00.000+08:00']);
});

test('another hall\'s staff and devices are strangers', async () => {
  const other = staffedHall({ id: 'other' as HallId });
  const numbers = new Map(other.staff.map((s) => [s.number, { ...s, number: `8${s.number}` as typeof s.number }]));
  const house = await open({ halls: [staffedHall(), { ...other, staff: [...numbers.values()] }] });
  const manager = await house.staff('84001');
  for (const path of ['/journal', '/tickets?number=A001', '/tickets/x/why']) isProblem(await manager.read(path), 403, 'not-allowed');
  isProblem(await manager.press('/pairing-codes', { kind: 'kiosk' }), 403, 'not-allowed');
  isProblem(await manager.at('1', 'caption', { text: 'x' }), 403, 'not-allowed');
  isProblem(await manager.press('/scan', { token: 'a'.repeat(32) }), 403, 'not-allowed');
  isProblem(await manager.press('/end-of-day'), 403, 'not-allowed');
  expect((await manager.get('/api/halls/other/journal')).status).toBe(200);
});
