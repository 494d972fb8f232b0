import type { CounterId, HallId, Instant, ZoneId } from './brands.ts';
import { localDay, openMs } from './brands.ts';
import type { Catalogue } from './catalogue.ts';
import type { CounterState, Hall, NumberSeries, QueueState, ZoneState } from './hall.ts';
import type { QueueConfig } from './hall-config.ts';
import { indexAppointment, indexLeg, indexTicket, placeInLines } from './hall-writer.ts';
import { isFinal } from './leg-states.ts';
import { legsOf } from './decision.ts';
import { noBookedEnds } from './booked-ends.ts';
import { emptyPlaces } from './slot-places.ts';
import { emptyLines } from './lines.ts';
import { fillSchedule } from './schedule.ts';

export const freshCounter = (id: CounterId): CounterState => ({ id, clerk: null, since: null, paused: null, current: null, preferred: [], absents: 0, acts: [], finished: null, takenAt: null });
/** The numbering that the hall file asks for; undefined settings stay out, so that rows and memory say the same. */
export const seriesOf = ({ prefix, digits, from, to }: QueueConfig): NumberSeries => ({ prefix, ...(digits === undefined ? {} : { digits }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
export const freshQueue = (config: QueueConfig, at: Instant): QueueState => ({
  id: config.id, series: seriesOf(config), clockAt: at, clockCoord: openMs(0), numberDay: localDay(''), lastNumber: null, issuedToday: 0, calls: 0, busyMs: 0, busySince: null, recent: [], targets: [],
});
export const freshZone = (id: ZoneId): ZoneState => ({ id, job: null, unspoken: 0, absents: [] });

/** A hall before its first event. */
export const newHall = (id: HallId, catalogue: Catalogue, at: Instant): Hall => ({
  id, seq: 0, at, day: null, catalogue,
  tickets: new Map(), legs: new Map(), counters: new Map(), queues: new Map(), zones: new Map(), suspensions: new Map(), devices: new Map(), helps: new Map(), doubts: new Map(), appointments: new Map(), persons: new Map(), complaints: new Map(),
  lines: emptyLines(), places: emptyPlaces(), ends: noBookedEnds(), externals: new Map(), vouchers: new Map(), ticketBookings: new Map(), schedule: new Map(), numbersHeld: new Map(), unspoken: new Map(), unsettledPrints: new Set(), away: new Set(), absent: new Set(), held: new Set(),
});

/** Fills everything that is worked out from the entities; called once, after they were read from rows. */
export const reviveHall = (hall: Hall, scheduleAt: Instant): Hall => {
  fillSchedule(hall, scheduleAt);
  for (const zone of hall.zones.keys()) hall.unspoken.set(zone, new Set());
  for (const leg of hall.legs.values()) indexLeg(hall, leg, undefined);
  for (const ticket of hall.tickets.values()) {
    indexTicket(hall, ticket);
    placeInLines(hall, ticket);
    if (!legsOf(hall, ticket).every((leg) => isFinal(leg.state))) hall.numbersHeld.set(ticket.number, ticket.id);
  }
  for (const appointment of hall.appointments.values()) indexAppointment(hall, appointment);
  return hall;
};
