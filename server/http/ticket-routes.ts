import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answers } from '../../contract/http-answers.ts';
import { classBody, emptyBody, issueBody, reprintBody, returnBody } from '../../contract/http-shapes.ts';
import type { IssueBody } from '../../contract/http-shapes.ts';
import type { ClassId, CounterId, DeviceId, ServiceId, TicketId } from '../domain/brands.ts';
import type { Hall } from '../domain/hall.ts';
import { provesClass } from '../domain/visitor-class.ts';
import type { Caller } from '../engine/access.ts';
import { freshId, freshTicketToken, seal } from '../engine/fresh-values.ts';
import type { House } from '../engine/house.ts';
import { faultAt } from './fault-words.ts';
import { pressRoute } from './press-route.ts';
import type { PressContext } from './press-route.ts';
import { placeAtIssue } from '../domain/ticket-facts.ts';
import { RequestRefused } from './problem.ts';
import { isRole } from './roles.ts';
import { takenAudio } from './taken-audio.ts';
import type { SpokenTaken } from './taken-audio.ts';
import { ticketAnswer } from './ticket-answer.ts';

const isKiosk = (caller: Caller): boolean => caller.kind === 'device' && caller.use === 'kiosk';
const helpsVisitors = (caller: Caller): boolean => isKiosk(caller) || isRole(caller, 'guide', 'manager', 'clerk', 'hotline');

/** A guide proves a class by looking and says why; a kiosk proves it by the card on its reader, once. */
const proven = ({ caller, body, house, engine }: PressContext<IssueBody>): boolean => {
  if (isRole(caller, 'guide', 'manager')) return body.identity?.reason !== undefined;
  const { hall } = engine;
  const cls = hall.catalogue.classes.get((body.class ?? '') as ClassId);
  const birth = caller.kind !== 'device' || caller.device === null || body.identity?.reference === undefined ? null : house.cards.take(body.identity.reference, engine.id, caller.device);
  return birth !== null && cls !== undefined && provesClass(hall, cls, birth, engine.now());
};

export const issueRoute = (app: FastifyInstance, house: House, spoken: SpokenTaken): void => {
  const tokens = new WeakMap<object, { readonly token: string; readonly id: TicketId }>();
  pressRoute<IssueBody>(app, house, {
    url: '/tickets', body: issueBody, summary: 'Take a number for one to five services', status: 201, answers: answers.issued, who: (c) => isKiosk(c) || isRole(c, 'guide', 'manager'),
    press: (context) => {
      const { body, by } = context;
      const services = body.serviceIds ?? (body.serviceId === undefined ? [] : [body.serviceId]);
      if (services.length === 0 || (body.serviceIds !== undefined && body.serviceId !== undefined)) throw new RequestRefused('bad-request', { faults: [faultAt('body/serviceId', 'either', { other: 'serviceIds' })] });
      const id = freshId() as TicketId;
      const token = freshTicketToken();
      tokens.set(context, { token, id });
      const sealed = seal(id, 'token', token);
      const reason = body.identity?.reason === undefined ? null : seal(id, 'reason', body.identity.reason);
      return {
        sides: [sealed.side, ...(reason === null ? [] : [reason.side])],
        commands: [{
          type: 'issue', by, ticketId: id, seal: sealed.seal, reasonSeal: reason?.seal ?? null, services: services as ServiceId[], classId: (body.class ?? null) as ClassId | null, cases: body.cases ?? 1,
          language: body.language ?? context.language, large: body.large ?? false, needs: body.needs ?? [], proven: proven(context), period: null, job: isKiosk(context.caller) ? freshId() : null,
        }],
      };
    },
    answer: (hall, at, context) => {
      const made = tokens.get(context);
      const ticket = made === undefined ? null : ticketAnswer(hall, made.id, at, made.token, house.publicUrl, placeAtIssue);
      return { ticket: ticket === null ? null : { ...ticket, audio: takenAudio(spoken, ticket.number, ticket.ahead, context.body.language ?? context.language) } };
    },
  });
};

const idParam = (context: PressContext<unknown>): TicketId => (context.params['id'] ?? '') as TicketId;
const answerTicket = (hall: Hall, at: Parameters<typeof ticketAnswer>[2], context: PressContext<unknown>): unknown => ({ ticket: ticketAnswer(hall, idParam(context), at, null, null) });

/** What staff, and kiosks by scan, do with a ticket that already exists. */
export const ticketRoutes = (app: FastifyInstance, house: House): void => {
  pressRoute<{ counter?: string }>(app, house, {
    url: '/tickets/:id/return', body: returnBody, summary: 'A held or absent ticket is called next at the counter that asks', who: (c) => isRole(c, 'clerk', 'guide', 'manager'), answers: answers.ticket, answer: answerTicket,
    press: (context) => {
      const { engine, by, body } = context;
      const own = [...engine.hall.counters.values()].find((c) => by.kind === 'staff' && c.clerk === by.number)?.id;
      const counterId = (body.counter ?? own ?? '') as CounterId;
      return { commands: [{ type: 'return', by, counterId, ticketId: idParam(context) }] };
    },
  });
  pressRoute(app, house, { url: '/tickets/:id/wake', body: emptyBody, summary: 'The holder of an absent ticket shows it', who: helpsVisitors, answers: answers.ticket, answer: answerTicket, press: (c) => ({ commands: [{ type: 'wake', by: c.by, ticketId: idParam(c) }] }) });
  for (const type of ['away', 'back'] as const)
    pressRoute(app, house, { url: `/tickets/:id/${type}`, body: emptyBody, summary: type === 'away' ? 'Step away for 30 minutes' : 'Back in line', who: helpsVisitors, answers: answers.ticket, answer: answerTicket, press: (c) => ({ commands: [{ type, by: c.by, ticketId: idParam(c) }] }) });
  pressRoute<{ class: string; reason: string }>(app, house, {
    url: '/tickets/:id/class', body: classBody, summary: 'Change the class of a person, with a reason', who: (c) => isRole(c, 'guide', 'manager'), answers: answers.ticket, answer: answerTicket,
    press: (c) => {
      const sealed = seal(idParam(c), 'reason', c.body.reason);
      return { sides: [sealed.side], commands: [{ type: 'change-class', by: c.by, ticketId: idParam(c), classId: c.body.class as ClassId, seal: sealed.seal }] };
    },
  });
  pressRoute<{ printer?: string }>(app, house, {
    url: '/tickets/:id/reprint', body: reprintBody, summary: 'Print the ticket again', who: (c) => isKiosk(c) || isRole(c, 'guide', 'manager', 'clerk'), answers: answers.ticket, answer: answerTicket,
    press: (c) => ({ commands: [{ type: 'reprint', by: c.by, ticketId: idParam(c), printer: (c.body.printer ?? null) as DeviceId | null, job: freshId() }] }),
  });
  pressRoute(app, house, { url: '/tickets/:id/blank-paper', body: emptyBody, summary: 'No ticket came out, or it can\'t be read', who: isKiosk, answers: answers.ticket, answer: answerTicket, press: (c) => ({ commands: [{ type: 'blank-paper', by: c.by, ticketId: idParam(c) }] }) });
};

const byNumber = Type.Object({ number: Type.String({ minLength: 1, maxLength: 12 }) }, { additionalProperties: false });
export const ticketSearchSchema = { querystring: byNumber, summary: 'Tickets of today by their printed number' };
