import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openStage } from '../support/stage.ts';
import type { Stage, StageScript } from '../support/stage.ts';
import { catalogue, kioskView, ticket } from './kiosk-hall.ts';

const pictures = join(resolve(dirname(fileURLToPath(import.meta.url)), '../..'), 'node_modules', '.cache', 'pictures');
export const portrait = { width: 1080, height: 1920 };
export const landscape = { width: 1920, height: 1080 };
export const small = { width: 1280, height: 800 };

/** A kiosk in front of a stage; `faults` collects what the page threw or was forbidden. */
export interface KioskOnStage { readonly stage: Stage; readonly page: Page; readonly faults: string[]; readonly close: () => Promise<void> }

export const openKiosk = async (browser: Browser, size = portrait, script: StageScript = {}): Promise<KioskOnStage> => {
  const stage = await openStage({
    routes: {
      'GET /api/status': { halls: [{ id: 'demo' }] }, 'GET /api/halls/demo': { id: 'demo', timeZone: 'Asia/Shanghai' }, 'GET /api/halls/demo/catalogue': catalogue,
      'POST /api/halls/demo/tickets': { ticket: ticket() }, 'POST /api/halls/demo/help': { id: 'h-1' }, ...script.routes,
    },
    views: { '/kiosk': kioskView(), ...script.views },
    ...(script.turnDown === undefined ? {} : { turnDown: script.turnDown }),
  });
  const page = await browser.newPage({ viewport: size });
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(fault.message));
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().startsWith('Failed to load resource') && !line.text().includes('WebSocket')) faults.push(line.text());
  });
  await page.goto(`${stage.url}/kiosk`);
  return { stage, page, faults, close: async () => {
    await page.close();
    await stage.close();
  } };
};

export const key = (name: string): string => `[data-test="${name}"]`;
export const screen = (name: string): string => `[data-screen="${name}"]`;

export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
};
