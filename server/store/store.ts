import type { Changes } from '../domain/changes.ts';
import type { CounterId, DeviceId, HallId, Instant, LocalDay, StaffNumber, TicketId } from '../domain/brands.ts';
import type { JournalEntry } from '../domain/event.ts';
import type { MessageChange, Outgoing } from '../domain/messages.ts';
import type { HallConfig } from '../domain/hall-config.ts';
import type { Appointment, Complaint, CounterState, DeviceState, Doubt, Hall, Help, Leg, PersonPast, QueueState, Suspension, Ticket, ZoneState } from '../domain/hall.ts';

/** The live part of a hall as rows hold it: everything the domain needs to go on where it stopped. */
export interface StoredHall {
  readonly id: HallId;
  readonly seq: number;
  readonly at: Instant;
  readonly day: LocalDay | null;
  /** Every version of the hall file that a live hall or its journal refers to, oldest first. */
  readonly configs: readonly { readonly version: number; readonly config: HallConfig }[];
  readonly tickets: readonly Ticket[];
  readonly legs: readonly Leg[];
  readonly counters: readonly CounterState[];
  readonly queues: readonly QueueState[];
  readonly zones: readonly ZoneState[];
  readonly suspensions: readonly Suspension[];
  readonly devices: readonly DeviceState[];
  readonly helps: readonly Help[];
  readonly doubts: readonly Doubt[];
  readonly appointments: readonly Appointment[];
  readonly persons: readonly PersonPast[];
  readonly complaints: readonly Complaint[];
}

/** What a press was answered, kept until the end of the next business day. `fingerprint` tells another body under the same key. */
export interface Outcome { readonly key: string; readonly fingerprint: string; readonly status: number; readonly body: string }
/**
 * A value the journal must not hold: a token, free text, a case number. Events refer to it by a salted commitment. Of a
 * booking, filed under the appointment: link and code, the contact, and for search its phone number, the end of that and of its
 * identity; filed under the person: the keyed hash by which they are known again, which may be given more than once. `identity`: the
 * same hash filed under an appointment whose person is known by something else.
 */
export interface SideRow { readonly ref: string; readonly kind: 'token' | 'reason' | 'comment' | 'case-number' | BookingSide | 'complaint' | 'answer'; readonly value: string; readonly salt: string }
export type BookingSide = FoundSide | 'contact' | 'note';
/** Kinds by whose value a row is found. */
export type FoundSide = 'booking-token' | 'booking-code' | 'phone' | 'phone-tail' | 'tail' | 'identity' | 'person' | 'complaint-code';

/** Read inside the transaction, before anything is decided. */
export interface Reads { readonly outcomeKeys: readonly string[]; readonly numbersOf: LocalDay | null }
export interface ReadFacts { readonly outcomes: ReadonlyMap<string, Outcome>; readonly numbers: Readonly<Record<string, number>> }

/** Everything one transaction writes. Rows come from the entities of `hall` that `changes` names, never from a single command. */
export interface Writes {
  readonly hall: Hall;
  readonly changes: Changes;
  /** In order. `command` is the journalled command on the first entry of its events, without secrets; null on the others. */
  readonly entries: readonly { readonly entry: JournalEntry; readonly command: string | null }[];
  readonly outcomes: readonly Outcome[];
  readonly sides: readonly SideRow[];
  /** What is to be told outside, and what is not to be told any more. */
  readonly messages: MessageChange;
  /** A hall file that this transaction puts into force. */
  readonly config: { readonly version: number; readonly config: HallConfig } | null;
}

