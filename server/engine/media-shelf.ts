import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HallId } from '../domain/brands.ts';
import type { ProcessClock } from './process-clock.ts';

/** Where a file lies, and a mark that changes with its content. */
export interface OnShelf { readonly folder: string; readonly version: string }
const lookAgainMs = 5_000;

const lookAt = (folder: string, file: string): OnShelf | null => {
  const found = statSync(join(folder, file), { throwIfNoEntry: false });
  return found === undefined || !found.isFile() || found.size === 0 ? null : { folder, version: `${Math.round(found.mtimeMs).toString(36)}-${found.size.toString(36)}` };
};

/**
 * Pictures, films and photos, which people put into a folder of their hall by hand: `<own>/<hall>/<file>`, or what ships with
 * the program. Each is looked at anew every few seconds, so nothing need be restarted. Names come from a checked hall file only.
 */
export class MediaShelf {
  private readonly own: string;
  private readonly shipped: string | null;
  private readonly clock: ProcessClock;
  /** The one file that is read often, a hall's logo. */
  private kept: { readonly key: string; readonly bytes: Buffer } | null = null;
  private readonly seen = new Map<string, { readonly at: number; readonly found: OnShelf | null }>();

  constructor(own: string, shipped: string | null, clock: ProcessClock) {
    this.own = own;
    this.shipped = shipped;
    this.clock = clock;
  }

  find(hall: HallId, file: string): OnShelf | null {
    const key = `${hall}/${file}`;
    const known = this.seen.get(key);
    const at = this.clock.mono();
    if (known !== undefined && at - known.at < lookAgainMs) return known.found;
    const found = this.look(hall, file);
    this.seen.set(key, { at, found });
    return found;
  }

  /** The content of a file that is found; null where it is not, or can't be read. Kept until it changes. */
  read(hall: HallId, file: string): Buffer | null {
    const found = this.find(hall, file);
    if (found === null) return null;
    const path = join(found.folder, file);
    const key = `${path} ${found.version}`;
    if (this.kept?.key === key) return this.kept.bytes;
    try {
      this.kept = { key, bytes: readFileSync(path) };
      return this.kept.bytes;
    } catch {
      return null;
    }
  }

  /** A folder that can't be read has no files; the manager hears of each that is missed. */
  private look(hall: HallId, file: string): OnShelf | null {
    for (const folder of [join(this.own, hall), ...(this.shipped === null ? [] : [this.shipped])])
      try {
        const found = lookAt(folder, file);
        if (found !== null) return found;
      } catch {
        continue;
      }
    return null;
  }
}
