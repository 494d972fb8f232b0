import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planAnnouncement, unspokenExpiresMs } from '../../server/domain/announce-plan.ts';
import type { PendingCall, ZoneVoice } from '../../server/domain/announce-plan.ts';
import { instant } from '../../server/domain/brands.ts';
import type { LegId } from '../../server/domain/brands.ts';

const voice: ZoneVoice = { languages: ['zh-CN', 'en'] };
const now = instant(1_000_000);
const leg = (n: number): LegId => `leg-${n}` as LegId;
const pending = (n: number, ageMs = 0, recall = false): PendingCall => ({
  legId: leg(n), number: `A${String(n).padStart(3, '0')}`, counter: String(n), waitingSince: instant(now - ageMs), recall,
});
const legs = (from: number, to: number): LegId[] => Array.from({ length: to - from + 1 }, (_, i) => leg(from + i));
const waiting = (count: number): PendingCall[] => Array.from({ length: count }, (_, i) => pending(i + 1));

describe('the ladder', () => {
  it.each([
    [1, ['zh-CN', 'en'], 2, 1],
    [2, ['zh-CN', 'en'], 1, 1],
    [3, ['zh-CN', 'en'], 1, 1],
    [4, ['zh-CN'], 1, 1],
    [5, ['zh-CN'], 1, 1],
    [6, ['zh-CN'], 1, 6],
    [7, ['zh-CN'], 1, 6],
    [30, ['zh-CN'], 1, 6],
  ])('with %i waiting speaks %j %i time(s), %i call(s)', (count, languages, times, spoken) => {
    expect(planAnnouncement(waiting(count), now, voice)).toEqual({
      announcement: { legIds: legs(1, spoken), languages, times, merged: spoken > 1 }, expired: [], dropped: [],
    });
  });

  it('says nothing when nobody waits', () => {
    expect(planAnnouncement([], now, voice)).toEqual({ announcement: null, expired: [], dropped: [] });
  });

  it('says a lone call once where the hall wants it so', () => {
    expect(planAnnouncement(waiting(1), now, { ...voice, once: true }).announcement?.times).toBe(1);
    expect(planAnnouncement(waiting(1), now, { ...voice, once: false }).announcement?.times).toBe(2);
  });

  it('speaks the one language there is, and is silent in a silent zone', () => {
    expect(planAnnouncement(waiting(2), now, { languages: ['en'] }).announcement?.languages).toEqual(['en']);
    expect(planAnnouncement(waiting(2), now, { languages: [] }).announcement).toBeNull();
  });
});

describe('expiry', () => {
  it('comes at 20 s and not a millisecond sooner', () => {
    expect(planAnnouncement([pending(1, unspokenExpiresMs - 1)], now, voice).announcement?.legIds).toEqual([leg(1)]);
    expect(planAnnouncement([pending(1, unspokenExpiresMs)], now, voice)).toEqual({ announcement: null, expired: [leg(1)], dropped: [] });
  });

  it('frees the voice for the others, who are counted without it', () => {
    const plan = planAnnouncement([pending(1, 20_000), pending(2, 1000)], now, voice);
    expect(plan).toMatchObject({ expired: [leg(1)], announcement: { legIds: [leg(2)], times: 2 } });
  });

  it('merges whoever would expire while the first is spoken alone, in one language', () => {
    const soon = planAnnouncement([pending(1, 12_000), pending(2, 11_000)], now, voice);
    expect(soon.announcement).toEqual({ legIds: [leg(1), leg(2)], languages: ['zh-CN'], times: 1, merged: true });
    const later = planAnnouncement([pending(1, 12_000), pending(2, 10_999)], now, voice);
    expect(later.announcement).toEqual({ legIds: [leg(1)], languages: ['zh-CN', 'en'], times: 1, merged: false });
  });

  it('knows that one language takes less time', () => {
    const one: ZoneVoice = { languages: ['zh-CN'] };
    expect(planAnnouncement([pending(1, 14_000), pending(2, 14_699)], now, one).announcement?.merged).toBe(false);
    expect(planAnnouncement([pending(1, 14_000), pending(2, 14_700)], now, one).announcement?.merged).toBe(true);
  });
});

describe('a recall', () => {
  it('of a call still unspoken takes its place and counts as the first call', () => {
    const plan = planAnnouncement([pending(1, 19_000), pending(2), pending(1, 0, true)], now, voice);
    expect(plan).toMatchObject({ announcement: { legIds: [leg(1)], times: 1 }, expired: [], dropped: [] });
    const busy = planAnnouncement([...waiting(4), pending(1, 0, true)], now, voice);
    expect(busy).toMatchObject({ announcement: { legIds: [leg(1)] }, dropped: [] });
  });

  it('is fresh even where its first call expired', () => {
    expect(planAnnouncement([pending(1, 25_000), pending(1, 0, true)], now, voice)).toMatchObject({ announcement: { legIds: [leg(1)] }, expired: [] });
  });

  it('is spoken while no more than 3 wait', () => {
    const plan = planAnnouncement([pending(1, 0, true), pending(2), pending(3)], now, voice);
    expect(plan).toMatchObject({ announcement: { legIds: [leg(1)] }, dropped: [] });
  });

  it('gives way when more than 3 wait, but does not make the zone look less busy', () => {
    const plan = planAnnouncement([pending(1, 0, true), pending(2), pending(3), pending(4, 0, true)], now, voice);
    expect(plan).toEqual({
      announcement: { legIds: [leg(2)], languages: ['zh-CN'], times: 1, merged: false }, expired: [], dropped: [leg(1), leg(4)],
    });
  });

  it('is spoken where only recalls wait, for then it delays nobody', () => {
    const plan = planAnnouncement([1, 2, 3, 4].map((n) => pending(n, 0, true)), now, voice);
    expect(plan).toMatchObject({ announcement: { legIds: [leg(1)], times: 1 }, dropped: [] });
  });
});

