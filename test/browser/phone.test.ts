import { describe, expect, test } from 'vitest';
import { StageReply } from '../support/stage.ts';
import { tenTwentyFour } from './kiosk-hall.ts';
import { key, picture } from './kiosk-stage.ts';
import { useBrowser } from './page-scene.ts';
import { called, openPhone, own, served, told, visitor } from './phone-stage.ts';
import type { PhoneOnStage, PhoneScript } from './phone-stage.ts';

const opened = useBrowser();
const phone = (script: PhoneScript = {}): Promise<PhoneOnStage> => opened((browser) => openPhone(browser, script));
const face = (name: string): string => `[data-face="${name}"]`;
const unknown = new StageReply(404, { type: '', title: '', status: 404, code: 'unknown-ticket', detail: '' });

describe('my ticket', () => {
  test('says number, place, range, zone and what missing the call would mean', async () => {
    const { page } = await phone();
    await page.waitForSelector(face('waiting'));
    // The marks of the list stand inside the page's margin.
    expect(await page.locator('li').first().evaluate((line) => parseFloat(getComputedStyle(line.parentElement ?? line).paddingLeft) / parseFloat(getComputedStyle(line).fontSize))).toBeGreaterThanOrEqual(1.2);
    const words = await page.innerText('main');
    for (const said of ['A012', '前面 4 人', '10:30–10:50', '一楼 A区', '叫 3 个号后优先叫您', '3–7 号窗口', '户口簿']) expect(words).toContain(said);
    await picture(page, 'phone-waiting');
  });

  test('sets an apostrophe as narrow as Latin letters are, and several counters in the plural', async () => {
    const { page } = await phone({ language: 'en' });
    await page.waitForSelector(face('waiting'));
    expect(await page.innerText('main')).toContain('Counters 3–7');
    const ems = await page.locator('p', { hasText: 'residents’' }).first().evaluate((line) => {
      const text = line.firstChild;
      const at = text?.textContent?.indexOf('’') ?? -1;
      if (text === null || at < 0) return -1;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().width / parseFloat(getComputedStyle(line).fontSize);
    });
    expect(ems).toBeGreaterThan(0);
    expect(ems).toBeLessThan(0.5);
  });

  test('a call fills the page with its colour and names the counter', async () => {
    const { page, stage } = await phone();
    await page.waitForSelector(face('waiting'));
    const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    stage.show('/visitor', called());
    await page.waitForSelector(face('called'));
    expect(await page.innerText(key('called'))).toContain('12号窗口');
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(before);
    await picture(page, 'phone-called');
  });

  test('a suspension of another service leaves the range; one of everything takes it away', async () => {
    const [first] = visitor().services;
    if (first === undefined) throw new Error('the ticket has no service');
    const both = (suspended: boolean): NonNullable<PhoneScript['ticket']> => visitor({
      seq: suspended ? 12 : 11, estimate: suspended ? null : visitor().estimate, services: [{ ...first, suspended }, { ...first, legId: 'l-13', name: { 'zh-CN': '身份证换领', en: 'Renew an ID card' }, suspended: true }],
      suspensions: [{ id: 's', scope: { 'zh-CN': '身份证换领', en: 'Renew an ID card' }, reason: { 'zh-CN': '停电', en: 'Power cut' }, expectedBack: null }],
    });
    const { page, stage } = await phone({ ticket: both(false) });
    await page.waitForSelector(face('waiting'));
    const words = await page.innerText('main');
    for (const said of ['10:30–10:50', '身份证换领暂停：停电', '其他事项照常', '暂停中']) expect(words).toContain(said);
    await picture(page, 'phone-one-suspended');
    stage.show('/visitor', both(true));
    await page.waitForSelector('text=暂停期间不会叫号');
    expect(await page.innerText(key('state'))).not.toContain('预计');
  });

  test('stepping away and coming back show at once what the server answered', async () => {
    const { page, stage } = await phone();
    stage.route('POST /api/tickets/Zk3vQ9pT1xW7bN5m/away', { ticket: told(visitor({ seq: 11, away: { until: tenTwentyFour + 30 * 60_000 }, awaysLeft: 1 })) });
    stage.route('POST /api/tickets/Zk3vQ9pT1xW7bN5m/back', { ticket: told(visitor({ seq: 12, awaysLeft: 1 })) });
    await page.click(key('away'));
    await page.waitForSelector(face('away'));
    expect(await page.innerText(key('state'))).toContain('10:54');
    await page.click(key('back'));
    await page.waitForSelector(face('waiting'));
    expect(await page.innerText(key('away'))).toContain('还可以暂离 1 次');
  });

  test('giving up is asked once more', async () => {
    const { page, stage } = await phone();
    stage.route('POST /api/tickets/Zk3vQ9pT1xW7bN5m/leave', { ticket: told(visitor({ seq: 11, state: 'left' })) });
    await page.click(key('leave'));
    await page.click(key('leave-no'));
    expect(stage.requests.some((press) => press.method === 'POST')).toBe(false);
    await page.click(key('leave'));
    await page.click(key('leave-yes'));
    await page.waitForSelector(face('left'));
  });

  test('a refused press says why and changes nothing', async () => {
    const { page, stage } = await phone();
    stage.route('POST /api/tickets/Zk3vQ9pT1xW7bN5m/away', new StageReply(409, { type: '', title: '', status: 409, code: 'no-away-left', detail: '暂离次数已用完' }));
    await page.click(key('away'));
    await page.waitForSelector('text=暂离次数已用完');
    expect(await page.locator(face('waiting')).count()).toBe(1);
  });

  test('without an answer the press goes again with the same key', async () => {
    const { page, stage } = await phone();
    let tries = 0;
    stage.route('POST /api/tickets/Zk3vQ9pT1xW7bN5m/away', () => ((tries += 1) === 1 ? new StageReply(503, { type: '', title: '', status: 503, code: 'store-down', detail: '' }) : { ticket: told(visitor({ seq: 11, away: { until: tenTwentyFour + 30 * 60_000 } })) }));
    await page.click(key('away'));
    await page.waitForSelector(face('away'));
    expect(new Set(stage.requests.filter((press) => press.method === 'POST').map((press) => press.key)).size).toBe(1);
    expect(tries).toBe(2);
  });
});

