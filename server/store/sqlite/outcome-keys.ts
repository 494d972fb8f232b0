import type { HallId } from '../../domain/brands.ts';

/** What one transaction does to the keys; nothing of it counts before its COMMIT. */
export interface KeyChanges { readonly added: Map<string, number>; readonly gone: string[] }
export const noKeyChanges = (): KeyChanges => ({ added: new Map(), gone: [] });

/**
 * Where the outcome of each key stands. Keys are random, so an index of them in the database would change a page for every
 * press; here they cost 0.1 kB of memory each, for the two days that outcomes are kept. One process owns the database.
 */
export class OutcomeKeys {
  private readonly rows = new Map<HallId, Map<string, number>>();

  private of(hall: HallId): Map<string, number> {
    const found = this.rows.get(hall) ?? new Map<string, number>();
    this.rows.set(hall, found);
    return found;
  }
  /** The row of a key's outcome; undefined for a key that was never used or is long gone. */
  rowOf(hall: HallId, key: string): number | undefined { return this.of(hall).get(key); }

  committed(hall: HallId, { added, gone }: KeyChanges): void {
    const rows = this.of(hall);
    for (const key of gone) rows.delete(key);
    for (const [key, row] of added) rows.set(key, row);
  }
}
