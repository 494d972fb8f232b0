import type { LegState } from '../../server/domain/leg-states.ts';
import type { TestHouse } from './house.ts';
import type { Person, Reply } from './person.ts';
import type { Seeded } from './seeded.ts';

/** Everybody who works in the staffed hall, with their tokens. */
export interface Crew { readonly clerks: ReadonlyMap<string, Person>; readonly guide: Person; readonly manager: Person; readonly administrator: Person; readonly hotline: Person; readonly platform: Person; readonly codes: string[]; readonly links: string[]; readonly kiosk: Person; readonly display: Person; readonly stranger: Person; readonly tokens: Map<string, string> }
export const hireCrew = async (house: TestHouse): Promise<Crew> => {
  const clerks = new Map<string, Person>();
  for (const [n, counter] of ['1', '2', '3', '4'].entries()) clerks.set(counter, await house.clerk(String(1001 + n), counter));
  return { clerks, guide: await house.staff('2001'), manager: await house.staff('4001'), administrator: await house.staff('5001'), hotline: await house.staff('3001'), platform: house.platform, codes: [], links: [], kiosk: await house.device('kiosk', 'kiosk-1'), display: await house.device('display'), stranger: house.stranger, tokens: new Map() };
};

type Move = (house: TestHouse, crew: Crew, random: Seeded) => Promise<Reply>;
const services = ['business-licence', 'residence-permit', 'social-card', 'pension', 'collect-papers'];
const counterOf = (crew: Crew, random: Seeded): readonly [string, Person] => random.pick([...crew.clerks]);
const ticketOf = (house: TestHouse, random: Seeded): string => (house.engine.hall.tickets.size === 0 ? 'nobody' : random.pick([...house.engine.hall.tickets.keys()]));
/** One with a leg in one of these states, when there is any: most presses are for such only. */
const ticketIn = (house: TestHouse, random: Seeded, ...states: readonly LegState[]): string => {
  const legs = [...house.engine.hall.legs.values()].filter((leg) => states.includes(leg.state));
  return legs.length === 0 ? ticketOf(house, random) : random.pick(legs).ticketId;
};
const awayTicket = (house: TestHouse, random: Seeded): string => (house.engine.hall.away.size === 0 ? ticketOf(house, random) : random.pick([...house.engine.hall.away]));
const visitorOf = (crew: Crew, random: Seeded): string => (crew.tokens.size === 0 ? 'x'.repeat(32) : random.pick([...crew.tokens.values()]));
const desk = (what: string, body: (random: Seeded, house: TestHouse) => object = () => ({})): Move => async (house, crew, random) => {
  const [counter, clerk] = counterOf(crew, random);
  return clerk.at(counter, what, body(random, house));
};
/** At a counter that has called somebody, when there is one. */
const calling = (what: string): Move => async (house, crew, random) => {
  const { counters, legs } = house.engine.hall;
  const able = [...crew.clerks].filter(([id]) => legs.get(counters.get(id as never)?.current ?? ('' as never))?.state === 'called');
  const [counter, clerk] = able.length === 0 ? counterOf(crew, random) : random.pick(able);
  return clerk.at(counter, what);
};
const issue: Move = async (house, crew, random) => {
  const some = random.chance(0.2) ? { serviceIds: ['business-licence', 'social-card'] } : { serviceId: random.pick(services) };
  const byGuide = random.chance(0.2);
  const special = byGuide && random.chance(0.5) ? { class: random.pick(['priority', 'appointment']), identity: { reason: 'seen by the guide' } } : {};
  const reply = await (byGuide ? crew.guide : crew.kiosk).press('/tickets', { ...some, ...special, ...(random.chance(0.1) ? { needs: ['low-desk'] } : {}), language: random.pick(['zh-CN', 'en']) });
  if (reply.body.ticket?.token !== undefined) crew.tokens.set(reply.body.ticket.id, reply.body.ticket.token);
  return reply;
};
const forVisitor = (what: string, body: (random: Seeded) => object = () => ({})): Move => (_house, crew, random) => crew.stranger.post(`/api/tickets/${visitorOf(crew, random)}/${what}`, body(random));
const onTicket = (what: string, body: (random: Seeded) => object = () => ({}), which = ticketOf): Move => (house, crew, random) => crew.guide.press(`/tickets/${which(house, random)}/${what}`, body(random));
const nothing = (): object => ({});
/** The printer under another name, or a spare one that comes and goes, while people are served. */
const changeDevice: Move = async (house, crew, random) => {
  const { version, config } = house.engine.hall.catalogue;
  const printer = config.devices.find((device) => device.kind === 'printer');
  const name = { 'zh-CN': `打印机 ${random.below(1_000)}`, en: 'Printer' };
  if (random.chance(0.4)) return crew.administrator.press('/device-entries/spare/remove', { version });
  return crew.administrator.press('/device-entries', { version, device: random.chance(0.5) ? { ...printer, name } : { ...printer, id: 'spare', name } });
};

