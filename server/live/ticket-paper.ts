import { counterWords } from '../../contract/counter-words.ts';
import type { Paper } from '../../contract/device-jobs.ts';
import { instant } from '../domain/brands.ts';
import type { Instant } from '../domain/brands.ts';
import { legsOf } from '../domain/decision.ts';
import type { Language, PaperPartName } from '../domain/hall-config.ts';
import type { Hall, Leg, Ticket } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { instantAfterOpen } from '../domain/opening-hours.ts';
import { bookedAhead, countersFor, leadingLeg, placeOf } from '../domain/ticket-facts.ts';
import { commonLines, commonSlot, laidOut } from './lay-out-paper.ts';
import type { LogoOf } from './lay-out-paper.ts';
import { bringLines, paperTime, paperWords } from './paper-words.ts';

/** A word joiner between all characters of a counter's name: no row of paper may break inside it. */
const unbroken = (names: string): string => names.split(/(?<=、|, )/).map((name) => [...name].join('\u2060')).join('');

const counterNames = (hall: Hall, leg: Leg, ticket: Ticket, at: Instant, language: Language): string => {
  const labels = countersFor(hall, leg.queueId, ticket.needs, at).flatMap((id) => hall.catalogue.counters.get(id)?.label ?? []);
  return unbroken(counterWords(labels, language));
};

/** The wall time after so many more open minutes, HH:MM; the estimate is told as clock times because people plan by them. */
const clockIn = (hall: Hall, leg: Leg, at: Instant, minutes: number): string => {
  const then = instantAfterOpen(hall.schedule.get(leg.queueId) ?? [], at, minutes * 60_000) ?? instant(at + minutes * 60_000);
  return isoInstant(hall.catalogue.zoneTable, then).slice(11, 16);
};

const missedSentence = (hall: Hall, language: Language): string => {
  const { missed } = hall.catalogue.config;
  const key = { 'return-after': 'missedReturnAfter', final: 'missedFinal', 'to-the-end': 'missedToTheEnd', automatic: 'missedAutomatic' } as const;
  return paperWords[language](key[missed.kind], { calls: missed.calls ?? 3, minutes: missed.minutes ?? 5 });
};

/** How a ticket stands now; texts of the hall's own are filled from it too. */
const slotsOf = (hall: Hall, ticket: Ticket, at: Instant, language: Language): Readonly<Record<string, string | null>> => {
  const leg = leadingLeg(hall, ticket);
  const { ahead, estimate } = placeOf(hall, leg, at);
  const zone = hall.catalogue.zones.get(hall.catalogue.queues.get(leg.queueId)?.zone ?? ('' as never));
  return {
    number: ticket.number, service: hall.catalogue.services.get(leg.serviceId)?.name[language] ?? null, ahead: ahead === null ? null : String(ahead),
    low: estimate === null ? null : clockIn(hall, leg, at, estimate.low), high: estimate === null ? null : clockIn(hall, leg, at, estimate.high),
    counters: counterNames(hall, leg, ticket, at, language), floor: zone?.floor[language] ?? null, zone: zone?.name[language] ?? null,
  };
};

/** Who came early reads the time booked; whose wait can't be told reads that. */
const bookedLine = (hall: Hall, ticket: Ticket, at: Instant, language: Language, noRange: boolean): readonly string[] => {
  const booked = bookedAhead(hall, ticket, at);
  const clock = (ms: Instant): string => isoInstant(hall.catalogue.zoneTable, ms).slice(11, 16);
  if (booked !== null) return [paperWords[language]('booked', { time: `${clock(booked.start)}–${clock(booked.end)}` })];
  return noRange && leadingLeg(hall, ticket).state === 'waiting' ? [paperWords[language]('noRange')] : [];
};

const ticketLines = (hall: Hall, ticket: Ticket, at: Instant, part: PaperPartName, language: Language): readonly string[] => {
  const say = paperWords[language];
  const { ahead, low, high, counters, floor, zone } = slotsOf(hall, ticket, at, language);
  const legs = legsOf(hall, ticket);
  switch (part) {
    case 'service': return legs.map((leg) => say('service', { service: hall.catalogue.services.get(leg.serviceId)?.name[language] ?? '' }));
    case 'ahead': return [ahead === '0' ? say('nobodyAhead') : say('ahead', { n: ahead ?? '' })];
    case 'range': return [...(low == null || high == null ? [] : [say('range', { low, high })]), ...bookedLine(hall, ticket, at, language, low == null)];
    case 'where': return [say('where', { counters: counters ?? '' })];
    case 'zone': return floor == null || zone == null ? [] : [say('zone', { floor, zone })];
    case 'bring': return legs.flatMap((leg) => bringLines(hall, leg.serviceId, language));
    case 'issued': return [say('issued', { time: paperTime(hall, ticket.issuedAt) })];
    case 'printed': return [say('listPrinted', { time: paperTime(hall, at) })];
    case 'missed-call': return [missedSentence(hall, language)];
    default: return commonLines(hall, part, language);
  }
};

/** The words of a paper ticket, in the language its holder chose. */
export const ticketPaper = (hall: Hall, ticket: Ticket, at: Instant, token: string | null, publicUrl: string | null, logo: LogoOf): Paper =>
  laidOut(hall, {
    kind: 'ticket', language: ticket.language, large: ticket.large, number: ticket.number, logo,
    qr: token === null || publicUrl === null ? null : { url: `${publicUrl}/t/${token}`, caption: (language) => paperWords[language]('follow') },
    lines: (part, language) => ticketLines(hall, ticket, at, part, language),
    slot: (name, language) => slotsOf(hall, ticket, at, language)[name] ?? commonSlot(hall, name, language, paperTime(hall, ticket.issuedAt)),
  });
