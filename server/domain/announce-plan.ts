import type { Instant, LegId } from './brands.ts';
import type { Language } from './hall-config.ts';

/** A call that a zone's voice has not spoken yet. `recall`: its first call was spoken before. */
export interface PendingCall {
  readonly legId: LegId;
  readonly number: string;
  readonly counter: string;
  readonly waitingSince: Instant;
  readonly recall: boolean;
}

export interface ZoneVoice {
  /** In order of speaking; when the zone is busy only the first is spoken. Empty: the zone is silent. */
  readonly languages: readonly Language[];
  /** The hall wants every call said only once. */
  readonly once?: boolean | undefined;
}

export interface Announcement {
  /** More than one only when merged. */
  readonly legIds: readonly LegId[];
  readonly languages: readonly Language[];
  readonly times: 1 | 2;
  readonly merged: boolean;
}

export interface AnnouncePlan {
  /** What to speak now; null when nothing is left to speak. */
  readonly announcement: Announcement | null;
  /** Waited too long for the voice: chime and screen only, to be counted. The caller removes them. */
  readonly expired: readonly LegId[];
  /** Recalls that give way in a busy zone, not spoken again. The caller removes them. */
  readonly dropped: readonly LegId[];
}

/** A call older than this is no longer spoken: its person has seen the screen, or sees it sooner than the voice comes. */
export const unspokenExpiresMs = 20_000;
const onceAbove = 1;
const oneLanguageAbove = 3;
const mergedAbove = 5;
const mostMerged = 6;
/** One call said once, with chime and acknowledgement: 5.0 s in Chinese and 8.7 s in both languages with the shipped clips. */
const turnMs = { oneLanguage: 5_300, more: 9_000 };

/**
 * A later call of the same leg takes the place of the earlier one, so that pressing recall neither speaks twice nor
 * loses the place. While the first call is still unspoken, the recall is the first call.
 */
function superseded(pending: readonly PendingCall[]): PendingCall[] {
  const latest = new Map<LegId, PendingCall>();
  for (const call of pending) {
    const earlier = latest.get(call.legId);
    latest.set(call.legId, earlier === undefined ? call : { ...call, recall: call.recall && earlier.recall });
  }
  return [...latest.values()];
}

/** In a busy zone recalls give way to calls nobody has heard yet; where there are none, nobody is helped by silence. */
function givingWay(live: readonly PendingCall[]): PendingCall[] {
  const busy = live.length > oneLanguageAbove && live.some((call) => !call.recall);
  return busy ? live.filter((call) => call.recall) : [];
}

/** Whether somebody further back would expire while the first is spoken alone: then this is their last chance. */
function lastChance(speak: readonly PendingCall[], languages: number, now: Instant): boolean {
  const turn = languages > 1 ? turnMs.more : turnMs.oneLanguage;
  return speak.slice(1).some((call) => now + turn - call.waitingSince >= unspokenExpiresMs);
}

function announce(speak: readonly PendingCall[], waiting: number, voice: ZoneVoice, now: Instant): Announcement | null {
  if (speak.length === 0 || voice.languages.length === 0) return null;
  const languages = waiting > oneLanguageAbove ? voice.languages.slice(0, 1) : voice.languages;
  const merge = waiting > mergedAbove || lastChance(speak, languages.length, now);
  const chosen = speak.slice(0, merge ? mostMerged : 1);
  return {
    legIds: chosen.map((call) => call.legId),
    languages: chosen.length > 1 ? languages.slice(0, 1) : languages,
    times: waiting > onceAbove || voice.once === true ? 1 : 2,
    merged: chosen.length > 1,
  };
}

/**
 * What a zone's voice says next. `pending` in the order of calling, without legs that have started. The more wait
 * (recalls that give way included), the shorter each is said: alone twice; with others behind it once; above 3 in one
 * language; above 5, or when others would expire meanwhile, up to 6 calls in one, in one language. Every leg leaves `pending` within 20 s of its last call plus one announcement.
 */
export function planAnnouncement(pending: readonly PendingCall[], now: Instant, voice: ZoneVoice): AnnouncePlan {
  const calls = superseded(pending);
  const expired = calls.filter((call) => now - call.waitingSince >= unspokenExpiresMs);
  const live = calls.filter((call) => now - call.waitingSince < unspokenExpiresMs);
  const dropped = givingWay(live);
  const speak = live.filter((call) => !dropped.includes(call));
  return {
    announcement: announce(speak, live.length, voice, now),
    expired: expired.map((call) => call.legId),
    dropped: dropped.map((call) => call.legId),
  };
}
