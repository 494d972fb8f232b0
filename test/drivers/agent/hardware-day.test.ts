import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playHardwareDay } from '../../bench/hardware-play.ts';

const seed = Number(process.env['SEED'] ?? 5);

test('half a minute of a hall\'s hardware behind real terminals: paper, boards, keys and cards are what the server says of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paihao-hardware-'));
  const end = await playHardwareDay({ folder, size: { printers: 2, boards: [12], keypads: 3, readers: 2 }, seconds: 30, seed, serverKills: 1, timed: false, told: () => undefined });
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`hardware, seed ${seed}: ${JSON.stringify(end.counts)}\n`);
  expect(end.faults).toEqual([]);
  for (const what of ['calls shown', 'keys pressed', 'tickets printed', 'cards read']) expect(end.counts[what] ?? 0, what).toBeGreaterThan(0);
}, 200_000);
