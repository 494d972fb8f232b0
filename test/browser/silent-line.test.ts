import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';
import { openSilentLine } from '../support/silent-line.ts';
import { key } from './kiosk-stage.ts';
import { useBrowser } from './page-scene.ts';

const openHouse = houseKeeper();
const opened = useBrowser();
/** Of which a page needs six at most; the rest is for a machine that is busy. Socket.IO alone would take eleven, and the page some more to be sure. */
const soon = { timeout: 9_000 };
const atLast = { timeout: 30_000 };

test('a cable is pulled: phone and screen say within seconds that they hear nothing, and go on by themselves once it is back', async () => {
  const house = await (await openHouse({ pages: true })).listen();
  const ticket = await (await house.device('kiosk')).take();
  const line = await openSilentLine(house.base);
  const { phone, screen } = await opened(async (browser) => {
    const pages: Page[] = [await browser.newPage(), await browser.newPage()];
    const [one, two] = pages;
    if (one === undefined || two === undefined) throw new Error('no pages');
    return { phone: one, screen: two, faults: [], close: async () => {
      for (const page of pages) await page.close();
      await line.close();
    } };
  });
  await phone.goto(`${line.url}/t/${ticket.token ?? ''}`);
  await screen.goto(`${line.url}/display?zone=east&pair=demo-display`);
  await phone.waitForSelector('[data-face=waiting]', atLast);
  await screen.waitForSelector('.head', atLast);
  line.pull();
  await Promise.all([phone.waitForSelector(key('stale'), soon), screen.waitForSelector('.outage', soon)]);
  line.plugIn();
  await Promise.all([phone.waitForSelector(key('stale'), { ...atLast, state: 'detached' }), screen.waitForSelector('.outage', { ...atLast, state: 'detached' })]);
  expect(await phone.locator('[data-face=waiting]').count()).toBe(1);
}, 90_000);
