import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateSqlite } from '../../server/store/migrate.ts';
import * as schema from '../../server/store/sqlite/schema.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { StoreRefused } from '../../server/store/store-refused.ts';

const shipped = fileURLToPath(new URL('../../migrations/sqlite', import.meta.url));
const tables = Object.values(schema).filter((value) => is(value, SQLiteTable));
const at = { folder: '', database: new Database(':memory:') };

beforeEach(() => {
  at.folder = mkdtempSync(join(tmpdir(), 'paihao-migrations-'));
  at.database = new Database(':memory:');
});
afterEach(() => {
  at.database.close();
  rmSync(at.folder, { recursive: true });
});
const migration = (name: string, sql: string): void => writeFileSync(join(at.folder, name), sql);
const migrate = (): void => migrateSqlite(at.database, at.folder);
const tableNames = (): unknown => at.database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();

/** A database as the first `count` of our own migrations left it. */
const upTo = (count: number): void => {
  for (const name of readdirSync(shipped).filter((file) => file.endsWith('.sql')).sort().slice(0, count)) copyFileSync(join(shipped, name), join(at.folder, name));
  migrate();
};

describe('our own migrations', () => {
  test('keep what older versions stored: outcomes in their order, and the acts of counters', () => {
    upTo(1);
    at.database.exec(`INSERT INTO hall VALUES ('h', 9, 1.5, '2026-03-02');
      INSERT INTO counter VALUES ('h', '1', '{"id":"1","acts":[{"seq":7,"kind":"call"},{"seq":9,"kind":"start"}]}'), ('h', '2', '{"id":"2","acts":[]}');
      INSERT INTO outcome VALUES ('h', 'later', '2026-03-02', 'p', 201, '{}'), ('h', 'earlier', '2026-03-02', 'q', 409, '{}')`);
    upTo(3);
    expect(at.database.prepare('SELECT id, body FROM counter ORDER BY id').all()).toEqual([{ id: '1', body: '{"id":"1","acts":[7,9]}' }, { id: '2', body: '{"id":"2","acts":[]}' }]);
    expect(at.database.prepare('SELECT seq, counter_id, body FROM act ORDER BY seq').all()).toEqual([
      { seq: 7, counter_id: '1', body: '{"seq":7,"kind":"call"}' }, { seq: 9, counter_id: '1', body: '{"seq":9,"kind":"start"}' }]);
    expect(at.database.prepare('SELECT key, fingerprint, status FROM outcome ORDER BY id').all()).toEqual([{ key: 'later', fingerprint: 'p', status: 201 }, { key: 'earlier', fingerprint: 'q', status: 409 }]);
  });
});

test('a device that an older version paired stays paired, and nobody knows since when', () => {
  upTo(5);
  at.database.exec("INSERT INTO device_session VALUES ('hash', 'h', 'kiosk-1', 'kiosk', NULL)");
  upTo(6);
  expect(at.database.prepare('SELECT token_hash, device, paired_at FROM device_session').all()).toEqual([{ token_hash: 'hash', device: 'kiosk-1', paired_at: null }]);
});

test('what stands beside bookings gets a table of its own, and an appointment keeps the slot it left', () => {
  upTo(10);
  at.database.exec(`INSERT INTO hall VALUES ('h', 9, 1.5, '2026-03-02');
    INSERT INTO appointment VALUES ('h', 'a1', 1, '{"id":"a1","left":{"start":1,"until":2}}'), ('h', 'a2', 0, '{"id":"a2","left":null}');
    INSERT INTO person VALUES ('h', 'p1', 1, '{"id":"p1","past":[]}');
    INSERT INTO side VALUES ('h', 't1', 'comment', '2026-03-02', 'kind', 's'), ('h', 'a1', 'booking-code', '2026-03-02', '123456784', 's'), ('h', 'p1', 'person', '2026-03-02', 'hash', ''), ('h', 'c1', 'complaint', '2026-03-02', 'slow', 's')`);
  upTo(11);
  expect(at.database.prepare('SELECT ref, kind, value FROM booking_side ORDER BY ref').all()).toEqual([
    { ref: 'a1', kind: 'booking-code', value: '123456784' }, { ref: 'c1', kind: 'complaint', value: 'slow' }, { ref: 'p1', kind: 'person', value: 'hash' }]);
  expect(at.database.prepare('SELECT ref, kind FROM side').all()).toEqual([{ ref: 't1', kind: 'comment' }]);
  expect(at.database.prepare('SELECT id, live, body FROM appointment ORDER BY id').all()).toEqual([
    { id: 'a1', live: 1, body: '{"id":"a1","left":[{"start":1,"until":2}]}' }, { id: 'a2', live: 0, body: '{"id":"a2","left":[]}' }]);
  expect(at.database.prepare('SELECT id, live FROM person').all()).toEqual([{ id: 'p1', live: 1 }]);
});

