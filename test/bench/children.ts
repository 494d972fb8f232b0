import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keptLogBytes } from '../../server/store/sqlite/quiet-checkpoint.ts';

/**
 * Server and client stand on a core each, so that neither borrows the other's time. Of a server only the thread that answers is bound; its helpers
 * (compiler, collector) find themselves a place, as on any computer of a hall. Where `taskset` is missing they share.
 */
export type Core = 'server' | 'client';
const coreNumbers: Readonly<Record<Core, string>> = { server: '0', client: '1' };
export const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** What `npm start` gives the server. */
const { serverNodeOptions } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly serverNodeOptions: readonly string[] };
const running = new Set<ChildProcess>();
// Stopped half way, nothing of ours may stay behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface NodeChild { readonly core: Core | null; readonly file: string; readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>>; readonly nodeOptions?: readonly string[]; readonly messages?: boolean }
/** A program of the repository, built or TypeScript, as a process of its own. Its standard output can be read; its complaints go to ours. */
export const startNode = ({ core, file, args = [], env = {}, nodeOptions = [], messages = false }: NodeChild): ChildProcess => {
  const translate = file.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const command = [process.execPath, ...nodeOptions, ...translate, join(root, file), ...args];
  const pinned = core === 'client' && canPin ? ['taskset', '-c', coreNumbers[core], ...command] : command;
  const child = spawn(pinned[0] ?? '', pinned.slice(1), { cwd: root, env: { ...process.env, ...env }, stdio: messages ? ['ignore', 'inherit', 'inherit', 'ipc'] : ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
};

export const gone = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve())));
export const stop = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGTERM');
  await gone(child);
};

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port is free'))));
    });
  });

/** Milliseconds until the server says it is healthy. Throws when its process ends first. */
const healthy = async (child: ChildProcess, port: number): Promise<number> => {
  const begun = performance.now();
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended (${child.exitCode ?? child.signalCode}) before it was healthy`);
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
    if (answer?.status === 200) return performance.now() - begun;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Once it is healthy all its helpers are there, and only the main thread is told by the number of the process. */
const bindMain = (child: ChildProcess): void => {
  if (canPin) spawnSync('taskset', ['-pc', coreNumbers.server, String(child.pid)]);
};

/** What a server could not do is told; the rest of its talk is not. */
const heardFrom = (child: ChildProcess): void => void child.stdout?.on('data', (said: Buffer) => {
  for (const line of String(said).split('\n')) if (line.includes('"level":50')) process.stderr.write(`${line}\n`);
});

export interface Served { readonly child: ChildProcess; readonly port: number; readonly startMs: number }
/** The hall's server on a data directory. */
export const startHall = async (dataDir: string, hallFile: string | null, more: Partial<NodeChild> = {}, port: number | null = null): Promise<Served> => {
  const at = port ?? (await freePort());
  const child = startNode({ core: 'server', file: 'dist/server/main.js', ...more, nodeOptions: [...serverNodeOptions, ...(more.nodeOptions ?? [])], env: { PORT: String(at), HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...(hallFile === null ? {} : { HALL_CONFIG: hallFile }), ...more.env } });
  heardFrom(child);
  const startMs = await healthy(child, at);
  if (more.core !== null) bindMain(child);
  return { child, port: at, startMs };
};
/** A bare server of one of the baselines, on a data directory of its own. */
export const startBare = async (mode: string, dataDir: string, more: Readonly<Record<string, string>> = {}): Promise<Served> => {
  const port = await freePort();
  const child = startNode({ core: 'server', file: 'dist/bench/bare-server.js', args: [mode, String(port), dataDir], env: more });
  child.stdout?.resume();
  const startMs = await healthy(child, port);
  bindMain(child);
  return { child, port, startMs };
};

/** The log of a hall has its length some fifteen quiet seconds after the first storm; a server that stands in a hall has had them. Not waited for where the disk is too small for it. */
export const logReady = async (dataDir: string): Promise<void> => {
  for (const begun = performance.now(); performance.now() - begun < 60_000; ) {
    if (statSync(join(dataDir, 'paihao.db-wal')).size >= keptLogBytes) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
