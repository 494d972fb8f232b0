import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { StageReply } from '../support/stage.ts';
import type { StageScript } from '../support/stage.ts';
import { kioskView, tenTwentyFour, ticket, withRefused } from './kiosk-hall.ts';
import { key, landscape, openKiosk, picture, portrait, screen, small } from './kiosk-stage.ts';
import type { KioskOnStage } from './kiosk-stage.ts';
import { useBrowser } from './page-scene.ts';
import { told, visitor } from './phone-stage.ts';

const opened = useBrowser();
const kiosk = (size = portrait, script: StageScript = {}): Promise<KioskOnStage> => opened((browser) => openKiosk(browser, size, script));
const nth = (page: KioskOnStage['page'], name: string, at: number): Locator => page.locator(key(name)).nth(at);
/** From the home screen to the service page of 社会保障卡申领. */
const toCard = async ({ page }: KioskOnStage): Promise<void> => {
  await nth(page, 'tile', 0).click();
  await nth(page, 'entry', 0).click();
  await nth(page, 'entry', 1).click();
  await page.waitForSelector(screen('service'));
};
const issued = ({ stage }: KioskOnStage): KioskOnStage['stage']['requests'] => stage.requests.filter((one) => one.path.endsWith('/tickets'));

describe('taking a number', () => {
  test('home, department, service, number, paper; then home by itself after 20 seconds', async () => {
    const one = await kiosk();
    await one.page.clock.install();
    await one.page.reload();
    await one.page.waitForSelector(screen('home'));
    await toCard(one);
    await picture(one.page, 'kiosk-service');
    await one.page.click(key('take'));
    expect(await one.page.textContent(key('number'))).toBe('A012');
    expect(await one.page.textContent(key('paper'))).toContain('正在打印');
    expect(issued(one)[0]?.body).toEqual({ serviceId: 'card', language: 'zh-CN' });
    one.stage.show('/kiosk', kioskView({ prints: [{ ticketId: 't-12', job: 'p-1', state: 'printed', fault: null, elsewhere: null }] }));
    await one.page.waitForSelector(`${key('paper')}:has-text("请取号票")`);
    await picture(one.page, 'kiosk-number');
    await one.page.clock.runFor(21_000);
    await one.page.waitForSelector(screen('home'));
  });

  test('a touch stops the countdown', async () => {
    const one = await kiosk();
    await one.page.clock.install();
    await one.page.reload();
    await toCard(one);
    await one.page.click(key('take'));
    await one.page.waitForSelector(screen('taken'));
    await one.page.clock.runFor(5_000);
    await one.page.click(key('number'));
    await one.page.waitForSelector(`${key('leaves')}:has-text("已停留")`);
    await one.page.clock.runFor(25_000);
    expect(await one.page.textContent(key('number'))).toBe('A012');
  });

  test('a double tap gives one ticket, and the second tap closes nothing', async () => {
    const one = await kiosk();
    await toCard(one);
    await one.page.dblclick(key('take'));
    await one.page.waitForSelector(screen('taken'));
    expect(issued(one)).toHaveLength(1);
  });

  test('without an answer the same press is sent again with the same key', async () => {
    const one = await kiosk();
    let tries = 0;
    one.stage.route('POST /api/halls/demo/tickets', () => ((tries += 1) < 3 ? new StageReply(503, { status: 503, code: 'store-down', detail: '', title: '', type: '' }) : { ticket: ticket() }));
    await toCard(one);
    await one.page.click(key('take'));
    await one.page.waitForSelector('text=正在重试');
    await one.page.waitForSelector(screen('taken'));
    expect(issued(one)).toHaveLength(3);
    expect(new Set(issued(one).map((press) => press.key)).size).toBe(1);
  });

  test('a refusal says the hall\'s own sentence and when to try again', async () => {
    const one = await kiosk();
    one.stage.route('POST /api/halls/demo/tickets', new StageReply(409, { type: '', title: '', status: 409, code: 'queue-closed', detail: '这个队列已停止取号', allowedAt: '2025-11-25T09:00:00+08:00' }));
    await toCard(one);
    await one.page.click(key('take'));
    await one.page.waitForSelector(screen('refused'));
    expect(await one.page.textContent(screen('refused'))).toContain('这个队列已停止取号');
    expect(await one.page.textContent(screen('refused'))).toContain('明天 09:00');
  });

  test('several services, cases and care go on one ticket', async () => {
    const one = await kiosk();
    await toCard(one);
    await one.page.click(key('care'));
    expect(await one.page.locator('text=退役军人').count()).toBe(0);
    await one.page.click(key('care-pregnant'));
    await one.page.click(key('care-sign-language'));
    await one.page.click(key('care-done'));
    await one.page.click(key('another'));
    await nth(one.page, 'tile', 6).click();
    await one.page.click(key('take'));
    await one.page.waitForSelector(screen('cases'));
    await one.page.click(key('more'));
    await one.page.click(key('take'));
    await one.page.waitForSelector(screen('taken'));
    expect(issued(one)[0]?.body).toEqual({ serviceIds: ['card', 'collect'], cases: 2, class: 'pregnant', needs: ['sign-language'], language: 'zh-CN' });
  });
});

