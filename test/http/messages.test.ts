import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { configureHall } from '../../server/engine/open-hall.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import { houseThatTells } from '../support/outside.ts';

const at = (clock: string, day = '2026-03-03'): string => `${day}T${clock}:00.000+08:00`;
const opened = houseThatTells(houseKeeper());

test('a booking is confirmed, reminded of twice, and said to be near; each once', async () => {
  const { house, outside, pass } = await opened();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const { code } = await house.stranger.book(at('11:00', '2026-03-04'));
  await pass();
  await pass();
  expect(outside.texts()).toEqual([expect.stringMatching(new RegExp(`booked Business licence on 2026-03-04 at 11:00, code ${code.replace(/(\d{3})(?=\d)/g, '$1 ')}.*https://hall\\.example/a/`))]);
  expect(outside.posted.find((one) => one.url.includes('sms'))?.headers['authorization']).toBe('Bearer the-password-of-the-gateway');
  await pass(9 * 60 + 5);
  await pass(15 * 60);
  expect(outside.texts().slice(1)).toEqual([expect.stringContaining('reminder'), expect.stringContaining('today at 11:00')]);
  await pass(110);
  await kiosk.press('/check-ins', { code });
  // At the kiosk they have just read how many come before.
  await pass();
  await pass(3);
  await pass();
  expect(outside.texts().slice(3)).toEqual([expect.stringMatching(/your number A001 is next/)]);
});

