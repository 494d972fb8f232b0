import type { Database, Statement } from 'better-sqlite3';
import { is, Param, Placeholder } from 'drizzle-orm';
import type { Query } from 'drizzle-orm';

const nameOf = (param: unknown): string => {
  const value = is(param, Param) ? param.value : param;
  if (is(value, Placeholder)) return String(value.name);
  throw new Error(`a prepared statement has the value ${String(value)} in it where a placeholder belongs`);
};

/**
 * Prepares a query that drizzle built, once per connection. Its values are then given by position, in the order of `order`;
 * throws when the query's placeholders stand otherwise.
 *
 * drizzle's own prepared `run` fills placeholders by name and encodes each value: measured 12.0 against 8.9 µs for one row
 * of the journal, five rows a ticket. So drizzle says what the SQL is and better-sqlite3 runs it.
 */
export const prepared = <Values extends unknown[], Row = unknown>(database: Database, query: { toSQL(): Query }, order: readonly string[]): Statement<Values, Row> => {
  const { sql, params } = query.toSQL();
  const names = params.map(nameOf);
  if (names.join() !== order.join()) throw new Error(`${sql} takes ${names.join()}, not ${order.join()}`);
  return database.prepare<Values, Row>(sql);
};
