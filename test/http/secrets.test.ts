import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';

const open = houseKeeper();
const secrets = { reason: 'Mrs Zhang 13800138000 is in a hurry', comment: 'The clerk in the red pullover was rude', caseNumber: 'CASE-0042', caption: 'Your result is positive' };

/** A visit with every kind of secret in it; gives the tokens that came up. */
const visit = async (house: Awaited<ReturnType<typeof open>>): Promise<readonly string[]> => {
  const [kiosk, guide, one] = [await house.device('kiosk'), await house.staff('2001'), await house.clerk('1001', '1')];
  const ticket = await guide.take('business-licence', { class: 'priority', identity: { reason: secrets.reason } });
  const other = await kiosk.take();
  await guide.press(`/tickets/${other.id}/class`, { class: 'priority', reason: secrets.reason });
  await one.at('1', 'call', { ticketId: ticket.id, reason: secrets.reason });
  await one.at('1', 'caption', { text: secrets.caption });
  await one.at('1', 'start');
  await one.at('1', 'finish', { caseNumber: secrets.caseNumber });
  expect((await house.stranger.post(`/api/tickets/${ticket.token}/rating`, { grade: 1, comment: secrets.comment })).status).toBe(200);
  await house.stranger.get(`/api/tickets/${other.token}`);
  return [kiosk, guide, one].map((p) => p.token ?? '').concat(ticket.token ?? '', other.token ?? '');
};

test('the journal holds no token, reason, comment, case number or PIN, neither its events nor its commands', async () => {
  const house = await open({ store: 'sqlite' });
  const tokens = await visit(house);
  const kept = JSON.stringify(await house.store.journal(house.engine.id, 0, 10_000));
  const told = (await (await house.staff('4001')).read('/journal?limit=1000')).text;
  expect(told).toContain('leg-rated');
  for (const journal of [kept, told]) for (const secret of [...tokens, ...Object.values(secrets), '246810']) expect([secret, journal.includes(secret)]).toEqual([secret, false]);
});

test('session and device tokens are on disk only as hashes', async () => {
  const house = await open({ store: 'sqlite' });
  const [kiosk, guide, one] = await visit(house);
  const folder = house.dataFolder;
  const disk = readdirSync(folder).map((file) => readFileSync(join(folder, file))).map((bytes) => bytes.toString('latin1')).join('');
  expect(disk).toContain('leg-rated');
  for (const token of [kiosk, guide, one]) expect(disk.includes(token ?? '')).toBe(false);
  expect(disk).not.toContain(secrets.caption);
});

test('the log never shows a token, whatever goes wrong', async () => {
  const house = await open();
  const tokens = await visit(house);
  const visitor = tokens[3] ?? '';
  house.breakStore();
  for (const url of [`/api/tickets/${visitor}`, `/api/tickets/${visitor}?x=${visitor}`, `/api/tickets/${visitor}/nothing`]) await house.stranger.get(url, { authorization: `Bearer ${tokens[0]}`, cookie: `paihao-staff=${tokens[1]}` });
  for (const act of ['leave', 'away', 'rating']) await house.stranger.post(`/api/tickets/${visitor}/${act}`, act === 'rating' ? { grade: 5, comment: secrets.comment } : {});
  await house.stranger.post('/api/sessions', { staffNumber: '1001', pin: '246810', extra: visitor });
  // Whoever logs a request later finds its address without the token, too.
  house.app.http.log.warn({ req: { method: 'GET', url: `/api/tickets/${visitor}/away?again=${visitor}` } }, 'a slow request');
  expect(house.logged.length).toBeGreaterThan(3);
  for (const secret of [...tokens, ...Object.values(secrets), '246810']) expect([secret, house.logged.filter((line) => line.includes(secret))]).toEqual([secret, []]);
});

test('a second reason, case number or comment is kept beside the first, not refused for it', async () => {
  const house = await open({ store: 'sqlite' });
  const [kiosk, guide, one] = [await house.device('kiosk'), await house.staff('2001'), await house.clerk('1001', '1')];
  const ticket = await guide.take('business-licence', { class: 'priority', identity: { reason: 'first' } });
  for (const reason of ['second', 'third']) expect((await guide.press(`/tickets/${ticket.id}/class`, { class: 'priority', reason })).status).toBe(200);
  expect((await one.at('1', 'call', { ticketId: ticket.id, reason: 'fourth' })).status).toBe(200);
  expect((await one.at('1', 'undo')).status).toBe(200);
  expect((await one.at('1', 'call', { ticketId: ticket.id, reason: 'fifth' })).status).toBe(200);
  await one.at('1', 'start');
  expect((await one.at('1', 'finish', { caseNumber: '1' })).status).toBe(200);
  expect((await one.at('1', 'undo')).status).toBe(200);
  expect((await one.at('1', 'finish', { caseNumber: '2' })).status).toBe(200);
  const both = (await kiosk.press('/tickets', { serviceIds: ['business-licence', 'residence-permit'] })).body.ticket;
  for (let leg = 0; leg < 2; leg += 1) for (const act of ['call-next', 'start', 'finish']) expect((await one.at('1', act)).status).toBe(200);
  for (const comment of ['one', 'two']) expect((await house.stranger.post(`/api/tickets/${both?.token}/rating`, { grade: 4, comment })).status).toBe(200);
});
