import { expect, it } from 'vitest';
import type { DeviceEntriesAnswer, DeviceEntryAnswer } from '../../contract/http-answers.ts';
import { StageReply } from '../support/stage.ts';
import { misfits, openStaff, picture } from './counter-stage.ts';
import { catalogue, hallAnswer } from './counter-views.ts';
import { useScene } from './display-scene.ts';
import { calm, manager } from './manager-views.ts';

const patience = { timeout: 25_000, interval: 50 };
const hall = '/api/halls/demo';
const scene = useScene(() => ({ routes: { [`GET ${hall}/catalogue`]: catalogue, [`GET ${hall}`]: { ...hallAnswer, name: calm.hallName }, [`GET ${hall}/devices`]: { devices: [], pairings: [] } } }));
const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const iso = (minutes: number): string => new Date(calm.now - minutes * 60_000).toISOString();
const device = (id: string, kind: DeviceEntryAnswer['entry']['kind'], name: { 'zh-CN': string; en: string }, more: Partial<DeviceEntryAnswer> = {}, entry: object = {}): DeviceEntryAnswer => ({
  entry: { id, kind, name, agent: 'agent-1', profile: 'generic-80', connection: 'serial:/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A10K1234-if00-port0?baud=19200', ...entry },
  state: 'ok', fault: null, since: iso(90), lastSeen: iso(1), lastGood: iso(3), done: 214, faults: 2, roll: null, test: null, ...more,
});
const told = (edits = true): DeviceEntriesAnswer => ({
  version: 7, edits, agents: [{ id: 'agent-1', name: both('一楼设备电脑', 'Device computer, ground floor') }], kiosks: [{ id: 'kiosk-1', name: both('东门取号机', 'East kiosk') }],
  models: { printer: ['generic-80', 'epson-tm-80'], board: ['onbon-6k-64x16', 'four-byte'], keypad: ['ff68-21-keys'], reader: ['resident-id', 'scanner', 'hook'] },
  ports: [{ agent: 'agent-1', kind: 'serial', path: '/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0', used: false }, { agent: 'agent-1', kind: 'printer', path: '/dev/usb/lp0', used: true }],
  devices: [
    device('printer-1', 'printer', both('东门取号机打印机', 'Printer of the east kiosk'), { roll: { usedMm: 20_500, share: 0.59, papers: 268 }, test: { at: iso(2), state: 'printed', fault: null } }),
    device('board-3', 'board', both('3号窗口条屏', 'Board of counter 3'), { state: 'fault', fault: 'no-answer', lastGood: iso(45), test: { at: iso(1), state: 'shown', fault: null } }, { profile: 'onbon-6k-64x16', address: 3, counter: '3' }),
    device('pad-1', 'keypad', both('1号窗口键盘', 'Keypad of counter 1'), { state: 'unknown', lastSeen: null, lastGood: null, done: null, faults: null }, { profile: 'ff68-21-keys', counter: '1' }),
  ],
});
const open = async (language: string, viewport = { width: 1280, height: 900 }): Promise<void> => {
  scene.stage.show('/manager', calm);
  await openStaff(scene, '/admin', { viewport, language, seat: ['paihao-hall', { session: manager, hall: 'demo', counter: '' }] });
  await scene.page.click('[data-page=devices]');
  await expect.poll(() => scene.page.locator('[data-part=wired-devices] [data-device]').count(), patience).toBe(3);
};
const posts = (path: string) => scene.stage.requests.filter((one) => one.method === 'POST' && one.path === path);

it.each([['zh-CN', '没有回音', '纸约剩 59%'], ['en', 'no answer: check power', '59% of the roll left']] as const)('shows what needs somebody first, and what is known of each device (%s)', async (language, fault, roll) => {
  scene.stage.route(`GET ${hall}/device-entries`, told());
  await open(language);
  expect(await scene.page.locator('[data-part=wired-devices] [data-device]').first().getAttribute('data-device')).toBe('board-3');
  expect(await scene.page.locator('[data-device=board-3]').innerText()).toContain(fault);
  expect(await scene.page.locator('[data-device=printer-1]').innerText()).toContain(roll);
  expect(await scene.page.locator('[data-device=pad-1] [data-deed=test-device]').count()).toBe(0);
  expect(await misfits(scene.page)).toEqual([]);
  await scene.page.screenshot({ path: picture(`wired-devices-${language}`) });
  await scene.page.setViewportSize({ width: 768, height: 1024 });
  expect(await misfits(scene.page)).toEqual([]);
});

it('tries a printer and a board out, and a manager who is no administrator changes nothing', async () => {
  scene.stage.route(`GET ${hall}/device-entries`, told(false));
  scene.stage.route(`POST ${hall}/device-entries/printer-1/test`, { asked: true });
  await open('zh-CN');
  await scene.page.click('[data-device=printer-1] [data-deed=test-device]');
  await expect.poll(() => posts(`${hall}/device-entries/printer-1/test`).length, patience).toBe(1);
  for (const part of ['[data-part=edit-device]', '[data-deed=remove-device]', '[data-part=add-device]', '[data-part=ports]']) expect(await scene.page.locator(part).count()).toBe(0);
});

it('adds what is plugged in, says what is wrong with it in place, and keeps what was typed', async () => {
  scene.stage.route(`GET ${hall}/device-entries`, told());
  const refuse = { now: true };
  scene.stage.route(`POST ${hall}/device-entries`, () => (refuse.now ? new StageReply(422, { type: 'x', title: 'bad-device', status: 422, code: 'bad-device', detail: '设备设置有误：没有名为“x”的窗口。' }) : { version: 8 }));
  await open('zh-CN');
  await scene.page.click('[data-part=ports] button');
  const field = (name: string) => scene.page.locator(`[data-field=${name}]`);
  expect(await field('connection').inputValue()).toBe('serial:/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0?baud=9600');
  expect(await field('kind').inputValue()).toBe('board');
  await field('id').fill('board-4');
  await field('zh').fill('4号窗口条屏');
  await field('en').fill('Board of counter 4');
  await field('address').fill('4');
  await field('place').selectOption({ index: 1 });
  await scene.page.screenshot({ path: picture('wired-device-form-zh-CN'), fullPage: true });
  await scene.page.click('[data-deed=save-device]');
  await expect.poll(() => scene.page.locator('[data-part=device-form] [role=alert]').innerText(), patience).toContain('没有名为“x”的窗口');
  expect(await field('zh').inputValue()).toBe('4号窗口条屏');
  refuse.now = false;
  await scene.page.click('[data-deed=save-device]');
  await expect.poll(() => scene.page.locator('[data-part=device-form]').count(), patience).toBe(0);
  expect(posts(`${hall}/device-entries`).at(-1)?.body).toMatchObject({ version: 7, device: { id: 'board-4', kind: 'board', agent: 'agent-1', profile: 'onbon-6k-64x16', address: 4 } });
});

it('removes a device only after it was asked once, by its name', async () => {
  scene.stage.route(`GET ${hall}/device-entries`, told());
  scene.stage.route(`POST ${hall}/device-entries/board-3/remove`, { version: 8 });
  await open('zh-CN');
  await scene.page.click('[data-device=board-3] [data-deed=remove-device]');
  expect(posts(`${hall}/device-entries/board-3/remove`)).toEqual([]);
  expect(await scene.page.locator('[data-device=board-3] [role=alertdialog]').innerText()).toContain('3号窗口条屏');
  await scene.page.click('[data-device=board-3] [data-part=yes]');
  await expect.poll(() => posts(`${hall}/device-entries/board-3/remove`).map((one) => one.body), patience).toEqual([{ version: 7 }]);
});
