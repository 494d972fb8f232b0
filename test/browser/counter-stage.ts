import type { Page } from 'playwright-core';
import type { CounterView } from '../../contract/live-events.ts';
import type { StageScript } from '../support/stage.ts';
import { catalogue, clerk, hallAnswer, views } from './counter-views.ts';
import type { useScene } from './display-scene.ts';

type Scene = ReturnType<typeof useScene>;

export const sizes = { bar: { width: 320, height: 680 }, strip: { width: 360, height: 120 }, wide: { width: 1280, height: 800 } } as const;
export type DeskSize = keyof typeof sizes;
export const picture = (name: string): string => `node_modules/.cache/pictures/${name}.png`;
export const at = '/api/halls/demo/counters/3';

export const deskScript = (): StageScript => ({
  routes: { 'GET /api/halls/demo/catalogue': catalogue, 'GET /api/halls/demo': hallAnswer },
  views: { '/counter': views.idle },
});

/** Opens a staff page in a language; `seat` is what the tab remembers, as after a reload. */
export const openStaff = async (scene: Scene, path: string, { viewport, language = 'zh-CN', seat }: { viewport: { readonly width: number; readonly height: number }; language?: string; seat?: readonly [string, object] }): Promise<void> => {
  const page = await scene.newPage(viewport);
  page.setDefaultTimeout(30_000);
  await page.addInitScript(([chosen, place, kept]) => {
    if (localStorage.getItem('paihao-language') === null) localStorage.setItem('paihao-language', chosen);
    if (place !== '') sessionStorage.setItem(place, kept);
  }, [language, seat?.[0] ?? '', JSON.stringify(seat?.[1] ?? null)] as const);
  await page.goto(scene.stage.url + path);
};

/** The desk of a clerk who already sits at counter 3. */
export const openDesk = async (scene: Scene, { size = 'bar', view = views.idle }: { size?: DeskSize; view?: CounterView } = {}): Promise<void> => {
  scene.stage.show('/counter', view);
  await openStaff(scene, '/counter', { viewport: sizes[size], seat: ['paihao-desk', { session: clerk, hall: 'demo', counter: '3' }] });
  await scene.page.waitForSelector('[data-part=main]');
};

/** Buttons that stand outside the window, outside of what scrolls, or whose words don't fit; lines cut off by their card, and a heading without its descenders. */
export const misfits = (page: Page): Promise<string[]> => page.evaluate(() => {
  const out: string[] = [];
  if (document.documentElement.scrollWidth > innerWidth) out.push('the page is wider than its window');
  for (const button of Array.from(document.querySelectorAll<HTMLElement>('button'))) {
    if (button.offsetParent === null || button.closest('.list, .inside, .tiles') !== null) continue;
    const box = button.getBoundingClientRect();
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) out.push(`outside: ${button.innerText}`);
    if (button.scrollWidth > button.clientWidth + 1 || button.scrollHeight > button.clientHeight + 1) out.push(`too long: ${button.innerText}`);
  }
  for (const line of Array.from(document.querySelectorAll<HTMLElement>('.card > *'))) {
    const card = line.closest('.card')?.getBoundingClientRect();
    if (line.offsetParent !== null && card !== undefined && line.getBoundingClientRect().bottom > card.bottom) out.push(`cut off by its card: ${line.innerText}`);
  }
  for (const heading of Array.from(document.querySelectorAll('h1'))) if (heading.scrollHeight > heading.clientHeight) out.push(`cut off: ${heading.innerText}`);
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
