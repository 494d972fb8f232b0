import { retireComplaints } from './apply-complaint.ts';
import { regroupBookings, retireBookings } from './apply-booking.ts';
import { localDay } from './brands.ts';
import type { CounterId, Instant, LegId, TicketId } from './brands.ts';
import { mostLists } from './check-list.ts';
import { legsOf } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Text } from './hall-config.ts';
import { legOfNew, setCallVoice } from './apply-leg.ts';
import { mustCounter, mustTicket, setCounter, setLeg, setQueue, setTicket, setZone, settle, thaw } from './hall-writer.ts';
import type { Writing } from './hall-writer.ts';
import type { DeviceState, NumberSeries, QueueState, Ticket } from './hall.ts';
import { isFinal } from './leg-states.ts';
import { freshCounter, freshQueue, freshZone, seriesOf } from './new-hall.ts';
import { clockOf } from './queue-clock.ts';
import { fillSchedule } from './schedule.ts';

type Ev<T extends HallEvent['type']> = Extract<HallEvent, { readonly type: T }>;

/** Sets every queue's clock to this instant, so that new hours count from here on and not for the past. */
const checkpoint = (w: Writing): void => {
  for (const queue of [...w.hall.queues.values()]) setQueue(w, { ...queue, clockCoord: clockOf(w.hall, queue.id, w.at), clockAt: w.at });
};

/** Lanes and frozen clocks follow from the hall file and the suspensions: after a change of either, everybody is placed anew. */
const settleAll = (w: Writing): void => {
  for (const ticket of [...w.hall.tickets.values()]) if (legsOf(w.hall, ticket).some((leg) => leg.state === 'waiting')) settle(w, ticket.id);
};

export const applyConfigured = (w: Writing, e: Ev<'configured'>): void => {
  const catalogue = w.catalogues.get(e.version);
  if (catalogue === undefined) throw new Error(`the hall file of version ${e.version} is not known`);
  checkpoint(w);
  w.hall.catalogue = catalogue;
  fillSchedule(w.hall, w.at);
  for (const { id } of catalogue.config.counters) if (!w.hall.counters.has(id)) setCounter(w, freshCounter(id));
  for (const config of catalogue.config.queues) if (!w.hall.queues.has(config.id)) setQueue(w, freshQueue(config, w.at));
  for (const { id } of catalogue.config.zones) {
    if (!w.hall.zones.has(id)) setZone(w, freshZone(id));
    if (!w.hall.unspoken.has(id)) w.hall.unspoken.set(id, new Set());
  }
  regroupBookings(w);
  settleAll(w);
};

/** Tickets that ended before the new day leave the live hall; their rows stay. */
const retire = (w: Writing): void => {
  for (const ticket of [...w.hall.tickets.values()]) {
    if (!legsOf(w.hall, ticket).every((leg) => isFinal(leg.state))) continue;
    for (const leg of legsOf(w.hall, ticket)) w.changes.retiredLegs.set(leg.id, leg);
    for (const id of ticket.legs) w.hall.legs.delete(id);
    for (const id of ticket.legs) w.hall.absent.delete(id);
    w.hall.tickets.delete(ticket.id);
    w.hall.unsettledPrints.delete(ticket.id);
    w.changes.retiredTickets.set(ticket.id, ticket);
  }
  for (const s of [...w.hall.suspensions.values()]) {
    if (s.endedAt === null) continue;
    w.hall.suspensions.delete(s.id);
    w.changes.retiredSuspensions.set(s.id, s);
  }
  for (const help of [...w.hall.helps.values()]) {
    if (help.acknowledgedAt === null) continue;
    w.hall.helps.delete(help.id);
    w.changes.retiredHelps.set(help.id, help);
  }
};

export const applyDayOpened = (w: Writing, e: Ev<'day-opened'>): void => {
  checkpoint(w);
  retire(w);
  retireBookings(w, e.day);
  retireComplaints(w, e.day);
  w.hall.day = e.day;
  fillSchedule(w.hall, w.at);
  const series = (queue: QueueState): NumberSeries => {
    const config = w.hall.catalogue.queues.get(queue.id);
    return config === undefined ? queue.series : seriesOf(config);
  };
  for (const queue of [...w.hall.queues.values()]) setQueue(w, { ...queue, series: series(queue), numberDay: localDay(e.day), lastNumber: e.numbers[queue.id] ?? null, issuedToday: 0 });
  for (const counter of [...w.hall.counters.values()]) setCounter(w, { ...counter, acts: [], absents: 0, finished: null });
  for (const zone of [...w.hall.zones.values()]) setZone(w, { ...zone, absents: [], unspoken: 0 });
};

