import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { writeBenchHall } from './bench-hall.ts';
import { logReady, startBare, startHall, stop } from './children.ts';
import { fasterThan, slowerThan } from './figure.ts';
import type { Figure } from './figure.ts';
import type { Job } from './load-jobs.ts';
import { runOf } from './numbers.ts';
import type { Run, Stretch } from './numbers.ts';
import { addPastTickets } from './past-tickets.ts';
import { cpuMsOf, openBenchHall } from './stage.ts';
import type { Folders, LoadClient } from './stage.ts';

interface Timing { readonly lanes: number; readonly warmMs: number; readonly measureMs: number }
/** `warmUp`: answers that each contender gives before anything counts. A hall's server runs for months; compilers need ten thousands of requests, on a slow machine too. */
export interface Plan { readonly folders: Folders; readonly client: LoadClient; readonly runs: number; readonly slices: number; readonly timing: Timing; readonly warmUp: number; readonly pastTickets: number; readonly said: (line: string) => void }
const kinds = ['per-request', 'tickets', 'few', 'grouped', 'many', 'past'] as const;
type Kind = (typeof kinds)[number];
const audience = { displays: 100, counters: 45 };
const waiting = { few: 20, many: 2_000, past: 20 } as const;

/** A server that stands ready, what it is asked, and how it is put away. */
interface Contender { readonly child: ChildProcess; readonly job: Job; readonly ready: () => Promise<void>; readonly close: () => Promise<void> }

const bareContender = async ({ folders, timing }: Plan, mode: 'per-request' | 'grouped'): Promise<Contender> => {
  const folder = folders.fresh();
  const { child, port } = await startBare(mode, folder);
  const close = async (): Promise<void> => {
    await stop(child);
    folders.clear(folder);
  };
  return { child, job: { kind: 'bare', port, ...timing }, ready: async () => undefined, close };
};

/** A hall with its audience. One with past tickets stands on the same folder each time, any other on a fresh one. */
const hallContender = async ({ folders, client, timing }: Plan, kind: 'tickets' | keyof typeof waiting, past: string): Promise<Contender> => {
  const folder = kind === 'past' ? past : folders.fresh();
  const hall = await openBenchHall(folders, { folder, ...audience });
  const at = { port: hall.port, access: hall.tokens.access };
  if (kind !== 'tickets') await client.do({ kind: 'backlog', ...at, lanes: timing.lanes, tickets: waiting[kind] });
  const close = async (): Promise<void> => {
    await hall.close();
    if (kind !== 'past') folders.clear(folder);
  };
  return { child: hall.child, job: { kind: kind === 'tickets' ? 'tickets' : 'visits', ...at, ...timing }, ready: () => logReady(folder), close };
};

/** A data directory with years in it, made once for all runs. */
const pastFolder = async ({ folders, client, pastTickets, said }: Plan): Promise<string> => {
  const folder = folders.fresh();
  const hall = await openBenchHall(folders, { folder, displays: 0, counters: 0 });
  await client.do({ kind: 'visits', port: hall.port, access: hall.tokens.access, lanes: 4, warmMs: 0, measureMs: 500 });
  await hall.close();
  said(`${pastTickets} past tickets written in ${Math.round(addPastTickets(folder, pastTickets) / 1000)} s`);
  await stop((await startHall(folder, writeBenchHall(folders.root))).child);
  return folder;
};

/**
 * One run: all contenders stand ready, and the client goes round them in short slices, so that whatever else the machine
 * does disturbs all of them alike. Before that each one, baselines too, is under load until it is warm. Outside its slices a
 * server stands still: its collector and its screens would take the one core from the others.
 */
