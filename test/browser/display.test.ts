import { describe, expect, it } from 'vitest';
import type { DisplayCall } from '../../contract/live-events.ts';
import { atCounters, callOf, hallRoutes, notices, paused, suspension, tenTwentyFour as now, zoneView } from './display-fixtures.ts';
import { useScene } from './display-scene.ts';

const landscape = { width: 1920, height: 1080 };
const portrait = { width: 1080, height: 1920 };
const picture = (name: string): string => `node_modules/.cache/pictures/display-${name}.png`;
const patience = { timeout: 25_000, interval: 50 };

const scene = useScene(() => ({ routes: hallRoutes, views: { '/display': zoneView(atCounters) } }));

const open = async (address: string, viewport = landscape): Promise<void> => {
  await scene.newPage(viewport);
  await scene.page.clock.install();
  await scene.page.goto(scene.stage.url + address);
};
const cells = (): Promise<string[]> => scene.page.locator('.cell').allInnerTexts();
const banner = (): Promise<string[]> => scene.page.locator('.banner .call .number').allInnerTexts();
const show = (calls: Parameters<typeof zoneView>[0], more: Parameters<typeof zoneView>[1] = {}): void => scene.stage.show('/display', zoneView(calls, more));
const shownLast = (): unknown => scene.stage.said.filter((each) => each.event === 'shown').map((each) => each.data).pop();
/** Letters that stick out of their place, or out of the screen. */
const sticksOut = (): Promise<string[]> => scene.page.evaluate(() => {
  const out: string[] = [];
  for (const element of Array.from(document.querySelectorAll<HTMLElement>('.number, .label, .name, .words, .text, h2, time, li, .count'))) {
    const box = element.getBoundingClientRect();
    if (box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) out.push(element.innerText);
    const place = element.closest('.call, .cell')?.getBoundingClientRect();
    if (place !== undefined && (box.left < place.left - 1 || box.right > place.right + 1 || box.bottom > place.bottom + 20)) out.push(element.innerText);
  }
  return out;
});

/** How many sizes of letters the words of an outage have, and whether its last line keeps off the edge. */
const outageLooks = (): Promise<object> => scene.page.evaluate(() => ({
  sizes: new Set(Array.from(document.querySelectorAll('.outage .words')).map((line) => getComputedStyle(line).fontSize)).size,
  airBelow: (document.querySelector('.outage')?.getBoundingClientRect().bottom ?? 0) - (document.querySelector('.outage .age')?.getBoundingClientRect().bottom ?? 0) >= 16,
}));

