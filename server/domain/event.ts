import type { AppointmentId, ClassId, CounterId, DeviceId, Instant, LegId, LocalDay, OpenMs, PersonId, QueueId, ServiceId, StaffNumber, TicketId, ZoneId } from './brands.ts';
import type { Language, Text } from './hall-config.ts';
import type { BookingSeals, ComplaintSeals } from './command.ts';
import type { Act, Appointment, ListPrint, Scope, Why } from './hall.ts';
import type { Estimate } from './wait-estimate.ts';

/** One leg as it begins to wait. */
export interface NewLeg {
  readonly id: LegId;
  readonly serviceId: ServiceId;
  readonly queueId: QueueId;
  readonly cases: number;
  readonly start: OpenMs;
  readonly due: OpenMs;
  readonly estimate: Estimate;
}

/** As it was journalled before reasons were sealed. It is read, never written. */
interface SuspendedBefore { readonly type: 'suspended'; readonly id: string; readonly scope: Scope; readonly expectedBack: Instant | null; readonly reason: Text }

/**
 * What happened. `pressedAt`: the counter whose clerk pressed, so that the press can be taken back there. No event holds a name, a token, free text or an identity; `seal` commits to such a value kept beside the journal. Older
 * journals lack the seals of reasons of calls and tickets.
 */
