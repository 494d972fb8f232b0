import type { PastBooking } from './booking-rules.ts';
import type { AppointmentId, ClassId, CounterId, DeviceId, HallId, Instant, LegId, LocalDay, OpenMs, PersonId, QueueId, ServiceId, StaffNumber, TicketId, ZoneId } from './brands.ts';
import type { Catalogue } from './catalogue.ts';
import type { Language, QueueConfig } from './hall-config.ts';
import type { LegState } from './leg-states.ts';
import type { Lines } from './lines.ts';
import type { Interval } from './opening-hours.ts';
import type { BookedEnds } from './booked-ends.ts';
import type { SlotPlaces } from './slot-places.ts';
import type { CallRule, PassReason } from './view-shapes.ts';
import type { Estimate } from './wait-estimate.ts';

export interface Why { readonly rule: CallRule; readonly passed: readonly { readonly reason: PassReason; readonly count: number; readonly numbers: readonly string[] }[] }

/** The call that stands now, from the first press to the last recall. */
export interface CallState {
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly recalls: number;
  readonly voice: 'waiting' | 'speaking' | 'spoken' | 'failed';
  /** Spoken or given up at least once since the first press. */
  readonly heard: boolean;
  readonly shownAt: Instant | null;
  readonly why: Why;
}
/** A person put this leg somewhere else than its due says. Smaller `order` was placed earlier. */
export type Placed =
  | { readonly kind: 'first'; readonly order: number }
  | { readonly kind: 'woken'; readonly atCall: number }
  | { readonly kind: 'counter'; readonly counter: CounterId; readonly order: number };

export interface Leg {
  readonly id: LegId;
  readonly ticketId: TicketId;
  readonly serviceId: ServiceId;
  readonly queueId: QueueId;
  /** Place in the hall's history; breaks ties of due and start. */
  readonly order: number;
  readonly state: LegState;
  readonly cases: number;
  readonly start: OpenMs;
  readonly due: OpenMs;
  readonly placed: Placed | null;
  /** While suspended the clocks of this leg stand: what it had left and had waited. */
  readonly frozen: { readonly left: number; readonly waited: number } | null;
  readonly counterId: CounterId | null;
  readonly clerk: StaffNumber | null;
  readonly waitingSince: Instant;
  readonly call: CallState | null;
  /** Four moments: first called, started, finished or otherwise ended. */
  readonly calledAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly startAssumed: boolean;
  readonly endedAt: Instant | null;
  /** The wait that was told at issue and the truth: open ms until the first call. */
  readonly estimate: Estimate;
  readonly waited: number | null;
  readonly held: { readonly reason: string; readonly at: Instant } | null;
  readonly absentAt: Instant | null;
  readonly outcome: string | null;
  readonly missing: readonly string[];
  readonly grade: number | null;
  /** Sequence number of the last event that touched this person through this leg. It stands here and not with the ticket, so that a counter's press writes no ticket. Missing in legs that an older version kept. */
  readonly touched?: number;
}

export interface PrintStanding { readonly job: string; readonly printer: DeviceId; readonly state: 'issued' | 'printing' | 'printed' | 'sent' | 'not-printed' | 'unknown'; readonly fault: string | null; readonly expiresAt: Instant }
export interface TicketPrint extends PrintStanding { readonly kind: 'ticket' | 'reprint' | 'missing' }
/** What to bring for one service, on paper, for somebody who takes no number. */
export interface ListPrint extends PrintStanding { readonly serviceId: ServiceId; readonly language: Language; readonly large: boolean }
export interface Ticket {
  readonly id: TicketId;
  readonly number: string;
  readonly day: LocalDay;
  readonly queueId: QueueId;
  readonly classId: ClassId;
  readonly language: Language;
  readonly large: boolean;
  readonly needs: readonly string[];
  readonly issuedAt: Instant;
  readonly issuedBy: string;
  readonly legs: readonly LegId[];
  readonly period: { readonly start: Instant; readonly end: Instant } | null;
  readonly away: { readonly since: Instant; readonly until: Instant } | null;
  readonly aways: number;
  readonly print: TicketPrint | null;
  /** Sequence number of the last event that touched this person otherwise than through one of their legs. */
  readonly touched: number;
}

