import { cpus, totalmem, type as osType, release } from 'node:os';
import { canPin } from './children.ts';
import type { Figure } from './figure.ts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const metOf = ({ met }: Figure): string => (met === null ? '' : met ? 'yes' : '**no**');
export const tableOf = (figures: readonly Figure[]): string =>
  [row(['figure', 'Paihao', 'against, in the same run', 'ratio', 'goal', 'met']), row(['---', '---', '---', '---', '---', '---']),
    ...figures.map((f) => row([f.what, f.ours, f.against, f.ratio, f.goal, metOf(f)]))].join('\n');

const machine = (): string => `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${osType()} ${release()}, Node ${process.versions.node}`;
const method = `## How it is measured
- Server, baseline and client are processes of their own, ${canPin ? 'server and baseline on one core (the thread that answers; compiler and collector find themselves a place, as they do in a hall), client and onlookers on another' : 'not pinned to cores (no \`taskset\` here)'}. The client writes HTTP/1.1 to 32 kept-alive
  sockets by hand, one request at a time on each, because an HTTP library would have been the slower side.
- Each figure is the median of its runs, each on fresh servers and databases. Within a run all servers stand ready and the client goes round them in slices
  of half a second (A B C … A B C …, eight rounds, after 30,000 answers of each to warm up and once the hall's log has its length; outside its slices a server is stopped), so that what disturbs the machine disturbs all alike; only ratios within one table count.
  ± is half the distance between the best and the worst run. For the way to the displays, whole runs take turns.
- *One transaction per request*: bare Fastify, one prepared insert and one prepared update in a better-sqlite3 transaction, WAL, \`synchronous=FULL\`; no
  sockets, no checks, no journal. *Bare group commit*: the same, with all requests that wait together in one transaction. *Bare emit*: the first, and the bytes of a
  real display's picture sent by bare Socket.IO to 100 clients.
- The hall is \`halls/demo.yaml\` with 9999 numbers for each queue and kiosks without printers. Every press carries a bearer token and an idempotency key, is
  checked, decided, journalled and committed before it is answered. 100 displays and 45 counters are connected, get their pictures and report what they show.
- *Server core time* is what the kernel counted for the server's process, divided by the answers; pictures, printing to sockets and the collector are in it.
- Past tickets are copies of a served one, with legs and four events each, written by SQL; their folder is used for all runs of that figure.
- Determined, not timed: \`test/engine/work-per-command.test.ts\` counts statements, rows and comparisons per command at 20 and 2,000 waiting.
- kill -9 is \`npm run kill\` (50 rounds); it proves what survives the death of the process. A power cut is \`synchronous=FULL\`'s promise, which no script here can break.
`;

export interface Report { readonly figures: readonly Figure[]; readonly date: string; readonly took: string; readonly runs: number; readonly load: string; readonly notes: string }
export const reportOf = ({ figures, date, took, runs, load, notes }: Report): string => {
  const missed = figures.filter((f) => f.met === false);
  const short = missed.length === 0 ? 'Every goal of this table was met.' : `Goals that this run missed: ${missed.map((f) => f.what.replace('— ', '')).join('; ')}.`;
  return `# Benchmarks

\`npm run bench\` measures and rewrites this page; \`npm run bench -- --quick\` tries everything once in about a minute and writes nothing.

${date}, ${machine()}; ${runs} runs of each, ${took} in all. ${load}

${tableOf(figures)}

${short}

${method}
${notes}`;
};
