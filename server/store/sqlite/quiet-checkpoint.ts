import type { Database } from 'better-sqlite3';
import type { StoreTimers } from './store-timers.ts';

const quietMs = 200;
/** So many transactions are worth it. */
const worthIt = 50;
/** 512 MB, some twenty thousand bookings: without a quiet moment the log is copied when it is so long, by whichever COMMIT meets it. */
export const mostLogPages = 131_072;
/** After a rush the log file shrinks to 256 MB again: a file that need not grow is synced in 0.16 ms instead of 0.27 (48 KB, measured here). */
export const keptLogBytes = 268_435_456;

/** Copies the log into the database when nobody pressed for a moment: whoever presses meanwhile would wait for it. `committed` is called after each COMMIT, `copied` after each try. */
export const quietCheckpoint = (database: Database, timers: StoreTimers, copied: () => void): { readonly committed: () => void; readonly stop: () => void } => {
  let since = 0;
  let callOff = (): void => undefined;
  const copy = (): void => {
    if (!database.open) return;
    since = 0;
    try {
      database.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // Nothing is lost: the log stands, and the next quiet moment or a COMMIT tries again. A disk that is full is told by the press that meets it.
    }
    copied();
  };
  return {
    committed: () => {
      since += 1;
      callOff();
      if (since >= worthIt) callOff = timers.after(quietMs, copy);
    },
    stop: () => callOff(),
  };
};
