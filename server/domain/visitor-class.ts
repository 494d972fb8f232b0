import { openMs } from './brands.ts';
import type { CommandOf } from './command.ts';
import { isRefusal, legsOf, ticketById } from './decision.ts';
import type { Decision } from './decision.ts';
import type { Hall } from './hall.ts';
import { targetsFor } from './issue.ts';
import { legStateAfter } from './leg-states.ts';
import { refuse } from './refusal.ts';

/** Staff change the class of a person with a reason: the wait so far is kept, the target is the new class's. */
export const decideChangeClass = (hall: Hall, command: CommandOf<'change-class'>): Decision => {
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  const cls = hall.catalogue.classes.get(command.classId);
  if (cls === undefined) return refuse('unknown-class', { about: command.classId });
  const open = legsOf(hall, ticket).filter((leg) => legStateAfter(leg.state, 'change-class') !== null);
  if (open.length === 0) return refuse('illegal-move', { about: 'served' });
  const dues = open.map((leg) => ({ legId: leg.id, due: openMs(leg.start + targetsFor(cls, leg.queueId).target * 60_000) }));
  return [{ type: 'class-changed', ticketId: ticket.id, classId: cls.id, dues, seal: command.seal }];
};
