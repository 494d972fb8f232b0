import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { HallId, PersonId } from '../domain/brands.ts';
import type { SideRow, Store } from '../store/store.ts';
import { freshId } from './fresh-values.ts';

const secretBytes = 32;
/** The key of a data directory, made on first use and readable by its owner only. It stands beside the database and not in it, so that a copy of the rows alone tells nobody's number. */
export const personSecret = (file: string): Buffer => {
  try {
    const known = readFileSync(file);
    if (known.length === secretBytes) return known;
    throw new Error(`${file} is not the key it should be`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const made = randomBytes(secretBytes);
    writeFileSync(file, made, { mode: 0o600, flag: 'wx' });
    return made;
  }
};

/** A person, and the row that makes them known again; it is written with the booking. */
export interface KnownPerson { readonly id: PersonId; readonly side: SideRow }

/** Knows a person again by the keyed hash of a phone number or an identity. The numbers themselves are never kept here. */
export class PersonKeys {
  private readonly secret: Buffer;
  private readonly rows: Pick<Store, 'find'>;
  /** Persons met since the start: two first bookings at the same moment must be one person's. */
  private readonly met = new Map<string, PersonId>();
  constructor(secret: Buffer, rows: Pick<Store, 'find'>) {
    this.secret = secret;
    this.rows = rows;
  }

  private hash(hall: HallId, kind: 'phone' | 'identity', number: string): string {
    return createHmac('sha256', this.secret).update(`${hall}|${kind}|${number}`).digest('base64url');
  }
  /** Null for somebody who never booked. */
  async known(hall: HallId, kind: 'phone' | 'identity', number: string): Promise<PersonId | null> {
    const hash = this.hash(hall, kind, number);
    const met = this.met.get(hash);
    if (met !== undefined) return met;
    return ((await this.rows.find('person', hash)).find((row) => row.hall === hall)?.ref ?? null) as PersonId | null;
  }
  async of(hall: HallId, kind: 'phone' | 'identity', number: string): Promise<KnownPerson> {
    const known = await this.known(hall, kind, number);
    const hash = this.hash(hall, kind, number);
    const id = this.met.get(hash) ?? known ?? (freshId() as PersonId);
    this.met.set(hash, id);
    return { id, side: { ref: id, kind: 'person', value: hash, salt: '' } };
  }
}
