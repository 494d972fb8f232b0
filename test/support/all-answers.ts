import { configureHall } from '../../server/engine/open-hall.ts';
import type { TestHouse } from './house.ts';
import type { Operation } from './open-api.ts';
import { Person } from './person.ts';
import type { Reply } from './person.ts';

/** One answer and the request it is for. */
export interface Heard { readonly method: string; readonly url: string; readonly reply: Reply }

/** Somebody whose every answer is written down. */
export class HeardPerson extends Person {
  private readonly heard: Heard[];
  constructor(house: TestHouse, token: string | null, heard: Heard[]) {
    super(house, token);
    this.heard = heard;
  }
  override async send(...request: Parameters<Person['send']>): Promise<Reply> {
    const reply = await super.send(...request);
    this.heard.push({ method: request[0].toLowerCase(), url: request[1], reply });
    return reply;
  }
}

/** The operation of the published document that a request is for; undefined when it lists none. */
export const operationOf = (operations: readonly Operation[], method: string, url: string): Operation | undefined => {
  const parts = url.replace(/\?.*$/, '').split('/');
  const fits = (path: string): boolean => {
    const wanted = path.split('/');
    return wanted.length === parts.length && wanted.every((part, n) => part.startsWith('{') || part === parts[n]);
  };
  const found = operations.filter((o) => o.method === method && fits(o.path));
  return found.find((o) => !o.path.endsWith('}')) ?? found[0];
};

interface Cast { readonly house: TestHouse; readonly by: (person: Person) => Person; readonly stranger: Person; readonly kiosk: Person; readonly display: Person; readonly one: Person; readonly two: Person; readonly guide: Person; readonly manager: Person }
interface Taken { readonly id: string; readonly token: string; readonly number: string }

const arrive = async (house: TestHouse, heard: Heard[]): Promise<Cast> => {
  const by = (person: Person): Person => new HeardPerson(house, person.token, heard);
  const stranger = by(house.stranger);
  for (const cookie of [false, true]) await stranger.post('/api/sessions', { staffNumber: '1004', pin: '246810', cookie });
  await stranger.post('/api/devices/pair', { code: 'demo-kiosk', device: 'kiosk-1' });
  await stranger.post('/api/devices/pair', { code: 'demo-display', cookie: true });
  const cast = {
    house, by, stranger, kiosk: by(await house.device('kiosk', 'kiosk-1')), display: by(await house.counterScreen('1')), one: by(await house.staff('1001')), two: by(await house.staff('1002')), guide: by(await house.staff('2001')), manager: by(await house.staff('4001')),
  };
  await cast.manager.press('/pairing-codes', { kind: 'kiosk', device: 'kiosk-1' });
  await house.counterScreen('2');
  const { pairings } = JSON.parse((await cast.manager.read('/devices')).text) as { readonly pairings: readonly { readonly id: string; readonly counter: string | null }[] };
  await cast.manager.press(`/pairings/${pairings.find((paired) => paired.counter === '2')?.id ?? ''}/revoke`);
  const administrator = by(await house.staff('5001'));
  const { version, devices } = JSON.parse((await administrator.read('/device-entries')).text) as { readonly version: number; readonly devices: readonly { readonly entry: { readonly id: string } }[] };
  await administrator.press('/device-entries', { version, device: { ...devices[0]?.entry, name: { 'zh-CN': '新名字', en: 'New name' } } });
  await administrator.press('/device-entries/gone-before/remove', { version });
  await administrator.press(`/device-entries/${devices[0]?.entry.id ?? ''}/test`);
  await cast.manager.read('/device-entries');
  await cast.one.at('1', 'sign-in');
  await cast.two.at('2', 'sign-in');
  await cast.one.get('/api/sessions/current');
  await cast.two.at('2', 'pause', { reason: 'break' });
  await cast.two.at('2', 'resume');
  return cast;
};

