import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { readContact } from '../../server/http/appointment-answer.ts';
import { openBrowser } from '../support/browser.ts';
import { morningClock } from '../support/morning-clock.ts';
import { realHouse } from '../support/running-house.ts';
import type { RealHouse } from '../support/running-house.ts';

/** The hotline's desk over the real server and the demo hall; the mouse is never touched after the sign-in. */
const pictures = process.env['PICTURES'] ?? 'node_modules/.cache/pictures/hotline';
const open: { house?: RealHouse; browser?: Browser } = {};
const fail = (): never => { throw new Error('it did not open'); };
const { ahead, clock } = morningClock();
const house = (): RealHouse => open.house ?? fail();

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  open.house = await realHouse(null, clock);
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

const signedIn = async (address: string, locale: string, width: number, height: number): Promise<Page> => {
  const page = await (await (open.browser ?? fail()).newContext({ viewport: { width, height }, locale })).newPage();
  await page.goto(`${address}/admin`);
  await page.fill('[data-part=staff-number]', '3001');
  await page.fill('[data-part=pin]', '246810');
  await page.keyboard.press('Enter');
  await settled(page, 'phone');
  return page;
};

test.each([['zh-CN', 1024, 768], ['en', 1280, 900]] as const)('a whole booking by keyboard alone, in under twenty keys after the name (%s)', async (locale, width, height) => {
  const page = await signedIn(house().address, locale, width, height);
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
  const page = await signedIn(house().address, 'zh-CN', 1024, 900);
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

const hallEngine = () => [...house().house.halls.values()][0] ?? fail();
const reserved = (): number => [...hallEngine().hall.appointments.values()].filter((one) => one.state === 'reserved').length;
const nameToSlots = async (page: Page): Promise<void> => {
  await page.keyboard.press('Enter');
  await settled(page, 'service-search');
  await page.keyboard.type('jhdj');
  await page.keyboard.press('Enter');
  await settled(page, 'slots');
  await page.waitForSelector('[data-start]');
};
const toSlots = async (page: Page, phone: string): Promise<void> => {
  await page.keyboard.insertText(phone);
  await page.keyboard.press('Enter');
  await settled(page, 'name');
  await nameToSlots(page);
};

test.each([
  ['zh-CN', '13900000005', '请问来电人姓名。', '3月3日 周二（今天）', /^3月3日 周二（今天）\d\d:\d\d–\d\d:\d\d，结婚登记。$/, '到大厅后在取号机按“我有预约”，输入预约码。'],
  ['en', '13900000006', "Please ask for the caller's name.", 'Tue 3 Mar (today)', /^Tue 3 Mar \(today\) \d\d:\d\d–\d\d:\d\d, Register a marriage\.$/, 'In the hall, press “My appointment” at a kiosk and type the booking code.'],
] as const)('what is missing or wrong is asked for under its field, Enter there books the kept place, and what is read aloud is whole (%s)', async (locale, phone, asked, day, read, then) => {
  const page = await signedIn(house().address, locale, 1024, 768);
  await toSlots(page, phone);
  expect(await page.innerText('[data-part=slots] h3 >> nth=0')).toBe(day);
  expect(await page.innerText('[data-part=slots] [data-start] kbd >> nth=0')).toBe('1');
  await page.keyboard.press('3');
  await settled(page, 'confirm');
  expect(reserved()).toBe(1);
  await page.keyboard.press('Enter');
  await settled(page, 'name');
  expect(await page.innerText('[data-part=name] >> xpath=../following-sibling::p[1]')).toBe(asked);
  await page.screenshot({ path: `${pictures}/${locale}-name-missing.png` });
  await page.keyboard.insertText('欧阳静怡');
  // The search still holds the service: once more the same one keeps the place.
  await page.press('[data-part=service-search]', 'Enter');
  await settled(page, 'confirm');
  expect(reserved()).toBe(1);
  await page.fill('[data-part=phone]', '1390');
  await page.press('[data-part=name]', 'Enter');
  await settled(page, 'phone');
  expect(await page.innerText('form.caller >> xpath=following-sibling::p[1]')).toBe(locale === 'en' ? 'Please give a mobile number of 11 digits.' : '请填11位手机号。');
  await page.fill('[data-part=phone]', phone);
  await page.keyboard.press('Enter');
  await settled(page, 'next-caller');
  expect(reserved()).toBe(0);
  expect(await page.innerText('[data-part=read]')).toMatch(read);
  expect(await page.innerText('[data-part=booked]')).toContain(then);
  await page.waitForSelector('[data-part=found] [data-appointment]');
  await page.screenshot({ path: `${pictures}/${locale}-read.png` });
}, 60_000);

test('another number typed over a kept place is another caller, and a held Enter presses once', async () => {
  const page = await signedIn(house().address, 'zh-CN', 1024, 768);
  await toSlots(page, '13900000011');
  await page.keyboard.press('3');
  await settled(page, 'confirm');
  await page.fill('[data-part=name]', '欧阳静怡');
  await page.fill('[data-part=phone]', '13900000012');
  await page.press('[data-part=phone]', 'Enter');
  await settled(page, 'name');
  expect(await page.inputValue('[data-part=name]')).toBe('');
  expect(reserved()).toBe(1);
  await page.keyboard.insertText('王小明');
  await page.keyboard.down('Enter');
  await settled(page, 'next-caller');
  // Still held: the code stays to be read.
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  expect(await page.innerText('[data-part=booked]')).toContain('结婚登记');
  const booked = [...hallEngine().hall.appointments.values()].filter(({ state }) => state === 'booked').at(-1);
  expect((await readContact(house().house, hallEngine().hall, booked?.id ?? fail())).name).toBe('王小明');
}, 60_000);

test.each([['zh-CN', '13900000007', ' 刚刚约满，请选择其他时间。'], ['en', '13900000008', ' was just taken. Please choose another time.']] as const)('a time taken meanwhile is named, and the nearest time beside the service is read anew (%s)', async (locale, phone, words) => {
  const page = await signedIn(house().address, locale, 1024, 768);
  await toSlots(page, phone);
  const start = (await page.getAttribute('[data-start] >> nth=0', 'data-start')) ?? fail();
  const time = start.slice(11, 16);
  const nearest = page.locator('[data-service=marriage-register] small');
  expect(await nearest.innerText()).toContain(time);
  const other = await fetch(`${house().address}/api/halls/demo/reservations`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': `hotline-${locale}-full` }, body: JSON.stringify({ serviceId: 'marriage-register', start }) });
  expect(other.status).toBe(201);
  // The server's list of nearest times may be three seconds old.
  ahead.ms += 4000;
  await page.keyboard.press('1');
  await page.waitForSelector(`[role=alert]:has-text("${time}${words}")`);
  await expect.poll(() => nearest.innerText(), { timeout: 20_000, interval: 20 }).not.toContain(time);
  await settled(page, 'slots');
  await page.waitForSelector('[data-start]');
  expect(await page.locator(`[data-start="${start}"]`).count()).toBe(0);
  await page.screenshot({ path: `${pictures}/${locale}-full.png` });
}, 60_000);

test.each(['zh-CN', 'en'] as const)("a narrow desk, as at 200 %, shows the hall's whole name (%s)", async (locale) => {
  const page = await signedIn(house().address, locale, 512, 800);
  await page.screenshot({ path: `${pictures}/${locale}-narrow.png` });
  expect(await page.evaluate("(() => { const name = document.querySelector('.top h1'); return name.scrollWidth <= name.clientWidth && document.documentElement.scrollWidth <= innerWidth; })()")).toBe(true);
}, 60_000);

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
  const page = await signedIn(strict.address, 'zh-CN', 1280, 900);
  try {
    await page.keyboard.insertText('13900000003');
    await page.keyboard.press('Enter');
    await settled(page, 'name');
    await page.keyboard.insertText('王小明');
    await page.fill('[data-part=phone]', '13900000004');
    await page.press('[data-part=phone]', 'Enter');
    await settled(page, 'name');
    expect(await page.inputValue('[data-part=name]')).toBe('');
    await page.keyboard.insertText('欧阳静怡');
    await nameToSlots(page);
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
