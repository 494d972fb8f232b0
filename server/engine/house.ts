import type { CounterId, HallId } from '../domain/brands.ts';
import type { HallFileDesk } from '../domain/hall-file-desk.ts';
import type { Caption } from '../domain/view-display.ts';
import type { Store } from '../store/store.ts';
import type { Access } from './access.ts';
import type { Allowance } from './allowance.ts';
import type { CardsSeen } from './cards-seen.ts';
import type { DeviceTests } from './device-tests.ts';
import type { DevicesSeen } from './devices-seen.ts';
import type { HallEngine } from './hall-engine.ts';
import type { MediaShelf } from './media-shelf.ts';
import type { Outbox } from './outbox.ts';
import type { BookingCodes } from './booking-codes.ts';
import type { KeptSlots } from './kept-slots.ts';
import type { PersonKeys } from './person-keys.ts';
import type { PhoneChecks } from './phone-checks.ts';
import type { ProcessClock } from './process-clock.ts';

/** What clerks typed for people who can't hear: shown, never stored. */
export class Captions {
  private readonly typed = new Map<string, Caption>();
  private readonly listeners = new Set<(hall: HallId, counterId: CounterId) => void>();
  of(hall: HallId, counterId: CounterId): Caption | null { return this.typed.get(`${hall}|${counterId}`) ?? null; }
  set(hall: HallId, counterId: CounterId, caption: Caption): void {
    this.typed.set(`${hall}|${counterId}`, caption);
    for (const listener of this.listeners) listener(hall, counterId);
  }
  onChange(listener: (hall: HallId, counterId: CounterId) => void): void { this.listeners.add(listener); }
}

/** Which counter each connected screen shows, by the hash of its token: a display that may choose its place is that counter's screen only while it is one. */
export class ScreensShown {
  private readonly lines = new Map<string, number>();
  came(tokenHash: string, counterId: CounterId): void { this.add(`${tokenHash}|${counterId}`, 1); }
  went(tokenHash: string, counterId: CounterId): void { this.add(`${tokenHash}|${counterId}`, -1); }
  has(tokenHash: string, counterId: CounterId): boolean { return this.lines.has(`${tokenHash}|${counterId}`); }
  /** Windows of one browser share a token. */
  private add(key: string, more: number): void {
    const lines = (this.lines.get(key) ?? 0) + more;
    if (lines > 0) this.lines.set(key, lines);
    else this.lines.delete(key);
  }
}

/** The running server as routes and sockets see it. */
export interface House {
  readonly halls: ReadonlyMap<HallId, HallEngine>;
  /** What rows know beyond the live halls. */
  readonly records: Pick<Store, 'kind' | 'ticketOfToken' | 'journal' | 'side' | 'find' | 'ping' | 'outbox'>;
  readonly persons: PersonKeys;
  readonly kept: KeptSlots;
  readonly codes: BookingCodes;
  readonly phoneChecks: PhoneChecks;
  /** How often one source may ask for free times. */
  readonly asks: Allowance;
  /** How often one source may book. */
  readonly bookings: Allowance;
  readonly outbox: Outbox;
  readonly access: Access;
  readonly clock: ProcessClock;
  readonly captions: Captions;
  readonly screens: ScreensShown;
  readonly cards: CardsSeen;
  readonly devicesSeen: DevicesSeen;
  readonly deviceTests: DeviceTests;
  readonly hallFile: HallFileDesk;
  readonly media: MediaShelf;
  /** Where phones reach the hall; null: nowhere. */
  readonly publicUrl: string | null;
  readonly version: string;
}
/** The hall a code or a page without a name means: the first. */
export const firstHall = (house: House): HallEngine | null => [...house.halls.values()][0] ?? null;
