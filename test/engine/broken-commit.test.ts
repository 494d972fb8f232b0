import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';
import { hireCrew, pressAtRandom } from '../support/random-presses.ts';
import { seeded } from '../support/seeded.ts';
import { hallImage } from '../support/sim-image.ts';
import { hallOfRows } from '../support/views-wanted.ts';
import { clerkOf, wideHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const faulty = (): never => { throw new Error('the disk is full'); };

test.each(['memory', 'sqlite'] as const)('a COMMIT that fails leaves memory and rows equal, and the press counts once when sent again (%s)', async (store) => {
  const house = await open({ store });
  const kiosk = await house.device('kiosk');
  await kiosk.take();
  const before = hallImage(house.engine.hall);
  const key = { 'idempotency-key': 'a-key-that-is-random' };
  house.breakCommits(faulty);
  const failed = await kiosk.press('/tickets', { serviceId: 'pension' }, key);
  expect([failed.status, failed.body.code]).toEqual([503, 'store-down']);
  expect(hallImage(house.engine.hall)).toBe(before);
  expect(hallImage(await hallOfRows(house))).toBe(before);
  house.breakCommits(null);
  expect((await kiosk.press('/tickets', { serviceId: 'pension' }, key)).body.ticket?.number).toBe('B001');
  expect(hallImage(await hallOfRows(house))).toBe(hallImage(house.engine.hall));
});

test.each(['memory', 'sqlite'] as const)('of many presses together only the culprit fails; the others are answered (%s)', async (store) => {
  const house = await open({ store, halls: [wideHall(10)] });
  const kiosk = await house.device('kiosk');
  const clerks = await Promise.all(Array.from({ length: 9 }, (_, i) => house.clerk(clerkOf(i + 1), String(i + 1))));
  for (let n = 0; n < 9; n += 1) await kiosk.take();
  // Whatever contains the call of counter 5 cannot be stored.
  house.breakCommits(() => { if (house.engine.hall.counters.get('5' as never)?.current != null) faulty(); });
  const answers = await Promise.all(clerks.map((clerk, i) => clerk.at(String(i + 1), 'call-next')));
  expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 200, 503, 200, 200, 200, 200]);
  expect(new Set(answers.flatMap((a) => a.body.ticket?.number ?? [])).size).toBe(8);
  house.breakCommits(null);
  expect((await clerks[4]?.at('5', 'call-next'))?.status).toBe(200);
  expect(hallImage(await hallOfRows(house))).toBe(hallImage(house.engine.hall));
});

test('through a lively hour with a failing disk, rows and memory stay equal and nothing unanswered is there (seed 5)', async () => {
  const house = await open({ store: 'sqlite' });
  const crew = await hireCrew(house);
  const [random, disk] = [seeded(5), seeded(6)];
  house.breakCommits(() => { if (disk.chance(0.2)) faulty(); });
  const answered = new Set<string>();
  const failures = { n: 0 };
  for (let round = 0; round < 80; round += 1) {
    const replies = await Promise.all(Array.from({ length: 1 + random.below(6) }, () => pressAtRandom(house, crew, random)));
    for (const reply of replies) {
      if (reply.status === 201 && reply.body.ticket != null) answered.add(reply.body.ticket.id);
      if (reply.status >= 500) failures.n += 1;
      expect(reply.status === 503 || reply.status < 500).toBe(true);
    }
    if (round % 8 === 0) expect(hallImage(await hallOfRows(house))).toBe(hallImage(house.engine.hall));
  }
  house.breakCommits(null);
  expect(failures.n).toBeGreaterThan(5);
  const issued = new Set((await house.store.journal(house.engine.id, 0, 100_000)).flatMap(({ event }) => (event.type === 'ticket-issued' ? [event.ticketId as string] : [])));
  expect([...issued].sort()).toEqual([...answered].sort());
  expect(hallImage(await hallOfRows(house))).toBe(hallImage(house.engine.hall));
});

test('listeners hear of a batch only after its COMMIT', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk');
  await kiosk.take();
  const heard: number[] = [];
  house.engine.onCommit((entries) => heard.push(...entries.map((e) => e.seq)));
  house.breakCommits(faulty);
  await kiosk.press('/tickets', { serviceId: 'pension' });
  expect(heard).toEqual([]);
  house.breakCommits(null);
  await kiosk.take();
  expect(heard).toEqual([house.engine.hall.seq]);
});

test('while the database can\'t be read nothing is told about the hall: no "0 waiting", and everything comes back by itself', async () => {
  const house = await (await open()).listen();
  const kiosk = await house.device('kiosk');
  const manager = await house.staff('4001');
  const display = await house.device('display');
  const ticket = await kiosk.take();
  const screens = [
    house.screen('/kiosk', { token: kiosk.token ?? '' }), house.screen('/manager', { token: manager.token ?? '' }), house.screen('/display', { token: display.token ?? '', zone: 'east' }), house.screen('/visitor', { token: ticket.token ?? '' }),
  ];
  for (const screen of screens) await screen.seen();
  await house.settle();
  const health = async (): Promise<number> => (await house.stranger.get('/api/health')).status;
  expect(await health()).toBe(200);

  const healed = house.breakStore();
  const counts = screens.map((screen) => screen.views.length);
  const refused = await kiosk.press('/tickets', { serviceId: 'pension' });
  expect([refused.status, refused.body.code]).toEqual([503, 'store-down']);
  for (const screen of screens) await screen.until((s) => !s.socket.connected, 'the cut');
  expect(await health()).toBe(503);
  for (const path of ['/api/status', '/api/halls/tiny', `/api/tickets/${ticket.token}`]) expect([path, (await house.stranger.get(path)).status]).toEqual([path, 503]);
  // Screens that try again meanwhile see nothing either.
  await screens[0]?.until((s) => s.turnedDown.length > 0 || !s.socket.connected, 'no line');
  expect(screens.map((screen) => screen.views.length)).toEqual(counts);

  healed();
  await house.pass(1_000);
  await Promise.all(screens.map((screen, n) => screen.until((s) => s.views.length > (counts[n] ?? 0), 'a picture after the repair')));
  expect(await health()).toBe(200);
  expect((await house.stranger.get('/api/status')).text).toContain('"waiting":1');
  expect((await kiosk.take('pension')).number).toBe('B001');
}, 30_000);
