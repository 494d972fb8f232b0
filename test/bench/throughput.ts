import { rmSync } from 'node:fs';
import { fasterThan, slowerThan } from './figure.ts';
import type { Figure } from './figure.ts';
import type { MeasuredRun } from './numbers.ts';
import { addPastTickets } from './past-tickets.ts';
import { load, measure, measureBare, openBenchHall } from './stage.ts';
import type { Folders, Timing } from './stage.ts';
import { startHall, stop } from './children.ts';
import { writeBenchHall } from './bench-hall.ts';

export interface Plan { readonly folders: Folders; readonly runs: number; readonly timing: Timing; readonly pastTickets: number; readonly said: (line: string) => void }
type Kind = 'per-request' | 'grouped' | 'tickets' | 'few' | 'many' | 'past';
const audience = { displays: 100, counters: 45 };
const waiting = { few: 20, many: 2_000 } as const;

const ticketsRun = async ({ folders, timing }: Plan): Promise<MeasuredRun> => {
  const folder = folders.fresh();
  const hall = await openBenchHall(folders, { folder, ...audience });
  const run = await measure(hall.child, { kind: 'tickets', port: hall.port, access: hall.tokens.access, ...timing });
  await hall.close();
  folders.clear(folder);
  return run;
};

/** Call, start, finish and one issue, while so many wait. A folder with past tickets is used again; any other is fresh. */
const visitsRun = async ({ folders, timing }: Plan, people: number, past: string | null): Promise<MeasuredRun> => {
  const folder = past ?? folders.fresh();
  const hall = await openBenchHall(folders, { folder, ...audience });
  const { access } = hall.tokens;
  await load({ kind: 'backlog', port: hall.port, lanes: timing.lanes, access, tickets: people });
  const run = await measure(hall.child, { kind: 'visits', port: hall.port, access, ...timing });
  await hall.close();
  if (past === null) folders.clear(folder);
  return run;
};

/** A data directory with years in it, made once for all runs. */
const pastFolder = async ({ folders, pastTickets, said }: Plan): Promise<string> => {
  const folder = folders.fresh();
  const hall = await openBenchHall(folders, { folder, displays: 0, counters: 0 });
  await load({ kind: 'visits', port: hall.port, access: hall.tokens.access, lanes: 4, warmMs: 0, measureMs: 500 });
  await hall.close();
  const took = addPastTickets(folder, pastTickets);
  said(`${pastTickets} past tickets written in ${Math.round(took / 1000)} s`);
  const again = await startHall(folder, writeBenchHall(folders.root));
  await stop(again.child);
  return folder;
};

/** Every kind of run after the other, and all of it again: what disturbs one disturbs them all. */
const interleaved = async (plan: Plan): Promise<ReadonlyMap<Kind, readonly MeasuredRun[]>> => {
  const past = await pastFolder(plan);
  const runOf: Readonly<Record<Kind, () => Promise<MeasuredRun>>> = {
    'per-request': () => measureBare(plan.folders, 'per-request', plan.timing),
    tickets: () => ticketsRun(plan),
    few: () => visitsRun(plan, waiting.few, null),
    grouped: () => measureBare(plan.folders, 'grouped', plan.timing),
    many: () => visitsRun(plan, waiting.many, null),
    past: () => visitsRun(plan, waiting.few, past),
  };
  const kinds = Object.keys(runOf) as Kind[];
  const runs = new Map<Kind, MeasuredRun[]>(kinds.map((kind) => [kind, []]));
  for (let n = 0; n < plan.runs; n += 1)
    for (const kind of kinds) {
      const run = await runOf[kind]();
      runs.get(kind)?.push(run);
      plan.said(`run ${n + 1} ${kind}: ${Math.round(run.perSecond)}/s, p50 ${run.p50.toFixed(1)} ms, p99 ${run.p99.toFixed(1)} ms, ${Math.round(run.cpuMicros)} µs of a core each`);
    }
  rmSync(past, { recursive: true, force: true });
  return runs;
};

export const throughputFigures = async (plan: Plan): Promise<readonly Figure[]> => {
  const runs = await interleaved(plan);
  const of = (kind: Kind): readonly MeasuredRun[] => runs.get(kind) ?? [];
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
