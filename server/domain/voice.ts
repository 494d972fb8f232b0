import { planAnnouncement, unspokenExpiresMs } from './announce-plan.ts';
import type { PendingCall } from './announce-plan.ts';
import type { Instant, LegId, ZoneId } from './brands.ts';
import { instant } from './brands.ts';
import type { CommandOf } from './command.ts';
import { legById, ticketOf } from './decision.ts';
import type { Decision } from './decision.ts';
import type { HallEvent } from './event.ts';
import type { Hall, Leg } from './hall.ts';
import { refuse } from './refusal.ts';

/** A display that has not answered by then is taken as silent. Measured with the shipped clips: one call in one language 5 s, six merged 17 s. */
const graceMs = 6_000;
const soundMs = (languages: number, times: number, merged: boolean): number => (merged ? 18_000 : languages * times * 5_000);

/** A recall of a call that nobody has heard yet keeps the place of the first press. */
const pressedAt = (leg: Leg): number => (leg.call === null ? 0 : leg.call.heard ? leg.call.lastAt : leg.call.firstAt);

/** Calls of a zone that its voice has not spoken yet, in the order they were pressed. */
const pendingCalls = (hall: Hall, zone: ZoneId): readonly PendingCall[] =>
  [...(hall.unspoken.get(zone) ?? [])]
    .map((id) => legById(hall, id))
    .sort((a, b) => pressedAt(a) - pressedAt(b) || a.order - b.order)
    .map((leg) => ({
      legId: leg.id, number: ticketOf(hall, leg).number, counter: leg.counterId === null ? '' : (hall.catalogue.counters.get(leg.counterId)?.spoken ?? ''),
      waitingSince: leg.call?.lastAt ?? instant(0), recall: leg.call?.heard === true,
    }));

/** What the zone's voice says next; nothing while it still speaks. */
export const decideAnnounce = (hall: Hall, command: CommandOf<'announce'>, at: Instant): Decision => {
  const zone = hall.zones.get(command.zone);
  if (zone === undefined) return refuse('unknown-announcement', { about: command.zone });
  if (zone.job !== null) return [];
  const { voice } = hall.catalogue.config;
  const plan = planAnnouncement(pendingCalls(hall, command.zone), at, voice);
  const events: HallEvent[] = [];
  if (plan.expired.length > 0) events.push({ type: 'calls-unspoken', zone: command.zone, legs: plan.expired });
  if (plan.dropped.length > 0) events.push({ type: 'recalls-dropped', legs: plan.dropped });
  if (plan.announcement !== null) {
    const { legIds, languages, times, merged } = plan.announcement;
    events.push({ type: 'announcement-started', zone: command.zone, job: command.job, legs: legIds, languages, times, merged, expiresAt: instant(at + soundMs(languages.length, times, merged) + graceMs) });
  }
  return events;
};

/** A late or repeated answer changes nothing. */
export const decideEndAnnouncement = (hall: Hall, command: CommandOf<'end-announcement'>): Decision =>
  hall.zones.get(command.zone)?.job?.id === command.job ? [{ type: 'announcement-ended', zone: command.zone, job: command.job, result: command.result }] : [];

/** Calls that waited too long for a voice, and announcements whose display never answered. */
export const expiredAnnouncements = (hall: Hall, at: Instant): readonly HallEvent[] => {
  const events: HallEvent[] = [];
  for (const zone of [...hall.zones.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (zone.job !== null && at >= zone.job.expiresAt) events.push({ type: 'announcement-ended', zone: zone.id, job: zone.job.id, result: 'failed' });
    const late = pendingCalls(hall, zone.id).filter((call) => at - call.waitingSince >= unspokenExpiresMs).map((call) => call.legId);
    if (late.length > 0) events.push({ type: 'calls-unspoken', zone: zone.id, legs: late });
  }
  return events;
};

/** The first display that shows a call says so; later ones bring no event. */
export const decideShown = (hall: Hall, command: CommandOf<'shown'>): Decision => {
  const legs = command.legs.filter((id: LegId) => {
    const call = hall.legs.get(id)?.call;
    return call != null && call.shownAt === null && hall.legs.get(id)?.state === 'called';
  });
  return legs.length === 0 ? [] : [{ type: 'calls-shown', legs }];
};
