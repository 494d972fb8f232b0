import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { answers } from '../../contract/http-answers.ts';
import { emptyBody, ratingBody, scanBody } from '../../contract/http-shapes.ts';
import type { RatingBody } from '../../contract/http-shapes.ts';
import type { LegId, TicketId } from '../domain/brands.ts';
import type { VisitorAnswer } from '../../contract/visitor-answer.ts';
import { seal, tokenHash } from '../engine/fresh-values.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { knownCaller } from './caller.ts';
import { ticketHeldBy } from './held-ticket.ts';
import { hallOf, sendPress } from './press-route.ts';
import type { PressContext, Pressed } from './press-route.ts';
import { languageOf, RequestRefused } from './problem.ts';
import { stateAudio } from './taken-audio.ts';
import type { SpokenTaken } from './taken-audio.ts';
import { ticketAnswer } from './ticket-answer.ts';
import { voucherLink } from './voucher-routes.ts';
import { visitorAnswer } from './written-out.ts';

const tokenParam = (request: FastifyRequest): string => (request.params as Record<string, string>)['token'] ?? '';

const visitorPress = <Body>(app: FastifyInstance, house: House, url: string, body: TSchema, summary: string, press: (c: PressContext<Body>, ticketId: TicketId) => Pressed): void => {
  app.post(`/api/tickets/:token/${url}`, { config: { press: true, answer: answers.visitor }, schema: { body, summary } }, async (request, reply): Promise<FastifyReply> => {
    const { engine, ticketId } = await ticketHeldBy(house, request, tokenParam(request));
    const context: PressContext<Body> = {
      engine, caller: { kind: 'anyone' }, by: { kind: 'visitor' }, params: { token: tokenHash(tokenParam(request)) }, body: request.body as Body, language: languageOf(request.headers['accept-language']), house,
    };
    return sendPress<Body>(request, reply, { press: (c) => press(c, ticketId), answer: (hall, at) => ({ ticket: visitorAnswer(hall, ticketId, at) }) }, context);
  });
};

/** What a visitor may do with a scanned ticket at a kiosk. */
const actionsOf = (view: VisitorAnswer): readonly string[] => [
  ...(view.state === 'absent' && view.missed.kind !== 'final' ? ['wake'] : []), ...(view.away !== null ? ['back'] : []), ...(view.state === 'waiting' && view.away === null && view.awaysLeft > 0 ? ['away'] : []),
];

const scanRoute = (app: FastifyInstance, house: House, spoken: SpokenTaken): void => {
  app.post('/api/halls/:hall/scan', { config: { answer: answers.scanned }, schema: { body: scanBody, summary: 'State of a scanned ticket' } }, async (request) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    await knownCaller(request, house, engine.id);
    const { token } = request.body as { token: string };
    const held = await ticketHeldBy(house, request, /\/t\/([A-Za-z0-9_-]+)/.exec(token)?.[1] ?? token, false);
    const view = visitorAnswer(held.engine.hall, held.ticketId, engine.now());
    if (view === null || held.engine.id !== engine.id) throw new RequestRefused('unknown-ticket');
    const state = view.counter !== null && (view.state === 'called' || view.state === 'serving')
      ? ({ kind: 'called', counter: engine.hall.catalogue.counters.get(engine.hall.legs.get((view.services.find((s) => s.state === view.state)?.legId ?? '') as LegId)?.counterId ?? ('' as never))?.spoken ?? '' } as const)
      : ({ kind: 'waiting', ahead: view.ahead } as const);
    const language = languageOf(request.headers['accept-language']);
    const speaks = view.state === 'waiting' || view.state === 'called';
    return { ticketId: held.ticketId, ticket: view, actions: actionsOf(view), audio: speaks ? stateAudio(spoken, view.number, state, language) : null };
  });
};

export const visitorRoutes = (app: FastifyInstance, house: House, spoken: SpokenTaken): void => {
  app.get('/api/tickets/:token', { config: { answer: answers.ownTicket }, schema: { summary: 'The holder\'s own ticket' } }, async (request, reply) => {
    const { engine, ticketId } = await ticketHeldBy(house, request, tokenParam(request));
    void reply.header('cache-control', 'no-store');
    const at = engine.now();
    return { hall: engine.id, ticket: visitorAnswer(engine.hall, ticketId, at), answer: ticketAnswer(engine.hall, ticketId, at, null, null), voucher: await voucherLink(house, engine.hall, ticketId) };
  });
  for (const type of ['leave', 'away', 'back', 'wake'] as const)
    visitorPress(app, house, type, emptyBody, `The visitor's own "${type}"`, (_c, ticketId) => ({ commands: [{ type, by: { kind: 'visitor' }, ticketId }] }));
  visitorPress<RatingBody>(app, house, 'rating', ratingBody, 'Rate a service that was served', (c, ticketId) => {
    const sealed = c.body.comment === undefined ? null : seal(c.body.legId ?? ticketId, 'comment', c.body.comment);
    return { sides: sealed === null ? [] : [sealed.side], commands: [{ type: 'rate', by: { kind: 'visitor' }, ticketId, legId: (c.body.legId ?? null) as LegId | null, grade: c.body.grade, answers: c.body.answers ?? [], seal: sealed?.seal ?? null }] };
  });
  scanRoute(app, house, spoken);
};
