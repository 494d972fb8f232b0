import { apply } from '../../server/domain/apply.ts';
import { instant } from '../../server/domain/brands.ts';
import type { CounterId, Instant, LocalDay } from '../../server/domain/brands.ts';
import { makeCatalogue } from '../../server/domain/catalogue.ts';
import type { Catalogue } from '../../server/domain/catalogue.ts';
import { noChanges } from '../../server/domain/changes.ts';
import { sealedTexts } from '../../server/domain/command.ts';
import type { Actor, Command, Facts } from '../../server/domain/command.ts';
import { dayDue } from '../../server/domain/day.ts';
import { decide } from '../../server/domain/decide.ts';
import { actorName, isRefusal } from '../../server/domain/decision.ts';
import type { HallEvent, JournalEntry } from '../../server/domain/event.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import type { Hall, Leg, Ticket } from '../../server/domain/hall.ts';
import { instantOf } from '../../server/domain/hall-time.ts';
import { newHall } from '../../server/domain/new-hall.ts';
import type { Refusal } from '../../server/domain/refusal.ts';
import type { ZoneTable } from '../../server/domain/hall-time.ts';
import { zoneTable } from '../../server/engine/zone-table.ts';
import { canonical, hallImage, SimRows } from './sim-image.ts';
import { named } from './sim-config.ts';

/** Asking the runtime for a zone takes longer than many a test; each is asked once. */
const zones = new Map<string, ZoneTable>();
const tableOf = (timeZone: string, year: number): ZoneTable => {
  const key = `${timeZone} ${year}`;
  const table = zones.get(key) ?? zoneTable(timeZone, Date.UTC(year, 0, 1));
  zones.set(key, table);
  return table;
};
const yearOf = (at: number): number => new Date(at).getUTCFullYear();

export const clockwork: Actor = { kind: 'clock' };
/** One press as the journal would keep it, with what it came to. */
interface Press { readonly command: Command; readonly at: Instant; readonly numbers: Readonly<Record<string, number>>; readonly came: string }

/** A hall that lives on `decide` and `apply` alone, with rows and a journal beside it. The clock is a number that a test sets. */
export class SimHall {
  hall: Hall;
  at: Instant;
  private readonly light: boolean;
  readonly catalogues = new Map<number, Catalogue>();
  readonly entries: JournalEntry[] = [];
  readonly presses: Press[] = [];
  readonly rows = new SimRows();
  /** Last number given out, by day and queue: what rows know. */
  private readonly numbers = new Map<LocalDay, Record<string, number>>();

  /** Without rows and presses a day passes three times as fast, for figures that need many days; nothing of it can be checked afterwards. */
  constructor(config: HallConfig, at: Instant, light = false) {
    this.at = at;
    this.light = light;
    const catalogue = makeCatalogue(1, config, tableOf(config.timeZone, yearOf(at)));
    this.catalogues.set(1, catalogue);
    this.hall = newHall(config.id, catalogue, at);
    this.ok({ type: 'configure', by: clockwork, catalogue });
    this.openDayIfDue();
  }

  get config(): HallConfig { return this.hall.catalogue.config; }

  configure(config: HallConfig): void {
    const version = this.hall.catalogue.version + 1;
    const catalogue = makeCatalogue(version, config, tableOf(config.timeZone, yearOf(this.at)));
    this.catalogues.set(version, catalogue);
    this.ok({ type: 'configure', by: clockwork, catalogue });
  }

  openDayIfDue(): void {
    if (dayDue(this.hall, this.at) !== null) this.ok({ type: 'open-day', by: clockwork });
  }

  run(command: Command): readonly HallEvent[] | Refusal {
    const day = dayDue(this.hall, this.at);
    const numbers = day === null ? {} : { ...this.numbers.get(day) };
    const facts: Facts = { numbers: () => numbers };
    const decision = decide(this.hall, facts, command, this.at);
    if (!this.light) this.presses.push({ command, at: this.at, numbers, came: canonical(decision) });
    if (!isRefusal(decision)) this.applyAll(command, decision);
    return decision;
  }

  private applyAll(command: Command, events: readonly HallEvent[]): void {
    const changes = noChanges();
    for (const event of events) {
      const entry: JournalEntry = { seq: this.hall.seq + 1, at: this.at, by: actorName(command.by), event };
      apply(this.hall, entry, changes, this.catalogues, sealedTexts(command));
      this.entries.push(entry);
      if (event.type === 'ticket-issued' && this.hall.day !== null) this.numbers.set(this.hall.day, { ...this.numbers.get(this.hall.day), [event.queueId]: event.n });
    }
    if (!this.light) this.rows.commit(this.hall, changes);
  }

