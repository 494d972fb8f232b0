import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { answers } from '../../contract/http-answers.ts';
import { checkInBody, emptyBody, findAppointmentBody, moveBody } from '../../contract/http-shapes.ts';
import type { CheckInBody, FindAppointmentBody, MoveBody } from '../../contract/http-shapes.ts';
import { readAppointmentCode } from '../domain/appointment-code.ts';
import type { AppointmentId, TicketId } from '../domain/brands.ts';
import type { Actor, Command } from '../domain/command.ts';
import { bookedToday, heldHere, isToday, meantBy } from '../domain/check-in.ts';
import type { Appointment } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { readIdentity } from '../domain/person-number.ts';
import { placeAtIssue } from '../domain/ticket-facts.ts';
import type { Caller } from '../engine/access.ts';
import { costFor, sourceOf } from '../engine/allowance.ts';
import { freshId, freshTicketToken, seal, tokenHash } from '../engine/fresh-values.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { appointmentAnswer, visitFacts, placeAnswer, readBeside, standingOf } from './appointment-answer.ts';
import type { Beside, Standing } from './appointment-answer.ts';
import { badRequest } from './bad-request.ts';
import { startOf } from './booking-routes.ts';
import { callerName, knownCaller } from './caller.ts';
import { hallOf, pressRoute, sendPress } from './press-route.ts';
import type { PressContext } from './press-route.ts';
import { languageOf, RequestRefused } from './problem.ts';
import { takenAudio } from './taken-audio.ts';
import type { SpokenTaken } from './taken-audio.ts';
import { ticketAnswer } from './ticket-answer.ts';

interface Held { readonly engine: HallEngine; readonly id: AppointmentId }
const standing = (house: House, rows: readonly { readonly hall: string; readonly ref: string }[]): readonly Held[] => rows.flatMap((row) => {
  const engine = house.halls.get(row.hall as HallEngine['id']);
  const appointment = engine?.hall.appointments.get(row.ref as AppointmentId);
  return engine === undefined || engine.down || appointment === undefined || appointment.state === 'reserved' ? [] : [{ engine, id: appointment.id }];
});

/** Wrong links, codes and numbers slow down whoever tries them. */
const notFound = (house: House, source: string): RequestRefused => {
  const waitMs = house.access.guesses.waitMs([source], house.clock.mono());
  if (waitMs > 0) return new RequestRefused('too-many-attempts', { seconds: Math.ceil(waitMs / 1000) });
  house.access.guesses.failed([source], house.clock.mono());
  return new RequestRefused('unknown-appointment');
};

const heldBy = async (house: House, request: FastifyRequest, token: string): Promise<Held> => {
  const [held] = standing(house, await house.records.find('booking-token', token));
  if (held === undefined) throw notFound(house, `token:${sourceOf(request.ip)}`);
  return held;
};
const tokenParam = (request: FastifyRequest): string => (request.params as Record<string, string>)['token'] ?? '';

const holderPress = <Body>(app: FastifyInstance, house: House, url: 'move' | 'cancel', body: TSchema, summary: string, press: (body: Body, id: AppointmentId, by: Actor) => Command): void => {
  const takesPlaces = url === 'move';
  app.post(`/api/appointments/:token/${url}`, { config: { press: true, answer: answers.booked }, schema: { body, summary } }, async (request, reply): Promise<FastifyReply> => {
    const { engine, id } = await heldBy(house, request, tokenParam(request));
    const waitMs = takesPlaces ? house.bookings.waitMs(sourceOf(request.ip), house.clock.mono(), costFor(request.ip)) : 0;
    if (waitMs > 0) throw new RequestRefused('too-many-attempts', { seconds: Math.ceil(waitMs / 1000) });
    const beside = await readBeside(house, engine.hall, id);
    const context: PressContext<Body> = {
      engine, caller: { kind: 'anyone' }, by: { kind: 'visitor' }, params: { token: tokenHash(tokenParam(request)) }, body: request.body as Body, language: languageOf(request.headers['accept-language']), house,
    };
    return sendPress<Body>(request, reply, { press: (c) => ({ commands: [press(c.body, id, c.by)] }), answer: (hall, at) => ({ appointment: appointmentAnswer(hall, id, at, beside, house.publicUrl) }) }, context);
  });
};