interface Pressed { readonly at: number; readonly leg: number; readonly recall: boolean }
interface Outcome { readonly leg: LegId; readonly end: 'spoken' | 'expired' | 'dropped'; readonly at: number; readonly lastPressed: number; readonly recall: boolean }

/** Lives a zone's queue through presses of `call` and `recall`, with announcements as long as the shipped clips make them. */
function play(presses: readonly Pressed[], zone: ZoneVoice, check: (legIds: readonly LegId[]) => void): Outcome[] {
  const outcomes: Outcome[] = [];
  let queue: PendingCall[] = [];
  let next = 0;
  let clock = 0;
  const end = (legIds: readonly LegId[], how: Outcome['end'], at: number): void => {
    for (const legId of legIds) {
      const entries = queue.filter((call) => call.legId === legId);
      outcomes.push({ leg: legId, end: how, at, lastPressed: Math.max(...entries.map((call) => call.waitingSince)), recall: entries.every((call) => call.recall) });
    }
    queue = queue.filter((call) => !legIds.includes(call.legId));
  };
  while (next < presses.length || queue.length > 0) {
    if (queue.length === 0) clock = Math.max(clock, presses[next]?.at ?? clock);
    for (let press = presses[next]; press !== undefined && press.at <= clock; press = presses[++next]) {
      queue.push({ legId: leg(press.leg), number: 'A001', counter: '1', waitingSince: instant(press.at), recall: press.recall });
    }
    const plan = planAnnouncement(queue, instant(clock), zone);
    expect(plan.announcement !== null || plan.expired.length + plan.dropped.length > 0).toBe(true);
    end(plan.expired, 'expired', clock);
    end(plan.dropped, 'dropped', clock);
    if (plan.announcement === null) continue;
    const { legIds, languages, times } = plan.announcement;
    check(legIds);
    end(legIds, 'spoken', clock);
    clock += 1_000 + legIds.length * languages.length * times * (legIds.length > 1 ? 2_700 : 4_000);
  }
  return outcomes;
}

describe('over time', () => {
  const presses = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 6_000 }), leg: fc.integer({ min: 1, max: 40 }), recall: fc.boolean() }), { maxLength: 120 })
    .map((list) => {
      let at = 0;
      const called = new Set<number>();
      return list.map(({ gap, leg: n, recall }) => {
        at += gap;
        const again = recall && called.has(n);
        called.add(n);
        return { at, leg: n, recall: again };
      });
    });

  it('every leg is spoken, expired or an old recall that gave way, in bounded time, never twice in one announcement', () => {
    const longest = 20_000;
    fc.assert(fc.property(presses, fc.constantFrom<ZoneVoice>(voice, { languages: ['zh-CN'] }), (list, zone) => {
      const outcomes = play(list, zone, (legIds) => {
        expect(new Set(legIds).size).toBe(legIds.length);
        expect(legIds.length).toBeLessThanOrEqual(6);
      });
      for (const { end, at, lastPressed, recall } of outcomes) {
        expect(at - lastPressed).toBeLessThanOrEqual(unspokenExpiresMs + longest);
        if (end === 'spoken') expect(at - lastPressed).toBeLessThan(unspokenExpiresMs);
        if (end === 'expired') expect(at - lastPressed).toBeGreaterThanOrEqual(unspokenExpiresMs);
        if (end === 'dropped') expect(recall).toBe(true);
      }
      expect(new Set(outcomes.map((outcome) => outcome.leg))).toEqual(new Set(list.map((press) => leg(press.leg))));
    }), { numRuns: 300 });
  });

  it('ten counters that call at the same moment are all heard', () => {
    const list = Array.from({ length: 10 }, (_, i) => ({ at: 0, leg: i + 1, recall: false }));
    expect(play(list, voice, () => undefined).map((outcome) => outcome.end)).toEqual(Array.from({ length: 10 }, () => 'spoken'));
  });

  it('a call every 6 s, the morning peak of a zone, is always heard', () => {
    const list = Array.from({ length: 300 }, (_, i) => ({ at: i * 6_000, leg: i + 1, recall: false }));
    expect(play(list, voice, () => undefined).filter((outcome) => outcome.end !== 'spoken')).toEqual([]);
  });
});
