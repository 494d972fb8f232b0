import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Person } from '../support/person.ts';
import { clerkOf, staffedHall, wideHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const stateOf = (house: TestHouse, ticket: { readonly id: string }): string | undefined => house.engine.hall.legs.get(`${ticket.id}.1` as never)?.state;
/** The call at a counter, shown, spoken, recalled and a minute old: its visitor may be marked absent. */
const everythingHeard = async (house: TestHouse, clerk: Person, counter: string): Promise<void> => {
  const { engine } = house;
  const legId = engine.hall.counters.get(counter as never)?.current;
  const zone = engine.hall.catalogue.counters.get(counter as never)?.zone;
  if (legId == null || zone === undefined) throw new Error('nobody was called');
  await engine.run({ type: 'shown', by: { kind: 'clock' }, legs: [legId] });
  await engine.run({ type: 'announce', by: { kind: 'clock' }, zone, job: `job-${legId}` });
  await engine.run({ type: 'end-announcement', by: { kind: 'clock' }, zone, job: `job-${legId}`, result: 'spoken' });
  await clerk.at(counter, 'recall');
  await house.pass(61_000);
};

test('pain 1: a hundred counters press at once on one queue: a hundred different tickets, and one key three times is one call', async () => {
  const house = await open({ store: 'sqlite', halls: [wideHall(100)] });
  const kiosk = await house.device('kiosk');
  const clerks = await Promise.all(Array.from({ length: 100 }, (_, i) => house.clerk(clerkOf(i + 1), String(i + 1))));
  await Promise.all(Array.from({ length: 120 }, () => kiosk.take()));
  const presses = clerks.flatMap((clerk, i) => Array.from({ length: 3 }, () => clerk.at(String(i + 1), 'call-next', {}, { 'idempotency-key': `press-of-counter-${i + 1}` })));
  const answers = await Promise.all(presses);
  expect(answers.filter((a) => a.status !== 200)).toEqual([]);
  const byCounter = Array.from({ length: 100 }, (_, i) => new Set(answers.slice(3 * i, 3 * i + 3).map((a) => a.text)));
  expect(byCounter.every((texts) => texts.size === 1)).toBe(true);
  const called = answers.filter((_, n) => n % 3 === 0).map((a) => a.body.ticket?.number);
  expect(new Set(called).size).toBe(100);
  // Nobody was passed: the hundred who came first were called.
  const first = [...house.engine.hall.tickets.values()].slice(0, 100).map((t) => t.number);
  expect([...called].sort()).toEqual([...first].sort());
}, 30_000);

test('pain 11: held, absent and transferred people stay on somebody\'s list, also when their clerk moves to another counter', async () => {
  const house = await (await open()).listen();
  const [kiosk, manager] = [await house.device('kiosk'), await house.staff('4001')];
  const [one, three] = [await house.clerk('1001', '1'), await house.clerk('1003', '3')];
  const [held, absent, moved] = [await kiosk.take(), await kiosk.take(), await kiosk.take()];
  for (const act of ['call-next', 'start'] as const) await one.at('1', act);
  await one.at('1', 'hold', { reason: 'copy' });
  await one.at('1', 'call-next');
  await everythingHeard(house, one, '1');
  expect((await one.at('1', 'absent')).status).toBe(200);
  await one.at('1', 'call-next');
  await one.at('1', 'transfer', { queueId: 'social', place: 'original' });
  expect([held, absent, moved].map((t) => stateOf(house, t))).toEqual(['held', 'absent', 'waiting']);

  const lists = async (clerk: Person, counter: string): Promise<Record<string, unknown>> => {
    const desk = await house.screen('/counter', { token: clerk.token ?? '', counter }).seen();
    const guide = await house.screen('/manager', { token: manager.token ?? '' }).seen();
    const numbers = (value: unknown): string[] => (value as readonly { readonly number: string }[]).map((p) => p.number);
    return { held: numbers(desk.last['held']), absent: numbers(desk.last['absent']), managerHeld: numbers(guide.last['held']), managerAbsent: numbers(guide.last['absent']) };
  };
  const wanted = { held: [held.number], absent: [absent.number], managerHeld: [held.number], managerAbsent: [absent.number] };
  expect(await lists(one, '1')).toEqual(wanted);
  const desk3 = await house.screen('/counter', { token: three.token ?? '', counter: '3' }).seen();
  expect((desk3.last['line'] as readonly { readonly number: string }[]).map((p) => p.number)).toEqual([moved.number]);

  await one.at('1', 'sign-out');
  await one.at('2', 'sign-in');
  expect(await lists(one, '2')).toEqual(wanted);
  // From there both can be gone on with.
  expect((await one.at('2', 'resume-held', { ticketId: held.id })).body.ticket?.state).toBe('serving');
  await one.at('2', 'finish');
  expect((await one.press(`/tickets/${absent.id}/return`)).status).toBe(200);
  expect((await one.at('2', 'call-next')).body.ticket?.number).toBe(absent.number);
  // And nobody came back unasked meanwhile: a restart changes nothing of it either.
  await house.restart();
  expect([held, absent, moved].map((t) => stateOf(house, t))).toEqual(['served', 'called', 'waiting']);
}, 30_000);

test('pain 11: a forced sign-out loses nobody', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk');
  const [called, serving] = [await kiosk.take(), await kiosk.take()];
  const [one, two, manager] = [await house.clerk('1001', '1'), await house.clerk('1002', '2'), await house.staff('4001')];
  await one.at('1', 'call-next');
  await two.at('2', 'call-next');
  await two.at('2', 'start');
  for (const counter of ['1', '2']) expect((await manager.at(counter, 'sign-out', { force: true })).status).toBe(200);
  expect([called, serving].map((t) => stateOf(house, t))).toEqual(['waiting', 'held']);
});