test('moved, cancelled and suspended are told, and what was planned for the old time is not', async () => {
  const { house, outside, pass } = await opened();
  const { token } = await house.stranger.book(at('15:00', '2026-03-04'));
  await house.stranger.post(`/api/appointments/${token}/move`, { start: at('16:00', '2026-03-05') });
  await pass();
  expect(outside.texts()).toEqual([expect.stringContaining('booked'), expect.stringContaining('moved to 2026-03-05 at 16:00')]);
  await pass(33 * 60 + 5);
  await pass(13 * 60 + 55);
  expect(outside.texts().filter((text) => text.includes('reminder'))).toEqual([expect.stringContaining('2026-03-05 at 16:00')]);
  await (await house.staff('4001')).press('/suspensions', { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' } });
  await pass();
  await pass(3 * 60);
  expect(outside.texts().slice(-1)).toEqual([expect.stringContaining('does not count as missed')]);
});

test('nobody is woken at night, and nobody is told too often', async () => {
  const { house, outside, pass } = await opened({ at: '2026-03-03T22:00:00+08:00' });
  const { token } = await house.stranger.book(at('18:00', '2026-03-04'));
  await house.stranger.post(`/api/appointments/${token}/move`, { start: at('19:00', '2026-03-04') });
  await pass();
  expect(outside.texts()).toEqual([expect.stringContaining('booked')]);
  await pass(9 * 60 + 55);
  expect(outside.texts()).toHaveLength(1);
  await pass(6);
  expect(outside.texts()[1]).toContain('moved');
  for (let n = 0; n < 6; n += 1) for (const clock of ['17:30', '19:00']) await house.stranger.post(`/api/appointments/${token}/move`, { start: at(clock, '2026-03-04') });
  await pass();
  expect(outside.texts()).toHaveLength(10);
});

test('a gateway that is away is asked again, later and later; what may have arrived is not sent twice', async () => {
  const { house, outside, pass } = await opened();
  outside.answer = () => Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
  await house.stranger.book(at('15:00', '2026-03-05'));
  await pass();
  await pass();
  expect(outside.texts()).toHaveLength(1);
  outside.answer = () => new Response('', { status: 503 });
  await pass(1);
  expect(outside.texts()).toHaveLength(2);
  outside.answer = () => Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
  await pass(1);
  outside.answer = () => new Response('{"code":0}');
  await pass(600);
  expect(outside.texts().filter((text) => text.includes('booked'))).toHaveLength(3);
  const manager = await house.staff('4001');
  const unsent = JSON.parse((await manager.read('/messages')).text) as { readonly messages: readonly { readonly id: string; readonly state: string; readonly kind: string }[] };
  expect(unsent.messages.filter((one) => one.kind === 'confirmed')).toMatchObject([{ state: 'unknown' }]);
  expect(house.house.outbox.unsentOf(house.engine.id)).toBeGreaterThan(0);
  await manager.press(`/messages/${encodeURIComponent(unsent.messages.find((one) => one.kind === 'confirmed')?.id ?? '')}/again`);
  await pass();
  expect(outside.texts().filter((text) => text.includes('booked'))).toHaveLength(4);
});

test('a gateway that answers no with status 200 has not sent it', async () => {
  const { house, outside, pass } = await opened();
  outside.answer = (one) => (one.url.includes('sms') ? new Response('{"code":2,"msg":"bad template"}') : new Response('{"code":0}'));
  await house.stranger.book(at('15:00'));
  await pass();
  expect(house.house.outbox.unsentOf(house.engine.id)).toBe(1);
  // Whoever books for people reads whom to phone; who keeps the server does not.
  const whose = async (staff: string): Promise<unknown> => ((await (await house.staff(staff)).read('/messages')).body as { readonly messages: readonly { readonly appointment: unknown }[] }).messages.map((one) => one.appointment);
  expect(await whose('4001')).toMatchObject([{ service: { en: 'Business licence' }, start: at('15:00'), phone: '13800138000' }]);
  expect(await whose('5001')).toMatchObject([{ phone: null }]);
});

test.each(['memory', 'sqlite'] as const)('a message whose holder was phoned leaves the list and the alarm, and is not sent any more (%s)', async (store) => {
  const { house, outside, pass } = await opened({ store });
  outside.answer = (one) => (one.url.includes('sms') ? new Response('', { status: 401 }) : new Response('{"code":0}'));
  await house.stranger.book(at('15:00'));
  const manager = await house.staff('4001');
  await manager.press('/suspensions', { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' }, expectedBack: at('18:00') });
  await pass();
  const listed = async (): Promise<readonly { readonly id: string; readonly kind: string }[]> => ((await manager.read('/messages')).body as unknown as { readonly messages: readonly { readonly id: string; readonly kind: string }[] }).messages;
  const before = await listed();
  expect(before.map(({ kind }) => kind).sort()).toEqual(['confirmed', 'suspended']);
  const settled = (id: string, person = manager) => person.press(`/messages/${encodeURIComponent(id)}/settled`);
  expect((await settled(before[0]?.id ?? '', await house.staff('1001'))).body).toMatchObject({ status: 403, code: 'not-allowed' });
  for (const { id } of before) expect((await settled(id)).body).toEqual({ settled: true });
  expect(await listed()).toEqual([]);
  expect((await settled(before[0]?.id ?? '')).body).toMatchObject({ status: 404, code: 'not-found' });
  expect((await manager.press(`/messages/${encodeURIComponent(before[0]?.id ?? '')}/again`)).status).toBe(404);
  const tried = outside.texts().length;
  outside.answer = () => new Response('{"code":0}');
  await pass();
  expect(house.house.outbox.unsentOf(house.engine.id)).toBe(0);
  expect(outside.texts()).toHaveLength(tried);
  // Who was told by phone that it stands still is told that it goes on.
  const { suspensions } = house.engine.hall;
  await manager.press(`/suspensions/${[...suspensions.keys()][0] ?? ''}/resume`);
  await pass();
  expect(outside.texts()).toHaveLength(tried + 1);
});

test.each(['memory', 'sqlite'] as const)('what was put aside late is no later word than what was said since, and who was phoned after it went on is told so (%s)', async (store) => {
  const { house, outside, pass } = await opened({ store });
  await house.stranger.book(at('16:00'));
  await pass();
  const manager = await house.staff('4001');
  const cut = async (): Promise<string> => (await manager.press('/suspensions', { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' } })).body.suspension?.id ?? '';
  const [works, broken] = [outside.answer, () => new Response('', { status: 401 })];
  const again = (): number => outside.texts().filter((text) => text.includes('done again')).length;
  const aside = async (kind: string): Promise<void> => {
    const { messages } = (await manager.read('/messages')).body as unknown as { readonly messages: readonly { readonly id: string; readonly kind: string }[] };
    expect((await manager.press(`/messages/${encodeURIComponent(messages.find((one) => one.kind === kind)?.id ?? '')}/settled`)).status).toBe(200);
  };
  const first = await cut();
  await pass(1);
  outside.answer = broken;
  await manager.press(`/suspensions/${first}/resume`);
  await pass(1);
  outside.answer = works;
  const second = await cut();
  await pass(1);
  await aside('resumed');
  await manager.press(`/suspensions/${second}/resume`);
  const before = again();
  await pass(1);
  expect(again()).toBe(before + 1);
  // The third could not be told at all; somebody phones only when it is over.
  outside.answer = broken;
  const third = await cut();
  await pass(1);
  await manager.press(`/suspensions/${third}/resume`);
  await pass(1);
  outside.answer = works;
  await aside('suspended');
  await pass(1);
  expect(again()).toBe(before + 2);
});

test('a webhook that a platform turned down stands on the list under the platform\'s name', async () => {
  const { house, outside, pass } = await opened();
  outside.answer = (one) => (one.url.includes('city') ? new Response('', { status: 410 }) : new Response('{"code":0}'));
  await house.stranger.book(at('15:00'));
  await pass();
  expect((await (await house.staff('4001')).read('/messages')).body).toMatchObject({ messages: [{ program: { 'zh-CN': '市平台', en: 'City platform' }, state: 'failed', fault: 'status 410', kind: 'appointment.booked' }] });
});

test('nothing is lost and nothing doubled when the process dies between two steps', async () => {
  const { house, outside, pass } = await opened({ store: 'sqlite' });
  await house.stranger.book(at('15:00'));
  await house.restart();
  await pass();
  expect(outside.texts()).toHaveLength(1);
  await house.stranger.book(at('16:00'));
  await Promise.all(['sms', 'hook:city'].map((channel) => house.store.outbox.take({ hall: house.engine.id, channel }, house.engine.now(), 20)));
  await house.restart();
  await house.house.outbox.recover();
  await pass();
  // Text messages that were being sent are for a person to decide; a webhook is sent again under its id.
  expect(outside.texts()).toHaveLength(1);
  expect(outside.hooks().map((one) => one.type)).toEqual(['appointment.booked', 'appointment.booked']);
  expect(house.house.outbox.unsentOf(house.engine.id)).toBe(1);
});

test('who had enough messages today, or would be reminded too late, is on the manager\'s list', async () => {
  const { house, outside, pass } = await opened();
  const { config } = house.engine.hall.catalogue;
  if (config.messages === undefined) throw new Error('this hall sends messages');
  await configureHall(house.engine, { ...config, messages: { ...config.messages, perPersonPerDay: 1 } });
  const familyPhone = '13800138000';
  const { token } = await house.stranger.book(at('16:00', '2026-03-05'), { phone: familyPhone });
  await pass();
  await house.stranger.post(`/api/appointments/${token}/move`, { start: at('17:00', '2026-03-05') });
  await pass();
  // The same phone for somebody else of the family.
  expect((await (await house.staff('3001')).press('/appointments', { serviceId: 'pension', start: at('16:00', '2026-03-05'), phone: familyPhone, identity: '11010519491231002X' })).status).toBe(201);
  await pass();
  expect(outside.texts()).toHaveLength(1);
  const listed = async (): Promise<unknown> => ((await (await house.staff('4001')).read('/messages')).body as { readonly messages: readonly { readonly kind: string; readonly state: string; readonly fault: string }[] }).messages.map(({ kind, state, fault }) => ({ kind, state, fault }));
  expect(await listed()).toEqual(expect.arrayContaining([{ kind: 'moved', state: 'failed', fault: 'too many today' }, { kind: 'confirmed', state: 'failed', fault: 'too many today' }]));
  // The server stood still until the visit had begun.
  await house.pass(56 * 3_600_000 + 600_000);
  await pass();
  expect(await listed()).toEqual(expect.arrayContaining([{ kind: 'remind-hours', state: 'failed', fault: 'too late' }]));
  expect(outside.texts()).toHaveLength(1);
});

test('webhooks are signed, tell the whole way of an appointment, and can be asked for again', async () => {
  const { house, outside, pass } = await opened();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const clerk = await house.clerk('1001', '1');
  await house.platform.press('/bookings', { number: 'YC-0001', serviceId: 'business-licence', start: at('11:00'), phone: '13800138000' });
  await house.platform.press('/bookings/YC-0001/move', { start: at('10:30') });
  await house.pass(85 * 60_000);
  await kiosk.press('/check-ins', { code: 'YC-0001' });
  await clerk.at('1', 'call-next');
  await clerk.at('1', 'start');
  await clerk.at('1', 'finish', { outcome: 'done' });
  await pass();
  expect(outside.hooks().map((one) => one.type)).toEqual(['booked', 'moved', 'checked-in', 'called', 'served'].map((type) => `appointment.${type}`));
  expect(outside.hooks().every((one) => one.data['number'] === 'YC-0001')).toBe(true);
  const one = outside.posted.find((posted) => posted.url.includes('hook'));
  if (one === undefined) throw new Error('no webhook');
  const told = JSON.parse((await (await house.staff('5001')).read('/integrations')).text) as { readonly integrations: readonly { readonly webhook: { readonly secret: string } }[] };
  expect((await (await house.staff('4001')).read('/integrations')).status).toBe(403);
  const key = Buffer.from(told.integrations[0]?.webhook.secret.slice('whsec_'.length) ?? '', 'base64');
  const signed = createHmac('sha256', key).update(`${one.headers['webhook-id']}.${one.headers['webhook-timestamp']}.${one.body}`).digest('base64');
  expect(one.headers['webhook-signature']).toBe(`v1,${signed}`);
  expect(one.body).not.toContain('13800138000');
  const seq = Number(outside.hooks()[1]?.data['seq']);
  const before = outside.hooks().length;
  const replayed = await house.platform.press('/webhooks/replay', { after: seq });
  expect(JSON.parse(replayed.text)).toEqual({ messages: 3, from: Number(outside.hooks()[0]?.data['seq']) });
  await pass();
  expect(outside.hooks().slice(before).map((hook) => hook.id)).toEqual(outside.hooks().slice(2, before).map((hook) => hook.id));
});

test('a hall says it in its own words, with the link where it wants it', async () => {
  const { house, outside, pass } = await opened();
  const { config } = house.engine.hall.catalogue;
  if (config.messages === undefined) throw new Error('this hall sends messages');
  await configureHall(house.engine, { ...config, messages: { ...config.messages, texts: { confirmed: { 'zh-CN': '【{hall}】码{code}', en: '{hall} {code} see {link}, thank you' } } } });
  await house.stranger.book(at('11:00', '2026-03-04'));
  await pass();
  expect(outside.texts()).toEqual([expect.stringMatching(/^\S.* \d{3} \d{3} \d{3} see https:\/\/hall\.example\/a\/[\w-]+, thank you$/)]);
});