/** Everything that can be read, about every ticket. */
const readAll = async ({ stranger, kiosk, guide, manager }: Cast, tickets: readonly Taken[]): Promise<void> => {
  for (const { token, id, number } of tickets) {
    await stranger.get(`/api/tickets/${token}`);
    await kiosk.press('/scan', { token });
    await guide.read(`/tickets/${id}/why`);
    await guide.read(`/tickets?number=${number}`);
  }
  for (const path of ['/api/health', '/api/status', '/api/halls/tiny', '/api/halls/tiny/catalogue', '/api/halls/tiny/services/pension']) await stranger.get(path);
  await manager.read('/journal?limit=1000');
  await manager.read('/devices');
};

/** A morning of appointments: kept, dropped, booked, moved, cancelled, forgiven, checked in. */
const bookTimes = async ({ house, by, stranger, kiosk, guide, manager }: Cast): Promise<void> => {
  const hotline = by(await house.staff('3001'));
  const start = '2026-03-03T11:00:00+08:00';
  await stranger.read('/bookable');
  await stranger.read('/slots?service=pension,social-card&from=2026-03-03&days=2');
  const kept = await stranger.press('/reservations', { serviceId: 'pension', start });
  await stranger.press(`/reservations/${kept.body.reservation ?? ''}/drop`);
  const own = await stranger.book(start, { name: '王小明', identity: '11010519491231002X' });
  await stranger.get(`/api/appointments/${own.token}`);
  await stranger.post(`/api/appointments/${own.token}/move`, { start: '2026-03-03T12:00:00+08:00' });
  await hotline.press(`/appointments/${own.id}/move`, { start });
  await stranger.read('/services/pension/elsewhere');
  const { config } = house.engine.hall.catalogue;
  if (config.booking !== undefined) await configureHall(house.engine, { ...config, booking: { ...config.booking, verifyPhone: true } });
  await stranger.press('/phone-checks', { phone: '13900000000' });
  await configureHall(house.engine, config);
  await hotline.press('/services/pension/send-materials', { phone: '13900000000' });
  await hotline.read('/appointments?tail=002X');
  await hotline.read('/appointments/to-move');
  const other = await hotline.book(start, { phone: '13900000000' });
  await hotline.read('/appointments?phone=13900000000');
  await hotline.press(`/appointments/${other.id}/cancel`, { reason: 'the caller is ill' });
  await hotline.press(`/appointments/${own.id}/note`, { text: 'comes with an interpreter' });
  const third = await stranger.book(start, { phone: '13900000009' });
  await stranger.post(`/api/appointments/${third.token}/cancel`);
  await hotline.press(`/persons/${[...house.engine.hall.persons.keys()][0] ?? ''}/bar`, { until: '2026-04-01', reason: 'trades places' });
  await hotline.press(`/persons/${[...house.engine.hall.persons.keys()][0] ?? ''}/lift-bar`, { reason: 'was in hospital' });
  const platform = by(house.platform);
  await platform.press('/bookings', { number: 'CITY-0001', serviceId: 'business-licence', start: '2026-03-03T14:00:00+08:00', phone: '13900000077' });
  await platform.read('/bookings/CITY-0001');
  await platform.press('/bookings/CITY-0001/move', { start: '2026-03-03T15:00:00+08:00' });
  await platform.read('/bookings?day=2026-03-03');
  await platform.press('/bookings/CITY-0001/cancel');
  await by(await house.staff('5001')).read('/integrations');
  await platform.press('/webhooks/replay', { after: 0 });
  await house.house.outbox.pass();
  const unsent = JSON.parse((await manager.read('/messages')).text) as { readonly messages: readonly { readonly id: string }[] };
  await manager.press(`/messages/${encodeURIComponent(unsent.messages[0]?.id ?? '')}/again`);
  await manager.press(`/messages/${encodeURIComponent(unsent.messages[1]?.id ?? '')}/settled`);
  await guide.press('/check-ins/find', { identity: '11010519491231002X' });
  await kiosk.press('/check-ins', { code: own.code });
  await stranger.get(`/api/appointments/${own.token}`);
};

