import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openBrowser } from '../support/browser.ts';

interface Opened { readonly faults: readonly string[]; readonly close: () => Promise<void> }

/** One browser for a test file; what a test opened is closed after it, and must not have thrown or been forbidden anything. */
export const useBrowser = (): (<T extends Opened>(open: (browser: Browser) => Promise<T>) => Promise<T>) => {
  const opened: Opened[] = [];
  const held: Browser[] = [];
  beforeAll(async () => {
    held.push(await openBrowser());
  });
  afterAll(async () => {
    for (const browser of held.splice(0)) await browser.close();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) {
      await one.close();
      expect(one.faults).toEqual([]);
    }
  });
  return async (open) => {
    const [browser] = held;
    if (browser === undefined) throw new Error('the browser opens before the first test');
    const one = await open(browser);
    opened.push(one);
    return one;
  };
};
