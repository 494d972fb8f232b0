import { openMs } from './brands.ts';
import type { ClassId, Instant, LocalDay } from './brands.ts';
import type { CommandOf } from './command.ts';
import { isRefusal, legsOf, ticketById } from './decision.ts';
import type { Decision } from './decision.ts';
import type { ClassConfig } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { businessDay } from './hall-time.ts';
import { targetsFor } from './issue.ts';
import { legStateAfter } from './leg-states.ts';
import { refuse } from './refusal.ts';

/** Whole years on a day of somebody born on YYYY-MM-DD. */
const ageOn = (birth: string, day: LocalDay): number => {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) >= birth.slice(5) ? years : years - 1;
};
/** Whether an identity card proves a class by the age it shows. */
export const provesClass = ({ catalogue }: Hall, cls: ClassConfig, birth: string, at: Instant): boolean =>
  cls.proof === 'identity' && cls.fromAge !== undefined && ageOn(birth, businessDay(catalogue.zoneTable, 0, at)) >= cls.fromAge;
export const classesProven = (hall: Hall, birth: string, at: Instant): readonly ClassId[] => hall.catalogue.config.classes.flatMap((cls) => (provesClass(hall, cls, birth, at) ? [cls.id] : []));

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