describe('when something is wrong', () => {
  test('paper out: the number stays, and that the guide knows is said only after the answer', async () => {
    const one = await kiosk();
    await one.page.clock.install();
    await one.page.reload();
    await toCard(one);
    await one.page.click(key('take'));
    const prints = [{ ticketId: 't-12', job: 'p-1', state: 'not-printed', fault: 'paper-out', elsewhere: null }] as const;
    one.stage.show('/kiosk', kioskView({ prints, help: { id: 'h', state: 'asked' } }));
    await one.page.waitForSelector(`${key('paper')}:has-text("打印机缺纸。请记下号码，或找导办员")`);
    expect(await one.page.locator(key('coming')).count()).toBe(0);
    await one.page.clock.runFor(120_000);
    expect(await one.page.textContent(key('number'))).toBe('A012');
    one.stage.show('/kiosk', kioskView({ prints, help: { id: 'h', state: 'acknowledged' } }));
    await one.page.waitForSelector(key('coming'));
    await picture(one.page, 'kiosk-paper-out');
    await one.page.click(key('no-paper'));
    await expect.poll(() => one.stage.requests.filter((press) => press.path === '/api/halls/demo/tickets/t-12/blank-paper').length).toBe(1);
    await one.page.click(key('done'));
    await one.page.waitForSelector(screen('home'));
  });

  test('server gone: it says so, gives nothing, and recovers by itself', async () => {
    const one = await kiosk();
    await one.page.waitForSelector(screen('home'));
    await one.stage.goDown();
    await one.page.waitForSelector(screen('gone'));
    await picture(one.page, 'kiosk-gone');
    expect(await one.page.locator(key('tile')).first().isVisible()).toBe(false);
    await one.stage.comeBack();
    await one.page.waitForSelector(screen('gone'), { state: 'detached' });
    expect(await one.page.locator(key('tile')).first().isVisible()).toBe(true);
  });

  test('closed, used up, suspended and elsewhere each say what to do', async () => {
    const one = await kiosk(portrait, { views: { '/kiosk': kioskView({ services: withRefused('queue-closed', tenTwentyFour + 3 * 3_600_000) }) } });
    await one.page.waitForSelector(`${key('tile')}:has-text("今天 13:24 开始")`);
    await picture(one.page, 'kiosk-closed');
    await toCard(one);
    expect(await one.page.textContent(key('closed'))).toContain('今天 13:24 开始取号');
    expect(await one.page.locator(key('take')).count()).toBe(0);
    one.stage.show('/kiosk', kioskView({ services: withRefused('quota-used-up', tenTwentyFour + 22 * 3_600_000) }));
    await one.page.waitForSelector(`${key('closed')}:has-text("明天 08:24")`);
    const scope = { 'zh-CN': '社保', en: 'Social security' };
    one.stage.show('/kiosk', kioskView({ services: withRefused('suspended', null), suspensions: [{ id: 's', scope, reason: { 'zh-CN': '系统故障', en: 'failure' }, expectedBack: tenTwentyFour + 3_600_000 }] }));
    await one.page.waitForSelector(`${key('closed')}:has-text("预计 今天 11:24 恢复")`);
    await one.page.click(key('home'));
    one.stage.show('/kiosk', kioskView({ services: withRefused('suspended', tenTwentyFour + 22 * 3_600_000) }));
    await one.page.waitForSelector(`${key('tile')}:has-text("暂停，预计 明天 08:24 恢复")`);
    one.stage.show('/kiosk', kioskView());
    await nth(one.page, 'tile', 0).click();
    await nth(one.page, 'entry', 1).click();
    await nth(one.page, 'entry', 0).click();
    expect(await one.page.textContent(key('closed'))).toContain('国家医保服务平台');
  });

  test('nobody touches it: a warning counts down, a touch extends, then home in Chinese', async () => {
    const one = await kiosk();
    await one.page.clock.install();
    await one.page.reload();
    await one.page.click(key('language'));
    await nth(one.page, 'tile', 0).click();
    await one.page.clock.runFor(31_000);
    await one.page.waitForSelector(screen('idle'));
    await picture(one.page, 'kiosk-idle');
    // By the mouse itself: a click through a locator waits for animation frames, which the false clock withholds.
    await one.page.mouse.click(540, 600);
    await expect.poll(() => one.page.locator(screen('idle')).count()).toBe(0);
    await one.page.clock.runFor(46_000);
    await one.page.waitForSelector(screen('home'));
    await one.page.waitForSelector('text=您要办什么事');
  });
});

