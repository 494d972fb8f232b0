import { expect, test } from 'vitest';
import { isoInstant } from '../../server/domain/hall-time.ts';
import { configureHall } from '../../server/engine/open-hall.ts';
import { bookStage, fail, minutes } from './book-stage.ts';

/** Ways through the phone's pages that not everybody takes. */
const { house, openPage, look, post } = bookStage();

test.each([['zh-CN', 360, 640], ['en', 412, 915]] as const)('two services of one visit in %s: one time, one number for both', async (locale, width, height) => {
  const engine = [...house().house.halls.values()][0] ?? fail();
  const { page, faults } = await openPage('/book', width, height, locale);
  await page.waitForSelector('[data-step=service]');
  await page.fill('[data-test=search]', locale === 'en' ? 'rent' : '租房');
  await page.click('[data-service=fund-withdraw-rent]');
  await page.click('[data-test=also]');
  await page.click('[data-also=fund-transfer]');
  await page.click('[data-test=also]');
  await page.click('[data-also=fund-loan]');
  await page.click('[data-leave=fund-loan]');
  await page.waitForSelector('[data-day]');
  await look(page, `${locale}-two-services`, true);
  await page.click('[data-day]:not([disabled]) >> nth=1');
  await page.click('[data-start]:not([disabled])');
  await page.waitForSelector('[data-test=who]');
  await page.goBack();
  await page.waitForSelector('[data-start]');
  await page.goBack();
  await page.waitForSelector('[data-step=day]');
  await page.click('[data-day]:not([disabled]) >> nth=1');
  await page.click('[data-start]:not([disabled])');
  await page.fill('[data-test=phone]', locale === 'en' ? '13500135001' : '13500135002');
  await page.click('[data-test=confirm]');
  await page.waitForSelector('[data-test=code]');
  await look(page, `${locale}-two-booked`, true);
  expect([...engine.hall.appointments.values()].filter((one) => one.state === 'booked').map((one) => one.services)).toContainEqual(['fund-withdraw-rent', 'fund-transfer']);
  expect(faults).toEqual([]);
}, 120_000);

test.each([['zh-CN', 360, 640], ['en', 412, 915]] as const)('what the hall itself put in the way stands on the own page in %s', async (locale, width, height) => {
  const { slots } = (await (await fetch(`${house().address}/api/halls/demo/slots?service=title-query&days=3`)).json()) as { readonly slots: readonly { readonly start: string; readonly free: number }[] };
  const last = slots.filter((slot) => slot.free > 0).at(-1)?.start ?? fail();
  const { token } = (await post('/api/halls/demo/appointments', { serviceId: 'title-query', start: last, phone: locale === 'en' ? '13711112222' : '13711112223' }))['appointment'] as { readonly token: string };
  const manager = String((await post('/api/sessions', { staffNumber: '4001', pin: '246810' }))['token']);
  const back = new Date(Date.parse(last) + minutes(60)).toISOString();
  const { suspension } = (await post('/api/halls/demo/suspensions', { scope: { kind: 'service', id: 'title-query' }, reason: { 'zh-CN': '系统维护', en: 'System maintenance' }, expectedBack: back }, manager)) as { readonly suspension: { readonly id: string } };
  const { page, faults } = await openPage(`/a/${token}`, width, height, locale);
  await page.waitForSelector('[data-test=stopped]');
  await look(page, `${locale}-stopped`, true);
  await post(`/api/halls/demo/suspensions/${suspension.id}/resume`, {}, manager);
  const engine = [...house().house.halls.values()][0] ?? fail();
  const { config } = engine.hall.catalogue;
  await configureHall(engine, { ...config, calendar: { ...config.calendar, days: [...config.calendar.days.filter((day) => day.date !== last.slice(0, 10)), { date: last.slice(0, 10) as never, hours: [] }] } });
  await page.reload();
  await page.waitForSelector('[data-test=closed]');
  await look(page, `${locale}-closed`, true);
  await page.waitForSelector('[data-test=move]');
  await configureHall(engine, config);
  expect(faults).toEqual([]);
}, 120_000);

test('the phone\'s own back key, a reload and a network that comes back late lead nowhere wrong', async () => {
  const engine = [...house().house.halls.values()][0] ?? fail();
  const { page, faults } = await openPage('/book?lang=zh-CN', 360, 640, 'en');
  await page.waitForSelector('[data-step=service]');
  await page.fill('[data-test=search]', '护照');
  await page.click('[data-service=passport]');
  await page.waitForSelector('text=哪一天来？');
  await page.click('[data-test=large]');
  await page.reload();
  await page.waitForSelector('text=哪一天来？');
  expect(await page.evaluate('document.documentElement.classList.contains("large")')).toBe(true);
  const days = await page.$$eval('[data-day]', (keys) => keys.map((key) => key.getAttribute('data-day')));
  await page.click(`[data-day="${days[2] ?? ''}"]`);
  await page.waitForSelector('[data-start]');
  // The answer to a time of this day comes when another day is being chosen.
  const held: { go?: () => void } = {};
  const wait = new Promise<void>((resolve) => { held.go = resolve; });
  await page.route('**/reservations', async (route) => {
    await wait;
    await route.continue();
  }, { times: 1 });
  await page.click('[data-start]:not([disabled]) >> nth=2');
  await page.click('[data-test=back]');
  await page.waitForSelector('[data-step=day]');
  const answered = page.waitForResponse('**/reservations');
  held.go?.();
  await answered;
  await page.click(`[data-day="${days[3] ?? ''}"]`);
  await page.waitForSelector('[data-start]');
  await page.click('[data-start]:not([disabled]) >> nth=4');
  await page.fill('[data-test=phone]', '13911113333');
  await page.click('[data-test=confirm]');
  await page.waitForSelector('[data-test=code]');
  const booked = [...engine.hall.appointments.values()].filter((one) => one.state === 'booked').at(-1) ?? fail();
  expect(isoInstant(engine.hall.catalogue.zoneTable, booked.start).slice(0, 10)).toBe(days[3]);
  expect(new URL(page.url()).search).toContain('lang=zh-CN');
  await page.click('[data-test=move]');
  await page.click('[data-day]:not([disabled])');
  await page.waitForSelector('[data-start]');
  await page.goBack();
  await page.waitForSelector('[data-test=code]');
  await page.goBack();
  await page.waitForSelector('[data-test=code]', { state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/book');
  expect(faults).toEqual([]);
}, 120_000);
