import { existsSync, mkdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { enliven } from '../support/lively-hall.ts';
import { realHouse } from '../support/running-house.ts';
import { startOldChromium } from './old-chromium.ts';
import { walks } from './walks.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const pictures = 'node_modules/.cache/pictures/old-screens';

/** All screens that this browser is meant to show, in a hall of their own; the number of faults. */
const walkWith = async (path: string): Promise<number> => {
  const browser = await startOldChromium(path);
  const house = await realHouse();
  const folder = `${pictures}/${browser.version}`;
  mkdirSync(folder, { recursive: true });
  try {
    await enliven(house, 5, ['collect', 'general']);
    const meant = walks.filter(({ from }) => browser.version >= from);
    let all = 0;
    for (const { name, go } of meant) {
      const faults = await go({ house, browser, pictures: folder });
      all += faults.length;
      say(`Chromium ${browser.version} · ${name}: ${faults.length === 0 ? 'ok' : faults.map((fault) => `\n    ${fault}`).join('')}`);
    }
    return meant.length === 0 ? 1 : all;
  } finally {
    await browser.close();
    await house.close();
  }
};

const paths = (process.env['OLD_CHROMIUM'] ?? '').split(delimiter).filter((path) => path !== '');
const missing = paths.filter((path) => !existsSync(path));
if (paths.length === 0 || missing.length > 0) {
  process.stderr.write(paths.length === 0 ? 'OLD_CHROMIUM 未设置，见 docs/old-screens.md。/ OLD_CHROMIUM is not set, see docs/old-screens.md.\n' : missing.map((path) => `没有这个文件 / there is no file ${path}\n`).join(''));
  process.exit(1);
}
const found: number[] = [];
for (const path of paths) found.push(await walkWith(path));
const faults = found.reduce((sum, n) => sum + n, 0);
say(`${faults} faults; pictures in ${pictures}`);
process.exit(faults === 0 ? 0 : 1);