/** A slot of one of the next days, seldom of the past. */
const slotStart = (random: Seeded): string => `2026-03-0${random.pick([3, 4, 5])}T${String(9 + random.below(10)).padStart(2, '0')}:${random.pick(['00', '30'])}:00+08:00`;
const someNumber = (random: Seeded): string => `1380000${1000 + random.below(400)}`;
const bookSome = async (by: Person, crew: Crew, random: Seeded, more: object = {}): Promise<Reply> => {
  const reply = await by.press('/appointments', { serviceId: random.pick(services.slice(0, 4)), start: slotStart(random), phone: someNumber(random), ...(random.chance(0.2) ? { identity: '11010519491231002X', name: '王小明' } : {}), ...more });
  const { code, token } = reply.body.appointment ?? {};
  if (code !== undefined) crew.codes.push(code);
  if (token !== undefined) crew.links.push(token);
  return reply;
};
const keep: Move = (_house, crew, random) => crew.stranger.press('/reservations', { serviceId: random.pick(services.slice(0, 4)), start: slotStart(random) });
/** Whoever keeps a slot books it, or gives it back. */
const useKept: Move = async (house, crew, random) => {
  const kept = [...house.engine.hall.appointments.values()].find((one) => one.state === 'reserved');
  if (kept === undefined) return keep(house, crew, random);
  if (random.chance(0.3)) return crew.stranger.press(`/reservations/${house.house.kept.nameOf(house.engine.id, kept.id)}/drop`);
  return bookSome(crew.stranger, crew, random, { serviceId: kept.services[0], start: new Date(kept.start).toISOString(), reservation: house.house.kept.nameOf(house.engine.id, kept.id) });
};
const someLink = (crew: Crew, random: Seeded): string => (crew.links.length === 0 ? 'x'.repeat(32) : random.pick(crew.links));
const someCode = (crew: Crew, random: Seeded): string => (crew.codes.length === 0 ? '000000000' : random.pick(crew.codes));
const someBooking = (house: TestHouse, random: Seeded): string => {
  const booked = [...house.engine.hall.appointments.values()].filter((one) => one.state === 'booked');
  return booked.length === 0 ? 'nothing' : random.pick(booked).id;
};

const someNumberOf = (house: TestHouse, random: Seeded): string => (house.engine.hall.externals.size === 0 ? 'CITY-none' : random.pick([...house.engine.hall.externals.keys()]));

/** A clerk who has nobody takes up again whom they sent to copy a paper. */
const resumeOwn: Move = async (house, crew, random) => {
  const { counters, legs } = house.engine.hall;
  const held = [...legs.values()].filter((leg) => leg.state === 'held' && leg.counterId !== null && counters.get(leg.counterId)?.current === null && crew.clerks.has(leg.counterId));
  const leg = held.length === 0 ? undefined : random.pick(held);
  return (crew.clerks.get(leg?.counterId ?? '1') ?? crew.guide).at(leg?.counterId ?? '1', 'resume-held', { ticketId: leg?.ticketId ?? 'nobody' });
};
/** Somebody whom a suspension keeps, when there is one. */
const keptTicket = (house: TestHouse, random: Seeded): string => {
  const kept = [...house.engine.hall.legs.values()].filter((leg) => leg.state === 'waiting' && leg.frozen !== null);
  return kept.length === 0 ? ticketOf(house, random) : random.pick(kept).ticketId;
};
const withVoucher = (crew: Crew, reply: Reply): Reply => {
  const told = JSON.parse(reply.text) as { readonly voucher?: { readonly code: string; readonly token: string }; readonly vouchers?: readonly { readonly code: string; readonly token: string }[] };
  for (const one of [...(told.vouchers ?? []), ...(told.voucher === undefined ? [] : [told.voucher])]) {
    crew.codes.push(one.code);
    crew.links.push(one.token);
  }
  return reply;
};

