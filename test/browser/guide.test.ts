import { expect, it } from 'vitest';
import type { ManagerView } from '../../contract/live-events.ts';
import type { SessionAnswer } from '../../counter-ui/session.ts';
import { StageReply } from '../support/stage.ts';
import { misfits, openStaff, picture } from './counter-stage.ts';
import { catalogue, hallAnswer } from './counter-views.ts';
import { useScene } from './display-scene.ts';
import { busy, calm, devices, foundTicket, guide, manager, pairings, slip, startAnswer, supervisor, whyAnswer } from './manager-views.ts';

const patience = { timeout: 25_000, interval: 50 };
const hall = '/api/halls/demo';
const scene = useScene(() => ({
  routes: {
    [`GET ${hall}/catalogue`]: catalogue, [`GET ${hall}`]: { ...hallAnswer, name: calm.hallName }, [`GET ${hall}/tickets`]: { tickets: [foundTicket] }, [`GET ${hall}/tickets/t-A013/why`]: whyAnswer,
    'GET /api/start': startAnswer, 'GET /api/health': { status: 'ok', store: 'sqlite', version: '0.1.0' },
    'GET /api/simulators': { knownFaults: ['paper-out', 'slow'], printers: [{ id: 'p1', name: '东门', faults: [], papers: [{ n: 0, path: '/api/simulators/p1/papers/0.svg' }] }] },
    'GET /api/simulators/p1/papers/*': () => Buffer.from(slip),
  },
}));

const open = async (path: string, who: SessionAnswer | null, view: ManagerView, language = 'zh-CN', viewport = { width: 1024, height: 768 }): Promise<void> => {
  scene.stage.show('/manager', view);
  await openStaff(scene, path, { viewport, language, ...(who === null ? {} : { seat: ['paihao-hall', { session: who, hall: 'demo', counter: '' }] as const }) });
};
const posts = (path: string) => scene.stage.requests.filter((one) => one.method === 'POST' && one.path === path);

it('tells a guide in words what is wrong and what to do', async () => {
  await open('/admin', guide, busy);
  await expect.poll(() => scene.page.locator('[data-alarm=nobody-may-call]').innerText(), patience).toContain('领证：2 人在等，没有窗口能叫');
  expect(await scene.page.locator('[data-alarm=no-speaker]').innerText()).toContain('先口头叫号');
  expect(await scene.page.locator('[data-part=printers]').innerText()).toContain('缺纸，请换纸');
  await scene.page.screenshot({ path: picture('guide-floor-zh-CN') });
  scene.stage.route(`POST ${hall}/help/h1/acknowledge`, { acknowledged: true });
  await scene.page.click('[data-deed=acknowledge]');
  await expect.poll(() => posts(`${hall}/help/h1/acknowledge`).length, patience).toBe(1);
  scene.stage.route(`POST ${hall}/tickets/t-A044/reprint`, new StageReply(409, { type: 'urn:no-printer', title: 'no-printer', status: 409, code: 'no-printer', detail: '没有可用的打印机。' }));
  await scene.page.locator('[data-deed=reprint]').first().click();
  await expect.poll(() => scene.page.locator('[data-part=unprinted]').innerText(), patience).toContain('没有可用的打印机。');
});

it('issues a ticket for somebody with the proof that was seen, and shows the number', async () => {
  scene.stage.route(`POST ${hall}/tickets`, new StageReply(201, { ticket: { ...foundTicket, id: 't-A046', number: 'A046' } }));
  await open('/admin', guide, calm);
  await scene.page.click('[data-page=issue]');
  await scene.page.fill('[data-part=service-search]', 'yyzz');
  await scene.page.keyboard.press('Enter');
  await scene.page.click('[data-class=disabled]');
  expect(await scene.page.locator('[data-part=issue]').isDisabled()).toBe(true);
  await scene.page.fill('[data-part=reason]', '看过残疾人证');
  await scene.page.click('[data-need=low-desk]');
  await scene.page.screenshot({ path: picture('guide-issue-zh-CN') });
  await scene.page.click('[data-part=issue]');
  await expect.poll(() => scene.page.locator('[data-part=issued-number]').innerText(), patience).toBe('A046');
  expect(posts(`${hall}/tickets`).map((one) => one.body)).toEqual([{ serviceId: 'business-licence', class: 'disabled', identity: { reason: '看过残疾人证' }, needs: ['low-desk'] }]);
});

