import type { FastifyInstance } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import {
  addServiceBody, callBody, emptyBody, finishBody, pauseBody, ratingBody, reasonBody, resumeHeldBody, serveDirectBody, signInBody, transferBody,
} from '../../contract/http-shapes.ts';
import type { PauseBody, RatingBody } from '../../contract/http-shapes.ts';
import type { CounterId, LegId, QueueId, ServiceId, StaffNumber, TicketId } from '../domain/brands.ts';
import type { Command } from '../domain/command.ts';
import { refuse } from '../domain/refusal.ts';
import type { Hall } from '../domain/hall.ts';
import { counterOfScreen } from '../engine/access.ts';
import type { Caller } from '../engine/access.ts';
import { freshId, freshTicketToken, seal } from '../engine/fresh-values.ts';
import type { Decided } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { pressRoute } from './press-route.ts';
import type { PressContext } from './press-route.ts';
import { RequestRefused } from './problem.ts';
import { ticketAnswer } from './ticket-answer.ts';

type Answering = (hall: Hall, at: Parameters<typeof ticketAnswer>[2], context: PressContext<unknown>, decided: readonly Decided[]) => unknown;
const isClerk = (caller: Caller): boolean => caller.kind === 'staff' && caller.roles.some((role) => role === 'clerk' || role === 'guide' || role === 'manager' || role === 'hotline');
const counterParam = (context: PressContext<unknown>): CounterId => (context.params['counter'] ?? '') as CounterId;

/** The leg that a call event of this press put at the counter. */
const calledIn = (decided: readonly Decided[]): LegId | null => {
  for (const one of [...decided].reverse()) if ('entries' in one) for (const { event } of one.entries) if (event.type === 'leg-called') return event.legId;
  return null;
};
/** `{ticket, why}` of the person who was called; `{ticket: null}` when nobody may be called. */
const answerCall: Answering = (hall, at, _context, decided) => {
  const leg = hall.legs.get((calledIn(decided) ?? '') as LegId);
  return leg === undefined ? { ticket: null } : { ticket: ticketAnswer(hall, leg.ticketId, at, null, null), why: leg.call?.why ?? null };
};
/** The ticket that the press was about, as it stands now. */
const answerTouched: Answering = (hall, at, _context, decided) => {
  for (const one of decided) if ('entries' in one) for (const { event } of one.entries) {
    const legId = 'legId' in event ? event.legId : event.type === 'undone' ? event.act.before.id : null;
    const ticketId = event.type === 'leg-added' ? event.ticketId : legId === null ? undefined : hall.legs.get(legId)?.ticketId;
    if (ticketId !== undefined) return { ticket: ticketAnswer(hall, ticketId, at, null, null) };
  }
  return { ticket: null };
};
const answerCounter: Answering = (hall, _at, context) => {
  const counter = hall.counters.get(counterParam(context));
  return { counter: { id: counterParam(context), clerk: counter?.clerk ?? null, paused: counter?.paused !== null } };
};

const deskRoutes = (app: FastifyInstance, house: House): void => {
  pressRoute<{ force?: boolean; clerk?: string }>(app, house, {
    url: '/counters/:counter/sign-in', body: signInBody, summary: 'Sign in at a counter', who: isClerk, answers: answers.counter, answer: answerCounter,
    press: (c) => {
      const mayForce = c.caller.kind === 'staff' && c.caller.roles.some((role) => role === 'manager' || role === 'guide');
      if (c.body.force === true && !mayForce) throw new RequestRefused('right-missing');
      const clerk = c.body.clerk ?? (c.caller.kind === 'staff' ? c.caller.number : '');
      if (c.caller.kind === 'staff' && clerk !== c.caller.number && !mayForce) throw new RequestRefused('right-missing');
      return { commands: [{ type: 'sign-in', by: c.by, counterId: counterParam(c), clerk: clerk as StaffNumber, force: c.body.force === true }] };
    },
  });
  pressRoute<{ force?: boolean }>(app, house, {
    url: '/counters/:counter/sign-out', body: signInBody, summary: 'Sign out', who: isClerk, answers: answers.counter, answer: answerCounter,
    press: (c) => {
      if (c.body.force === true && !(c.caller.kind === 'staff' && c.caller.roles.some((role) => role === 'manager' || role === 'guide'))) throw new RequestRefused('right-missing');
      return { commands: [{ type: 'sign-out', by: c.by, counterId: counterParam(c), force: c.body.force === true }] };
    },
  });
  pressRoute<PauseBody>(app, house, { url: '/counters/:counter/pause', body: pauseBody, summary: 'Pause with a reason, and how long it will be where that is known', who: isClerk, answers: answers.counter, answer: answerCounter, press: (c) => ({ commands: [{ type: 'pause', by: c.by, counterId: counterParam(c), reason: c.body.reason, minutes: c.body.minutes ?? null }] }) });
  for (const type of ['resume'] as const)
    pressRoute(app, house, { url: `/counters/:counter/${type}`, body: emptyBody, summary: 'Go on after a pause', who: isClerk, answers: answers.counter, answer: answerCounter, press: (c) => ({ commands: [{ type, by: c.by, counterId: counterParam(c) }] }) });
};