const holderRoutes = (app: FastifyInstance, house: House): void => {
  app.get('/api/appointments/:token', { config: { answer: answers.ownAppointment }, schema: { summary: 'The holder\'s own appointment' } }, async (request, reply) => {
    const { engine, id } = await heldBy(house, request, tokenParam(request));
    void reply.header('cache-control', 'no-store');
    const at = engine.now();
    return { hall: placeAnswer(engine.hall), now: isoInstant(engine.hall.catalogue.zoneTable, at), appointment: appointmentAnswer(engine.hall, id, at, await readBeside(house, engine.hall, id), house.publicUrl), ...visitFacts(engine.hall, id, at) };
  });
  holderPress<MoveBody>(app, house, 'move', moveBody, 'Take another time; code and link stay', ({ start }, id, by) => ({ type: 'move-appointment', by, id, start: startOf(start), seal: null }));
  holderPress(app, house, 'cancel', emptyBody, 'Cancel the appointment', (_body, id, by) => ({ type: 'cancel-appointment', by, id, excused: false, seal: null }));
};

const checksIn = (caller: Caller): boolean => (caller.kind === 'device' ? caller.use === 'kiosk' : caller.kind === 'staff' && caller.roles.some((role) => role === 'guide' || role === 'manager'));

/** Someone's phone ends so, and the code of their appointment: of today here, else of another day or hall. Two together would be a guess, so one it must be. */
const byTails = async (house: House, engine: HallEngine, phoneTail: string, codeTail: string): Promise<readonly Held[]> => {
  const all = standing(house, await house.records.find('phone-tail', phoneTail));
  const codes = await Promise.all(all.map(async (one) => (await house.records.side(one.engine.id, one.id, 'booking-code'))?.value ?? ''));
  const found = all.filter((_one, index) => codes[index]?.endsWith(codeTail) === true);
  const today = found.filter((one) => one.engine === engine && isToday(engine.hall, engine.hall.appointments.get(one.id) as Appointment));
  const some = today.length > 0 ? today : found.filter((one) => one.engine.hall.appointments.get(one.id)?.state === 'booked');
  return some.length === 1 ? some : [];
};
const codeTailLength = 3;

const inHall = (engine: HallEngine, appointments: readonly Appointment[]): readonly Held[] => appointments.map(({ id }) => ({ engine, id }));
/** What an identity number shows here; else what is booked for today in another hall of this house. */
const byIdentity = async (house: House, engine: HallEngine, identity: string): Promise<readonly Held[]> => {
  const here = heldHere(engine.hall, await house.persons.holder(engine.id, identity));
  if (here.length > 0) return inHall(engine, here);
  const others = [...house.halls.values()].filter((other) => other !== engine && !other.down);
  return (await Promise.all(others.map(async (other) => inHall(other, bookedToday(other.hall, await house.persons.holder(other.id, identity)))))).flat();
};

/** What somebody shows: the code, or the ends of phone and code; the link; an identity number, or the card itself on this kiosk's reader. */
const heldShown = async (house: House, caller: Caller, engine: HallEngine, body: FindAppointmentBody): Promise<readonly Held[]> => {
  if (body.token !== undefined) return standing(house, await house.records.find('booking-token', /\/a\/([A-Za-z0-9_-]+)/.exec(body.token)?.[1] ?? body.token));
  if (body.card !== undefined) return caller.kind === 'device' && caller.device !== null ? inHall(engine, heldHere(engine.hall, house.cards.holder(body.card, engine.id, caller.device))) : [];
  if (body.identity !== undefined) {
    const identity = readIdentity(body.identity);
    if (identity === null) throw badRequest('body/identity', 'identity');
    return byIdentity(house, engine, identity);
  }
  const typed = (body.code ?? '').trim();
  if (body.phoneTail !== undefined && typed.length === codeTailLength) return byTails(house, engine, body.phoneTail, typed);
  const code = readAppointmentCode(typed);
  const own = code === null ? [] : standing(house, await house.records.find('booking-code', code));
  if (own.length > 0) return own;
  const knowing = [engine, ...house.halls.values()].filter((one) => !one.down && one.hall.externals.has(typed));
  // Nine digits that are no code were mistyped, and three are fewer than any number has; anything else may be a platform's number, and is not tried out.
  if (code === null && knowing.length === 0 && /^\d{1,3}$|^\d{9}$/.test(typed.replace(/\s/g, ''))) throw badRequest('body/code', 'code');
  const [meant] = knowing.flatMap((one) => { const appointment = meantBy(one.hall, typed); return appointment === null ? [] : inHall(one, [appointment]); });
  return meant === undefined ? [] : [meant];
};

