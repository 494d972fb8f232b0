import { Type } from 'typebox';
import type { Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const id = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' });
/** Like an id, and a value after a colon where there is one: `low-desk`, `language:en`. */
const need = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*(:[A-Za-z0-9-]+)?$' });
const language = Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]);
/** Words for somebody: blanks alone say nothing. */
const reason = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const text = Type.Object({ 'zh-CN': reason, en: reason }, closed);

export const sessionBody = Type.Object({ staffNumber: Type.String({ minLength: 1, maxLength: 16 }), pin: Type.String({ minLength: 4, maxLength: 64 }), cookie: Type.Optional(Type.Boolean()) }, closed);
export const pairBody = Type.Object({ code: Type.String({ minLength: 4, maxLength: 64 }), device: Type.Optional(id), cookie: Type.Optional(Type.Boolean()) }, closed);

export const issueBody = Type.Object({
  serviceId: Type.Optional(id),
  serviceIds: Type.Optional(Type.Array(id, { minItems: 1, maxItems: 5, uniqueItems: true })),
  class: Type.Optional(id),
  cases: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  language: Type.Optional(language),
  needs: Type.Optional(Type.Array(need, { maxItems: 8, uniqueItems: true })),
  /** Only asked where a class needs it: the guide's reason, or the reference of a card that lay on this kiosk's reader. */
  identity: Type.Optional(Type.Object({ reason: Type.Optional(reason), reference: Type.Optional(Type.String({ minLength: 20, maxLength: 64 })) }, closed)),
  large: Type.Optional(Type.Boolean()),
}, closed);
export type IssueBody = Static<typeof issueBody>;

export const ratingBody = Type.Object({
  grade: Type.Integer({ minimum: 1, maximum: 5 }),
  legId: Type.Optional(id),
  answers: Type.Optional(Type.Array(id, { maxItems: 20, uniqueItems: true })),
  comment: Type.Optional(Type.String({ maxLength: 500 })),
}, closed);
export type RatingBody = Static<typeof ratingBody>;

export const emptyBody = Type.Object({}, closed);
export const signInBody = Type.Object({ force: Type.Optional(Type.Boolean()), clerk: Type.Optional(Type.String({ maxLength: 16 })) }, closed);
export const reasonBody = Type.Object({ reason }, closed);
/** `minutes`: until the counter is expected to go on, told on its board and the screens. */
export const pauseBody = Type.Object({ reason, minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 480 })) }, closed);
export type PauseBody = Static<typeof pauseBody>;
export const callBody = Type.Object({ ticketId: id, reason }, closed);
export const serveDirectBody = Type.Object({ serviceId: id, reason: Type.Optional(reason) }, closed);
export const finishBody = Type.Object({
  /** The leg the clerk means; refused when another one is at the counter by now. */
  legId: Type.Optional(id),
  outcome: Type.Optional(id),
  caseNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  cases: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  missing: Type.Optional(Type.Array(id, { maxItems: 60, uniqueItems: true })),
  callNext: Type.Optional(Type.Boolean()),
}, closed);
export const transferBody = Type.Object({ queueId: id, place: Type.Union([Type.Literal('original'), Type.Literal('first'), Type.Literal('last')]) }, closed);
export const addServiceBody = Type.Object({ serviceId: id, here: Type.Optional(Type.Boolean()) }, closed);
export const resumeHeldBody = Type.Object({ ticketId: id }, closed);
export const captionBody = Type.Object({ text: Type.String({ maxLength: 300 }) }, closed);
export const returnBody = Type.Object({ counter: Type.Optional(id) }, closed);
export const classBody = Type.Object({ class: id, reason }, closed);
export const reprintBody = Type.Object({ printer: Type.Optional(id) }, closed);
export const listBody = Type.Object({ language: Type.Optional(language), large: Type.Optional(Type.Boolean()) }, closed);
export const scanBody = Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }, closed);
export const suspensionBody = Type.Object({
  scope: Type.Union([
    Type.Object({ kind: Type.Literal('hall') }, closed),
    Type.Object({ kind: Type.Literal('department'), id }, closed),
    Type.Object({ kind: Type.Literal('service'), id }, closed),
  ]),
  reason: text,
  expectedBack: Type.Optional(Type.String({ format: 'date-time' })),
}, closed);
/** A device as it stands in the hall file, which checks it. `version`: of the hall that was read. */
const version = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });
export const deviceEntryBody = Type.Object({ version, device: Type.Object({ id }, { additionalProperties: true }) }, closed);
export type DeviceEntryBody = Static<typeof deviceEntryBody>;
export const deviceRemoveBody = Type.Object({ version }, closed);
export type DeviceRemoveBody = Static<typeof deviceRemoveBody>;
export const endOfDayBody = Type.Object({ queues: Type.Optional(Type.Array(id, { maxItems: 400, uniqueItems: true })) }, closed);