test('pain 14: what the table of states does not allow is refused over HTTP and changes nothing', async () => {
  const house = await open();
  const [kiosk, guide, one] = [await house.device('kiosk'), await house.staff('2001'), await house.clerk('1001', '1')];
  const waiting = await kiosk.take();
  const desk = { start: {}, recall: {}, finish: {}, hold: { reason: 'copy' }, absent: {}, transfer: { queueId: 'social', place: 'last' }, 'add-service': { serviceId: 'pension' } };
  const no = async (what: string, answer: Promise<{ readonly status: number; readonly body: { readonly code?: string } }>, codes: readonly string[]): Promise<void> => {
    const { seq } = house.engine.hall;
    const { status, body } = await answer;
    expect([what, status, codes.includes(body.code ?? ''), house.engine.hall.seq]).toEqual([what, 409, true, seq]);
  };
  for (const [act, body] of Object.entries(desk)) await no(`nobody at the counter: ${act}`, one.at('1', act, body), ['no-current-ticket']);
  for (const act of ['wake', 'back']) await no(`waiting: ${act}`, guide.press(`/tickets/${waiting.id}/${act}`), ['illegal-move', 'not-away']);
  await no('waiting: resume', one.at('1', 'resume-held', { ticketId: waiting.id }), ['illegal-move']);
  await no('waiting: return', one.press(`/tickets/${waiting.id}/return`), ['illegal-move']);
  await no('waiting: rate', house.stranger.post(`/api/tickets/${waiting.token}/rating`, { grade: 5 }), ['illegal-move']);
  await one.at('1', 'call-next');
  await no('called: hold', one.at('1', 'hold', { reason: 'copy' }), ['illegal-move']);
  await no('called: away', house.stranger.post(`/api/tickets/${waiting.token}/away`), ['illegal-move']);
  await one.at('1', 'start');
  for (const act of ['start', 'recall', 'absent']) await no(`serving: ${act}`, one.at('1', act), ['illegal-move']);
  await no('serving: leave', house.stranger.post(`/api/tickets/${waiting.token}/leave`), ['illegal-move']);
  await one.at('1', 'finish');
  // A served one never waits again.
  for (const act of ['leave', 'away', 'wake']) await no(`served: ${act}`, house.stranger.post(`/api/tickets/${waiting.token}/${act}`), ['illegal-move']);
  await no('served: call', one.at('1', 'call', { ticketId: waiting.id, reason: 'again' }), ['illegal-move']);
  await no('served: return', one.press(`/tickets/${waiting.id}/return`), ['illegal-move']);
  await no('served: class', guide.press(`/tickets/${waiting.id}/class`, { class: 'priority', reason: 'late' }), ['illegal-move']);
});

test('pain 17: called, arrived, started and finished are moments of their own', async () => {
  const house = await open({ at: '2026-03-03T09:00:00+08:00' });
  const [kiosk, one] = [await house.device('kiosk'), await house.clerk('1001', '1')];
  const ticket = await kiosk.take();
  const later = (minutes: number): Promise<void> => house.pass(minutes * 60_000);
  await later(5);
  await one.at('1', 'call-next');
  await later(2);
  await one.at('1', 'start');
  await later(7);
  await one.at('1', 'finish');
  await later(20);
  await kiosk.take();
  await one.at('1', 'call-next');
  const events = (await (await house.staff('4001')).read('/journal?limit=1000')).body.events ?? [];
  const moment = (type: string): string | undefined => events.find((e) => e.type === type && String(e['legId'] ?? e['ticketId']).startsWith(ticket.id))?.at.slice(11, 16);
  expect(['ticket-issued', 'leg-called', 'leg-started', 'leg-finished'].map(moment)).toEqual(['09:00', '09:05', '09:07', '09:14']);
  const leg = house.engine.hall.legs.get(`${ticket.id}.1` as never);
  expect([(leg?.endedAt ?? 0) - (leg?.startedAt ?? 0), (leg?.startedAt ?? 0) - (leg?.calledAt ?? 0)]).toEqual([7 * 60_000, 2 * 60_000]);
  // The idle minutes until the next call belong to nobody's service.
  expect(moment('leg-finished')).not.toBe(events.filter((e) => e.type === 'leg-called')[1]?.at.slice(11, 16));
});

