import type { FastifyInstance } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { emptyBody, endOfDayBody, suspensionBody } from '../../contract/http-shapes.ts';
import { captionBody } from '../../contract/http-shapes.ts';
import { instant } from '../domain/brands.ts';
import type { CounterId, Instant, LegId, QueueId, ServiceId, TicketId } from '../domain/brands.ts';
import type { Text } from '../domain/hall-config.ts';
import type { Scope } from '../domain/hall.ts';
import { legsOf } from '../domain/decision.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { meetingAt } from '../domain/view-display.ts';
import type { Caller } from '../engine/access.ts';
import { freshId, sealAlone } from '../engine/fresh-values.ts';
import type { House } from '../engine/house.ts';
import { knownCaller } from './caller.ts';
import { faultAt } from './fault-words.ts';
import { hallOf, pressRoute } from './press-route.ts';
import { RequestRefused } from './problem.ts';
import { isRole } from './roles.ts';
import { ticketAnswer } from './ticket-answer.ts';
import { ticketSearchSchema } from './ticket-routes.ts';
import { journalLine } from './written-out.ts';


/** The format of the schema also allows what no clock shows, such as a leap second. */
const instantFrom = (text: string): Instant => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new RequestRefused('bad-request', { faults: [faultAt('body/expectedBack', 'format')] });
  return instant(ms);
};

export const managerRoutes = (app: FastifyInstance, house: House): void => {
  pressRoute<{ scope: Scope; reason: Text; expectedBack?: string }>(app, house, {
    url: '/suspensions', body: suspensionBody, summary: 'Suspend the hall, a department or a service', status: 201, answers: answers.suspended, who: (c) => isRole(c, 'manager'),
    press: (c) => {
      const { scope, reason, expectedBack } = c.body;
      const id = freshId();
      const sealed = sealAlone(id, 'reason', JSON.stringify(reason));
      return { sides: [sealed.side], commands: [{ type: 'suspend', by: c.by, id, scope, reason, seal: sealed.seal, expectedBack: expectedBack === undefined ? null : instantFrom(expectedBack) }] };
    },
    answer: (_hall, _at, _c, decided) => {
      const event = decided[0] !== undefined && 'entries' in decided[0] ? decided[0].entries[0]?.event : undefined;
      return { suspension: { id: event?.type === 'suspended' ? event.id : null } };
    },
  });
  pressRoute(app, house, {
    url: '/suspensions/:id/resume', body: emptyBody, summary: 'Go on after a suspension', answers: answers.suspended, who: (c) => isRole(c, 'manager'), answer: (_h, _a, c) => ({ suspension: { id: c.params['id'] } }),
    press: (c) => ({ commands: [{ type: 'end-suspension', by: c.by, id: c.params['id'] ?? '' }] }),
  });
  pressRoute<{ queues?: string[] }>(app, house, {
    url: '/end-of-day', body: endOfDayBody, summary: 'End the day: people still waiting become unserved', answers: answers.dayEnded, who: (c) => isRole(c, 'manager'),
    press: (c) => ({ commands: [{ type: 'end-of-day', by: c.by, queues: (c.body.queues ?? null) as QueueId[] | null }] }),
    answer: (_h, _a, _c, decided) => ({ unserved: decided[0] !== undefined && 'entries' in decided[0] ? decided[0].entries.length : 0 }),
  });
  pressRoute(app, house, {
    url: '/services/:service/info-wrong', body: emptyBody, summary: 'A visitor says that what a service says is wrong', who: (c) => c.kind === 'device' && c.use === 'kiosk', answers: answers.told, answer: () => ({ told: true }),
    press: (c) => ({ commands: [{ type: 'service-info-wrong', by: c.by, serviceId: (c.params['service'] ?? '') as ServiceId }] }),
  });
  pressRoute(app, house, {
    url: '/services/:service/info-checked', body: emptyBody, summary: 'Somebody checked what a service says', who: (c) => isRole(c, 'manager', 'administrator'), answers: answers.checked, answer: () => ({ checked: true }),
    press: (c) => ({ commands: [{ type: 'service-info-checked', by: c.by, serviceId: (c.params['service'] ?? '') as ServiceId }] }),
  });
  pressRoute(app, house, {
    url: '/help', body: emptyBody, summary: 'A kiosk asks for the guide', status: 201, answers: answers.helpAsked, who: (c) => c.kind === 'device' && c.use === 'kiosk', press: (c) => ({ commands: [{ type: 'ask-help', by: c.by, id: freshId() }] }),
    answer: (hall, _at, c) => ({ id: [...hall.helps.values()].find((h) => c.by.kind === 'device' && h.device === c.by.id && h.acknowledgedAt === null)?.id ?? null }),
  });
  pressRoute(app, house, {
    url: '/help/:id/acknowledge', body: emptyBody, summary: 'The guide is coming', answers: answers.helpAcknowledged, who: (c) => isRole(c, 'guide', 'manager'), answer: () => ({ acknowledged: true }),
    press: (c) => ({ commands: [{ type: 'acknowledge-help', by: c.by, id: c.params['id'] ?? '' }] }),
  });
  app.post('/api/halls/:hall/counters/:counter/caption', { config: { answer: answers.captionShown }, schema: { body: captionBody, summary: 'Text for a visitor who can\'t hear; shown, never stored' } }, async (request) => {
    const params = request.params as Record<string, string>;
    const engine = hallOf(house, params['hall']);
    const caller = await knownCaller(request, house, engine.id);
    const counterId = (params['counter'] ?? '') as CounterId;
    if (caller.kind !== 'staff' || engine.hall.counters.get(counterId)?.clerk !== caller.number) throw new RequestRefused('not-yours', { about: counterId });
    house.captions.set(engine.id, counterId, { meeting: meetingAt(engine.hall, counterId), text: (request.body as { text: string }).text });
    return { shown: true };
  });
};

