import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeFindings } from '../support/axe-findings.ts';
import { bookStage, fail, minutes } from './book-stage.ts';

/** Booked on a phone, then at the hall. `PICTURES=docs/pictures npm test -- test/browser/book.test.ts` makes the README's pictures anew. */
const { pictures, house, ahead, openPage, look, post } = bookStage();

/** From the first page to the appointment's own, for tomorrow. */
const bookOn = async (page: Page, service: string, words: string, phone: string, name: string | null, each: (step: string) => Promise<void>): Promise<void> => {
  await page.waitForSelector('[data-step=service]');
  await each('1-service');
  await page.fill('[data-test=search]', words);
  await each('2-search');
  await page.click(`[data-service=${service}]`);
  await page.waitForSelector('[data-day]');
  await each('3-day');
  await page.click('[data-day]:not([disabled]) >> nth=1');
  await page.waitForSelector('[data-start]');
  await each('4-time');
  await page.click('[data-start]:not([disabled]) >> nth=9');
  await page.waitForSelector('[data-test=who]');
  await page.click('[data-test=confirm]');
  await each('5-who');
  if (name !== null) await page.fill('[data-test=name]', name);
  // A slip is shown at its field, and the keyboard stands there.
  await page.fill('[data-test=phone]', '1380');
  await page.click('[data-test=confirm]');
  await page.waitForSelector('[data-test=phone][aria-invalid=true]:focus');
  await each('5-who-slip');
  await page.fill('[data-test=phone]', phone);
  await page.click('[data-test=confirm]');
  await page.waitForSelector('[data-test=code]');
  await each('6-booked');
};

test('booked on a phone, checked in at the kiosk, called before a walk-in who came earlier, and rated', async () => {
  const engine = [...house().house.halls.values()][0] ?? fail();
  const { page: phone } = await openPage('/book', 360, 640, 'zh-CN');
  await bookOn(phone, 'passport', '护照', '138 0013 8000', null, async () => undefined);
  const code = (await phone.textContent('[data-test=code]'))?.replace(/\s/g, '') ?? '';
  expect(code).toMatch(/^\d{9}$/);
  expect(new URL(phone.url()).pathname).toMatch(/^\/a\/[\w-]{20,}$/);
  const [appointment] = [...engine.hall.appointments.values()].filter((one) => one.state === 'booked');
  if (appointment === undefined) throw new Error('nothing was booked');
  // Twenty-nine minutes before the time booked a walk-in comes: soon as overdue as the holder of the appointment, who comes half an hour later.
  ahead.ms += appointment.start - engine.now() - minutes(29);
  const paired = await post('/api/devices/pair', { code: 'demo-kiosk', device: 'kiosk-2' });
  const walkIn = (await post('/api/halls/demo/tickets', { serviceId: 'taiwan-permit' }, String(paired['token'])))['ticket'] as { readonly number: string };
  ahead.ms += minutes(30);

  const { page: kiosk } = await openPage('/kiosk?pair=demo-kiosk', 1080, 1920, 'zh-CN');
  await kiosk.waitForSelector('[data-screen=home]');
  await kiosk.click('[data-test=check-in]');
  for (const digit of code) await kiosk.click(`[data-test=key-${digit}]`);
  await kiosk.screenshot({ path: `${pictures}/kiosk-check-in.png` });
  await kiosk.click('[data-test=find]');
  await kiosk.waitForSelector('[data-standing=now]');
  await kiosk.screenshot({ path: `${pictures}/kiosk-booked.png` });
  await kiosk.click('[data-test=take]');
  await kiosk.waitForSelector('[data-screen=taken]');
  const number = (await kiosk.textContent('[data-screen=taken] [data-test=number]'))?.trim() ?? '';
  expect(number).not.toBe(walkIn.number);

  ahead.ms += minutes(3);
  const { page: desk } = await openPage('/counter', 320, 680, 'zh-CN');
  const counter = engine.hall.catalogue.countersOf.get('exit-entry' as never)?.[0] ?? fail();
  await desk.fill('[data-part=staff-number]', '1001');
  await desk.fill('[data-part=pin]', '246810');
  await desk.click('[data-part=sign-in]');
  await desk.click(`[data-counter="${counter}"]`);
  await desk.waitForSelector('[data-layout]');
  await desk.click('text=下一位');
  await desk.waitForSelector(`text=${number}`);
  await desk.click('[data-part=why]');
  await desk.waitForSelector('.why');
  const why = await desk.innerText('.why');
  expect(why).toContain('预约到时，优先叫。');
  expect(why).toContain(walkIn.number);
  await post(`/api/halls/demo/counters/${counter}/start`, {}, String((await post('/api/sessions', { staffNumber: '1001', pin: '246810' }))['token']));
  await post(`/api/halls/demo/counters/${counter}/finish`, { outcome: engine.hall.catalogue.config.outcomes[0]?.id }, String((await post('/api/sessions', { staffNumber: '1001', pin: '246810' }))['token']));

  await phone.reload();
  await phone.waitForSelector('text=这次办理已结束');
  expect(await phone.innerText('main')).not.toContain('要带什么');
  expect(await phone.innerText('[data-test=ticket]')).toBe('评价这次服务');
  const ownPage = phone.url();
  await phone.click('[data-test=ticket]');
  await phone.click('[data-test=grade-5]');
  await phone.click('[data-test=send]');
  await phone.waitForSelector('[data-test=rating]', { state: 'detached' });
  const ticket = [...engine.hall.tickets.values()].find((one) => one.number === number) ?? fail();
  expect(engine.hall.legs.get(ticket.legs[0] ?? fail())).toMatchObject({ state: 'served', grade: 5 });
  // Rated once, it asks for no more.
  await phone.goto(ownPage);
  await phone.waitForSelector('[data-test=ticket]:text("看这张号票")');
}, 240_000);

