import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { openBrowser } from '../support/browser.ts';
import { realHouse } from '../support/running-house.ts';
import type { RealHouse } from '../support/running-house.ts';

/** The hotline's desk over the real server and the demo hall; the mouse is never touched after the sign-in. */
const pictures = process.env['PICTURES'] ?? 'node_modules/.cache/pictures/hotline';
const open: { house?: RealHouse; browser?: Browser } = {};
const fail = (): never => { throw new Error('it did not open'); };
const house = (): RealHouse => open.house ?? fail();

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  open.house = await realHouse();
  open.browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await open.browser?.close();
  await open.house?.close();
});

/** Keys as somebody presses them, counted. */
class Keys {
  count = 0;
  private readonly page: Page;
  constructor(page: Page) { this.page = page; }
  async type(text: string): Promise<void> {
    for (const letter of text) await this.press(letter);
  }
  async press(key: string): Promise<void> {
    this.count += 1;
    await this.page.keyboard.press(key);
  }
}
const focused = (page: Page): Promise<unknown> => page.evaluate("document.activeElement?.getAttribute('data-part')");
const settled = (page: Page, part: string): Promise<void> => expect.poll(() => focused(page), { timeout: 20_000, interval: 20 }).toBe(part);

test.each([['zh-CN', 1024, 768], ['en', 1280, 900]] as const)('a whole booking by keyboard alone, in under twenty keys after the name (%s)', async (locale, width, height) => {
  const context = await (open.browser ?? fail()).newContext({ viewport: { width, height }, locale });
  const page = await context.newPage();
  await page.goto(`${house().address}/admin`);
  await page.fill('[data-part=staff-number]', '3001');
  await page.fill('[data-part=pin]', '246810');
  await page.keyboard.press('Enter');
  await settled(page, 'phone');
  const before = new Keys(page);
  await before.type(locale === 'en' ? '13900000002' : '13900000001');
  await before.press('Enter');
  await settled(page, 'name');
  await page.keyboard.insertText('欧阳静怡');
  const after = new Keys(page);
  await after.press('Enter');
  await settled(page, 'service-search');
  await after.type('pthz');
  await after.press('Enter');
  await settled(page, 'slots');
  await page.waitForSelector('[data-start]');
  await page.screenshot({ path: `${pictures}/${locale}-slots.png` });
  await after.press('2');
  await settled(page, 'confirm');
  await after.press('Enter');
  await settled(page, 'next-caller');
  await page.waitForSelector('[data-appointment]');
  await page.screenshot({ path: `${pictures}/${locale}-booked.png` });
  expect(await page.innerText('[data-part=code]')).toMatch(/^\d{3} \d{3} \d{3}$/);
  process.stdout.write(`hotline: ${after.count} keys after the name\n`);
  expect(after.count).toBeLessThan(20);
  const engine = [...house().house.halls.values()][0] ?? fail();
  const booked = [...engine.hall.appointments.values()].filter((one) => one.state === 'booked' && one.by === 'staff:3001');
  expect(booked.length).toBeGreaterThan(0);
  await after.press('Enter');
  await settled(page, 'phone');
}, 120_000);

