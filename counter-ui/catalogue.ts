import type { Text } from '../contract/live-events.ts';

/** What staff pages read of GET /api/halls/{hall}/catalogue. */
export interface NamedItem { readonly id: string; readonly name: Text }
export interface ServiceItem extends NamedItem {
  readonly queueId?: string | null;
  readonly kind?: 'queue' | 'message' | 'elsewhere';
  readonly cases?: { readonly ask: boolean; readonly max: number } | null;
  readonly searchKeys?: readonly string[];
  readonly materials?: readonly NamedItem[];
}
export interface ClassItem extends NamedItem { readonly kind: 'walk-in' | 'appointment' | 'priority'; readonly proof: 'anyone' | 'identity' | 'staff' }
export interface CounterItem { readonly id: string; readonly label: Text; readonly zone?: string }
export interface Catalogue {
  readonly services: readonly ServiceItem[];
  readonly departments?: readonly NamedItem[];
  readonly queues: readonly NamedItem[];
  readonly counters: readonly CounterItem[];
  readonly zones?: readonly NamedItem[];
  readonly classes: readonly ClassItem[];
  readonly outcomes: readonly NamedItem[];
  readonly pauseReasons: readonly NamedItem[];
  readonly holdReasons: readonly NamedItem[];
  readonly needs: readonly (NamedItem & { readonly help: Text })[];
}

export const emptyCatalogue: Catalogue = { services: [], departments: [], queues: [], counters: [], classes: [], outcomes: [], pauseReasons: [], holdReasons: [], needs: [] };
