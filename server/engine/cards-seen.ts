import type { DeviceId, HallId } from '../domain/brands.ts';
import type { ProcessClock } from './process-clock.ts';
import { freshToken } from './fresh-values.ts';

/** What a card proves: when its holder was born, YYYY-MM-DD. Its number is not among it. */
interface Seen { readonly hall: HallId; readonly kiosk: DeviceId; readonly birth: string; readonly until: number }
const goodForMs = 60_000;
const mostKept = 1_000;

/** Identity cards laid on the readers of kiosks, by references that prove them once, at that kiosk, within a minute. Never stored. */
export class CardsSeen {
  private readonly seen = new Map<string, Seen>();
  private readonly clock: Pick<ProcessClock, 'mono'>;
  constructor(clock: Pick<ProcessClock, 'mono'>) { this.clock = clock; }

  add(hall: HallId, kiosk: DeviceId, birth: string): string {
    const now = this.clock.mono();
    for (const [reference, { until }] of this.seen) if (until <= now || this.seen.size >= mostKept) this.seen.delete(reference);
    const reference = freshToken();
    this.seen.set(reference, { hall, kiosk, birth, until: now + goodForMs });
    return reference;
  }
  /** The birth that the card proves; null when the reference is unknown, of another kiosk, too old, or was taken before. */
  take(reference: string, hall: HallId, kiosk: DeviceId): string | null {
    const found = this.seen.get(reference);
    if (found?.hall !== hall || found.kiosk !== kiosk) return null;
    this.seen.delete(reference);
    return found.until > this.clock.mono() ? found.birth : null;
  }
}
