import en from '../../contract/languages/en/board.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/board.json' with { type: 'json' };
import type { BoardLine, BoardPicture } from '../../contract/device-jobs.ts';
import { createTranslate } from '../../contract/translate.ts';
import type { Translate } from '../../contract/translate.ts';
import type { CounterId, Instant, ZoneId } from '../domain/brands.ts';
import { profileAt } from '../domain/counter-profile.ts';
import type { BoardDevice, Language } from '../domain/hall-config.ts';
import type { Hall } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { shiftAhead } from '../domain/roster.ts';
import { callAt } from '../domain/view-display.ts';
import { backAt, suspensionsOfQueues } from '../domain/view-parts.ts';

type Say = Translate<typeof zh>;
/** A zone's board turns its pages; more than these take too long to come round. */
const mostCalls = 6;
/** Boards light up so long before the hall opens, and stay lit so long after it closed: people still look for their way. */
const marginMs = 30 * 60_000;
/** Of 15. Strips are read across a bright hall by day and dazzle in the evening. */
const brightness = { day: 12, evening: 6, from: 7, to: 18 } as const;

const line = (text: string, colour: BoardLine['colour']): BoardLine => ({ text, colour });
const clockOf = (hall: Hall, at: Instant): string => isoInstant(hall.catalogue.zoneTable, at).slice(11, 16);
const stoppedAt = (hall: Hall, counterId: CounterId, at: Instant) => {
  const own = profileAt(hall, counterId, at)?.queues.filter((q) => q.offset === 0).map((q) => q.queue) ?? [];
  return suspensionsOfQueues(hall, new Set(own))[0] ?? null;
};

/** What a counter says when it calls nobody: why, and when it goes on; else what is done there. */
const quietCounter = (hall: Hall, id: CounterId, at: Instant, say: Say, language: Language): readonly BoardLine[] => {
  const state = hall.counters.get(id);
  const back = (time: Instant): BoardLine => line(say('back', { time: clockOf(hall, time) }), 'yellow');
  if (state?.paused != null) {
    const until = backAt(state, at);
    return [line(say('paused'), 'yellow'), ...(until === null ? [] : [back(until)])];
  }
  if (state?.clerk == null) {
    const next = shiftAhead(hall.catalogue, hall.catalogue.shiftsOf.get(id) ?? [], at);
    return [line(say('closed'), 'yellow'), ...(next === null ? [] : [line(say('opens', { time: clockOf(hall, next) }), 'yellow')])];
  }
  const stop = stoppedAt(hall, id, at);
  if (stop !== null) return [line(say('stopped'), 'yellow'), ...(stop.expectedBack === null ? [] : [back(stop.expectedBack as Instant)])];
  const own = profileAt(hall, id, at)?.queues.find((q) => q.offset === 0)?.queue;
  const name = own === undefined ? undefined : hall.catalogue.queues.get(own)?.name[language];
  return [line(name ?? hall.catalogue.counters.get(id)?.label[language] ?? '', 'green')];
};

const isLit = (hall: Hall, at: Instant): boolean =>
  [...hall.counters.values()].some((counter) => counter.clerk !== null) || [...hall.schedule.values()].some((open) => open.some((i) => i.from - marginMs <= at && at < i.to + marginMs));
const brightnessAt = (hall: Hall, at: Instant): number => {
  const hour = Number(clockOf(hall, at).slice(0, 2));
  return brightness.from <= hour && hour < brightness.to ? brightness.day : brightness.evening;
};

const counterPart = (hall: Hall, id: CounterId, at: Instant, say: Say, language: Language): Omit<BoardPicture, 'on' | 'brightness'> => {
  const call = callAt(hall, id, at);
  if (call === null) return { pages: [quietCounter(hall, id, at, say, language)], number: '', calls: [], newest: 0 };
  const words = call.state === 'called' ? line(say('called', { number: call.number }), 'red') : line(say('serving', { number: call.number }), 'green');
  return { pages: [[words]], number: call.number, calls: call.state === 'called' ? [call.legId] : [], newest: call.lastAt };
};

const zonePart = (hall: Hall, id: ZoneId, at: Instant, say: Say, language: Language): Omit<BoardPicture, 'on' | 'brightness'> => {
  const counters = hall.catalogue.config.counters.filter((counter) => counter.zone === id);
  const calls = counters.flatMap((counter) => callAt(hall, counter.id, at) ?? []).filter((call) => call.state === 'called').sort((a, b) => b.lastAt - a.lastAt).slice(0, mostCalls);
  const queues = new Set(counters.flatMap((counter) => profileAt(hall, counter.id, at)?.queues.map((q) => q.queue) ?? []));
  const stops = suspensionsOfQueues(hall, queues).map((s) => [line(say('stoppedHere', { what: s.scope[language] }), 'yellow')]);
  const pages = [...calls.map((call) => [line(say('calledTo', { number: call.number, counter: call.counter[language] }), 'red')]), ...stops];
  return { pages: pages.length > 0 ? pages : [[line(say('wait'), 'green')]], number: calls[0]?.number ?? '', calls: calls.map((call) => call.legId), newest: calls[0]?.lastAt ?? 0 };
};

/** All dots and colours at least once, for somebody who stands before the board and looks. */
export const testPicture = (hall: Hall, at: Instant): BoardPicture => {
  const say: Say = createTranslate<typeof zh>((hall.catalogue.config.languages[0] ?? 'zh-CN') === 'en' ? en : zh);
  return { on: true, brightness: 15, pages: [[line(say('test'), 'red')], [line('8888', 'green')], [line('8888', 'yellow')]], number: '8888', calls: [], newest: at };
};

/** What stands on a board now, in the hall's first language. Numbers only, as on every public screen. */
export const boardPicture = (hall: Hall, board: BoardDevice, at: Instant): BoardPicture => {
  const language = hall.catalogue.config.languages[0] ?? 'zh-CN';
  const say: Say = createTranslate<typeof zh>(language === 'en' ? en : zh);
  const part = board.counter !== undefined ? counterPart(hall, board.counter, at, say, language) : zonePart(hall, board.zone ?? ('' as ZoneId), at, say, language);
  return { on: isLit(hall, at), brightness: brightnessAt(hall, at), ...part };
};
