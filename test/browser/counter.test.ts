import { describe, expect, it } from 'vitest';
import { StageReply } from '../support/stage.ts';
import { at, deskScript, misfits, openDesk, openStaff, picture, places, sizes } from './counter-stage.ts';
import type { DeskSize } from './counter-stage.ts';
import { clerk, serving, views, withLongNames } from './counter-views.ts';
import { useScene } from './display-scene.ts';

const patience = { timeout: 25_000, interval: 50 };
const scene = useScene(deskScript);

const part = (name: string) => scene.page.locator(`[data-part=${name}]`);
const status = () => scene.page.locator('p[data-part=status]').innerText();
const pressed = (path: string) => scene.stage.requests.filter((one) => one.method === 'POST' && one.path === path);
const refusal = (code: string, detail: string) => new StageReply(409, { type: `urn:${code}`, title: code, status: 409, code, detail });

describe('the main button', () => {
  it('calls, starts and finishes with one key, and sends one press for a double one', async () => {
    scene.stage.route(`POST ${at}/call-next`, () => {
      scene.stage.show('/counter', views.called);
      return { ticket: { id: 't-A012' }, why: null };
    });
    scene.stage.route(`POST ${at}/start`, () => ({ ticket: { id: 't-A012' } }));
    await openDesk(scene);
    await scene.page.keyboard.press('F2');
    await scene.page.keyboard.press('F2');
    await expect.poll(() => part('number').innerText(), patience).toBe('A012');
    await scene.page.keyboard.press('F2');
    expect(pressed(`${at}/call-next`)).toHaveLength(1);
    expect(pressed(`${at}/start`)).toHaveLength(0);
    await scene.page.waitForFunction(() => document.querySelector('[data-part=main]')?.textContent?.includes('已到'));
    await expect.poll(async () => {
      await scene.page.keyboard.press('F2');
      return pressed(`${at}/start`).length;
    }, patience).toBe(1);
  });

  it('is not needed: a number pad calls and starts, and its Enter presses a button that has the focus', async () => {
    scene.stage.route(`POST ${at}/call-next`, () => {
      scene.stage.show('/counter', views.called);
      return { ticket: { id: 't-A012' }, why: null };
    });
    scene.stage.route(`POST ${at}/start`, () => ({ ticket: { id: 't-A012' } }));
    await openDesk(scene);
    await scene.page.keyboard.press('NumpadEnter');
    await scene.page.keyboard.press('NumpadAdd');
    await expect.poll(() => part('number').innerText(), patience).toBe('A012');
    expect(pressed(`${at}/call-next`)).toHaveLength(1);
    await expect.poll(async () => {
      await scene.page.keyboard.press('NumpadAdd');
      await scene.page.keyboard.press('NumpadEnter');
      return pressed(`${at}/start`).length;
    }, patience).toBe(1);
    expect(pressed(`${at}/call-next`)).toHaveLength(1);
  });

  it('says when nobody may be called', async () => {
    scene.stage.route(`POST ${at}/call-next`, { ticket: null });
    await openDesk(scene, { view: views.empty });
    await part('main').click();
    await expect.poll(status, patience).toBe('现在没有可以叫的人。');
  });
});