describe('help, scan and pairing', () => {
  test('请人帮忙 is one press away, and tells when somebody comes', async () => {
    const one = await kiosk();
    await one.page.click(key('help'));
    await one.page.waitForSelector(`${key('help')}:has-text("已呼叫导办员")`);
    one.stage.show('/kiosk', kioskView({ seq: 2, help: { id: 'h-1', state: 'acknowledged' } }));
    await one.page.waitForSelector(`${key('help')}:has-text("马上就来")`);
  });

  test('a scanned ticket shows its state, and a missed one is woken', async () => {
    const one = await kiosk();
    await one.page.clock.install();
    await one.page.reload();
    one.stage.route('POST /api/halls/demo/scan', { ticketId: 't-12', ticket: told(visitor({ state: 'absent' })), actions: ['wake'], audio: null });
    one.stage.route('POST /api/halls/demo/tickets/t-12/wake', { ticket: ticket({ ahead: 2 }) });
    await one.page.waitForSelector(screen('home'));
    // A scanner's keys come at once, however busy the machine is that runs this test.
    await one.page.clock.pauseAt(Date.now() + 1_000);
    await one.page.keyboard.type('http://hall.example/t/Zk3vQ9pT1xW7bN5m');
    await one.page.keyboard.press('Enter');
    await one.page.clock.resume();
    await one.page.waitForSelector(screen('scanned'));
    expect(await one.page.textContent(key('state'))).toBe('已过号');
    await picture(one.page, 'kiosk-scanned');
    await one.page.click(key('wake'));
    await one.page.waitForSelector(`${key('state')}:has-text("正在排队")`);
    expect(await one.page.locator(key('wake')).count()).toBe(0);
  });

  test('a kiosk that isn\'t paired asks for its code, and pairs by its address', async () => {
    const one = await kiosk(portrait, { turnDown: { '/kiosk': 'not-paired' }, routes: { 'POST /api/devices/pair': { device: 'kiosk-1' } } });
    await one.page.waitForSelector(screen('pairing'));
    await picture(one.page, 'kiosk-pairing');
    one.stage.turnDown('/kiosk', null);
    await one.page.goto(`${one.stage.url}/kiosk?pair=demo-kiosk`);
    await one.page.waitForSelector(screen('home'));
    one.stage.turnDown('/kiosk', 'not-paired');
    one.stage.route('POST /api/devices/pair', () => ({ device: one.stage.turnDown('/kiosk', null) ?? 'kiosk-1' }));
    await one.page.reload();
    await one.page.waitForSelector(screen('home'));
    one.stage.turnDown('/kiosk', 'not-paired');
    await one.page.reload();
    await one.page.waitForSelector(`${key('pair')}:disabled`);
    expect(one.stage.requests.filter((press) => press.path === '/api/devices/pair').map((press) => press.body)).toEqual([{ code: 'demo-kiosk', cookie: true }]);
  });
});

