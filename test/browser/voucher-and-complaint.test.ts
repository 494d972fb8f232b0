import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings } from '../support/axe-findings.ts';
import { openBrowser } from '../support/browser.ts';
import { realHouse } from '../support/running-house.ts';
import type { RealHouse } from '../support/running-house.ts';

/** What somebody gets who could not be served, and where they say so: the real server over the demo hall, and a clock that can be put forward. */
const open: { house?: RealHouse; browser?: Browser } = {};
const fail = (): never => { throw new Error('it did not open'); };
const house = (): RealHouse => open.house ?? fail();
const ahead = { ms: 0 };
beforeAll(async () => {
  open.house = await realHouse(null, { wall: () => Date.now() + ahead.ms, mono: () => performance.now() + ahead.ms });
  open.browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await open.browser?.close();
  await open.house?.close();
});

const openPage = async (path: string, width: number, height: number, locale = 'en'): Promise<Page> => {
  const page = await (await (open.browser ?? fail()).newContext({ viewport: { width, height }, locale })).newPage();
  await page.goto(house().address + path);
  return page;
};
const look = async (page: Page, name: string): Promise<void> => expect([name, await axeFindings(page), await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')]).toEqual([name, [], true]);
const signIn = async (page: Page, number: string): Promise<void> => {
  await page.fill('[data-part=staff-number]', number);
  await page.fill('[data-part=pin]', '246810');
  await page.keyboard.press('Enter');
};
/** At ten in the hall's morning no business day ends within the hour, whenever the test runs. */
const dayMs = 86_400_000;
const untilTenNextDay = (): number => dayMs + (2 * 3_600_000 - (Date.now() % dayMs) + dayMs) % dayMs;
const keys = { n: 0 };
interface Said { readonly token?: string; readonly ticket?: { readonly token: string; readonly number: string } | null; readonly suspension?: { readonly id: string }; readonly why?: { readonly passed: readonly { readonly reason: string; readonly numbers: readonly string[] }[] } }
const post = async (path: string, body: object, token: string | null = null): Promise<Said> => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': `voucher-test-${(keys.n += 1)}`, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  return (await (await fetch(house().address + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as Said;
};
const staff = async (staffNumber: string): Promise<string> => (await post('/api/sessions', { staffNumber, pin: '246810' })).token ?? fail();

test('somebody kept by a suspension takes a voucher on the phone, checks in with it another day and is called before an earlier walk-in', async () => {
  const kiosk = (await post('/api/devices/pair', { code: 'demo-kiosk' })).token ?? fail();
  const manager = await staff('4001');
  const take = async (): Promise<{ readonly token: string; readonly number: string }> => (await post('/api/halls/demo/tickets', { serviceId: 'passport' }, kiosk)).ticket ?? fail();
  const mine = await take();
  const suspended = await post('/api/halls/demo/suspensions', { scope: { kind: 'service', id: 'passport' }, reason: { 'zh-CN': '系统故障', en: 'System down' } }, manager);
  const phone = await openPage(`/t/${mine.token}`, 360, 640);
  await phone.click('[data-test=voucher]');
  await look(phone, 'asked');
  await phone.click('[data-test=voucher-yes]');
  await phone.waitForSelector('[data-test=until]');
  await look(phone, 'voucher');
  const code = (await phone.innerText('[data-test=code]')).replace(/\s/g, '');
  await phone.goto(`${house().address}/t/${mine.token}`);
  await phone.waitForSelector('[data-test=voucher-see]');
  await look(phone, 'ticket that became a voucher');
  await post(`/api/halls/demo/suspensions/${suspended.suspension?.id ?? ''}/resume`, {}, manager);
  ahead.ms += untilTenNextDay();
  const earlier = await take();
  ahead.ms += 29 * 60_000;
  const stand = await openPage('/kiosk?pair=demo-kiosk', 1080, 1920);
  await stand.click('[data-test=check-in]');
  for (const digit of code) await stand.click(`[data-test=key-${digit}]`);
  await stand.click('[data-test=find]');
  await stand.click('[data-test=take]');
  const number = (await stand.locator('[data-test=number]').first().innerText()).replace(/\s/g, '');
  ahead.ms += 150_000;
  // Counter 16 serves exit and entry in the demo hall.
  const clerk = await staff('1016');
  await post('/api/halls/demo/counters/16/sign-in', {}, clerk);
  const called = await post('/api/halls/demo/counters/16/call-next', {}, clerk);
  expect([called.ticket?.number, called.why?.passed]).toMatchObject([number, [{ reason: 'protected', numbers: [earlier.number] }]]);
}, 120_000);

test('the hotline takes a complaint by keyboard, the manager answers, and whoever complained reads it by number and code', async () => {
  const desk = await openPage('/admin', 1280, 900);
  await signIn(desk, '3001');
  await desk.focus('[data-deed=complaint]');
  await desk.keyboard.press('Enter');
  await desk.focus('[data-part=complaint-text]');
  await desk.keyboard.insertText('Two hours, and <b>nobody</b> said why.');
  await desk.focus('[data-deed=complaint-file]');
  await desk.keyboard.press('Enter');
  await desk.waitForSelector('[data-part=complaint-code]');
  const [number, code] = [await desk.innerText('[data-part=complaint-number]'), await desk.innerText('[data-part=complaint-code]')];
  const office = await openPage('/admin', 1280, 900);
  await signIn(office, '4001');
  await office.click('[data-page=complaints]');
  const one = office.locator(`[data-complaint="${number}"]`);
  expect(await one.innerText()).toMatch(/<b>nobody<\/b> said why[\s\S]*first handled by 3001/);
  await one.locator('[data-deed=complaint-open]').click();
  await office.fill('[data-part=complaint-answer]', 'We are sorry: the system was down.');
  await office.click('[data-deed=complaint-answer]');
  await office.waitForSelector(`[data-complaint="${number}"] .answer`);
  const phone = await openPage('/complain', 412, 915);
  await phone.click('[data-test=complain-turn]');
  await phone.fill('[data-test=follow-number]', number);
  await phone.fill('[data-test=follow-code]', code.toLowerCase());
  await phone.click('[data-test=follow-look]');
  expect(await phone.innerText('[data-test=follow-answer]')).toContain('We are sorry: the system was down.');
  await look(phone, 'answer');
}, 120_000);

test.each([['zh-CN', 360, 640], ['en', 412, 915]] as const)('a complaint is written on a phone, without a name (%s)', async (locale, width, height) => {
  const page = await openPage('/complain', width, height, locale);
  await page.waitForSelector('[data-test=complain]');
  await look(page, 'form');
  await page.click('[data-test=complain-send]');
  await page.waitForSelector('[role=alert]');
  await look(page, 'nothing written');
  await page.fill('[data-test=complain-words]', locale === 'en' ? 'Too slow' : '太慢');
  await page.click('[data-test=complain-send]');
  await page.waitForSelector('[data-test=complaint-number]');
  await look(page, 'arrived');
}, 60_000);