describe('where the network is poor', () => {
  test('with sockets blocked it asks by itself and follows all the same', async () => {
    const { page, stage } = await phone({ turnDown: { '/visitor': 'blocked' } });
    await page.waitForSelector(face('waiting'));
    stage.route('GET /api/tickets/*', own(called()));
    await page.waitForSelector(face('called'), { timeout: 30_000 });
  });

  test('a line that is gone is said with the time of what still stands there', async () => {
    const one = await phone();
    await one.page.clock.install();
    await one.page.reload();
    await one.page.waitForSelector(face('waiting'));
    await one.stage.goDown();
    let seconds = 0;
    await expect.poll(async () => {
      await one.page.clock.runFor(1_000);
      seconds += 1;
      return one.page.locator(key('stale')).count();
    }, { timeout: 30_000 }).toBe(1);
    expect(seconds).toBeLessThanOrEqual(8);
    expect(await one.page.innerText(key('stale'))).toContain('10:24');
    await one.stage.comeBack();
    await expect.poll(async () => {
      await one.page.clock.runFor(5_000);
      return one.page.locator(key('stale')).count();
    }, { timeout: 30_000 }).toBe(0);
  });

  test('an unknown or expired ticket is told kindly', async () => {
    const { page } = await phone({ routes: { 'GET /api/tickets/*': unknown }, turnDown: { '/visitor': 'unknown' } });
    await page.waitForSelector('text=找不到这张号票');
    await picture(page, 'phone-unknown');
  });
});

describe('rating', () => {
  test('the form is the hall\'s: grade, its points, a comment; then thanks', async () => {
    const { page, stage } = await phone({ ticket: served() });
    stage.route('POST /api/tickets/Zk3vQ9pT1xW7bN5m/rating', { ticket: told({ ...served(true), seq: 31 }) });
    await page.waitForSelector(key('rating'));
    await page.click(key('grade-5'));
    await page.click(key('grade-2'));
    await page.click(key('point-again-2'));
    await page.fill(key('comment'), '材料清单可以更清楚');
    await picture(page, 'phone-rating');
    await page.click(key('send'));
    await page.waitForSelector(key('thanks'));
    expect(stage.requests.find((press) => press.path.endsWith('/rating'))?.body).toEqual({ grade: 2, legId: 'l-12', answers: ['again-2'], comment: '材料清单可以更清楚' });
  });
});

test.each([[1, 'zh-CN'], [2, 'zh-CN'], [1, 'en'], [2, 'en']] as const)('fits 360 px at %s00 % text in %s, in every state', async (zoom, language) => {
  const { page, stage } = await phone({ language });
  await page.waitForSelector(face('waiting'));
  await page.evaluate((times) => {
    document.documentElement.style.fontSize = `${times * 100}%`;
  }, zoom);
  const states = [visitor(), visitor({ away: { until: tenTwentyFour + 29 * 60_000 } }), called(), visitor({ state: 'absent' }), visitor({ state: 'held' }), visitor({ state: 'unserved' }), served(), served(true)];
  const wide: string[] = [];
  for (const [at, state] of states.entries()) {
    stage.show('/visitor', { ...state, seq: 100 + at });
    await page.waitForSelector(face(state.away === null ? state.state : 'away'));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 360) wide.push(`${state.state}: ${width}`);
  }
  expect(wide).toEqual([]);
});
