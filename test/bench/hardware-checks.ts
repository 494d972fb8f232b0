import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentView } from '../../contract/device-jobs.ts';
import { inventedCards } from '../../drivers/sim/sim-card.ts';
import type { JournalEntry } from '../../server/domain/event.ts';
import type { Hall } from '../../server/domain/hall.ts';
import type { Diary } from './hardware-people.ts';
import type { Hardware } from './hardware-hall.ts';
import type { HardwareTroubles } from './hardware-troubles.ts';
import { faultOf } from './print-storm-checks.ts';

export interface Evidence { readonly hall: Hall; readonly view: AgentView; readonly journal: readonly JournalEntry[]; readonly diary: Diary; readonly hardware: Hardware; readonly troubles: HardwareTroubles; readonly folder: string; readonly said: string; readonly endedAt: number; /** Whether lateness is a fault; a test that runs beside others cannot say so. */ readonly timed: boolean }
export interface Times { readonly what: string; readonly ms: readonly number[] }
export interface Verdict { readonly faults: readonly string[]; readonly times: readonly Times[]; readonly counts: Readonly<Record<string, number>> }

/** The newest call goes first. At worst its card has just changed its picture (1 s until it takes the next), one answer is lost (0.25 s, and 0.5 s in which it may still come), and another board is on the line (0.3 s). */
const boardWithinMs = 2_200;
/** One that is silent, slow or babbling costs everybody on its line a wait for its answer. */
const sickLineWithinMs = 15_000;
const keyWithinMs = 4_000;
type Event<T extends JournalEntry['event']['type']> = { readonly at: number; readonly event: Extract<JournalEntry['event'], { readonly type: T }> };
const only = <T extends JournalEntry['event']['type']>(journal: readonly JournalEntry[], type: T): readonly Event<T>[] => journal.flatMap((entry) => (entry.event.type === type ? [entry as unknown as Event<T>] : []));

const lettersOf = (pages: readonly (readonly { readonly text: string }[])[]): string => pages.flatMap((page) => page.map(({ text }) => text)).join('').replace(/\s/g, '');

/** When the number stood on the board itself, whatever was said of it; for whoever has to explain a late one. */
const stoodAt = (hall: Hall, board: Hardware['boards'][number], legId: string, at: number): string => {
  const number = hall.tickets.get(hall.legs.get(legId as never)?.ticketId ?? ('' as never))?.number ?? '?';
  const found = board.seen.find((one) => one.at >= at && one.text.includes(number));
  return found === undefined ? `${number} never stood on it` : `${number} stood on it after ${Math.round(found.at - at)} ms`;
};

const saidAround = ({ overheard }: Hardware, { bus, sim }: Hardware['boards'][number], at: number): string =>
  (overheard[bus] ?? []).filter((one) => one.at >= at - 1_500 && one.at <= at + 4_000)
    .map(({ at: then, to, from, command }) => `${then - at}:${to === sim.address || from === sim.address ? '*' : ''}${to === 0x8000 ? `${from}>` : `>${to}`}${command}`).join(' ');

const calls = ({ journal, hardware, hall, troubles, endedAt, timed }: Evidence): Verdict => {
  const shownAt = new Map<string, number>();
  for (const { at, event } of only(journal, 'calls-shown')) for (const leg of event.legs) if (!shownAt.has(leg)) shownAt.set(leg, at);
  const counts = { calls: 0, 'calls shown': 0, 'calls not shown, with something broken': 0, 'calls over before they were shown': 0, 'calls while this computer was late itself': 0 };
  const [healthy, sick]: [number[], number[]] = [[], []];
  const faults: string[] = [];
  const moved = journal.flatMap(({ at, event }) => ('legId' in event && event.type !== 'leg-called' ? [{ at, legId: event.legId }] : []));
  for (const { at, event } of only(journal, 'leg-called')) {
    const board = hardware.boards.find(({ counter }) => counter === event.counterId);
    if (board === undefined) continue;
    counts.calls += 1;
    const shown = shownAt.get(event.legId);
    if (shown !== undefined) counts['calls shown'] += 1;
    if (troubles.touches(['machine'], at - 2_000, (shown ?? at) + boardWithinMs)) {
      counts['calls while this computer was late itself'] += 1;
      continue;
    }
    if (troubles.touches([`board ${board.counter}`, `bus ${board.bus}`, 'agent', 'server'], at - 15_000, (shown ?? at) + boardWithinMs)) {
      if (shown === undefined) counts['calls not shown, with something broken'] += 1;
      continue;
    }
    const others = hardware.boards.flatMap(({ bus, counter }) => (bus === board.bus ? [`board ${counter}`] : []));
    const isSick = troubles.touches(others, at - 15_000, (shown ?? at) + boardWithinMs);
    const within = isSick ? sickLineWithinMs : boardWithinMs;
    if (shown !== undefined) (isSick ? sick : healthy).push(shown - at);
    const over = at + within > endedAt || moved.some((one) => one.legId === event.legId && one.at >= at && one.at < at + within);
    if (shown === undefined && over) counts['calls over before they were shown'] += 1;
    else if (timed && (shown === undefined || shown - at > within)) faults.push(`a call at counter ${board.counter} stood on its healthy board ${shown === undefined ? 'never' : `after ${Math.round(shown - at)} ms`}${isSick ? ', beside a sick one' : ''} (${stoodAt(hall, board, event.legId, at)}; before that: ${troubles.lately([`board ${board.counter}`, `bus ${board.bus}`, 'agent', 'server', ...others], at)})${shown === undefined || shown - at > within ? ` [${saidAround(hardware, board, at)}]` : ''}`);
  }
  return { faults, counts, times: [{ what: 'call to its board, confirmed, on a line whose boards all answer', ms: healthy }, { what: 'the same beside a board that does not', ms: sick }] };
};

