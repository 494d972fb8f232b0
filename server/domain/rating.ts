import type { CommandOf } from './command.ts';
import { isRefusal, legsOf, ticketById } from './decision.ts';
import type { Decision } from './decision.ts';
import type { Hall, Leg } from './hall.ts';
import { refuse } from './refusal.ts';

/** What may be rated now. */
export const isRateable = (leg: Leg): boolean => leg.state === 'served' && leg.grade === null;

/** One rating per service served. Without a leg named, the first served one that has none yet. */
export const decideRate = (hall: Hall, command: CommandOf<'rate'>): Decision => {
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  if (command.legId !== null && !legsOf(hall, ticket).some((leg) => leg.id === command.legId)) return refuse('unknown-leg', { about: command.legId });
  const served = legsOf(hall, ticket).filter((leg) => leg.state === 'served');
  const leg = command.legId === null ? (served.find((l) => l.grade === null) ?? served[0]) : served.find((l) => l.id === command.legId);
  if (leg === undefined) return refuse('illegal-move', { about: legsOf(hall, ticket)[0]?.state ?? '' });
  if (leg.grade !== null) return refuse('already-rated');
  const form = hall.catalogue.config.ratingForm;
  const grade = form.grades.find((g) => g.grade === command.grade);
  if (grade === undefined) return refuse('unknown-reason', { about: String(command.grade) });
  const unknown = command.answers.find((id) => !grade.points.some((p) => p.id === id));
  if (unknown !== undefined) return refuse('unknown-reason', { about: unknown });
  return [{ type: 'leg-rated', legId: leg.id, grade: command.grade, answers: command.answers, form: form.version, seal: command.seal }];
};