describe('a zone screen', () => {
  it('opens with who is at the counters, the zone and the server\'s clock', async () => {
    await open('/display?zone=A&lang=zh-CN');
    await expect.poll(cells, patience).toContain('B204\n7号窗口');
    expect(await scene.page.locator('.name').innerText()).toBe('二楼 A区');
    expect(await scene.page.locator('time').innerText()).toBe('10:24');
    await scene.page.clock.fastForward(61_000);
    await expect.poll(() => scene.page.locator('time').innerText(), patience).toBe('10:25');
  });

  it.each([
    ['landscape', landscape, 'calls'], ['portrait', portrait, 'calls'], ['landscape-split', landscape, 'split'], ['portrait-split', portrait, 'split'],
  ] as const)('shows one call, then three at once, %s, in both languages', async (name, size, layout) => {
    for (const language of ['zh-CN', 'en']) {
      show(atCounters, { notices, layout });
      await open(`/display?zone=A&lang=${language}`, size);
      await expect.poll(cells, patience).toHaveLength(name === 'landscape' ? 8 : name === 'portrait' ? 7 : 4);
      await expect.poll(async () => (await cells()).join(), patience).toContain('B204');
      show([callOf('A012', 3, now), ...atCounters], { notices, layout });
      await expect.poll(banner, patience).toEqual(['A012']);
      await scene.page.clock.runFor(3000);
      await scene.page.screenshot({ path: picture(`${name}-${language}-one`), animations: 'disabled' });
      expect(await sticksOut()).toEqual([]);
      await scene.page.clock.fastForward(5000);
      show([callOf('A1014', 112, now + 3), callOf('B205', 3, now + 2), callOf('C032', 12, now + 1), callOf('A012', 3, now), ...atCounters], { notices, layout });
      await expect.poll(banner, patience).toEqual(['C032', 'B205', 'A1014']);
      await scene.page.screenshot({ path: picture(`${name}-${language}-three`), animations: 'disabled' });
      expect(await sticksOut()).toEqual([]);
      expect(await scene.page.locator('.cell.marked').count()).toBeGreaterThanOrEqual(3);
      await scene.page.close();
    }
  });

  it.each([
    ['landscape', landscape, 'calls'], ['portrait', portrait, 'calls'], ['landscape-split', landscape, 'split'], ['portrait-split', portrait, 'split'],
  ] as const)('shows five calls of one second, and twelve, all at once: %s', async (name, size, layout) => {
    const burst = (many: number): DisplayCall[] => Array.from({ length: many }, (_, n) => callOf(`A0${20 + n}`, 10 + n, now + n)).reverse();
    for (const many of [5, 12]) {
      show(atCounters, { layout });
      await open('/display?zone=A&lang=zh-CN', size);
      await expect.poll(async () => (await cells()).join(), patience).toContain('B204');
      show([...burst(many), ...atCounters].slice(0, 12), { layout });
      await expect.poll(banner, patience).toEqual(['A020', 'A021', 'A022']);
      const words = await scene.page.innerText('main');
      for (const { number } of burst(many)) expect([many, number, words.includes(number)]).toEqual([many, number, true]);
      const strip = scene.page.locator('.strip');
      if (await strip.count() > 0) expect((await strip.boundingBox())?.height).toBeLessThan(1.1 * 100);
      await scene.page.screenshot({ path: picture(`${name}-burst-${many}`), animations: 'disabled' });
      expect(await sticksOut()).toEqual([]);
      await scene.page.close();
    }
  });

  it('gives a single call figures of 260 px and each row letters of about 110', async () => {
    await open('/display?zone=A&lang=zh-CN');
    await expect.poll(cells, patience).toContain('B204\n7号窗口');
    show([callOf('A012', 3, now), ...atCounters]);
    await expect.poll(banner, patience).toEqual(['A012']);
    const sizeOf = (selector: string): Promise<number> => scene.page.locator(selector).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(await sizeOf('.banner .number')).toBeCloseTo(260, 0);
    expect(await sizeOf('.cell .number')).toBeCloseTo(110, 0);
    expect(await sizeOf('.cell .label')).toBeCloseTo(110, 0);
  });

  it('flashes a recall again in its own cell', async () => {
    const call = callOf('A012', 3, now);
    await open('/display?zone=A&lang=zh-CN');
    show([call, ...atCounters]);
    await expect.poll(banner, patience).toEqual(['A012']);
    const before = await cells();
    const animations = (): Promise<number> => scene.page.locator('.banner .call').evaluate((element) => element.getAnimations().length);
    await scene.page.locator('.banner .call').evaluate((element) => element.getAnimations().forEach((animation) => animation.finish()));
    expect(await animations()).toBe(0);
    show([{ ...call, lastAt: now + 30_000 }, ...atCounters], { now: now + 30_000 });
    await expect.poll(animations, patience).toBe(1);
    expect(await cells()).toEqual(before);
  });

  it('speaks both languages by turns, never two in one line', async () => {
    await open('/display?zone=A');
    const seen = new Set<string>();
    await expect.poll(cells, patience).not.toEqual([]);
    for (let step = 0; step < 12; step += 1) {
      await scene.page.clock.runFor(1000);
      for (const cell of await cells()) if (cell !== '') seen.add(/Counter/.test(cell) ? 'en' : 'zh-CN');
      expect((await cells()).some((cell) => /Counter/.test(cell) && /窗口/.test(cell))).toBe(false);
    }
    expect([...seen].sort()).toEqual(['en', 'zh-CN']);
  });

  it('reports the legs that stand on it, and none while another page covers them', async () => {
    show(atCounters, { paused });
    await open('/display?zone=A&lang=zh-CN');
    await expect.poll(shownLast, patience).toEqual(atCounters.map((each) => each.legId).sort());
    await scene.page.clock.fastForward(13_000);
    await expect.poll(shownLast, patience).toEqual([]);
    show([callOf('A012', 3, now), ...atCounters], { paused });
    await expect.poll(shownLast, patience).toContain('leg-A012');
    expect(await banner()).toEqual(['A012']);
  });

  it('says when its data has stopped, fades the calls, and recovers by itself', async () => {
    await open('/display?zone=A&lang=zh-CN');
    await expect.poll(cells, patience).toContain('B204\n7号窗口');
    await scene.stage.goDown();
    await expect.poll(() => scene.page.locator('.outage .words').allInnerTexts(), patience).toEqual(['▲ 叫号信息暂时中断，', '请听窗口人员叫号']);
    expect(await scene.page.locator('.cells.old').count()).toBe(1);
    expect(await scene.page.locator('time').innerText()).toBe('');
    expect(await sticksOut()).toEqual([]);
    await scene.page.screenshot({ path: picture('gone') });
    await scene.page.clock.fastForward(125_000);
    await expect.poll(() => scene.page.locator('.age').innerText(), patience).toBe('以下是2分钟前的叫号');
    expect(await outageLooks()).toEqual({ sizes: 1, airBelow: true });
    await scene.stage.comeBack();
    show([callOf('A013', 5, now + 60_000), ...atCounters], { now: now + 125_000 });
    await expect.poll(banner, { timeout: 30_000 }).toEqual(['A013']);
    expect(await scene.page.locator('.outage').count()).toBe(0);
  });

  it('shows no empty hall for a zone that is not there: it says what to check', async () => {
    scene.stage.route('GET /api/halls/demo', hallRoutes['GET /api/halls/demo']);
    scene.stage.turnDown('/display', 'unavailable');
    await open('/display?zone=A&lang=en');
    await expect.poll(() => scene.page.locator('.outage .words').allInnerTexts(), patience).toEqual(['▲ There is no such zone;', 'please check this screen’s address']);
    expect(await scene.page.locator('.none, .cell').count()).toBe(0);
    expect(await outageLooks()).toMatchObject({ sizes: 1 });
    expect(await sticksOut()).toEqual([]);
    await scene.page.screenshot({ path: picture('no-such-zone-en') });
  });

  it('whose address names what is not there says so in Chinese too, and unlike a server that is gone', async () => {
    scene.stage.turnDown('/display', 'unavailable');
    await open('/display?zone=zz&lang=zh-CN');
    await expect.poll(() => scene.page.locator('.outage .words').allInnerTexts(), patience).toEqual(['▲ 没有这个区域，', '请检查屏幕地址']);
    expect(await sticksOut()).toEqual([]);
    await scene.page.screenshot({ path: picture('no-such-zone-zh') });
    scene.stage.turnDown('/display', null);
    show(atCounters);
    await expect.poll(() => scene.page.locator('.outage').count(), { timeout: 15_000 }).toBe(0);
  });

  it('for a counter that is not there speaks of the counter', async () => {
    scene.stage.turnDown('/display', 'unavailable');
    await open('/display?counter=99&lang=en');
    await expect.poll(() => scene.page.locator('.outage .words').allInnerTexts(), patience).toEqual(['▲ There is no such counter;', 'please check this screen’s address']);
  });
});

