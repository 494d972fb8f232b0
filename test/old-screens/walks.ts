import { callUntil, clerk, key, part, screen, takeNumber, voiceEnds, walkScreen } from './walk.ts';
import type { OldPage } from './old-page.ts';
import type { Walk } from './walk.ts';

interface Walkable { readonly name: string; /** The oldest Chromium this screen is built for. */ readonly from: number; readonly go: (walk: Walk) => Promise<readonly string[]> }

const kioskSizes = { portrait: { width: 1080, height: 1920 }, landscape: { width: 1920, height: 1080 } } as const;
const walkKiosk = (size: keyof typeof kioskSizes) => (walk: Walk): Promise<readonly string[]> =>
  walkScreen(walk, `kiosk-${size}`, { ...kioskSizes[size], apart: 16 }, async (page, { house }) => {
    await page.goto(`${house.address}/kiosk?pair=demo-kiosk`);
    await page.see(screen('home'));
    await page.picture('1-home');
    for (const comfort of ['large', 'low', 'language']) {
      await page.press(key(comfort));
      await page.picture(`2-home-${comfort}`);
      await page.press(key(comfort));
    }
    for (const comfort of ['large', 'low']) await page.press(key(comfort));
    await page.picture('2-home-large-low');
    for (const comfort of ['large', 'low']) await page.press(key(comfort));
    await page.press(key('tile'), '社保');
    await page.see(screen('departments'));
    await page.picture('3-departments');
    await page.press(key('entry'));
    await page.see(screen('services'));
    await page.picture('4-services');
    await page.press(key('entry'));
    await page.see(screen('service'));
    await page.picture('5-service');
    await page.press(key('info-wrong'));
    await page.see(key('info-wrong'), '已告诉大厅');
    await page.press(key('carry'));
    await page.see(screen('carry'));
    await page.picture('5-carry');
    await page.press(key('back'));
    await page.press(key('large'));
    await page.press(key('language'));
    await page.picture('6-service-large-english');
    await page.press(key('language'));
    await page.press(key('large'));
    await page.press(key('home'));
    await page.press(key('search'));
    for (const letter of 'lqjm') await page.press(key(`key-${letter}`));
    await page.see(key('found'), '领取居民身份证');
    await page.picture('7-search');
    await page.press(key('found'), '领取居民身份证');
    await page.press(key('care'));
    await page.see(screen('care'));
    await page.picture('8-care');
    await page.press(key('care-done'));
    await page.press(key('take'));
    await page.see(screen('taken'));
    await page.see(key('paper'), '请取号票');
    await page.picture('9-number');
    if (!/^L\d{3}$/.test(await page.textOf(key('number')))) throw new Error(`the number is "${await page.textOf(key('number'))}"`);
    await page.press(key('help'));
    await page.see(key('help'), '已呼叫');
  });

const walkDisplay = (walk: Walk): Promise<readonly string[]> =>
  walkScreen(walk, 'display', { width: 1920, height: 1080, apart: 0 }, async (page, { house }) => {
    await page.goto(`${house.address}/display?zone=a&pair=demo-display`);
    await page.see('body', '请等候叫号');
    await page.picture('1-nobody');
    const { number } = await takeNumber(house);
    const press = await clerk(house);
    await callUntil(press, number);
    await page.see('.number', number);
    await page.picture('2-called');
    // Either the television plays, or it asks for its one touch and plays after that.
    const voice = await voiceEnds(house, number);
    if (voice !== 'spoken') {
      await page.see('[role="alert"]', '打开声音');
      await page.picture('3-asks-for-a-touch');
      await page.press('[role="alert"]');
      await press('recall');
      const again = await voiceEnds(house, number);
      if (again !== 'spoken') throw new Error(`the call was not spoken after the touch either: ${String(again)}`);
    }
    await press('start');
    await press('finish', { outcome: 'done' });
    await press('sign-out');
  });

