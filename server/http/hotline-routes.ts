import type { FastifyInstance } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { barBody, moveBody, noteBody, reasonBody, staffCancelBody } from '../../contract/http-shapes.ts';
import type { MoveBody, StaffCancelBody } from '../../contract/http-shapes.ts';
import { barOf, localDayOf, rulesOf } from '../domain/book.ts';
import { visitDone } from '../domain/check-in.ts';
import { barredUntil } from '../domain/booking-rules.ts';
import type { AppointmentId, PersonId } from '../domain/brands.ts';
import { isoInstant } from '../domain/hall-time.ts';
import type { Appointment, Hall } from '../domain/hall.ts';
import { mustMove } from '../domain/must-move.ts';
import { readPhone } from '../domain/person-number.ts';
import type { Caller } from '../engine/access.ts';
import { seal, sealAlone } from '../engine/fresh-values.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { appointmentAnswer, readContact } from './appointment-answer.ts';
import { badRequest, dayFrom } from './bad-request.ts';
import { startOf } from './booking-routes.ts';
import { knownCaller } from './caller.ts';
import { hallOf, pressRoute } from './press-route.ts';
import type { PressContext } from './press-route.ts';
import { RequestRefused } from './problem.ts';
import { isRole } from './roles.ts';

const answersCalls = (caller: Caller): boolean => isRole(caller, 'hotline', 'guide', 'manager');
const idParam = (c: PressContext<unknown>): AppointmentId => (c.params['appointment'] ?? '') as AppointmentId;

/** The last day of the longest bar that stands for a person in any group of this hall. */
const barShown = (hall: Hall, person: PersonId | null, today: ReturnType<typeof localDayOf>): string | null => {
  const past = person === null ? [] : (hall.persons.get(person)?.past ?? []);
  const ends = (hall.catalogue.config.booking?.groups ?? []).flatMap((group) => barredUntil(rulesOf(hall, group), past.filter((one) => one.rules === group.rules), today) ?? []);
  const own = barOf(hall, person, today);
  return [...ends, ...(own === null ? [] : [own])].sort().at(-1) ?? null;
};

/** A note goes with the visit, also while its row waits for the next new day. */
const visitIsOver = (hall: Hall, one: Appointment | undefined): boolean => one !== undefined && one.state !== 'booked' && (one.ticketId === null || visitDone(hall, one));

const told = async (house: House, { hall }: HallEngine, id: AppointmentId, at: ReturnType<HallEngine['now']>): Promise<unknown> => {
  const side = async (kind: 'booking-code' | 'note'): Promise<string | null> => (await house.records.side(hall.id, id, kind))?.value ?? null;
  const appointment = hall.appointments.get(id);
  const [code, note] = [await side('booking-code'), visitIsOver(hall, appointment) ? null : await side('note')];
  const { catalogue } = hall;
  return {
    appointment: { ...appointmentAnswer(hall, id, at, code === null ? {} : { code }, null), contact: await readContact(house, hall, id) }, person: appointment?.person ?? null,
    barredUntil: barShown(hall, appointment?.person ?? null, localDayOf(hall, at)), note, bookedBy: appointment?.by ?? '', bookedAt: appointment === undefined ? null : isoInstant(catalogue.zoneTable, appointment.bookedAt), moves: appointment?.moves ?? 0,
  };
};

/** Past and coming appointments of a caller, the nearest first; those of a week ago and more are gone. */
const searchRoute = (app: FastifyInstance, house: House): void => {
  const querystring = { type: 'object', additionalProperties: false, properties: {
    phone: { type: 'string', minLength: 1, maxLength: 40, description: 'Telephone number' }, tail: { type: 'string', pattern: '^[0-9]{3}[0-9Xx]$', description: 'The last four of an identity number' },
  } };
  app.get('/api/halls/:hall/appointments', { config: { answer: answers.callersAppointments }, schema: { querystring, summary: 'Appointments by phone number or the end of an identity number' } }, async (request, reply) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    if (!answersCalls(await knownCaller(request, house, engine.id))) throw new RequestRefused('not-allowed');
    const { phone, tail } = request.query as { phone?: string; tail?: string };
    if ((phone === undefined) === (tail === undefined)) throw badRequest('querystring/phone', 'either', { other: 'tail' });
    const number = phone === undefined ? null : readPhone(phone);
    if (phone !== undefined && number === null) throw badRequest('querystring/phone', 'phone');
    const rows = number !== null ? await house.records.find('phone', number) : await house.records.find('tail', (tail ?? '').toUpperCase());
    const at = engine.now();
    const found = rows.filter((row) => row.hall === engine.id).flatMap((row) => engine.hall.appointments.get(row.ref as AppointmentId) ?? []).sort((a, b) => Math.abs(a.start - at) - Math.abs(b.start - at));
    void reply.header('cache-control', 'no-store');
    return { appointments: await Promise.all(found.slice(0, 50).map((one) => told(house, engine, one.id, at))) };
  });
};