/** Each press and how often it comes, against the others. */
const moves: readonly (readonly [number, Move])[] = [
  [10, issue], [10, desk('call-next')], [6, desk('start')], [4, calling('recall')], [6, calling('absent')], [4, desk('hold', () => ({ reason: 'copy' }))], [2, desk('undo')],
  [8, desk('finish', (r) => ({ outcome: r.pick(['done', 'papers-missing']), callNext: r.chance(0.5) }))],
  [3, desk('transfer', (r) => ({ queueId: r.pick(['general', 'social', 'collect']), place: r.pick(['original', 'first', 'last']) }))],
  [2, desk('add-service', (r) => ({ serviceId: r.pick(services), here: r.chance(0.5) }))], [2, desk('serve-direct', (r) => ({ serviceId: r.pick(services), reason: 'walked up' }))],
  [2, desk('resume-held', (r, house) => ({ ticketId: ticketIn(house, r, 'held') }))], [2, resumeOwn], [2, desk('call', (r, house) => ({ ticketId: ticketIn(house, r, 'waiting', 'absent'), reason: 'asked for' }))],
  // Who sits at counter 1 may call anybody.
  [2, async (house, crew, random) => (crew.clerks.get('1') ?? crew.guide).at('1', 'call', { ticketId: ticketIn(house, random, 'waiting'), reason: 'asked for' })],
  [1, desk('pause', () => ({ reason: 'break', minutes: 15 }))], [2, desk('resume')], [1, desk('sign-out')], [3, desk('sign-in')], [2, forVisitor('away')],
  [2, async (house, crew, random) => crew.stranger.post(`/api/tickets/${crew.tokens.get(awayTicket(house, random)) ?? visitorOf(crew, random)}/back`)], [1, forVisitor('leave')],
  [3, async (house, crew, random) => crew.stranger.post(`/api/tickets/${crew.tokens.get(ticketIn(house, random, 'absent')) ?? visitorOf(crew, random)}/wake`)], [2, forVisitor('rating', (r) => ({ grade: 1 + r.below(5) }))], [2, onTicket('wake', nothing, (house, r) => ticketIn(house, r, 'absent'))], [1, onTicket('away')], [1, onTicket('back', nothing, awayTicket)], [1, onTicket('class', (r) => ({ class: r.pick(['walk-in', 'priority', 'appointment']), reason: 'seen' }))], [1, onTicket('reprint')],
  [2, async (house, crew, random) => (counterOf(crew, random))[1].press(`/tickets/${ticketIn(house, random, 'held', 'absent')}/return`)],
  [1, async (_house, crew) => crew.kiosk.press('/help')], [1, async (_house, crew, random) => crew.kiosk.press(`/services/${random.pick(services)}/info-wrong`)], [1, async (_house, crew, random) => crew.kiosk.press(`/services/${random.pick(services)}/print-list`)], [1, async (_house, crew, random) => crew.manager.press(`/services/${random.pick(services)}/info-checked`)],
  [1, async (_house, crew, random) => crew.manager.press('/suspensions', { scope: { kind: 'service', id: random.pick(services) }, reason: { 'zh-CN': '停电', en: 'Power cut' } })],
  [2, async (house, crew) => crew.manager.press(`/suspensions/${[...house.engine.hall.suspensions.values()].find((s) => s.endedAt === null)?.id ?? 'none'}/resume`)],
  [2, keep], [2, useKept], [2, (_house, crew, random) => bookSome(crew.stranger, crew, random)], [1, (_house, crew, random) => bookSome(crew.hotline, crew, random)],
  [1, (_house, crew, random) => crew.stranger.post(`/api/appointments/${someLink(crew, random)}/move`, { start: slotStart(random) })], [1, (_house, crew, random) => crew.stranger.post(`/api/appointments/${someLink(crew, random)}/cancel`)],
  [1, (_house, crew, random) => crew.stranger.get(`/api/appointments/${someLink(crew, random)}`)], [2, (_house, crew, random) => crew.kiosk.press('/check-ins', { code: someCode(crew, random), as: random.pick(['booked', 'number']) })],
  [1, (_house, crew, random) => crew.guide.press('/check-ins/find', { code: someCode(crew, random) })], [1, (house, crew, random) => crew.hotline.press(`/appointments/${someBooking(house, random)}/move`, { start: slotStart(random) })],
  [1, (house, crew, random) => crew.hotline.press(`/appointments/${someBooking(house, random)}/cancel`, { reason: 'the caller is ill', excused: random.chance(0.5) })],
  [1, (_house, crew, random) => crew.platform.press('/bookings', { number: `CITY-${random.below(400)}`, serviceId: random.pick(services.slice(0, 4)), start: slotStart(random), phone: someNumber(random) })],
  [1, (house, crew, random) => crew.platform.press(`/bookings/${someNumberOf(house, random)}/move`, { start: slotStart(random) })], [1, (house, crew, random) => crew.platform.press(`/bookings/${someNumberOf(house, random)}/cancel`)],
  [1, (house, crew, random) => crew.hotline.press(`/appointments/${someBooking(house, random)}/note`, { text: 'needs help with the stairs' })],
  [1, async (house, crew, random) => crew.hotline.press(`/persons/${random.pick([...house.engine.hall.persons.keys(), 'nobody'])}/bar`, { until: '2026-03-20', reason: 'trades places' })],
  [1, async (house, crew, random) => crew.hotline.press(`/persons/${random.pick([...house.engine.hall.persons.keys(), 'nobody'])}/lift-bar`, { reason: 'was in hospital' })],
  [1, async (house, crew, random) => withVoucher(crew, await crew.stranger.post(`/api/tickets/${crew.tokens.get(keptTicket(house, random)) ?? visitorOf(crew, random)}/voucher`))],
  [1, async (house, crew, random) => withVoucher(crew, await crew.guide.press('/vouchers', { ticketId: ticketIn(house, random, 'waiting', 'held'), reason: 'the power is out' }))],
  [1, async (house, crew, random) => crew.display.at(random.pick([...house.engine.hall.counters.values()].filter((one) => one.finished !== null).map((one) => one.id as string).concat('1')), 'rating', { grade: 1 + random.below(5) })],
  [1, async (_house, crew) => {
    const reply = await crew.stranger.press('/complaints', { text: 'too slow' });
    const { complaint } = JSON.parse(reply.text) as { readonly complaint?: { readonly number: string; readonly code: string } };
    if (complaint !== undefined) await crew.stranger.press('/complaints/find', { number: complaint.number, code: complaint.code });
    return reply;
  }],
  [1, async (house, crew) => crew.manager.press(`/complaints/${[...house.engine.hall.complaints.keys()].at(-1) ?? 'none'}/answer`, { text: 'We are sorry' })],
  [1, changeDevice], [1, async (_house, crew) => crew.manager.press('/device-entries/printer-1/test')],
  [1, async (house, crew) => crew.guide.press(`/help/${[...house.engine.hall.helps.keys()][0] ?? 'none'}/acknowledge`)],
];
const total = moves.reduce((sum, [weight]) => sum + weight, 0);

/** One press of a lively hall: well-formed, and allowed more often than not. */
export const pressAtRandom = (house: TestHouse, crew: Crew, random: Seeded): Promise<Reply> => {
  let at = random.below(total);
  for (const [weight, move] of moves) {
    if (at < weight) return move(house, crew, random);
    at -= weight;
  }
  return issue(house, crew, random);
};
