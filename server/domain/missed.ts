import type { CounterId, Instant } from './brands.ts';
import { instant, minutes, openMs } from './brands.ts';
import type { CommandOf } from './command.ts';
import { currentFor, deskOf, isRefusal, legById, legFor, legsOf, ticketById } from './decision.ts';
import type { Decision } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Hall, Leg, Ticket } from './hall.ts';
import { isFinal, legStateAfter } from './leg-states.ts';
import { clockOf, waitedOf } from './queue-clock.ts';
import { refuse } from './refusal.ts';
import { pressedAt } from './undo.ts';

/** A visitor may step away so often and so long; both from the rules of the hall. */
export const mostAways = 2;
const awayMs = minutes(30);
const heardAfterMs = minutes(1);

/** What still keeps a called person from being marked absent. `allowedAt` is set when only time is missing. */
export interface AbsentRule { readonly allowed: boolean; readonly allowedAt: Instant | null; readonly waitsFor: readonly ('shown' | 'spoken' | 'recall' | 'time')[] }
export const absentRule = (leg: Leg, at: Instant): AbsentRule => {
  const { call } = leg;
  if (call === null) return { allowed: false, allowedAt: null, waitsFor: [] };
  const from = instant(call.firstAt + heardAfterMs);
  const waitsFor = [
    ...(call.shownAt === null && call.voice !== 'failed' ? ['shown' as const] : []),
    ...(call.heard ? [] : ['spoken' as const]),
    ...(call.recalls < 1 ? ['recall' as const] : []),
    ...(at < from ? ['time' as const] : []),
  ];
  return { allowed: waitsFor.length === 0, allowedAt: at < from ? from : null, waitsFor };
};

export const decideAbsent = (hall: Hall, command: CommandOf<'absent'>, at: Instant): Decision => {
  const desk = deskOf(hall, command.counterId, command.by);
  if (isRefusal(desk)) return desk;
  const leg = currentFor(hall, desk, 'absent');
  if (isRefusal(leg)) return leg;
  const rule = absentRule(leg, at);
  if (rule.allowed) return [{ type: 'leg-absent', legId: leg.id, cause: 'missed' }];
  const about = rule.waitsFor.join(',');
  return refuse('call-not-heard-yet', { allowedAt: rule.allowedAt ?? at, about });
};

/** How a woken leg waits, by the hall's rule for missed calls. */
const wokenEvent = (hall: Hall, leg: Leg, at: Instant, pressed: { readonly pressedAt?: CounterId } = {}): HallEvent => {
  const rule = hall.catalogue.config.missed;
  const now = clockOf(hall, leg.queueId, at);
  if (rule.kind === 'to-the-end') return { type: 'leg-woken', legId: leg.id, atCall: null, start: now, due: openMs(now + (leg.due - leg.start)), ...pressed };
  const calls = hall.queues.get(leg.queueId)?.calls ?? 0;
  return { type: 'leg-woken', legId: leg.id, atCall: calls + (rule.kind === 'return-after' ? (rule.calls ?? 3) : 0), start: leg.start, due: leg.due, ...pressed };
};

export const decideWake = (hall: Hall, command: CommandOf<'wake'>, at: Instant): Decision => {
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  const leg = legFor(hall, ticket, 'wake');
  if (isRefusal(leg)) return leg;
  const counter = pressedAt(hall, command.by);
  return hall.catalogue.config.missed.kind === 'final' ? refuse('missed-is-final') : [wokenEvent(hall, leg, at, counter === undefined ? {} : { pressedAt: counter })];
};

/** The visitor gives up everything that is still open, unless somebody serves them just now. */
export const decideLeave = (hall: Hall, command: CommandOf<'leave'>): Decision => {
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  const open = legsOf(hall, ticket).filter((leg) => !isFinal(leg.state));
  const staying = open.find((leg) => legStateAfter(leg.state, 'leave') === null);
  if (open.length === 0 || staying !== undefined) return refuse('illegal-move', { about: staying?.state ?? 'served' });
  return open.map((leg) => ({ type: 'leg-closed', legId: leg.id, to: 'left' }) as const);
};

export const decideAway = (hall: Hall, command: CommandOf<'away'>, at: Instant): Decision => {
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  if (ticket.away !== null) return refuse('already-away');
  const open = legsOf(hall, ticket).filter((leg) => !isFinal(leg.state));
  if (open.length === 0 || open.some((leg) => leg.state !== 'waiting')) return refuse('illegal-move', { about: open.find((leg) => leg.state !== 'waiting')?.state ?? 'served' });
  return ticket.aways >= mostAways ? refuse('no-away-left') : [{ type: 'ticket-away', ticketId: ticket.id, until: instant(at + awayMs) }];
};

export const decideBack = (hall: Hall, command: CommandOf<'back'>): Decision => {
  const ticket = ticketById(hall, command.ticketId);
  if (isRefusal(ticket)) return ticket;
  return ticket.away === null ? refuse('not-away') : [{ type: 'ticket-back', ticketId: ticket.id }];
};

const firstOrder = (hall: Hall, ticket: Ticket): number => legsOf(hall, ticket)[0]?.order ?? 0;

/** Those who stepped away and forgot: they sleep like a missed call and are not lost. */
export const forgottenEvents = (hall: Hall, at: Instant): readonly HallEvent[] => {
  const events: HallEvent[] = [];
  // In order of issue: the set itself is in another order after a restart, and a replay must say the same.
  const away = [...hall.away].map((id) => hall.tickets.get(id)).filter((ticket) => ticket !== undefined).filter((ticket) => ticket.away !== null && at >= ticket.away.until);
  for (const ticket of away.sort((a, b) => firstOrder(hall, a) - firstOrder(hall, b))) {
    const ticketId = ticket.id;
    events.push({ type: 'ticket-back', ticketId });
    const waiting = legsOf(hall, ticket).find((leg) => leg.state === 'waiting');
    if (waiting !== undefined) events.push({ type: 'leg-absent', legId: waiting.id, cause: 'forgotten' });
  }
  return events;
};

/** Under the automatic rule a missed ticket returns by itself after its minutes. */
export const automaticReturns = (hall: Hall, at: Instant): readonly HallEvent[] => {
  const rule = hall.catalogue.config.missed;
  if (rule.kind !== 'automatic') return [];
  const after = minutes(Math.max(5, rule.minutes ?? 5));
  const due = [...hall.absent].map((id) => legById(hall, id)).filter((leg) => leg.absentAt !== null && at - leg.absentAt >= after);
  return due.sort((a, b) => a.order - b.order).map((leg) => wokenEvent(hall, leg, at));
};

/** Open ms a leg has waited, frozen for good once it was called. */
export const waitTold = (hall: Hall, leg: Leg, at: Instant): number => leg.waited ?? waitedOf(hall, leg, at);