test('the journals of two halls stay whole and apart, and what is live stays so', () => {
  upTo(11);
  at.database.exec(`INSERT INTO hall VALUES ('south', 2, 1.5, '2026-03-02'), ('north', 1, 1.7, NULL);
    INSERT INTO event (hall_id, seq, at, by, body, command) VALUES ('south', 1, 1.0, 'clock', '{"type":"a"}', 'x'), ('north', 1, 1.7, 'clock', '{"type":"b"}', NULL), ('south', 2, 1.5, 'clock', '{"type":"c"}', NULL);
    INSERT INTO appointment VALUES ('south', 'a1', 1, '{"id":"a1"}'), ('south', 'a2', 0, '{"id":"a2"}');
    INSERT INTO person VALUES ('south', 'p1', 1, '{"id":"p1"}')`);
  upTo(12);
  expect(at.database.prepare('SELECT id, number, day FROM hall ORDER BY number').all()).toEqual([{ id: 'north', number: 0, day: null }, { id: 'south', number: 1, day: '2026-03-02' }]);
  expect(at.database.prepare('SELECT id, hall_id, seq, type, command FROM event').all()).toEqual([
    { id: 1, hall_id: 'north', seq: 1, type: 'b', command: null }, { id: schema.eventsOfHall + 1, hall_id: 'south', seq: 1, type: 'a', command: 'x' }, { id: schema.eventsOfHall + 2, hall_id: 'south', seq: 2, type: 'c', command: null }]);
  expect(at.database.prepare('SELECT id, live FROM appointment').all()).toEqual([{ id: 'a2', live: 0 }, { id: 'a1', live: 1 }]);
  expect(at.database.prepare('SELECT id, live FROM person').all()).toEqual([{ id: 'p1', live: 1 }]);
});

describe('migrations', () => {
  test('run in order, each once', () => {
    migration('0001-first.sql', 'CREATE TABLE a (x INTEGER) STRICT;');
    migrate();
    migration('0002-second.sql', 'ALTER TABLE a ADD COLUMN y TEXT; INSERT INTO a VALUES (1, 2);');
    migrate();
    migrate();
    expect(at.database.prepare('SELECT * FROM a').all()).toEqual([{ x: 1, y: '2' }]);
    expect(at.database.prepare('SELECT number, name FROM migration ORDER BY number').all()).toEqual([{ number: 1, name: '0001-first.sql' }, { number: 2, name: '0002-second.sql' }]);
  });

  test('one that fails leaves nothing of itself, and what came before it', () => {
    migration('0001-first.sql', 'CREATE TABLE a (x INTEGER) STRICT;');
    migration('0002-broken.sql', 'CREATE TABLE b (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);');
    expect(migrate).toThrow('nowhere');
    expect(tableNames()).toEqual(['a', 'migration']);
    migration('0002-broken.sql', 'CREATE TABLE b (x INTEGER) STRICT;');
    migrate();
    expect(tableNames()).toEqual(['a', 'b', 'migration']);
  });

  test('a database from the future is refused', () => {
    migration('0001-first.sql', 'CREATE TABLE a (x INTEGER) STRICT;');
    migration('0002-later.sql', 'CREATE TABLE b (x INTEGER) STRICT;');
    migrate();
    rmSync(join(at.folder, '0002-later.sql'));
    expect(migrate).toThrow(StoreRefused);
    expect(migrate).toThrow(/newer Paihao \(0002-later\.sql\)/u);
  });

  test('another text under the same number is refused; other line ends are the same text', () => {
    migration('0001-first.sql', 'CREATE TABLE a (\n  x INTEGER\n) STRICT;\n');
    migrate();
    migration('0001-first.sql', 'CREATE TABLE a (\r\n  x INTEGER\r\n) STRICT;\r\n');
    migrate();
    migration('0001-first.sql', 'CREATE TABLE a (\n  x INTEGER NOT NULL\n) STRICT;\n');
    expect(migrate).toThrow(StoreRefused);
    expect(migrate).toThrow(/another 0001-first\.sql/u);
  });

  test('a gap or a strange name is a fault of this version', () => {
    migration('0001-first.sql', '');
    migration('0003-third.sql', '');
    expect(migrate).toThrow('0003-third.sql is not number 0002');
    rmSync(join(at.folder, '0003-third.sql'));
    migration('Second.sql', '');
    expect(migrate).toThrow('Second.sql is not number 0002');
  });

  test('a queue of an old database has seen no targets yet, and keeps the rest', () => {
    migration('0001-hall.sql', readFileSync(join(shipped, '0001-hall.sql'), 'utf8'));
    migrate();
    at.database.exec(`INSERT INTO hall VALUES ('h', 1, 0, NULL); INSERT INTO queue VALUES ('h', 'general', '{"id":"general","recent":[5,9]}')`);
    migrateSqlite(at.database, shipped);
    expect(JSON.parse(String(at.database.prepare('SELECT body FROM queue').pluck().get()))).toEqual({ id: 'general', recent: [5, 9], targets: [] });
  });

  test('a store that refuses its database gives the directory back', async () => {
    mkdirSync(join(at.folder, 'data'));
    const dataDir = join(at.folder, 'data');
    await openSqliteStore({ dataDir }).close();
    const database = new Database(join(dataDir, 'paihao.db'));
    database.prepare("INSERT INTO migration VALUES (99, '0099-future.sql', '')").run();
    database.close();
    const open = () => openSqliteStore({ dataDir });
    expect(open).toThrow(/newer Paihao \(0099-future\.sql\)/u);
    expect(open).toThrow(/newer Paihao \(0099-future\.sql\)/u);
  });
});

