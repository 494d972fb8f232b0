import { describe, expect, test } from 'vitest';
import type { KioskView, PrintStateView } from '../../contract/live-events.ts';
import { qrPath } from '../../kiosk-ui/qr-path.ts';
import { openStage, StageReply } from '../support/stage.ts';
import type { StageScript } from '../support/stage.ts';
import { catalogue, kioskView } from './kiosk-hall.ts';
import { key, landscape, openKiosk, picture, portrait, screen, small } from './kiosk-stage.ts';
import type { KioskOnStage } from './kiosk-stage.ts';
import { useBrowser } from './page-scene.ts';

const opened = useBrowser();
const transfer = catalogue.services.find(({ id }) => id === 'transfer') ?? catalogue.services[0];
/** A kiosk on the page of the sale of a home, which has the longest list of papers. */
const kiosk = async (size = portrait, script: StageScript = {}): Promise<KioskOnStage> => {
  const one = await opened((browser) => openKiosk(browser, size, { ...script, routes: { 'POST /api/halls/demo/services/transfer/info-wrong': { told: true }, ...script.routes } }));
  await one.page.locator(key('tile')).nth(1).click();
  await one.page.locator(key('entry')).nth(0).click();
  await one.page.waitForSelector(`${screen('services')}, ${screen('service')}`);
  if (await one.page.locator(key('entry')).count() > 0) await one.page.locator(key('entry')).nth(0).click();
  await one.page.waitForSelector(`${screen('service')}:has-text("存量房买卖转移登记")`);
  return one;
};
/** 信息有误 stands at the end of the text, however many pages that has. */
const toTheEnd = async ({ page }: KioskOnStage): Promise<void> => {
  const next = page.locator(key('text-next'));
  while ((await next.count()) > 0 && (await next.isEnabled())) await next.click();
};
const told = ({ stage }: KioskOnStage): number => stage.requests.filter((request) => request.path.endsWith('/info-wrong')).length;

describe('what a service says, at the kiosk, without a number', () => {
  test.each([['portrait', portrait], ['landscape', landscape], ['small', small]] as const)('goes along by QR: %s', async (name, size) => {
    const one = await kiosk(size);
    await picture(one.page, `kiosk-info-${name}-zh`);
    await toTheEnd(one);
    await picture(one.page, `kiosk-info-${name}-end-zh`);
    await one.page.click(key('carry'));
    await one.page.waitForSelector(screen('carry'));
    expect(await one.page.getAttribute('.qr path:last-child', 'd')).toBe(qrPath('http://127.0.0.1:8080/s/transfer?hall=demo').path);
    const box = await one.page.locator('.qr').boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThan(300);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(size.height);
    await picture(one.page, `kiosk-carry-${name}-zh`);
    await one.page.click(key('language'));
    await picture(one.page, `kiosk-carry-${name}-en`);
    await one.page.click(key('back'));
    await one.page.waitForSelector(screen('service'));
    await picture(one.page, `kiosk-info-${name}-en`);
    expect(one.stage.requests.some((request) => request.path.endsWith('/tickets'))).toBe(false);
  });

  test('where phones can\'t reach the hall there is no code', async () => {
    const one = await kiosk(portrait, { views: { '/kiosk': kioskView({ publicUrl: null }) } });
    expect(await one.page.locator(key('carry')).count()).toBe(0);
    expect(await one.page.locator(key('info-wrong')).count()).toBe(1);
  });

  test('信息有误 is one press, told once, and thanked for', async () => {
    const one = await kiosk();
    await toTheEnd(one);
    await one.page.click(key('info-wrong'));
    await one.page.waitForSelector(`${key('info-wrong')}:has-text("已告诉大厅")`);
    expect(await one.page.isDisabled(key('info-wrong'))).toBe(true);
    expect(told(one)).toBe(1);
    await picture(one.page, 'kiosk-info-told-zh');
  });

  test('what did not arrive is not thanked for', async () => {
    const one = await kiosk(portrait, { routes: { 'POST /api/halls/demo/services/transfer/info-wrong': new StageReply(403, { type: '', title: '', status: 403, code: 'not-allowed', detail: '' }) } });
    await toTheEnd(one);
    await one.page.click(key('info-wrong'));
    await one.page.waitForSelector(`${key('info-wrong')}:has-text("请告诉导办员")`);
  });
});