test.each([['zh-CN', 360, 640, '结婚登记', '欧阳静怡', '13800138001'], ['en', 412, 915, 'Register a marriage', '𠮷㛃', '13800138002'], ['en', 360, 640, 'marriage', 'Jo', '13800138003'], ['zh-CN', 412, 915, '结婚', '王', '13800138004']] as const)(
  'every page and state in %s on %i × %i: nothing for axe to find, nothing too wide', async (locale, width, height, words, name, number) => {
    const { page, faults } = await openPage('/book', width, height, locale);
    const seen = (step: string): Promise<void> => look(page, `${locale}-${width}-${step}`, (locale === 'zh-CN') === (width === 360));
    await bookOn(page, 'marriage-register', words, number, name, seen);
    await page.click('[data-test=move]');
    await page.waitForSelector('[data-day]');
    await seen('7-move-day');
    await page.click('[data-day]:not([disabled]) >> nth=2');
    await page.waitForSelector('[data-start]');
    await page.click('[data-start]:not([disabled])');
    await page.waitForSelector('[data-test=code]');
    await seen('8-moved');
    await page.click('[data-test=large]');
    await seen('9-large');
    await page.click('[data-test=cancel]');
    await seen('10-cancel-ask');
    await page.click('[data-test=cancel-yes]');
    await page.waitForSelector('[data-state=cancelled]');
    await seen('11-cancelled');
    await page.goto(`${house().address}/a/${'x'.repeat(32)}`);
    await page.waitForSelector('h1');
    await seen('12-unknown');
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\">')");
    expect((await axeFindings(page)).map((one) => one.split(':')[0])).toEqual(['image-alt']);
    expect(faults).toEqual([]);
  }, 240_000);

test('the guide checks somebody in, and is told when it is not their day', async () => {
  const engine = [...house().house.halls.values()][0] ?? fail();
  const slots = (await (await fetch(`${house().address}/api/halls/demo/slots?service=passport&days=9`)).json()) as { readonly slots: readonly { readonly start: string; readonly free: number }[] };
  const free = slots.slots.filter((slot) => slot.free > 0);
  const codeOf = async (start: string, phone: string): Promise<string> => ((await post('/api/halls/demo/appointments', { serviceId: 'passport', start, phone }))['appointment'] as { readonly code: string }).code;
  const soon = await codeOf(free[0]?.start ?? fail(), '13612345678');
  const later = await codeOf(free[free.length - 1]?.start ?? fail(), '13612345679');
  const { page: guide } = await openPage('/admin', 1024, 768, 'zh-CN');
  await guide.fill('[data-part=staff-number]', '2001');
  await guide.fill('[data-part=pin]', '246810');
  await guide.click('[data-part=sign-in]');
  await guide.click('[data-page=find]');
  await guide.fill('[data-part=code]', later);
  await guide.press('[data-part=code]', 'Enter');
  await guide.waitForSelector('[data-standing=other-day]');
  // Not today: an ordinary number for the same service is one key away.
  await guide.click('[data-deed=ordinary]');
  const walkIn = (await guide.textContent('[data-part=issued-number]'))?.trim() ?? '';
  expect([...engine.hall.tickets.values()].find((one) => one.number === walkIn)).toMatchObject({ classId: 'walk-in' });
  await guide.click('[data-part=again]');
  await guide.fill('[data-part=code]', soon);
  await guide.press('[data-part=code]', 'Enter');
  await guide.waitForSelector('[data-standing=now]');
  await guide.screenshot({ path: `${pictures}/guide-check-in.png` });
  await guide.click('[data-deed=check-in]');
  const number = (await guide.textContent('[data-part=issued-number]'))?.trim() ?? '';
  expect([...engine.hall.tickets.values()].find((one) => one.number === number)).toMatchObject({ classId: 'appointment' });
}, 120_000);

test('an answer that is lost on the way books once, also when the page is loaded anew', async () => {
  const engine = [...house().house.halls.values()][0] ?? fail();
  const { page } = await openPage('/book', 360, 640, 'zh-CN');
  const lose = { answers: 2 };
  await page.route('**/appointments', async (route) => {
    const answer = await route.fetch();
    if ((lose.answers -= 1) >= 0) await route.abort();
    else await route.fulfill({ response: answer });
  });
  const before = [...engine.hall.appointments.values()].filter((one) => one.state === 'booked').length;
  await page.waitForSelector('[data-step=service]');
  await page.fill('[data-test=search]', '身份证');
  await page.click('[data-service=id-card-renew]');
  await page.click('[data-day]:not([disabled])');
  await page.click('[data-start]:not([disabled])');
  await page.fill('[data-test=phone]', '13911112222');
  await page.click('[data-test=confirm]');
  await page.waitForSelector('text=不会重复预约');
  await page.reload();
  // Not letter for letter as before: the page asks anew under another key, and is told the booking that stands.
  await page.fill('[data-test=phone]', '+8613911112222');
  await page.click('[data-test=confirm]');
  await page.waitForSelector('[data-test=code]');
  expect([...engine.hall.appointments.values()].filter((one) => one.state === 'booked').length).toBe(before + 1);
}, 120_000);
