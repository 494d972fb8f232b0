import { expect, test } from 'vitest';
import type { AgentView, KeyAnswer } from '../../contract/device-jobs.ts';
import type { CardSeen } from '../../contract/live-events.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const both = { 'zh-CN': '设备', en: 'Device' };
const wired = (id: string, kind: string, more: object) => ({ id, kind, name: both, agent: 'agent-1', profile: 'any', connection: 'sim:', ...more }) as never;
const elderly = { id: 'elderly', name: both, kind: 'priority', proof: 'identity', fromAge: 60, protected: false, target: 10, promise: 15 } as never;

const hallWith = (overrides: Partial<HallConfig> = {}): HallConfig => {
  const hall = staffedHall();
  return {
    ...hall, classes: [...hall.classes, elderly], ...overrides,
    devices: [...hall.devices, wired('pad-1', 'keypad', { counter: '1' }), wired('pad-9', 'keypad', { counter: '1', agent: 'agent-2' }), wired('card-1', 'reader', { kiosk: 'kiosk-1' }), { id: 'agent-2', kind: 'agent', name: both, apart: true } as never],
  };
};
const scene = async () => {
  const house = await (await open({ halls: [hallWith()] })).listen();
  const agent = await house.screen('/agent', { token: (await house.device('agent')).token ?? '', device: 'agent-1' }).seen();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const say = <Answer>(event: string, what: object): Promise<Answer> => agent.socket.timeout(5_000).emitWithAck(event, what) as Promise<Answer>;
  const press = (key: string, device = 'pad-1'): Promise<KeyAnswer> => say('keyPressed', { device, key });
  const shows = (): string | undefined => (agent.last as unknown as AgentView).keypads.find((pad) => pad.id === 'pad-1')?.shows;
  return { house, agent, kiosk, say, press, shows };
};

test('a whole service is pressed on the pad, and its display follows', async () => {
  const { house, agent, kiosk, press, shows } = await scene();
  await house.clerk('1001', '1');
  const [first, second] = [await kiosk.take(), await kiosk.take()];
  await house.settle();
  await agent.until(() => shows() === '2', 'how many wait');
  expect(await press('next')).toEqual({ ok: true, shows: first.number });
  // Whoever is called must come or be missed first.
  expect(await press('next')).toEqual({ ok: false, shows: first.number });
  expect((await press('start')).ok).toBe(true);
  expect(await press('next')).toEqual({ ok: true, shows: second.number });
  const served = house.engine.hall.legs.get(`${first.id}.1` as never);
  expect([served?.state, served?.clerk]).toEqual(['served', '1001']);
  expect((await press('undo')).ok).toBe(true);
});

test('without a clerk, on the pad of another agent, or with a key that is none, nothing happens', async () => {
  const { house, kiosk, press } = await scene();
  const ticket = await kiosk.take();
  expect((await press('next')).ok).toBe(false);
  await house.clerk('1001', '1');
  expect([(await press('next', 'pad-9')).ok, (await press('explode')).ok, (await press('next', 'printer-1')).ok]).toEqual([false, false, false]);
  expect(house.engine.hall.legs.get(`${ticket.id}.1` as never)?.state).toBe('waiting');
});

test('the visitor just served rates on a pad, once, and not the one before', async () => {
  const { house, kiosk, press } = await scene();
  const clerk = await house.clerk('1001', '1');
  const ticket = await kiosk.take();
  expect((await press('rate-5')).ok).toBe(false);
  for (const act of ['call-next', 'start', 'finish']) await clerk.at('1', act);
  expect((await press('rate-4')).ok).toBe(true);
  expect(house.engine.hall.legs.get(`${ticket.id}.1` as never)?.grade).toBe(4);
  expect((await press('rate-1')).ok).toBe(false);
});

const card = (birth: string) => ({ device: 'card-1', number: '11010119600307107X', birth });
const laid = async (birth: string) => {
  const all = await scene();
  const seen: CardSeen[] = [];
  const screen = await all.house.screen('/kiosk', { token: all.kiosk.token ?? '' }).seen();
  screen.socket.on('card' as never, ((one: CardSeen) => seen.push(one)) as never);
  const lay = async (): Promise<CardSeen> => {
    expect(await all.say('cardRead', card(birth))).toEqual({ ok: true });
    await screen.marked(all.house.app.io);
    return seen[seen.length - 1] ?? { reference: '', tail: '', classes: [], booked: false };
  };
  const take = (reference: string, person = all.kiosk) => person.press('/tickets', { serviceId: 'pension', class: 'elderly', identity: { reference } });
  return { ...all, lay, take };
};

