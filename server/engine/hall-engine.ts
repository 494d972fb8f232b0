import { apply } from '../domain/apply.ts';
import type { HallId, Instant } from '../domain/brands.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { noChanges } from '../domain/changes.ts';
import type { Changes } from '../domain/changes.ts';
import { sealedTexts } from '../domain/command.ts';
import type { Command, Facts } from '../domain/command.ts';
import { dayDue, decideTick } from '../domain/day.ts';
import { decide } from '../domain/decide.ts';
import { actorName, isRefusal } from '../domain/decision.ts';
import type { JournalEntry } from '../domain/event.ts';
import type { Hall } from '../domain/hall.ts';
import { advanceClock, clockApart, clockNewDayLimitMs, startClock } from '../domain/hall-time.ts';
import type { HallClock } from '../domain/hall-time.ts';
import { messagesOf } from '../domain/messages.ts';
import type { Outgoing } from '../domain/messages.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Outcome, ReadFacts, SideRow, Store, Writes } from '../store/store.ts';
import type { ProcessClock } from './process-clock.ts';

/** What one command came to. `[]` of entries is an answer too: nothing had to change. */
export type Decided = { readonly entries: readonly JournalEntry[] } | { readonly refusal: Refusal };
export interface Answer { readonly status: number; readonly body: string }
/** One press. Its commands run one after the other in one transaction; a refusal of the first ends it. */
export interface Press {
  readonly commands: readonly Command[];
  /** Scoped to caller, method and path; null for what comes from inside. */
  readonly key: string | null;
  readonly fingerprint: string;
  readonly sides: readonly SideRow[];
  /** Renders the answer from the hall as it stands right after this press. */
  readonly answer: (hall: Hall, decided: readonly Decided[], at: Instant) => Answer;
}
/** The same key came with another body. */
export class KeyReused extends Error {}
/** The store did not take the transaction, and nothing of it is on disk: the same press may be sent again with its key. */
export class StoreFailed extends Error {}
/** These say what is wrong with the request or its sender, and may be put right under the same key; every other answer is kept. */
const isKept = (status: number): boolean => status < 500 && ![400, 401, 403, 422, 429].includes(status);

interface Waiting { readonly press: Press; readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void }
type Settled = { readonly waiting: Waiting; readonly answer: Answer } | { readonly waiting: Waiting; readonly error: Error };
const mostTogether = 256;
const mostTurns = 6;
/** So many presses are worth a transaction at once, and nobody waits longer than this for others to come. */
const mostAtRest = 64;
const mostRestMs = 8;
/** Whoever is not in the hall yet can wait some milliseconds; clerks, kiosks and the people before them can't. */
const isPatient = ({ press }: Waiting): boolean => press.commands.every((command) => command.by.kind === 'visitor');

export interface EngineOptions {
  readonly store: Store;
  readonly clock: ProcessClock;
  readonly hall: Hall;
  readonly catalogues: Map<number, Catalogue>;
  /** Reads the hall from its rows again, after a transaction failed. */
  readonly reload: () => Promise<Hall>;
  readonly fresh: boolean;
}
/** Collects what a batch writes while its presses are decided. */
const messagesIn = ({ messages }: Batch): Writes['messages'] => ({ add: [...messages.values()].filter((one) => one !== null), drop: [...messages].flatMap(([id, one]) => (one === null ? [id] : [])) });
/** `messages`: by their ids, null for one that is not to be sent any more; what came last about it holds. */
interface Batch { readonly at: Instant; readonly entries: { entry: JournalEntry; command: string | null }[]; readonly changes: Changes; readonly outcomes: Outcome[]; readonly sides: SideRow[]; readonly settled: Settled[]; readonly messages: Map<string, Outgoing | null>; config: Writes['config'] }

/** A command as the journal keeps it: without the hall file and without free text, which stand in rows of their own. */
const journalled = (command: Command): string => {
  if (command.type === 'configure') return JSON.stringify({ type: command.type, by: command.by, version: command.catalogue.version });
  return JSON.stringify(command.type === 'suspend' ? { ...command, reason: undefined } : command);
};

/** Runs one hall: presses that arrive together are decided one after the other, share one transaction, and are answered after its COMMIT. */
export class HallEngine {
  private readonly options: EngineOptions;
  private live: Hall;
  private clock: HallClock;
  private readonly waiting: Waiting[] = [];
  private running = false;
  private lastTogether = 0;
  private restUntil = 0;
  private hurriedLast = false;
  private readonly listeners = new Set<(entries: readonly JournalEntry[], hall: Hall) => void>();
  private readonly downListeners = new Set<() => void>();
  private unknown = false;