export type HallEvent =
  | { readonly type: 'configured'; readonly version: number }
  | { readonly type: 'day-opened'; readonly day: LocalDay; readonly numbers: Readonly<Record<string, number>> }
  | { readonly type: 'ticket-issued'; readonly ticketId: TicketId; readonly number: string; readonly n: number; readonly queueId: QueueId; readonly classId: ClassId; readonly language: Language; readonly large: boolean; readonly needs: readonly string[]; readonly by: string; readonly legs: readonly NewLeg[]; readonly period: { readonly start: Instant; readonly end: Instant } | null; readonly seal: string; readonly reasonSeal: string | null; readonly print: PrintRequest | null }
  | { readonly type: 'leg-called'; readonly legId: LegId; readonly counterId: CounterId; readonly clerk: StaffNumber; readonly why: Why; readonly preferred: boolean; readonly waited: number; readonly seal: string | null }
  | { readonly type: 'leg-recalled'; readonly legId: LegId }
  | { readonly type: 'leg-started'; readonly legId: LegId; readonly counterId: CounterId; readonly clerk: StaffNumber; readonly assumed: boolean }
  | { readonly type: 'leg-finished'; readonly legId: LegId; readonly outcome: string; readonly cases: number; readonly missing: readonly string[]; readonly seal: string | null }
  | { readonly type: 'leg-held'; readonly legId: LegId; readonly reason: string }
  | { readonly type: 'leg-resumed'; readonly legId: LegId; readonly counterId: CounterId; readonly clerk: StaffNumber }
  | { readonly type: 'leg-returned'; readonly legId: LegId; readonly counterId: CounterId; readonly pressedAt?: CounterId }
  | { readonly type: 'leg-transferred'; readonly legId: LegId; readonly queueId: QueueId; readonly start: OpenMs; readonly due: OpenMs; readonly place: 'original' | 'first' | 'last' }
  | { readonly type: 'leg-requeued'; readonly legId: LegId }
  | { readonly type: 'leg-added'; readonly ticketId: TicketId; readonly leg: NewLeg; readonly pressedAt?: CounterId; readonly here?: boolean }
  | { readonly type: 'leg-absent'; readonly legId: LegId; readonly cause: 'missed' | 'forgotten' }
  | { readonly type: 'leg-woken'; readonly legId: LegId; readonly atCall: number | null; readonly start: OpenMs; readonly due: OpenMs; readonly pressedAt?: CounterId }
  | { readonly type: 'leg-closed'; readonly legId: LegId; readonly to: 'left' | 'unserved' }
  | { readonly type: 'ticket-away'; readonly ticketId: TicketId; readonly until: Instant }
  | { readonly type: 'ticket-back'; readonly ticketId: TicketId }
  | { readonly type: 'class-changed'; readonly ticketId: TicketId; readonly classId: ClassId; readonly dues: readonly { readonly legId: LegId; readonly due: OpenMs }[]; readonly seal: string | null }
  | { readonly type: 'undone'; readonly counterId: CounterId; readonly act: Act }
  | { readonly type: 'counter-signed-in'; readonly counterId: CounterId; readonly clerk: StaffNumber }
  | { readonly type: 'counter-signed-out'; readonly counterId: CounterId; readonly forced: boolean }
  | { readonly type: 'counter-paused'; readonly counterId: CounterId; readonly reason: string; readonly back?: Instant }
  | { readonly type: 'counter-resumed'; readonly counterId: CounterId }
  | { readonly type: 'suspended'; readonly id: string; readonly scope: Scope; readonly expectedBack: Instant | null; readonly seal: string }
  | SuspendedBefore
  | { readonly type: 'suspension-ended'; readonly id: string }
  | { readonly type: 'print-requested'; readonly ticketId: TicketId; readonly print: PrintRequest }
  | { readonly type: 'print-reported'; readonly ticketId: TicketId; readonly job: string; readonly state: 'printing' | 'printed' | 'sent' | 'not-printed' | 'unknown'; readonly fault: string | null }
  | { readonly type: 'list-requested'; readonly device: DeviceId; readonly list: Omit<ListPrint, 'state' | 'fault'> }
  | { readonly type: 'list-reported'; readonly device: DeviceId; readonly job: string; readonly state: Exclude<ListPrint['state'], 'issued'>; readonly fault: string | null }
  | { readonly type: 'device-reported'; readonly device: DeviceId; readonly state: 'ok' | 'warning' | 'fault' | 'unknown'; readonly fault: string | null }
  | { readonly type: 'blank-paper-pressed'; readonly ticketId: TicketId; readonly device: DeviceId }
  | { readonly type: 'announcement-started'; readonly zone: ZoneId; readonly job: string; readonly legs: readonly LegId[]; readonly languages: readonly Language[]; readonly times: number; readonly merged: boolean; readonly expiresAt: Instant }
  | { readonly type: 'announcement-ended'; readonly zone: ZoneId; readonly job: string; readonly result: 'spoken' | 'failed' }
  | { readonly type: 'calls-unspoken'; readonly zone: ZoneId; readonly legs: readonly LegId[] }
  | { readonly type: 'recalls-dropped'; readonly legs: readonly LegId[] }
  | { readonly type: 'calls-shown'; readonly legs: readonly LegId[] }
  | { readonly type: 'leg-rated'; readonly legId: LegId; readonly grade: number; readonly answers: readonly string[]; readonly form: string; readonly seal: string | null }
  | { readonly type: 'service-info-wrong'; readonly serviceId: ServiceId; readonly device: DeviceId }
  | { readonly type: 'service-info-checked'; readonly serviceId: ServiceId; readonly by: StaffNumber }
  | { readonly type: 'help-asked'; readonly id: string; readonly device: DeviceId }
  | { readonly type: 'help-acknowledged'; readonly id: string; readonly by: StaffNumber }
  | { readonly type: 'slot-reserved'; readonly slot: BookedSlot; readonly until: Instant }
  | { readonly type: 'reservation-dropped'; readonly id: AppointmentId }
  | { readonly type: 'appointment-booked'; readonly slot: BookedSlot; readonly person: PersonId | null; readonly external: string | null; readonly rules: string; readonly day: LocalDay; readonly seals: BookingSeals }
  | { readonly type: 'appointment-moved'; readonly id: AppointmentId; readonly start: Instant; readonly end: Instant; readonly day: LocalDay; readonly freeAgain: Instant; readonly seal: string | null }
  | { readonly type: 'appointment-cancelled'; readonly id: AppointmentId; readonly day: LocalDay; readonly excused: boolean; readonly freeAgain: Instant; readonly seal: string | null }
  | { readonly type: 'appointment-missed'; readonly id: AppointmentId; readonly excused: boolean }
  | { readonly type: 'appointment-checked-in'; readonly id: AppointmentId; readonly ticketId: TicketId; readonly late: boolean; /** A late one that still counts as missed. */ readonly breached: boolean; /** Its holder rather waits as a walk-in: the place is free. */ readonly asNumber?: true }
  | { readonly type: 'appointment-noted'; readonly id: AppointmentId; readonly seal: string }
  | { readonly type: 'voucher-given'; readonly slot: BookedSlot; readonly ticketId: TicketId; readonly seals: BookingSeals; readonly reasonSeal: string | null }
  | { readonly type: 'complaint-filed'; readonly id: string; readonly number: string; readonly firstHandler: StaffNumber | null; readonly dueOn: LocalDay; readonly seals: ComplaintSeals }
  | { readonly type: 'complaint-answered'; readonly id: string; readonly by: StaffNumber; readonly seal: string }
  | { readonly type: 'person-barred'; readonly person: PersonId; readonly until: LocalDay; readonly seal: string }
  | { readonly type: 'bar-lifted'; readonly person: PersonId; readonly seal: string };
/** Who holds which places of a slot, as it is reserved or booked. */
export type BookedSlot = Pick<Appointment, 'id' | 'group' | 'services' | 'start' | 'end' | 'cases' | 'places' | 'language' | 'by'>;
export interface PrintRequest { readonly job: string; readonly printer: DeviceId; readonly kind: 'ticket' | 'reprint' | 'missing'; readonly expiresAt: Instant }

/** An event in its place: the hall's own sequence, without gaps, and hall time. */
export interface JournalEntry { readonly seq: number; readonly at: Instant; readonly by: string; readonly event: HallEvent }