const complain = async ({ stranger, manager }: Cast): Promise<void> => {
  const filed = JSON.parse((await stranger.press('/complaints', { text: 'too slow', phone: '13800138000' })).text) as { readonly complaint: { readonly number: string; readonly code: string } };
  const { complaints } = JSON.parse((await manager.read('/complaints')).text) as { readonly complaints: readonly { readonly id: string }[] };
  await manager.press(`/complaints/${complaints[0]?.id ?? ''}/answer`, { text: 'We are sorry' });
  await stranger.press('/complaints/find', { number: filed.complaint.number, code: filed.complaint.code });
};
/** A power cut: some take vouchers. */
const giveVouchers = async ({ kiosk, guide, manager, stranger }: Cast): Promise<void> => {
  const [kept, given] = [await kiosk.take('pension'), await kiosk.take('pension')];
  const { body } = await manager.press('/suspensions', { scope: { kind: 'service', id: 'pension' }, reason: { 'zh-CN': '停电', en: 'Power cut' } });
  await stranger.post(`/api/tickets/${kept.token ?? ''}/voucher`);
  await guide.press('/vouchers', { ticketId: given.id, reason: 'the power is out' });
  await guide.read(`/tickets/${given.id}/voucher`);
  await stranger.get(`/api/tickets/${kept.token ?? ''}`);
  await manager.press(`/suspensions/${body.suspension?.id ?? ''}/resume`);
};

const atCounter = ({ house }: Cast, counter: string): string => house.engine.hall.legs.get(house.engine.hall.counters.get(counter as never)?.current ?? ('' as never))?.ticketId ?? '';

const serve = async (cast: Cast, tickets: readonly Taken[]): Promise<void> => {
  const { one, two, guide, display, stranger } = cast;
  const [first, , , fourth] = tickets;
  await guide.press(`/tickets/${fourth?.id ?? ''}/class`, { class: 'priority', reason: 'on crutches' });
  await one.at('1', 'call-next');
  await one.at('1', 'undo');
  await one.at('1', 'call', { ticketId: first?.id, reason: 'asked' });
  await one.at('1', 'recall');
  await one.at('1', 'caption', { text: 'Please sign here' });
  await readAll(cast, tickets);
  await one.at('1', 'start');
  await one.at('1', 'add-service', { serviceId: 'social-card' });
  await one.at('1', 'finish', { outcome: 'done', caseNumber: '42' });
  await display.at('1', 'rating', { grade: 5 });
  await one.at('1', 'call-next');
  const second = atCounter(cast, '1');
  await one.at('1', 'start');
  await one.at('1', 'finish', { outcome: 'done', callNext: true });
  await stranger.post(`/api/tickets/${tickets.find((t) => t.id === second)?.token ?? ''}/rating`, { grade: 4, comment: 'quick' });
  const third = atCounter(cast, '1');
  await one.at('1', 'start');
  await one.at('1', 'hold', { reason: 'copy' });
  await one.at('1', 'resume-held', { ticketId: third });
  await one.at('1', 'hold', { reason: 'copy' });
  await guide.press(`/tickets/${third}/return`, { counter: '1' });
  await one.at('1', 'call-next');
  await one.at('1', 'transfer', { queueId: 'social', place: 'first' });
  await two.at('2', 'serve-direct', { serviceId: 'residence-permit', reason: 'walked up' });
  await two.at('2', 'finish', { outcome: 'done' });
};

