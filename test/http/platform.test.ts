import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Operation } from '../support/open-api.ts';
import { answerSchemaOf, readApi } from '../support/open-api.ts';
import type { Reply } from '../support/person.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const at = (clock: string, day = '2026-03-03'): string => `${day}T${clock}:00.000+08:00`;

/** A program that knows nothing but the published document: it finds what it needs there, checks what it sends and what it is answered. */
class PlatformScript {
  private readonly house: TestHouse;
  private readonly operations: readonly Operation[];
  private readonly checker = new Ajv2020({ strict: false, validateFormats: false });
  constructor(house: TestHouse, operations: readonly Operation[]) {
    this.house = house;
    this.operations = operations;
  }
  private operation(method: string, summary: RegExp): Operation {
    const found = this.operations.filter((o) => o.method === method && summary.test(o.summary ?? ''));
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} operations are described by ${summary.source}`);
    return found[0];
  }
  async send(method: 'get' | 'post', summary: RegExp, params: Readonly<Record<string, string>>, body?: object, query = ''): Promise<Reply> {
    const operation = this.operation(method, summary);
    if (operation.body !== null && !this.checker.validate(operation.body, body ?? {})) throw new Error(`the document allows no such body: ${this.checker.errorsText()}`);
    const url = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? '')) + query;
    const needsKey = operation.parameters.some((p) => p.in === 'header' && p.name === 'idempotency-key');
    const reply = await (needsKey ? this.house.platform.post(url, body ?? {}) : this.house.platform.send(method === 'get' ? 'GET' : 'POST', url, body));
    const schema = answerSchemaOf(operation, reply.status < 300 ? String(reply.status) : 'default');
    if (schema !== null && !this.checker.validate(schema, reply.body)) throw new Error(`the answer is not as the document says: ${this.checker.errorsText()}`);
    return reply;
  }
}
const script = async (house: TestHouse): Promise<PlatformScript> => new PlatformScript(house, (await readApi(house)).operations);
const imports = /^Import a booking of the platform/;

test('a platform imports, moves, cancels and compares, from the document alone', async () => {
  const house = await open();
  const platform = await script(house);
  const free = await platform.send('get', /^Times that may be booked/, { hall: 'tiny' }, undefined, '?service=pension&days=1');
  const start = free.body.slots?.find((slot) => slot.free > 0 && slot.start > at('12:00'))?.start ?? '';
  const first = { number: 'YC-20260303-0017', serviceId: 'pension', start, name: '王小明', phone: '13800138000' };
  const booked = await platform.send('post', imports, { hall: 'tiny' }, first);
  expect([booked.status, booked.body.booking]).toMatchObject([201, { number: first.number, appointment: { state: 'booked', start } }]);
  const again = await platform.send('post', imports, { hall: 'tiny' }, first);
  expect([again.status, again.body.booking?.appointment.id]).toEqual([201, booked.body.booking?.appointment.id]);
  expect(house.engine.hall.appointments.size).toBe(1);
  for (const other of [{ start: at('15:00') }, { phone: '13900139000' }]) expect((await platform.send('post', imports, { hall: 'tiny' }, { ...first, ...other })).body).toMatchObject({ code: 'booking-known', about: 'booked' });
  expect((await platform.send('post', /^Move a booking of the platform/, { hall: 'tiny', number: first.number }, { start: at('16:00') })).body.booking?.appointment.start).toBe(at('16:00'));
  const day = await platform.send('get', /reconciliation/, { hall: 'tiny' }, undefined, '?day=2026-03-03');
  expect(day.body.bookings).toMatchObject([{ number: first.number, appointment: { state: 'booked', start: at('16:00') } }]);
  expect((await platform.send('post', /^Cancel a booking of the platform/, { hall: 'tiny', number: first.number })).body.booking?.appointment.state).toBe('cancelled');
  // Sent again under another key, as after a lost answer.
  expect((await platform.send('post', /^Cancel a booking of the platform/, { hall: 'tiny', number: first.number })).body.booking?.appointment.state).toBe('cancelled');
  expect((await platform.send('get', /^A booking of the platform, by/, { hall: 'tiny', number: first.number })).body.booking?.appointment.state).toBe('cancelled');
  expect((await platform.send('post', /^Move a booking of the platform/, { hall: 'tiny', number: 'never-was' }, { start })).status).toBe(404);
});

test('two at the same moment under one number make one booking', async () => {
  const house = await open({ store: 'sqlite' });
  const body = { number: 'YC-1', serviceId: 'pension', start: at('10:00'), phone: '13800138000' };
  const replies = await Promise.all([1, 2, 3].map(() => house.platform.press('/bookings', body)));
  expect(replies.map((r) => r.status)).toEqual([201, 201, 201]);
  expect(house.engine.hall.appointments.size).toBe(1);
});

test('the platform\'s own number checks in at the kiosk', async () => {
  const house = await open();
  await house.platform.press('/bookings', { number: 'YC-20260303-0018', serviceId: 'business-licence', start: at('09:30'), phone: '13800138000' });
  const kiosk = await house.device('kiosk', 'kiosk-1');
  expect((await kiosk.press('/check-ins/find', { code: 'YC-20260303-0018' })).body.appointments?.[0]?.standing).toBe('now');
  expect((await kiosk.press('/check-ins', { code: 'YC-20260303-0018' })).body.ticket?.class).toBe('appointment');
});

test('a platform fills its share of a slot and no more; what is left is for people', async () => {
  const hall = staffedHall();
  const booking: HallConfig['booking'] = hall.booking === undefined ? undefined : { ...hall.booking, groups: hall.booking.groups.map((group) => ({ ...group, platformPlaces: 2 })) };
  const house = await open({ halls: [{ ...hall, ...(booking === undefined ? {} : { booking }) }] });
  const import1 = (n: number): Promise<Reply> => house.platform.press('/bookings', { number: `YC-${n}000`, serviceId: 'business-licence', start: at('10:00'), phone: `1380013800${n}` });
  expect([(await import1(1)).status, (await import1(2)).status, (await import1(3)).body.code]).toEqual([201, 201, 'slot-full']);
  expect((await house.stranger.press('/appointments', { serviceId: 'business-licence', start: at('10:00'), phone: '13900000001' })).status).toBe(201);
});

test('a key opens what its scopes say and no more, and only so often', async () => {
  const hall = staffedHall();
  const limited = { ...hall, integrations: (hall.integrations ?? []).map((one) => ({ ...one, scopes: ['journal' as const], perMinute: 5 })) };
  const house = await open({ halls: [limited] });
  expect((await house.platform.read('/journal')).status).toBe(200);
  expect((await house.platform.read('/bookings')).body.code).toBe('not-allowed');
  expect((await house.platform.press('/tickets', { serviceId: 'pension' })).body.code).toBe('not-allowed');
  expect((await house.platform.press('/end-of-day')).body.code).toBe('not-allowed');
  expect((await house.platform.read('/devices')).body.code).toBe('not-allowed');
  expect((await house.platform.read('/journal')).body.code).toBe('too-many-attempts');
  await house.pass(60_000);
  expect((await house.platform.read('/journal')).status).toBe(200);
});

test('with the own pages switched off visitors are sent to the platform, and the hotline still books', async () => {
  const hall = staffedHall();
  const booking: HallConfig['booking'] = hall.booking === undefined ? undefined : { ...hall.booking, source: 'platform' };
  const house = await open({ halls: [{ ...hall, ...(booking === undefined ? {} : { booking }) }] });
  expect((await house.stranger.press('/reservations', { serviceId: 'pension', start: at('10:00') })).body.code).toBe('book-at-platform');
  expect((await (await house.staff('3001')).press('/appointments', { serviceId: 'pension', start: at('10:00'), phone: '13900000001' })).status).toBe(201);
});
