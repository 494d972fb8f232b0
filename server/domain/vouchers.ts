import type { AppointmentId, Instant, LocalDay, TicketId } from './brands.ts';
import { instant } from './brands.ts';
import type { CommandOf } from './command.ts';
import { actorName, isRefusal, legsOf, ticketById } from './decision.ts';
import type { Decision } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Appointment, Hall, Leg } from './hall.ts';
import { businessDay, instantOf, nextDay } from './hall-time.ts';
import { isFinal } from './leg-states.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { suspensionOf } from './suspensions.ts';

const usualDays = 30;

/** The end of a voucher's last good day: it may be used on the day it is given and so many more. */
const goodUntil = ({ catalogue: { zoneTable, config } }: Hall, at: Instant): Instant =>
  instantOf(zoneTable, nextDay(businessDay(zoneTable, config.dayChange, at), (config.voucherDays ?? usualDays) + 1), config.dayChange * 60);

/** The last day on which a voucher is good. */
export const lastDayOf = ({ catalogue: { zoneTable, config } }: Hall, { end }: Pick<Appointment, 'end'>): LocalDay => nextDay(businessDay(zoneTable, config.dayChange, end), -1);

/** What a ticket still waits for. Who is at a counter is served there. */
const openLegs = (hall: Hall, ticketId: TicketId): readonly Leg[] | Refusal => {
  const ticket = ticketById(hall, ticketId);
  if (isRefusal(ticket)) return ticket;
  const open = legsOf(hall, ticket).filter((leg) => !isFinal(leg.state));
  const [first] = open;
  if (first === undefined) return refuse('illegal-move', { about: legsOf(hall, ticket)[0]?.state ?? '' });
  return open.some((leg) => leg.state === 'called' || leg.state === 'serving') ? refuse('ticket-at-counter') : open;
};

/**
 * In place of waiting somebody gets a voucher: good once, ordered like an appointment without a slot. What they waited for ends
 * as unserved, which is the hall's doing. Visitors may take one while a suspension keeps them waiting; staff give one with a reason.
 */
export const decideGiveVoucher = (hall: Hall, command: CommandOf<'give-voucher'>, at: Instant): Decision => {
  const legs = openLegs(hall, command.ticketId);
  if (isRefusal(legs)) return command.ifWaiting ? [] : legs;
  if (command.by.kind !== 'staff' && !legs.some((leg) => suspensionOf(hall, leg.serviceId) !== null)) return refuse('not-suspended');
  const services = [...new Set(legs.map((leg) => leg.serviceId))];
  const slot = { id: command.id, group: '', services, start: instant(at), end: goodUntil(hall, at), cases: Math.max(...legs.map((leg) => leg.cases)), places: 0, language: hall.tickets.get(command.ticketId)?.language ?? 'zh-CN', by: actorName(command.by) };
  return [{ type: 'voucher-given', slot, ticketId: command.ticketId, seals: command.seals, reasonSeal: command.reasonSeal }, ...legs.map((leg): HallEvent => ({ type: 'leg-closed', legId: leg.id, to: 'unserved' }))];
};

/** The voucher that was given for a ticket, or null. */
export const voucherOf = (hall: Hall, ticketId: TicketId): AppointmentId | null => hall.vouchers.get(ticketId) ?? null;
