import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLine } from './old-chromium.ts';
import { finder, layoutFaults, lettersThere, patience, placeToPress, settled, sooner } from './in-page.ts';
import type { Line, OldChromium } from './old-chromium.ts';

interface Size { readonly width: number; readonly height: number }
/** A page in an old browser, walked like a person: looks for what is visible, presses what isn't covered. */
export interface OldPage {
  readonly goto: (address: string) => Promise<void>;
  /** Waits for a visible element, with these words in it where they are given. */
  readonly see: (selector: string, words?: string) => Promise<void>;
  readonly press: (selector: string, words?: string) => Promise<void>;
  /** Presses a key until it means something else: some take no press for half a second after they changed. */
  readonly settle: (selector: string, now: string, after: string) => Promise<void>;
  readonly type: (selector: string, text: string) => Promise<void>;
  readonly textOf: (selector: string) => Promise<string>;
  /** Keeps a picture, and finds out whether anything sticks out or lies on something else. */
  readonly picture: (name: string) => Promise<void>;
  /** What the page threw, complained of, or laid out badly. */
  readonly faults: readonly string[];
  readonly close: () => Promise<void>;
}
/** `apart`: keys of this screen are at least so many px apart. */
export interface PageWish extends Size { readonly mobile?: boolean; readonly apart: number; readonly pictures: string }

interface Remote { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } } }

const watch = (line: Line, faults: string[]): void => {
  line.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    const { text, exception } = exceptionDetails as NonNullable<Remote['exceptionDetails']>;
    faults.push(`threw: ${exception?.description ?? text}`);
  });
  line.on('Runtime.consoleAPICalled', ({ type, args }) => {
    if (type === 'error' || type === 'warning') faults.push(`console: ${(args as readonly { readonly value?: unknown; readonly description?: string }[]).map((one) => String(one.value ?? one.description)).join(' ')}`);
  });
  line.on('Log.entryAdded', ({ entry }) => {
    const { level, text, url } = entry as { readonly level: string; readonly text: string; readonly url?: string };
    // A page that is not signed in or paired yet asks who it is, and is told so.
    if (level === 'error' && !/ 401 /.test(text)) faults.push(`log: ${text} ${url ?? ''}`);
  });
};

type Run = (expression: string) => Promise<unknown>;
const runner = (line: Line): Run => async (expression) => {
  const { result, exceptionDetails } = (await line.ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })) as Remote;
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result?.value;
};

const steps = (line: Line, run: Run): Pick<OldPage, 'goto' | 'see' | 'press' | 'settle' | 'type' | 'textOf'> => {
  const missing = async (what: string): Promise<never> => {
    throw new Error(`${what} did not come within ${patience / 1000} s; the page says ${JSON.stringify(await run('document.body.innerText'))}`);
  };
  const see = async (selector: string, words = ''): Promise<void> => {
    if ((await run(sooner(`return Boolean(${finder(selector, words)})`))) === null) await missing(`${selector} ${words}`);
  };
  const press = async (selector: string, words = ''): Promise<void> => {
    const place = (await run(placeToPress(selector, words))) as { readonly x: number; readonly y: number } | null;
    if (place === null) return missing(`${selector} ${words}, free to be pressed,`);
    const mouse = { ...place, button: 'left', clickCount: 1 };
    await line.ask('Input.dispatchMouseEvent', { ...mouse, type: 'mousePressed' });
    await line.ask('Input.dispatchMouseEvent', { ...mouse, type: 'mouseReleased' });
  };
  return {
    see, press,
    settle: async (selector, now, after) => {
      for (const end = Date.now() + patience; Date.now() < end; ) {
        await press(selector, now);
        if ((await run(sooner(`return Boolean(${finder(selector, after)})`, 1000))) !== null) return;
      }
      await missing(`${selector} ${after}`);
    },
    goto: async (address) => {
      const loaded = new Promise<void>((resolve) => line.on('Page.loadEventFired', () => resolve()));
      await line.ask('Page.navigate', { url: address });
      await loaded;
    },
    type: async (selector, text) => {
      await press(selector);
      for (const letter of text) await line.ask('Input.dispatchKeyEvent', { type: 'char', text: letter });
    },
    textOf: async (selector) => {
      await see(selector);
      return String(await run(`${finder(selector, '')}.innerText.trim()`));
    },
  };
};

/** A page with cookies of its own. */
export const openOldPage = async (browser: OldChromium, wish: PageWish): Promise<OldPage> => {
  const { browserContextId } = await browser.line.ask('Target.createBrowserContext');
  const { targetId } = await browser.line.ask('Target.createTarget', { url: 'about:blank', browserContextId, width: wish.width, height: wish.height });
  const line = await openLine(`${browser.door}/devtools/page/${String(targetId)}`);
  const faults: string[] = [];
  watch(line, faults);
  for (const domain of ['Page', 'Runtime', 'Log']) await line.ask(`${domain}.enable`);
  await line.ask('Emulation.setDeviceMetricsOverride', { width: wish.width, height: wish.height, deviceScaleFactor: 1, mobile: wish.mobile ?? false });
  const run = runner(line);
  return {
    ...steps(line, run), faults,
    picture: async (name) => {
      await run(settled);
      await run(lettersThere);
      for (const fault of (await run(layoutFaults(wish.apart))) as readonly string[]) faults.push(`${name}: ${fault}`);
      const { data } = await line.ask('Page.captureScreenshot', { format: 'png' });
      mkdirSync(wish.pictures, { recursive: true });
      writeFileSync(join(wish.pictures, `${name}.png`), Buffer.from(String(data), 'base64'));
    },
    close: async () => {
      line.close();
      await browser.line.ask('Target.closeTarget', { targetId });
    },
  };
};