const keys = ({ journal, diary, hardware, troubles }: Evidence): Verdict => {
  const counters = new Set(hardware.keypads.map(({ counter }) => counter));
  const unused = [...diary.keys];
  const ms: number[] = [];
  const faults: string[] = [];
  for (const { at, event } of only(journal, 'leg-called')) {
    if (!counters.has(event.counterId)) continue;
    const n = unused.findIndex((one) => one.counter === event.counterId && one.at <= at + 300 && at - one.at < keyWithinMs + 5_000);
    const key = unused[n];
    if (key === undefined) faults.push(`counter ${event.counterId} called somebody without a key, or twice for one`);
    else {
      unused.splice(n, 1);
      if (!troubles.touches([`keypad ${key.counter}`, 'agent', 'server'], key.at - 10_000, at)) ms.push(at - key.at);
    }
  }
  return { faults, counts: { 'keys pressed': diary.keys.length }, times: [{ what: 'key to the call in the journal', ms }] };
};

const papers = ({ journal, diary, hardware, hall, troubles }: Evidence): Verdict => {
  const settled = new Map(only(journal, 'print-reported').map(({ at, event }) => [event.ticketId as string, { at, state: event.state }]));
  const faults: string[] = [];
  const ms: number[] = [];
  const counts: Record<string, number> = {};
  for (const [id, { at }] of diary.taken) {
    const ticket = hall.tickets.get(id as never);
    const end = settled.get(id);
    if (ticket === undefined) { faults.push(`ticket ${id} is gone`); continue; }
    const state = `tickets ${ticket.print?.state ?? 'without print'}`;
    counts[state] = (counts[state] ?? 0) + 1;
    const wrong = faultOf(ticket, at, end?.at ?? Infinity, hardware.printers);
    if (wrong !== null) faults.push(wrong);
    if (end?.state === 'printed' && !troubles.touches(['agent', 'server'], at - 10_000, end.at)) ms.push(end.at - ticket.issuedAt);
  }
  return { faults, counts, times: [{ what: 'number taken to paper confirmed (printers failing meanwhile)', ms }] };
};

const cards = ({ diary, troubles, timed }: Evidence): Verdict => {
  const faults = diary.cards.flatMap(({ kiosk, proofs }) => (proofs.size > 1 ? [`one card at ${kiosk} gave ${proofs.size} proofs`] : []));
  const seen = diary.cards.filter((card) => card.seen > 0);
  const unread = diary.cards.filter((card) => card.seen === 0 && !troubles.touches([`reader ${card.kiosk}`, 'agent', 'server'], card.laid - 12_000, card.laid + 4_000));
  if (timed) for (const { kiosk } of unread) faults.push(`a card at ${kiosk}'s healthy reader was not read in 4 s`);
  return { faults, counts: { 'cards laid': diary.cards.length, 'cards read': seen.length }, times: [{ what: 'card laid to the proof at its kiosk', ms: seen.map(({ laid, seen: at }) => at - laid) }] };
};

const pictures = ({ view, hardware, hall }: Evidence): Verdict => {
  const faults = hardware.boards.flatMap(({ counter, sim }) => {
    const wanted = lettersOf(view.boards.find(({ id }) => id === `board-${counter}`)?.picture.pages ?? []);
    const stands = lettersOf(sim.face.pages);
    return wanted === stands ? [] : [`board ${counter} shows “${stands}” instead of “${wanted}”`];
  });
  for (const { id, state, fault } of hall.devices.values()) if (state === 'fault') faults.push(`${id} is still said to have the fault ${fault ?? ''} after everything was mended`);
  return { faults, counts: {}, times: [] };
};

const filesIn = (folder: string): readonly string[] => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? filesIn(path) : statSync(path, { throwIfNoEntry: false })?.isFile() === true ? [path] : [];
});
const secrets = ({ folder, said }: Evidence): Verdict => {
  const numbers = Object.values(inventedCards).map(({ number }) => number);
  const holders = filesIn(folder).filter((path) => { const bytes = readFileSync(path); return numbers.some((number) => bytes.includes(number)); });
  return { faults: [...holders.map((path) => `${path} holds the number of an identity card`), ...(numbers.some((number) => said.includes(number)) ? ['a log holds the number of an identity card'] : [])], counts: {}, times: [] };
};

/** Everything that a day must have kept. */
export const judge = (evidence: Evidence): Verdict => {
  const all = [calls, keys, papers, cards, pictures, secrets].map((check) => check(evidence));
  return { faults: all.flatMap(({ faults }) => faults), times: all.flatMap(({ times }) => times), counts: Object.assign({}, ...all.map(({ counts }) => counts)) as Record<string, number> };
};
