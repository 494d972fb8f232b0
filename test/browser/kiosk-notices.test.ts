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
  const view = kioskView({ notices: [long, long, long], printer: { id: 'printer-1', state: 'fault', fault: 'paper-out' } });
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