/** What a clerk did last, kept so that a wrong press can be taken back. The optional parts are missing in acts that an older version kept. */
export interface Act {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: string;
  readonly ticketId: TicketId;
  readonly before: Leg;
  readonly beforeCurrent: LegId | null;
  readonly beforeTouched: number;
  readonly beforePreferred: readonly boolean[];
  readonly beforeAbsents?: number;
  readonly beforeFinished?: CounterState['finished'];
  readonly beforeTakenAt?: Instant | null;
  /** The press was a call that its queue counted; the value it added to the queue's pace, or null. */
  readonly counted?: number | null;
  /** Legs that this press brought into the world. */
  readonly withdraws?: readonly LegId[];
}
export interface CounterState {
  readonly id: CounterId;
  readonly clerk: StaffNumber | null;
  readonly since: Instant | null;
  /** `back`: when its clerk expects to go on. */
  readonly paused: { readonly reason: string; readonly at: Instant; readonly back?: Instant } | null;
  readonly current: LegId | null;
  /** When the visitor who is here was called or taken up; the roster's next profile waits for them. Missing in counters that an older version kept. */
  readonly takenAt?: Instant | null;
  /** Whether the last two calls went to people preferred as protected; oldest first. */
  readonly preferred: readonly boolean[];
  readonly absents: number;
  readonly acts: readonly Act[];
  /** The leg finished last and when: its visitor may rate at the counter's screen. */
  readonly finished: { readonly legId: LegId; readonly at: Instant } | null;
}

/** How numbers are printed and where they end. A change of the hall file takes effect on the next business day. */
export type NumberSeries = Pick<QueueConfig, 'prefix' | 'digits' | 'from' | 'to'>;
export interface QueueState {
  readonly id: QueueId;
  readonly series: NumberSeries;
  /** The queue's clock of open time: it stood at `clockCoord` at `clockAt`. */
  readonly clockAt: Instant;
  readonly clockCoord: OpenMs;
  readonly numberDay: LocalDay;
  readonly lastNumber: number | null;
  readonly issuedToday: number;
  readonly calls: number;
  readonly busyMs: number;
  readonly busySince: OpenMs | null;
  /** Busy time at each of the last calls, oldest first. */
  readonly recent: readonly number[];
  /** The target of the last people called, in open ms between start and due, oldest first: how many came later and passed. */
  readonly targets: readonly number[];
}
export interface ZoneState {
  readonly id: ZoneId;
  readonly job: { readonly id: string; readonly legs: readonly LegId[]; readonly languages: readonly Language[]; readonly times: number; readonly merged: boolean; readonly expiresAt: Instant } | null;
  readonly unspoken: number;
  readonly absents: readonly Instant[];
}
export type Scope = { readonly kind: 'hall' } | { readonly kind: 'department'; readonly id: string } | { readonly kind: 'service'; readonly id: ServiceId };
export interface Suspension { readonly id: string; readonly scope: Scope; readonly reason: { readonly 'zh-CN': string; readonly en: string }; readonly since: Instant; readonly expectedBack: Instant | null; readonly endedAt: Instant | null }
export interface DeviceState {
  readonly id: DeviceId;
  readonly state: 'ok' | 'warning' | 'fault' | 'unknown';
  readonly fault: string | null;
  readonly at: Instant;
  readonly blankPresses: readonly Instant[];
  /** Check lists that this kiosk printed: when the latest were asked for, oldest first, and how the last one goes. Missing where none ever was. */
  readonly lists?: { readonly asked: readonly Instant[]; readonly last: ListPrint };
}
export interface Help { readonly id: string; readonly device: DeviceId; readonly askedAt: Instant; readonly acknowledgedAt: Instant | null; readonly by: StaffNumber | null }

