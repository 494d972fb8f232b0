import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';
import { expect, test } from 'vitest';
import { legStateAfter } from '../../server/domain/leg-states.ts';
import type { LegMove } from '../../server/domain/leg-states.ts';
import type { CounterId } from '../../server/domain/brands.ts';
import { tokenHash } from '../../server/engine/fresh-values.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { HeardPerson, operationOf } from '../support/all-answers.ts';
import type { Heard } from '../support/all-answers.ts';
import { answerSchemaOf, closedSchema, readApi } from '../support/open-api.ts';
import type { Operation } from '../support/open-api.ts';
import { Person } from '../support/person.ts';
import type { Reply } from '../support/person.ts';
import { hireCrew, pressAtRandom } from '../support/random-presses.ts';
import type { Crew } from '../support/random-presses.ts';
import { goodValue, spoiled } from '../support/schema-values.ts';
import type { Pools } from '../support/schema-values.ts';
import { seeded } from '../support/seeded.ts';
import type { Seeded } from '../support/seeded.ts';
import { hallImage } from '../support/sim-image.ts';
import { hallOfRows } from '../support/views-wanted.ts';

const open = houseKeeper();
const seed = Number(process.env['FUZZ_SEED'] ?? 20_260_303);
const wanted = Number(process.env['FUZZ_REQUESTS'] ?? 25_000);

/** What became of the requests of one operation: how many valid and invalid ones were sent, how many were accepted. */
interface Tried { good: number; bad: number; accepted: number }
interface Stage { readonly heard: Heard[]; readonly tried: Map<Operation, Tried>; readonly fits: (operation: Operation, reply: Reply) => string | null; readonly acts: readonly string[]; readonly house: TestHouse; readonly crew: Crew; readonly operations: readonly Operation[]; readonly random: Seeded; readonly people: readonly Person[]; readonly isGood: (operation: Operation, body: unknown) => boolean }
interface Shot { readonly name: string; readonly operation: Operation | null; readonly reply: Promise<Reply> }
type Attack = (stage: Stage) => Shot | null;

