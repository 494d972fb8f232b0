import type { Text } from '../contract/live-events.ts';

export type StaffRole = 'clerk' | 'guide' | 'hotline' | 'manager' | 'administrator' | 'supervisor';
/** Answer of POST /api/sessions to a browser: who signed in; the token itself stays in a cookie that no script can read. */
export interface SessionAnswer {
  readonly roles: readonly StaffRole[];
  readonly halls: readonly string[];
  readonly staff: { readonly number: string; readonly name: Text };
  /** Rights beyond the roles. */
  readonly staffRights: readonly string[];
}
/** What a page remembers so that a reload comes back to the same place; never a token or a PIN. */
export interface Remembered { readonly session: SessionAnswer; readonly hall: string; readonly counter: string }

export const mayForce = (session: SessionAnswer): boolean => session.roles.includes('manager') || session.roles.includes('guide');
/** Who may see the whole hall: the rest sees only its own counter. */
export const maySeeHall = (session: SessionAnswer): boolean => session.roles.some((role) => role === 'guide' || role === 'manager' || role === 'supervisor' || role === 'administrator' || role === 'hotline');
export const mayPlaceFirst = (session: SessionAnswer): boolean => session.roles.includes('manager') || session.staffRights.includes('transfer-first');
export const mayCallByHand = (session: SessionAnswer): boolean => session.roles.includes('manager') || session.staffRights.includes('call-by-hand');

/** What this page needs of a browser's storage; sessionStorage has it. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
/** Desk and hall pages in one tab must not sit on each other's seat. */
export type SeatOf = 'paihao-desk' | 'paihao-hall';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isRemembered = (value: unknown): value is Remembered =>
  isRecord(value) && typeof value['hall'] === 'string' && typeof value['counter'] === 'string' && isRecord(value['session'])
  && Array.isArray(value['session']['roles']) && Array.isArray(value['session']['halls']) && Array.isArray(value['session']['staffRights']) && isRecord(value['session']['staff']);

/** Null when nothing, or nothing readable, is remembered: then the page asks to sign in. */
export const recall = (shelf: Shelf, of: SeatOf): Remembered | null => {
  try {
    const value: unknown = JSON.parse(shelf.getItem(of) ?? 'null');
    return isRemembered(value) ? value : null;
  } catch {
    return null;
  }
};
export const remember = (shelf: Shelf, of: SeatOf, value: Remembered): void => shelf.setItem(of, JSON.stringify(value));
export const forget = (shelf: Shelf, of: SeatOf): void => shelf.removeItem(of);
