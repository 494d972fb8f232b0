import { Type } from 'typebox';
import type { Static, TProperties, TSchema } from 'typebox';
import { hallSchema } from './hall-file.ts';

// What the routes answer, for the published document. Answers may grow: clients skip fields that they do not know.

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const text = Type.Object({ 'zh-CN': Type.String(), en: Type.String() });
const id = Type.String();
const count = Type.Integer({ minimum: 0 });
const instant = Type.String({ format: 'date-time', description: 'ISO 8601 with offset' });
const minutes = Type.Integer({ minimum: 0, description: 'Minutes' });
const estimate = Type.Object({ minutes, low: minutes, high: minutes }, { description: 'Minutes from now; low to high holds 80 % of cases' });
const legState = Type.Enum(['waiting', 'called', 'serving', 'held', 'absent', 'served', 'left', 'unserved']);
const language = Type.Enum(['zh-CN', 'en']);
const printState = Type.Enum(['issued', 'printing', 'printed', 'sent', 'not-printed', 'unknown']);
const suspension = Type.Object({ id, scope: text, reason: text, expectedBack: nullable(instant) });
const reasonToPass = Type.Enum(['protected', 'offset', 'needs', 'returned', 'placed', 'by-hand']);
const rule = Type.Enum(['earliest-due', 'protected', 'share', 'returned', 'placed', 'by-hand', 'direct']);
const why = Type.Object({ rule, passed: Type.Array(Type.Object({ reason: reasonToPass, count, numbers: Type.Array(Type.String(), { maxItems: 3 }) })) }, { description: 'By which rule this person was called, and whom that passed' });

const booked = nullable(Type.Object({ start: instant, end: instant }, { description: 'The time booked, while it lies ahead; the call may come sooner' }));
const ticketFields = {
  id, number: Type.String(), token: Type.Optional(Type.String({ description: 'Only to the visitor, and to whoever issued it' })), state: legState, issuedAt: instant, ahead: count, booked, promise: minutes,
  counters: Type.Array(Type.Object({ id, label: text }), { description: 'Where it may be called' }), estimate: nullable(estimate), counter: nullable(id),
  legs: Type.Array(Type.Object({ id, serviceId: id, queueId: id, state: legState })), class: id, cases: Type.Integer({ minimum: 1 }),
  url: nullable(Type.String({ description: 'Where phones reach the ticket' })), print: nullable(Type.Object({ job: id, state: printState, elsewhere: nullable(text) }, { description: 'elsewhere: where the paper comes out, when that is not at the kiosk that gave the number' })),
};
const ticket = Type.Object(ticketFields);
const zoneSign = Type.Object({ id: Type.String(), name: text, floor: text, colour: Type.String(), sign: Type.String() });
const visitor = Type.Object({
  kind: Type.Literal('visitor'), seq: count, now: instant, hallName: text, number: Type.String(), state: legState, zone: zoneSign, issuedAt: instant,
  services: Type.Array(Type.Object({ legId: id, name: text, state: legState, suspended: Type.Boolean({ description: 'Waiting, but not called until its suspension ends' }), materials: Type.Array(Type.Object({ name: text })), rateable: Type.Boolean(), rated: Type.Boolean() })),
  ahead: count, booked, estimate: nullable(estimate), promise: minutes, counters: Type.Array(text), counter: nullable(text), lastCallAt: nullable(instant), away: nullable(Type.Object({ until: instant })), awaysLeft: count,
  missed: Type.Object({ kind: hallSchema.properties.missed.properties.kind, calls: count, minutes }), suspensions: Type.Array(suspension),
});
const staff = { roles: Type.Array(id), halls: Type.Array(id), staff: Type.Object({ number: id, name: text }), staffRights: Type.Array(id) };
const hourAndMinute = Type.String({ pattern: '^([01][0-9]|2[0-4]):[0-5][0-9]$' });
const seat = Type.Object({ counter: id, as: Type.Union([Type.Literal('clerk'), Type.Literal('substitute')]), from: hourAndMinute, to: hourAndMinute });
/** A token, or a cookie and none. */
const proof = { token: Type.Optional(Type.String()), cookie: Type.Optional(Type.Literal(true)) };
const called = Type.Object({ ticket: nullable(ticket), why: Type.Optional(nullable(why)), refused: Type.Optional(id) }, { description: '`{ticket: null}` when nobody may be called' });

