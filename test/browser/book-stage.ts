import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { axeFindings } from '../support/axe-findings.ts';
import { openBrowser } from '../support/browser.ts';
import { morningClock } from '../support/morning-clock.ts';
import { realHouse } from '../support/running-house.ts';
import type { RealHouse } from '../support/running-house.ts';

export const fail = (): never => { throw new Error('it did not open'); };
export const minutes = (n: number): number => n * 60_000;
export interface Opened { readonly page: Page; readonly faults: readonly string[] }
interface BookStage {
  readonly pictures: string; readonly house: () => RealHouse;
  /** How far the clock of the hall is put forward. */
  readonly ahead: { ms: number };
  readonly openPage: (path: string, width: number, height: number, locale: string) => Promise<Opened>;
  readonly look: (page: Page, name: string, searched: boolean) => Promise<void>;
  readonly post: (path: string, body: object, token?: string | null) => Promise<Record<string, unknown>>;
}

/** Booking as people do it: the real server over the demo hall, a real browser, and a clock that can be put forward. */
export const bookStage = (): BookStage => {
  const pictures = process.env['PICTURES'] ?? 'node_modules/.cache/pictures/book';
  const open: { house?: RealHouse; browser?: Browser } = {};
  const house = (): RealHouse => open.house ?? fail();
  const { ahead, clock } = morningClock();

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    open.house = await realHouse(null, clock);
    open.browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await open.browser?.close();
    await open.house?.close();
  });

  const openPage = async (path: string, width: number, height: number, locale: string): Promise<Opened> => {
    const context = await (open.browser ?? fail()).newContext({ viewport: { width, height }, locale, deviceScaleFactor: width > 1000 ? 0.5 : 1 });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (fault) => faults.push(fault.message));
    await page.goto(house().address + path, { timeout: 60_000 });
    return { page, faults };
  };
  /** A picture of the whole page, that nothing is wider than the phone, and what axe finds: in each language once, since the pages are the same at every width. */
  const look = async (page: Page, name: string, searched: boolean): Promise<void> => {
    if (searched || process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    if (searched) expect([name, await axeFindings(page)]).toEqual([name, []]);
    expect([name, await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')]).toEqual([name, true]);
  };

  const post = async (path: string, body: object, token: string | null = null): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `book-${Math.random().toString(36).slice(2)}x`, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
    return (await (await fetch(house().address + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as Record<string, unknown>;
  };
  return { pictures, house, ahead, openPage, look, post };
};