interface ColumnInfo { readonly name: string; readonly type: string; readonly notnull: number; readonly pk: number; readonly hidden: number }
interface IndexInfo { readonly name: string; readonly unique: number; readonly partial: number; readonly origin: string }

describe('the drizzle schema and the migrated database', () => {
  beforeEach(() => migrateSqlite(at.database, shipped));
  const pragma = <T>(name: string, of: string): readonly T[] => at.database.pragma(`${name}(${of})`) as readonly T[];

  test('have the same tables, all STRICT', () => {
    const rows = at.database.prepare<[], { name: string; strict: number }>("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'").all();
    expect(rows.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(rows.map(({ name }) => name).sort()).toEqual(['migration', ...tables.map((table) => getTableConfig(table).name)].sort());
  });

  test.each(tables.map((table) => [getTableConfig(table).name, getTableConfig(table)] as const))('agree on %s', (name, config) => {
    const key = config.primaryKeys[0]?.columns.map((column) => column.name) ?? config.columns.filter((column) => column.primary).map((column) => column.name);
    expect(pragma<ColumnInfo>('table_xinfo', name).map((c) => [c.name, c.type, c.notnull, c.pk, c.hidden])).toEqual(
      config.columns.map((c) => [c.name, c.getSQLType().toUpperCase(), c.notNull ? 1 : 0, key.indexOf(c.name) + 1, c.generated === undefined ? 0 : 2]));
    const references = config.foreignKeys.map((key_) => key_.reference()).flatMap(({ columns, foreignTable, foreignColumns }) =>
      columns.map((column, i) => `${column.name} -> ${getTableConfig(foreignTable).name}.${foreignColumns[i]?.name ?? ''}`));
    expect(pragma<{ from: string; table: string; to: string }>('foreign_key_list', name).map((f) => `${f.from} -> ${f.table}.${f.to}`).sort()).toEqual(references.sort());
    const indexes = pragma<IndexInfo>('index_list', name).filter(({ origin }) => origin === 'c');
    expect(indexes.map((i) => [i.name, i.unique, i.partial, pragma<{ name: string }>('index_info', i.name).map((c) => c.name)]).sort()).toEqual(
      config.indexes.map(({ config: i }) => [i.name, i.unique ? 1 : 0, i.where === undefined ? 0 : 1, i.columns.map((c) => (is(c, SQLiteColumn) ? c.name : 'expression'))]).sort());
  });
});