const digits = /^\d{1,15}$/;
const wholeNumber = (query: Readonly<Record<string, string>>, name: string, otherwise: number): number => {
  const text = query[name];
  if (text === undefined) return otherwise;
  if (!digits.test(text)) throw new RequestRefused('bad-request', { faults: [faultAt(`querystring/${name}`, 'type', { type: 'integer' })] });
  return Number(text);
};

/** What staff may read: the journal, one ticket's history, and tickets by number. */
export const readRoutes = (app: FastifyInstance, house: House): void => {
  app.get('/api/halls/:hall/journal', { config: { answer: answers.journal }, schema: { summary: 'Events in order, after a sequence number; at most 1000' } }, async (request) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    const caller = await knownCaller(request, house, engine.id);
    if (!isRole(caller, 'manager', 'supervisor') && !(caller.kind === 'integration' && caller.scopes.includes('journal'))) throw new RequestRefused('not-allowed');
    const query = request.query as Record<string, string>;
    const entries = await house.records.journal(engine.id, wholeNumber(query, 'after', 0), Math.min(1000, wholeNumber(query, 'limit', 100)));
    return { events: entries.map((entry) => journalLine(engine.hall.catalogue.zoneTable, entry)) };
  });
  app.get('/api/halls/:hall/tickets', { config: { answer: answers.tickets }, schema: ticketSearchSchema }, async (request) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    if ((await knownCaller(request, house, engine.id)).kind !== 'staff') throw new RequestRefused('not-allowed');
    const { number } = request.query as { number: string };
    const found = [...engine.hall.tickets.values()].filter((t) => t.number === number.toUpperCase());
    return { tickets: found.map((t) => ticketAnswer(engine.hall, t.id, engine.now(), null, null)) };
  });
  app.get('/api/halls/:hall/tickets/:id/why', { config: { answer: answers.why }, schema: { summary: 'Why a ticket was called when it was, whom it passed, who passed it' } }, async (request) => {
    const params = request.params as Record<string, string>;
    const engine = hallOf(house, params['hall']);
    if ((await knownCaller(request, house, engine.id)).kind !== 'staff') throw new RequestRefused('not-allowed');
    const ticket = engine.hall.tickets.get((params['id'] ?? '') as TicketId);
    if (ticket === undefined) throw new RequestRefused('unknown-ticket');
    const own = legsOf(engine.hall, ticket);
    const passedBy = [...engine.hall.legs.values()].filter((leg) => leg.call?.why.passed.some((p) => p.numbers.includes(ticket.number)) === true);
    return {
      number: ticket.number,
      calls: own.flatMap((leg) => (leg.call === null ? [] : [{ legId: leg.id as LegId, at: isoInstant(engine.hall.catalogue.zoneTable, leg.call.firstAt), why: leg.call.why }])),
      passedBy: passedBy.map((leg) => ({ number: engine.hall.tickets.get(leg.ticketId)?.number, rule: leg.call?.why.rule, reason: leg.call?.why.passed.find((p) => p.numbers.includes(ticket.number))?.reason })),
    };
  });
};
