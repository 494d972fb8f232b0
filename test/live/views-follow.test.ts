import { expect, test } from 'vitest';
import { hireCrew, pressAtRandom } from '../support/random-presses.ts';
import type { Crew } from '../support/random-presses.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { seeded } from '../support/seeded.ts';
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
