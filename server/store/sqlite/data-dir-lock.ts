import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StoreRefused } from '../store-refused.ts';

/**
 * Takes a data directory for this process and returns what gives it back. It is made when missing, readable by its owner
 * only. Throws StoreRefused while another process, or another store of this one, holds it.
 *
 * The lock is a file lock of the operating system on a database of its own: it dies with its holder, also after kill -9,
 * and no stale file has to be cleared away. The store's own database stays free for readers such as a backup.
 */
export const lockDataDir = (dataDir: string): (() => void) => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = new Database(join(dataDir, 'paihao.lock'), { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new StoreRefused(`数据目录 ${dataDir} 正在被另一个排号进程使用，请先停止它。 / The data directory ${dataDir} is in use by another Paihao process; stop that one first.`);
  }
  return () => lock.close();
};
