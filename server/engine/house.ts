import type { CounterId, HallId } from '../domain/brands.ts';
import type { Store } from '../store/store.ts';
import type { Access } from './access.ts';
import type { HallEngine } from './hall-engine.ts';
import type { ProcessClock } from './process-clock.ts';

/** What clerks typed for people who can't hear: shown, never stored. */
export class Captions {
  private readonly texts = new Map<CounterId, string>();
  private readonly listeners = new Set<(counterId: CounterId) => void>();
  of(counterId: CounterId): string { return this.texts.get(counterId) ?? ''; }
  set(counterId: CounterId, text: string): void {
    this.texts.set(counterId, text);
    for (const listener of this.listeners) listener(counterId);
  }
  onChange(listener: (counterId: CounterId) => void): void { this.listeners.add(listener); }
}

/** The running server as routes and sockets see it. */
export interface House {
  readonly halls: ReadonlyMap<HallId, HallEngine>;
  /** What rows know beyond the live halls. */
  readonly records: Pick<Store, 'kind' | 'ticketOfToken' | 'journal' | 'side' | 'ping'>;
  readonly access: Access;
  readonly clock: ProcessClock;
  readonly captions: Captions;
  /** Where phones reach the hall; null: nowhere. */
  readonly publicUrl: string | null;
  readonly version: string;
}
/** The hall a code or a page without a name means: the first. */
export const firstHall = (house: House): HallEngine | null => [...house.halls.values()][0] ?? null;
