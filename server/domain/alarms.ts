import type { CounterId, DeviceId, Instant, LegId } from './brands.ts';
import { staffedFor } from './counter-profile.ts';
import { legById } from './decision.ts';
import type { Text } from './hall-config.ts';
import type { Hall } from './hall.ts';
import { clockApartAlarmMs, dayNumber } from './hall-time.ts';
import { waitingIn } from './lines.ts';
import { closingAfter } from './opening-hours.ts';
import { paceOf } from './queue-clock.ts';
import type { AlarmKind, AlarmView } from './view-shapes.ts';
import { callRate } from './wait-estimate.ts';

/** What only the process around the hall knows: who is connected, how far its clock is from the wall clock, and which files for screens are missing or can't be shown. */
export interface Surroundings { readonly speakers: ReadonlySet<string>; readonly agents: ReadonlySet<string>; readonly clockApartMs: number; readonly unshowable: readonly string[]; /** Messages to people and programs that could not be sent. */ readonly unsent?: number; /** Since when no page of a counter and no screen of the hall file is connected; who is connected is not in them. */ readonly desksGone: ReadonlyMap<CounterId, Instant>; readonly screensGone: ReadonlyMap<DeviceId, Instant> }

const alarm = (kind: AlarmKind, about: string, name: Text, since: number | null, count: number): AlarmView => ({ kind, about, name, since, count });
const windowMs = 10 * 60_000;
const longFactor = 3;
const priorityShare = 0.3;

/** Lanes whose people no signed-in counter may call: an alarm at once, whatever the hour. */
const unservable = (hall: Hall, at: Instant): readonly AlarmView[] => {
  const out: AlarmView[] = [];
  for (const { id: queueId } of hall.catalogue.config.queues) {
    const lanes = hall.lines.byQueue.get(queueId) ?? new Map<string, never>();
    let count = 0;
    let since: number | null = null;
    for (const lane of lanes.values()) {
      const able = lane.kind === 'counter' ? hall.counters.get(lane.counterId ?? ('' as never))?.clerk != null : staffedFor(hall, queueId, lane.needs, at).length > 0;
      const head = lane.index.first();
      if (able || head === null) continue;
      count += lane.index.size;
      since = Math.min(since ?? Infinity, legById(hall, head.id as LegId).waitingSince);
    }
    const name = hall.catalogue.queues.get(queueId)?.name;
    if (count > 0 && name !== undefined) out.push(alarm('nobody-may-call', queueId, name, since, count));
  }
  return out;
};

const atCounters = (hall: Hall, at: Instant): readonly AlarmView[] => {
  const out: AlarmView[] = [];
  for (const counter of hall.counters.values()) {
    const label = hall.catalogue.counters.get(counter.id)?.label;
    if (label === undefined) continue;
    if (counter.absents >= 3) out.push(alarm('absents-counter', counter.id, label, null, counter.absents));
    const leg = counter.current === null ? undefined : hall.legs.get(counter.current);
    const usual = leg === undefined ? 0 : (hall.catalogue.services.get(leg.serviceId)?.usualMinutes ?? 10) * leg.cases * 60_000;
    if (leg?.startedAt != null && at - leg.startedAt > usual * longFactor) out.push(alarm('long-service', counter.id, label, leg.startedAt, Math.floor((at - leg.startedAt) / 60_000)));
  }
  return out;
};

const inZones = (hall: Hall, at: Instant, around: Surroundings): readonly AlarmView[] =>
  [...hall.zones.values()].flatMap((zone) => {
    const name = hall.catalogue.zones.get(zone.id)?.name;
    if (name === undefined) return [];
    const absents = zone.absents.filter((t) => at - t < windowMs).length;
    return [...(around.speakers.has(zone.id) ? [] : [alarm('no-speaker', zone.id, name, null, 0)]), ...(absents >= 5 ? [alarm('absents-zone', zone.id, name, null, absents)] : [])];
  });

const atDevices = (hall: Hall, at: Instant, around: Surroundings): readonly AlarmView[] =>
  hall.catalogue.config.devices.flatMap((device) => {
    const state = hall.devices.get(device.id);
    const blanks = (state?.blankPresses ?? []).filter((t) => at - t < windowMs).length;
    return [
      ...(device.kind === 'printer' && (state?.state === 'fault' || state?.state === 'warning') ? [alarm('printer', device.id, device.name, state.at, 0)] : []),
      ...(device.kind === 'board' && state?.state === 'fault' ? [alarm('board', device.id, device.name, state.at, 0)] : []),
      ...((device.kind === 'keypad' || device.kind === 'reader') && state?.state === 'fault' ? [alarm('device', device.id, device.name, state.at, 0)] : []),
      ...(device.kind === 'agent' && !around.agents.has(device.id) ? [alarm('agent-gone', device.id, device.name, null, 0)] : []),
      ...(blanks >= 2 ? [alarm('perhaps-blank-paper', device.id, device.name, null, blanks)] : []),
    ];
  });

