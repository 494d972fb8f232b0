import en from '../../contract/languages/en/ticket.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/ticket.json' with { type: 'json' };
import { counterWords } from '../../contract/counter-words.ts';
import type { Paper } from '../../contract/device-jobs.ts';
import { instant } from '../domain/brands.ts';
import type { Instant } from '../domain/brands.ts';
import { legsOf } from '../domain/decision.ts';
import type { Language } from '../domain/hall-config.ts';
import type { Hall, Leg, Ticket } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { instantAfterOpen } from '../domain/opening-hours.ts';
import { countersFor, leadingLeg, placeOf } from '../domain/ticket-facts.ts';

const wordsOf: Readonly<Record<Language, Readonly<Record<keyof typeof zh, string>>>> = { 'zh-CN': zh, en };
const fill = (sentence: string, slots: Readonly<Record<string, string | number>>): string => sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(slots[name] ?? ''));

/** A word joiner between all characters of a counter's name: no row of paper may break inside it. */
const unbroken = (names: string): string => names.split(/(?<=、|, )/).map((name) => [...name].join('\u2060')).join('');

const counterNames = (hall: Hall, leg: Leg, ticket: Ticket, at: Instant): string => {
  const labels = countersFor(hall, leg.queueId, ticket.needs, at).flatMap((id) => hall.catalogue.counters.get(id)?.label ?? []);
  return unbroken(counterWords(labels, ticket.language));
};

/** The wall time after so many more open minutes, HH:MM; the estimate is told as clock times because people plan by them. */
const clockIn = (hall: Hall, leg: Leg, at: Instant, minutes: number): string => {
  const then = instantAfterOpen(hall.schedule.get(leg.queueId) ?? [], at, minutes * 60_000) ?? instant(at + minutes * 60_000);
  return isoInstant(hall.catalogue.zoneTable, then).slice(11, 16);
};

const missedSentence = (hall: Hall, language: Language): string => {
  const { missed } = hall.catalogue.config;
  const key = { 'return-after': 'missedReturnAfter', final: 'missedFinal', 'to-the-end': 'missedToTheEnd', automatic: 'missedAutomatic' } as const;
  return fill(wordsOf[language][key[missed.kind]], { calls: missed.calls ?? 3, minutes: missed.minutes ?? 5 });
};

/** The words of a paper ticket, in the language its holder chose. */
export const ticketPaper = (hall: Hall, ticket: Ticket, at: Instant, token: string | null, publicUrl: string | null): Paper => {
  const words = wordsOf[ticket.language];
  const leg = leadingLeg(hall, ticket);
  const place = placeOf(hall, leg, at);
  const zone = hall.catalogue.zones.get(hall.catalogue.queues.get(leg.queueId)?.zone ?? ('' as never));
  const services = legsOf(hall, ticket).map((l) => fill(words.service, { service: hall.catalogue.services.get(l.serviceId)?.name[ticket.language] ?? '' }));
  const range = place.estimate === null ? (leg.state === 'waiting' ? [words.noRange] : []) : [fill(words.range, { low: clockIn(hall, leg, at, place.estimate.low), high: clockIn(hall, leg, at, place.estimate.high) })];
  const where = [fill(words.where, { counters: counterNames(hall, leg, ticket, at) }), ...(zone === undefined ? [] : [fill(words.zone, { floor: zone.floor[ticket.language], zone: zone.name[ticket.language] })])];
  return {
    heading: hall.catalogue.config.name[ticket.language], number: ticket.number, lines: [...services, place.ahead === 0 ? words.nobodyAhead : fill(words.ahead, { n: place.ahead }), ...range, ...where],
    qr: token === null || publicUrl === null ? null : { url: `${publicUrl}/t/${token}`, caption: words.follow }, large: ticket.large,
    small: [fill(words.issued, { time: isoInstant(hall.catalogue.zoneTable, ticket.issuedAt).slice(0, 16).replace('T', ' ') }), missedSentence(hall, ticket.language)],
  };
};