test('a card proves an age once, at its kiosk, within a minute', async () => {
  const { house, lay, take, agent } = await laid('1966-03-03');
  const first = await lay();
  expect({ ...first, reference: '' }).toEqual({ reference: '', tail: '107X', classes: ['elderly'], booked: false });
  expect((await take(first.reference)).status).toBe(201);
  expect((await take(first.reference)).body.code).toBe('class-needs-proof');
  const late = await lay();
  await house.pass(61_000);
  expect((await take(late.reference)).body.code).toBe('class-needs-proof');
  expect(JSON.stringify(agent.views)).not.toContain('11010119600307107X');
});

test('a card whose holder booked for today checks them in, at a kiosk only, and is known for three minutes', async () => {
  const { house, lay, kiosk } = await laid('1966-03-03');
  await house.stranger.book('2026-03-03T11:00:00+08:00', { identity: '11010119600307107X' });
  const seen = await lay();
  expect(seen.booked).toBe(true);
  const find = (person = kiosk) => person.press('/check-ins/find', { card: seen.reference });
  expect((await find()).body.appointments).toMatchObject([{ standing: 'now', appointment: { state: 'booked' } }]);
  expect((await find(await house.staff('2001'))).status).toBe(404);
  await house.pass(120_000);
  const checkIn = () => kiosk.press('/check-ins', { card: seen.reference, as: 'booked' }, { 'idempotency-key': 'one-press-of-a-card' });
  const taken = await checkIn();
  expect((await checkIn()).text).toBe(taken.text);
  expect([taken.status, taken.body.ticket?.class]).toEqual([201, 'appointment']);
  expect((await lay()).booked).toBe(false);
  await house.pass(181_000);
  expect((await find()).status).toBe(404);
});

test('whoever is too young, or turns sixty tomorrow, gets no such class', async () => {
  const { lay, take } = await laid('1966-03-04');
  const seen = await lay();
  expect(seen.classes).toEqual([]);
  expect((await take(seen.reference)).body.code).toBe('class-needs-proof');
});

test('what the scanner of a kiosk reads reaches its page', async () => {
  const { house, kiosk, say } = await scene();
  const screen = await house.screen('/kiosk', { token: kiosk.token ?? '' }).seen();
  const codes: string[] = [];
  screen.socket.on('code' as never, ((text: string) => codes.push(text)) as never);
  expect(await say('codeRead', { device: 'card-1', text: 'A012' })).toEqual({ ok: true });
  expect(await say('codeRead', { device: 'pad-1', text: 'A013' })).toEqual({ ok: false });
  await screen.marked(house.app.io);
  expect(codes).toEqual(['A012']);
});

test('what an agent says of its devices and ports is kept, of others nothing, and what is no such message ends it', async () => {
  const { house, agent } = await scene();
  const health = (device: string, done: number) => ({ device, lastSeen: 5_000, lastGood: null, done, faults: 0, rollMm: null });
  const other = await house.screen('/agent', { token: (await house.device('agent', 'agent-2')).token ?? '', device: 'agent-2' }).seen();
  agent.socket.emit('deviceHealth', [health('pad-1', 3), health('pad-9', 4), health('nothing', 5)]);
  agent.socket.emit('portsSeen', [{ kind: 'serial', path: '/dev/serial/by-id/usb-1' }]);
  await agent.marked(house.app.io);
  const seen = (device: string) => house.house.devicesSeen.of(house.engine.id, device as never)?.done ?? null;
  expect([seen('pad-1'), seen('pad-9'), seen('nothing')]).toEqual([3, null, null]);
  expect(house.house.devicesSeen.portsOf(house.engine.id, 'agent-1' as never)).toEqual([{ kind: 'serial', path: '/dev/serial/by-id/usb-1' }]);
  for (const [event, what] of [['deviceHealth', [{ device: 'pad-9', done: 'many' }]], ['portsSeen', [{ kind: 'serial', path: '/etc/passwd' }]], ['cardUnread', { device: 7 }]] as const) {
    const one = await house.screen('/agent', { token: (await house.device('agent', 'agent-2')).token ?? '', device: 'agent-2' }).seen();
    one.socket.emit(event, what);
    await one.until((s) => !s.socket.connected, 'the end of its line');
  }
  other.socket.disconnect();
});

test('a card that nobody can read is said at its kiosk, and at no other', async () => {
  const { house, agent } = await scene();
  const here = await house.screen('/kiosk', { token: (await house.device('kiosk', 'kiosk-1')).token ?? '', device: 'kiosk-1' }).seen();
  const heard: unknown[] = [];
  here.socket.onAny((event: string, what: unknown) => { if (event === 'cardUnread') heard.push(what); });
  agent.socket.emit('cardUnread', { device: 'card-1' });
  agent.socket.emit('cardUnread', { device: 'pad-1' });
  await agent.marked(house.app.io);
  await here.marked(house.app.io);
  expect(heard).toEqual([null]);
});