it('answers why a number was called when it was, and changes its class only with a reason', async () => {
  scene.stage.route(`POST ${hall}/tickets/t-A013/class`, { ticket: foundTicket });
  await open('/admin', guide, calm);
  await scene.page.click('[data-page=find]');
  await scene.page.fill('[data-part=number]', 'a013');
  await scene.page.keyboard.press('Enter');
  await expect.poll(() => scene.page.locator('[data-part=why]').innerText(), patience).toContain('Y003 先叫了：预约到时，优先叫');
  expect(scene.stage.requests.find((one) => one.path === `${hall}/tickets`)?.query.get('number')).toBe('A013');
  await scene.page.click('[data-class=older]');
  expect(await scene.page.locator('[data-deed=class]').isDisabled()).toBe(true);
  await scene.page.fill('[data-part=class-reason]', '看过身份证');
  await scene.page.click('[data-deed=class]');
  await expect.poll(() => posts(`${hall}/tickets/t-A013/class`).map((one) => one.body), patience).toEqual([{ class: 'older', reason: '看过身份证' }]);
});

it.each([['zh-CN', '10 分钟内有效，只能用一次', '在取号机上打开'], ['en', 'Good for 10 minutes, works once', 'on the kiosk']] as const)('gives a manager the code that pairs a device, large, and says how to enter it (%s)', async (language, lives, how) => {
  scene.stage.route(`GET ${hall}/devices`, { devices, pairings: [] });
  scene.stage.route(`POST ${hall}/pairing-codes`, new StageReply(201, { code: 'K7M2Q9XD4R', minutes: 10 }));
  await open('/admin', manager, calm, language, { width: 1280, height: 800 });
  await scene.page.click('[data-page=devices]');
  await expect.poll(() => scene.page.locator('[data-part=devices] [data-device]').count(), patience).toBe(devices.length);
  expect(await scene.page.locator('[data-device=agent-1] button').count()).toBe(0);
  await scene.page.click('[data-device=kiosk-2] [data-deed=pairing-code]');
  await expect.poll(() => scene.page.locator('[data-part=pairing-code]').innerText(), patience).toContain('K7M2Q9XD4R');
  const said = await scene.page.locator('[data-part=pairing-code]').innerText();
  for (const words of [lives, how, `${scene.stage.url}/kiosk`]) expect(said).toContain(words);
  expect(posts(`${hall}/pairing-codes`).map((one) => one.body)).toEqual([{ kind: 'kiosk', device: 'kiosk-2' }]);
  expect(await misfits(scene.page)).toEqual([]);
  await scene.page.screenshot({ path: picture(`devices-${language}`) });
});

it('keeps every code that was made on the page, one a device, newest first', async () => {
  const codes = ['K7M2Q9XD4R', 'W3H8T5ZC6N', 'B2V9F4JP7G', 'N4C6X8T2LW'];
  scene.stage.route(`GET ${hall}/devices`, { devices, pairings: [] });
  scene.stage.route(`POST ${hall}/pairing-codes`, () => new StageReply(201, { code: codes[posts(`${hall}/pairing-codes`).length - 1], minutes: 10 }));
  await open('/admin', manager, calm, 'zh-CN');
  await scene.page.click('[data-page=devices]');
  const shown = () => scene.page.locator('[data-part=pairing-code] .code').allInnerTexts();
  for (const device of ['kiosk-1', 'display-a', 'screen-3', 'kiosk-1']) {
    const before = (await shown()).join();
    await scene.page.click(`[data-device=${device}] [data-deed=pairing-code]`);
    await expect.poll(async () => (await shown()).join(), patience).not.toBe(before);
  }
  expect(await shown()).toEqual(['N4C6X8T2LW', 'B2V9F4JP7G', 'W3H8T5ZC6N']);
  expect(await misfits(scene.page)).toEqual([]);
});

it('reads the devices by itself once the server is back', async () => {
  await open('/admin', manager, calm, 'zh-CN');
  await scene.page.click('[data-page=devices]');
  await expect.poll(() => scene.page.locator('[data-part=devices] [role=alert]').innerText(), patience).toContain('自动');
  scene.stage.route(`GET ${hall}/devices`, { devices, pairings: [] });
  scene.stage.show('/manager', { ...calm, seq: calm.seq + 1 });
  await expect.poll(() => scene.page.locator('[data-device]').count(), patience).toBe(devices.length);
});

