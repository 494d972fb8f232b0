import type { CounterId, DeviceId, Instant, LegId, ZoneId } from './brands.ts';
import { ticketOf } from './decision.ts';
import type { Hall } from './hall.ts';
import { rateableAt } from './keypad.ts';
import { profileAt } from './counter-profile.ts';
import { layoutOf, mediaFileView, mediaViews } from './media.ts';
import type { VersionOf } from './media.ts';
import { backAt, pauseReasonText, suspensionsOfQueues, zoneSign } from './view-parts.ts';
import type { CounterScreenView, DisplayCall, DisplayView } from './view-shapes.ts';

const mostCalls = 12;
/** A called number stays on the screen while its visitor is at the counter, at most so long. */
const keptOnScreenMs = 10 * 60_000;

/** The call that stands at a counter, or null. */
export const callAt = (hall: Hall, counterId: CounterId, at: Instant): DisplayCall | null => {
  const leg = hall.legs.get((hall.counters.get(counterId)?.current ?? '') as LegId);
  const label = hall.catalogue.counters.get(counterId)?.label;
  if (leg?.call == null || label === undefined || at - leg.call.lastAt > keptOnScreenMs) return null;
  return { legId: leg.id, number: ticketOf(hall, leg).number, counter: label, counterId, calledAt: leg.call.firstAt, lastAt: leg.call.lastAt, state: leg.state === 'called' ? 'called' : 'serving' };
};

/** What a zone's screen is beside the hall: whether it speaks, which device it is (null: unknown), and which files are there. */
export interface ScreenAround { readonly speaks: boolean; readonly screen: DeviceId | null; readonly versionOf: VersionOf }

/** A zone's screen. Numbers only: no class, name or ground of priority is shown in public. */
export const displayView = (hall: Hall, zoneId: ZoneId, at: Instant, { speaks, screen, versionOf }: ScreenAround): DisplayView => {
  const counters = hall.catalogue.config.counters.filter((c) => c.zone === zoneId);
  const calls = counters.map((c) => callAt(hall, c.id, at)).filter((call) => call !== null).sort((a, b) => b.lastAt - a.lastAt).slice(0, mostCalls);
  const paused = counters.flatMap((c) => {
    const state = hall.counters.get(c.id);
    return state?.paused == null ? [] : [{ counter: c.label, reason: pauseReasonText(hall, state.paused.reason), back: backAt(state, at) }];
  });
  const notices = hall.catalogue.config.notices.filter((n) => n.zones === undefined || n.zones.includes(zoneId)).map((n) => n.text);
  const called = new Set(counters.flatMap((c) => profileAt(hall, c.id, at)?.queues.map((q) => q.queue) ?? []));
  const layout = layoutOf(hall, zoneId, screen);
  const media = layout === 'split' ? mediaViews(hall, zoneId, screen, versionOf) : [];
  return { kind: 'zone', seq: hall.seq, now: at, hallName: hall.catalogue.config.name, zone: zoneSign(hall, zoneId), calls, paused, notices, suspensions: suspensionsOfQueues(hall, called), layout, media, speaks };
};

/** Whom a counter is about just now: what is typed for one visitor must not be read by the next. */
export const meetingAt = (hall: Hall, counterId: CounterId): string => {
  const state = hall.counters.get(counterId);
  return `${state?.clerk ?? ''} ${state?.current ?? `after ${state?.finished?.legId ?? ''}`}`;
};

const clerkOn = (hall: Hall, counterId: CounterId, versionOf: VersionOf): CounterScreenView['clerk'] => {
  const clerk = hall.catalogue.staff.get(hall.counters.get(counterId)?.clerk ?? ('' as never));
  if (clerk === undefined) return null;
  const shown = hall.catalogue.config.clerkShown ?? 'name-and-number';
  return { name: shown === 'number' ? null : clerk.name, number: shown === 'name' ? null : clerk.number, photo: clerk.photo === undefined ? null : mediaFileView(hall, clerk.photo, versionOf) };
};

/** What a clerk typed, and for which meeting; it is never stored. */
export interface Caption { readonly meeting: string; readonly text: string }
/** The screen at one counter, which its visitor reads. */
export const counterScreenView = (hall: Hall, counterId: CounterId, at: Instant, caption: Caption | null, versionOf: VersionOf): CounterScreenView => {
  const config = hall.catalogue.counters.get(counterId);
  const state = hall.counters.get(counterId);
  const clerk = clerkOn(hall, counterId, versionOf);
  const leg = hall.legs.get((state?.current ?? '') as LegId);
  const rate = rateableAt(hall, counterId, at);
  const queues = profileAt(hall, counterId, at)?.queues.filter((q) => q.offset === 0) ?? [];
  return {
    kind: 'counter', counterId, seq: hall.seq, now: at, hallName: hall.catalogue.config.name, zone: zoneSign(hall, config?.zone), counter: config?.label ?? { 'zh-CN': '', en: '' },
    state: clerk === null ? 'closed' : state?.paused != null ? 'paused' : 'open', pausedReason: state?.paused == null ? null : pauseReasonText(hall, state.paused.reason), back: backAt(state, at),
    clerk,
    services: queues.map((q) => hall.catalogue.queues.get(q.queue)?.name).filter((name) => name !== undefined),
    number: leg === undefined ? null : ticketOf(hall, leg).number, ticketState: leg?.state === 'called' ? 'called' : leg?.state === 'serving' ? 'serving' : null,
    lastAt: leg?.call?.lastAt ?? null, caption: caption?.meeting === meetingAt(hall, counterId) ? caption.text : '',
    rate: rate === null ? null : { legId: rate.leg.id, number: ticketOf(hall, rate.leg).number, until: rate.until },
  };
};
