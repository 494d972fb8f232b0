import { expect, test } from 'vitest';
import { makeCatalogue } from '../../server/domain/catalogue.ts';
import { hireCrew, pressAtRandom } from '../support/random-presses.ts';
import type { Crew } from '../support/random-presses.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { seeded } from '../support/seeded.ts';
import { staffedHall } from '../support/wide-hall.ts';
import { counterScreen, deskScreen, kioskScreen, managerScreen, phoneScreen, shownAndWanted, zoneScreen } from '../support/views-wanted.ts';
import type { Hung } from '../support/views-wanted.ts';

const open = houseKeeper();

/** One screen of every kind, a second display in the east that must stay silent, and the phones of three visitors. */
const hangScreens = async (house: TestHouse, crew: Crew): Promise<readonly Hung[]> => {
  const around = { speakers: ['east', 'west'], agents: ['agent-1'], publicUrl: null };
  const agent = await house.device('agent');
  const display = crew.display.token ?? '';
  await house.screen('/agent', { token: agent.token ?? '' }).seen();
  const hung: Hung[] = [];
  for (const [zone, speaks] of [['east', true], ['west', true], ['east', false]] as const) hung.push({ ...zoneScreen(await house.screen('/display', { token: display, zone }).seen(), zone, speaks), name: `${zone} ${speaks ? 'speaking' : 'silent'}` });
  for (const [counter, clerk] of crew.clerks) {
    hung.push(deskScreen(await house.screen('/counter', { token: clerk.token ?? '', counter }).seen(), counter));
    hung.push(counterScreen(await house.screen('/display', { token: display, counter }).seen(), counter));
  }
  hung.push(managerScreen(await house.screen('/manager', { token: crew.manager.token ?? '' }).seen(), around));
  hung.push(kioskScreen(await house.screen('/kiosk', { token: crew.kiosk.token ?? '' }).seen(), 'kiosk-1', around));
  for (let n = 0; n < 3; n += 1) {
    const ticket = await crew.kiosk.take(['business-licence', 'social-card', 'collect-papers'][n]);
    crew.tokens.set(ticket.id, ticket.token ?? '');
    hung.push(phoneScreen(await house.screen('/visitor', { token: ticket.token ?? '' }).seen(), ticket.id));
  }
  return hung;
};

test.each([12, 16])('after any presses every screen shows what the rows say, without waiting for the next redraw (seed %i)', async (seed) => {
  const house = await (await open()).listen();
  const crew = await hireCrew(house);
  const hung = await hangScreens(house, crew);
  const random = seeded(seed);
  for (let round = 0; round < 40; round += 1) {
    for (let n = 1 + random.below(3); n > 0; n -= 1) await pressAtRandom(house, crew, random);
    await house.settle();
    const { shown, wanted } = await shownAndWanted(house, hung);
    expect(shown).toEqual(wanted);
    if (random.chance(0.3)) {
      await house.pass(20_000 + random.below(40_000));
      // Time alone changes waiting times; that redraw may come with the next one, at most 15 s later.
      house.clock.flush(15_000);
    }
  }
}, 60_000);

test('who stepped aside at a counter that is no more is shown at every counter left, until one of them goes on', async () => {
  const house = await (await open()).listen();
  const [kiosk, one, three] = [await house.device('kiosk', 'kiosk-1'), await house.clerk('1001', '1'), await house.clerk('1003', '3')];
  const ticket = await kiosk.take();
  for (const [act, body] of [['call-next', {}], ['start', {}], ['hold', { reason: 'copy' }]] as const) await one.at('1', act, body);
  const desks = [deskScreen(await house.screen('/counter', { token: three.token ?? '', counter: '3' }).seen(), '3'), deskScreen(await house.screen('/counter', { token: three.token ?? '', counter: '4' }).seen(), '4')];
  const heldAt = (): unknown => desks.map(({ screen }) => (screen.last['held'] as readonly { readonly number: string }[]).map((p) => p.number));
  const hall = staffedHall();
  await house.engine.run({ type: 'configure', by: { kind: 'clock' }, catalogue: makeCatalogue(2, { ...hall, counters: hall.counters.filter((c) => c.zone === 'west') }, house.engine.hall.catalogue.zoneTable) });
  await house.settle();
  expect(heldAt()).toEqual([['A001'], ['A001']]);
  expect((await three.at('3', 'resume-held', { ticketId: ticket.id })).status).toBe(200);
  await house.settle();
  expect(heldAt()).toEqual([[], []]);
  const { shown, wanted } = await shownAndWanted(house, desks);
  expect(shown).toEqual(wanted);
});