const callRoutes = (app: FastifyInstance, house: House): void => {
  pressRoute(app, house, { url: '/counters/:counter/call-next', body: emptyBody, summary: 'Call the next person', who: isClerk, answers: answers.called, answer: answerCall, press: (c) => ({ commands: [{ type: 'call-next', by: c.by, counterId: counterParam(c) }] }) });
  pressRoute<{ ticketId: string; reason: string }>(app, house, {
    url: '/counters/:counter/call', body: callBody, summary: 'Call a given ticket, with a reason', who: isClerk, answers: answers.called, answer: answerCall,
    press: (c) => {
      const reason = seal(c.body.ticketId, 'reason', c.body.reason);
      return { sides: [reason.side], commands: [{ type: 'call', by: c.by, counterId: counterParam(c), ticketId: c.body.ticketId as TicketId, seal: reason.seal }] };
    },
  });
  pressRoute<{ serviceId: string; reason?: string }>(app, house, {
    url: '/counters/:counter/serve-direct', body: serveDirectBody, summary: 'Serve a visitor without a ticket', status: 201, who: isClerk, answers: answers.called, answer: answerCall,
    press: (c) => {
      const id = freshId() as TicketId;
      const sealed = seal(id, 'token', freshTicketToken());
      const reason = c.body.reason === undefined ? null : seal(id, 'reason', c.body.reason);
      return { sides: [sealed.side, ...(reason === null ? [] : [reason.side])], commands: [{ type: 'serve-direct', by: c.by, counterId: counterParam(c), ticketId: id, seal: sealed.seal, serviceId: c.body.serviceId as ServiceId, reasonSeal: reason?.seal ?? null }] };
    },
  });
};

interface FinishBody { readonly legId?: string; readonly outcome?: string; readonly caseNumber?: string; readonly cases?: number; readonly missing?: readonly string[]; readonly callNext?: boolean }
const finishAnswer: Answering = (hall, at, context, decided) => {
  const finished = answerTouched(hall, at, context, decided);
  const next = decided[1];
  if (next === undefined) return finished;
  const called = 'refusal' in next ? { ticket: null, refused: refuse(next.refusal.code).code } : answerCall(hall, at, context, [next]);
  return { ...(finished as object), next: called };
};

