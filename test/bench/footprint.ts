import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root, startHall, stop } from './children.ts';
import { number, plain } from './figure.ts';
import type { Figure } from './figure.ts';
import { median } from './numbers.ts';
import { openBenchHall } from './stage.ts';
import type { Folders } from './stage.ts';

export interface FootprintPlan { readonly folders: Folders; readonly runs: number; readonly said: (line: string) => void }

/** From starting the process until it answers that it is healthy: a first start (database, hall file), and one on the same folder. */
const startTimes = async ({ folders, runs, said }: FootprintPlan): Promise<readonly Figure[]> => {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let n = 0; n < runs; n += 1) {
    const folder = folders.fresh();
    for (const times of [cold, warm]) {
      const served = await startHall(folder, null, { core: null });
      times.push(served.startMs);
      await stop(served.child);
    }
    folders.clear(folder);
    said(`run ${n + 1} start: ${Math.round(cold[n] ?? 0)} ms first, ${Math.round(warm[n] ?? 0)} ms again`);
  }
  return [plain('Start to healthy, first time', `${number(median(cold))} ms`), plain('Start to healthy, with data', `${number(median(warm))} ms`)];
};

/** Resident memory of the server with 200 sockets, in MB; null where there is no /proc. */
const memory = async ({ folders }: FootprintPlan): Promise<Figure> => {
  const folder = folders.fresh();
  const hall = await openBenchHall(folders, { folder, displays: 100, counters: 100 });
  const status = `/proc/${hall.child.pid ?? 0}/status`;
  const kB = existsSync(status) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) : NaN;
  await hall.close();
  folders.clear(folder);
  return plain('Resident memory with 200 sockets', `${number(kB / 1024)} MB`);
};

const pages = [
  { what: 'display', file: 'hall/display-ui/index.html', most: 60 },
  { what: 'kiosk', file: 'hall/kiosk-ui/index.html', most: 100 },
  { what: 'phone', file: 'phone/kiosk-ui/booking/index.html', most: 70 },
] as const;

/** What a browser must load before the first screen: the page, its scripts and styles, gzipped; no fonts, no pictures. */
const firstLoad = (file: string): number => {
  const html = readFileSync(join(root, 'dist', file), 'utf8');
  const assets = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
  return [file, ...assets].reduce((sum, asset) => sum + gzipSync(readFileSync(join(root, 'dist', asset))).length, 0) / 1000;
};

export const footprintFigures = async (plan: FootprintPlan): Promise<readonly Figure[]> => [
  ...(await startTimes(plan)), await memory(plan),
  ...pages.map(({ what, file, most }) => {
    const kB = firstLoad(file);
    return plain(`First load of the ${what}, gzipped`, `${kB.toFixed(1)} kB`, `≤ ${most} kB`, kB <= most);
  }),
];
