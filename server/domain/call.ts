import type { Instant } from './brands.ts';
import { meetsNeeds, profileAt } from './counter-profile.ts';
import { chooseNext, whyByHand } from './call-policy.ts';
import type { CommandOf } from './command.ts';
import { currentFor, deskOf, isRefusal, legById, legFor, legsOf, staffHasRight, ticketById, ticketOf } from './decision.ts';
import type { Decision, Desk } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Hall, Leg } from './hall.ts';
import { blocksOthers } from './leg-states.ts';
import { waitedOf } from './queue-clock.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { suspensionOf } from './suspensions.ts';

/** A desk that may call: somebody signed in, not paused, nobody at the counter. */
export const freeDesk = (hall: Hall, command: CommandOf<'call-next' | 'call' | 'serve-direct' | 'resume-held'>): Desk | Refusal => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  if (desk.counter.current !== null) return refuse('counter-busy');
  return desk.counter.paused === null ? desk : refuse('counter-paused');
};

/** Nobody to call is no refusal: it is an answer without an event. */
export const decideCallNext = (hall: Hall, command: CommandOf<'call-next'>, at: Instant): Decision => {
  const desk = freeDesk(hall, command);
  if (isRefusal(desk)) return desk;
  const choice = chooseNext(hall, command.counterId, at);
  if (choice === null) return [];
  const { legId, why, preferred } = choice;
  return [{ type: 'leg-called', legId, counterId: command.counterId, clerk: desk.clerk, why, preferred, waited: waitedOf(hall, legById(hall, legId), at), seal: null }];
};

/** Why this leg may not be called by hand here, or null. */
const handRefusal = (hall: Hall, leg: Leg, command: CommandOf<'call'>, at: Instant): Refusal | null => {
  const ticket = ticketOf(hall, leg);
  if (ticket.away !== null) return refuse('ticket-away');
  if (legsOf(hall, ticket).some((other) => other.id !== leg.id && blocksOthers(other.state))) return refuse('ticket-at-counter');
  if (suspensionOf(hall, leg.serviceId) !== null) return refuse('suspended');
  if (!meetsNeeds(hall, command.counterId, ticket.needs)) return refuse('needs-not-met');
  const ownQueue = profileAt(hall, command.counterId, at)?.queues.some((q) => q.queue === leg.queueId) === true;
  const right = staffHasRight(hall, command.by, 'call-by-hand');
  if (leg.state === 'absent') return ownQueue || right ? (hall.catalogue.config.missed.kind === 'final' && !right ? refuse('missed-is-final') : null) : refuse('queue-not-here');
  return right ? null : refuse('right-missing');
};

export const decideCallByHand = (hall: Hall, command: CommandOf<'call'>, at: Instant): Decision => {
  const desk = freeDesk(hall, command);
  if (isRefusal(desk)) return desk;
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  const leg = legFor(hall, ticket, 'call-by-hand');
  if (isRefusal(leg)) return leg;
  const no = handRefusal(hall, leg, command, at);
  if (no !== null) return no;
  const event: HallEvent = { type: 'leg-called', legId: leg.id, counterId: command.counterId, clerk: desk.clerk, why: whyByHand(hall, command.counterId, leg, at), preferred: false, waited: waitedOf(hall, leg, at), seal: command.seal };
  return [event];
};

export const decideRecall = (hall: Hall, command: CommandOf<'recall'>): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  const leg = currentFor(hall, desk, 'recall');
  return isRefusal(leg) ? leg : [{ type: 'leg-recalled', legId: leg.id }];
};