/** The port to the database. Only the engine uses it; a store keeps no hall of its own. */
export interface Store {
  readonly kind: 'sqlite' | 'memory' | 'postgres';
  listHalls(): Promise<readonly HallId[]>;
  /** Null when there is no such hall yet. */
  loadHall(id: HallId): Promise<StoredHall | null>;
  /**
   * One durable transaction: reads, then `work` (synchronous), then its writes, then COMMIT. When `work` returns null
   * nothing is written. Rejects when anything throws; then nothing of it is on disk.
   */
  commit(id: HallId, reads: Reads, work: (facts: ReadFacts) => Writes | null): Promise<void>;
  journal(id: HallId, after: number, limit: number): Promise<readonly (JournalEntry & { readonly command: string | null })[]>;
  /** Null for unknown tokens and those of tickets that left the live hall. */
  ticketOfToken(token: string): Promise<{ readonly hall: HallId; readonly ticketId: TicketId } | null>;
  /** Whose row of this kind has this value, in any hall; also of those that left the live hall a short while ago. */
  find(kind: FoundSide, value: string): Promise<readonly { readonly hall: HallId; readonly ref: string }[]>;
  side(id: HallId, ref: string, kind: SideRow['kind']): Promise<SideRow | null>;
  readonly access: AccessStore;
  readonly outbox: OutboxStore;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Sessions and pairings. Tokens are stored as SHA-256 only. Not part of a hall's history. */
export interface AccessStore {
  saveSession(tokenHash: string, session: StaffSession): Promise<void>;
  findSession(tokenHash: string): Promise<StaffSession | null>;
  dropSession(tokenHash: string): Promise<void>;
  saveDevice(tokenHash: string, device: DeviceSession, pairedAt: number): Promise<void>;
  findDevice(tokenHash: string): Promise<DeviceSession | null>;
  /** The paired devices of a hall, the latest first. */
  listDevices(hall: HallId): Promise<readonly PairedDevice[]>;
  dropDevice(tokenHash: string): Promise<void>;
  savePairing(codeHash: string, pairing: Pairing): Promise<void>;
  /** Takes the code, so that it works once. Null when unknown or expired. */
  takePairing(codeHash: string, now: number): Promise<Pairing | null>;
}
export interface StaffSession { readonly hall: HallId; readonly number: StaffNumber; readonly expiresAt: number }
export interface DeviceSession { readonly hall: HallId; readonly device: DeviceId | null; readonly kind: 'kiosk' | 'display' | 'agent'; readonly counter: CounterId | null }
/** `pairedAt`: ms; null where an older version paired it. */
export interface PairedDevice extends DeviceSession { readonly tokenHash: string; readonly pairedAt: number | null }
export interface Pairing extends DeviceSession { readonly expiresAt: number }

/** What waits to be sent, and what became of it. Each change is a transaction of its own. */
export interface OutboxStore {
  /** Adds what is not there yet. `again`: one that is there is sent once more. */
  add(hall: HallId, messages: readonly Outgoing[], again?: boolean): Promise<void>;
  /** Takes what is due of one lane, and marks it as being sent. */
  take(lane: OutboxLane, now: number, most: number): Promise<readonly Taken[]>;
  /** Where something waits. */
  lanes(): Promise<readonly OutboxLane[]>;
  /** What was being sent when the process ended. */
  interrupted(): Promise<readonly Taken[]>;
  settle(hall: HallId, id: string, became: Became): Promise<void>;
  /** Ids of the text messages about this that were sent, may have been, or that a person was phoned instead of, the latest first. */
  told(hall: HallId, about: string): Promise<readonly string[]>;
  /** Sends once more what a channel was told after event `after`, as it was told then. How many, and the first event that is still kept of the channel, or null. */
  replay(lane: OutboxLane, after: number, now: number): Promise<{ readonly messages: number; readonly from: number | null }>;
  /** What could not be sent, the latest first. */
  unsent(hall: HallId, most: number): Promise<readonly Unsent[]>;
  /** How many text messages about these were sent. */
  sentSince(hall: HallId, abouts: readonly string[], since: number): Promise<number>;
  /** Forgets what was settled before. */
  purge(before: number): Promise<void>;
}
/** A hall's text messages, `sms`, or what goes to one of its programs, `hook:` and its id. */
export interface OutboxLane { readonly hall: HallId; readonly channel: string }
export type Became = { readonly state: 'sent' | 'failed' | 'unknown' | 'dropped'; readonly fault: string | null; readonly at: number } | { readonly state: 'waiting'; /** Null: nothing was tried, which costs no attempt. */ readonly fault: string | null; readonly dueAt: number };
export interface Taken { readonly hall: HallId; readonly id: string; readonly channel: string; readonly about: string; readonly dueAt: number; readonly attempts: number; readonly body: Outgoing['body'] }
export interface Unsent extends Taken { readonly state: 'failed' | 'unknown'; readonly fault: string | null; readonly settledAt: number }