it('shows what paired meanwhile, and keeps the question that was asked', async () => {
  const now: object[] = pairings.slice(1);
  scene.stage.route(`GET ${hall}/devices`, () => ({ devices, pairings: now }));
  await open('/admin', manager, calm, 'zh-CN');
  await scene.page.click('[data-page=devices]');
  await scene.page.click('[data-pairing=bbbbbbbbbbbbbbbb] [data-deed=revoke]');
  now.unshift(...pairings.slice(0, 1));
  const seen = { seq: calm.seq };
  await expect.poll(() => {
    seen.seq += 1;
    scene.stage.show('/manager', { ...calm, seq: seen.seq });
    return scene.page.locator('[data-pairing]').count();
  }, { ...patience, interval: 250 }).toBe(3);
  expect(await scene.page.locator('[role=alertdialog]').count()).toBe(1);
  expect(scene.stage.requests.filter((one) => one.path === `${hall}/devices`).length).toBeLessThanOrEqual(4);
});

it.each([['zh-CN', ['西门取号机', '10:02 配对', '3号窗口', '2月27日 周五 08:15 配对', '配对时间没有记录'], '收回“西门取号机”的配对'], ['en', ['West kiosk', 'paired 10:02', 'paired 08:15 on Fri 27 Feb', 'time of pairing not on record'], 'Take back the pairing of West kiosk']] as const)('shows a manager what is paired and since when, and takes a pairing back after one question (%s)', async (language, words, question) => {
  const left = [...pairings];
  scene.stage.route(`GET ${hall}/devices`, () => ({ devices, pairings: left }));
  scene.stage.route(`POST ${hall}/pairings/aaaaaaaaaaaaaaaa/revoke`, () => {
    left.shift();
    return { revoked: true };
  });
  await open('/admin', manager, calm, language, { width: 1280, height: 800 });
  await scene.page.click('[data-page=devices]');
  await expect.poll(() => scene.page.locator('[data-pairing]').count(), patience).toBe(3);
  const said = await scene.page.locator('[data-part=paired-devices]').innerText();
  for (const one of words) expect(said).toContain(one);
  await scene.page.click('[data-pairing=aaaaaaaaaaaaaaaa] [data-deed=revoke]');
  expect(await scene.page.locator('[role=alertdialog]').innerText()).toContain(question);
  expect(posts(`${hall}/pairings/aaaaaaaaaaaaaaaa/revoke`)).toHaveLength(0);
  expect(await misfits(scene.page)).toEqual([]);
  await scene.page.screenshot({ path: picture(`paired-${language}`) });
  await scene.page.click('[data-part=yes]');
  await expect.poll(() => scene.page.locator('[data-pairing]').count(), patience).toBe(2);
});

it('asks a manager once before the day ends, naming whom it touches', async () => {
  scene.stage.route(`POST ${hall}/end-of-day`, { unserved: 5 });
  await open('/admin', manager, calm, 'zh-CN', { width: 1280, height: 800 });
  await scene.page.click('[data-page=day]');
  await scene.page.click('[data-queue=property]');
  await scene.page.click('[data-deed=end-of-day]');
  expect(await scene.page.locator('[role=alertdialog]').innerText()).toContain('不动产登记：5 人正在等候');
  expect(posts(`${hall}/end-of-day`)).toHaveLength(0);
  await scene.page.screenshot({ path: picture('manager-day-zh-CN') });
  await scene.page.click('[data-part=yes]');
  await expect.poll(() => posts(`${hall}/end-of-day`).map((one) => one.body), patience).toEqual([{ queues: ['property'] }]);
});

it('signs a counter out by force only after saying what happens to its ticket', async () => {
  scene.stage.route(`POST ${hall}/counters/3/sign-out`, { counter: { id: '3' } });
  await open('/admin', manager, calm, 'zh-CN', { width: 1280, height: 800 });
  await scene.page.click('[data-page=hall]');
  expect(await scene.page.locator('[data-part=queues] tbody tr').first().innerText()).toContain('社保医保');
  await scene.page.click('[data-counter="3"]');
  await scene.page.click('[data-deed=force-out]');
  expect(await scene.page.locator('[role=alertdialog]').innerText()).toContain('C012 回到等候');
  await scene.page.screenshot({ path: picture('manager-hall-zh-CN') });
  await scene.page.click('[data-part=yes]');
  await expect.poll(() => posts(`${hall}/counters/3/sign-out`).map((one) => one.body), patience).toEqual([{ force: true }]);
});

