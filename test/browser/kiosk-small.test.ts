import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { kioskView } from './kiosk-hall.ts';
import { key, openKiosk, picture, screen } from './kiosk-stage.ts';
import { useBrowser } from './page-scene.ts';

const opened = useBrowser();
const upright = { width: 768, height: 1024 };

/** What stands outside the screen, or outside the part of the frame that it is read in. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const read = document.querySelector('.frame__read')?.getBoundingClientRect();
    const bottom = (element: Element): number => element.getBoundingClientRect().bottom;
    const keys = [...document.querySelectorAll('.frame__touch button, .assist button')].filter((one) => bottom(one) > window.innerHeight + 1);
    const words = [...document.querySelectorAll('.frame__read p')].filter((one) => read !== undefined && one.closest('.turn__window') === null && bottom(one) > read.bottom + 1);
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
