import type { CounterId, Instant, TicketId } from './brands.ts';
import type { Actor, CommandOf } from './command.ts';
import { deskOf, isRefusal, legsOf } from './decision.ts';
import type { Decision } from './decision.ts';
import type { Act, CounterState, Hall } from './hall.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** A wrong press may be taken back for so long. */
export const undoMs = 3 * 60_000;

/** Presses about somebody who isn't at the counter: who stands there now has nothing to do with taking them back. */
export const isElsewhere = (act: Act): boolean => act.kind === 'return' || act.kind === 'wake';

/** The counter whose clerk presses, or undefined when the visitor, a kiosk or somebody without a counter does. */
export const pressedAt = (hall: Hall, by: Actor): CounterId | undefined =>
  by.kind === 'staff' ? [...hall.counters.values()].find((counter) => counter.clerk === by.number)?.id : undefined;

/** Sequence number of the last event that touched this person; an undo must still find it. */
const lastTouched = (hall: Hall, id: TicketId): number => {
  const ticket = hall.tickets.get(id);
  return ticket === undefined ? -1 : Math.max(ticket.touched, ...legsOf(hall, ticket).map((leg) => leg.touched ?? 0));
};
/** The last press of a counter that can be taken back. Presses on people to whom something else happened since are passed over. */
export const lastPress = (hall: Hall, counter: CounterState, at: Instant): Act | Refusal => {
  const act = [...counter.acts].reverse().find((one) => lastTouched(hall, one.ticketId) === one.seq);
  if (act === undefined) return refuse('nothing-to-undo');
  if (at - act.at > undoMs) return refuse('undo-too-late');
  const { current } = counter;
  const free = current === null || current === act.before.id || act.withdraws?.includes(current) === true || isElsewhere(act);
  return free ? act : refuse('counter-busy');
};

/** Takes the clerk's last press back, for 3 min and while nothing else happened to that person. */
export const decideUndo = (hall: Hall, command: CommandOf<'undo'>, at: Instant): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  const act = lastPress(hall, desk.counter, at);
  return isRefusal(act) ? act : [{ type: 'undone', counterId: command.counterId, act }];
};
