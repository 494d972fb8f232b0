import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playPrintStorm } from '../../bench/print-storm-play.ts';

const seed = Number(process.env['SEED'] ?? 7);

test('on failing printers behind real terminals, with the agent killed, no ticket is doubled and the server\'s word is what the paper says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paihao-print-storm-'));
  const end = await playPrintStorm({ folder, jobs: 40, printers: 4, seed, told: () => undefined });
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`print storm, seed ${seed}: ${end.jobs} jobs ${JSON.stringify(end.states)}, ${end.kills} kills, ${end.seconds} s\n`);
  expect(end.faults).toEqual([]);
  expect(end.states['printed'] ?? 0).toBeGreaterThan(10);
  expect(end.kills).toBeGreaterThan(0);
}, 120_000);
