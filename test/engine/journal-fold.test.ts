import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { apply } from '../../server/domain/apply.ts';
import type { Catalogue } from '../../server/domain/catalogue.ts';
import { noChanges } from '../../server/domain/changes.ts';
import type { Text } from '../../server/domain/hall-config.ts';
import type { Hall } from '../../server/domain/hall.ts';
import { newHall } from '../../server/domain/new-hall.ts';
import { hallFromRows } from '../../server/engine/open-hall.ts';
import type { SideRow } from '../../server/store/store.ts';
import { everyAnswer } from '../support/all-answers.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { hallImage } from '../support/sim-image.ts';

const open = houseKeeper();
/** What an event carries in place of a side row's value; reckoned here as a reader of the journal would. */
const sealOf = ({ salt, value }: SideRow): string => createHash('sha256').update(`${salt}|${value}`).digest('base64url');

/** The hall that events and side rows alone bring about. */
const folded = async (house: TestHouse): Promise<Hall> => {
  const { id } = house.engine;
  const stored = await house.store.loadHall(id);
  const entries = await house.store.journal(id, 0, 100_000);
  if (stored === null || entries[0] === undefined) throw new Error('nothing is stored');
  const catalogues = new Map<number, Catalogue>();
  hallFromRows(stored, catalogues);
  const texts = new Map<string, Text>();
  for (const { event } of entries) {
    const side = event.type === 'suspended' ? await house.store.side(id, event.id, 'reason') : null;
    if (side !== null) texts.set(sealOf(side), JSON.parse(side.value) as Text);
  }
  const first = catalogues.get(1);
  if (first === undefined) throw new Error('the first hall file is not stored');
  const hall = newHall(id, first, entries[0].at);
  for (const entry of entries) apply(hall, entry, noChanges(), catalogues, texts);
  return hall;
};

test.each(['memory', 'sqlite'] as const)('rows, memory, and the journal folded with its side rows are one and the same hall (%s)', async (store) => {
  const house = await open({ store, send: async () => new Response('', { status: 400 }) });
  await everyAnswer(house);
  const hall = await folded(house);
  expect(hallImage(hall)).toBe(hallImage(house.engine.hall));
  // The reason that screens showed was there to be compared.
  expect(new Set([...hall.suspensions.values()].map((s) => s.reason.en))).toEqual(new Set(['Power cut']));
}, 60_000);

test.each(['memory', 'sqlite'] as const)('the same after nights, over which reasons are cleared away: of a suspension that still stands, and of one that is over (%s)', async (store) => {
  const house = await open({ store, send: async () => new Response('', { status: 400 }) });
  const manager = await house.staff('4001');
  const reason = { 'zh-CN': '停电', en: 'Power cut' };
  const suspend = async (scope: object): Promise<string> => (await manager.press('/suspensions', { scope, reason })).body.suspension?.id ?? '';
  const [standing, over] = [await suspend({ kind: 'hall' }), await suspend({ kind: 'service', id: 'pension' })];
  await manager.press(`/suspensions/${over}/resume`);
  const wordsOf = async (id: string): Promise<boolean> => (await house.store.side(house.engine.id, id, 'reason')) !== null;
  for (let night = 0; night < 2; night += 1) {
    await house.pass(24 * 3_600_000);
    expect([await wordsOf(standing), await wordsOf(over)]).toEqual([true, false]);
    expect(hallImage(await folded(house))).toBe(hallImage(house.engine.hall));
  }
  expect([...house.engine.hall.suspensions.values()].map((s) => s.reason.en)).toEqual(['Power cut']);
});

test('no event and no journalled command holds free text: each text stands in a side row, and one event carries its salted seal', async () => {
  const house = await open({ store: 'sqlite' });
  const [kiosk, guide, manager, display] = [await house.device('kiosk'), await house.staff('2001'), await house.staff('4001'), await house.counterScreen('1')];
  const [one, two] = [await house.clerk('1001', '1'), await house.clerk('1002', '2')];
  const [first, second] = [await kiosk.take(), await kiosk.take()];
  await guide.take('business-licence', { class: 'priority', identity: { reason: 'FREE issue' } });
  await guide.press(`/tickets/${second.id}/class`, { class: 'priority', reason: 'FREE class' });
  await one.at('1', 'call', { ticketId: first.id, reason: 'FREE call' });
  await one.at('1', 'caption', { text: 'FREE caption' });
  await one.at('1', 'finish', { caseNumber: 'FREE case' });
  await display.at('1', 'rating', { grade: 2, comment: 'FREE counter comment' });
  await two.at('2', 'serve-direct', { serviceId: 'residence-permit', reason: 'FREE direct' });
  await two.at('2', 'finish');
  await one.at('1', 'call', { ticketId: second.id, reason: 'FREE second call' });
  await one.at('1', 'finish');
  await house.stranger.post(`/api/tickets/${second.token}/rating`, { grade: 1, comment: 'FREE phone comment' });
  const reason = { 'zh-CN': '自由文字', en: 'FREE suspension' };
  expect((await manager.press('/suspensions', { scope: { kind: 'hall' }, reason })).status).toBe(201);

  const database = new Database(join(house.dataFolder, 'paihao.db'), { readonly: true });
  try {
    const events = database.prepare<[], { body: string; command: string | null }>('SELECT body, command FROM event').all();
    const sides = database.prepare<[], SideRow>('SELECT ref, kind, value, salt FROM side').all();
    expect(events.filter(({ body, command }) => /FREE|自由/.test(`${body} ${command ?? ''}`))).toEqual([]);
    const texts = ['issue', 'class', 'call', 'case', 'counter comment', 'direct', 'second call', 'phone comment'].map((name) => `FREE ${name}`);
    expect(sides.filter((side) => side.kind !== 'token').map((side) => side.value).sort()).toEqual([...texts, JSON.stringify(reason)].sort());
    for (const side of sides) expect([side.kind, side.value, events.filter(({ body }) => body.includes(`"${sealOf(side)}"`)).length]).toEqual([side.kind, side.value, 1]);
  } finally {
    database.close();
  }
}, 60_000);