test('pain 18: a need is met at a counter that is equipped for it, or nowhere', async () => {
  const house = await open();
  const [kiosk, two] = [await house.device('kiosk'), await house.clerk('1002', '2')];
  const [needy, other] = [await kiosk.take('business-licence', { needs: ['low-desk'] }), await kiosk.take()];
  // Only counter 1 has a low desk; the ticket says so, and counter 2 takes the next person.
  expect(needy.counters.map((c) => c.id)).toEqual(['1']);
  const called = await two.at('2', 'call-next');
  expect([called.body.ticket?.number, called.body.why?.passed]).toEqual([other.number, [{ reason: 'needs', count: 1, numbers: [needy.number] }]]);
  const why = await two.read(`/tickets/${needy.id}/why`);
  expect(why.text).toContain(other.number);
  await two.at('2', 'start');
  await two.at('2', 'finish');
  expect((await two.at('2', 'call-next')).body.ticket).toBeNull();
  const one = await house.clerk('1001', '1');
  expect((await one.at('1', 'call-next')).body.ticket?.number).toBe(needy.number);
});

test('pain 5: every call says why, over HTTP', async () => {
  const house = await open({ halls: [staffedHall()] });
  const [kiosk, guide, one] = [await house.device('kiosk'), await house.staff('2001'), await house.clerk('1001', '1')];
  const walkIn = await kiosk.take();
  await house.pass(60_000);
  const priority = await guide.take('business-licence', { class: 'priority', identity: { reason: 'with an infant' } });
  const call = await one.at('1', 'call-next');
  expect([call.body.ticket?.number, call.body.why]).toEqual([priority.number, { rule: 'earliest-due', passed: [] }]);
  const why = await one.read(`/tickets/${priority.id}/why`);
  expect(why.status).toBe(200);
  expect(walkIn.number).not.toBe(priority.number);
});

test('pain 12: a kiosk is not held up by limits meant for strangers, not even at the same address', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk');
  for (let n = 0; n < 10; n += 1) {
    await house.stranger.get(`/api/tickets/${'x'.repeat(31)}${n}`);
    await house.stranger.post('/api/sessions', { staffNumber: '1001', pin: '0000' });
    await house.stranger.post('/api/devices/pair', { code: `WRONG-${n}` });
  }
  expect((await house.stranger.get(`/api/tickets/${'y'.repeat(32)}`)).status).toBe(429);
  const tickets = [];
  for (let n = 0; n < 300; n += 1) tickets.push(await kiosk.take());
  expect(new Set(tickets.map((t) => t.number)).size).toBe(300);
  // Strange codes held before its reader are the visitors' doing, and a right ticket is never kept waiting.
  for (let n = 0; n < 20; n += 1) expect((await kiosk.press('/scan', { token: `https://elsewhere.example/${n}` })).body.code).toBe('unknown-ticket');
  expect((await kiosk.press('/scan', { token: tickets[0]?.token })).status).toBe(200);
  expect((await house.stranger.get(`/api/tickets/${tickets[1]?.token}`)).status).toBe(200);
});

test('adding a service, to wait for or on the spot, answers with the ticket at the counter', async () => {
  const house = await open();
  const [kiosk, clerk] = [await house.device('kiosk'), await house.clerk('1001', '1')];
  const ticket = await kiosk.take();
  await clerk.at('1', 'call-next');
  await clerk.at('1', 'start');
  const later = await clerk.at('1', 'add-service', { serviceId: 'social-card' });
  expect([later.status, later.body.ticket?.id, later.body.ticket?.state, later.body.ticket?.legs?.length]).toEqual([200, ticket.id, 'serving', 2]);
  const here = await clerk.at('1', 'add-service', { serviceId: 'residence-permit', here: true });
  expect([here.status, here.body.ticket?.id, here.body.ticket?.state, here.body.ticket?.legs?.length]).toEqual([200, ticket.id, 'serving', 3]);
});
