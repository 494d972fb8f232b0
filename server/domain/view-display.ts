import type { CounterId, Instant, LegId, ZoneId } from './brands.ts';
import { ticketOf } from './decision.ts';
import type { Hall } from './hall.ts';
import { profileAt } from './counter-profile.ts';
import { pauseReasonText, suspensionViews, zoneSign } from './view-parts.ts';
import type { CounterScreenView, DisplayCall, DisplayView } from './view-shapes.ts';

const mostCalls = 12;
/** A called number stays on the screen while its visitor is at the counter, at most so long. */
const keptOnScreenMs = 10 * 60_000;

const callAt = (hall: Hall, counterId: CounterId, at: Instant): DisplayCall | null => {
  const leg = hall.legs.get((hall.counters.get(counterId)?.current ?? '') as LegId);
  const label = hall.catalogue.counters.get(counterId)?.label;
  if (leg?.call == null || label === undefined || at - leg.call.lastAt > keptOnScreenMs) return null;
  return { legId: leg.id, number: ticketOf(hall, leg).number, counter: label, counterId, calledAt: leg.call.firstAt, lastAt: leg.call.lastAt, state: leg.state === 'called' ? 'called' : 'serving' };
};

/** A zone's screen. Numbers only: no class, name or ground of priority is shown in public. */
export const displayView = (hall: Hall, zoneId: ZoneId, at: Instant, speaks: boolean): DisplayView => {
  const counters = hall.catalogue.config.counters.filter((c) => c.zone === zoneId);
  const calls = counters.map((c) => callAt(hall, c.id, at)).filter((call) => call !== null).sort((a, b) => b.lastAt - a.lastAt).slice(0, mostCalls);
  const paused = counters.flatMap((c) => {
    const reason = hall.counters.get(c.id)?.paused?.reason;
    return reason === undefined ? [] : [{ counter: c.label, reason: pauseReasonText(hall, reason) }];
  });
  const notices = hall.catalogue.config.notices.filter((n) => n.zones === undefined || n.zones.includes(zoneId)).map((n) => n.text);
  return { kind: 'zone', seq: hall.seq, now: at, hallName: hall.catalogue.config.name, zone: zoneSign(hall, zoneId), calls, paused, notices, suspensions: suspensionViews(hall), speaks };
};

const rateForMs = 60_000;
/** The screen at one counter. `caption` is what the clerk typed; it is never stored. */
export const counterScreenView = (hall: Hall, counterId: CounterId, at: Instant, caption: string): CounterScreenView => {
  const config = hall.catalogue.counters.get(counterId);
  const state = hall.counters.get(counterId);
  const clerk = state?.clerk == null ? undefined : hall.catalogue.staff.get(state.clerk);
  const leg = hall.legs.get((state?.current ?? '') as LegId);
  const done = state?.finished != null && at - state.finished.at < rateForMs ? hall.legs.get(state.finished.legId) : undefined;
  const queues = profileAt(hall, counterId, at)?.queues.filter((q) => q.offset === 0) ?? [];
  return {
    kind: 'counter', counterId, seq: hall.seq, now: at, hallName: hall.catalogue.config.name, zone: zoneSign(hall, config?.zone), counter: config?.label ?? { 'zh-CN': '', en: '' },
    state: clerk === undefined ? 'closed' : state?.paused != null ? 'paused' : 'open', pausedReason: state?.paused == null ? null : pauseReasonText(hall, state.paused.reason),
    clerk: clerk === undefined ? null : { name: clerk.name, number: clerk.number },
    services: queues.map((q) => hall.catalogue.queues.get(q.queue)?.name).filter((name) => name !== undefined),
    number: leg === undefined ? null : ticketOf(hall, leg).number, ticketState: leg?.state === 'called' ? 'called' : leg?.state === 'serving' ? 'serving' : null,
    lastAt: leg?.call?.lastAt ?? null, caption,
    rate: done === undefined || done.grade !== null || done.state !== 'served' || leg !== undefined ? null : { legId: done.id, number: ticketOf(hall, done).number, until: (state?.finished?.at ?? at) + rateForMs },
  };
};
