import { expect, it } from 'vitest';
import { StageReply } from '../support/stage.ts';
import { at, deskScript, openDesk, openStaff, picture } from './counter-stage.ts';
import { clerk, idle, views } from './counter-views.ts';
import { useScene } from './display-scene.ts';

const patience = { timeout: 25_000, interval: 50 };
const scene = useScene(() => ({ ...deskScript(), routes: { ...deskScript().routes, 'POST /api/sessions': new StageReply(201, { ...clerk, cookie: true }) } }));

const part = (name: string) => scene.page.locator(`[data-part=${name}]`);
const signIn = async (): Promise<void> => {
  await openStaff(scene, '/counter', { viewport: { width: 320, height: 680 } });
  await part('staff-number').fill('1003');
  await part('pin').fill('246810');
  await scene.page.screenshot({ path: picture('counter-sign-in') });
  await part('sign-in').click();
  await scene.page.waitForSelector('[data-counter="3"]');
};

it('signs in, chooses a counter, and comes back to it after a reload without keeping a token', async () => {
  scene.stage.route(`POST ${at}/sign-in`, { counter: { id: '3' } });
  await signIn();
  await scene.page.screenshot({ path: picture('counter-choice') });
  await scene.page.click('[data-counter="3"]');
  await part('main').waitFor();
  expect(scene.stage.requests.find((one) => one.path === '/api/sessions')?.body).toEqual({ staffNumber: '1003', pin: '246810', cookie: true });
  scene.stage.show('/counter', views.called);
  await scene.page.reload();
  await expect.poll(() => part('number').innerText(), patience).toBe('A012');
  const kept = await scene.page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]));
  expect(kept).not.toMatch(/token|246810/i);
});

it('offers first where the roster puts the clerk today, then where they stand in, and every counter below', async () => {
  const seats = [{ counter: '3', as: 'clerk', from: '09:00', to: '12:00' }, { counter: '3', as: 'clerk', from: '13:30', to: '17:00' }, { counter: '7', as: 'substitute', from: '00:00', to: '24:00' }];
  scene.stage.route('GET /api/sessions/current', { ...clerk, counter: null, seats });
  scene.stage.route(`POST ${at}/sign-in`, { counter: { id: '3' } });
  await openStaff(scene, '/counter', { viewport: { width: 320, height: 680 } });
  await scene.page.waitForSelector('[data-seat]');
  expect(await scene.page.locator('[data-seat]').allTextContents()).toEqual(['今天在3号窗口09:00–12:00', '今天替班7号窗口全天']);
  expect(await scene.page.locator('[data-counter]').count()).toBe(45);
  await scene.page.screenshot({ path: picture('counter-seat') });
  await scene.page.click('[data-seat="3"]');
  await part('main').waitFor();
});

it('says who has a taken counter; only some may take it over', async () => {
  const taken = new StageReply(409, { type: 'urn:counter-taken', title: 'counter-taken', status: 409, code: 'counter-taken', detail: '3号窗口已由李伟（1007）登录。', about: '1007' });
  scene.stage.route(`POST ${at}/sign-in`, (request: { readonly body: unknown }) => (JSON.stringify(request.body) === '{"force":true}' ? { counter: { id: '3' } } : taken));
  await signIn();
  await scene.page.click('[data-counter="3"]');
  await expect.poll(() => scene.page.locator('.say').innerText(), patience).toContain('李伟');
  expect(await part('force').count()).toBe(0);
  await scene.page.close();
  scene.stage.route('POST /api/sessions', new StageReply(201, { ...clerk, roles: ['manager'] }));
  await signIn();
  await scene.page.click('[data-counter="3"]');
  await part('force').click();
  await part('main').waitFor();
});

it('says when somebody else took the counter over', async () => {
  await openDesk(scene, { view: views.serving });
  scene.stage.show('/counter', { ...idle, clerk: { number: '4001', name: { 'zh-CN': '陈建国', en: 'Chen Jianguo' } } });
  await expect.poll(() => scene.page.locator('.not-mine').innerText(), patience).toContain('陈建国（4001）');
  expect(await part('main').count()).toBe(0);
});

it('stays where it is when leaving is refused, and says why', async () => {
  scene.stage.route(`POST ${at}/sign-out`, new StageReply(409, { type: 'urn:ticket-open', title: 'ticket-open', status: 409, code: 'ticket-open', detail: '还有一位没有办完，请先办完。' }));
  await openDesk(scene, { view: views.serving });
  await part('more').click();
  await part('sign-out').click();
  await expect.poll(() => scene.page.locator('[role=alert]').innerText(), patience).toContain('请先办完');
  expect(await part('number').innerText()).toBe('A012');
});

it('asks to sign in again when the session has run out', async () => {
  await openDesk(scene, { view: views.called });
  scene.stage.route(`POST ${at}/recall`, new StageReply(401, { type: 'urn:sign-in-needed', title: 'sign-in-needed', status: 401, code: 'sign-in-needed', detail: '请先登录。' }));
  await scene.page.keyboard.press('F3');
  await part('staff-number').waitFor();
  expect(await scene.page.locator('.say').innerText()).toContain('登录已过期');
});
