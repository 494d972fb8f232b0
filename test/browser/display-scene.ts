import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { openStage } from '../support/stage.ts';
import type { Stage, StageScript } from '../support/stage.ts';

interface Scene {
  readonly stage: Stage;
  readonly page: Page;
  /** Opens a page without an address; a later one takes its place. It fails the test when it throws or breaks the content policy. */
  readonly newPage: (viewport: { readonly width: number; readonly height: number }) => Promise<Page>;
}

/** One browser for the file, one stage and its page for each test. */
export const useScene = (script: () => StageScript): Scene => {
  let browser: Browser;
  let stage: Stage;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    stage = await openStage(script());
  });
  afterEach(async () => {
    await page.close();
    await stage.close();
    expect(faults.splice(0)).toEqual([]);
  });
  return {
    get stage() { return stage; },
    get page() { return page; },
    newPage: async (viewport) => {
      page = await browser.newPage({ viewport });
      page.on('pageerror', (fault) => faults.push(fault.message));
      page.on('console', (line) => {
        if (line.text().includes('Content Security Policy')) faults.push(line.text());
      });
      return page;
    },
  };
};
