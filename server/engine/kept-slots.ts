import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AppointmentId, HallId } from '../domain/brands.ts';

/**
 * Under which name somebody keeps a slot while they book. An appointment's id stands in the journal and in what programs are told, so it proves nothing; this name is known to
 * whoever kept the slot, and follows from a key of the data directory.
 */
export class KeptSlots {
  private readonly secret: Buffer;
  constructor(secret: Buffer) { this.secret = secret; }
  private sign(hall: HallId, id: string): string { return createHmac('sha256', this.secret).update(`kept|${hall}|${id}`).digest('base64url').slice(0, 22).replace(/^[-_]/, 'k'); }
  nameOf(hall: HallId, id: AppointmentId): string { return `${id}.${this.sign(hall, id)}`; }
  /** Null for a name that was never given. */
  idOf(hall: HallId, name: string): AppointmentId | null {
    const dot = name.lastIndexOf('.');
    const id = name.slice(0, Math.max(0, dot));
    const [given, right] = [Buffer.from(name.slice(dot + 1)), Buffer.from(this.sign(hall, id))];
    return dot > 0 && given.length === right.length && timingSafeEqual(given, right) ? (id as AppointmentId) : null;
  }
}
