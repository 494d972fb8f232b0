import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Person } from '../support/person.ts';
import type { Screen } from '../support/screen.ts';
import { clerkOf, wideHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const counters = 10;

const hall = async (store: 'memory' | 'sqlite' = 'memory'): Promise<{ readonly house: TestHouse; readonly clerks: readonly Person[]; readonly display: string }> => {
  const house = await (await open({ store, halls: [wideHall(counters)] })).listen();
  const kiosk = await house.device('kiosk');
  const clerks: Person[] = [];
  for (let n = 1; n <= counters; n += 1) {
    clerks.push(await house.clerk(clerkOf(n), String(n)));
    await kiosk.take();
  }
  return { house, clerks, display: (await house.device('display')).token ?? '' };
};
const callAll = async (clerks: readonly Person[]): Promise<readonly string[]> => {
  const calls = await Promise.all(clerks.map((clerk, i) => clerk.at(String(i + 1), 'call-next')));
  return calls.map((call) => call.body.ticket?.number ?? '').sort();
};
/** Time as it passes in a hall, where the clock is asked every second. */
const seconds = async (house: TestHouse, n: number): Promise<void> => {
  for (let second = 0; second < n; second += 1) {
    await house.pass(1_000);
    await house.settle();
  }
};
const voices = (house: TestHouse): readonly string[] => [...house.engine.hall.counters.values()].flatMap((c) => (c.current === null ? [] : [house.engine.hall.legs.get(c.current)?.call?.voice ?? 'none']));
const numbersIn = (...screens: readonly Screen[]): readonly string[] => screens.flatMap((s) => s.announced).flatMap((job) => job.tickets).sort();

test('pain 10: ten counters calling together are all heard, alone or merged, one announcement at a time', async () => {
  const { house, clerks, display } = await hall();
  const [speaker, silent] = [await house.screen('/display', { token: display, zone: 'east' }).seen(), await house.screen('/display', { token: display, zone: 'east' }).seen()];
  speaker.speaks = null;
  const called = await callAll(clerks);
  for (let n = 0; n < 20; n += 1) {
    await house.settle();
    expect(speaker.sounding).toBeLessThanOrEqual(1);
    if (speaker.sounding === 0) break;
    // Sounding takes its time; nothing else may begin meanwhile.
    await house.pass(2_000);
    await house.settle();
    expect(speaker.sounding).toBe(1);
    speaker.finishSpeaking();
  }
  expect(numbersIn(speaker)).toEqual(called);
  expect(silent.announced).toEqual([]);
  expect(voices(house)).toEqual(called.map(() => 'spoken'));
  // The same words come as text, for people who can't hear.
  for (const job of speaker.announced) expect([job.tickets.length > 0, job.texts.every((text) => text.length > 8)]).toEqual([true, true]);
});

test('pain 10: a display that never ends its announcement does not silence the zone', async () => {
  const { house, clerks, display } = await hall();
  const stuck = await house.screen('/display', { token: display, zone: 'east' }).seen();
  stuck.speaks = null;
  const called = await callAll(clerks);
  await seconds(house, 60);
  // Each call was tried or given up, and its clerk knows that nobody may have heard it.
  expect(voices(house)).toEqual(called.map(() => 'failed'));
  const before = stuck.announced.length;
  await clerks[0]?.at('1', 'recall');
  await stuck.until((s) => s.announced.length > before, 'the recall');
});

test('pain 10: when the speaking display goes, the next one speaks what is left', async () => {
  const { house, clerks, display } = await hall();
  const first = await house.screen('/display', { token: display, zone: 'east' }).seen();
  first.speaks = null;
  const called = await callAll(clerks);
  await first.until((s) => s.announced.length === 1, 'the first announcement');
  const second = await house.screen('/display', { token: display, zone: 'east' }).seen();
  first.close();
  await seconds(house, 30);
  expect(numbersIn(first, second)).toEqual(called);
  expect(second.announced.length).toBeGreaterThan(0);
}, 30_000);

test('a restart in the middle of an announcement: the rest is spoken, and no zone stays mute', async () => {
  const { house, clerks, display } = await hall('sqlite');
  const speaker = await house.screen('/display', { token: display, zone: 'east' }).seen();
  speaker.speaks = null;
  const called = await callAll(clerks);
  await speaker.until((s) => s.announced.length === 1, 'the first announcement');
  const views = speaker.views.length;
  await house.restart();
  await speaker.until((s) => s.views.length > views, 'a picture after the restart');
  speaker.speaks = true;
  await seconds(house, 30);
  expect([...new Set(numbersIn(speaker))]).toEqual(called);
  expect(voices(house)).not.toContain('waiting');
}, 30_000);

test('without any display a call is soon said to be unspoken, and the manager sees that nobody speaks', async () => {
  const { house, clerks } = await hall();
  const manager = await house.screen('/manager', { token: (await house.staff('4001')).token ?? '' }).seen();
  await callAll(clerks.slice(0, 1));
  await house.pass(120_000);
  await house.settle();
  house.clock.flush(15_000);
  await house.settle();
  expect(voices(house)).toEqual(['failed']);
  expect((manager.last['alarms'] as readonly { readonly kind: string }[]).map((a) => a.kind)).toContain('no-speaker');
  expect((manager.last['today'] as { readonly unspoken: number }).unspoken).toBe(1);
});
