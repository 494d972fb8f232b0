import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import type { AudienceJob } from './audience.ts';
import { enterHall, writeBenchHall } from './bench-hall.ts';
import type { HallTokens } from './bench-hall.ts';
import { gone, startHall, startNode, stop } from './children.ts';
import type { NodeChild, Served } from './children.ts';
import type { Job, Told } from './load-jobs.ts';
import type { Stretch } from './numbers.ts';

const answerOf = <T>(child: ChildProcess, question: unknown): Promise<T> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null, signal: string | null): void => reject(new Error(`the client process ended (${signal ?? code ?? ''})`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer as T);
    });
    child.send(question as object);
  });

/** The client process. It does one job at a time and lives for many: what it has learnt to do fast stays learnt. */
export class LoadClient {
  private readonly child = startNode({ core: 'client', file: 'test/bench/load-client.ts', messages: true });
  /** Throws what went wrong there. */
  async do(job: Job): Promise<Stretch> {
    const told = await answerOf<Told>(this.child, job);
    if ('failed' in told) throw new Error(told.failed);
    return told.done;
  }
  async close(): Promise<void> {
    this.child.disconnect();
    await gone(this.child);
  }
}

/** Kernel ticks of 10 ms (USER_HZ, proc(5)); 0 where there is no /proc. */
export const cpuMsOf = (child: ChildProcess): number => {
  try {
    const fields = readFileSync(`/proc/${child.pid ?? 0}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
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
