import type { Stretch } from './numbers.ts';

/** What the client process is told to do, and what it answers. */
export interface HallAccess { readonly hall: string; readonly kiosk: string; readonly desks: readonly { readonly counter: string; readonly zone: string; readonly token: string; readonly service: string }[]; readonly services: readonly string[] }
/** `answers`: a warm-up ends after so many, however long that takes. */
export interface Timed { readonly port: number; readonly lanes: number; readonly warmMs: number; readonly measureMs: number; readonly answers?: number }
export type Job =
  | (Timed & { readonly kind: 'bare' })
  | (Timed & { readonly kind: 'tickets'; readonly access: HallAccess })
  | (Timed & { readonly kind: 'visits'; readonly access: HallAccess })
  | { readonly kind: 'backlog'; readonly port: number; readonly lanes: number; readonly access: HallAccess; readonly tickets: number }
  | { readonly kind: 'fan-out'; readonly port: number; readonly displays: number; readonly presses: number; readonly everyMs: number; readonly access: HallAccess | null; readonly display: string };
export type Told = { readonly done: Stretch } | { readonly failed: string };
