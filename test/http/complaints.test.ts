import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import type { Person, Reply } from '../support/person.ts';

const open = houseKeeper();
const text = 'The clerk in the red pullover <b>laughed</b> at my 𠮷 papers';
const phone = '138 0013 8000';
interface Filed { readonly number: string; readonly code: string; readonly dueOn: string }
interface Listed extends Omit<Filed, 'code'> { readonly id: string; readonly text: string; readonly phone: string | null; readonly firstHandler: string | null; readonly filedBy: string; readonly answer: string | null; readonly state: string }
const file = async (by: Person, more: object = {}): Promise<Filed> => {
  const reply = await by.press('/complaints', { text, ...more });
  if (reply.status !== 201) throw new Error(`it was not taken: ${reply.text}`);
  return (JSON.parse(reply.text) as { readonly complaint: Filed }).complaint;
};
const listed = async (by: Person): Promise<readonly Listed[]> => (JSON.parse((await by.read('/complaints')).text) as { readonly complaints: readonly Listed[] }).complaints;
const find = (house: TestHouse, body: object): Promise<Reply> => house.stranger.press('/complaints/find', body);

test('a complaint has its number and a day, its first handler is kept, and its writer reads the answer by number and code', async () => {
  const house = await open({ store: 'sqlite' });
  const [hotline, manager] = [await house.staff('3001'), await house.staff('4001')];
  const [mine, theirs] = [await file(house.stranger), await file(hotline, { phone })];
  // The hall of the tests works every day.
  expect([mine.number, theirs.number, mine.dueOn]).toEqual(['T260303-01', 'T260303-02', '2026-03-08']);
  expect((await find(house, { number: mine.number, code: mine.code })).text).toContain('"answer":null');
  const [one, other] = await listed(manager);
  expect([one, other]).toMatchObject([{ number: mine.number, text, phone: null, firstHandler: null, filedBy: 'visitor' }, { number: theirs.number, text, phone: '13800138000', firstHandler: '3001', filedBy: 'staff:3001' }]);
  for (const id of [one?.id, other?.id]) expect((await manager.press(`/complaints/${id ?? ''}/answer`, { text: 'We are sorry.' })).status).toBe(200);
  expect((await manager.press(`/complaints/${one?.id ?? ''}/answer`, { text: 'We are very sorry.' })).status).toBe(200);
  await house.restart();
  expect((await listed(await house.staff('4001'))).map(({ number, firstHandler, state, answer }) => [number, firstHandler, state, answer])).toEqual([[mine.number, '4001', 'answered', 'We are very sorry.'], [theirs.number, '3001', 'answered', 'We are sorry.']]);
  expect((await find(house, { number: ` ${mine.number.toLowerCase()}`, code: `${mine.code.slice(0, 5)} ${mine.code.slice(5).toLowerCase()}` })).text).toContain('We are very sorry.');
  await house.pass(24 * 3_600_000);
  expect((await file(house.stranger)).number).toBe('T260304-01');
});

test('clerks never see one, a supervisor sees no telephone number, and the journal holds no word of it', async () => {
  const house = await open();
  const filed = await file(house.stranger, { phone });
  for (const number of ['1001', '2001', '3001']) expect([number, (await (await house.staff(number)).read('/complaints')).status]).toEqual([number, 403]);
  expect(await listed(await house.staff('6001'))).toMatchObject([{ text, phone: null }]);
  expect((await (await house.staff('6001')).press('/complaints/x/answer', { text: 'x' })).status).toBe(403);
  expect((await (await house.clerk('1001', '1')).press('/complaints', { text })).status).toBe(403);
  const journal = JSON.stringify(await house.store.journal(house.engine.id, 0, 1_000));
  expect(journal).toContain('complaint-filed');
  for (const secret of ['pullover', '13800138000', filed.code]) expect([secret, journal.includes(secret)]).toEqual([secret, false]);
});

test('nobody floods the manager, and nobody guesses', async () => {
  const house = await open({ trustProxy: 'loopback' });
  const from = (n: number): Promise<Reply> => house.stranger.press('/complaints', { text }, { 'x-forwarded-for': `203.0.113.${n}` });
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await from(7)).status);
  expect([statuses, (await from(8)).status]).toEqual([[201, 201, 201, 201, 201, 429], 201]);
  const guesses: number[] = [];
  for (let n = 0; n < 5; n += 1) guesses.push((await find(house, { number: 'T260303-01', code: 'AAAAAAAAAA' })).status);
  expect(guesses).toEqual([404, 404, 404, 404, 429]);
  expect((await house.stranger.press('/complaints', { text: ' ' })).status).toBe(400);
  expect((await house.stranger.press('/complaints', { text, phone: '12' })).body).toMatchObject({ status: 400, faults: [{ path: 'body/phone' }] });
});

test('thirty days after its answer it is gone, an open one stays', async () => {
  const house = await open({ store: 'sqlite' });
  const [answered, unanswered] = [await file(house.stranger), await file(house.stranger)];
  const manager = await house.staff('4001');
  await manager.press(`/complaints/${(await listed(manager))[0]?.id ?? ''}/answer`, { text: 'We are sorry.' });
  for (let day = 0; day < 32; day += 1) {
    await house.pass(24 * 3_600_000);
    await house.engine.run({ type: 'tick', by: { kind: 'clock' } });
  }
  expect((await find(house, { number: answered.number, code: answered.code })).status).toBe(404);
  expect((await find(house, { number: unanswered.number, code: unanswered.code })).status).toBe(200);
  expect(await house.store.find('complaint-code', answered.code)).toEqual([]);
});