test('found by phone or by the end of an identity, moved, noted, cancelled with a reason', async () => {
  const engine = [...house().house.halls.values()][0] ?? fail();
  const slots = (await (await fetch(`${house().address}/api/halls/demo/slots?service=marriage-register&days=3`)).json()) as { readonly slots: readonly { readonly start: string; readonly free: number }[] };
  const start = slots.slots.filter((slot) => slot.free > 0)[12]?.start ?? fail();
  const made = await fetch(`${house().address}/api/halls/demo/appointments`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'hotline-test-1' }, body: JSON.stringify({ serviceId: 'marriage-register', start, name: '王小明', phone: '13700000000', identity: '11010519491231002X' }) });
  expect(made.status).toBe(201);
  const context = await (open.browser ?? fail()).newContext({ viewport: { width: 1024, height: 900 }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${house().address}/admin`);
  await page.fill('[data-part=staff-number]', '3001');
  await page.fill('[data-part=pin]', '246810');
  await page.keyboard.press('Enter');
  await page.fill('[data-part=tail]', '002X');
  await page.click('[data-part=find]');
  await page.waitForSelector('[data-appointment]');
  expect(await page.innerText('[data-part=found]')).toContain('王小明');
  await page.click('[data-deed=move]');
  await page.waitForSelector('[data-part=found] [data-start]');
  await page.screenshot({ path: `${pictures}/zh-CN-move.png` });
  await page.click('[data-part=found] [data-start]');
  await page.click('[data-deed=move-yes]');
  await page.waitForSelector('[data-part=found] >> text=改过 1 次');
  await page.click('[data-deed=note]');
  await page.fill('[data-part=reason]', '带翻译来');
  await page.click('[data-deed=note-yes]');
  await page.waitForSelector('text=带翻译来');
  await page.click('[data-deed=cancel]');
  await page.fill('[data-part=reason]', '来电人生病');
  await page.click('[data-deed=cancel-yes]');
  await page.waitForSelector('[data-part=found] >> text=已取消');
  await page.screenshot({ path: `${pictures}/zh-CN-cancelled.png` });
  const cancelled = [...engine.hall.appointments.values()].find((one) => one.state === 'cancelled');
  expect(cancelled).toMatchObject({ moves: 1, excused: false });
  expect(JSON.stringify(await house().house.records.journal(engine.id, 0, 1000))).not.toContain('翻译');
}, 120_000);

/** The demo hall, where marriages want the identity number and may be two at once. */
const strictHall = (folder: string): string => {
  const hall = parse(readFileSync('halls/demo.yaml', 'utf8')) as HallConfig;
  const file = join(folder, 'hall.json');
  const { booking = fail() } = hall;
  writeFileSync(file, JSON.stringify({ ...hall, booking: { ...booking, groups: booking.groups.map((group) => (group.id === 'marriage' ? { ...group, slots: group.slots.map((slots) => ({ ...slots, capacity: 2 })), asks: ['name', 'phone', 'identity'] } : group)) }, services: hall.services.map((service) => (service.id === 'marriage-register' ? { ...service, cases: { ask: true, max: 2 } } : service)) }));
  return file;
};

test('the identity number is asked for while the slot is kept where a service wants it, how many cases too, and the next caller gets an empty name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paihao-strict-'));
  const strict = await realHouse(strictHall(folder));
  const page = await (await (open.browser ?? fail()).newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' })).newPage();
  try {
    await page.goto(`${strict.address}/admin`);
    await page.fill('[data-part=staff-number]', '3001');
    await page.fill('[data-part=pin]', '246810');
    await page.keyboard.press('Enter');
    await settled(page, 'phone');
    await page.keyboard.insertText('13900000003');
    await page.keyboard.press('Enter');
    await settled(page, 'name');
    await page.keyboard.insertText('王小明');
    await page.fill('[data-part=phone]', '13900000004');
    await page.press('[data-part=phone]', 'Enter');
    await settled(page, 'name');
    expect(await page.inputValue('[data-part=name]')).toBe('');
    await page.keyboard.insertText('欧阳静怡');
    await page.keyboard.press('Enter');
    await settled(page, 'service-search');
    await page.keyboard.type('jhdj');
    await page.keyboard.press('Enter');
    await settled(page, 'slots');
    await page.waitForSelector('[data-start]');
    await page.selectOption('[data-part=cases]', '2');
    await page.focus('[data-part=slots]');
    await page.keyboard.press('1');
    await settled(page, 'identity');
    await page.keyboard.insertText('110105194912310021');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-part=kept] [role=alert]:has-text("身份证")');
    await page.fill('[data-part=identity]', '11010519491231002X');
    await page.press('[data-part=identity]', 'Enter');
    await settled(page, 'next-caller');
    const engine = [...strict.house.halls.values()][0] ?? fail();
    expect([...engine.hall.appointments.values()].map(({ state, cases, by }) => ({ state, cases, by }))).toEqual([{ state: 'booked', cases: 2, by: 'staff:3001' }]);
    expect(engine.hall.persons.size).toBe(1);
  } finally {
    await page.close();
    await strict.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