describe('what a service says, on a phone', () => {
  const answer = { hallName: catalogue.hall.name, service: { ...transfer, searchKeys: undefined, counters: undefined }, counters: ['12', '13', '14', '18'].map((n) => ({ 'zh-CN': `${n}号窗口`, en: `Counter ${n}` })) };
  const phone = (answers: StageScript['routes'], language = 'zh-CN', path = '/s/transfer?hall=demo') => opened(async (browser) => {
    const stage = await openStage({ routes: answers ?? {} });
    const page = await browser.newPage({ viewport: { width: 360, height: 640 }, locale: language, deviceScaleFactor: 2 });
    const faults: string[] = [];
    page.on('pageerror', (fault) => faults.push(fault.message));
    await page.goto(`${stage.url}${path}`);
    return { page, stage, faults, close: async () => {
      await page.close();
      await stage.close();
    } };
  });

  test('is the kiosk\'s own check list, in both languages', async () => {
    const { page } = await phone({ 'GET /api/halls/demo/services/transfer': answer });
    await page.waitForSelector(key('service'));
    expect(await page.locator(key('paper')).count()).toBe(6);
    const words = await page.innerText('main');
    for (const said of ['存量房买卖转移登记', '原件 1，复印件 2，须盖章', '三楼自助照相机', '住宅每件 80 元', '买卖双方', '必须本人到场', '12–14、18 号窗口', '0478-812 3456']) expect(words).toContain(said);
    expect(await page.title()).toBe('存量房买卖转移登记');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.screenshot({ path: 'node_modules/.cache/pictures/phone-service-zh.png', fullPage: true });
    await page.click(key('language'));
    await page.waitForSelector('text=What to bring');
    expect(await page.innerText('main')).toContain('1 original, 2 copies, sealed');
    expect(await page.title()).toBe('Register the sale of a home');
    await page.screenshot({ path: 'node_modules/.cache/pictures/phone-service-en.png', fullPage: true });
  });

  test('without a hall in the link the first one is asked, and a server that is away is asked again', async () => {
    let tries = 0;
    const { page } = await phone({
      'GET /api/status': { halls: [{ id: 'demo' }] }, 'GET /api/halls/demo': { id: 'demo', timeZone: 'Asia/Shanghai' },
      'GET /api/halls/demo/services/transfer': () => ((tries += 1) < 2 ? new StageReply(503, { type: '', title: '', status: 503, code: 'store-down', detail: '' }) : answer),
    }, 'zh-CN', '/s/transfer');
    await page.waitForSelector(key('service'));
    expect(tries).toBe(2);
  });

  test('a service that is no more is said kindly', async () => {
    const { page } = await phone({}, 'en', '/s/gone?hall=demo');
    await page.waitForSelector('text=This service can\'t be found');
  });
});

describe('the check list on paper', () => {
  const path = 'POST /api/halls/demo/services/transfer/print-list';
  const printed = (state: PrintStateView): KioskView => kioskView({ list: { job: 'l-1', state, fault: null, elsewhere: null } });

  test.each([['portrait', portrait], ['landscape', landscape], ['small', small]] as const)('is printed once, and its way is told: %s', async (name, size) => {
    const one = await kiosk(size, { routes: { [path]: { list: { job: 'l-1', state: 'issued' } } } });
    await picture(one.page, `kiosk-print-${name}-zh`);
    await one.page.click(key('print-list'));
    await one.page.waitForSelector(`${key('print-list')}:has-text("正在打印")`);
    expect(await one.page.isDisabled(key('print-list'))).toBe(true);
    one.stage.show('/kiosk', printed('printed'));
    await one.page.waitForSelector(`${key('print-list')}:has-text("请取清单")`);
    await one.page.click(key('language'));
    await one.page.waitForSelector(`${key('print-list')}:has-text("Take the list")`);
    await picture(one.page, `kiosk-print-${name}-en`);
    expect(one.stage.requests.filter((request) => request.path.endsWith('/print-list')).map((request) => request.body)).toEqual([{ language: 'zh-CN', large: false }]);
    const box = await one.page.locator(key('print-list')).boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(size.height);
  });

  test('what did not come out may be asked for again, and a refusal says why', async () => {
    const one = await kiosk(portrait, { routes: { [path]: { list: { job: 'l-1', state: 'issued' } } } });
    await one.page.click(key('print-list'));
    one.stage.show('/kiosk', printed('not-printed'));
    await one.page.waitForSelector(`${key('print-list')}:has-text("再试")`);
    one.stage.route(path, new StageReply(409, { type: '', title: '', status: 409, code: 'lists-used-up', detail: '这台取号机刚打印了好几份清单' }));
    await one.page.click(key('print-list'));
    await one.page.waitForSelector(`${key('not-printed')}:has-text("刚打印了好几份清单")`);
  });

  test('is not offered without a printer, or with one that does not print now', async () => {
    for (const printer of [null, { id: 'printer-1', state: 'fault', fault: 'paper-out', elsewhere: null }] as const) {
      const one = await kiosk(portrait, { views: { '/kiosk': kioskView({ printer }) } });
      expect(await one.page.locator(key('print-list')).count()).toBe(0);
    }
  });
});