  constructor(options: EngineOptions) {
    this.options = options;
    this.live = options.hall;
    this.clock = startClock(options.fresh ? null : options.hall.at, options.clock.mono(), options.clock.wall());
  }

  get id(): HallId { return this.live.id; }
  /** True while the database can't be read after a failed transaction: nobody knows how the hall stands, so nothing of it may be shown. */
  get down(): boolean { return this.unknown; }
  /** Called when the hall goes down, so that screens that show it are told. */
  onDown(listener: () => void): void { this.downListeners.add(listener); }
  /** The hall as committed. Read it, never keep it: a failed transaction replaces it. Not to be shown while `down`. */
  get hall(): Hall { return this.live; }

  /** Hall time now; never before the last committed instant. */
  now(): Instant {
    this.clock = advanceClock(this.clock, this.options.clock.mono(), this.options.clock.wall());
    return this.clock.hall;
  }
  /** Milliseconds between hall time and the wall clock. */
  clockApart(): number { return clockApart(this.clock); }

  /** Called after each COMMIT with what it brought. A listener must not throw. */
  onCommit(listener: (entries: readonly JournalEntry[], hall: Hall) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  press(press: Press): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ press, resolve, reject });
      if (this.running) return;
      this.running = true;
      setImmediate(() => this.gather(0));
    });
  }

  /** In a storm as many arrive again as came together before: they get a few turns of the event loop (some 0.1 ms) to share a transaction. */
  private gather(turn: number): void {
    if (this.resting() || (turn < mostTurns && this.waiting.length < this.lastTogether)) setImmediate(() => this.gather(turn + 1));
    else void this.drain();
  }

  /** While only phones wait in a storm, the house does other things for as long as the last transaction took: fewer and larger ones follow, and a call seldom meets one. */
  private resting(): boolean {
    return this.lastTogether > 1 && this.waiting.length < mostAtRest && this.options.clock.mono() < this.restUntil && this.waiting.every(isPatient);
  }

  /** A command from inside the house: the clock, a device's report. Rejects only when the store fails. */
  async run(command: Command): Promise<Decided> {
    const box: { decided: Decided } = { decided: { entries: [] } };
    await this.press({ commands: [command], key: null, fingerprint: '', sides: [], answer: (_hall, decided) => {
      box.decided = decided[0] ?? box.decided;
      return { status: 200, body: '' };
    } });
    return box.decided;
  }

  /** Whether the clock has anything to do now; asked every second, so it must cost nothing. */
  tickIsDue(): boolean {
    if (this.unknown) return true;
    const at = this.now();
    const decision = decideTick(this.live, at);
    return this.mayOpenDay(at) || (!isRefusal(decision) && decision.length > 0);
  }

  private mayOpenDay(at: Instant): boolean {
    return this.live.seq > 0 && dayDue(this.live, at) !== null && (this.live.day === null || this.clockApart() <= clockNewDayLimitMs);
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      if (this.resting()) return void setImmediate(() => this.gather(0));
      const batch = this.nextBatch();
      this.lastTogether = batch.length;
      const began = this.options.clock.mono();
      if (!(await this.runTogether(batch))) for (const one of batch) await this.runTogether([one]);
      const ended = this.options.clock.mono();
      this.restUntil = ended + Math.min(mostRestMs, ended - began);
    }
    this.running = false;
  }

  /** People in the hall go before phones, every other time, so that phones wait and are never left out. */
  private nextBatch(): readonly Waiting[] {
    const hurried = this.waiting.filter((one) => !isPatient(one));
    if (this.hurriedLast || hurried.length === 0 || hurried.length === this.waiting.length) {
      this.hurriedLast = false;
      return this.waiting.splice(0, this.together());
    }
    this.hurriedLast = true;
    const later = this.waiting.filter(isPatient);
    this.waiting.splice(0, this.waiting.length, ...hurried);
    const batch = this.waiting.splice(0, this.together());
    this.waiting.push(...later);
    return batch;
  }

  /** How many waiting presses share the next transaction; a new hall file has one of its own, because a transaction stores one. */
  private together(): number {
    const files = this.waiting.findIndex((w) => w.press.commands.some((c) => c.type === 'configure'));
    return files === -1 ? mostTogether : Math.max(1, Math.min(files, mostTogether));
  }

  /** False when the transaction failed and its presses must be tried one by one; one alone is rejected as the culprit. */
  private async runTogether(presses: readonly Waiting[]): Promise<boolean> {
    if (this.unknown && !(await this.recover())) return this.rejectAll(presses, new StoreFailed('the hall cannot be read'));
    const at = this.now();
    const batch: Batch = { at, entries: [], changes: noChanges(), outcomes: [], sides: [], settled: [], messages: new Map(), config: null };
    const keys = presses.flatMap((w) => (w.press.key === null ? [] : [w.press.key]));
    const day = this.mayOpenDay(at) ? dayDue(this.live, at) : null;
    const box: { defect: unknown } = { defect: null };
    const work = (facts: ReadFacts): Writes | null => {
      try {
        return this.decideAll(presses, batch, facts, day !== null);
      } catch (error) {
        box.defect = error;
        throw error;
      }
    };
    try {
      await this.options.store.commit(this.id, { outcomeKeys: keys, numbersOf: day }, work);
    } catch (error) {
      if ((await this.recover()) && presses.length > 1) return false;
      return this.rejectAll(presses, box.defect ?? new StoreFailed('the store did not take the transaction', { cause: error }));
    }
    for (const one of batch.settled) 'answer' in one ? one.waiting.resolve(one.answer) : one.waiting.reject(one.error);
    if (batch.entries.length > 0) for (const listener of this.listeners) listener(batch.entries.map((e) => e.entry), this.live);
    return true;
  }

  private rejectAll(presses: readonly Waiting[], error: unknown): true {
    for (const one of presses) one.reject(error);
    return true;
  }

  /** Reads the hall from its rows again: what a failed transaction left in memory never happened. */
  private async recover(): Promise<boolean> {
    try {
      this.live = await this.options.reload();
      this.unknown = false;
      return true;
    } catch {
      const wasKnown = !this.unknown;
      this.unknown = true;
      if (wasKnown) for (const listener of this.downListeners) listener();
      return false;
    }
  }

  private decideAll(presses: readonly Waiting[], batch: Batch, read: ReadFacts, opensDay: boolean): Writes | null {
    const facts: Facts = { numbers: () => read.numbers };
    if (opensDay) this.decideOne({ type: 'open-day', by: { kind: 'clock' } }, batch, facts);
    const seen = new Map(read.outcomes);
    for (const waiting of presses) batch.settled.push(this.settle(waiting, batch, facts, seen));
    if (batch.entries.length === 0 && batch.outcomes.length === 0 && batch.config === null) return null;
    return { hall: this.live, changes: batch.changes, entries: batch.entries, outcomes: batch.outcomes, sides: batch.sides, messages: messagesIn(batch), config: batch.config };
  }

  private settle(waiting: Waiting, batch: Batch, facts: Facts, seen: Map<string, Outcome>): Settled {
    const { press } = waiting;
    const before = press.key === null ? undefined : seen.get(press.key);
    if (before !== undefined) {
      if (before.fingerprint !== press.fingerprint) return { waiting, error: new KeyReused('the same key came with another body') };
      return { waiting, answer: { status: before.status, body: before.body } };
    }
    const decided: Decided[] = [];
    for (const command of press.commands) {
      const one = this.decideOne(command, batch, facts);
      decided.push(one);
      if ('refusal' in one) break;
    }
    if (decided.some((one) => 'entries' in one && one.entries.length > 0)) batch.sides.push(...press.sides);
    const answer = press.answer(this.live, decided, batch.at);
    if (press.key !== null && isKept(answer.status)) {
      const outcome = { key: press.key, fingerprint: press.fingerprint, ...answer };
      seen.set(press.key, outcome);
      batch.outcomes.push(outcome);
    }
    return { waiting, answer };
  }

  private decideOne(command: Command, batch: Batch, facts: Facts): Decided {
    if (command.type === 'configure') {
      this.options.catalogues.set(command.catalogue.version, command.catalogue);
      batch.config = { version: command.catalogue.version, config: command.catalogue.config };
    }
    const decision = decide(this.live, facts, command, batch.at);
    if (isRefusal(decision)) return { refusal: decision };
    const by = actorName(command.by);
    const texts = sealedTexts(command);
    const entries: JournalEntry[] = [];
    for (const event of decision) {
      const entry: JournalEntry = { seq: this.live.seq + 1, at: batch.at, by, event };
      apply(this.live, entry, batch.changes, this.options.catalogues, texts);
      batch.entries.push({ entry, command: entries.length === 0 ? journalled(command) : null });
      const told = messagesOf(this.live, entry);
      for (const one of told.add) batch.messages.set(one.id, one);
      for (const id of told.drop) batch.messages.set(id, null);
      entries.push(entry);
    }
    return { entries };
  }
}
