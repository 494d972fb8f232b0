import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { CounterId } from '../../server/domain/brands.ts';
import type { Command } from '../../server/domain/command.ts';
import type { HallEngine } from '../../server/engine/hall-engine.ts';
import { openHall } from '../../server/engine/open-hall.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { SideRow } from '../../server/store/store.ts';
import { addPastTickets } from '../bench/past-tickets.ts';
import { countStatements } from '../support/count-statements.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { issueCommand, staff } from '../support/sim-press.ts';

// The cost of a command grows neither with the people waiting nor with the years of history: counted, not timed.
const root = mkdtempSync(join(tmpdir(), 'paihao-work-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const config = simConfig({ queues: simConfig().queues.map((queue) => ({ ...queue, to: 9999 })) });
const mondayMorning = Date.UTC(2026, 2, 2, 1, 30);
const desk = { by: staff('1001'), counterId: named<CounterId>('1') };
const signIn: Command = { ...desk, type: 'sign-in', clerk: named('1001'), force: false };
const visit: readonly Command[] = [{ ...desk, type: 'call-next' }, { ...desk, type: 'start' }, { ...desk, type: 'finish', outcome: null, cases: null, missing: [], seal: null, job: null }];

interface Opened { readonly engine: HallEngine; readonly folder: string; readonly close: () => Promise<void> }
const openAt = async (folder: string): Promise<Opened> => {
  const store = openSqliteStore({ dataDir: folder });
  const engine = await openHall(store, new FakeClock(mondayMorning), config.id, config);
  return { engine, folder, close: () => store.close() };
};

/** As a route sends it: with a key, under which the answer is kept, and with what stands beside the journal. */
const run = async (engine: HallEngine, command: Command): Promise<void> => {
  const sides: readonly SideRow[] = command.type === 'issue' ? [{ ref: command.ticketId, kind: 'token', value: `token of ${command.ticketId}`, salt: '' }] : [];
  const answer = await engine.press({ commands: [command], key: `key ${engine.hall.seq}`, fingerprint: '', sides, answer: (_hall, decided) => ({ status: decided.some((one) => 'refusal' in one) ? 409 : 200, body: JSON.stringify(decided) }) });
  if (answer.status !== 200) throw new Error(answer.body);
};
const classes = ['walk-in', 'elderly', 'appointment'];
const fill = async (engine: HallEngine, people: number): Promise<void> => {
  const commands = Array.from({ length: people }, (_, i) => issueCommand(`p${i}`, { classId: classes[i % 3] ?? 'walk-in' }));
  for (const command of commands) await run(engine, command);
};

const comparisonsOf = ({ hall }: HallEngine): number => [...hall.lines.byQueue.values()].reduce((sum, lanes) => sum + [...lanes.values()].reduce((n, lane) => n + lane.index.comparisons, 0), 0);

interface Work { readonly name: string; readonly statements: number; readonly rowsRead: number; readonly rowsWritten: number; readonly comparisons: number; readonly texts: ReadonlySet<string> }
/** One visit from issue to finish, and a call that is taken back, each command counted by itself. */
const workOfVisit = async (engine: HallEngine): Promise<readonly Work[]> => {
  const work: Work[] = [];
  const steps: readonly Command[] = [issueCommand('newcomer'), ...visit, { ...desk, type: 'call-next' }, { ...desk, type: 'undo' }];
  for (const command of steps) {
    const before = comparisonsOf(engine);
    const counted = await countStatements(() => run(engine, command));
    work.push({ name: command.type, ...counted, comparisons: comparisonsOf(engine) - before });
  }
  return work;
};
const rowsOf = (work: readonly Work[]): unknown => work.map(({ name, statements, rowsRead, rowsWritten }) => ({ name, statements, rowsRead, rowsWritten }));

const visitWith = async (name: string, people: number): Promise<readonly Work[]> => {
  const opened = await openAt(join(root, name));
  await run(opened.engine, signIn);
  await fill(opened.engine, people);
  const work = await workOfVisit(opened.engine);
  await opened.close();
  return work;
};

test('with 2,000 waiting a command runs the same statements on the same number of rows as with 20, and compares a logarithm more', async () => {
  const few = await visitWith('few', 20);
  const many = await visitWith('many', 2_000);
  expect(rowsOf(many)).toEqual(rowsOf(few));
  expect(few.every((w) => w.statements > 0 && w.rowsWritten > 0)).toBe(true);
  // A treap of 2,000 is about seven levels deeper than one of 20; a command walks it a few times, and chance makes some ways twice as long.
  for (const [i, { name, comparisons }] of many.entries()) expect({ name, more: comparisons - (few[i]?.comparisons ?? 0) < 7 * 2 * 8 }).toEqual({ name, more: true });
  expect(Math.max(...many.map((w) => w.comparisons))).toBeGreaterThan(10);
});

test('with 30,000 past tickets a command does the same as with none, and finds every row by an index', async () => {
  const none = await visitWith('none', 20);
  const folder = join(root, 'past');
  const first = await openAt(folder);
  await run(first.engine, signIn);
  await run(first.engine, issueCommand('first'));
  for (const command of visit) await run(first.engine, command);
  await fill(first.engine, 20);
  await first.close();
  addPastTickets(folder, 30_000);
  const again = await openAt(folder);
  const work = await workOfVisit(again.engine);
  expect(again.engine.hall.tickets.size).toBeLessThan(30);
  await again.close();
  expect(rowsOf(work)).toEqual(rowsOf(none));

  const database = new Database(join(folder, 'paihao.db'), { readonly: true });
  const texts = [...new Set(work.flatMap((w) => [...w.texts]))].filter((text) => /^(select|insert|update|delete)/i.test(text));
  // All rows of a hall are as good as all rows.
  const scans = texts.filter((text) => database.prepare<[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${text.replaceAll('?', 'NULL')}`).all().some(({ detail }) => detail.startsWith('SCAN') || detail.endsWith('(hall_id=?)')));
  database.close();
  expect(texts.length).toBeGreaterThan(8);
  expect(scans).toEqual([]);
});
