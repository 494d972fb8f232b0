import type { HallAccess } from './load-jobs.ts';

/** A slot that phones ask for: the service and when it begins. */
export interface Wish { readonly service: string; readonly start: string }
/** `bare`: the baseline is asked in place of the hall's server: the same number of questions and presses. */
export type RushJob =
  | { readonly kind: 'rush'; readonly port: number; readonly bare: boolean; readonly phones: number; readonly overMs: number; readonly lanes: number; readonly wishes: readonly Wish[] }
  | { readonly kind: 'calls'; readonly port: number; readonly forMs: number; readonly access: HallAccess }
  | { readonly kind: 'book'; readonly port: number; readonly bare: boolean; readonly lanes: number; readonly forMs: number; readonly wishes: readonly Wish[] };
/** Milliseconds that each took, and what became of the bookings. */
export interface RushTold { readonly asked: readonly number[]; readonly called: readonly number[]; readonly booked: number; readonly full: number; readonly other: readonly string[]; readonly ms: number }
