import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { bookStage, fail } from './book-stage.ts';

/** A network that takes its time: what was pressed is being done, and the page says so. */
const { house, openPage, look } = bookStage();

const booked = async (locale: string, width: number, height: number, phone: string): Promise<{ readonly page: Page; readonly faults: readonly string[] }> => {
  const opened = await openPage('/book', width, height, locale);
  const { page } = opened;
  await page.waitForSelector('[data-step=service]');
  await page.fill('[data-test=search]', locale === 'en' ? 'passport' : '护照');
  await page.click('[data-service=passport]');
  await page.click('[data-day]:not([disabled])');
  await page.click('[data-start]:not([disabled]) >> nth=20');
  await page.fill('[data-test=phone]', phone);
  await page.click('[data-test=confirm]');
  await page.waitForSelector('[data-test=code]');
  return opened;
};
/** Holds back the next press of an address until it is let go. */
const held = async (page: Page, address: string): Promise<() => void> => {
  const gate: { open?: () => void } = {};
  const wait = new Promise<void>((resolve) => { gate.open = resolve; });
  await page.route(address, async (route) => {
    await wait;
    await route.continue();
  }, { times: 1 });
  return () => gate.open?.();
};

test.each([['zh-CN', 360, 640, '13911115551'], ['en', 412, 915, '13911115552']] as const)('a slow move is said, also to whoever went back meanwhile; a cancel under way can not be taken for kept (%s)', async (locale, width, height, phone) => {
  const engine = [...house().house.halls.values()][0] ?? fail();
  const { page, faults } = await booked(locale, width, height, phone);
  const one = [...engine.hall.appointments.values()].filter(({ state }) => state === 'booked').at(-1) ?? fail();
  const letMove = await held(page, '**/move');
  await page.click('[data-test=move]');
  await page.click('[data-day]:not([disabled]) >> nth=1');
  // Every service, the old time and the new day stand above the times.
  for (const words of locale === 'en' ? ['Passport, new or renewed', 'Old time: ', 'New day: '] : ['普通护照', '原来：', '改到：']) expect(await page.innerText('main')).toContain(words);
  await page.click('[data-start]:not([disabled]) >> nth=3');
  await page.waitForSelector(`[data-start] >> text=${locale === 'en' ? 'Taking this time…' : '正在选这个时间…'}`);
  await look(page, `${locale}-${width}-slow-move`, true);
  await page.goBack();
  await page.waitForSelector(`text=${locale === 'en' ? 'Moving the time…' : '正在改时间…'}`);
  await look(page, `${locale}-${width}-slow-move-back`, true);
  letMove();
  await page.waitForSelector(`h1 >> text=${locale === 'en' ? 'The time is changed' : '时间已改好'}`);
  expect(engine.hall.appointments.get(one.id)?.start).not.toBe(one.start);
  const letCancel = await held(page, '**/cancel');
  await page.click('[data-test=cancel]');
  await page.click('[data-test=cancel-yes]');
  await page.waitForSelector(`text=${locale === 'en' ? 'Cancelling…' : '正在取消…'}`);
  expect(await page.$('[data-test=cancel-no]')).toBeNull();
  await look(page, `${locale}-${width}-slow-cancel`, true);
  letCancel();
  await page.waitForSelector('[data-state=cancelled]');
  expect(faults).toEqual([]);
}, 120_000);

test('a network that is gone is said where somebody looks, and is tried at once when it is back', async () => {
  const { page, faults } = await openPage('/book', 360, 640, 'zh-CN');
  await page.waitForSelector('[data-step=service]');
  await page.fill('[data-test=search]', '护照');
  await page.click('[data-service=passport]');
  await page.click('[data-day]:not([disabled])');
  await page.waitForSelector('[data-start]');
  await page.context().setOffline(true);
  await page.click('[data-start]:not([disabled]) >> nth=20');
  await page.waitForSelector('.fault');
  await expect.poll(() => page.evaluate('(() => { const said = document.querySelector(".fault"); if (said === null) return false; const { top, bottom } = said.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; })()')).toBe(true);
  await look(page, 'zh-CN-360-time-offline', true);
  await page.context().setOffline(false);
  await page.waitForSelector('[data-step=who]');
  await page.fill('[data-test=phone]', '1390000');
  await page.click('[data-test=confirm]');
  await page.waitForSelector('[data-step=who] [role=alert]');
  await page.fill('[data-test=phone]', '13911115553');
  await page.click('[data-test=confirm]');
  await page.waitForSelector('[data-test=code]');
  await page.context().setOffline(true);
  await page.evaluate('window.dispatchEvent(new Event("pageshow"))');
  await page.waitForSelector('text=网络不通，这是');
  await look(page, 'zh-CN-360-own-offline', true);
  await page.context().setOffline(false);
  await page.waitForSelector('text=网络不通，这是', { state: 'detached' });
  expect(faults).toEqual([]);
}, 120_000);