export const applyIssued = (w: Writing, e: Ev<'ticket-issued'>): void => {
  const day = w.hall.day;
  if (day === null) throw new Error('a ticket cannot be issued before a business day is open');
  const ticket: Ticket = {
    id: e.ticketId, number: e.number, day, queueId: e.queueId, classId: e.classId, language: e.language, large: e.large, needs: e.needs, issuedAt: w.at, issuedBy: e.by,
    legs: e.legs.map((leg) => leg.id), period: e.period, away: null, aways: 0, print: e.print === null ? null : { ...e.print, state: 'issued', fault: null }, touched: w.seq,
  };
  e.legs.forEach((leg, i) => setLeg(w, legOfNew(w, e.ticketId, leg, i)));
  setTicket(w, ticket);
  const queue = w.hall.queues.get(e.queueId);
  if (queue !== undefined) setQueue(w, { ...queue, numberDay: day, lastNumber: e.n, issuedToday: queue.issuedToday + 1 });
  settle(w, e.ticketId);
};

export const applyAway = (w: Writing, ticketId: TicketId, until: Instant | null): void => {
  const ticket = mustTicket(w.hall, ticketId);
  setTicket(w, { ...ticket, away: until === null ? null : { since: w.at, until }, aways: until === null ? ticket.aways : ticket.aways + 1, touched: w.seq });
  settle(w, ticketId);
};

/** Whoever was to be called next at a counter without a clerk goes back into the line with the due kept, or nobody would call them. */
const freePlaced = (w: Writing, counterId: CounterId): void => {
  for (const leg of [...w.hall.legs.values()]) {
    if (leg.state !== 'waiting' || leg.placed?.kind !== 'counter' || leg.placed.counter !== counterId) continue;
    setLeg(w, { ...leg, placed: null });
    settle(w, leg.ticketId);
  }
};

export const applyCounterEvent = (w: Writing, e: Ev<'counter-signed-in' | 'counter-signed-out' | 'counter-paused' | 'counter-resumed'>): void => {
  const counter = mustCounter(w.hall, e.counterId);
  switch (e.type) {
    case 'counter-signed-in': setCounter(w, { ...freshCounter(counter.id), clerk: e.clerk, since: w.at }); break;
    case 'counter-signed-out':
      setCounter(w, freshCounter(counter.id));
      freePlaced(w, counter.id);
      break;
    case 'counter-paused': setCounter(w, { ...counter, paused: { reason: e.reason, at: w.at, ...(e.back === undefined ? {} : { back: e.back }) } }); break;
    case 'counter-resumed': setCounter(w, { ...counter, paused: null }); break;
  }
};

/** A text that was cleared away since leaves the suspension without one; everything else of it stays. */
const reasonOf = (w: Writing, e: Ev<'suspended'>): Text => ('reason' in e ? e.reason : (w.texts.get(e.seal) ?? { 'zh-CN': '', en: '' }));
export const applySuspended = (w: Writing, e: Ev<'suspended'>): void => {
  w.hall.suspensions.set(e.id, { id: e.id, scope: e.scope, reason: reasonOf(w, e), since: w.at, expectedBack: e.expectedBack, endedAt: null });
  w.changes.suspensions.add(e.id);
  settleAll(w);
};
export const applySuspensionEnded = (w: Writing, e: Ev<'suspension-ended'>): void => {
  const suspension = w.hall.suspensions.get(e.id);
  if (suspension === undefined) throw new Error(`an event ends suspension ${e.id}, which is not in the hall`);
  w.hall.suspensions.set(e.id, { ...suspension, endedAt: w.at });
  w.changes.suspensions.add(e.id);
  for (const leg of [...w.hall.legs.values()]) thaw(w, leg.id);
  settleAll(w);
};

