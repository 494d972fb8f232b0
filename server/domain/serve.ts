import type { Instant, LegId } from './brands.ts';
import { instant, openMs } from './brands.ts';
import { freeDesk } from './call.ts';
import { chooseNext } from './call-policy.ts';
import type { CommandOf } from './command.ts';
import { currentFor, deskOf, isRefusal, legFor, legsOf, ticketById, ticketOf } from './decision.ts';
import type { Decision, Desk } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Hall, Leg } from './hall.ts';
import { issueEvent, issueRefusal, newLeg, printWithinMs, targetsFor } from './issue.ts';
import { isFinal } from './leg-states.ts';
import { clockOf } from './queue-clock.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { staffHasRight } from './decision.ts';
import { suspensionOf } from './suspensions.ts';
import { toldLegs } from './ticket-facts.ts';
import { pressedAt } from './undo.ts';

const started = (leg: Leg, desk: Desk, assumed: boolean): HallEvent => ({ type: 'leg-started', legId: leg.id, counterId: desk.counter.id, clerk: desk.clerk, assumed });

export const decideStart = (hall: Hall, command: CommandOf<'start'>): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  const leg = currentFor(hall, desk, 'start');
  return isRefusal(leg) ? leg : [started(leg, desk, false)];
};

const finishRefusal = (hall: Hall, command: CommandOf<'finish'>, leg: Leg): Refusal | null => {
  const service = hall.catalogue.services.get(leg.serviceId);
  if (command.outcome !== null && !hall.catalogue.config.outcomes.some((o) => o.id === command.outcome)) return refuse('unknown-outcome', { about: command.outcome });
  const unknown = command.missing.find((id) => service?.materials.some((m) => m.id === id) !== true);
  return unknown === undefined ? null : refuse('unknown-material', { about: unknown });
};

/** Everything that is missing, on paper, where the counter has a printer: a visitor who goes home without the list comes again in vain. */
const slipOf = (hall: Hall, { counterId, missing, job }: CommandOf<'finish'>, leg: Leg, at: Instant): readonly HallEvent[] => {
  const printer = hall.catalogue.counters.get(counterId)?.printer;
  if (printer === undefined || job === null || missing.length === 0) return [];
  return [{ type: 'print-requested', ticketId: leg.ticketId, print: { job, printer, kind: 'missing', expiresAt: instant(at + printWithinMs) } }];
};

/** Finishing somebody who was only called implies that they came; the start is marked assumed. */
export const decideFinish = (hall: Hall, command: CommandOf<'finish'>, at: Instant): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  const leg = currentFor(hall, desk, 'finish');
  if (isRefusal(leg)) return leg;
  // A press that was on its way while the person changed must not fall on the next one.
  if (command.legId !== undefined && command.legId !== leg.id) return refuse('other-ticket-here', { about: hall.tickets.get(leg.ticketId)?.number ?? '' });
  const no = finishRefusal(hall, command, leg);
  if (no !== null) return no;
  const outcome = command.outcome ?? hall.catalogue.config.outcomes[0]?.id ?? 'done';
  const finish: HallEvent = { type: 'leg-finished', legId: leg.id, outcome, cases: command.cases ?? leg.cases, missing: command.missing, seal: command.seal };
  return [...(leg.state === 'called' ? [started(leg, desk, true)] : []), finish, ...slipOf(hall, command, leg, at)];
};

export const decideHold = (hall: Hall, command: CommandOf<'hold'>): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  const leg = currentFor(hall, desk, 'hold');
  if (isRefusal(leg)) return leg;
  return hall.catalogue.config.holdReasons.some((r) => r.id === command.reason) ? [{ type: 'leg-held', legId: leg.id, reason: command.reason }] : refuse('unknown-reason', { about: command.reason });
};

/** The person who stepped aside stands at the counter again: service goes on without a call. */
export const decideResumeHeld = (hall: Hall, command: CommandOf<'resume-held'>): Decision => {
  const desk = freeDesk(hall, command);
  if (isRefusal(desk)) return desk;
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  const leg = legFor(hall, ticket, 'resume');
  return isRefusal(leg) ? leg : [{ type: 'leg-resumed', legId: leg.id, counterId: desk.counter.id, clerk: desk.clerk }];
};

/** The clerk of the counter, or somebody with the right to choose who is called, such as the guide to whom the visitor came back. */
const returnRefusal = (hall: Hall, command: CommandOf<'return'>): Refusal | null => {
  const desk = deskOf(hall, command.counterId, command.by);
  return isRefusal(desk) && !(desk.code === 'not-yours' && staffHasRight(hall, command.by, 'call-by-hand')) ? desk : null;
};

