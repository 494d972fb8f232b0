import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HallId } from '../../server/domain/brands.ts';
import { axeFindings } from '../support/axe-findings.ts';
import { openBrowser } from '../support/browser.ts';
import { TestHouse } from '../support/house.ts';
import { openSmsGateway } from '../support/sms-gateway.ts';
import type { SmsGateway } from '../support/sms-gateway.ts';
import { staffedHall } from '../support/wide-hall.ts';

/** A server of two halls, of which the first has the phone shown by a code. */
const open: { house?: TestHouse; browser?: Browser; gateway?: SmsGateway } = {};
const fail = (): never => { throw new Error('it did not open'); };
const gateway = (): SmsGateway => open.gateway ?? fail();

beforeAll(async () => {
  open.gateway = await openSmsGateway();
  const { messages: _, ...west } = staffedHall({ id: 'west' as HallId, name: { 'zh-CN': '西城政务服务中心', en: 'West District Hall' }, address: { 'zh-CN': '长安路88号', en: '88 Chang’an Road' }, staff: [] });
  const here = staffedHall({ messages: { sms: { url: open.gateway.url, json: { phone: '{phone}', text: '{text}' } } } });
  open.house = await (await new TestHouse({ halls: [{ ...here, booking: { ...(here.booking ?? fail()), verifyPhone: true } }, west], pages: true, publicUrl: 'http://hall.example' }).open()).listen();
  open.browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await open.browser?.close();
  await open.house?.close();
  await open.gateway?.close();
});

test.each([['zh-CN', 360, 640, '13800138001'], ['en', 412, 915, '13800138002']] as const)('a phone is shown to be its holder\'s by a code, and another hall is offered (%s)', async (locale, width, height, phone) => {
  const page = await (await (open.browser ?? fail()).newContext({ viewport: { width, height }, locale })).newPage();
  const look = async (name: string): Promise<void> => expect([name, await axeFindings(page), await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')]).toEqual([name, [], true]);
  await page.goto(`${(open.house ?? fail()).base}/book?service=pension`);
  await page.waitForSelector('[data-hall=west]');
  await look('day');
  expect(await page.getAttribute('[data-hall=west]', 'href')).toBe(`/book?hall=west&service=pension&lang=${locale}`);
  await page.locator('[data-day]:not(:disabled)').nth(1).click();
  await page.locator('[data-start]:not(:disabled)').first().click();
  await page.waitForSelector('[data-test=who]');
  await page.click('[data-test=send-code]');
  await page.waitForSelector('[role=alert]');
  await look('no number yet');
  await page.fill('[data-test=phone]', phone);
  await page.click('[data-test=send-code]');
  await page.waitForSelector('[role=status]:has-text("****")');
  await (open.house ?? fail()).house.outbox.pass();
  const sent = gateway().sent.find((one) => one.phone === phone) ?? fail();
  await look('sent');
  const code = /\d{6}/.exec(sent.text)?.[0] ?? fail();
  await page.fill('[data-test=phone-code]', code === '000000' ? '111111' : '000000');
  await page.click('[data-test=confirm]');
  await page.waitForSelector('[data-test=refused]');
  await look('wrong');
  await page.fill('[data-test=phone-code]', code);
  await page.click('[data-test=confirm]');
  await page.waitForURL(/\/a\//);
}, 60_000);