it('marks a counter where nobody sits although the roster says who should, and says who', async () => {
  await open('/admin', manager, calm, 'zh-CN', { width: 1280, height: 800 });
  await scene.page.click('[data-page=hall]');
  expect(await scene.page.locator('[data-part=lacking]').innerText()).toContain('1 个');
  expect(await scene.page.locator('[data-counter="6"]').innerText()).toContain('没人');
  await scene.page.click('[data-counter="6"]');
  expect(await scene.page.locator('.chosen').innerText()).toContain('应由李伟在 09:00 到岗');
});

it('lets a supervisor look at everything and press nothing', async () => {
  await open('/admin', supervisor, busy);
  for (const one of await scene.page.locator('[data-page]').all()) {
    await one.click();
    expect(await scene.page.locator('[data-deed]').count()).toBe(0);
  }
});

it('says how old its picture is when the server is gone', async () => {
  await open('/admin', guide, busy);
  await scene.page.waitForSelector('[data-part=alarms]');
  await scene.stage.goDown();
  await expect.poll(() => scene.page.locator('.lost').innerText(), patience).toContain('下面是 10:24 的情况');
  expect(Number(await scene.page.locator('.stale').evaluate((element) => getComputedStyle(element).opacity))).toBeGreaterThanOrEqual(0.8);
  await scene.stage.comeBack();
});

it('turns away staff without the right, in words', async () => {
  scene.stage.route('POST /api/sessions', new StageReply(201, { roles: ['clerk'], halls: ['demo'], staff: guide.staff, staffRights: [] }));
  await open('/admin', null, calm);
  await scene.page.fill('[data-part=staff-number]', '2001');
  await scene.page.fill('[data-part=pin]', '246810');
  await scene.page.click('[data-part=sign-in]');
  await expect.poll(() => scene.page.locator('.say').innerText(), patience).toContain('没有导办或管理权限');
});

it('draws simulated tickets as pictures and switches faults', async () => {
  scene.stage.route('POST /api/simulators/p1/faults', { faults: ['paper-out'] });
  await open('/simulators', null, calm);
  await expect.poll(() => scene.page.locator('.slips img').evaluateAll((all) => all.map((one) => (one instanceof HTMLImageElement ? one.naturalWidth : 0))), patience).toEqual([576]);
  await scene.page.click('[data-fault=paper-out]');
  await expect.poll(() => posts('/api/simulators/p1/faults').map((one) => one.body), patience).toEqual([{ faults: ['paper-out'] }]);
  await scene.page.screenshot({ path: picture('simulators-zh-CN') });
});

it('starts with every screen, its purpose and whether the hall is open', async () => {
  await open('/', null, calm, 'en', { width: 1280, height: 800 });
  await expect.poll(() => scene.page.locator('[data-part=state]').innerText(), patience).toContain('The hall is open');
  expect(await scene.page.locator('[data-path]').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual(startAnswer.links.map((link) => link.path));
  expect(await misfits(scene.page)).toEqual([]);
  await scene.page.screenshot({ path: picture('start-en') });
  scene.stage.route('GET /api/health', new StageReply(503, { status: 503, code: 'store-down', detail: '', title: '', type: '' }));
  await expect.poll(() => scene.page.locator('[data-part=state]').innerText(), { timeout: 30_000, interval: 200 }).toContain('not well');
});

it('shows what visitors called wrong; a manager says that it was checked, a guide only reads', async () => {
  scene.stage.route(`POST ${hall}/services/medical-enrol/info-checked`, { checked: true });
  await open('/admin', manager, busy);
  await expect.poll(() => scene.page.locator('[data-part=doubts]').innerText(), patience).toContain('城乡居民医保参保登记');
  expect(await scene.page.locator('[data-part=doubts]').innerText()).toContain('3 次');
  await scene.page.screenshot({ path: picture('manager-doubts-zh-CN'), fullPage: true });
  await scene.page.click('[data-deed=checked]');
  await expect.poll(() => posts(`${hall}/services/medical-enrol/info-checked`).length, patience).toBe(1);
  await open('/admin', guide, busy, 'en');
  await expect.poll(() => scene.page.locator('[data-part=doubts]').innerText(), patience).toContain('3 times');
  expect(await scene.page.locator('[data-deed=checked]').count()).toBe(0);
  expect(await scene.page.locator('[data-part=doubts]').innerText()).not.toContain('press');
  expect(await misfits(scene.page)).toEqual([]);
});