/** What a service says was called wrong by visitors: so often since somebody checked it. */
export interface Doubt { readonly id: ServiceId; readonly count: number; readonly at: Instant; readonly device: DeviceId }

/** What somebody complains of stands beside the journal. `firstHandler`: who of staff took it up first; it never changes. */
export interface Complaint {
  readonly id: string;
  readonly number: string;
  readonly state: 'open' | 'answered';
  readonly filedAt: Instant;
  readonly filedBy: string;
  readonly firstHandler: StaffNumber | null;
  readonly dueOn: LocalDay;
  readonly answeredAt: Instant | null;
}

/** A booked time, or one that is kept while somebody books (`reserved`). A missed one stays missed when its holder comes late. */
export interface Appointment {
  readonly id: AppointmentId;
  readonly state: 'reserved' | 'booked' | 'checked-in' | 'cancelled' | 'missed';
  readonly group: string;
  readonly services: readonly ServiceId[];
  readonly start: Instant;
  readonly end: Instant;
  readonly cases: number;
  readonly places: number;
  /** First instant at which its places are free again: of a reservation, and of a cancelled one. */
  readonly until: Instant | null;
  /** The slots it moved away from, while they are not free again; the last one last. */
  readonly left: readonly { readonly start: Instant; readonly until: Instant }[];
  readonly person: PersonId | null;
  /** Its number on the platform where it was booked. */
  readonly external: string | null;
  readonly language: Language;
  readonly by: string;
  readonly bookedAt: Instant;
  readonly moves: number;
  readonly ticketId: TicketId | null;
  /** Checked in after it was missed. */
  readonly late: boolean;
  /** Cancelled or missed through the hall's doing: no rule counts it. */
  readonly excused: boolean;
  /** A voucher, which is no time but the right to be called like somebody with one, once, from its start to its end: the ticket it was given for. Missing in appointments. */
  readonly voucherFor?: TicketId;
}
/** What the rules count of one person. `barred`: staff said so, up to this day. */
export interface PersonPast { readonly id: PersonId; readonly barred?: LocalDay; readonly past: readonly (PastBooking & { readonly appointment: AppointmentId; readonly rules: string })[] }

/** One live hall. Only `apply` changes it; entities are replaced, never edited, so a kept one stays as it was. */
export interface Hall {
  readonly id: HallId;
  seq: number;
  at: Instant;
  day: LocalDay | null;
  catalogue: Catalogue;
  readonly tickets: Map<TicketId, Ticket>;
  readonly legs: Map<LegId, Leg>;
  readonly counters: Map<CounterId, CounterState>;
  readonly queues: Map<QueueId, QueueState>;
  readonly zones: Map<ZoneId, ZoneState>;
  readonly suspensions: Map<string, Suspension>;
  readonly devices: Map<DeviceId, DeviceState>;
  readonly helps: Map<string, Help>;
  readonly doubts: Map<ServiceId, Doubt>;
  readonly appointments: Map<AppointmentId, Appointment>;
  readonly persons: Map<PersonId, PersonPast>;
  readonly complaints: Map<string, Complaint>;
  /** Everything below is worked out from the above and never saved. */
  readonly lines: Lines;
  readonly places: SlotPlaces;
  readonly ends: BookedEnds;
  /** By the platform's number, then by who booked: two platforms may count alike. */
  readonly externals: Map<string, ReadonlyMap<string, AppointmentId>>;
  /** The voucher that was given for a ticket. */
  readonly vouchers: Map<TicketId, AppointmentId>;
  /** The appointments for which a ticket was taken. */
  readonly ticketBookings: Map<TicketId, readonly AppointmentId[]>;
  readonly schedule: Map<QueueId, readonly Interval[]>;
  readonly numbersHeld: Map<string, TicketId>;
  readonly unspoken: Map<ZoneId, Set<LegId>>;
  readonly unsettledPrints: Set<TicketId>;
  readonly away: Set<TicketId>;
  readonly absent: Set<LegId>;
  readonly held: Set<LegId>;
}