/** Longer than a page takes to load again or a screen to start. */
const goneMs = 60_000;
const isGone = (since: Instant | undefined, at: Instant): since is Instant => since !== undefined && at - since >= goneMs;

/** A signed-in counter whose page is not there: nobody calls at it, and people are still sent to it. One that is run from a keypad needs no page. */
const countersGone = (hall: Hall, at: Instant, around: Surroundings): readonly AlarmView[] =>
  [...hall.counters.values()].flatMap((counter) => {
    const since = around.desksGone.get(counter.id);
    const label = hall.catalogue.counters.get(counter.id)?.label;
    const byKeypad = hall.catalogue.config.devices.some((device) => device.kind === 'keypad' && device.counter === counter.id && hall.devices.get(device.id)?.state === 'ok');
    if (counter.clerk === null || counter.paused !== null || byKeypad || label === undefined || !isGone(since, at)) return [];
    return [alarm('counter-gone', counter.id, label, since, 0)];
  });

const screensSilent = (hall: Hall, at: Instant, around: Surroundings): readonly AlarmView[] =>
  hall.catalogue.config.devices.flatMap((device) => {
    const since = around.screensGone.get(device.id);
    return device.kind === 'display' && isGone(since, at) ? [alarm('screen-silent', device.id, device.name, since, 0)] : [];
  });

const overPriority = (hall: Hall): readonly AlarmView[] => {
  let all = 0;
  let priority = 0;
  for (const legId of hall.lines.where.keys()) {
    all += 1;
    const ticket = hall.tickets.get(legById(hall, legId).ticketId);
    if (ticket !== undefined && hall.catalogue.classes.get(ticket.classId)?.kind === 'priority') priority += 1;
  }
  return all >= 10 && priority > all * priorityShare ? [alarm('priority-share', 'hall', hall.catalogue.config.name, null, Math.round((100 * priority) / all))] : [];
};

const closingSoonMs = 60 * 60_000;
/** Queues that close within the hour and will not have called everybody by then, at the pace they are called now. */
const closingLate = (hall: Hall, at: Instant): readonly AlarmView[] =>
  hall.catalogue.config.queues.flatMap((queue) => {
    const closes = closingAfter(hall.schedule.get(queue.id) ?? [], at);
    const waiting = waitingIn(hall.lines, queue.id);
    if (closes === null || closes - at > closingSoonMs || waiting === 0) return [];
    const needed = waiting / callRate(paceOf(hall, queue.id, at, staffedFor(hall, queue.id, [], at).length));
    return needed > closes - at ? [alarm('closing', queue.id, queue.name, closes, waiting)] : [];
  });

const calendarWarningDays = 60;
const calendarEnds = (hall: Hall): readonly AlarmView[] => {
  const left = hall.day === null ? Infinity : dayNumber(hall.catalogue.config.calendar.loadedUntil) - dayNumber(hall.day);
  return left <= calendarWarningDays ? [alarm('calendar-ends', 'hall', hall.catalogue.config.name, null, Math.max(0, left))] : [];
};

/** One alarm however many there are: a folder that was forgotten must not bury the others. */
const mediaTroubles = ({ unshowable: [first, ...others] }: Surroundings): readonly AlarmView[] =>
  first === undefined ? [] : [alarm('media', 'hall', { 'zh-CN': first, en: first }, null, 1 + others.length)];

/** Everything somebody should look at now, worked out afresh each time, so that no alarm can be forgotten or stay behind. */
export const alarmsOf = (hall: Hall, at: Instant, around: Surroundings): readonly AlarmView[] => {
  const off = new Set<string>(hall.catalogue.config.alarmsOff);
  return [
    ...unservable(hall, at), ...inZones(hall, at, around), ...atDevices(hall, at, around), ...countersGone(hall, at, around), ...screensSilent(hall, at, around), ...atCounters(hall, at), ...overPriority(hall), ...closingLate(hall, at), ...calendarEnds(hall), ...mediaTroubles(around), ...((around.unsent ?? 0) > 0 ? [alarm('messages', 'hall', hall.catalogue.config.name, null, around.unsent ?? 0)] : []),
    ...(around.clockApartMs > clockApartAlarmMs ? [alarm('clock', 'hall', hall.catalogue.config.name, null, Math.round(around.clockApartMs / 60_000))] : []),
  ].filter(({ kind }) => !off.has(kind));
};
