import { closeSync, fdatasync, fstatSync, openSync, statfsSync, writeSync } from 'node:fs';
import type { StoreTimers } from './store-timers.ts';

const step = Buffer.alloc(1_048_576);
/** 1 MB each 50 ms is what a memory card can take beside its other work. */
const paceMs = 50;
const quietMs = 200;
/** A server that runs for so long stays; whoever only looks in leaves no large file. */
const firstMs = 30_000;
/** 2 GB: a small disk has better uses for its last room. */
const leftOnDisk = 2_147_483_648;

export interface LogRoom { readonly begin: () => void; readonly committed: () => void; readonly stop: () => void }

/**
 * Lengthens SQLite's log with zeros ahead of need, up to `bytes`, a step at a time and only while nobody presses. A COMMIT that
 * lengthens the file has to sync what the file system knows of it as well (32 KB: 0.40 ms, else 0.27; ext4, measured here).
 * SQLite reads its log up to the first frame whose salt and checksum don't fit (sqlite.org/fileformat2.html#walformat), so zeros
 * behind it are nothing. The length is read and the zeros are written in one turn, and one process owns the database, so that
 * no frame can come between. `begin` starts it before its time, `committed` is called after each COMMIT.
 */
export const logRoom = (file: string, bytes: number, timers: StoreTimers): LogRoom => {
  let fd: number | null = null;
  let begun = false;
  let pressed = false;
  let callOff = (): void => undefined;
  const end = (): void => {
    callOff();
    if (fd !== null) closeSync(fd);
    fd = null;
    bytes = 0;
  };
  const lengthen = (): void => {
    if (pressed) {
      pressed = false;
      callOff = timers.after(quietMs, lengthen);
      return;
    }
    try {
      fd ??= openSync(file, 'r+');
      const { size } = fstatSync(fd);
      const { bavail, bsize } = statfsSync(file);
      if (size >= bytes || bavail * bsize < leftOnDisk) return end();
      writeSync(fd, step, 0, step.length, size);
      fdatasync(fd, () => {
        if (bytes > 0) callOff = timers.after(paceMs, lengthen);
      });
    } catch {
      // The log grows by itself as it always could; a disk that is full is told by the press that meets it.
      end();
    }
  };
  const begin = (): void => {
    if (begun || bytes === 0) return;
    begun = true;
    callOff();
    callOff = timers.after(quietMs, lengthen);
  };
  callOff = timers.after(firstMs, begin);
  return { begin, committed: () => { pressed = true; }, stop: end };
};
