import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playPrintStorm } from './print-storm-play.ts';

/** `npm run print-storm -- --jobs 1000 --printers 8 --seed 7`: tickets on failing printers, with the agent killed again and again; then the server's word is held against the paper. */
const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  const value = Number(process.argv[at + 1]);
  if (at >= 0 && !(Number.isInteger(value) && value > 0)) throw new Error(`--${name} needs a whole number above 0`);
  return at < 0 ? otherwise : value;
};
const seed = option('seed', 1 + (Date.now() % 1_000_000));
const folder = mkdtempSync(join(tmpdir(), 'paihao-print-storm-'));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`seed ${seed}`);
const end = await playPrintStorm({ folder, jobs: option('jobs', 1_000), printers: option('printers', 8), seed, told: say });
rmSync(folder, { recursive: true, force: true });
say(`${end.jobs} jobs in ${end.seconds} s: ${JSON.stringify(end.states)}; ${end.slips} slips cut; ${end.kills} kills of the agent; troubles ${JSON.stringify(end.troubles)}`);
for (const fault of end.faults.slice(0, 20)) say(`FAULT ${fault}`);
say(`${end.faults.length} faults`);
process.exit(end.faults.length === 0 ? 0 : 1);