/** The appointments that somebody shows at a kiosk or to the guide: one by its code or link, or all of today by an identity. */
const shownBy = async (house: House, caller: Caller, engine: HallEngine, body: FindAppointmentBody): Promise<readonly Held[]> => {
  const source = `code:${engine.id}:${callerName(caller)}`;
  const given = [body.code, body.token, body.identity, body.card].filter((one) => one !== undefined);
  if (given.length !== 1) throw badRequest('body/code', 'either', { other: 'token, identity, card' });
  // Wrong ends of codes count against the phone number too: a right one of somebody else's clears nothing of it.
  const victim = body.phoneTail === undefined ? [] : [`tail:${engine.id}:${body.phoneTail}`];
  const waitMs = house.access.guesses.waitMs([source, ...victim], house.clock.mono());
  if (waitMs > 0) throw new RequestRefused('too-many-attempts', { seconds: Math.ceil(waitMs / 1000) });
  const held = await heldShown(house, caller, engine, body);
  if (held.length === 0) {
    house.access.guesses.failed(victim, house.clock.mono());
    throw notFound(house, source);
  }
  house.access.guesses.succeeded([source]);
  return held;
};

const findRoute = (app: FastifyInstance, house: House): void => {
  app.post('/api/halls/:hall/check-ins/find', { config: { answer: answers.foundAppointments }, schema: { body: findAppointmentBody, summary: 'Which appointments somebody shows, and what is to be done with each' } }, async (request) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    const caller = await knownCaller(request, house, engine.id);
    if (!checksIn(caller)) throw new RequestRefused('not-allowed');
    const held = await shownBy(house, caller, engine, request.body as FindAppointmentBody);
    const at = engine.now();
    const told = (one: Held): { readonly standing: Standing | 'other-hall'; readonly hall: unknown; readonly appointment: unknown } => {
      const { hall } = one.engine;
      const appointment = hall.appointments.get(one.id);
      // Whoever finds it at a kiosk has its code; the link stays with the holder's phone.
      const beside: Beside = {};
      return { standing: one.engine !== engine ? 'other-hall' : appointment === undefined ? 'cancelled' : standingOf(hall, appointment, at), hall: placeAnswer(hall), appointment: appointmentAnswer(hall, one.id, at, beside, null) };
    };
    return { now: isoInstant(engine.hall.catalogue.zoneTable, at), appointments: held.map(told) };
  });
};

const checkInRoute = (app: FastifyInstance, house: House, spoken: SpokenTaken): void => {
  const made = new WeakMap<object, { readonly id: TicketId; readonly token: string }>();
  pressRoute<CheckInBody, readonly Held[]>(app, house, {
    url: '/check-ins', body: checkInBody, summary: 'Check in for an appointment: a number for it', status: 201, answers: answers.issued, who: checksIn,
    ready: async (c) => shownBy(house, c.caller, c.engine, c.body),
    press: (c, held) => {
      const here = held.filter((one) => one.engine === c.engine);
      if (here.length === 0) throw new RequestRefused('unknown-appointment');
      const id = freshId() as TicketId;
      const token = freshTicketToken();
      made.set(c, { id, token });
      const sealed = seal(id, 'token', token);
      return {
        sides: [sealed.side],
        commands: [{
          type: 'check-in', by: c.by, appointments: here.map((one) => one.id), as: c.body.as ?? 'booked', ticketId: id, seal: sealed.seal, language: c.body.language ?? c.language, large: c.body.large ?? false,
          needs: c.body.needs ?? [], job: c.caller.kind === 'device' ? freshId() : null,
        }],
      };
    },
    answer: (hall, at, c) => {
      const one = made.get(c);
      const ticket = one === undefined ? null : ticketAnswer(hall, one.id, at, one.token, house.publicUrl, placeAtIssue);
      return { ticket: ticket === null ? null : { ...ticket, audio: takenAudio(spoken, ticket.number, ticket.ahead, c.body.language ?? c.language) } };
    },
  });
};

/** What the holder of an appointment does with it: looks, moves, cancels, and checks in at the hall. */
export const appointmentRoutes = (app: FastifyInstance, house: House, spoken: SpokenTaken): void => {
  holderRoutes(app, house);
  findRoute(app, house);
  checkInRoute(app, house, spoken);
};
