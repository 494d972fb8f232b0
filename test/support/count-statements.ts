import Database from 'better-sqlite3';

/** What a stretch of work asked of SQLite: statements run, rows that came back, rows that were written, and the texts of the statements. */
export interface StatementCount { readonly statements: number; readonly rowsRead: number; readonly rowsWritten: number; readonly texts: ReadonlySet<string> }

type Method = 'run' | 'get' | 'all';
type Run = (this: { readonly source: string }, ...values: unknown[]) => unknown;
const rowsIn = (result: unknown): number => (Array.isArray(result) ? result.length : result === undefined ? 0 : 1);
const changesIn = (result: unknown): number => (typeof result === 'object' && result !== null && 'changes' in result ? Number(result.changes) : 0);

/** Counts at the database module's own statements, because the store hands its connection to nobody. Whatever happens, they are put back. */
export const countStatements = async (work: () => Promise<void>): Promise<StatementCount> => {
  const probe = new Database(':memory:');
  const prototype = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Record<Method, Run>;
  probe.close();
  const count = { statements: 0, rowsRead: 0, rowsWritten: 0, texts: new Set<string>() };
  const own: Readonly<Record<Method, Run>> = { run: prototype.run, get: prototype.get, all: prototype.all };
  for (const method of ['run', 'get', 'all'] as const) {
    prototype[method] = function counted(...values: unknown[]) {
      const result = own[method].apply(this, values);
      count.statements += 1;
      count.texts.add(this.source);
      if (method === 'run') count.rowsWritten += changesIn(result);
      else count.rowsRead += rowsIn(result);
      return result;
    };
  }
  try {
    await work();
  } finally {
    Object.assign(prototype, own);
  }
  return count;
};