  /** Runs a command that must be accepted. */
  ok(command: Command): readonly HallEvent[] {
    const decision = this.run(command);
    if (isRefusal(decision)) throw new Error(`${command.type} was refused: ${JSON.stringify(decision)}`);
    return decision;
  }

  /** Runs a command that must be refused, and makes sure that nothing changed by it. */
  no(command: Command): Refusal {
    const before = hallImage(this.hall);
    const decision = this.run(command);
    if (!isRefusal(decision)) throw new Error(`${command.type} was accepted: ${JSON.stringify(decision)}`);
    if (hallImage(this.hall) !== before) throw new Error(`${command.type} was refused and changed the hall`);
    return decision;
  }

  /** Sets the clock to a local time of the day it is on, or of another day: `09:30` or `2026-03-03T09:30`. */
  go(time: string): this {
    const [day, clock] = time.includes('T') ? time.split('T') : [this.localDay(), time];
    const [hours = '0', mins = '0'] = (clock ?? '').split(':');
    this.at = instantOf(this.hall.catalogue.zoneTable, named(day ?? ''), Number(hours) * 60 + Number(mins));
    this.openDayIfDue();
    return this;
  }
  private localDay(): string { return this.hall.day ?? ''; }

  pass(minutes: number): this {
    this.at = instant(this.at + minutes * 60_000);
    return this;
  }
  tick(): readonly HallEvent[] { return this.ok({ type: 'tick', by: clockwork }); }

  ticket(id: string): Ticket {
    const ticket = this.hall.tickets.get(named(id));
    if (ticket === undefined) throw new Error(`there is no ticket ${id}`);
    return ticket;
  }
  /** Leg `n` of a ticket, counted from 1. */
  leg(id: string, n = 1): Leg {
    const leg = this.hall.legs.get(named(`${id}.${n}`));
    if (leg === undefined) throw new Error(`there is no leg ${id}.${n}`);
    return leg;
  }
  /** The ticket at a counter, or null. */
  currentOf(counter: string): string | null {
    const id = this.hall.counters.get(named<CounterId>(counter))?.current;
    return id == null ? null : (this.hall.legs.get(id)?.ticketId ?? null);
  }

  /** The process dies and comes back: only the rows are left. */
  crash(): void { this.hall = this.rows.read(this.hall, this.catalogues); }

  /** Rows, memory, and the journal decided and folded afresh all say the same; returns what differs. */
  differences(): readonly string[] {
    const found: string[] = [];
    const image = hallImage(this.hall);
    if (hallImage(this.rows.read(this.hall, this.catalogues)) !== image) found.push('the hall from rows is another than the one in memory');
    const again = this.replay(found);
    if (hallImage(again) !== image) found.push('the hall folded from the journal is another than the one in memory');
    return found;
  }

  /** Decides every press of the journal again on a fresh hall; the events must come out the same, reasons included. */
  private replay(found: string[]): Hall {
    const first = this.catalogues.get(1);
    if (first === undefined) throw new Error('the hall has no first hall file');
    const hall = newHall(this.hall.id, first, this.presses[0]?.at ?? this.at);
    // What the journal only commits to stands beside it; here the presses are what its side rows would be.
    const texts = new Map(this.presses.flatMap((press) => [...sealedTexts(press.command)]));
    let next = 0;
    for (const press of this.presses) {
      const decision = decide(hall, { numbers: () => press.numbers }, press.command, press.at);
      if (canonical(decision) !== press.came && found.length < 5) found.push(`${press.command.type} at ${press.at} came to ${canonical(decision)} instead of ${press.came}`);
      const count = isRefusal(decision) ? 0 : decision.length;
      for (const entry of this.entries.slice(next, next + count)) apply(hall, entry, noChanges(), this.catalogues, texts);
      next += count;
    }
    return hall;
  }
}

/** Monday 2 March 2026, with the doors just open. */
export const openSim = (config: HallConfig, time = '2026-03-02T09:00', light = false): SimHall => {
  const [day = '', clock = '00:00'] = time.split('T');
  const zone = tableOf(config.timeZone, Number(day.slice(0, 4)));
  return new SimHall(config, instantOf(zone, named(day), Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))), light);
};
