import type { CounterId, Instant } from './brands.ts';
import { alarmsOf } from './alarms.ts';
import type { Surroundings } from './alarms.ts';
import { legById, ticketOf } from './decision.ts';
import type { Hall } from './hall.ts';
import { doubtViews } from './doubts.ts';
import { staffedFor } from './counter-profile.ts';
import { waitingIn } from './lines.ts';
import { missingClerk } from './missing-clerk.ts';
import { personInLine } from './ticket-facts.ts';
import { longestIn } from './view-counter.ts';
import { activeSuspensions } from './suspensions.ts';
import { suspensionViews } from './view-parts.ts';
import type { ManagerView } from './view-shapes.ts';

const unprintedShown = 30;

/** People of suspended services stand in no line, but they are there and wait. */
const suspendedIn = (hall: Hall): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  if (activeSuspensions(hall).length === 0) return counts;
  for (const leg of hall.legs.values()) if (leg.state === 'waiting' && leg.frozen !== null) counts.set(leg.queueId, (counts.get(leg.queueId) ?? 0) + 1);
  return counts;
};

const queueRows = (hall: Hall, at: Instant, suspended: ReadonlyMap<string, number>): ManagerView['queues'] =>
  hall.catalogue.config.queues.map((queue) => ({
    id: queue.id, name: queue.name, zone: queue.zone, waiting: waitingIn(hall.lines, queue.id) + (suspended.get(queue.id) ?? 0), longest: longestIn(hall, queue.id, at), counters: staffedFor(hall, queue.id, [], at).length,
    serving: servingIn(hall, queue.id),
  }));
/** The number called last in a queue and still at a counter. */
export const servingIn = (hall: Hall, queueId: string): string | null => {
  let last: { readonly at: number; readonly number: string } | null = null;
  for (const counter of hall.counters.values()) {
    const leg = counter.current === null ? undefined : hall.legs.get(counter.current);
    if (leg?.queueId === queueId && (last === null || (leg.calledAt ?? 0) > last.at)) last = { at: leg.calledAt ?? 0, number: ticketOf(hall, leg).number };
  }
  return last?.number ?? null;
};

const missingIn = (hall: Hall, id: CounterId, at: Instant): ManagerView['counters'][number]['missing'] => {
  const missing = missingClerk(hall, id, at);
  const name = missing === null ? undefined : hall.catalogue.staff.get(missing.clerk)?.name;
  return missing === null || name === undefined ? null : { clerk: name, since: missing.since };
};

const counterRows = (hall: Hall, at: Instant): ManagerView['counters'] =>
  hall.catalogue.config.counters.map((config) => {
    const counter = hall.counters.get(config.id);
    const leg = counter?.current == null ? undefined : hall.legs.get(counter.current);
    const state = leg !== undefined ? (leg.state === 'called' ? 'called' : 'serving') : counter?.clerk == null ? 'closed' : counter.paused !== null ? 'paused' : 'open';
    return {
      id: config.id, label: config.label, zone: config.zone, state, clerk: counter?.clerk == null ? null : (hall.catalogue.staff.get(counter.clerk)?.name ?? null),
      number: leg === undefined ? null : ticketOf(hall, leg).number, since: leg === undefined ? (counter?.paused?.at ?? counter?.since ?? null) : (leg.startedAt ?? leg.calledAt), missing: missingIn(hall, config.id, at),
    } as const;
  });

const unprinted = (hall: Hall): ManagerView['unprinted'] =>
  [...hall.tickets.values()].filter((t) => t.print !== null && (t.print.state === 'not-printed' || t.print.state === 'unknown')).slice(-unprintedShown)
    .map((t) => ({ ticketId: t.id, number: t.number, state: t.print?.state ?? 'unknown', fault: t.print?.fault ?? null }));

const today = (hall: Hall, suspended: ReadonlyMap<string, number>): ManagerView['today'] => {
  let served = 0;
  for (const leg of hall.legs.values()) if (leg.state === 'served') served += 1;
  const issued = [...hall.queues.values()].reduce((sum, q) => sum + q.issuedToday, 0);
  return { issued, served, waiting: [...suspended.values()].reduce((sum, n) => sum + n, hall.lines.where.size), unspoken: [...hall.zones.values()].reduce((sum, z) => sum + z.unspoken, 0) };
};

/** The live hall for guide, manager and supervisor: numbers and states, no personal data. */
export const managerView = (hall: Hall, at: Instant, around: Surroundings, suspended = suspendedIn(hall)): ManagerView => ({
  kind: 'manager', seq: hall.seq, now: at, hallName: hall.catalogue.config.name, alarms: alarmsOf(hall, at, around),
  help: [...hall.helps.values()].map((h) => ({ id: h.id, device: h.device, name: hall.catalogue.devices.get(h.device)?.name ?? { 'zh-CN': h.device, en: h.device }, askedAt: h.askedAt, acknowledged: h.acknowledgedAt !== null })),
  queues: queueRows(hall, at, suspended), counters: counterRows(hall, at),
  absent: [...hall.absent].map((id) => personInLine(hall, legById(hall, id), at)), held: [...hall.held].map((id) => personInLine(hall, legById(hall, id), at)),
  printers: hall.catalogue.config.devices.filter((d) => d.kind === 'printer').map((d) => ({ id: d.id, name: d.name, state: hall.devices.get(d.id)?.state ?? 'unknown', fault: hall.devices.get(d.id)?.fault ?? null })),
  doubts: doubtViews(hall), unprinted: unprinted(hall), suspensions: suspensionViews(hall), today: today(hall, suspended),
});