const unknownId = (random: Seeded): string => random.pick(['nobody', '99', 'x'.repeat(64), '%00', '..%2f..', '%E6%8E%92', '-1', 'constructor', '__proto__', 'x'.repeat(190)]);
/** What could not be sent, as of the last round. */
const stageMessages = new WeakMap<TestHouse, readonly string[]>();
const idsOf = ({ house, crew }: Stage): Pools => {
  const { hall } = house.engine;
  const { config } = hall.catalogue;
  return {
    until: ['2026-03-20', '2026-04-01'], message: (stageMessages.get(house) ?? []), appointment: [...hall.appointments.keys()], number: ['CITY-0001', 'CITY-0002', ...hall.externals.keys()], complaint: [...hall.complaints.keys()], reservation: [...hall.appointments.values()].filter((a) => a.state === 'reserved').map((a) => house.house.kept.nameOf(house.engine.id, a.id)), person: [...hall.persons.keys()],
    start: ['2026-03-03T18:00:00+08:00', '2026-03-04T10:00:00+08:00', '2026-03-05T11:30:00+08:00'], phone: ['13800138000', '+86 139 0000 0001'], code: [...crew.codes.slice(-8), 'demo-kiosk', 'WRONG-CODE'], identity: ['11010519491231002X'],
    hall: [hall.id], pairing: ['no-longer-paired'], counter: config.counters.map((c) => c.id), id: [...hall.tickets.keys(), ...hall.suspensions.keys(), ...hall.helps.keys()], token: [...crew.tokens.values()], ticketId: [...hall.tickets.keys()], legId: [...hall.legs.keys()],
    service: config.services.map((s) => s.id), serviceId: config.services.map((s) => s.id), serviceIds: config.services.map((s) => s.id), queueId: config.queues.map((q) => q.id), queues: config.queues.map((q) => q.id), class: config.classes.map((c) => c.id), needs: config.needs.map((n) => n.id),
    reason: [...config.pauseReasons, ...config.holdReasons].map((r) => r.id), outcome: config.outcomes.map((o) => o.id), staffNumber: config.staff.map((s) => s.number), clerk: config.staff.map((s) => s.number), device: config.devices.map((d) => d.id), printer: ['printer-1'], pin: ['246810', '135790'],
  };
};
const urlOf = (operation: Operation, pools: Pools, random: Seeded): string => operation.path.replace(/\{(\w+)\}/g, (_, name: string) => (pools[name]?.length ? random.pick(pools[name]) : 'nobody'));
const send = (by: Person, operation: Operation, url: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  by.send(operation.method.toUpperCase() as 'GET' | 'POST' | 'DELETE', url, operation.method === 'post' ? body : undefined, operation.method === 'post' ? { 'idempotency-key': `fuzz-${Math.floor(seed)}-${(keys.n += 1)}`, ...headers } : headers);
const keys = { n: 0 };
const named = (operation: Operation, what: string, body?: unknown): Pick<Shot, 'name' | 'operation'> => ({ name: `${what}: ${operation.method} ${operation.path} ${JSON.stringify(body ?? null)?.slice(0, 300)}`, operation });
const anyPress = ({ operations, random }: Stage): Operation => random.pick(operations.filter((o) => o.method === 'post' && o.body !== null));

const wrongBody: Attack = (stage) => {
  const { random, people, isGood } = stage;
  const operation = anyPress(stage);
  const pools = idsOf(stage);
  const body = spoiled(operation.body ?? {}, goodValue(operation.body ?? {}, '', pools, random), random);
  if (isGood(operation, body)) return null;
  return { ...named(operation, 'wrong body', body), reply: send(random.pick(people), operation, urlOf(operation, pools, random), body) };
};
const wrongBytes: Attack = (stage) => {
  const { random, people } = stage;
  const operation = anyPress(stage);
  const url = urlOf(operation, idsOf(stage), random);
  const [what, body, headers] = random.pick<readonly [string, string, Record<string, string>]>([
    ['broken JSON', '{"serviceId":', {}], ['no JSON', 'serviceId=pension', {}], ['XML', '<a/>', { 'content-type': 'text/xml' }], ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }], ['another type', '{}', { 'content-type': 'text/plain' }],
    ['empty', '', {}], ['too large', JSON.stringify({ reason: 'x'.repeat(70_000) }), {}], ['two documents', '{}{}', {}], ['prototype', '{"__proto__":{"roles":["manager"]}}', {}], ['deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, {}],
  ]);
  return { ...named(operation, what), reply: send(random.pick(people), operation, url, body, headers) };
};
const unknownPlace: Attack = (stage) => {
  const { random, people, operations } = stage;
  const operation = random.pick(operations.filter((o) => /\{\w+\}/.test(o.path)));
  const pools = idsOf(stage);
  const spoil = random.pick([...operation.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? ''));
  const url = urlOf(operation, { ...pools, [spoil]: [unknownId(random)] }, random);
  const body = goodValue(operation.body ?? {}, '', pools, random);
  return { ...named(operation, `unknown ${spoil} ${url}`, body), reply: send(random.pick(people), operation, url, body) };
};
/** Booking a time needs no proof of who somebody is. */
const forAnyone = /\/(reservations(\/.*)?|appointments|phone-checks|complaints)$/;
const noProof: Attack = (stage) => {
  const { random, house, operations } = stage;
  const operation = random.pick(operations.filter((o) => o.method === 'post' && o.path.startsWith('/api/halls/') && !forAnyone.test(o.path)));
  const pools = idsOf(stage);
  const by = new Person(house, random.pick([null, 'x'.repeat(32), '', [...stage.crew.tokens.values()][0] ?? 'y'.repeat(32)]));
  const headers = random.pick<Record<string, string>>([{}, { cookie: `paihao-staff=${'z'.repeat(32)}` }, { cookie: 'paihao-staff=; paihao-kiosk=' }, { authorization: 'Basic MTAwMToyNDY4MTA=' }]);
  return { ...named(operation, 'no proof'), reply: send(by, operation, urlOf(operation, pools, random), goodValue(operation.body ?? {}, '', pools, random), headers) };
};
const noKey: Attack = (stage) => {
  const { random, people } = stage;
  const operation = random.pick(stage.operations.filter((o) => o.parameters.some((p) => p.name === 'idempotency-key')));
  const pools = idsOf(stage);
  return { ...named(operation, 'no key'), reply: random.pick(people).send('POST', urlOf(operation, pools, random), goodValue(operation.body ?? {}, '', pools, random), random.pick<Record<string, string>>([{}, { 'idempotency-key': '1' }, { 'idempotency-key': 'with spaces and more' }])) };
};
const wrongMethod: Attack = ({ random, people }) => {
  const url = random.pick(['/api/nothing', '/api/halls/tiny/nothing', '/api/halls/tiny/counters/1/explode', '/api/halls/tiny/tickets/x/eat', '/api/%zz', '/api/halls/tiny/journal?after=yesterday', '/api/halls/tiny/journal?limit=-1', '/api/halls/tiny/tickets', '/api/halls/tiny/tickets?number=', '/api/tickets/short']);
  return { name: `no such address ${url}`, operation: null, reply: random.pick(people).send(random.pick(url.includes('?') ? ['GET'] as const : ['GET', 'PUT', 'DELETE'] as const), url) };
};
/** Every address of the document, with a method that it does not offer: reads have no body that could be wrong. */
const otherMethod: Attack = (stage) => {
  const { random, people, operations } = stage;
  const operation = random.pick(operations);
  const unoffered = (['PUT', 'DELETE', 'POST', 'GET'] as const).filter((method) => !operations.some((o) => o.path === operation.path && o.method === method.toLowerCase()));
  const url = urlOf(operation, idsOf(stage), random);
  // Where an id stands in a path, a longer address may have the same shape as another one.
  const method = random.pick(unoffered.filter((m) => operationOf(operations, m.toLowerCase(), url) === undefined));
  return { ...named(operation, `${method} instead`), reply: random.pick(people).send(method, url, method === 'GET' ? undefined : {}, { 'idempotency-key': `fuzz-${Math.floor(seed)}-${(keys.n += 1)}` }) };
};
const deskActs: readonly (readonly [string, LegMove, object])[] = [
  ['start', 'start', {}], ['recall', 'recall', {}], ['finish', 'finish', {}], ['hold', 'hold', { reason: 'copy' }], ['absent', 'absent', {}], ['transfer', 'transfer', { queueId: 'social', place: 'last' }], ['add-service', 'add-service', { serviceId: 'pension' }],
];
const illegalMove: Attack = ({ house, crew, random }) => {
  const [counter, clerk] = random.pick([...crew.clerks]);
  const { hall } = house.engine;
  const leg = hall.legs.get((hall.counters.get(counter as never)?.current ?? '') as never);
  const [act, , body] = random.pick(deskActs.filter(([, move]) => leg === undefined || legStateAfter(leg.state, move) === null));
  return { name: `illegal move: ${act} while ${leg?.state ?? 'nobody is there'}`, operation: null, reply: clerk.at(counter, act, body) };
};
const notMine: Attack = (stage) => {
  const { crew, random } = stage;
  const [counter] = random.pick([...crew.clerks]);
  const other = random.pick([...crew.clerks].filter(([own]) => own !== counter))[1];
  const [act, , body] = random.pick(deskActs);
  return { name: `${act} at somebody else's counter`, operation: null, reply: other.at(counter, act, body) };
};
/** Each must be answered 4xx and leave the hall as it was. */
const attacks: readonly Attack[] = [wrongBody, wrongBody, wrongBody, wrongBody, wrongBytes, unknownPlace, unknownPlace, noProof, noProof, noKey, wrongMethod, otherMethod, otherMethod, illegalMove, notMine];

