import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { freePort } from '../support/running-house.ts';
import { startServer } from '../support/server-process.ts';
import { kioskView, tenTwentyFour, ticket } from './kiosk-hall.ts';
import { key, openKiosk, portrait, screen } from './kiosk-stage.ts';
import type { KioskOnStage } from './kiosk-stage.ts';
import { useBrowser } from './page-scene.ts';

const opened = useBrowser();
const hour = 3_600_000;
const health = (one: KioskOnStage): number => one.stage.requests.filter((request) => request.path === '/api/health').length;

/** A kiosk whose own clock stands in the year 2001, as on a board without a battery. */
const kiosk = async (): Promise<KioskOnStage> => {
  const one = await opened((browser) => openKiosk(browser, portrait, { routes: { 'GET /api/health': { status: 'ok' } } }));
  await one.page.clock.install({ time: new Date('2001-01-01T03:00:00Z') });
  await one.page.reload();
  await one.page.waitForSelector(screen('home'));
  return one;
};
/** The first tile, the first department and its second service, as every kiosk test goes. */
const takeCard = async (page: Page): Promise<void> => {
  await page.locator(key('tile')).nth(0).click();
  await page.locator(key('entry')).nth(0).click();
  await page.locator(key('entry')).nth(1).click();
  await page.click(key('take'));
  await page.waitForSelector(screen('taken'));
};

test('the clock is the server\'s, whatever the kiosk\'s own says, and goes on between views', async () => {
  const { page, stage } = await kiosk();
  stage.show('/kiosk', kioskView({ seq: 2, now: tenTwentyFour + 3 * hour + 50_000 }));
  await page.waitForSelector('text=13:24');
  await page.clock.runFor(15_000);
  await page.waitForSelector('text=13:25');
});

test('once a day, when nobody stands there, the page starts anew', async () => {
  const one = await kiosk();
  await one.page.clock.fastForward(19 * hour);
  expect(health(one)).toBe(0);
  const anew = one.page.waitForEvent('load');
  await one.page.clock.fastForward(2 * hour);
  await anew;
  await one.page.waitForSelector(screen('home'));
  expect(health(one)).toBe(1);
});

test('it does not start anew under a number that has no paper', async () => {
  const one = await kiosk();
  await takeCard(one.page);
  one.stage.show('/kiosk', kioskView({ seq: 2, prints: [{ ticketId: ticket().id, job: 'p-1', state: 'not-printed', fault: 'paper-out', elsewhere: null }] }));
  await one.page.waitForSelector(`${key('paper')}:has-text("缺纸")`);
  await one.page.clock.fastForward(30 * hour);
  await one.page.clock.runFor(120_000);
  expect(health(one)).toBe(0);
  expect(await one.page.textContent(key('number'))).toBe('A012');
});

test('served but without a line for ten minutes it starts anew; without a server it waits', async () => {
  const one = await kiosk();
  await one.stage.goDown();
  await one.page.clock.runFor(4_000);
  await one.page.waitForSelector(screen('gone'));
  await one.page.evaluate(() => { document.title = 'the same page'; });
  await one.page.clock.runFor(15 * 60_000);
  expect(await one.page.title()).toBe('the same page');
  one.stage.turnDown('/kiosk', 'unavailable');
  await one.stage.comeBack();
  const anew = one.page.waitForEvent('load');
  await one.page.clock.runFor(60_000);
  await anew;
  one.stage.turnDown('/kiosk', null);
  await one.page.clock.runFor(10_000);
  // On a busy machine the page's ten seconds may be over before the real line was made; then it has its next try.
  await one.page.waitForSelector(screen('home'), { timeout: 10_000 }).catch(async () => {
    await one.page.clock.runFor(10_000);
    await one.page.waitForSelector(screen('home'));
  });
});

test('the server killed and started again: the kiosk says so, comes back by itself, and its numbers go on', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'paihao-'));
  const env = { DATA_DIR: dataDir, PORT: String(await freePort()) };
  const first = await startServer(env);
  const { page } = await opened(async (browser) => {
    const made = await browser.newPage({ viewport: portrait });
    const faults: string[] = [];
    made.on('pageerror', (fault) => faults.push(fault.message));
    await made.goto(`${first.base}/kiosk?pair=demo-kiosk`);
    return { page: made, faults, close: async () => made.close() };
  });
  const takeOne = async (): Promise<string> => {
    await page.waitForSelector(screen('home'));
    await page.click(key('search'));
    for (const letter of 'lqjm') await page.click(key(`key-${letter}`));
    await page.click(key('found'));
    await page.click(key('take'));
    await page.waitForSelector(screen('taken'));
    const number = await page.textContent(key('number'));
    await page.waitForSelector(`${key('paper')}:has-text("请取号票")`);
    await page.locator(key('done')).click({ delay: 800 });
    return number?.trim() ?? '';
  };
  const before = await takeOne();
  await first.kill('SIGKILL');
  await page.waitForSelector(screen('gone'));
  expect(await page.locator(key('tile')).first().isVisible()).toBe(false);
  const second = await startServer(env);
  await page.waitForSelector(screen('gone'), { state: 'detached' });
  expect(Number((await takeOne()).slice(1))).toBe(Number(before.slice(1)) + 1);
  await second.kill('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
}, 120_000);