/** A held or absent ticket is called next at the counter that asks. */
export const decideReturn = (hall: Hall, command: CommandOf<'return'>): Decision => {
  const no = returnRefusal(hall, command);
  if (no !== null) return no;
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  const leg = legFor(hall, ticket, 'return');
  if (isRefusal(leg)) return leg;
  if (leg.state === 'absent' && hall.catalogue.config.missed.kind === 'final' && !staffHasRight(hall, command.by, 'call-by-hand')) return refuse('missed-is-final');
  const counter = pressedAt(hall, command.by);
  return [{ type: 'leg-returned', legId: leg.id, counterId: command.counterId, ...(counter === undefined ? {} : { pressedAt: counter }) }];
};

/** `original` keeps the start, on the clock of the queue over there, and takes the target of the class over there; `last` begins anew; `first` goes before the others and needs a right. */
export const decideTransfer = (hall: Hall, command: CommandOf<'transfer'>, at: Instant): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  const leg = currentFor(hall, desk, 'transfer');
  if (isRefusal(leg)) return leg;
  const cls = hall.catalogue.classes.get(ticketOf(hall, leg).classId);
  if (!hall.catalogue.queues.has(command.queueId) || cls === undefined) return refuse('unknown-queue', { about: command.queueId });
  if (command.place === 'first' && !staffHasRight(hall, command.by, 'transfer-first')) return refuse('right-missing');
  const now = clockOf(hall, command.queueId, at);
  const start = openMs(command.place === 'last' ? now : now + leg.start - clockOf(hall, leg.queueId, at));
  return [{ type: 'leg-transferred', legId: leg.id, queueId: command.queueId, start, due: openMs(start + targetsFor(cls, command.queueId).target * 60_000), place: command.place }];
};

/** So many services stand on one ticket; those that were taken back don't count. */
const mostServices = 5;

/** Another service for the person at the counter. `here`: done on the spot once the present one is finished, without another call. */
export const decideAddService = (hall: Hall, command: CommandOf<'add-service'>, at: Instant): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  const leg = currentFor(hall, desk, 'add-service');
  if (isRefusal(leg)) return leg;
  const ticket = ticketOf(hall, leg);
  const service = hall.catalogue.services.get(command.serviceId);
  const cls = hall.catalogue.classes.get(ticket.classId);
  if (service === undefined || cls === undefined) return refuse('unknown-service', { about: command.serviceId });
  if (service.kind !== 'queue' || service.queue === undefined) return refuse('service-not-by-ticket', { about: service.id });
  if (suspensionOf(hall, service.id) !== null) return refuse('suspended', { about: service.id });
  if (legsOf(hall, ticket).some((other) => other.serviceId === service.id && !isFinal(other.state))) return refuse('service-twice', { about: service.id });
  if (toldLegs(hall, ticket).length >= mostServices) return refuse('too-many-services');
  const added: HallEvent = { type: 'leg-added', ticketId: ticket.id, leg: newLeg(hall, `${ticket.id}.${ticket.legs.length + 1}` as LegId, service, service.queue, cls, 1, ticket.needs, at, null), pressedAt: desk.counter.id, here: command.here };
  if (!command.here) return [added];
  const finish: HallEvent = { type: 'leg-finished', legId: leg.id, outcome: hall.catalogue.config.outcomes[0]?.id ?? 'done', cases: leg.cases, missing: [], seal: null };
  const first = leg.state === 'called' ? [started(leg, desk, true)] : [];
  return [...first, finish, added, { type: 'leg-started', legId: added.leg.id, counterId: desk.counter.id, clerk: desk.clerk, assumed: false }];
};

/** One act for somebody who walks straight up: number, call and start. With people waiting whom this counter may call it needs a reason. */
export const decideServeDirect = (hall: Hall, command: CommandOf<'serve-direct'>, at: Instant): Decision => {
  const desk = freeDesk(hall, command);
  if (isRefusal(desk)) return desk;
  const service = hall.catalogue.services.get(command.serviceId);
  if (service === undefined) return refuse('unknown-service', { about: command.serviceId });
  const no = issueRefusal(hall, service, at);
  if (no !== null && no.code !== 'queue-closed' && no.code !== 'quota-used-up') return no;
  if (command.reasonSeal === null && chooseNext(hall, command.counterId, at) !== null) return refuse('reason-needed');
  const issued = issueEvent(hall, {
    by: command.by, ticketId: command.ticketId, seal: command.seal, reasonSeal: null, language: hall.catalogue.config.languages[0] ?? 'zh-CN', large: false, needs: [], job: null,
  }, [{ service, cases: 1, period: null }], hall.catalogue.walkIn, at);
  if (isRefusal(issued) || issued.type !== 'ticket-issued') return isRefusal(issued) ? issued : [issued];
  const legId = issued.legs[0]?.id ?? (`${command.ticketId}.1` as LegId);
  return [issued, { type: 'leg-called', legId, counterId: desk.counter.id, clerk: desk.clerk, why: { rule: 'direct', passed: [] }, preferred: false, waited: 0, seal: command.reasonSeal }, { type: 'leg-started', legId, counterId: desk.counter.id, clerk: desk.clerk, assumed: false }];
};
