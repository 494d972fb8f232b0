import { describe, expect, it } from 'vitest';
import { StageReply } from '../support/stage.ts';
import { atCounters, counterView, hallRoutes, tenTwentyFour as now, zoneView } from './display-fixtures.ts';
import { useScene } from './display-scene.ts';

const patience = { timeout: 25_000, interval: 50 };
const rating = 'POST /api/halls/demo/counters/3/rating';
const problem = (status: number, code: string, detail: string): StageReply => new StageReply(status, { type: 'about:blank', title: code, status, code, detail });
const scene = useScene(() => ({ routes: hallRoutes, views: { '/display': counterView() } }));
const open = async (address = '/display?counter=3', viewport = { width: 1280, height: 800 }): Promise<void> => {
  await scene.newPage(viewport);
  await scene.page.goto(scene.stage.url + address);
};
const words = async (): Promise<string> => (await scene.page.locator('main').innerText()).replace(/\n+/g, '\n');
const rate = { legId: 'leg-A012', number: 'A012', until: now + 60_000 };

describe('a counter\'s screen', () => {
  it('tells who sits there, what is done there, and whom it serves', async () => {
    await open();
    await expect.poll(words, patience).toMatch(/3号窗口[\s\S]*王敏[\s\S]*1003[\s\S]*请等候叫号[\s\S]*社会保险登记/);
    scene.stage.show('/display', counterView({ number: 'A012', ticketState: 'called', lastAt: now }));
    await expect.poll(words, patience).toMatch(/A012\n请到本窗口\nPlease come to this counter/);
    scene.stage.show('/display', counterView({ number: 'A012', ticketState: 'serving', lastAt: now }));
    await expect.poll(words, patience).toMatch(/A012\n正在办理/);
    expect(await scene.page.locator('.services p').evaluateAll((lines) => lines.map((line) => line.scrollHeight - line.clientHeight))).toEqual([0, 0]);
  });
  it('says when it is paused, with the reason, and when it is closed', async () => {
    scene.stage.show('/display', counterView({ state: 'paused', pausedReason: { 'zh-CN': '午休', en: 'Lunch break' } }));
    await open();
    await expect.poll(words, patience).toMatch(/暂停服务\n午休[\s\S]*On a break\nLunch break/);
    scene.stage.show('/display', counterView({ state: 'closed', clerk: null }));
    await expect.poll(words, patience).toContain('本窗口未开放');
  });
  it('shows what the clerk typed as text, whatever it is', async () => {
    scene.stage.show('/display', counterView({ number: 'A012', ticketState: 'serving', caption: '<b>请签名</b>' }));
    await open();
    await expect.poll(() => scene.page.locator('.typed').innerText(), patience).toBe('<b>请签名</b>');
  });
  it('asks for a rating, sends it once, and says thanks', async () => {
    scene.stage.show('/display', counterView({ rate }));
    scene.stage.route(rating, {});
    await open();
    await scene.page.getByText('基本满意').click();
    await expect.poll(words, patience).toContain('谢谢您的评价');
    expect(scene.stage.requests.filter((each) => each.method === 'POST').map((each) => each.body)).toEqual([{ grade: 3, legId: 'leg-A012' }]);
  });
  it('sends a rating again with the same key until it is answered', async () => {
    scene.stage.show('/display', counterView({ rate }));
    scene.stage.route(rating, problem(503, 'unavailable', 'later'));
    await open();
    await scene.page.getByText('非常满意', { exact: false }).first().click();
    await expect.poll(words, patience).toContain('服务器没有回应，正在重试');
    scene.stage.route(rating, {});
    await expect.poll(words, patience).toContain('谢谢您的评价');
    const keys = scene.stage.requests.filter((each) => each.method === 'POST').map((each) => each.key);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
  });
  it('says why a rating was refused', async () => {
    scene.stage.show('/display', counterView({ rate }));
    scene.stage.route(rating, problem(409, 'already-rated', '这次服务已经评价过了'));
    await open();
    await scene.page.getByText('基本满意').click();
    await expect.poll(words, patience).toContain('这次服务已经评价过了');
  });
  it('shows no old state as if it were now', async () => {
    scene.stage.show('/display', counterView({ number: 'A012', ticketState: 'called', lastAt: now }));
    await open();
    await expect.poll(words, patience).toContain('请到本窗口');
    await scene.stage.goDown();
    await expect.poll(words, patience).toMatch(/信息暂时中断，请听工作人员招呼/);
    expect(await words()).not.toContain('请到本窗口');
    await scene.stage.comeBack();
    await expect.poll(words, { timeout: 30_000 }).toContain('请到本窗口');
  });
});

describe('pairing', () => {
  const pair = 'POST /api/devices/pair';
  it('asks for a code, says what was wrong with it, and shows the screen once it is right', async () => {
    scene.stage.turnDown('/display', 'not-paired');
    scene.stage.route(pair, ({ body }: { readonly body: unknown }) => {
      if (JSON.stringify(body) !== '{"code":"K7M-2","cookie":true}') return problem(401, 'wrong-code', '配对码不对或已过期');
      scene.stage.turnDown('/display', null);
      scene.stage.show('/display', zoneView(atCounters));
      return { device: { id: 'd1' } };
    });
    await open('/display?zone=A', { width: 1920, height: 1080 });
    await expect.poll(words, patience).toContain('这块屏幕还没有配对');
    for (const key of ['K', '7', 'N', 'M']) await scene.page.getByRole('button', { name: key, exact: true }).click();
    await scene.page.getByRole('button', { name: '确定' }).click();
    await expect.poll(words, patience).toContain('配对码不对或已过期');
    for (const key of ['K', '7', 'N', '删除', 'M', '-', '2']) await scene.page.getByRole('button', { name: key, exact: true }).click();
    await scene.page.getByRole('button', { name: '确定' }).click();
    await expect.poll(words, patience).toContain('B204');
  });
  it('pairs by itself from its address and takes the code out of it', async () => {
    scene.stage.route(pair, { device: { id: 'd1' } });
    await open('/display?pair=demo-display&counter=3');
    await expect.poll(words, patience).toContain('3号窗口');
    expect(scene.stage.requests.filter((each) => each.method === 'POST').map((each) => each.body)).toEqual([{ code: 'demo-display', cookie: true }]);
    expect(new URL(scene.page.url()).search).toBe('?counter=3');
  });
});