export const applyPrint = (w: Writing, e: Ev<'print-requested' | 'print-reported'>): void => {
  const ticket = mustTicket(w.hall, e.ticketId);
  if (e.type === 'print-requested') setTicket(w, { ...ticket, print: { ...e.print, state: 'issued', fault: null } });
  else if (ticket.print !== null) setTicket(w, { ...ticket, print: { ...ticket.print, state: e.state, fault: e.fault } });
};

const deviceOf = (w: Writing, id: DeviceState['id']): DeviceState => w.hall.devices.get(id) ?? { id, state: 'unknown', fault: null, at: w.at, blankPresses: [] };
const pressesKept = 10;
export const applyDevice = (w: Writing, e: Ev<'device-reported' | 'blank-paper-pressed'>): void => {
  const device = deviceOf(w, e.device);
  const next = e.type === 'device-reported' ? { ...device, state: e.state, fault: e.fault, at: w.at } : { ...device, blankPresses: [...device.blankPresses, w.at].slice(-pressesKept) };
  w.hall.devices.set(e.device, next);
  w.changes.devices.add(e.device);
};

export const applyList = (w: Writing, e: Ev<'list-requested' | 'list-reported'>): void => {
  const device = deviceOf(w, e.device);
  const before = device.lists;
  if (e.type === 'list-requested') w.hall.devices.set(e.device, { ...device, lists: { asked: [...(before?.asked ?? []), w.at].slice(-mostLists), last: { ...e.list, state: 'issued', fault: null } } });
  else if (before !== undefined) w.hall.devices.set(e.device, { ...device, lists: { ...before, last: { ...before.last, state: e.state, fault: e.fault } } });
  w.changes.devices.add(e.device);
};

export const applyVoice = (w: Writing, e: Ev<'announcement-started' | 'announcement-ended' | 'calls-unspoken'>): void => {
  const zone = w.hall.zones.get(e.zone);
  if (zone === undefined) throw new Error(`an event names zone ${e.zone}, which is not in the hall`);
  switch (e.type) {
    case 'announcement-started':
      setZone(w, { ...zone, job: { id: e.job, legs: e.legs, languages: e.languages, times: e.times, merged: e.merged, expiresAt: e.expiresAt } });
      setCallVoice(w, e.legs, 'speaking');
      break;
    case 'announcement-ended': {
      const speaking = (zone.job?.legs ?? []).filter((id: LegId) => w.hall.legs.get(id)?.call?.voice === 'speaking');
      setZone(w, { ...zone, job: null, unspoken: zone.unspoken + (e.result === 'failed' ? speaking.length : 0) });
      setCallVoice(w, speaking, e.result);
      break;
    }
    case 'calls-unspoken':
      setZone(w, { ...zone, unspoken: zone.unspoken + e.legs.length });
      setCallVoice(w, e.legs, 'failed');
      break;
  }
};

export const applyRated = (w: Writing, e: Ev<'leg-rated'>): void => {
  const leg = w.hall.legs.get(e.legId);
  if (leg === undefined) throw new Error(`an event rates leg ${e.legId}, which is not in the hall`);
  setLeg(w, { ...leg, touched: w.seq, grade: e.grade });
};
export const applyDoubt = (w: Writing, e: Ev<'service-info-wrong' | 'service-info-checked'>): void => {
  const before = w.hall.doubts.get(e.serviceId);
  if (e.type === 'service-info-wrong') w.hall.doubts.set(e.serviceId, { id: e.serviceId, count: (before?.count ?? 0) + 1, at: w.at, device: e.device });
  else if (before !== undefined) w.hall.doubts.set(e.serviceId, { ...before, count: 0 });
  w.changes.doubts.add(e.serviceId);
};
export const applyHelp = (w: Writing, e: Ev<'help-asked' | 'help-acknowledged'>): void => {
  const before = w.hall.helps.get(e.id);
  if (e.type === 'help-asked') w.hall.helps.set(e.id, { id: e.id, device: e.device, askedAt: w.at, acknowledgedAt: null, by: null });
  else if (before !== undefined) w.hall.helps.set(e.id, { ...before, acknowledgedAt: w.at, by: e.by });
  w.changes.helps.add(e.id);
};
