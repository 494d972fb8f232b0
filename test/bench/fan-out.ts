import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { startBare, stop } from './children.ts';
import { slowerThan } from './figure.ts';
import type { Figure } from './figure.ts';
import { runOf } from './numbers.ts';
import type { Run } from './numbers.ts';
import { openBenchHall } from './stage.ts';
import type { Folders, LoadClient } from './stage.ts';

export interface FanOutPlan { readonly folders: Folders; readonly client: LoadClient; readonly runs: number; readonly presses: number; readonly said: (line: string) => void }
const displays = 100;
/** Longer than a display's picture waits for the next change, so that each press is the first one of its moment; a counter of a real hall presses once in minutes. */
const everyMs = 400;

/** What a display of zone A is sent: the baseline sends the same bytes. */
const pictureOf = (port: number, token: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const socket = io(`http://127.0.0.1:${port}/display`, { forceNew: true, transports: ['websocket'], auth: { token, zone: 'a' } });
    socket.once('connect_error', reject);
    socket.once('view', (view: unknown) => {
      socket.disconnect();
      resolve(view);
    });
  });

const hallRun = async ({ folders, presses, client }: FanOutPlan, viewFile: string): Promise<Run> => {
  const folder = folders.fresh();
  const hall = await openBenchHall(folders, { folder, displays: 0, counters: 45 });
  const { access, display } = hall.tokens;
  const stretch = await client.do({ kind: 'fan-out', port: hall.port, displays, presses, everyMs, access, display });
  writeFileSync(viewFile, JSON.stringify(await pictureOf(hall.port, display)));
  await hall.close();
  folders.clear(folder);
  return runOf([stretch], 0);
};
const bareRun = async ({ folders, presses, client }: FanOutPlan, viewFile: string): Promise<Run> => {
  const folder = folders.fresh();
  const bare = await startBare('fan-out', folder, { BENCH_VIEW: viewFile });
  const stretch = await client.do({ kind: 'fan-out', port: bare.port, displays, presses, everyMs, access: null, display: '' });
  await stop(bare.child);
  folders.clear(folder);
  return runOf([stretch], 0);
};

/** From a press at a counter until the last of 100 displays of its zone has the call. */
export const fanOutFigures = async (plan: FanOutPlan): Promise<readonly Figure[]> => {
  const viewFile = join(plan.folders.root, 'view.json');
  const ours: Run[] = [];
  const bare: Run[] = [];
  for (let n = 0; n < plan.runs; n += 1) {
    ours.push(await hallRun(plan, viewFile));
    bare.push(await bareRun(plan, viewFile));
    plan.said(`run ${n + 1} press to display: ${ours[n]?.p50.toFixed(1) ?? ''} / ${ours[n]?.p99.toFixed(1) ?? ''} ms, bare ${bare[n]?.p50.toFixed(1) ?? ''} / ${bare[n]?.p99.toFixed(1) ?? ''} ms`);
  }
  const compared = { runs: ours, name: 'bare POST, transaction and emit', baseline: bare };
  return [slowerThan({ what: 'Counter press → last of 100 displays: p50', ...compared }, 'p50', 1.5), slowerThan({ what: '— p99', ...compared }, 'p99', 1.5)];
};
