import { expect, test } from 'vitest';
import { kioskView, ticket } from './kiosk-hall.ts';
import { key, landscape, openKiosk, picture, portrait, screen } from './kiosk-stage.ts';
import type { KioskOnStage } from './kiosk-stage.ts';
import { useBrowser } from './page-scene.ts';
import { told, visitor } from './phone-stage.ts';

const opened = useBrowser();
const kiosk = (size = portrait): Promise<KioskOnStage> => opened((browser) => openKiosk(browser, size));
const reference = 'aZ09_-aZ09_-aZ09_-aZ09';
const lay = ({ stage }: KioskOnStage, classes: readonly string[]): void => stage.tell('/kiosk', 'card', { reference, tail: '109X', classes, booked: false });
const note = screen('scan-note');
const take = async ({ page }: KioskOnStage): Promise<void> => {
  for (const [name, at] of [['tile', 0], ['entry', 0], ['entry', 1]] as const) await page.locator(key(name)).nth(at).click();
  await page.click(key('take'));
  await page.waitForSelector(screen('taken'));
};
const sent = ({ stage }: KioskOnStage): unknown => stage.requests.find((one) => one.path.endsWith('/tickets'))?.body;

test.each([['portrait', portrait], ['landscape', landscape]] as const)('a card on the reader takes the number in the class that it proves (%s)', async (name, size) => {
  const one = await kiosk(size);
  await one.page.waitForSelector(screen('home'));
  lay(one, ['senior']);
  await one.page.waitForSelector(note);
  const words = await one.page.innerText(note);
  expect(words).toContain('尾号 109X');
  expect(words).toContain('70 岁以上');
  await picture(one.page, `kiosk-card-${name}`);
  await one.page.click(key('note-done'));
  await take(one);
  expect(sent(one)).toEqual({ serviceId: 'card', class: 'senior', identity: { reference }, language: 'zh-CN' });
  expect(one.faults).toEqual([]);
});

test('a card that proves no class says what to do, and changes no class', async () => {
  const one = await kiosk();
  await one.page.waitForSelector(screen('home'));
  lay(one, []);
  await one.page.waitForSelector(`${note}:has-text("请选择要办的事项")`);
  await one.page.click(key('note-done'));
  await take(one);
  expect(sent(one)).toEqual({ serviceId: 'card', identity: { reference }, language: 'zh-CN' });
});

test('after a minute the card counts no more, and the kiosk asks for it again', async () => {
  const one = await kiosk();
  await one.page.clock.install();
  await one.page.reload();
  await one.page.waitForSelector(screen('home'));
  lay(one, ['senior']);
  await one.page.waitForSelector(note);
  // The page's 12 s take the words away, a touch keeps the visitor here. The page's clock runs on by itself too: no step may go past the end.
  for (let s = 0; s < 40; s += 10) {
    await one.page.clock.runFor(10_000);
    await one.page.mouse.click(5, 5);
  }
  await one.page.clock.runFor(10_000);
  await one.page.waitForSelector(`${note}:has-text("拿开再放一次")`);
  await one.page.click(key('note-done'));
  await take(one);
  expect(sent(one)).toEqual({ serviceId: 'card', language: 'zh-CN' });
});

test('what a scanner on the line reads counts like what a keyboard scanner types', async () => {
  const one = await kiosk();
  one.stage.route('POST /api/halls/demo/scan', { ticketId: 't-12', ticket: told(visitor({ state: 'absent' })), actions: ['wake'], audio: null });
  one.stage.route('POST /api/halls/demo/tickets/t-12/wake', { ticket: ticket({ ahead: 2 }) });
  await one.page.waitForSelector(screen('home'));
  one.stage.show('/kiosk', kioskView());
  one.stage.tell('/kiosk', 'code', 'http://hall.example/t/Zk3vQ9pT1xW7bN5m');
  await one.page.waitForSelector(screen('scanned'));
});