describe('a press', () => {
  it('that is refused says why in place, and nothing moves', async () => {
    scene.stage.route(`POST ${at}/recall`, refusal('illegal-move', '这位已经在办理，不能重呼。'));
    await openDesk(scene, { view: views.called });
    const before = await places(scene.page);
    await scene.page.keyboard.press('F3');
    await expect.poll(status, patience).toBe('这位已经在办理，不能重呼。');
    expect(await part('number').innerText()).toBe('A012');
    expect(await places(scene.page)).toEqual(before);
    await scene.page.screenshot({ path: picture('counter-refused') });
  });

  it('that was refused is forgotten once the clerk turns to something else', async () => {
    scene.stage.route(`POST ${at}/recall`, refusal('illegal-move', '这位已经在办理，不能重呼。'));
    await openDesk(scene, { view: views.called });
    await scene.page.keyboard.press('F3');
    await expect.poll(status, patience).toBe('这位已经在办理，不能重呼。');
    await scene.page.keyboard.press('F8');
    await scene.page.waitForSelector('[data-panel=transfer]');
    expect(await scene.page.locator('[role=alert]').count()).toBe(0);
    await scene.page.keyboard.press('Escape');
    await scene.page.keyboard.press('F3');
    await expect.poll(status, patience).toBe('这位已经在办理，不能重呼。');
    scene.stage.show('/counter', views.serving);
    await expect.poll(status, patience).toBe('撤销 A012 的“已到”（Ctrl+Z）');
  });

  it('without an answer is sent again with the same key, and says so', async () => {
    let answers = false;
    scene.stage.route(`POST ${at}/recall`, () => (answers ? { ticket: null } : new StageReply(503, { type: 'urn:store-down', title: 'store-down', status: 503, code: 'store-down', detail: '数据库暂时不可用' })));
    await openDesk(scene, { view: views.called });
    await scene.page.keyboard.press('F3');
    await expect.poll(status, patience).toContain('同一次按键');
    await scene.page.keyboard.press('F3');
    answers = true;
    await expect.poll(status, patience).not.toContain('同一次按键');
    const keys = pressed(`${at}/recall`).map((one) => one.key);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('the server gone', () => {
  it('keeps the ticket on the screen, says so, and goes on by itself', async () => {
    await openDesk(scene, { view: views.serving });
    const before = await places(scene.page);
    await scene.stage.goDown();
    await expect.poll(status, patience).toContain('与服务器断开');
    expect(await part('number').innerText()).toBe('A012');
    expect(await places(scene.page)).toEqual(before);
    await scene.page.screenshot({ path: picture('counter-gone') });
    await scene.stage.comeBack();
    await expect.poll(status, { timeout: 30_000, interval: 100 }).not.toContain('与服务器断开');
  });
});

describe('the server gone, along an edge', () => {
  it.each(['zh-CN', 'en'])('is said in one whole line, in %s', async (language) => {
    scene.stage.show('/counter', views.serving);
    await openStaff(scene, '/counter', { viewport: sizes.strip, language, seat: ['paihao-desk', { session: clerk, hall: 'demo', counter: '3' }] });
    await scene.page.waitForSelector('[data-part=main]');
    await scene.stage.goDown();
    await expect.poll(status, patience).toContain(language === 'en' ? 'No connection' : '与服务器断开');
    expect(await scene.page.locator('p[data-part=status]').evaluate((line) => line.scrollWidth - line.clientWidth)).toBeLessThanOrEqual(0);
    await scene.stage.comeBack();
  });
});

describe('finishing', () => {
  it('sends the outcome with everything that is missing, and a scanned case number', async () => {
    scene.stage.route(`POST ${at}/finish`, () => {
      scene.stage.show('/counter', views.idle);
      return { ticket: null, next: { ticket: null } };
    });
    await openDesk(scene, { view: views.serving });
    await scene.page.keyboard.press('F6');
    await scene.page.click('[data-outcome=papers-missing]');
    await scene.page.keyboard.press('F2');
    expect(pressed(`${at}/finish`)).toHaveLength(0);
    await scene.page.click('[data-material=deed]');
    await scene.page.click('[data-material=tax]');
    await part('case-number').focus();
    await scene.page.keyboard.type('2026-0017');
    await scene.page.keyboard.press('Enter');
    expect(pressed(`${at}/finish`)).toHaveLength(0);
    await scene.page.keyboard.press('F2');
    await expect.poll(() => pressed(`${at}/finish`).map((one) => one.body), patience).toEqual([{ legId: serving.legId, outcome: 'papers-missing', missing: ['deed', 'tax'], caseNumber: '2026-0017', callNext: true }]);
    await expect.poll(() => scene.page.locator('[data-panel]').count(), patience).toBe(0);
  });

  it('forgets a chosen outcome when somebody else stands there', async () => {
    scene.stage.route(`POST ${at}/finish`, { ticket: null });
    await openDesk(scene, { view: views.serving });
    await scene.page.keyboard.press('F6');
    await scene.page.click('[data-outcome=impossible]');
    scene.stage.show('/counter', { ...views.serving, current: { ...serving, legId: 'l-B001', number: 'B001' } });
    await expect.poll(() => part('number').innerText(), patience).toBe('B001');
    expect(await scene.page.locator('[data-panel]').count()).toBe(0);
    await expect.poll(async () => {
      await scene.page.keyboard.press('F2');
      return pressed(`${at}/finish`).map((one) => one.body);
    }, patience).toEqual([{ legId: 'l-B001', outcome: 'done', callNext: true }]);
  });
});

describe('every layout', () => {
  const states = ['idle', 'called', 'serving', 'paused', 'full', 'long', 'suspended'] as const;
  it.each(['bar', 'strip', 'wide'] as const satisfies readonly DeskSize[])('%s fits its window in both languages, with nothing in another place', async (size) => {
    await openDesk(scene, { size });
    for (const language of ['zh-CN', 'en']) {
      await scene.page.evaluate((chosen) => localStorage.setItem('paihao-language', chosen), language);
      await scene.page.reload();
      await scene.page.waitForSelector(`[data-layout=${size}]`);
      const first = await places(scene.page);
      for (const state of states) {
        scene.stage.show('/counter', views[state]);
        const free = language === 'en' ? { no: 'No ticket', paused: 'Paused' } : { no: '无当前号', paused: '暂停中' };
        await expect.poll(() => part('number').innerText(), patience).toBe(views[state].current?.number ?? free[state === 'paused' ? 'paused' : 'no']);
        expect([size, language, state, await misfits(scene.page)]).toEqual([size, language, state, []]);
        expect(await places(scene.page)).toEqual(first);
        await scene.page.screenshot({ path: picture(`counter-${size}-${state}-${language}`) });
      }
    }
    expect(scene.page.viewportSize()).toEqual(sizes[size]);
  });

  it.each(['bar', 'strip', 'wide'] as const satisfies readonly DeskSize[])('%s fits its window with a very long name in every text', async (size) => {
    await openDesk(scene, { size });
    for (const language of ['zh-CN', 'en']) {
      await scene.page.evaluate((chosen) => localStorage.setItem('paihao-language', chosen), language);
      await scene.page.reload();
      await scene.page.waitForSelector(`[data-layout=${size}]`);
      for (const state of states) {
        const view = { ...withLongNames(views[state]), seq: 100 + states.indexOf(state) };
        scene.stage.show('/counter', view);
        await expect.poll(() => part('number').innerText(), patience).toMatch(view.current === null ? /^(No ticket|Paused|无当前号|暂停中)$/ : view.current.number);
        await scene.page.waitForFunction((words) => document.body.textContent?.includes(words) === true, view.hallName[language === 'en' ? 'en' : 'zh-CN'].slice(0, 8));
        expect([size, language, state, await misfits(scene.page)]).toEqual([size, language, state, []]);
        await scene.page.screenshot({ path: picture(`counter-long-${size}-${state}-${language}`) });
      }
    }
  });
});
