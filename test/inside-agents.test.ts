import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processClock } from '../server/engine/process-clock.ts';
import { serve } from '../server/serve.ts';
import { freePort } from './support/running-house.ts';

test('an agent inside the server leaves no token behind: however often it starts, one pairing stands', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'paihao-'));
  const tokens = new Set<string>();
  for (let start = 0; start < 3; start += 1) {
    const running = await serve({ port: await freePort(), host: '127.0.0.1', dataDir, hallFile: null, publicUrl: null, trustProxy: null, logLevel: 'warn' }, processClock);
    const [hall] = running.house.halls.keys();
    const agents = hall === undefined ? [] : (await running.house.access.pairings(hall)).filter((one) => one.kind === 'agent');
    expect(agents.map((one) => one.device)).toEqual([...new Set(agents.map((one) => one.device))]);
    expect(agents.length).toBeGreaterThan(0);
    for (const { tokenHash } of agents) tokens.add(tokenHash);
    await running.stop();
  }
  expect(tokens.size).toBeGreaterThanOrEqual(3);
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);
