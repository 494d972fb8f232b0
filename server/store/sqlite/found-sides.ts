import type { HallId } from '../../domain/brands.ts';
import type { FoundSide, SideRow } from '../store.ts';

const foundKinds: ReadonlySet<string> = new Set<FoundSide>(['booking-token', 'booking-code', 'phone', 'phone-tail', 'tail', 'identity', 'person', 'complaint-code']);
/** Kinds that stand in the table of what is live, in order of their keys. */
const bookingKinds: ReadonlySet<string> = new Set<SideRow['kind']>([...foundKinds as ReadonlySet<FoundSide>, 'contact', 'note', 'complaint', 'answer']);
export const isOfBooking = (kind: SideRow['kind']): boolean => bookingKinds.has(kind);

export interface FoundRow { readonly ref: string; readonly kind: string; readonly value: string }
/** What one transaction does to the rows that are found by their value; nothing of it counts before its COMMIT. */
export interface SideChanges { readonly added: FoundRow[]; readonly gone: FoundRow[] }
export const noSideChanges = (): SideChanges => ({ added: [], gone: [] });

/**
 * Whose row has a value: links, codes, numbers, persons. These values are random, so an index of them would change a page of the
 * database for each; here they cost 0.1 kB of memory each, for as long as the appointment is live.
 */
export class FoundSides {
  private readonly halls = new Map<HallId, Map<string, Map<string, string | readonly string[]>>>();

  private of(hall: HallId, kind: string): Map<string, string | readonly string[]> {
    const kinds = this.halls.get(hall) ?? new Map<string, Map<string, string | readonly string[]>>();
    this.halls.set(hall, kinds);
    const values = kinds.get(kind) ?? new Map<string, string | readonly string[]>();
    kinds.set(kind, values);
    return values;
  }
  /** Whose rows have this value. In the order in which they came, after a start in that of their names. */
  refs(hall: HallId, kind: FoundSide, value: string): readonly string[] {
    const found = this.halls.get(hall)?.get(kind)?.get(value);
    return found === undefined ? [] : typeof found === 'string' ? [found] : found;
  }
  find(kind: FoundSide, value: string): readonly { readonly hall: HallId; readonly ref: string }[] {
    return [...this.halls.keys()].flatMap((hall) => this.refs(hall, kind, value).map((ref) => ({ hall, ref })));
  }

  committed(hall: HallId, { added, gone }: SideChanges): void {
    for (const { ref, kind, value } of gone) if (foundKinds.has(kind)) this.remove(hall, kind, value, ref);
    for (const { ref, kind, value } of added) if (foundKinds.has(kind)) this.add(hall, kind, value, ref);
  }
  private add(hall: HallId, kind: string, value: string, ref: string): void {
    const values = this.of(hall, kind);
    const found = values.get(value);
    values.set(value, found === undefined ? ref : typeof found === 'string' ? [found, ref] : [...found, ref]);
  }
  private remove(hall: HallId, kind: string, value: string, ref: string): void {
    const values = this.of(hall, kind);
    const found = values.get(value);
    const left = typeof found === 'string' ? [found].filter((one) => one !== ref) : (found ?? []).filter((one) => one !== ref);
    if (left.length === 0) values.delete(value);
    else values.set(value, left.length === 1 ? (left[0] ?? ref) : left);
  }
}