describe('for every eye and hand', () => {
  const smallest = 28;
  const unfit = async ({ page }: KioskOnStage): Promise<readonly string[]> => page.evaluate((least) => {
    const out: string[] = [];
    const shown = (element: Element): boolean => element.getClientRects().length > 0 && element.closest('.unseen') === null;
    for (const button of Array.from(document.querySelectorAll('button')).filter(shown)) {
      const box = button.getBoundingClientRect();
      if (box.height < 95.5) out.push(`${button.innerText} is only ${box.height} high`);
      if (button.innerText.trim() === '' && button.getAttribute('aria-label') === null) out.push('a key without a name');
      if (box.bottom > innerHeight + 0.5 || box.right > innerWidth + 0.5) out.push(`${button.innerText} sticks out`);
      if (button.scrollHeight > button.clientHeight + 2) out.push(`${button.innerText} is cut off`);
    }
    for (const element of Array.from(document.querySelectorAll('p, h1, h2, h3, span, button')).filter(shown))
      if (element.textContent !== '' && Number.parseFloat(getComputedStyle(element).fontSize) < least) out.push(`small letters: ${element.textContent ?? ''}`);
    return out;
  }, smallest);

  test.each([['portrait', portrait], ['landscape', landscape], ['small', small]] as const)('keys are large, words readable, nothing is cut off: %s', async (name, size) => {
    const one = await kiosk(size);
    const { page } = one;
    const all: string[] = [];
    const look = async (which: string): Promise<void> => {
      await picture(page, `kiosk-${name}-${which}`);
      all.push(...(await unfit(one)).map((fault) => `${which}: ${fault}`));
    };
    await page.waitForSelector(screen('home'));
    for (const way of ['plain', 'large', 'low'] as const) {
      if (way !== 'plain') await page.click(key(way));
      for (const language of ['zh', 'en']) {
        await look(`home-${way}-${language}`);
        await page.click(key('language'));
      }
      if (way !== 'plain') await page.click(key(way));
    }
    for (const days of [1, 4]) {
      one.stage.show('/kiosk', kioskView({ seq: 1 + days, services: withRefused('suspended', tenTwentyFour + days * 86_400_000) }));
      await page.waitForSelector(`${key('tile')}:has-text("${days === 1 ? '暂停，预计 明天' : '11月28日'}")`);
      for (const language of ['zh', 'en']) {
        await look(`suspended-${days}-${language}`);
        await page.click(key('language'));
      }
    }
    one.stage.show('/kiosk', kioskView({ seq: 9 }));
    await page.waitForSelector(`${key('tile')}:has-text("约 8 分钟")`);
    await page.click(key('search'));
    await page.click(key('key-y'));
    await page.click(key('key-l'));
    await look('search');
    await nth(page, 'found', 0).click();
    await look('service');
    await page.click(key('care'));
    await look('care');
    await page.click(key('care-done'));
    await page.click(key('take'));
    await page.waitForSelector(screen('taken'));
    await look('number');
    await page.click(key('language'));
    expect(await page.textContent('.where__counters')).toBe('Counters 3–7');
    expect(await page.locator(key('no-paper')).evaluate((button) => button.getBoundingClientRect().height)).toBeLessThan(110);
    await look('number-en');
    expect(all).toEqual([]);
  });

  test('轮椅操作 moves every list below the middle', async () => {
    const { page } = await kiosk();
    await page.waitForSelector(screen('home'));
    const highest = (): Promise<number> => page.evaluate(() => Math.min(...Array.from(document.querySelectorAll('button')).map((button) => button.getBoundingClientRect().top)));
    expect(await highest()).toBeLessThan(portrait.height / 2);
    await page.click(key('low'));
    // The lists move in more than one step: only where they come to rest counts.
    await expect.poll(highest).toBeGreaterThan(portrait.height / 2);
  });
});
