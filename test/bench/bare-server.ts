import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import Fastify from 'fastify';
import { Server } from 'socket.io';

/**
 * What the figures are measured against, in a process of its own: `bare-server.ts <mode> <port> <folder>`.
 * per-request: one transaction of a prepared insert and update for each request. grouped: the same for all requests that
 * wait together. fan-out: per-request, and the bytes of BENCH_VIEW emitted to every connected display.
 */
const [mode = '', port = '0', folder = '.'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const database = new Database(join(folder, 'bare.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE queue (id INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT; CREATE TABLE ticket (id INTEGER PRIMARY KEY, queue INTEGER NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL) STRICT');
for (let id = 0; id < 13; id += 1) database.prepare('INSERT INTO queue VALUES (?, 0)').run(id);
const update = database.prepare<[number], { last: number }>('UPDATE queue SET last = last + 1 WHERE id = ? RETURNING last');
const insert = database.prepare<[number, number, string]>('INSERT INTO ticket (queue, number, body) VALUES (?, ?, ?)');

const take = (queue: number, body: string): number => {
  const number = update.get(queue)?.last ?? 0;
  insert.run(queue, number, body);
  return number;
};
interface Waiting { readonly queue: number; readonly body: string; readonly resolve: (number: number) => void }
const one = database.transaction(take);
const all = database.transaction((batch: readonly Waiting[]) => batch.map(({ queue, body }) => take(queue, body)));
const waiting: Waiting[] = [];
const flush = (): void => {
  const batch = waiting.splice(0);
  const numbers = all.immediate(batch);
  for (const [i, { resolve }] of batch.entries()) resolve(numbers[i] ?? 0);
};
const together = (queue: number, body: string): Promise<number> =>
  new Promise((resolve) => {
    if (waiting.push({ queue, body, resolve }) === 1) setImmediate(flush);
  });

const app = Fastify({ logger: false });
const io = new Server(app.server, { serveClient: false, transports: ['websocket'], perMessageDeflate: false });
const display = io.of('/display').on('connection', () => undefined);
const view: Record<string, unknown> = process.env['BENCH_VIEW'] === undefined ? {} : (JSON.parse(readFileSync(process.env['BENCH_VIEW'], 'utf8')) as Record<string, unknown>);
const bodySchema = { type: 'object', required: ['queue'], properties: { queue: { type: 'integer' } }, additionalProperties: false } as const;

// The bytes of an answer of the hall's own server, from a file.
const bytes = process.env['BENCH_BYTES'] === undefined ? '{}' : readFileSync(process.env['BENCH_BYTES'], 'utf8');
app.get('/bytes', async (_request, reply) => reply.type('application/json; charset=utf-8').send(bytes));
app.get('/api/health', async () => ({ status: 'ok' }));
app.post<{ Body: { queue: number } }>('/tickets', { schema: { body: bodySchema } }, async (request) => {
  const { queue } = request.body;
  const body = JSON.stringify(request.body);
  if (mode === 'grouped') return { number: await together(queue, body) };
  const number = one.immediate(queue, body);
  if (mode === 'fan-out') display.emit('view', { ...view, mark: number });
  return { number };
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
process.once('SIGTERM', () => process.exit(0));