const file = hallSchema.properties;
const part = <P extends TProperties, K extends keyof P & string>(properties: P, ...names: readonly K[]): TSchema => Type.Object(names.reduce<Record<string, TSchema>>((some, name) => ({ ...some, [name]: properties[name] as TSchema }), {}));
const service = Type.Object({
  ...file.services.items.properties, departmentId: id, departmentName: text, queueId: nullable(id), searchKeys: Type.Array(Type.String(), { description: 'What a visitor may type: pinyin initials, whole pinyin, words' }), counters: Type.Array(id),
});
const oneService = Type.Object({ hallName: text, service: Type.Object({ ...file.services.items.properties, departmentName: text }), counters: Type.Array(text) });
const catalogue = Type.Object({
  hall: part(file, 'id', 'name', 'timeZone', 'languages'), departments: file.departments, services: Type.Array(service), counters: Type.Array(part(file.counters.items.properties, 'id', 'label', 'zone')),
  classes: Type.Array(part(file.classes.items.properties, 'id', 'name', 'kind', 'proof')), zones: file.zones, matters: file.matters, home: file.home, needs: file.needs, missed: file.missed, ratingForm: file.ratingForm,
  queues: Type.Array(part(file.queues.items.properties, 'id', 'name', 'zone', 'prefix')), outcomes: file.outcomes, pauseReasons: file.pauseReasons, holdReasons: file.holdReasons, books: Type.Boolean({ description: 'Whether this hall takes appointments' }),
});
const serviceNow = Type.Object({
  id, refused: nullable(Type.String({ description: 'Code of the refusal; null: a number can be taken now' })), opensAt: nullable(instant), stopsAt: nullable(instant), counters: count, waiting: count, estimate: nullable(estimate), queueId: nullable(id), open: Type.Boolean(),
});

const device = Type.Object({
  id, kind: Type.Enum(['kiosk', 'display', 'agent']), name: text, zone: nullable(id), counter: nullable(id), needsCode: Type.Boolean({ description: 'False for an agent that runs inside the server' }),
});
export type DeviceAnswer = Static<typeof device>;
const pairing = Type.Object({
  id, kind: Type.Enum(['kiosk', 'display', 'agent']), device: nullable(id), counter: nullable(id), pairedAt: nullable(Type.String({ format: 'date-time', description: 'ISO 8601 with offset; null where an older version paired it' })),
});
export type PairingAnswer = Static<typeof pairing>;

const moment = nullable(instant);
const deviceEntry = Type.Object({
  entry: Type.Object({ id, kind: Type.Enum(['printer', 'board', 'keypad', 'reader']), name: text, agent: id, profile: id, connection: Type.String(), address: Type.Optional(count), counter: Type.Optional(id), zone: Type.Optional(id), kiosk: Type.Optional(id), rollMetres: Type.Optional(count) }, { additionalProperties: true, description: 'As in the hall file' }),
  state: Type.Enum(['ok', 'warning', 'fault', 'unknown']), fault: nullable(Type.String()), since: moment, lastSeen: moment, lastGood: moment,
  done: nullable(count), faults: nullable(count), roll: nullable(Type.Object({ usedMm: Type.Number(), share: nullable(Type.Number()), papers: nullable(count) })),
  test: nullable(Type.Object({ at: instant, state: Type.Enum(['issued', 'printing', 'printed', 'sent', 'not-printed', 'unknown', 'shown']), fault: nullable(Type.String()) })),
});
export type DeviceEntryAnswer = Static<typeof deviceEntry>;
const names = Type.Array(Type.String());
const deviceEntries = Type.Object({
  version: count, edits: Type.Boolean(), devices: Type.Array(deviceEntry), agents: Type.Array(Type.Object({ id, name: text })), kiosks: Type.Array(Type.Object({ id, name: text })), models: Type.Object({ printer: names, board: names, keypad: names, reader: names }),
  ports: Type.Array(Type.Object({ agent: id, kind: Type.Enum(['serial', 'printer', 'keys']), path: Type.String(), used: Type.Boolean() })),
});
export type DeviceEntriesAnswer = Static<typeof deviceEntries>;

