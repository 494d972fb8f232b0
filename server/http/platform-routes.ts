import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { emptyBody, importBody, moveBody } from '../../contract/http-shapes.ts';
import type { ImportBody, MoveBody } from '../../contract/http-shapes.ts';
import { localDayOf } from '../domain/book.ts';
import type { AppointmentId, Instant } from '../domain/brands.ts';
import type { Actor } from '../domain/command.ts';
import { actorName } from '../domain/decision.ts';
import type { Appointment, Hall } from '../domain/hall.ts';
import type { Caller } from '../engine/access.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { appointmentAnswer } from './appointment-answer.ts';
import { dayFrom } from './bad-request.ts';
import { besides, bookingFor, givenIn, startOf, wishOf } from './booking-routes.ts';
import type { Booking } from './booking-routes.ts';
import { knownCaller } from './caller.ts';
import { hallOf, pressRoute } from './press-route.ts';
import { RequestRefused } from './problem.ts';

const mayBook = (caller: Caller): boolean => caller.kind === 'integration' && caller.scopes.includes('book');
const idOf = (hall: Hall, by: Actor, number: string): AppointmentId => {
  const id = hall.externals.get(number)?.get(actorName(by));
  if (id === undefined) throw new RequestRefused('unknown-appointment');
  return id;
};
const told = (hall: Hall, by: Actor, number: string, at: Instant): object => {
  const id = hall.externals.get(number)?.get(actorName(by));
  return { number, appointment: id === undefined ? null : appointmentAnswer(hall, id, at, {}, null) };
};

/** Each platform sees its own bookings only. */
const askedBy = async (request: FastifyRequest, house: House): Promise<{ readonly engine: HallEngine; readonly by: Actor }> => {
  const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
  const caller = await knownCaller(request, house, engine.id);
  if (caller.kind !== 'integration' || !mayBook(caller)) throw new RequestRefused('not-allowed');
  return { engine, by: { kind: 'integration', id: caller.id } };
};

const readRoutes = (app: FastifyInstance, house: House): void => {
  app.get('/api/halls/:hall/bookings/:number', { config: { answer: answers.imported }, schema: { summary: 'A booking of the platform, by the platform\'s number' } }, async (request) => {
    const { engine, by } = await askedBy(request, house);
    const number = (request.params as Record<string, string>)['number'] ?? '';
    idOf(engine.hall, by, number);
    return { booking: told(engine.hall, by, number, engine.now()) };
  });
  const querystring = { type: 'object', additionalProperties: false, properties: { day: { type: 'string', maxLength: 10, description: 'Day of the visit, YYYY-MM-DD; today when left out' } } };
  app.get('/api/halls/:hall/bookings', { config: { answer: answers.importedDay }, schema: { querystring, summary: 'Every booking of the platform for one day, for the daily reconciliation' } }, async (request) => {
    const { engine, by } = await askedBy(request, house);
    const { hall } = engine;
    const query = request.query as { day?: string };
    const day = query.day === undefined ? localDayOf(hall, engine.now()) : dayFrom(query.day, 'querystring/day');
    const of = (one: Appointment): boolean => localDayOf(hall, one.start) === day;
    const numbers = [...hall.externals].filter(([, ids]) => { const one = hall.appointments.get(ids.get(actorName(by)) ?? ('' as AppointmentId)); return one !== undefined && of(one); }).map(([number]) => number).sort();
    return { day, bookings: numbers.map((number) => told(hall, by, number, engine.now())) };
  });
};

/** What a platform does with its own bookings: imports, moves, cancels and compares them, by its own numbers. */
export const platformRoutes = (app: FastifyInstance, house: House): void => {
  pressRoute<ImportBody, Booking>(app, house, {
    url: '/bookings', body: importBody, summary: 'Import a booking of the platform; the same one again is answered alike', status: 201, answers: answers.imported, who: mayBook,
    ready: async (context) => bookingFor(context),
    press: ({ body, by, language }, booking) => {
      const { seals, sides } = besides(booking);
      return { sides, commands: [{ type: 'book', by, id: booking.id, wish: wishOf(body, body.start), language: body.language ?? language, person: booking.person?.id ?? null, given: givenIn(booking.contact), external: body.number, seals }] };
    },
    answer: (hall, at, { body, by }) => ({ booking: told(hall, by, body.number, at) }),
  });
  pressRoute<MoveBody>(app, house, {
    url: '/bookings/:number/move', body: moveBody, summary: 'Move a booking of the platform', answers: answers.imported, who: mayBook, answer: (hall, at, c) => ({ booking: told(hall, c.by, c.params['number'] ?? '', at) }),
    press: (c) => ({ commands: [{ type: 'move-appointment', by: c.by, id: idOf(c.engine.hall, c.by, c.params['number'] ?? ''), start: startOf(c.body.start), seal: null }] }),
  });
  pressRoute(app, house, {
    url: '/bookings/:number/cancel', body: emptyBody, summary: 'Cancel a booking of the platform', answers: answers.imported, who: mayBook, answer: (hall, at, c) => ({ booking: told(hall, c.by, c.params['number'] ?? '', at) }),
    // Cancelled already, by whoever: the platform has what it wants, and is answered alike.
    press: (c) => {
      const id = idOf(c.engine.hall, c.by, c.params['number'] ?? '');
      return { commands: c.engine.hall.appointments.get(id)?.state === 'cancelled' ? [] : [{ type: 'cancel-appointment', by: c.by, id, excused: false, seal: null }] };
    },
  });
  readRoutes(app, house);
};