const currentRoutes = (app: FastifyInstance, house: House): void => {
  const simple: Readonly<Record<string, string>> = { start: 'The visitor has come', recall: 'Call again', absent: 'The visitor did not come', undo: 'Take the last press back' };
  for (const type of ['start', 'recall', 'absent', 'undo'] as const)
    pressRoute(app, house, { url: `/counters/:counter/${type}`, body: emptyBody, summary: simple[type] ?? type, who: isClerk, answers: answers.ticket, answer: answerTouched, press: (c) => ({ commands: [{ type, by: c.by, counterId: counterParam(c) }] }) });
  pressRoute<FinishBody>(app, house, {
    url: '/counters/:counter/finish', body: finishBody, summary: 'Finish with an outcome, and call the next on request', who: isClerk, answers: answers.finished, answer: finishAnswer,
    press: (c) => {
      const current = c.engine.hall.counters.get(counterParam(c))?.current ?? '';
      const sealed = c.body.caseNumber === undefined ? null : seal(current, 'case-number', c.body.caseNumber);
      const finish: Command = { type: 'finish', by: c.by, counterId: counterParam(c), ...(c.body.legId === undefined ? {} : { legId: c.body.legId as LegId }), outcome: c.body.outcome ?? null, cases: c.body.cases ?? null, missing: c.body.missing ?? [], seal: sealed?.seal ?? null, job: freshId() };
      const next: readonly Command[] = c.body.callNext === true ? [{ type: 'call-next', by: c.by, counterId: counterParam(c) }] : [];
      return { sides: sealed === null ? [] : [sealed.side], commands: [finish, ...next] };
    },
  });
  pressRoute<{ reason: string }>(app, house, { url: '/counters/:counter/hold', body: reasonBody, summary: 'The visitor steps aside', who: isClerk, answers: answers.ticket, answer: answerTouched, press: (c) => ({ commands: [{ type: 'hold', by: c.by, counterId: counterParam(c), reason: c.body.reason }] }) });
  pressRoute<{ ticketId: string }>(app, house, { url: '/counters/:counter/resume-held', body: resumeHeldBody, summary: 'Go on with a held ticket, without a call', who: isClerk, answers: answers.ticket, answer: answerTouched, press: (c) => ({ commands: [{ type: 'resume-held', by: c.by, counterId: counterParam(c), ticketId: c.body.ticketId as TicketId }] }) });
  pressRoute<{ queueId: string; place: 'original' | 'first' | 'last' }>(app, house, {
    url: '/counters/:counter/transfer', body: transferBody, summary: 'Send on to another queue', who: isClerk, answers: answers.ticket, answer: answerTouched,
    press: (c) => ({ commands: [{ type: 'transfer', by: c.by, counterId: counterParam(c), queueId: c.body.queueId as QueueId, place: c.body.place }] }),
  });
  pressRoute<{ serviceId: string; here?: boolean }>(app, house, {
    url: '/counters/:counter/add-service', body: addServiceBody, summary: 'Another service for the person at the counter', who: isClerk, answers: answers.ticket, answer: answerTouched,
    press: (c) => ({ commands: [{ type: 'add-service', by: c.by, counterId: counterParam(c), serviceId: c.body.serviceId as ServiceId, here: c.body.here === true }] }),
  });
};

/** A screen that belongs to a counter is its screen always; any other one while it shows that counter. */
const isScreenOf = ({ engine, caller, house }: PressContext<unknown>, counterId: CounterId): boolean => {
  const own = counterOfScreen(engine, caller);
  return own === null ? caller.kind === 'device' && house.screens.has(caller.tokenHash, counterId) : own === counterId;
};

/** The counter's own screen lets the visitor just served rate; nobody else's leg can be named there. */
const ratingRoute = (app: FastifyInstance, house: House): void => {
  pressRoute<RatingBody>(app, house, {
    url: '/counters/:counter/rating', body: ratingBody, summary: 'Rate at the counter\'s screen', who: (c) => c.kind === 'device' && c.use === 'display', answers: answers.rated, answer: () => ({ rated: true }),
    press: (c) => {
      if (!isScreenOf(c, counterParam(c))) throw new RequestRefused('not-allowed');
      const finished = c.engine.hall.counters.get(counterParam(c))?.finished?.legId;
      const leg = finished === undefined ? undefined : c.engine.hall.legs.get(finished);
      if (leg === undefined || (c.body.legId !== undefined && c.body.legId !== leg.id)) throw new RequestRefused('unknown-ticket');
      const sealed = c.body.comment === undefined ? null : seal(leg.id, 'comment', c.body.comment);
      return { sides: sealed === null ? [] : [sealed.side], commands: [{ type: 'rate', by: { kind: 'visitor' }, ticketId: leg.ticketId, legId: leg.id, grade: c.body.grade, answers: c.body.answers ?? [], seal: sealed?.seal ?? null }] };
    },
  });
};

/** Everything a clerk presses. */
export const counterRoutes = (app: FastifyInstance, house: House): void => {
  deskRoutes(app, house);
  callRoutes(app, house);
  currentRoutes(app, house);
  ratingRoute(app, house);
};