const walkPhone = (walk: Walk): Promise<readonly string[]> =>
  walkScreen(walk, 'phone', { width: 360, height: 640, mobile: true, apart: 4 }, async (page, { house }) => {
    const { number, token } = await takeNumber(house);
    await page.goto(`${house.address}/t/${token}`);
    await page.see(key('number'), number);
    // Old headless browsers speak English whatever they are told.
    if ((await page.textOf(key('language'))) === '中文') await page.press(key('language'));
    await page.see('body', '办理窗口');
    await page.picture('1-waiting');
    await page.press(key('away'));
    await page.see(key('back'));
    await page.press(key('back'));
    await page.see(key('away'));
    await page.press(key('language'));
    await page.picture('2-english');
    await page.press(key('language'));
    const press = await clerk(house);
    await callUntil(press, number);
    await page.see(key('called'), '2号窗口');
    await page.picture('3-called');
    await press('start');
    await press('finish', { outcome: 'done' });
    await press('sign-out');
    await page.see(key('rating'));
    await page.press(key('grade-5'));
    await page.picture('4-rating');
    await page.press(key('send'));
    await page.see(key('thanks'));
    await page.goto(`${house.address}/s/pension-claim?hall=demo`);
    await page.see(key('service'));
    await page.picture('5-service');
  });

/** Old headless browsers speak English whatever they are told. */
const inChinese = async (page: OldPage): Promise<void> => {
  if ((await page.textOf(part('language'))) === '中文') await page.press(part('language'));
};

const walkCounter = (walk: Walk): Promise<readonly string[]> =>
  walkScreen(walk, 'counter', { width: 320, height: 680, apart: 2 }, async (page, { house }) => {
    await takeNumber(house);
    await page.goto(`${house.address}/counter`);
    await page.see(part('sign-in'));
    await inChinese(page);
    await page.picture('1-sign-in');
    await page.type(part('staff-number'), '1001');
    await page.type(part('pin'), '246810');
    await page.press(part('sign-in'));
    await page.see('[data-counter="1"]');
    await page.picture('2-which-counter');
    await page.press('[data-counter="1"]');
    await page.see('[data-layout]');
    await page.see(part('main'), '下一位');
    await page.picture('3-at-the-desk');
    await page.press(part('main'), '下一位');
    await page.see(part('main'), '已到');
    await page.picture('4-called');
    await page.settle(part('main'), '已到', '完成并叫下一位');
    await page.picture('5-serving');
    for (const panel of ['finish', 'transfer', 'add-service', 'more']) {
      await page.press(part(panel));
      await page.see(part('close'));
      await page.picture(`6-${panel}`);
      await page.press(part('close'));
    }
    await page.settle(part('main'), '完成并叫下一位', '下一位');
    await page.picture('7-finished');
  });

const walkAdmin = (walk: Walk): Promise<readonly string[]> =>
  walkScreen(walk, 'admin', { width: 1280, height: 800, apart: 2 }, async (page, { house }) => {
    await page.goto(`${house.address}/admin`);
    await inChinese(page);
    await page.type(part('staff-number'), '4001');
    await page.type(part('pin'), '246810');
    await page.press(part('sign-in'));
    await page.see('.pages');
    await page.picture('1-first');
    for (const which of ['hall', 'issue', 'find', 'day', 'floor']) {
      await page.press(`[data-page="${which}"]`);
      await page.picture(`2-${which}`);
    }
  });

export const walks: readonly Walkable[] = [
  { name: 'kiosk, portrait', from: 64, go: walkKiosk('portrait') },
  { name: 'kiosk, landscape', from: 64, go: walkKiosk('landscape') },
  { name: 'display', from: 64, go: walkDisplay },
  { name: 'phone', from: 61, go: walkPhone },
  { name: 'counter', from: 78, go: walkCounter },
  { name: 'admin', from: 78, go: walkAdmin },
];
