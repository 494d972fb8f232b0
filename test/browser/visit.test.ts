import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { enliven } from '../support/lively-hall.ts';
import { realHouse } from '../support/running-house.ts';
import type { RealHouse } from '../support/running-house.ts';

/** One visit as people live it: four windows on the real server, nothing canned. */
/** `PICTURES=docs/pictures npm test -- test/browser/visit.test.ts` makes the README's pictures anew. */
const pictures = process.env['PICTURES'] ?? 'node_modules/.cache/pictures/visit';
const open: { house?: RealHouse; browser?: Browser } = {};
const house = (): RealHouse => open.house ?? fail();
const fail = (): never => { throw new Error('the house did not open'); };

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  open.house = await realHouse();
  await enliven(open.house, 5, ['collect', 'general']);
  open.browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await open.browser?.close();
  await open.house?.close();
});

const page = async (path: string, width: number, height: number): Promise<Page> => {
  // Large screens are taken at half their size: a picture in a README is small anyway.
  const context = await (open.browser ?? fail()).newContext({ viewport: { width, height }, locale: 'zh-CN', deviceScaleFactor: width > 1000 ? 0.5 : 1 });
  const made = await context.newPage();
  // The page of simulators draws every board of the hall; a busy machine needs its time for that.
  await made.goto(house().address + path, { timeout: 90_000 });
  return made;
};
const picture = (of: Page, name: string): Promise<unknown> => of.screenshot({ path: `${pictures}/${name}.png` });

const signIn = async (counter: Page): Promise<void> => {
  await counter.fill('[data-part=staff-number]', '1001');
  await counter.fill('[data-part=pin]', '246810');
  await counter.click('[data-part=sign-in]');
  await counter.click('[data-counter="1"]');
  await counter.waitForSelector('[data-layout]');
};

/** Presses the main button until it means something else: it takes no press for half a second after it changed. */
const pressMain = async (counter: Page, label: string, after: string): Promise<void> => {
  const main = counter.locator('[data-part=main] span');
  await expect.poll(async () => {
    const now = await main.textContent();
    if (now === label) await counter.click('[data-part=main]');
    return main.textContent();
  }, { timeout: 30_000, interval: 200 }).toBe(after);
};

test('kiosk press → ticket picture → call → display text and announcement → serve → rating', async () => {
  const display = await page('/display?zone=a&pair=demo-display', 1920, 1080);
  const heard: string[] = [];
  display.on('response', (response) => {
    if (response.url().includes('/audio/') && response.ok()) heard.push(response.url());
  });
  await display.waitForSelector('text=请等候叫号');
  const counter = await page('/counter', 320, 680);
  await signIn(counter);

  const kiosk = await page('/kiosk?pair=demo-kiosk', 1080, 1920);
  await kiosk.waitForSelector('[data-screen=home]');
  await picture(kiosk, 'kiosk-home');
  await kiosk.click('[data-test=search]');
  for (const letter of 'lqjm') await kiosk.click(`[data-test=key-${letter}]`);
  await picture(kiosk, 'kiosk-search');
  await kiosk.click('text=领取居民身份证、出入境证件');
  await kiosk.waitForSelector('[data-screen=service]');
  await picture(kiosk, 'kiosk-service');
  await kiosk.click('[data-test=take]');
  await kiosk.waitForSelector('[data-screen=taken]');
  await kiosk.waitForSelector('text=请取号票');
  await picture(kiosk, 'kiosk-taken');
  const number = (await kiosk.textContent('[data-screen=taken] [data-test=number]'))?.trim() ?? '';
  expect(number).toMatch(/^L\d{3}$/);

  const simulators = await page('/simulators', 1280, 900);
  await simulators.waitForSelector('img');
  const paper = await (await fetch(`${house().address}/api/simulators/printer-1/papers/0.svg`)).text();
  expect(paper.replace(/<[^>]*>/g, '')).toContain(number);
  await picture(simulators, 'simulators');

  const engine = [...house().house.halls.values()][0] ?? fail();
  const ticket = [...engine.hall.tickets.values()].find((t) => t.number === number) ?? fail();
  const token = (await house().house.records.side(engine.id, ticket.id, 'token'))?.value ?? fail();
  const phone = await page(`/t/${token}`, 360, 640);
  await phone.waitForSelector(`text=${number}`);
  await picture(phone, 'phone-waiting');
  const guide = await page('/admin', 1024, 768);
  await guide.fill('[data-part=staff-number]', '2001');
  await guide.fill('[data-part=pin]', '246810');
  await guide.click('[data-part=sign-in]');
  await guide.waitForSelector('text=要处理的事');
  await picture(guide, 'guide');

  await counter.click('text=下一位');
  await counter.waitForSelector(`text=${number}`);
  await picture(counter, 'counter-called');
  await display.waitForSelector(`text=${number}`);
  await picture(display, 'display-called');
  await counter.waitForSelector('text=已播报', { timeout: 60_000 });
  expect(heard.length).toBeGreaterThan(0);
  await pressMain(counter, '已到', '完成并叫下一位');
  await picture(counter, 'counter-serving');
  await pressMain(counter, '完成并叫下一位', '下一位');

  await phone.click('[data-test=grade-5]');
  await picture(phone, 'phone-rating');
  await phone.click('[data-test=send]');
  await phone.waitForSelector('[data-test=rating]', { state: 'detached' });
  expect(engine.hall.legs.get(ticket.legs[0] ?? fail())).toMatchObject({ state: 'served', grade: 5 });
}, 240_000);