/** Somebody whose work it may be: with anybody at all nearly everything would be refused for who asked. */
const likely = ({ crew, random, people }: Stage, url: string): Person => {
  if (random.chance(0.3)) return random.pick(people);
  const counter = /\/counters\/([^/]+)\//.exec(url)?.[1] ?? '';
  if (url.startsWith('/api/tickets/') || url.startsWith('/api/appointments/') || forAnyone.test(url)) return crew.stranger;
  if (/\/(bookings([/?]|$)|webhooks\/)/.test(url)) return crew.platform;
  if (url.endsWith('/integrations')) return crew.administrator;
  if (/\/(appointments|persons)\//.test(url) || url.includes('/appointments?')) return crew.hotline;
  if (url.endsWith('/rating')) return crew.display;
  if (/\/(blank-paper|help|scan)$/.test(url)) return crew.kiosk;
  if (/\/tickets(\/|$|\?)/.test(url)) return random.pick([crew.kiosk, crew.guide]);
  return crew.clerks.get(counter) ?? random.pick([crew.manager, crew.guide]);
};
/** Good by its schema, with ids that often exist: may be accepted or refused, but never fails. */
const anyGoodRequest = (stage: Stage): Shot => {
  const { random, operations } = stage;
  // Somebody who signed out would be turned away from everything that follows.
  const operation = random.pick(operations.filter((o) => o.method !== 'delete'));
  const pools = idsOf(stage);
  const body = goodValue(operation.body ?? {}, '', pools, random);
  if (operation.body !== null && !stage.isGood(operation, body)) throw new Error(`a good body for ${operation.path} came out bad: ${JSON.stringify(body)} (seed ${seed})`);
  const query = operation.path.endsWith('/tickets') && operation.method === 'get' ? `?number=${random.pick(['A001', 'b002', 'Z999'])}` : '';
  const more = operation.path.endsWith('/slots') ? '?service=pension' : operation.path.endsWith('/{hall}/appointments') && operation.method === 'get' ? random.pick(['?tail=002X', '?phone=13800138000']) : query;
  const url = urlOf(operation, pools, random) + more;
  return { ...named(operation, 'good', body), reply: send(likely(stage, url), operation, url, body) };
};

const note = (stage: Stage, operation: Operation | null, kind: 'good' | 'bad', reply: Reply): void => {
  if (operation === null) return;
  const tried = stage.tried.get(operation) ?? { good: 0, bad: 0, accepted: 0 };
  tried[kind] += 1;
  if (reply.status < 300) tried.accepted += 1;
  stage.tried.set(operation, tried);
  const fault = stage.fits(operation, reply);
  if (fault !== null) throw new Error(`${operation.method} ${operation.path} was answered ${reply.status} otherwise than the document says: ${fault} ${reply.text.slice(0, 300)} (seed ${seed})`);
};
/** Where a shot is for no particular operation, what its sender was answered tells. */
const noteShot = (stage: Stage, shot: Shot, kind: 'good' | 'bad', reply: Reply): void => {
  const heard = stage.heard.splice(0);
  if (shot.operation !== null) return note(stage, shot.operation, kind, reply);
  for (const one of heard) note(stage, operationOf(stage.operations, one.method, one.url) ?? null, kind, one.reply);
};
const count = (tally: Map<number, number>, status: number): void => void tally.set(status, (tally.get(status) ?? 0) + 1);
const isProblem = (reply: Reply): boolean => String(reply.headers['content-type']).startsWith('application/problem+json') && typeof reply.body.code === 'string' && typeof reply.body.detail === 'string' && reply.body.status === reply.status;

/** A hundred attacks at one moment of the hall; its image must be the same afterwards. */
const attackRound = async (stage: Stage, tally: Map<number, number>): Promise<number> => {
  // What the clock still had to bring is brought now; it stands still from here on, so that nothing but a request can change the hall.
  await stage.house.pass(0);
  const before = hallImage(stage.house.engine.hall);
  const { seq } = stage.house.engine.hall;
  const names: string[] = [];
  for (let n = 0; n < 100; n += 1) {
    const shot = stage.random.pick(attacks)(stage);
    if (shot === null) continue;
    const reply = await shot.reply;
    count(tally, reply.status);
    noteShot(stage, shot, 'bad', reply);
    if (reply.status < 400 || reply.status >= 500 || !isProblem(reply)) throw new Error(`${shot.name} was answered ${reply.status} ${reply.text.slice(0, 300)} (seed ${seed})`);
    names.push(shot.name);
  }
  if (hallImage(stage.house.engine.hall) === before) return names.length;
  const came = (await stage.house.store.journal(stage.house.engine.id, seq, 10)).map((e) => JSON.stringify(e));
  throw new Error(`one of these changed the hall (seed ${seed}):\n${came.join('\n')}\n${names.join('\n')}`);
};

/** Lively presses and random good requests; a refused one changes nothing, and none fails. */
const livelyRound = async (stage: Stage, tally: Map<number, number>): Promise<number> => {
  const { house, crew, random } = stage;
  for (let n = 0; n < 60; n += 1) {
    // Time passes between presses, too: a call must be a minute old before its visitor can be missed.
    if (random.chance(0.1)) await house.pass(random.below(90_000));
    const before = stage.acts.length;
    const shot = random.chance(0.4) ? { name: 'press', operation: null, reply: pressAtRandom(house, crew, random) } : anyGoodRequest(stage);
    const reply = await shot.reply;
    count(tally, reply.status);
    noteShot(stage, shot, 'good', reply);
    if (reply.status >= 500 || (reply.status >= 400 && !isProblem(reply))) throw new Error(`${shot.name} was answered ${reply.status} ${reply.text.slice(0, 300)} (seed ${seed})`);
    const since = stage.acts.slice(before);
    if (reply.status >= 400 && since.length > 0) throw new Error(`${shot.name} was refused with ${reply.status} and still changed the hall by ${since.join(', ')} (seed ${seed})`);
  }
  return 60;
};

/** Says where an answer differs from what the published document describes, field for field; null when it does not. */
const fitsDocument = (): Stage['fits'] => {
  const checker = new Ajv2020({ strict: false, validateFormats: false });
  const checks = new Map<string, ValidateFunction>();
  return (operation, reply) => {
    const status = reply.status < 300 ? String(reply.status) : 'default';
    const schema = answerSchemaOf(operation, status);
    if (schema === null) return reply.status === 304 || (reply.text === '' && operation.responses[status] !== undefined) ? null : 'not described';
    const key = `${operation.method} ${operation.path} ${status}`;
    const check = checks.get(key) ?? checker.compile(closedSchema(schema));
    checks.set(key, check);
    return check(JSON.parse(reply.text)) ? null : JSON.stringify(check.errors?.[0]);
  };
};

test(`${wanted} requests, seed ${seed}: what is invalid is refused and changes nothing, what is valid never fails`, async () => {
  // No message arrives anywhere, so that there are some to be sent again.
  const house = await open({ send: async () => new Response('', { status: 400 }) });
  const heard: Heard[] = [];
  const by = (person: Person): Person => new HeardPerson(house, person.token, heard);
  const hired = await hireCrew(house);
  // One browser shows the screen of every counter.
  for (const counter of hired.clerks.keys()) house.house.screens.came(tokenHash(hired.display.token ?? ''), counter as CounterId);
  const crew: Crew = { ...hired, clerks: new Map([...hired.clerks].map(([counter, clerk]) => [counter, by(clerk)])), guide: by(hired.guide), manager: by(hired.manager), administrator: by(hired.administrator), hotline: by(hired.hotline), platform: by(hired.platform), kiosk: by(hired.kiosk), display: by(hired.display), stranger: by(hired.stranger) };
  const { operations } = await readApi(house);
  const checker = new Ajv2020({ strict: false, validateFormats: false });
  const checks = new Map(operations.filter((o) => o.body !== null).map((o) => [o, checker.compile(o.body ?? {})]));
  const random = seeded(seed);
  const acts: string[] = [];
  // What the clock brings meanwhile is not the press's doing.
  house.engine.onCommit((entries) => acts.push(...entries.filter((e) => e.by !== 'clock').map((e) => `${e.event.type} by ${e.by}`)));
  const stage: Stage = { heard, tried: new Map(), fits: fitsDocument(), acts, house, crew, operations, random, people: [...crew.clerks.values(), crew.guide, crew.manager, crew.administrator, crew.hotline, crew.platform, crew.kiosk, crew.display, crew.stranger], isGood: (operation, body) => checks.get(operation)?.(body) === true };
  const [refused, lively] = [new Map<number, number>(), new Map<number, number>()];
  let sent = 0;
  while (sent < wanted) {
    sent += await livelyRound(stage, lively);
    if (random.chance(0.2)) await house.house.outbox.pass();
    stageMessages.set(house, (await house.store.outbox.unsent(house.engine.id, 50)).map((one) => one.id));
    sent += await attackRound(stage, refused);
    if (random.chance(0.3)) await house.pass(random.below(120_000));
    // A hall where everybody has gone home is soon boring.
    for (const [counter, clerk] of crew.clerks) if (house.engine.hall.counters.get(counter as never)?.clerk === null && random.chance(0.5)) await clerk.at(counter, 'sign-in');
  }
  const told = (tally: Map<number, number>): string => [...tally].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`).join(', ');
  process.stdout.write(`fuzz, seed ${seed}: ${sent} requests; invalid ${told(refused)}; valid ${told(lively)}\n`);
  expect(hallImage(await hallOfRows(house))).toBe(hallImage(house.engine.hall));
  expect(sent).toBeGreaterThanOrEqual(wanted);
  // Every operation of the document had its share of both, and was done at least once.
  const routes = operations.map((o) => ({ route: `${o.method} ${o.path}`, ...(stage.tried.get(o) ?? { good: 0, bad: 0, accepted: 0 }) })).filter(({ route }) => route !== 'delete /api/sessions/current');
  // A hall that sends codes to phones would take no booking without one: phone-checks.test.ts has such a hall.
  const codes = 'post /api/halls/{hall}/phone-checks';
  process.stdout.write(`per route at least ${Math.min(...routes.map((r) => r.good))} valid and ${Math.min(...routes.map((r) => r.bad))} invalid; never accepted: ${routes.filter((r) => r.accepted === 0).map((r) => r.route).join(', ')}\n`);
  expect(routes.filter((r) => r.good < wanted / 2_500 || r.bad < wanted / 2_500)).toEqual([]);
  expect(routes.filter((r) => r.accepted === 0 && r.route !== codes)).toEqual([]);
  // Both kinds of answer must have been common, or the fuzz has tried little.
  expect((lively.get(200) ?? 0) + (lively.get(201) ?? 0)).toBeGreaterThan(sent / 20);
  for (const status of [400, 401, 403, 404, 409, 413, 415]) expect([status, (refused.get(status) ?? 0) > 0]).toEqual([status, true]);
}, 300_000);
