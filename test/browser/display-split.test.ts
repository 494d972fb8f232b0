import { describe, expect, it } from 'vitest';
import type { DisplayView, MediaView } from '../../contract/live-events.ts';
import { drawing } from '../support/media-folder.ts';
import { tinyFilm } from '../support/tiny-film.ts';
import { atCounters, callOf, counterView, hallRoutes, notices, paused, tenTwentyFour as now, zoneView } from './display-fixtures.ts';
import { useScene } from './display-scene.ts';

const landscape = { width: 1920, height: 1080 };
const portrait = { width: 1080, height: 1920 };
const picture = (name: string): string => `node_modules/.cache/pictures/display-${name}.png`;
const patience = { timeout: 25_000, interval: 50 };
const served = (file: string): string => `/media/demo/${file}`;
const media = (file: string, more: Partial<MediaView> = {}): MediaView =>
  ({ file, path: served(file), film: file.endsWith('.webm'), text: { 'zh-CN': `图 ${file}`, en: `Picture ${file}` }, seconds: 5, ...more });

const scene = useScene(() => ({
  routes: { ...hallRoutes, [`GET ${served('a.svg')}`]: Buffer.from(drawing), [`GET ${served('b.svg')}`]: Buffer.from(drawing.replace('#084A8C', '#0A5546')), [`GET ${served('broken.svg')}`]: Buffer.from('no picture'), [`GET ${served('broken.webm')}`]: Buffer.from('no film') },
  views: { '/display': zoneView(atCounters, { layout: 'split', media: [media('a.svg')] }) },
}));
const show = (more: Partial<DisplayView>, calls: DisplayView['calls'] = atCounters): void => scene.stage.show('/display', zoneView(calls, { layout: 'split', ...more }));
const open = async (viewport = landscape, address = '/display?zone=A'): Promise<void> => {
  await scene.newPage(viewport);
  await scene.page.clock.install();
  await scene.page.goto(scene.stage.url + address);
};
/** What can be seen at the side: a picture or film that is drawn, the heading of a page, or the name of the hall. */
const atSide = (): Promise<string> => scene.page.evaluate(() => {
  const shown = (element: Element | null): element is HTMLElement => element instanceof HTMLElement && element.offsetWidth > 0 && element.offsetHeight > 0;
  const seen = Array.from(document.querySelectorAll('.notices .media, .notices h2, .notices .hall')).filter(shown);
  return seen.map((element) => {
    if (element instanceof HTMLImageElement) return element.complete && element.naturalWidth > 0 ? element.src.replace(/^.*\//, '') : 'hole';
    if (element instanceof HTMLVideoElement) return element.readyState >= 2 && element.videoWidth > 0 ? element.src.replace(/^.*\//, '') : 'hole';
    return element.innerText;
  }).join(' + ');
});
/** Goes on in time, and tells everything that stood meanwhile, each once in a row. */
const during = async (ms: number): Promise<readonly string[]> => {
  const seen: string[] = [];
  for (let gone = 0; gone <= ms; gone += 500) {
    const now = await atSide();
    if (seen[seen.length - 1] !== now) seen.push(now);
    await scene.page.clock.runFor(500);
  }
  return seen;
};
const failedLast = (): unknown => scene.stage.said.filter((each) => each.event === 'filesFailed').map((each) => each.data).pop();
const overlaps = (): Promise<boolean> => scene.page.evaluate(() => {
  const side = document.querySelector('.notices')?.getBoundingClientRect();
  const calls = Array.from(document.querySelectorAll('.banner, .cells, .head')).map((element) => element.getBoundingClientRect());
  return side === undefined || calls.some((box) => box.left < side.right - 1 && side.left < box.right - 1 && box.top < side.bottom - 1 && side.top < box.bottom - 1);
});

describe('a split screen', () => {
  it.each([['landscape', landscape], ['portrait', portrait]] as const)('%s: has a picture with its words beside the calls, never over them', async (name, size) => {
    await open(size);
    await expect.poll(atSide, patience).toBe('a.svg');
    expect(await scene.page.locator('figcaption p').allInnerTexts()).toEqual(['图 a.svg', 'Picture a.svg']);
    show({ media: [media('a.svg')] }, [callOf('A014', 5, now + 2), callOf('A013', 2, now + 1), callOf('A012', 3, now), ...atCounters]);
    await expect.poll(() => scene.page.locator('.banner .call .number').allInnerTexts(), patience).toEqual(['A012', 'A013', 'A014']);
    expect([await overlaps(), await atSide()]).toEqual([false, 'a.svg']);
    await scene.page.screenshot({ path: picture(`${name}-split-picture`), animations: 'disabled' });
  });

  it('turns from words to pictures and back, also while nobody is called', async () => {
    show({ media: [media('a.svg'), media('b.svg')], notices: notices.slice(1), paused: paused.slice(0, 1) });
    await open(landscape, '/display?zone=A&lang=zh-CN');
    await expect.poll(atSide, patience).toBe('暂停服务的窗口');
    expect(await during(30_000)).toEqual(['暂停服务的窗口', 'a.svg', '通知', 'b.svg', '暂停服务的窗口']);
  });

  it('plays a film without sound, over and over', async () => {
    scene.stage.route(`GET ${served('film.webm')}`, tinyFilm);
    show({ media: [media('film.webm')] });
    await open();
    await expect.poll(atSide, patience).toBe('film.webm');
    const state = (): Promise<{ silent: boolean; time: number; loop: boolean }> => scene.page.locator('video').evaluate((film) => (film instanceof HTMLVideoElement ? { silent: film.muted, time: film.currentTime, loop: film.loop } : { silent: false, time: -1, loop: false }));
    await expect.poll(async () => (await state()).time, patience).toBeGreaterThan(0.2);
    expect(await state()).toMatchObject({ silent: true, loop: true });
    const times = new Set<number>();
    // Begun again: a time that is smaller than one before.
    await expect.poll(async () => {
      const { time } = await state();
      times.add(time);
      return time < Math.max(...times) - 0.2;
    }, patience).toBe(true);
    await scene.page.screenshot({ path: picture('landscape-split-film'), animations: 'disabled' });
  });

  it('goes from a film that has ended to the next', async () => {
    scene.stage.route(`GET ${served('film.webm')}`, tinyFilm);
    show({ media: [media('film.webm'), media('a.svg')] });
    await open();
    await expect.poll(atSide, patience).toBe('film.webm');
    await expect.poll(atSide, patience).toBe('a.svg');
  });

  it('skips what is broken or missing without a hole, and reports it; what is mended comes', async () => {
    show({ media: [media('broken.svg'), media('broken.webm'), media('missing.svg'), media('a.svg')], notices: notices.slice(1) });
    await open(landscape, '/display?zone=A&lang=zh-CN');
    await expect.poll(atSide, patience).toBe('通知');
    expect([...new Set(await during(45_000))].sort()).toEqual(['a.svg', '通知'].sort());
    await expect.poll(failedLast, patience).toEqual(['broken.svg', 'broken.webm', 'missing.svg']);
    scene.stage.route(`GET ${served('missing.svg')}`, Buffer.from(drawing));
    expect(await during(90_000)).toContain('missing.svg');
    await expect.poll(failedLast, patience).toEqual(['broken.svg', 'broken.webm']);
  });

  it('shows the name of the hall where nothing can be shown', async () => {
    show({ media: [media('broken.svg'), media('missing.webm')] });
    await open(landscape, '/display?zone=A&lang=zh-CN');
    await expect.poll(failedLast, patience).toEqual(['broken.svg', 'missing.webm']);
    expect(await during(10_000)).toEqual(['云溪县政务服务中心']);
  });

  it('keeps its picture while the server is away, and drops what may be out of date', async () => {
    show({ media: [media('a.svg', { seconds: 600 })], paused });
    await open(landscape, '/display?zone=A&lang=zh-CN');
    await expect.poll(atSide, patience).toBe('暂停服务的窗口');
    await scene.page.clock.runFor(20_000);
    await expect.poll(atSide, patience).toBe('a.svg');
    await scene.stage.goDown();
    await expect.poll(() => scene.page.locator('.outage').count(), patience).toBe(1);
    expect(new Set(await during(10_000))).toEqual(new Set(['a.svg']));
    expect(await overlaps()).toBe(false);
    await scene.page.screenshot({ path: picture('landscape-split-gone'), animations: 'disabled' });
  });
});

describe('the clerk on a counter\'s screen', () => {
  const clerk = (more: object = {}) => counterView({ clerk: { name: { 'zh-CN': '王敏', en: 'Wang Min' }, number: '1003', photo: { file: 'a.svg', path: served('a.svg') } }, number: 'A012', ticketState: 'serving', lastAt: now, ...more });
  const photo = (): Promise<number> => scene.page.evaluate(() => document.querySelector<HTMLImageElement>('.person img')?.naturalWidth ?? 0);
  const words = async (): Promise<string> => (await scene.page.locator('main').innerText()).replace(/\n+/g, '\n');

  it.each([['landscape', landscape], ['portrait', portrait]] as const)('%s: has a photo beside the number', async (name, size) => {
    scene.stage.show('/display', clerk());
    await open(size, '/display?counter=3');
    await expect.poll(photo, patience).toBeGreaterThan(0);
    expect(await words()).toMatch(/王敏\nWang Min\n工号 1003\nA012/);
    const boxes = await scene.page.locator('.person, .number').evaluateAll((all) => all.map((element) => element.getBoundingClientRect()).map((box) => [box.left >= 0, box.right <= innerWidth, box.bottom <= innerHeight]));
    expect(boxes.flat()).not.toContain(false);
    await scene.page.screenshot({ path: picture(`counter-photo-${name}`), animations: 'disabled' });
  });

  it('gives what is typed or rated the whole width', async () => {
    scene.stage.show('/display', clerk({ caption: '请签名' }));
    await open(landscape, '/display?counter=3');
    await expect.poll(words, patience).toContain('请签名');
    expect(await scene.page.locator('.person').count()).toBe(0);
    expect(await words()).toContain('王敏');
  });

  it.each([['name', { number: null }, /王敏/, /1003/], ['number', { name: null }, /工号 1003\nStaff no\. 1003/, /王敏|Wang/]] as const)('is told by %s alone where the hall wants that', async (_, part, there, absent) => {
    scene.stage.show('/display', clerk({ clerk: { name: { 'zh-CN': '王敏', en: 'Wang Min' }, number: '1003', photo: null, ...part } }));
    await open(landscape, '/display?counter=3');
    await expect.poll(words, patience).toMatch(there);
    expect(await words()).not.toMatch(absent);
  });

  it('whose photo is broken is told by name, and the photo is reported until another comes', async () => {
    scene.stage.show('/display', clerk({ clerk: { name: { 'zh-CN': '王敏', en: 'Wang Min' }, number: '1003', photo: { file: 'broken.svg', path: served('broken.svg') } } }));
    await open(landscape, '/display?counter=3');
    await expect.poll(failedLast, patience).toEqual(['broken.svg']);
    expect([await scene.page.locator('.person').count(), (await words()).includes('王敏')]).toEqual([0, true]);
    scene.stage.show('/display', clerk());
    await expect.poll(photo, patience).toBeGreaterThan(0);
    await expect.poll(failedLast, patience).toEqual([]);
  });
});
