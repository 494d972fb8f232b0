import { expect, test } from 'vitest';
import { kioskView } from './kiosk-hall.ts';
import { key, landscape, openKiosk, picture, portrait, screen, small } from './kiosk-stage.ts';
import { useBrowser } from './page-scene.ts';

const opened = useBrowser();
const long = {
  'zh-CN': '今天下午三点起，二楼北侧的综合窗口因线路检修改到一楼大厅东侧办理，请看现场指示牌。',
  en: 'From three this afternoon the counters on the north side of the second floor work on the east side of the first floor, because of work on the lines; please follow the signs.',
};

test.each([['portrait', portrait], ['landscape', landscape], ['small', small]] as const)('notices are shown whole or not at all, the urgent one first: %s', async (name, size) => {
  const view = kioskView({ notices: [long, long, long], printer: { id: 'printer-1', state: 'fault', fault: 'paper-out', elsewhere: null } });
  const one = await opened((browser) => openKiosk(browser, size, { views: { '/kiosk': view } }));
  await one.page.waitForSelector(screen('home'));
  for (const way of ['plain', 'large'] as const) {
    if (way === 'large') await one.page.click(key('large'));
    await one.page.click(key('language'));
    const places = await one.page.evaluate(() => {
      const box = document.querySelector('.words')?.getBoundingClientRect();
      return Array.from(document.querySelectorAll('.words > p')).map((p) => {
        const { left, bottom } = p.getBoundingClientRect();
        return box === undefined ? 'no words' : left >= box.right ? 'away' : bottom <= box.bottom + 0.5 ? 'whole' : 'cut';
      });
    });
    await picture(one.page, `kiosk-notices-${name}-${way}`);
    expect(places.includes('cut')).toBe(false);
    expect(places[0]).toBe('whole');
  }
});

test.each([['zh-CN', '号票在“西门取号机”取', '号票正在“西门取号机”打印', '请到“西门取号机”取号票'], ['en', 'tickets come out at “West kiosk”', 'printed at “West kiosk”', 'take your ticket at “West kiosk”']] as const)('another kiosk prints: its name is said before and after (%s)', async (language, before, printing, printed) => {
  const one = await opened((browser) => openKiosk(browser, portrait));
  const elsewhere = { 'zh-CN': '西门取号机', en: 'West kiosk' };
  const ill = { id: 'printer-1', state: 'fault', fault: 'paper-out', elsewhere } as const;
  one.stage.show('/kiosk', kioskView({ printer: ill }));
  await one.page.waitForSelector(screen('home'));
  if (language === 'en') await one.page.click(key('language'));
  await one.page.waitForSelector(`.words:has-text("${before}")`);
  for (const [name, at] of [['tile', 0], ['entry', 0], ['entry', 1]] as const) await one.page.locator(key(name)).nth(at).click();
  await one.page.click(key('take'));
  for (const [state, words] of [['issued', printing], ['printed', printed]] as const) {
    one.stage.show('/kiosk', kioskView({ seq: state === 'issued' ? 3 : 4, printer: ill, prints: [{ ticketId: 't-12', job: 'p-1', state, fault: null, elsewhere }] }));
    await one.page.waitForSelector(`${key('paper')}:has-text("${words}")`);
  }
  await picture(one.page, `kiosk-paper-elsewhere-${language}`);
});
