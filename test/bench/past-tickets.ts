import { join } from 'node:path';
import Database from 'better-sqlite3';

/** People a day, in a large hall. */
const perDay = 4_000;

interface Template { readonly hall: string; readonly id: string; readonly leg: string; readonly day: string; readonly number: string }
/** A ticket that this very server served, for the others to be like. */
const template = `
  SELECT t.hall_id AS hall, t.id, l.id AS leg, t.day, t.number FROM leg l JOIN ticket t ON t.hall_id = l.hall_id AND t.id = l.ticket_id
  WHERE l.state = 'served' LIMIT 1`;
const kinds = ['ticket-issued', 'leg-called', 'leg-started', 'leg-finished'];

/**
 * Writes years of served tickets, with their legs and journal, straight into the rows of a stopped server: copies of one
 * ticket with other ids, days and numbers. Returns how long it took, in ms.
 */
export const addPastTickets = (dataDir: string, count: number): number => {
  const begun = performance.now();
  const database = new Database(join(dataDir, 'paihao.db'));
  database.pragma('synchronous = OFF');
  database.pragma('foreign_keys = OFF');
  database.pragma('cache_size = -400000');
  const like = database.prepare<[], Template>(template).get();
  if (like === undefined) throw new Error('nobody was served yet, so there is no ticket for the past ones to be like');
  const { hall, id, leg, day, number } = like;
  const copied = (body: string): string => `replace(replace(replace(${body}, @id, past.id), @number, past.number), @day, past.day)`;
  database.transaction(() => {
    database.exec('CREATE TEMP TABLE past (n INTEGER PRIMARY KEY, id TEXT NOT NULL, day TEXT NOT NULL, number TEXT NOT NULL)');
    // Ids that sort before every real one, as older ids do.
    database.prepare(`WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < @count)
      INSERT INTO past SELECT n, printf('0%015d', n), date(@day, '-' || (1 + (@count - n) / ${perDay}) || ' days'), 'Z' || (n % ${perDay}) FROM c`).run({ count, day });
    database.prepare(`INSERT INTO ticket (hall_id, id, day, number, live, issued_at, body)
      SELECT @hall, past.id, past.day, past.number, 0, t.issued_at - 86400000.0 * (1 + (@count - past.n) / ${perDay}), ${copied('t.body')} FROM past, ticket t WHERE t.hall_id = @hall AND t.id = @id`).run({ hall, id, number, day, count });
    database.prepare(`INSERT INTO leg (hall_id, id, ticket_id, body)
      SELECT @hall, replace(@leg, @id, past.id), past.id, ${copied('l.body')} FROM past, leg l WHERE l.hall_id = @hall AND l.id = @leg`).run({ hall, id, leg, number, day });
    const from = database.prepare<[string], { readonly seq: number }>('SELECT max(seq) AS seq FROM event WHERE hall_id = ?').get(hall)?.seq ?? 0;
    for (const [k, type] of kinds.entries())
      database.prepare(`INSERT INTO event (id, hall_id, seq, at, by, body, command)
        SELECT e.id - e.seq + @from + (past.n - 1) * ${kinds.length} + @k + 1, @hall, @from + (past.n - 1) * ${kinds.length} + @k + 1, e.at, e.by, ${copied('e.body')}, ${copied('e.command')} FROM past,
          (SELECT * FROM event WHERE hall_id = @hall AND type = @type AND instr(body, @id) > 0 LIMIT 1) e`).run({ hall, from, k, type, id, number, day });
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return performance.now() - begun;
};
