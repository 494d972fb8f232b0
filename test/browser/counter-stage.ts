import type { Browser, Page } from 'playwright-core';
import type { CounterView } from '../../contract/live-events.ts';
import { openStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { catalogue, clerk, hallAnswer, views } from './counter-views.ts';

export const sizes = { bar: { width: 320, height: 680 }, strip: { width: 360, height: 120 }, wide: { width: 1280, height: 800 } } as const;
export type DeskSize = keyof typeof sizes;
export const picture = (name: string): string => `node_modules/.cache/pictures/${name}.png`;
export const at = '/api/halls/demo/counters/3';

export const openDeskStage = (): Promise<Stage> => openStage({
  routes: { 'GET /api/halls/demo/catalogue': catalogue, 'GET /api/halls/demo': hallAnswer },
  views: { '/counter': views.idle },
});

/** A page whose clerk already sits at counter 3, as after a reload; its faults are kept for the test to look at. */
export const openDesk = async (browser: Browser, stage: Stage, faults: string[], { size = 'bar', language = 'zh-CN', view = views.idle }: { size?: DeskSize; language?: string; view?: CounterView } = {}): Promise<Page> => {
  stage.show('/counter', view);
  const page = await browser.newPage({ viewport: sizes[size], locale: language });
  page.setDefaultTimeout(8000);
  page.on('pageerror', (fault) => faults.push(fault.message));
  page.on('console', (line) => {
    if (/Content Security Policy/.test(line.text())) faults.push(line.text());
  });
  await page.addInitScript((seat) => sessionStorage.setItem('paihao-desk', seat), JSON.stringify({ session: clerk, hall: 'demo', counter: '3' }));
  await page.goto(`${stage.url}/counter`);
  await page.waitForSelector('[data-part=main]');
  return page;
};

/** Buttons that stand outside the window, outside of what scrolls, or whose words don't fit. */
export const misfits = (page: Page): Promise<string[]> => page.evaluate(() => {
  const out: string[] = [];
  if (document.documentElement.scrollWidth > innerWidth) out.push('the page is wider than its window');
  for (const button of Array.from(document.querySelectorAll<HTMLElement>('button'))) {
    if (button.offsetParent === null || button.closest('.list, .inside, .tiles') !== null) continue;
    const box = button.getBoundingClientRect();
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) out.push(`outside: ${button.innerText}`);
    if (button.scrollWidth > button.clientWidth + 1 || button.scrollHeight > button.clientHeight + 1) out.push(`too long: ${button.innerText}`);
  }
  return out;
});

/** Where every button of the desk stands, but for those in lists, which move with their people. */
export const places = (page: Page): Promise<Record<string, string>> => page.evaluate(() => {
  const out: Record<string, string> = {};
  for (const button of Array.from(document.querySelectorAll<HTMLElement>('[data-part]'))) {
    if (button.tagName !== 'BUTTON' || button.closest('.list') !== null) continue;
    const box = button.getBoundingClientRect();
    out[button.dataset['part'] ?? ''] = [box.left, box.top, box.width, box.height].map(Math.round).join(' ');
  }
  return out;
});
