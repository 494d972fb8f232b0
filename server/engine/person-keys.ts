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

/** A person, and the rows that make them known again; they are written with the booking. */
export interface KnownPerson { readonly id: PersonId; readonly sides: readonly SideRow[] }
/** What a booking gives of a person. `identity`: only one that can be relied on. */
export interface PersonNumbers { readonly phone: string | null; readonly identity: string | null }

/** Most persons that are remembered beside the rows. */
const mostMet = 10_000;

/**
 * Knows a person again by the keyed hash of a phone number or an identity. The numbers themselves are never kept here.
 * Who gives both at first is known by either, so that nobody is two persons; but a phone is of the first who gave it: of a family that books with one phone everybody else is known by the identity.
 */
export class PersonKeys {
  private readonly secret: Buffer;
  private readonly rows: Pick<Store, 'find'>;
  /** Persons met a moment ago, by what they gave, the latest last: two first bookings at the same moment must be one person's, before either has a row. */
  private readonly met = new Map<string, PersonId>();
  constructor(secret: Buffer, rows: Pick<Store, 'find'>) {
    this.secret = secret;
    this.rows = rows;
  }

  private hash(hall: HallId, kind: 'phone' | 'identity', number: string): string {
    return createHmac('sha256', this.secret).update(`${hall}|${kind}|${number}`).digest('base64url');
  }
  private async refs(hall: HallId, kind: 'person' | 'identity', value: string): Promise<readonly string[]> {
    return (await this.rows.find(kind, value)).filter((row) => row.hall === hall).map(({ ref }) => ref);
  }
  private async stored(hall: HallId, hash: string): Promise<PersonId | null> {
    const [ref] = [...(await this.refs(hall, 'person', hash)), ...(await this.refs(hall, 'identity', ofPerson(hash)))];
    return (ref ?? null) as PersonId | null;
  }
  private meet(hash: string, id: PersonId): void {
    this.met.delete(hash);
    this.met.set(hash, id);
    const [oldest] = this.met.keys();
    if (this.met.size > mostMet && oldest !== undefined) this.met.delete(oldest);
  }

  /** Whose appointments an identity number shows: its own person's, and those that were booked with it by somebody known by a phone. */
  async holder(hall: HallId, identity: string): Promise<Holder> {
    const hash = this.hash(hall, 'identity', identity);
    return { person: (await this.stored(hall, hash)) ?? this.met.get(hash) ?? null, appointments: await this.refs(hall, 'identity', hash) as readonly AppointmentId[] };
  }
  /** Null for somebody who gives neither. Every booking writes the rows of what it gave itself, and of nothing that somebody tried before it. */
  async of(hall: HallId, { phone, identity }: PersonNumbers): Promise<KnownPerson | null> {
    const [byPhone, byIdentity] = [phone === null ? null : this.hash(hall, 'phone', phone), identity === null ? null : this.hash(hall, 'identity', identity)];
    const [phones, identitys] = [byPhone === null ? null : await this.stored(hall, byPhone), byIdentity === null ? null : await this.stored(hall, byIdentity)];
    // From here on nothing is waited for: whoever asks at the same moment meets the same person.
    const holder = byPhone === null ? null : (phones ?? this.met.get(byPhone) ?? null);
    const known = byIdentity === null ? holder : (identitys ?? this.met.get(byIdentity) ?? null);
    if (byPhone === null && byIdentity === null) return null;
    const id = known ?? (freshId() as PersonId);
    // A further phone of somebody known by an identity finds nobody by itself: it may be a neighbour's.
    const theirs = byPhone !== null && (holder === id || (holder === null && known === null)) ? byPhone : null;
    for (const hash of [theirs, byIdentity]) if (hash !== null) this.meet(hash, id);
    return { id, sides: [...(theirs === null ? [] : [rowOf(id, 'person', theirs)]), ...(byIdentity === null ? [] : [rowOf(id, 'identity', ofPerson(byIdentity))])] };
  }
  /** The row by which an identity number finds an appointment whose person is known by something else. */
  alsoFinds(hall: HallId, id: AppointmentId, identity: string): SideRow { return rowOf(id, 'identity', this.hash(hall, 'identity', identity)); }
}
const rowOf = (ref: string, kind: 'person' | 'identity', value: string): SideRow => ({ ref, kind, value, salt: '' });
/** Under an identity stand appointments too; what finds a person is written otherwise. */
const ofPerson = (hash: string): string => `person ${hash}`;