const playRun = async (plan: Plan, past: string): Promise<ReadonlyMap<Kind, Run>> => {
  const contenders = new Map<Kind, Contender>();
  for (const kind of kinds) contenders.set(kind, kind === 'per-request' || kind === 'grouped' ? await bareContender(plan, kind) : await hallContender(plan, kind, past));
  const seen = new Map<Kind, { readonly stretches: Stretch[]; cpuMs: number }>(kinds.map((kind) => [kind, { stretches: [], cpuMs: 0 }]));
  for (const { job } of contenders.values()) await plan.client.do({ ...job, measureMs: 60_000, answers: plan.warmUp } as Job);
  for (const { ready } of contenders.values()) await ready();
  for (const { child } of contenders.values()) child.kill('SIGSTOP');
  for (let slice = 0; slice < plan.slices; slice += 1)
    for (const [kind, { child, job }] of contenders) {
      const before = cpuMsOf(child);
      child.kill('SIGCONT');
      const stretch = await plan.client.do(job);
      child.kill('SIGSTOP');
      const own = seen.get(kind);
      if (own === undefined) continue;
      own.stretches.push(stretch);
      own.cpuMs += cpuMsOf(child) - before;
    }
  for (const { child } of contenders.values()) child.kill('SIGCONT');
  for (const { close } of contenders.values()) await close();
  return new Map([...seen].map(([kind, { stretches, cpuMs }]) => [kind, runOf(stretches, cpuMs)]));
};

const playRuns = async (plan: Plan): Promise<ReadonlyMap<Kind, readonly Run[]>> => {
  const past = await pastFolder(plan);
  const runs = new Map<Kind, Run[]>(kinds.map((kind) => [kind, []]));
  for (let n = 0; n < plan.runs; n += 1)
    for (const [kind, run] of await playRun(plan, past)) {
      runs.get(kind)?.push(run);
      plan.said(`run ${n + 1} ${kind}: ${Math.round(run.perSecond)}/s, p50 ${run.p50.toFixed(1)} ms, p99 ${run.p99.toFixed(1)} ms, ${Math.round(run.cpuMicros)} µs of a core each`);
    }
  rmSync(past, { recursive: true, force: true });
  return runs;
};

export const throughputFigures = async (plan: Plan): Promise<readonly Figure[]> => {
  const runs = await playRuns(plan);
  const of = (kind: Kind): readonly Run[] => runs.get(kind) ?? [];
  const bare = { name: 'one transaction per request', baseline: of('per-request') };
  const grouped = { name: 'bare group commit', baseline: of('grouped') };
  const few = { name: `${waiting.few} waiting`, baseline: of('few') };
  const none = { name: 'none', baseline: of('few') };
  const past = plan.pastTickets.toLocaleString('en-US');
  return [
    fasterThan({ what: 'Tickets, 32 at a time over all queues', runs: of('tickets'), ...bare }, 1.5),
    slowerThan({ what: '— p50', runs: of('tickets'), ...bare }, 'p50', null),
    slowerThan({ what: '— p99', runs: of('tickets'), ...bare }, 'p99', 1),
    fasterThan({ what: '— against the upper reference', runs: of('tickets'), ...grouped }, 0.5),
    slowerThan({ what: '— server core time each', runs: of('tickets'), ...bare }, 'cpuMicros', null),
    fasterThan({ what: 'Call, start, finish and one issue, each a request', runs: of('few'), ...bare }, 1.5),
    slowerThan({ what: '— p50', runs: of('few'), ...bare }, 'p50', null),
    slowerThan({ what: '— p99', runs: of('few'), ...bare }, 'p99', 1),
    slowerThan({ what: '— server core time each', runs: of('few'), ...bare }, 'cpuMicros', null),
    slowerThan({ what: 'The same with 2,000 waiting: p50', runs: of('many'), ...few }, 'p50', 1.3),
    slowerThan({ what: '— p99', runs: of('many'), ...few }, 'p99', 1.3),
    slowerThan({ what: '— server core time each', runs: of('many'), ...few }, 'cpuMicros', 1.3),
    slowerThan({ what: `The same with ${past} past tickets: p50`, runs: of('past'), ...none }, 'p50', 1.3),
    slowerThan({ what: '— p99', runs: of('past'), ...none }, 'p99', 1.3),
    slowerThan({ what: '— server core time each', runs: of('past'), ...none }, 'cpuMicros', 1.3),
  ];
};