const appointment = Type.Object({
  id, code: Type.Optional(Type.String({ description: 'Nine digits; only to its holder and to staff' })), token: Type.Optional(Type.String({ description: 'Only to its holder' })), url: nullable(Type.String({ description: 'Where phones reach it' })),
  state: Type.Enum(['booked', 'checked-in', 'cancelled', 'missed']), voucher: nullable(Type.Object({ lastDay: Type.String({ format: 'date' }) }, { description: 'No time but the right to be called like somebody with one, once, up to this day' })), late: Type.Boolean(), start: instant, end: instant, service: id,
  services: Type.Array(Type.Object({ id, name: text, materials: Type.Array(Type.Object({ name: text })), persons: Type.Integer({ minimum: 1 }) })), cases: Type.Integer({ minimum: 1 }),
  missedAt: nullable({ ...instant, description: 'From then on it is missed unless its holder checked in; null: it is no longer waited for' }),
  changeUntil: nullable({ ...instant, description: 'Until when its holder may cancel or move it; null: no more' }), group: id, zones: Type.Array(zoneSign),
  ticket: nullable(Type.Object({ number: Type.String(), token: nullable(Type.String()) }, { description: 'The number that was taken for it' })),
  contact: Type.Optional(Type.Object({ name: nullable(Type.String()), phone: nullable(Type.String()) }, { description: 'Masked' })),
});
export type AppointmentAnswer = Static<typeof appointment>;
const place = Type.Object({ id, name: text, address: nullable(text), phone: nullable(Type.String()), timeZone: Type.String() });
const standing = Type.Enum(['now', 'early', 'late', 'other-day', 'other-hall', 'cancelled', 'checked-in', 'done', 'expired'], { description: 'What is to be done with it now' });
const callersAppointments = Type.Object({ appointments: Type.Array(Type.Object({
  appointment, person: nullable(id), barredUntil: nullable(Type.String({ format: 'date', description: 'Last day on which this person may not book' })), note: nullable(Type.String()), bookedBy: Type.String(), bookedAt: nullable(instant), moves: count,
}), { description: 'The nearest first' }) });
const toMove = Type.Object({ appointments: Type.Array(Type.Object({ appointment, why: Type.Enum(['closed', 'fewer'], { description: 'closed: there is no such time any more; fewer: fewer places than were booked' }), offers: Type.Array(instant) })) });
export type ToMoveAnswer = Static<typeof toMove>;
const imported = Type.Object({ number: Type.String({ description: 'The number of the platform' }), appointment });
const bookable = Type.Object({
  hall: place, source: Type.Enum(['own', 'platform', 'both', 'none'], { description: 'none: nothing can be booked here' }), platform: nullable(Type.Object({ name: text, url: Type.String() })), verifyPhone: { ...Type.Boolean(), description: 'A booking needs a code that was sent to its phone' },
  services: Type.Array(Type.Object({
    id, group: { ...id, description: 'Services of one group may be booked together' }, name: text, department: text, words: Type.Array(Type.String()), next: nullable({ ...instant, description: 'The nearest free time; null: none within the days that may be booked' }), asks: Type.Array(Type.Enum(['name', 'phone', 'identity'])),
    cases: Type.Integer({ minimum: 1, description: 'Most cases of one appointment; 1: not asked' }), cancelBefore: { ...minutes, description: 'Minutes before the start until which it may be cancelled' },
  })),
  matters: Type.Array(Type.Object({ id, name: text, services: Type.Array(id) })),
});
export type BookableAnswer = Static<typeof bookable>;
export type CallersAppointmentsAnswer = Static<typeof callersAppointments>;
const voucher = Type.Object({ number: Type.String({ description: 'Of the ticket it was given for' }), code: Type.String(), token: Type.String(), url: nullable(Type.String()), lastDay: nullable(Type.String({ format: 'date', description: 'Its last good day' })) });
export type VoucherAnswer = Static<typeof voucher>;
const complaintFacts = { number: Type.String(), state: Type.Enum(['open', 'answered']), filedAt: instant, dueOn: Type.String({ format: 'date', description: 'By this day it is to be answered' }), answeredAt: nullable(instant) };
const complaintFiled = Type.Object({ complaint: Type.Object({ ...complaintFacts, code: Type.String({ description: 'With the number it opens the answer' }) }) });
export type ComplaintFiledAnswer = Static<typeof complaintFiled>;
const complaintFound = Type.Object({ complaint: Type.Object({ ...complaintFacts, answer: nullable(Type.String()) }) });
export type ComplaintFoundAnswer = Static<typeof complaintFound>;
const complaints = Type.Object({ complaints: Type.Array(Type.Object({
  id, ...complaintFacts, filedBy: Type.String(), firstHandler: nullable(Type.String({ description: 'Who of staff took it up first' })), text: Type.String(), phone: nullable(Type.String({ description: 'To the manager only' })), answer: nullable(Type.String()),
})) });
export type ComplaintsAnswer = Static<typeof complaints>;
const elsewhere = Type.Object({ halls: Type.Array(Type.Object({ hall: place, service: id, next: instant })) });
export type ElsewhereAnswer = Static<typeof elsewhere>;
const slots = Type.Object({ slots: Type.Array(Type.Object({ start: instant, end: instant, free: { ...count, description: 'Appointments with these services that it still has room for' } })), days: Type.Array(Type.String({ format: 'date' }), { description: 'Days that may be booked now' }) });
export type SlotsAnswer = Static<typeof slots>;
const ownAppointment = Type.Object({
  hall: place, now: instant, appointment, over: Type.Boolean({ description: 'The visit was served, or left' }), rateable: Type.Boolean({ description: 'Something was served, and not rated yet' }), closed: Type.Boolean({ description: 'The hall has no such time any more; it is to be moved' }),
  suspension: nullable(Type.Object({ reason: text, expectedBack: nullable(instant) }, { description: 'What stands in the way of the visit, as far as is known' })),
});
export type OwnAppointmentAnswer = Static<typeof ownAppointment>;
const foundAppointments = Type.Object({ now: instant, appointments: Type.Array(Type.Object({ standing, hall: place, appointment })) });
export type FoundAppointmentsAnswer = Static<typeof foundAppointments>;