const toMoveRoute = (app: FastifyInstance, house: House): void => {
  app.get('/api/halls/:hall/appointments/to-move', { config: { answer: answers.toMove }, schema: { summary: 'Appointments that can\'t be kept since a day, an hour or a counter was closed, with times to offer' } }, async (request, reply) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    if (!answersCalls(await knownCaller(request, house, engine.id))) throw new RequestRefused('not-allowed');
    const { hall } = engine;
    const at = engine.now();
    void reply.header('cache-control', 'no-store');
    const found = mustMove(hall, at).slice(0, 200);
    return {
      appointments: await Promise.all(found.map(async ({ id, why, offers }) => {
        return { appointment: { ...appointmentAnswer(hall, id, at, {}, null), contact: await readContact(house, hall, id) }, why, offers: offers.map((start) => isoInstant(hall.catalogue.zoneTable, start)) };
      })),
    };
  });
};

/** What the hotline does for a caller; each with who did it in the journal. */
export const hotlineRoutes = (app: FastifyInstance, house: House): void => {
  searchRoute(app, house);
  toMoveRoute(app, house);
  const answer = (hall: Hall, at: Parameters<typeof appointmentAnswer>[2], c: PressContext<unknown>): unknown => ({ appointment: appointmentAnswer(hall, idParam(c), at, {}, null) });
  pressRoute<MoveBody>(app, house, {
    url: '/appointments/:appointment/move', body: moveBody, summary: 'Move an appointment for its holder', answers: answers.booked, who: answersCalls, answer,
    press: (c) => ({ commands: [{ type: 'move-appointment', by: c.by, id: idParam(c), start: startOf(c.body.start), seal: null }] }),
  });
  pressRoute<StaffCancelBody>(app, house, {
    url: '/appointments/:appointment/cancel', body: staffCancelBody, summary: 'Cancel an appointment, with a reason; `excused`: the hall caused it', answers: answers.booked, who: answersCalls, answer,
    press: (c) => {
      const sealed = seal(idParam(c), 'reason', c.body.reason);
      return { sides: [sealed.side], commands: [{ type: 'cancel-appointment', by: c.by, id: idParam(c), excused: c.body.excused ?? false, seal: sealed.seal }] };
    },
  });
  pressRoute<{ text: string }>(app, house, {
    url: '/appointments/:appointment/note', body: noteBody, summary: 'A note for the next handler; it vanishes with the visit', answers: answers.booked, who: answersCalls, answer,
    press: (c) => {
      const sealed = sealAlone(idParam(c), 'note', c.body.text);
      return { sides: [sealed.side], commands: [{ type: 'note-appointment', by: c.by, id: idParam(c), seal: sealed.seal }] };
    },
  });
  pressRoute<{ reason: string; until: string }>(app, house, {
    url: '/persons/:person/bar', body: barBody, summary: 'Give somebody no times up to a day, with a reason; numbers in the hall stay', answers: answers.barSet, who: (c) => isRole(c, 'hotline', 'manager'), answer: () => ({ barred: true }),
    press: (c) => {
      const until = dayFrom(c.body.until, 'body/until');
      const person = (c.params['person'] ?? '') as PersonId;
      const sealed = seal(person, 'reason', c.body.reason);
      return { sides: [sealed.side], commands: [{ type: 'bar-person', by: c.by, person, until, seal: sealed.seal }] };
    },
  });
  pressRoute<{ reason: string }>(app, house, {
    url: '/persons/:person/lift-bar', body: reasonBody, summary: 'Forgive what somebody missed, with a reason', answers: answers.barLifted, who: (c) => isRole(c, 'hotline', 'manager'), answer: () => ({ lifted: true }),
    press: (c) => {
      const person = (c.params['person'] ?? '') as PersonId;
      const sealed = seal(person, 'reason', c.body.reason);
      return { sides: [sealed.side], commands: [{ type: 'lift-bar', by: c.by, person, seal: sealed.seal }] };
    },
  });
};
