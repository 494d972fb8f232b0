import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { localDay } from '../../domain/brands.ts';
import type { HallId } from '../../domain/brands.ts';
import { migrateSqlite } from '../migrate.ts';
import { projectRoot } from '../project-root.ts';
import { checkSequence } from '../rows-to-write.ts';
import type { StoreFaults } from '../store-faults.ts';
import type { ReadFacts, Reads, Store, Writes } from '../store.ts';
import { StoreRefused } from '../store-refused.ts';
import { learn, nothingLearnt } from './by-heart.ts';
import type { ByHeart, Learnt } from './by-heart.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { logRoom } from './log-room.ts';
import { keptLogBytes, mostLogPages, quietCheckpoint } from './quiet-checkpoint.ts';
import { readFacts, readFoundSides, readHall, readJournal, readOutcomeKeys, readSide, readToken } from './read-rows.ts';
import { readStatements } from './read-statements.ts';
import type { ReadStatements } from './read-statements.ts';
import { processTimers } from './store-timers.ts';
import type { StoreTimers } from './store-timers.ts';
import { sqliteAccess } from './sqlite-access.ts';
import { outboxStatements, sqliteOutbox } from './sqlite-outbox.ts';
import { writeRows } from './write-rows.ts';
import type { RowStatements } from './write-rows.ts';
import { writeStatements } from './write-statements.ts';

export interface SqliteOptions { readonly dataDir: string; readonly faults?: StoreFaults; /** The process's own when left out. */ readonly timers?: StoreTimers; /** How long the log file is made ahead of need; 0 when left out. */ readonly logBytes?: number }

const migrationsFolder = join(projectRoot, 'migrations', 'sqlite');

/** SQLite takes no offence when it cannot do as told, for instance on a network drive; durability must not hang on that. */
const mustHold = (database: Database.Database, pragma: string, value: string | number): void => {
  const found = database.pragma(pragma, { simple: true });
  if (found !== value) throw new StoreRefused(`数据库不支持 ${pragma} = ${value}（实际为 ${String(found)}），请把数据目录放在本机磁盘上。 / The database cannot hold ${pragma} = ${value} (it is ${String(found)}); keep the data directory on a local disk.`);
};

const prepareDatabase = (database: Database.Database): void => {
  // Readers such as a backup may hold the file for a moment; nobody else writes to it.
  database.pragma('busy_timeout = 5000');
  database.pragma('journal_mode = WAL');
  // With NORMAL a power cut could take back what was already answered.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma(`wal_autocheckpoint = ${mostLogPages}`);
  database.pragma(`journal_size_limit = ${keptLogBytes}`);
  // 64 MB instead of 2: what a day's presses touch stays at hand.
  database.pragma('cache_size = -65536');
  mustHold(database, 'journal_mode', 'wal');
  mustHold(database, 'synchronous', 2);
  mustHold(database, 'foreign_keys', 1);
};

/** One synchronous turn from BEGIN IMMEDIATE to COMMIT; whatever throws, rolls all of it back. */
const transactionOf = (database: Database.Database, from: ReadStatements, to: RowStatements, byHeart: ByHeart, faults: StoreFaults) =>
  database.transaction((id: HallId, reads: Reads, work: (facts: ReadFacts) => Writes | null): Learnt => {
    const writes = work(readFacts(from, byHeart.keys, id, reads));
    if (writes === null) return nothingLearnt();
    if (writes.hall.id !== id) throw new Error(`a transaction of hall ${id} cannot write hall ${writes.hall.id}`);
    const stored = from.hall.get(id);
    checkSequence(stored?.seq ?? 0, writes);
    const learnt = writeRows(to, byHeart, stored === undefined ? null : { ...stored, day: stored.day === null ? null : localDay(stored.day) }, writes);
    faults.beforeCommit?.();
    return learnt;
  });

const storeOver = (database: Database.Database, { dataDir, faults = {}, timers = processTimers, logBytes = 0 }: SqliteOptions, release: () => void): Store => {
  const orm = drizzle(database);
  const from = readStatements(database, orm);
  const byHeart = { keys: readOutcomeKeys(from), sides: readFoundSides(from) };
  const outbox = outboxStatements(database, orm);
  const room = logRoom(join(dataDir, 'paihao.db-wal'), logBytes, timers);
  const checkpoint = quietCheckpoint(database, timers, room.begin);
  const transaction = transactionOf(database, from, { ...writeStatements(database, orm), outbox }, byHeart, faults);
  return {
    kind: 'sqlite',
    listHalls: async () => from.halls.all().map(({ id }) => id as HallId),
    loadHall: async (id) => readHall(from, id),
    commit: async (id, reads, work) => {
      learn(byHeart, id, transaction.immediate(id, reads, work));
      checkpoint.committed();
      room.committed();
    },
    journal: async (id, after, limit) => readJournal(from, id, after, limit),
    ticketOfToken: async (token) => readToken(from, token),
    find: async (kind, value) => byHeart.sides.find(kind, value),
    side: async (id, ref, kind) => readSide(from, id, ref, kind),
    access: sqliteAccess(database, orm),
    outbox: sqliteOutbox(database, outbox),
    ping: async () => { from.halls.all(); },
    close: async () => {
      checkpoint.stop();
      room.stop();
      database.close();
      release();
    },
  };
};

/**
 * Opens the database of a data directory, making and migrating it as needed. Throws StoreRefused when another process uses
 * the directory, or when the database was made by another version.
 */
export const openSqliteStore = (options: SqliteOptions): Store => {
  const { dataDir } = options;
  const release = lockDataDir(dataDir);
  try {
    const database = new Database(join(dataDir, 'paihao.db'));
    try {
      prepareDatabase(database);
      migrateSqlite(database, migrationsFolder);
      return storeOver(database, options, release);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    release();
    throw error;
  }
};