export const answers = {
  imported: Type.Object({ booking: imported }), importedDay: Type.Object({ day: Type.String(), bookings: Type.Array(imported) }),
  messages: Type.Object({ messages: Type.Array(Type.Object({ id, channel: Type.String(), program: { ...nullable(text), description: 'Name of the platform a webhook was for' }, about: id, state: Type.Enum(['failed', 'unknown']), fault: nullable(Type.String()), at: instant, kind: Type.String(), appointment: nullable(Type.Object({ service: text, start: instant, phone: nullable(Type.String({ description: 'To the manager only' })) }, { description: 'Whom it was for' })) })) }),
  integrations: Type.Object({ integrations: Type.Array(Type.Object({ id, name: text, scopes: Type.Array(Type.String()), perMinute: count, webhook: nullable(Type.Object({ url: Type.String(), events: Type.Array(Type.String()), secret: Type.String() })) })) }),
  phoneCheck: Type.Object({ sentTo: Type.String({ description: 'The number, with its middle hidden' }), minutes }), materialsSent: Type.Object({ sentTo: Type.String() }),
  messageAgain: Type.Object({ sent: Type.Literal(true) }), messageSettled: Type.Object({ settled: Type.Literal(true) }), replayed: Type.Object({ messages: count, from: nullable({ ...count, description: 'Sequence number of the first event that can still be sent again; null: none' }) }),
  complaintFiled, complaintFound, complaints, complaintAnswered: Type.Object({ answered: Type.Literal(true) }),
  vouchers: Type.Object({ vouchers: Type.Array(voucher) }), voucher: Type.Object({ voucher }),
  bookable, elsewhere, toMove, slots, reserved: Type.Object({ reservation: id, expiresAt: instant, seconds: { ...count, description: 'For how long it is kept, whatever the clock of who asks says' } }), booked: Type.Object({ appointment }), ownAppointment, foundAppointments, callersAppointments, barSet: Type.Object({ barred: Type.Literal(true) }), barLifted: Type.Object({ lifted: Type.Literal(true) }), reservationDropped: Type.Object({ dropped: Type.Literal(true) }),
  deviceEntries, deviceSaved: Type.Object({ version: count }), deviceTested: Type.Object({ asked: Type.Literal(true) }),
  health: Type.Object({ status: Type.Literal('ok'), store: Type.Enum(['sqlite', 'memory', 'postgres']), version: Type.String() }),
  status: Type.Object({ halls: Type.Array(Type.Object({ id, name: text, queues: Type.Array(Type.Object({ queue: id, name: text, serving: nullable(Type.String()), waiting: count, estimateMinutes: nullable(minutes) })) })) }),
  hall: Type.Object({ id, name: text, timeZone: Type.String(), languages: Type.Array(language), now: instant, open: Type.Boolean(), services: Type.Array(serviceNow), suspensions: Type.Array(suspension) }),
  catalogue,
  service: oneService,
  session: Type.Object({ ...staff, ...proof }),
  currentSession: Type.Object({ ...staff, counter: nullable(id), seats: Type.Array(seat, { description: 'Where the roster puts this person in what is left of today, own places first' }) }),
  paired: Type.Object({ device: Type.Object({ id: nullable(id), kind: Type.Enum(['kiosk', 'display', 'agent']), hall: id }), ...proof }),
  devices: Type.Object({ devices: Type.Array(device), pairings: Type.Array(pairing, { description: 'The latest first' }) }),
  revoked: Type.Object({ revoked: Type.Literal(true) }),
  pairingCode: Type.Object({ code: Type.String(), minutes }),
  issued: Type.Object({ ticket: Type.Object({ ...ticketFields, audio: nullable(Type.String({ description: 'Path of a sound that says the number' })) }) }),
  ticket: Type.Object({ ticket: nullable(ticket) }),
  tickets: Type.Object({ tickets: Type.Array(ticket) }),
  called,
  finished: Type.Object({ ticket: nullable(ticket), next: Type.Optional(called) }),
  counter: Type.Object({ counter: Type.Object({ id, clerk: nullable(id), paused: Type.Boolean() }) }),
  why: Type.Object({ number: Type.String(), calls: Type.Array(Type.Object({ legId: id, at: instant, why })), passedBy: Type.Array(Type.Object({ number: Type.Optional(Type.String()), rule: Type.Optional(rule), reason: Type.Optional(reasonToPass) })) }),
  ownTicket: Type.Object({ hall: id, ticket: visitor, answer: ticket, voucher: nullable(Type.String({ description: 'Token of the voucher that was given in place of waiting' })) }),
  visitor: Type.Object({ ticket: nullable(visitor) }),
  scanned: Type.Object({ ticketId: id, ticket: visitor, actions: Type.Array(Type.Enum(['wake', 'away', 'back'])), audio: nullable(Type.String()) }),
  rated: Type.Object({ rated: Type.Literal(true) }),
  suspended: Type.Object({ suspension: Type.Object({ id: nullable(id) }) }),
  dayEnded: Type.Object({ unserved: count }),
  helpAsked: Type.Object({ id: nullable(id) }),
  listPrinted: Type.Object({ list: nullable(Type.Object({ job: id, state: printState })) }),
  told: Type.Object({ told: Type.Literal(true) }),
  checked: Type.Object({ checked: Type.Literal(true) }),
  helpAcknowledged: Type.Object({ acknowledged: Type.Literal(true) }),
  captionShown: Type.Object({ shown: Type.Literal(true) }),
  journal: Type.Object({ events: Type.Array(Type.Object({ seq: Type.Integer({ minimum: 1 }), at: instant, by: Type.String(), type: Type.String() }, { additionalProperties: true, description: 'Each type has fields of its own; instants are ISO 8601 with offset' })) }),
};
