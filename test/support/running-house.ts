import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processClock } from '../../server/engine/process-clock.ts';
import type { ProcessClock } from '../../server/engine/process-clock.ts';
import { serve } from '../../server/serve.ts';
import type { Running } from '../../server/serve.ts';

/** A port nobody uses just now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

export interface RealHouse extends Running { readonly close: () => Promise<void> }
/** The whole server as `npm start` runs it, demo hall and all, on a port and a data folder of its own. */
export const realHouse = async (hallFile: string | null = null, clock: ProcessClock = processClock): Promise<RealHouse> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'paihao-'));
  const port = await freePort();
  const running = await serve({ port, host: '127.0.0.1', dataDir, hallFile, publicUrl: `http://127.0.0.1:${port}`, trustProxy: null, logLevel: 'warn' }, clock);
  return {
    ...running,
    close: async () => {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
