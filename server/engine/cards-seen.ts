import type { DeviceId, HallId } from '../domain/brands.ts';
import { nobody } from '../domain/check-in.ts';
import type { Holder } from '../domain/check-in.ts';
import type { ProcessClock } from './process-clock.ts';
import { freshToken } from './fresh-values.ts';

/** What a card proves: when its holder was born, YYYY-MM-DD, and whose appointments it shows. Its number is not among it. */
interface Seen { readonly hall: HallId; readonly kiosk: DeviceId; readonly birth: string; readonly holder: Holder; readonly at: number; taken: boolean }
const goodForMs = 60_000;
/** Whoever checks in reads first what the screen says of their appointment. */
const knownForMs = 180_000;
const mostKept = 1_000;

/** Identity cards laid on the readers of kiosks, by references that prove an age once, at that kiosk, within a minute. Never stored. */
export class CardsSeen {
  private readonly seen = new Map<string, Seen>();
  private readonly clock: Pick<ProcessClock, 'mono'>;
  constructor(clock: Pick<ProcessClock, 'mono'>) { this.clock = clock; }

  add(hall: HallId, kiosk: DeviceId, birth: string, holder: Holder): string {
    const now = this.clock.mono();
    for (const [reference, { at }] of this.seen) if (at + knownForMs <= now || this.seen.size >= mostKept) this.seen.delete(reference);
    const reference = freshToken();
    this.seen.set(reference, { hall, kiosk, birth, holder, at: now, taken: false });
    return reference;
  }
  /** The birth that the card proves; null when the reference is unknown, of another kiosk, too old, or was taken before. */
  take(reference: string, hall: HallId, kiosk: DeviceId): string | null {
    const found = this.seen.get(reference);
    if (found?.hall !== hall || found.kiosk !== kiosk || found.taken) return null;
    found.taken = true;
    return found.at + goodForMs > this.clock.mono() ? found.birth : null;
  }
  /** Whose card it is, as often as that kiosk asks within three minutes; nobody also for who never booked with it. */
  holder(reference: string, hall: HallId, kiosk: DeviceId): Holder {
    const found = this.seen.get(reference);
    return found?.hall === hall && found.kiosk === kiosk && found.at + knownForMs > this.clock.mono() ? found.holder : nobody;
  }
}
