import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { root } from './children.ts';
import { bookingFigures } from './booking.ts';
import { fanOutFigures } from './fan-out.ts';
import type { Figure } from './figure.ts';
import { footprintFigures } from './footprint.ts';
import { reportOf, tableOf } from './report.ts';
import { Folders, LoadClient } from './stage.ts';
import { throughputFigures } from './throughput.ts';

/** `npm run bench`: every figure, into BENCHMARKS.md. `--quick`: each once, for a look; nothing is written. `--only tickets|displays|booking|footprint`. */
const quick = process.argv.includes('--quick');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const folders = new Folders();
const client = new LoadClient();
const begun = performance.now();
const runs = quick ? 1 : 5;
const timing = { lanes: 32, warmMs: 100, measureMs: 500 };

const parts: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  tickets: () => throughputFigures({ folders, client, runs, slices: quick ? 3 : 8, timing, warmUp: quick ? 10_000 : 30_000, pastTickets: quick ? 20_000 : 1_000_000, said: say }),
  displays: () => fanOutFigures({ folders, client, runs, presses: quick ? 20 : 24, said: say }),
  booking: () => bookingFigures({ folders, runs, quick, said: say }),
  footprint: () => footprintFigures({ folders, runs, said: say }),
};
const busyAtStart = loadavg()[0] ?? 0;
const figures: Figure[] = [];
for (const [name, measured] of Object.entries(parts)) if (only === undefined || only === name) figures.push(...(await measured()));
await client.close();
process.stdout.write(`${tableOf(figures)}\n`);

const page = join(root, 'BENCHMARKS.md');
/** What people wrote below the figures stays. */
const notesOf = (text: string): string => /## What the figures say[\s\S]*$/.exec(text)?.[0] ?? '## What the figures say\n';
if (!quick && only === undefined) {
  const minutes = Math.round((performance.now() - begun) / 60_000);
  const load = busyAtStart < 1 ? 'The machine had nothing else to do.' : `The machine was busy with other work (load ${busyAtStart.toFixed(1)} before the first run), so absolute values are low and noisy.`;
  writeFileSync(page, reportOf({ figures, runs, load, date: new Date().toISOString().slice(0, 10), took: `${minutes} min`, notes: notesOf(existsSync(page) ? readFileSync(page, 'utf8') : '') }));
  say(`written to BENCHMARKS.md`);
}
