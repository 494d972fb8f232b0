import type { AppointmentId, ClassId, CounterId, DeviceId, Instant, LegId, LocalDay, PersonId, QueueId, ServiceId, StaffNumber, TicketId, ZoneId } from './brands.ts';
import type { Catalogue } from './catalogue.ts';
import type { BookingAsk } from './booking-config.ts';
import type { Language, Text } from './hall-config.ts';
import type { Scope } from './hall.ts';

export type Actor =
  | { readonly kind: 'staff'; readonly number: StaffNumber }
  | { readonly kind: 'device'; readonly id: DeviceId }
  | { readonly kind: 'visitor' }
  | { readonly kind: 'integration'; readonly id: string }
  | { readonly kind: 'clock' };

/** What is to be booked: services of one group, each in so many cases, in the slot that starts then. */
export interface SlotWish { readonly services: readonly ServiceId[]; readonly cases: number; readonly start: Instant }

/** What a person or the clock wants. Random values (ids, seals) come in with the command, because `decide` makes none. */
export type Command = { readonly by: Actor } & (
  | { readonly type: 'configure'; readonly catalogue: Catalogue }
  | { readonly type: 'open-day' }
  | { readonly type: 'tick' }
  | { readonly type: 'issue'; readonly ticketId: TicketId; readonly seal: string; readonly reasonSeal: string | null; readonly services: readonly ServiceId[]; readonly classId: ClassId | null; readonly cases: number; readonly language: Language; readonly large: boolean; readonly needs: readonly string[]; readonly proven: boolean; readonly period: { readonly start: Instant; readonly end: Instant } | null; readonly job: string | null }
  | { readonly type: 'serve-direct'; readonly counterId: CounterId; readonly ticketId: TicketId; readonly seal: string; readonly serviceId: ServiceId; readonly reasonSeal: string | null }
  | { readonly type: 'call-next'; readonly counterId: CounterId }
  | { readonly type: 'call'; readonly counterId: CounterId; readonly ticketId: TicketId; readonly seal: string | null }
  | { readonly type: 'recall'; readonly counterId: CounterId }
  | { readonly type: 'start'; readonly counterId: CounterId }
  | { readonly type: 'finish'; readonly counterId: CounterId; readonly legId?: LegId; readonly outcome: string | null; readonly cases: number | null; readonly missing: readonly string[]; readonly seal: string | null; /** Of the slip that says what is missing. */ readonly job: string | null }
  | { readonly type: 'hold'; readonly counterId: CounterId; readonly reason: string }
  | { readonly type: 'resume-held'; readonly counterId: CounterId; readonly ticketId: TicketId }
  | { readonly type: 'return'; readonly counterId: CounterId; readonly ticketId: TicketId }
  | { readonly type: 'transfer'; readonly counterId: CounterId; readonly queueId: QueueId; readonly place: 'original' | 'first' | 'last' }
  | { readonly type: 'add-service'; readonly counterId: CounterId; readonly serviceId: ServiceId; readonly here: boolean }
  | { readonly type: 'absent'; readonly counterId: CounterId }
  | { readonly type: 'undo'; readonly counterId: CounterId }
  | { readonly type: 'wake'; readonly ticketId: TicketId }
  | { readonly type: 'leave'; readonly ticketId: TicketId }
  | { readonly type: 'away'; readonly ticketId: TicketId }
  | { readonly type: 'back'; readonly ticketId: TicketId }
  | { readonly type: 'change-class'; readonly ticketId: TicketId; readonly classId: ClassId; readonly seal: string | null }
  | { readonly type: 'sign-in'; readonly counterId: CounterId; readonly clerk: StaffNumber; readonly force: boolean }
  | { readonly type: 'sign-out'; readonly counterId: CounterId; readonly force: boolean }
  | { readonly type: 'pause'; readonly counterId: CounterId; readonly reason: string; readonly minutes: number | null }
  | { readonly type: 'resume'; readonly counterId: CounterId }
  | { readonly type: 'suspend'; readonly id: string; readonly scope: Scope; readonly reason: Text; readonly seal: string; readonly expectedBack: Instant | null }
  | { readonly type: 'end-suspension'; readonly id: string }
  | { readonly type: 'end-of-day'; readonly queues: readonly QueueId[] | null }
  | { readonly type: 'reprint'; readonly ticketId: TicketId; readonly printer: DeviceId | null; readonly job: string }
  | { readonly type: 'report-print'; readonly ticketId: TicketId; readonly job: string; readonly state: 'printing' | 'printed' | 'sent' | 'not-printed' | 'unknown'; readonly fault: string | null }
  | { readonly type: 'print-list'; readonly serviceId: ServiceId; readonly language: Language; readonly large: boolean; readonly job: string }
  | { readonly type: 'report-list'; readonly device: DeviceId; readonly job: string; readonly state: 'printing' | 'printed' | 'sent' | 'not-printed' | 'unknown'; readonly fault: string | null }
  | { readonly type: 'report-device'; readonly device: DeviceId; readonly state: 'ok' | 'warning' | 'fault' | 'unknown'; readonly fault: string | null }
  | { readonly type: 'blank-paper'; readonly ticketId: TicketId }
  | { readonly type: 'announce'; readonly zone: ZoneId; readonly job: string }
  | { readonly type: 'end-announcement'; readonly zone: ZoneId; readonly job: string; readonly result: 'spoken' | 'failed' }
  | { readonly type: 'shown'; readonly legs: readonly LegId[] }
  | { readonly type: 'rate'; readonly ticketId: TicketId; readonly legId: LegId | null; readonly grade: number; readonly answers: readonly string[]; readonly seal: string | null }
  | { readonly type: 'service-info-wrong'; readonly serviceId: ServiceId }
  | { readonly type: 'service-info-checked'; readonly serviceId: ServiceId }
  | { readonly type: 'ask-help'; readonly id: string }
  | { readonly type: 'acknowledge-help'; readonly id: string }
  | { readonly type: 'reserve'; readonly id: AppointmentId; readonly wish: SlotWish; readonly language: Language }
  | { readonly type: 'drop-reservation'; readonly id: AppointmentId }
  | { readonly type: 'book'; readonly id: AppointmentId; /** The id is that of a slot that is kept. */ readonly kept?: boolean; readonly wish: SlotWish; readonly language: Language; readonly person: PersonId | null; readonly given: readonly BookingAsk[]; /** The platform's own number of it. */ readonly external: string | null; readonly seals: BookingSeals }
  | { readonly type: 'move-appointment'; readonly id: AppointmentId; readonly start: Instant; readonly seal: string | null }
  | { readonly type: 'cancel-appointment'; readonly id: AppointmentId; readonly excused: boolean; readonly seal: string | null }
  | { readonly type: 'check-in'; readonly appointments: readonly AppointmentId[]; readonly as: 'booked' | 'number'; readonly ticketId: TicketId; readonly seal: string; readonly language: Language; readonly large: boolean; readonly needs: readonly string[]; readonly job: string | null }
  | { readonly type: 'note-appointment'; readonly id: AppointmentId; readonly seal: string }
  | { readonly type: 'give-voucher'; readonly id: AppointmentId; readonly ticketId: TicketId; /** One of many: who was called meanwhile is passed over. */ readonly ifWaiting: boolean; readonly seals: BookingSeals; readonly reasonSeal: string | null }
  | { readonly type: 'file-complaint'; readonly id: string; readonly seals: ComplaintSeals }
  | { readonly type: 'answer-complaint'; readonly id: string; readonly seal: string }
  | { readonly type: 'bar-person'; readonly person: PersonId; readonly until: LocalDay; readonly seal: string }
  | { readonly type: 'lift-bar'; readonly person: PersonId; readonly seal: string }
);
/** Texts of this command that the journal only commits to, by their seals: the live hall holds them, because screens show them. */
export const sealedTexts = (command: Command): ReadonlyMap<string, Text> => new Map(command.type === 'suspend' ? [[command.seal, command.reason]] : []);

/** Commitments to what stands beside the journal: the link, the code, and who it is for. */
export interface BookingSeals { readonly token: string; readonly code: string; readonly contact: string | null }

/** Commitments to what somebody complains of, with how to reach them, and to the code by which they follow it. */
export interface ComplaintSeals { readonly text: string; readonly code: string }

export type CommandOf<T extends Command['type']> = Extract<Command, { readonly type: T }>;

/** What a command needs from outside the live hall, read in the same transaction before deciding. */
export interface Facts {
  /** Last number of each queue that rows know for this business day. */
  readonly numbers: (day: LocalDay) => Readonly<Record<string, number>>;
}