/** Somebody is called at counter 2, shown, spoken, called again, and does not come. */
const miss = async (cast: Cast): Promise<string> => {
  const { house, two } = cast;
  await two.at('2', 'call-next');
  const leg = house.engine.hall.counters.get('2' as never)?.current;
  if (leg == null) throw new Error('nobody was called');
  const missed = atCounter(cast, '2');
  await two.at('2', 'absent');
  await two.at('2', 'recall');
  const job = `job-${house.engine.hall.seq}`;
  await house.engine.run({ type: 'shown', by: { kind: 'clock' }, legs: [leg] });
  await house.engine.run({ type: 'announce', by: { kind: 'clock' }, zone: 'east' as never, job });
  await house.engine.run({ type: 'end-announcement', by: { kind: 'clock' }, zone: 'east' as never, job, result: 'spoken' });
  await house.pass(60_000);
  await two.at('2', 'absent');
  return missed;
};

const missAndStepAway = async (cast: Cast, tickets: readonly Taken[]): Promise<void> => {
  const { house, kiosk, guide, stranger, one } = cast;
  const missed = await miss(cast);
  await readAll(cast, tickets);
  await one.at('1', 'call', { ticketId: missed, reason: 'came after all' });
  await one.at('1', 'undo');
  await kiosk.press(`/tickets/${missed}/wake`);
  const again = await miss(cast);
  await stranger.post(`/api/tickets/${tickets.find((t) => t.id === again)?.token ?? ''}/wake`);
  const last = tickets[tickets.length - 1];
  for (const act of ['away', 'back']) await stranger.post(`/api/tickets/${last?.token ?? ''}/${act}`);
  await kiosk.press(`/tickets/${last?.id ?? ''}/away`);
  await readAll(cast, tickets);
  await kiosk.press(`/tickets/${last?.id ?? ''}/back`);
  await kiosk.press(`/tickets/${last?.id ?? ''}/blank-paper`);
  await house.pass(200_000);
  await guide.press(`/tickets/${last?.id ?? ''}/reprint`);
  await stranger.post(`/api/tickets/${last?.token ?? ''}/leave`);
};

const endTheDay = async (cast: Cast, tickets: readonly Taken[]): Promise<void> => {
  const { house, kiosk, guide, manager, one } = cast;
  const help = await kiosk.press('/help');
  await guide.press(`/help/${help.body.id ?? ''}/acknowledge`);
  await kiosk.press('/services/pension/info-wrong');
  for (let n = 0; n < 2; n += 1) await kiosk.press('/services/pension/print-list', { language: 'en', large: true });
  await manager.press('/services/pension/info-checked');
  const suspended = await manager.press('/suspensions', { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' }, expectedBack: '2026-03-03T11:00:00+08:00' });
  await house.pass(2_000);
  await kiosk.press('/tickets', { serviceId: 'business-licence' });
  await readAll(cast, tickets);
  await manager.press(`/suspensions/${suspended.body.suspension?.id ?? ''}/resume`);
  for (const counter of ['1', '2']) await manager.at(counter, 'sign-out', { force: true });
  await manager.press('/end-of-day');
  await readAll(cast, tickets);
  await one.send('DELETE', '/api/sessions/current');
};

/** A morning in which every route is answered as it should be at least once, with everything in it that an answer can hold. All answers of it, refusals too. */
export const everyAnswer = async (house: TestHouse): Promise<readonly Heard[]> => {
  const heard: Heard[] = [];
  const cast = await arrive(house, heard);
  const { kiosk, guide } = cast;
  const taken = [await kiosk.take(), await kiosk.take('business-licence', { needs: ['low-desk'] }), await guide.take('residence-permit', { cases: 2, identity: { reason: 'asked' } }), await kiosk.take(), await kiosk.take(), await kiosk.take(), await kiosk.take()];
  const tickets = taken.map(({ id, token, number }) => ({ id, token: token ?? '', number }));
  await readAll(cast, tickets);
  await serve(cast, tickets);
  await bookTimes(cast);
  await giveVouchers(cast);
  await complain(cast);
  await missAndStepAway(cast, tickets);
  await endTheDay(cast, tickets);
  return heard;
};
