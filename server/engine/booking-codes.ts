import { appointmentCode } from '../domain/appointment-code.ts';
import type { Store } from '../store/store.ts';
import { freshBookingNumber } from './fresh-values.ts';

/** So many bookings are never on their way at once. */
const mostRemembered = 10_000;

/** Draws the code of a booking: one that nothing stands under, and that was not drawn for another one which is not stored yet. */
export class BookingCodes {
  private readonly drawn = new Set<string>();
  private readonly records: Pick<Store, 'find'>;
  private readonly random: () => number;
  /** `random`: whole numbers from 0 to 99,999,999 that nobody can guess. */
  constructor(records: Pick<Store, 'find'>, random: () => number = freshBookingNumber) {
    this.records = records;
    this.random = random;
  }

  async fresh(): Promise<string> {
    for (;;) {
      const code = appointmentCode(this.random());
      if (this.drawn.has(code)) continue;
      this.drawn.add(code);
      for (const oldest of this.drawn) {
        if (this.drawn.size <= mostRemembered) break;
        this.drawn.delete(oldest);
      }
      if ((await this.records.find('booking-code', code)).length === 0) return code;
    }
  }
}
