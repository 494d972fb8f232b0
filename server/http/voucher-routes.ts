import type { FastifyInstance, FastifyReply } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { emptyBody, voucherBody } from '../../contract/http-shapes.ts';
import type { VoucherBody } from '../../contract/http-shapes.ts';
import type { AppointmentId, QueueId, TicketId } from '../domain/brands.ts';
import type { Actor, BookingSeals, Command } from '../domain/command.ts';
import { legsOf } from '../domain/decision.ts';
import type { Hall } from '../domain/hall.ts';
import { isFinal } from '../domain/leg-states.ts';
import { lastDayOf, voucherOf } from '../domain/vouchers.ts';
import { freshId, freshToken, seal, sealAlone, tokenHash } from '../engine/fresh-values.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { badRequest } from './bad-request.ts';
import { knownCaller } from './caller.ts';
import { ticketHeldBy } from './held-ticket.ts';
import { hallOf, pressRoute, sendPress } from './press-route.ts';
import type { PressContext, Pressed } from './press-route.ts';
import { languageOf, RequestRefused } from './problem.ts';
import { isRole } from './roles.ts';

/** A voucher before it is given: its link and code, and for which ticket. */
interface Drawn { readonly id: AppointmentId; readonly ticketId: TicketId; readonly token: string; readonly code: string }
const draw = async (house: House, ticketId: TicketId): Promise<Drawn> => ({ id: freshId() as AppointmentId, ticketId, token: freshToken(), code: await house.codes.fresh() });

const given = ({ id, ticketId, token, code }: Drawn, by: Actor, ifWaiting: boolean, reason: string | null): { readonly sides: NonNullable<Pressed['sides']>; readonly command: Command } => {
  const [linked, coded] = [sealAlone(id, 'booking-token', token), sealAlone(id, 'booking-code', code)];
  const said = reason === null ? null : seal(id, 'reason', reason);
  const seals: BookingSeals = { token: linked.seal, code: coded.seal, contact: null };
  return { sides: [linked.side, coded.side, ...(said === null ? [] : [said.side])], command: { type: 'give-voucher', by, id, ticketId, ifWaiting, seals, reasonSeal: said?.seal ?? null } };
};
const told = (hall: Hall, { id, ticketId, token, code }: Drawn, publicUrl: string | null): object => {
  const voucher = hall.appointments.get(id);
  return { number: hall.tickets.get(ticketId)?.number ?? '', code, token, url: publicUrl === null ? null : `${publicUrl}/a/${token}`, lastDay: voucher === undefined ? null : lastDayOf(hall, voucher) };
};

/** Everybody who waits in a queue, for all that their ticket is for. */
const waitingIn = ({ hall }: HallEngine, queueId: QueueId): readonly TicketId[] => {
  if (!hall.queues.has(queueId)) throw new RequestRefused('unknown-queue', { about: queueId });
  return [...hall.tickets.values()].filter((ticket) => legsOf(hall, ticket).some((leg) => leg.queueId === queueId && !isFinal(leg.state))).map(({ id }) => id);
};

/** What the guide reads out to somebody whose number became a voucher. */
const readRoute = (app: FastifyInstance, house: House): void => {
  app.get('/api/halls/:hall/tickets/:id/voucher', { config: { answer: answers.voucher }, schema: { summary: 'The voucher that was given for a ticket, to be read out' } }, async (request, reply) => {
    const params = request.params as Record<string, string>;
    const { hall, id: hallId } = hallOf(house, params['hall']);
    if (!isRole(await knownCaller(request, house, hallId), 'guide', 'manager')) throw new RequestRefused('not-allowed');
    const ticketId = (params['id'] ?? '') as TicketId;
    const id = voucherOf(hall, ticketId);
    const side = async (kind: 'booking-code' | 'booking-token'): Promise<string> => (id === null ? null : await house.records.side(hallId, id, kind))?.value ?? '';
    if (id === null) throw new RequestRefused('not-found');
    void reply.header('cache-control', 'no-store');
    return { voucher: told(hall, { id, ticketId, token: await side('booking-token'), code: await side('booking-code') }, house.publicUrl) };
  });
};

/** Gives vouchers in place of waiting: staff with a reason, to one or to all of a queue; visitors to themselves while a suspension keeps them. */
export const voucherRoutes = (app: FastifyInstance, house: House): void => {
  readRoute(app, house);
  const made = new WeakMap<object, readonly Drawn[]>();
  pressRoute<VoucherBody, readonly Drawn[]>(app, house, {
    url: '/vouchers', body: voucherBody, summary: 'Give vouchers in place of waiting, to a ticket or (the manager) to everybody in a queue', status: 201, answers: answers.vouchers, who: (c) => isRole(c, 'guide', 'manager'),
    ready: async ({ body, engine, caller }) => {
      const { ticketId, queueId } = body;
      if ((ticketId === undefined) === (queueId === undefined)) throw badRequest('body/ticketId', 'either', { other: 'queueId' });
      if (queueId !== undefined && !isRole(caller, 'manager')) throw new RequestRefused('not-allowed');
      const tickets = ticketId !== undefined ? [ticketId as TicketId] : waitingIn(engine, queueId as QueueId);
      const drawn: Drawn[] = [];
      for (const ticket of tickets) drawn.push(await draw(house, ticket));
      return drawn;
    },
    press: (c, drawn) => {
      made.set(c, drawn);
      const all = drawn.map((one) => given(one, c.by, c.body.queueId !== undefined, c.body.reason));
      return { sides: all.flatMap(({ sides }) => sides), commands: all.map(({ command }) => command) };
    },
    answer: (hall, _at, c) => ({ vouchers: (made.get(c) ?? []).filter(({ id }) => hall.appointments.has(id)).map((one) => told(hall, one, house.publicUrl)) }),
  });
  app.post('/api/tickets/:token/voucher', { config: { press: true, answer: answers.voucher, status: 201 }, schema: { body: emptyBody, summary: 'The visitor takes a voucher and comes another day, while a suspension keeps them waiting' } }, async (request, reply): Promise<FastifyReply> => {
    const token = (request.params as Record<string, string>)['token'] ?? '';
    const { engine, ticketId } = await ticketHeldBy(house, request, token);
    const drawn = await draw(house, ticketId);
    const context: PressContext<object> = { engine, caller: { kind: 'anyone' }, by: { kind: 'visitor' }, params: { token: tokenHash(token) }, body: {}, language: languageOf(request.headers['accept-language']), house };
    return sendPress<object>(request, reply, {
      status: 201, answer: (hall) => ({ voucher: told(hall, drawn, house.publicUrl) }),
      press: (c) => {
        const { sides, command } = given(drawn, c.by, false, null);
        return { sides, commands: [command] };
      },
    }, context);
  });
};

/** The link of the voucher that was given for a ticket, or null: whoever holds the ticket's link may have it. */
export const voucherLink = async (house: House, hall: Hall, ticketId: TicketId): Promise<string | null> => {
  const id = voucherOf(hall, ticketId);
  return id === null ? null : ((await house.records.side(hall.id, id, 'booking-token'))?.value ?? null);
};
