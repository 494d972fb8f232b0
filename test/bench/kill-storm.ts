import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../support/sim-chance.ts';
import { playStorm } from './storm.ts';

/** `npm run kill -- --rounds 50 --seed 7`: kills the server in a storm of presses, again and again, and says what was lost. */
const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  const value = Number(process.argv[at + 1]);
  if (at >= 0 && !Number.isInteger(value)) throw new Error(`--${name} needs a whole number`);
  return at < 0 ? otherwise : value;
};

const rounds = option('rounds', 50);
const seed = option('seed', Date.now() % 1_000_000);
const chance = new Chance(seed);
const folder = mkdtempSync(join(tmpdir(), 'paihao-kill-'));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`${rounds} rounds, seed ${seed}`);
const played = await playStorm({
  folder, rounds, random: () => chance.next(),
  told: (r) => {
    say(`round ${r.round}: killed after ${r.killedAfterMs} ms; ${r.acknowledged} acknowledged, ${r.inDoubt} in doubt of which ${r.done} had been done; up again in ${r.startMs} ms; ${r.faults.length === 0 ? 'nothing wrong' : `${r.faults.length} FAULTS`}`);
    for (const fault of r.faults.slice(0, 10)) say(`  ${fault}`);
  },
});
rmSync(folder, { recursive: true, force: true });
const sum = (value: (round: (typeof played)[number]) => number): number => played.reduce((total, round) => total + value(round), 0);
const faults = sum((r) => r.faults.length);
say(`${played.length} kills; ${sum((r) => r.acknowledged)} acknowledged presses, ${sum((r) => r.inDoubt)} in doubt (${sum((r) => r.done)} had been done); ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