it('says in one line where numbers will appear, beside notices too', async () => {
  show(atCounters, { layout: 'split', notices });
  await open('/display?zone=A&lang=en');
  await expect.poll(() => scene.page.locator('.banner .hint').innerText(), patience).toBe('Called numbers appear here');
  expect(await scene.page.locator('.banner .hint').evaluate((line) => line.getBoundingClientRect().height / parseFloat(getComputedStyle(line).fontSize))).toBeLessThan(2);
});

describe('pages between calls', () => {
  it.each([['calls', landscape], ['split', portrait]] as const)('tell the day of a return without breaking it, %s', async (layout, size) => {
    show(atCounters, { layout, suspensions: [{ ...suspension, expectedBack: now + 22.6 * 3_600_000 }] });
    await open('/display?zone=A&lang=zh-CN', size);
    const words = scene.page.locator('.info .text');
    await expect.poll(async () => {
      await scene.page.clock.runFor(1000);
      return words.count();
    }, patience).toBe(1);
    const rows = await words.evaluate((element) => {
      const text = element.firstChild;
      const from = text?.textContent?.indexOf('6') ?? -1;
      if (text === null || from < 0) return -1;
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, (text.textContent?.indexOf('日') ?? 0) + 1);
      return new Set(Array.from(range.getClientRects()).map((box) => Math.round(box.top))).size;
    });
    expect(rows).toBe(1);
  });

  it.each(['zh-CN', 'en'])('show paused counters, notices and suspensions one after the other, in %s', async (language) => {
    show(atCounters, { paused, notices, suspensions: [suspension] });
    await open(`/display?zone=A&lang=${language}`);
    await expect.poll(cells, patience).not.toEqual([]);
    // From here on only the test moves the clock: on a busy machine pages would turn behind its back.
    await scene.page.clock.pauseAt(await scene.page.evaluate(() => Date.now() + 1000));
    const kinds: string[] = [];
    for (let turn = 0; turn < 40 && kinds.length < 6; turn += 1) {
      await scene.page.clock.runFor(2000);
      const kind = await scene.page.locator('.info').count() === 0 ? 'calls' : await scene.page.locator('.info').evaluate((element) => element.classList[1] ?? '');
      if (kinds[kinds.length - 1] === kind) continue;
      kinds.push(kind);
      await scene.page.screenshot({ path: picture(`page-${language}-${kinds.length}-${kind}`) });
      expect(await sticksOut()).toEqual([]);
    }
    expect(kinds).toEqual(['calls', 'suspension', 'calls', 'paused', 'calls', 'notice']);
  });
});
