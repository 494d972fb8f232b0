import { apply } from '../../server/domain/apply.ts';
import { instant } from '../../server/domain/brands.ts';
import type { ClassId, CounterId, HallId, ServiceId, StaffNumber, TicketId } from '../../server/domain/brands.ts';
import type { Catalogue } from '../../server/domain/catalogue.ts';
import { noChanges } from '../../server/domain/changes.ts';
import type { Changes } from '../../server/domain/changes.ts';
import { sealedTexts } from '../../server/domain/command.ts';
import type { Command } from '../../server/domain/command.ts';
import { decide } from '../../server/domain/decide.ts';
import { isRefusal } from '../../server/domain/decision.ts';
import type { Hall } from '../../server/domain/hall.ts';
import { newHall, reviveHall } from '../../server/domain/new-hall.ts';
import type { ReadFacts, Reads, Store, StoredHall, Writes } from '../../server/store/store.ts';
import { tinyCatalogue, tinyHall } from '../support/tiny-hall.ts';

/** 2026-03-02 09:00 in China, a Monday. */
const monday = instant(Date.UTC(2026, 2, 2, 1));
export const hours = (n: number): number => n * 3_600_000;
export const hallId = 'tiny' as HallId;
export const noReads: Reads = { outcomeKeys: [], numbersOf: null };

/** A hall that plays what a store is to keep: commands are decided and applied, and what they wrote is taken as one batch. */
export class RehearsedHall {
  hall: Hall;
  at = monday;
  private changes: Changes = noChanges();
  private entries: Writes['entries'][number][] = [];
  private config: Writes['config'] = null;
  private readonly catalogues: Map<number, Catalogue>;

  constructor(id: HallId = hallId, stored: StoredHall | null = null) {
    const configs = stored?.configs ?? [];
    this.catalogues = new Map(configs.map(({ version, config }) => [version, tinyCatalogue(config, version)]));
    this.hall = newHall(id, this.catalogues.get(configs.length) ?? tinyCatalogue({ id }), monday);
    if (stored !== null) this.fill(stored);
  }

  private fill(stored: StoredHall): void {
    const { hall } = this;
    hall.seq = stored.seq;
    hall.at = this.at = stored.at;
    hall.day = stored.day;
    for (const one of stored.tickets) hall.tickets.set(one.id, one);
    for (const one of stored.legs) hall.legs.set(one.id, one);
    for (const one of stored.counters) hall.counters.set(one.id, one);
    for (const one of stored.queues) hall.queues.set(one.id, one);
    for (const one of stored.zones) hall.zones.set(one.id, one);
    for (const one of stored.suspensions) hall.suspensions.set(one.id, one);
    for (const one of stored.devices) hall.devices.set(one.id, one);
    for (const one of stored.helps) hall.helps.set(one.id, one);
    for (const one of stored.doubts) hall.doubts.set(one.id, one);
    for (const one of stored.appointments) hall.appointments.set(one.id, one);
    for (const one of stored.persons) hall.persons.set(one.id, one);
    for (const one of stored.complaints) hall.complaints.set(one.id, one);
    reviveHall(hall, stored.at);
  }

  /** Throws when the domain refuses. */
  run(command: Command, facts: Partial<ReadFacts> = {}): this {
    if (command.type === 'configure') {
      this.catalogues.set(command.catalogue.version, command.catalogue);
      this.config = { version: command.catalogue.version, config: command.catalogue.config };
    }
    const decision = decide(this.hall, { numbers: () => facts.numbers ?? {} }, command, this.at);
    if (isRefusal(decision)) throw new Error(`${command.type} is refused: ${decision.code}`);
    decision.forEach((event, i) => {
      const entry = { seq: this.hall.seq + 1, at: this.at, by: command.by.kind, event };
      apply(this.hall, entry, this.changes, this.catalogues, sealedTexts(command));
      this.entries.push({ entry, command: i === 0 ? command.type : null });
    });
    return this;
  }

  /** What was not yet taken. */
  writes(rest: Partial<Writes> = {}): Writes {
    const { hall, changes, entries, config } = this;
    this.changes = noChanges();
    this.entries = [];
    this.config = null;
    return { hall, changes, entries, config, outcomes: [], sides: [], messages: { add: [], drop: [] }, ...rest };
  }

  async save(store: Store, rest: Partial<Writes> = {}): Promise<void> {
    const writes = this.writes(rest);
    await store.commit(this.hall.id, noReads, () => writes);
  }

  /** Put into force and the day opened. */
  open(): this {
    return this.run({ type: 'configure', by: { kind: 'clock' }, catalogue: tinyCatalogue({ id: this.hall.id }) }).openDay();
  }
  openDay(numbers: ReadFacts['numbers'] = {}): this { return this.run({ type: 'open-day', by: { kind: 'clock' } }, { numbers }); }
  issue(id: string, services: readonly string[] = ['business-licence'], rest: { readonly classId?: string } = {}): this {
    return this.run({
      type: 'issue', by: { kind: 'visitor' }, ticketId: id as TicketId, seal: `seal-${id}`, reasonSeal: null, services: services as readonly ServiceId[], classId: (rest.classId ?? null) as ClassId | null, cases: 1,
      language: 'zh-CN', large: false, needs: [], proven: true, period: null, job: null,
    });
  }
  signIn(counter: string, clerk: string): this {
    return this.run({ type: 'sign-in', by: { kind: 'staff', number: clerk as StaffNumber }, counterId: counter as CounterId, clerk: clerk as StaffNumber, force: false });
  }
  at1(type: 'call-next' | 'start' | 'recall'): this { return this.run({ type, by: { kind: 'staff', number: '1001' as StaffNumber }, counterId: '1' as CounterId }); }
  finishAt1(): this {
    return this.run({ type: 'finish', by: { kind: 'staff', number: '1001' as StaffNumber }, counterId: '1' as CounterId, outcome: 'done', cases: null, missing: [], seal: null, job: null });
  }
  later(ms: number): this {
    this.at = instant(this.at + ms);
    return this;
  }
}

/** The live hall as a store would load it. */
export const asStored = (hall: Hall, versions: readonly number[] = [1]): StoredHall => JSON.parse(JSON.stringify({
  id: hall.id, seq: hall.seq, at: hall.at, day: hall.day, configs: versions.map((version) => ({ version, config: tinyHall({ id: hall.id }) })),
  tickets: [...hall.tickets.values()], legs: [...hall.tickets.values()].flatMap((ticket) => ticket.legs.map((id) => hall.legs.get(id))),
  counters: [...hall.counters.values()], queues: [...hall.queues.values()], zones: [...hall.zones.values()],
  suspensions: [...hall.suspensions.values()], devices: [...hall.devices.values()], helps: [...hall.helps.values()], doubts: [...hall.doubts.values()],
  appointments: [...hall.appointments.values()], persons: [...hall.persons.values()], complaints: [...hall.complaints.values()],
})) as StoredHall;
