import { expect, it } from 'vitest';
import { StageReply } from '../support/stage.ts';
import { openStaff, picture } from './counter-stage.ts';
import { catalogue, hallAnswer } from './counter-views.ts';
import { useScene } from './display-scene.ts';
import { calm, guide } from './manager-views.ts';

const patience = { timeout: 25_000, interval: 50 };
const hall = '/api/halls/demo';
const scene = useScene(() => ({ routes: { [`GET ${hall}/catalogue`]: catalogue, [`GET ${hall}`]: { ...hallAnswer, name: calm.hallName } } }));
const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const found = (standing: string, address: object | null) => ({
  standing, hall: { id: 'west', name: both('西城政务服务中心', 'West District Hall'), address, phone: null, timeZone: 'Asia/Shanghai' },
  appointment: { id: `${standing}-${address === null}`, start: '2026-03-02T18:30:00+08:00', services: [{ id: 'elsewhere', name: both('不动产登记', 'Property') }, ...(address === null ? [] : [{ id: 'medical-enrol', name: both('参保登记', 'Enrolment') }])], ticket: null },
});

it.each([
  ['zh-CN', '预约在“西城政务服务中心”（长安路88号）。要在这里办，可取普通号。', '预约在“西城政务服务中心”。\n', '代取普通号: 参保登记', '还早：按预约的 18:30 等；现在排队就不再保留预约时间。', '现在排队，不留预约时间', '请输入9位预约码，或手机后4位加码后3位。'],
  ['en', 'The appointment is at “West District Hall” (88 Chang’an Road). To be served here, take an ordinary number.', 'The appointment is at “West District Hall”.\n', 'Take an ordinary number: Enrolment', 'Early: wait for 18:30 as booked; queueing now gives that time back.', 'Queue now, give the time back', 'Please type the 9 digits of the code, or phone 4 + code 3.'],
] as const)('the guide reads where an appointment is, and what queueing now costs (%s)', async (language, there, somewhere, ordinary, early, key, bad) => {
  scene.stage.route(`POST ${hall}/check-ins/find`, { now: '2026-03-02T10:24:00+08:00', appointments: [found('early', null), found('other-hall', both('长安路88号', '88 Chang’an Road')), found('other-hall', null)] });
  scene.stage.show('/manager', calm);
  await openStaff(scene, '/admin', { viewport: { width: 1024, height: 768 }, language, seat: ['paihao-hall', { session: guide, hall: 'demo', counter: '' }] });
  await scene.page.click('[data-page=find]');
  await scene.page.locator('[data-page=find]').blur();
  await scene.page.screenshot({ path: picture(`guide-find-${language}`) });
  await scene.page.fill('[data-part=code]', '123456789');
  await scene.page.press('[data-part=code]', 'Enter');
  await expect.poll(() => scene.page.locator('article').allInnerTexts(), patience).toHaveLength(3);
  const said = `${await scene.page.locator('[data-part=check-in]').innerText()}\n`;
  for (const words of [there, somewhere, early]) expect(said).toContain(words);
  // Only where this hall does something of it, and only for that.
  expect(await scene.page.locator('[data-deed=ordinary]').allInnerTexts()).toEqual([ordinary]);
  expect(await scene.page.innerText('[data-deed=as-number]')).toBe(key);
  await scene.page.screenshot({ path: picture(`guide-standings-${language}`) });
  scene.stage.route(`POST ${hall}/check-ins/find`, new StageReply(400, { type: 'about:blank', title: 'bad-request', status: 400, code: 'bad-request', detail: '', faults: [{ path: 'body/code', message: '' }] }));
  await scene.page.fill('[data-part=code]', '123');
  await scene.page.press('[data-part=code]', 'Enter');
  await expect.poll(() => scene.page.innerText('[data-part=check-in] [role=alert]'), patience).toBe(bad);
});
