import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AppointmentId, HallId, PersonId } from '../domain/brands.ts';
import type { Holder } from '../domain/check-in.ts';
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

/** Most persons that are remembered beside the rows. */
const mostMet = 10_000;

/** Knows a person again by the keyed hash of a phone number or an identity. The numbers themselves are never kept here. */
export class PersonKeys {
  private readonly secret: Buffer;
  private readonly rows: Pick<Store, 'find'>;
  /** Persons met a moment ago, the latest last: two first bookings at the same moment must be one person's, before either has a row. */
  private readonly met = new Map<string, PersonId>();
  constructor(secret: Buffer, rows: Pick<Store, 'find'>) {
    this.secret = secret;
    this.rows = rows;
  }

  private hash(hall: HallId, kind: 'phone' | 'identity', number: string): string {
    return createHmac('sha256', this.secret).update(`${hall}|${kind}|${number}`).digest('base64url');
  }
  private async refs(hall: HallId, kind: 'person' | 'identity', hash: string): Promise<readonly string[]> {
    return (await this.rows.find(kind, hash)).filter((row) => row.hall === hall).map(({ ref }) => ref);
  }
  private async byHash(hall: HallId, hash: string): Promise<PersonId | null> {
    const [ref] = await this.refs(hall, 'person', hash);
    return (ref ?? this.met.get(hash) ?? null) as PersonId | null;
  }
  /** Whose appointments an identity number shows: its own person's, and those that were booked with it by somebody known by a phone. */
  async holder(hall: HallId, identity: string): Promise<Holder> {
    const hash = this.hash(hall, 'identity', identity);
    return { person: await this.byHash(hall, hash), appointments: await this.refs(hall, 'identity', hash) as readonly AppointmentId[] };
  }
  async of(hall: HallId, kind: 'phone' | 'identity', number: string): Promise<KnownPerson> {
    const hash = this.hash(hall, kind, number);
    const id = (await this.byHash(hall, hash)) ?? this.met.get(hash) ?? (freshId() as PersonId);
    this.met.delete(hash);
    this.met.set(hash, id);
    const [oldest] = this.met.keys();
    if (this.met.size > mostMet && oldest !== undefined) this.met.delete(oldest);
    return { id, side: { ref: id, kind: 'person', value: hash, salt: '' } };
  }
  /** The row by which an identity number finds an appointment whose person is known by something else. */
  alsoFinds(hall: HallId, id: AppointmentId, identity: string): SideRow {
    return { ref: id, kind: 'identity', value: this.hash(hall, 'identity', identity), salt: '' };
  }
}
