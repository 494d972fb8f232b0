import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wholeHall } from './hardware-hall.ts';
import { playHardwareDay } from './hardware-play.ts';

/** `npm run hardware-day -- --minutes 8 --seed 7`: 8 printers, 45 boards on two lines, 10 keypads and 3 card readers behind pseudo-terminals at true line speed, with faults and kills; then everything that happened is held against everything that was said. */
const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  const value = Number(process.argv[at + 1]);
  if (at >= 0 && !(Number.isFinite(value) && value > 0)) throw new Error(`--${name} needs a number above 0`);
  return at < 0 ? otherwise : value;
};
const quantile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const seed = Math.floor(option('seed', 1 + (Date.now() % 1_000_000)));
const folder = mkdtempSync(join(tmpdir(), 'paihao-hardware-'));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`seed ${seed}`);
const end = await playHardwareDay({ folder, size: wholeHall, seconds: option('minutes', 8) * 60, seed, serverKills: 2, timed: true, told: say });
rmSync(folder, { recursive: true, force: true });
say(JSON.stringify(end.counts));
for (const { what, ms } of end.times) say(`${what}: ${ms.length} times, p50 ${Math.round(quantile(ms, 0.5))} ms, p99 ${Math.round(quantile(ms, 0.99))} ms, most ${Math.round(Math.max(0, ...ms))} ms`);
say(`troubles ${JSON.stringify(end.troubles)}; kills of the agent ${end.kills.agent}, of the server ${end.kills.server}; alarms seen: ${end.alarmsSeen.join(', ')}`);
for (const fault of end.faults.slice(0, 30)) say(`FAULT ${fault}`);
say(`${end.faults.length} faults`);
process.exit(end.faults.length === 0 ? 0 : 1);
