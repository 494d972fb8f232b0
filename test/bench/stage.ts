import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import type { AudienceJob } from './audience.ts';
import { enterHall, writeBenchHall } from './bench-hall.ts';
import type { HallTokens } from './bench-hall.ts';
import { gone, startBare, startHall, startNode, stop } from './children.ts';
import type { NodeChild, Served } from './children.ts';
import type { Job, Told } from './load-jobs.ts';
import type { MeasuredRun, Run } from './numbers.ts';

const answerOf = <T>(child: ChildProcess, question: unknown): Promise<T> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the client process ended'));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer as T);
    });
    child.send(question as object);
  });

/** Does one job in a client process of its own. Throws what went wrong there. */
export const load = async (job: Job): Promise<Run> => {
  const child = startNode({ core: 'client', file: 'test/bench/load-client.ts', messages: true });
  const told = await answerOf<Told>(child, job);
  child.disconnect();
  await gone(child);
  if ('failed' in told) throw new Error(told.failed);
  return told.done;
};

/** Kernel ticks of 10 ms (USER_HZ, proc(5)); 0 where there is no /proc. */
const cpuMs = (child: ChildProcess): number => {
  try {
    const fields = readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
};
export const measure = async (server: ChildProcess, job: Job): Promise<MeasuredRun> => {
  const before = cpuMs(server);
  const run = await load(job);
  return { ...run, cpuMicros: ((cpuMs(server) - before) * 1000) / Math.max(1, run.answered) };
};

const audience = async (job: AudienceJob): Promise<ChildProcess> => {
  const child = startNode({ core: 'client', file: 'test/bench/audience.ts', messages: true });
  const told = await answerOf<{ readonly ready: true } | { readonly failed: string }>(child, job);
  if ('failed' in told) throw new Error(told.failed);
  return child;
};

/** Folders of one bench, gone when it ends. */
export class Folders {
  readonly root = mkdtempSync(join(tmpdir(), 'paihao-bench-'));
  private made = 0;
  constructor() {
    process.on('exit', () => rmSync(this.root, { recursive: true, force: true }));
  }
  fresh(): string {
    this.made += 1;
    return join(this.root, `run-${this.made}`);
  }
  clear(folder: string): void { rmSync(folder, { recursive: true, force: true }); }
}

export interface OpenHall extends Served { readonly tokens: HallTokens; readonly close: () => Promise<void> }
export interface HallStage { readonly folder: string; readonly displays: number; readonly counters: number; readonly child?: Partial<NodeChild> }
/** The hall's server with its clerks signed in and its audience connected. */
export const openBenchHall = async (folders: Folders, { folder, displays, counters, child = {} }: HallStage): Promise<OpenHall> => {
  const served = await startHall(folder, writeBenchHall(folders.root), child);
  const tokens = await enterHall(served.port);
  const lookers = displays + counters === 0 ? null : await audience({ port: served.port, tokens, displays, counters });
  const close = async (): Promise<void> => {
    lookers?.disconnect();
    if (lookers !== null) await gone(lookers);
    await stop(served.child);
  };
  return { ...served, tokens, close };
};

export interface Timing { readonly lanes: number; readonly warmMs: number; readonly measureMs: number }
/** One run against a baseline on a database of its own. */
export const measureBare = async (folders: Folders, mode: 'per-request' | 'grouped', timing: Timing): Promise<MeasuredRun> => {
  const folder = folders.fresh();
  const bare = await startBare(mode, folder);
  const run = await measure(bare.child, { kind: 'bare', port: bare.port, ...timing });
  await stop(bare.child);
  folders.clear(folder);
  return run;
};
