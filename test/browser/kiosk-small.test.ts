import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { catalogue, kioskView } from './kiosk-hall.ts';
import { key, openKiosk, picture, screen } from './kiosk-stage.ts';
import { useBrowser } from './page-scene.ts';
import en from '../../contract/languages/en/refusals.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/refusals.json' with { type: 'json' };
import { StageReply } from '../support/stage.ts';

const opened = useBrowser();
const upright = { width: 768, height: 1024 };

/** What stands outside the screen, or outside the part of the frame that it is read in. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const read = document.querySelector('.frame__read')?.getBoundingClientRect();
    const bottom = (element: Element): number => element.getBoundingClientRect().bottom;
    const keys = [...document.querySelectorAll('.frame__touch button, .assist button')].filter((one) => bottom(one) > window.innerHeight + 1);
    const words = [...document.querySelectorAll('.frame__read p')].filter((one) => read !== undefined && one.closest('.turn__window') === null && (bottom(one) > read.bottom + 1 || one.getBoundingClientRect().top < read.top - 1));
    return [...keys, ...words].map((one) => one.textContent?.trim() ?? '');
  });

test.each([['zh-CN', false], ['en', false], ['zh-CN', true], ['en', true]] as const)('on an old upright screen of 768 × 1024 every key and the whole number are seen (%s, large print %s)', async (language, large) => {
  const { page, stage } = await opened((browser) => openKiosk(browser, upright));
  stage.show('/kiosk', kioskView());
  await page.waitForSelector(screen('home'));
  if (language === 'en') await page.click(key('language'));
  if (large) await page.click(key('large'));
  const seen: string[] = [...(await cutOff(page))];
  for (const name of ['tile', 'entry', 'entry'] as const) {
    await page.locator(key(name)).first().click();
    seen.push(...(await cutOff(page)));
  }
  await page.click(key('take'));
  await page.waitForSelector(`${key('number')}:visible`);
  seen.push(...(await cutOff(page)));
  expect(seen).toEqual([]);
  expect(await page.locator(key('number')).evaluate((one) => parseFloat(getComputedStyle(one).fontSize))).toBeGreaterThan(90);
  await picture(page, `kiosk-small-${language}${large ? '-large' : ''}`);
});

test.each([['zh-CN', 'plain'], ['en', 'plain'], ['zh-CN', 'large'], ['en', 'large'], ['en', 'low']] as const)('typing a code there, empty, whole and wrong, covers nothing (%s, %s)', async (language, print) => {
  const words = language === 'en' ? en : zh;
  const no = new StageReply(404, { type: 'about:blank', title: 'unknown-appointment', status: 404, code: 'unknown-appointment', detail: words['unknown-appointment'] });
  const { page } = await opened((browser) => openKiosk(browser, upright, { routes: { 'GET /api/halls/demo/catalogue': { ...catalogue, books: true }, 'POST /api/halls/demo/check-ins/find': no } }));
  await page.waitForSelector(screen('home'));
  if (language === 'en') await page.click(key('language'));
  if (print !== 'plain') await page.click(key(print));
  await page.click(key('check-in'));
  const seen = [...(await cutOff(page))];
  for (const digit of '11010519491231002') await page.click(key(`key-${digit}`));
  await page.click(key('key-x'));
  seen.push(...(await cutOff(page)));
  await page.click(key('find'));
  await page.waitForSelector(key('no'));
  seen.push(...(await cutOff(page)));
  expect(seen).toEqual([]);
});