const services = { serviceId: Type.Optional(id), serviceIds: Type.Optional(Type.Array(id, { minItems: 1, maxItems: 5, uniqueItems: true })), cases: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })) };
const start = Type.String({ format: 'date-time', description: 'Start of a slot' });
/** Up to 60 letters, written as somebody's name is; control characters are none, nor are those that turn the direction of writing. */
const personName = Type.String({ minLength: 1, maxLength: 60, pattern: '^(?=.*\\S)[^\\u0000-\\u001F\\u007F\\u202A-\\u202E\\u2066-\\u2069<>]+$' });
const typedNumber = Type.String({ minLength: 1, maxLength: 40 });
export const reservationBody = Type.Object({ ...services, start }, closed);
export type ReservationBody = Static<typeof reservationBody>;
export const appointmentBody = Type.Object({
  ...services, start, language: Type.Optional(language),
  /** The slot that is kept for this booking. */
  reservation: Type.Optional(id),
  name: Type.Optional(personName), phone: Type.Optional(typedNumber),
  /** An 18-digit resident identity number. */
  identity: Type.Optional(typedNumber),
  /** The code that was sent to the phone, where the hall asks for it. */
  phoneCode: Type.Optional(Type.String({ minLength: 1, maxLength: 12 })),
}, closed);
export type AppointmentBody = Static<typeof appointmentBody>;
const toPhone = Type.Object({ phone: typedNumber, language: Type.Optional(language) }, closed);
export const phoneCheckBody = toPhone;
export type PhoneCheckBody = Static<typeof phoneCheckBody>;
export const sendMaterialsBody = toPhone;
export type SendMaterialsBody = Static<typeof sendMaterialsBody>;
/** A booking made on a platform. `number`: the platform's own, by which it moves and cancels it. */
export const importBody = Type.Object({
  number: Type.String({ minLength: 4, maxLength: 64, pattern: '^[A-Za-z0-9._-]+$' }), ...services, start, language: Type.Optional(language), name: Type.Optional(personName), phone: Type.Optional(typedNumber), identity: Type.Optional(typedNumber),
}, closed);
export type ImportBody = Static<typeof importBody>;
export const moveBody = Type.Object({ start }, closed);
export type MoveBody = Static<typeof moveBody>;
export const staffCancelBody = Type.Object({ reason, excused: Type.Optional(Type.Boolean()) }, closed);
export type StaffCancelBody = Static<typeof staffCancelBody>;
export const barBody = Type.Object({ reason, until: Type.String({ minLength: 1, maxLength: 10, description: 'Last day, YYYY-MM-DD' }) }, closed);
export const noteBody = Type.Object({ text: reason }, closed);
/** What is wrong, in the visitor's own words; a telephone number only where they want to be called back. */
export const complaintBody = Type.Object({ text: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }), phone: Type.Optional(Type.String({ maxLength: 40 })) }, closed);
export type ComplaintBody = Static<typeof complaintBody>;
export const findComplaintBody = Type.Object({ number: Type.String({ minLength: 1, maxLength: 20 }), code: Type.String({ minLength: 1, maxLength: 40 }) }, closed);
export type FindComplaintBody = Static<typeof findComplaintBody>;
export const answerComplaintBody = Type.Object({ text: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }) }, closed);
/** For one ticket, or for everybody who waits in a queue. */
export const voucherBody = Type.Object({ ticketId: Type.Optional(id), queueId: Type.Optional(id), reason }, closed);
export type VoucherBody = Static<typeof voucherBody>;
const shown = {
  /** The nine digits, with or without blanks. */
  code: Type.Optional(typedNumber),
  /** The link of the appointment or its token, as its QR code holds it. */
  token: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  identity: Type.Optional(typedNumber),
  /** The last four digits of the phone number: then the last three of the code are enough, on the day. */
  phoneTail: Type.Optional(Type.String({ minLength: 4, maxLength: 4 })),
  /** Reference of the identity card on this kiosk's reader. */
  card: Type.Optional(Type.String({ minLength: 20, maxLength: 64 })),
};
export const findAppointmentBody = Type.Object(shown, closed);
export type FindAppointmentBody = Static<typeof findAppointmentBody>;
export const checkInBody = Type.Object({
  ...shown, language: Type.Optional(language), large: Type.Optional(Type.Boolean()), needs: Type.Optional(Type.Array(need, { maxItems: 8, uniqueItems: true })),
  /** `number`: somebody early would rather wait as a walk-in. */
  as: Type.Optional(Type.Union([Type.Literal('booked'), Type.Literal('number')])),
}, closed);
export type CheckInBody = Static<typeof checkInBody>;

/** RFC 9457 problem document. `code` is stable; `detail` is in the caller's language. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly allowedAt?: string;
  readonly about?: string;
  readonly faults?: readonly { readonly path: string; readonly message: string }[];
}

/** A ticket as its holder, a kiosk or a clerk gets it. Instants ISO 8601 with offset; minutes are open minutes. */
export interface TicketAnswer {
  readonly id: string;
  readonly number: string;
  /** Only to the visitor, and to the kiosk or guide that issued it. */
  readonly token?: string;
  readonly state: string;
  readonly issuedAt: string;
  readonly ahead: number;
  /** The time booked, while it lies ahead; the call may come sooner. */
  readonly booked: { readonly start: string; readonly end: string } | null;
  readonly promise: number;
  /** Labels of the counters where it may be called. */
  readonly counters: readonly { readonly id: string; readonly label: { readonly 'zh-CN': string; readonly en: string } }[];
  readonly estimate: { readonly minutes: number; readonly low: number; readonly high: number } | null;
  readonly counter: string | null;
  readonly legs: readonly { readonly id: string; readonly serviceId: string; readonly queueId: string; readonly state: string }[];
  readonly class: string;
  readonly cases: number;
  /** Where phones reach the ticket; null when they cannot. */
  readonly url: string | null;
  /** `elsewhere`: where the paper comes out, when that is not at the kiosk that gave the number. */
  readonly print: { readonly job: string; readonly state: string; readonly elsewhere: { readonly 'zh-CN': string; readonly en: string } | null } | null;
  /** What the kiosk speaks when the number was taken; null when it has no clip. */
  readonly audio?: string | null;
}
