import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { StoreRefused } from './store-refused.ts';

interface Migration { readonly number: number; readonly name: string; readonly checksum: string; readonly sql: string }
type Applied = Omit<Migration, 'sql'>;

/** Line ends differ between checkouts; they must not look like a change. */
const checksumOf = (sql: string): string => createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');

/** The numbered files of a folder, `0001-what.sql` and on, without a gap. Throws for a name or number out of line. */
const readMigrations = (folder: string): readonly Migration[] =>
  readdirSync(folder).filter((name) => name.endsWith('.sql')).sort().map((name, index) => {
    const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/u.exec(name)?.[1]);
    if (number !== index + 1) throw new Error(`migration ${name} is not number ${String(index + 1).padStart(4, '0')}`);
    const sql = readFileSync(join(folder, name), 'utf8');
    return { number, name, checksum: checksumOf(sql), sql };
  });

/** What is left to do. Throws StoreRefused when the database knows a migration that these files don't, or another text of one. */
const pending = (files: readonly Migration[], applied: readonly Applied[]): readonly Migration[] => {
  for (const done of applied) {
    const file = files[done.number - 1];
    if (file === undefined) throw new StoreRefused(`数据库由更新版本的排号建立（${done.name}），请用新版本打开。 / This database was made by a newer Paihao (${done.name}); open it with that version.`);
    if (file.checksum !== done.checksum) throw new StoreRefused(`数据库结构与本版本不符：${done.name} 的内容已改变。 / This database was made with another ${done.name} than this version has.`);
  }
  return files.slice(applied.length);
};

/** Brings a SQLite database up to date, forward only, each migration in a transaction of its own. */
export const migrateSqlite = (database: Database, folder: string): void => {
  const files = readMigrations(folder);
  database.exec('CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT');
  const applied = database.prepare<[], Applied>('SELECT number, name, checksum FROM migration ORDER BY number').all();
  const record = database.prepare<[number, string, string]>('INSERT INTO migration (number, name, checksum) VALUES (?, ?, ?)');
  for (const migration of pending(files, applied)) {
    database.transaction(() => {
      database.exec(migration.sql);
      record.run(migration.number, migration.name, migration.checksum);
    }).immediate();
  }
};
