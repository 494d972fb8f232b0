import { expect, it } from 'vitest';
import { StageReply } from '../support/stage.ts';
import { openStaff, picture } from './counter-stage.ts';
import { catalogue, hallAnswer } from './counter-views.ts';
import { useScene } from './display-scene.ts';
import { calm, manager } from './manager-views.ts';

const patience = { timeout: 25_000, interval: 50 };
const hall = '/api/halls/demo';
const scene = useScene(() => ({ routes: { [`GET ${hall}/catalogue`]: catalogue, [`GET ${hall}`]: { ...hallAnswer, name: calm.hallName } } }));

const appointment = { service: { 'zh-CN': '城乡居民基本医疗保险参保登记', en: 'Join the basic medical insurance for residents' }, start: '2026-03-05T15:00:00+08:00', phone: '13800138000' };
const message = (id: string, kind: string, fault: string, more: object = {}) => ({ id, channel: 'sms', program: null, about: 'a1', state: 'failed', fault, at: `2026-03-02T10:${id.slice(1)}:00+08:00`, kind, appointment, ...more });
const unsent = [
  message('m22', 'suspended', 'ECONNREFUSED'), message('m21', 'confirmed', 'CERT_HAS_EXPIRED', { state: 'unknown' }), message('m20', 'moved', 'status 401'), message('m19', 'remind-hours', 'too late'),
  message('m18', 'phone-code', 'status 503', { appointment: null }), message('m17', 'appointment.booked', 'status 410', { channel: 'hook:city', program: { 'zh-CN': '市平台', en: 'City platform' } }),
];
const open = async (language: string, width: number): Promise<void> => {
  scene.stage.show('/manager', calm);
  await openStaff(scene, '/admin', { viewport: { width, height: 1200 }, language, seat: ['paihao-hall', { session: manager, hall: 'demo', counter: '' }] });
  await scene.page.click('[data-page=day]');
  await scene.page.waitForSelector('[data-message]');
};
const row = (kind: string) => scene.page.locator('[data-part=unsent] li', { hasText: kind });

it.each([
  ['zh-CN', 512, ['连不上短信网关：可能没运行或断网，请告诉管理员 ECONNREFUSED', '短信网关不接受我们的账号，请告诉管理员 401', '短信网关的安全证书过期或不对，请告诉管理员 CERT_HAS_EXPIRED', '短信网关那边出错，多半是一时的 503', '市平台不接受这条消息，请告诉管理员 410', '来人会再要一次，不用处理']],
  ['zh-CN', 1280, []], ['en', 512, ['They ask again if they want it; nothing to do', 'the gateway cannot be reached']], ['en', 1280, []],
] as const)('the list says what to do, and state and keys leave the text all of its width (%s, %i px)', async (language, width, words) => {
  scene.stage.route(`GET ${hall}/messages`, { messages: unsent });
  await open(language, width);
  const said = (await scene.page.locator('[data-part=unsent]').innerText()).replace(/\s+/g, ' ');
  for (const one of words) expect(said).toContain(one);
  expect(await scene.page.locator('[data-part=unsent] .what').evaluateAll((all) => all.every((one) => one.clientWidth === one.parentElement?.clientWidth))).toBe(true);
  expect(await scene.page.locator('[data-deed=settled]').allInnerTexts()).toEqual(language === 'en' ? ['Told by phone', 'Told by phone', 'Told by phone', 'Told by phone', 'Noted', 'Noted'] : ['已电话告知', '已电话告知', '已电话告知', '已电话告知', '知道了', '知道了']);
  expect(await scene.page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true);
  await scene.page.locator('[data-part=unsent]').screenshot({ path: picture(`unsent-${language}-${width}`) });
});

it.each([['zh-CN', '已处理过', '暂停通知', '改期通知'], ['en', 'Already dealt with', 'Suspended', 'Moved']] as const)('whom somebody phoned leaves the list; what a colleague dealt with says so (%s)', async (language, words, phoned, taken) => {
  const left = [...unsent];
  scene.stage.route(`GET ${hall}/messages`, () => ({ messages: left }));
  scene.stage.route(`POST ${hall}/messages/m22/settled`, () => {
    left.shift();
    return { settled: true };
  });
  const nothing = { type: 'about:blank', title: 'not-found', status: 404, code: 'not-found', detail: '没有这个地址。' };
  scene.stage.route(`POST ${hall}/messages/m20/again`, () => {
    left.splice(1, 1);
    return new StageReply(404, nothing);
  });
  scene.stage.route(`POST ${hall}/messages/m21/again`, new StageReply(403, { ...nothing, status: 403, code: 'not-allowed', detail: '这个账号没有权限重发消息，请找管理员看一下角色设置。' }));
  await open(language, 512);
  await row(phoned).locator('[data-deed=settled]').click();
  await expect.poll(() => row(phoned).count(), patience).toBe(0);
  await row(taken).locator('[data-deed=again]').click();
  await expect.poll(() => row(taken).innerText(), patience).toContain(words);
  expect(await row(taken).locator('button, [role=alert]').count()).toBe(0);
  // A no of another kind stands below its row, as wide as the row.
  await scene.page.locator('[data-message=unknown] [data-deed=again]').click();
  await scene.page.waitForSelector('[data-message=unknown] [role=alert]');
  expect(await scene.page.locator('[data-message=unknown]').evaluate((one) => (one.querySelector('[role=alert]')?.getBoundingClientRect().top ?? 0) >= (one.querySelector('[data-deed=settled]')?.getBoundingClientRect().bottom ?? Infinity))).toBe(true);
  await scene.page.locator('[data-part=unsent]').screenshot({ path: picture(`unsent-gone-${language}`) });
});
