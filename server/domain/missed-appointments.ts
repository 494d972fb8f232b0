import { endedBy } from './booked-ends.ts';
import type { Instant } from './brands.ts';
import { instant, minutes } from './brands.ts';
import type { HallEvent } from './event.ts';
import type { Appointment, Hall } from './hall.ts';
import { slotGone } from './must-move.ts';
import { openBetween } from './opening-hours.ts';
import { covers } from './suspensions.ts';

/** When an appointment is missed: its end and the grace, and as much longer as a suspension stood in the way; null while one does. */
export const missedAt = (hall: Hall, appointment: Appointment): number | null => {
  if (appointment.voucherFor !== undefined) return appointment.end;
  const grace = minutes(hall.catalogue.config.booking?.groups.find((group) => group.id === appointment.group)?.grace ?? 0);
  let at = appointment.end + grace;
  for (const suspension of hall.suspensions.values()) {
    if (suspension.since >= at || !appointment.services.some((id) => covers(hall, suspension, id))) continue;
    if (suspension.endedAt === null) return null;
    // Whoever was sent away gets as long again as the appointment would have been.
    if (suspension.endedAt > appointment.start) at = Math.max(at, suspension.endedAt + (appointment.end - appointment.start) + grace);
  }
  return at;
};

/** Whoever could not be there so soon is not sent for. */
const worthComing = minutes(15);
/** Until when somebody whose time came during a standstill may still check in, also after a lunch that lies between. Null: the hours left are over or not worth the way. */
export const comeUntil = (hall: Hall, appointment: Appointment, at: Instant): Instant | null => {
  let until = missedAt(hall, appointment) ?? at;
  const hours = appointment.services.map((id) => {
    const queue = hall.catalogue.services.get(id)?.queue;
    return queue === undefined ? [] : (hall.schedule.get(queue) ?? []);
  });
  for (const open of hours) until = Math.min(until, open.filter(({ from, to }) => to > at && from < until).at(-1)?.to ?? at);
  return hours.every((open) => openBetween(open, at, until) >= worthComing) ? instant(until) : null;
};

/** Who was told that the hall stands still can't come on short notice when it goes on. */
const shortNotice = minutes(120);
const resumedLate = (hall: Hall, { services, start, end }: Appointment): boolean => [...hall.suspensions.values()].some((one) => one.endedAt !== null && one.since < end && one.endedAt > start - shortNotice && services.some((id) => covers(hall, one, id)));

/** Nobody came: the place goes to the walk-ins. Where the hall has closed that time, it is no fault of theirs. `dayEnds`: also those that a suspension kept open until the day was over, which is no fault of theirs. */
export const missedAppointments = (hall: Hall, at: Instant, dayEnds: boolean): readonly HallEvent[] => {
  const missed: HallEvent[] = [];
  for (const id of endedBy(hall.ends, at)) {
    const appointment = hall.appointments.get(id);
    if (appointment === undefined) continue;
    const due = missedAt(hall, appointment);
    if (due !== null && due <= at) missed.push({ type: 'appointment-missed', id: appointment.id, excused: slotGone(hall, appointment) || resumedLate(hall, appointment) });
    else if (dayEnds) missed.push({ type: 'appointment-missed', id: appointment.id, excused: true });
  }
  return missed;
};
