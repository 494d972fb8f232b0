import { instant } from '../domain/brands.ts';
import type { HallId, TicketId } from '../domain/brands.ts';
import type { JournalEntry } from '../domain/event.ts';
import type { HallConfig } from '../domain/hall-config.ts';
import type { Leg, Ticket } from '../domain/hall.ts';
import { memoryAccess } from './memory-access.ts';
import { memoryOutbox } from './memory-outbox.ts';
import { checkRows, emptyRows, putRows, sideKey } from './memory-rows.ts';
import type { HallRows, StoredEntity, Tokens } from './memory-rows.ts';
import type { StoreFaults } from './store-faults.ts';
import type { Outcome, ReadFacts, Reads, SideRow, Store, StoredHall } from './store.ts';

const liveOf = <T>(entities: ReadonlyMap<string, StoredEntity>): readonly T[] =>
  [...entities.values()].filter((row) => row.live).map((row) => JSON.parse(row.body) as T);

const legOf = (rows: HallRows, id: string): Leg => {
  const row = rows.legs.get(id);
  if (row === undefined) throw new Error(`a ticket names leg ${id}, which is not stored`);
  return JSON.parse(row.body) as Leg;
};

const loaded = (id: HallId, rows: HallRows): StoredHall => {
  const tickets = liveOf<Ticket>(rows.tickets);
  return {
    id, seq: rows.seq, at: instant(rows.at), day: rows.day,
    configs: [...rows.configs].sort(([a], [b]) => a - b).map(([version, body]) => ({ version, config: JSON.parse(body) as HallConfig })),
    tickets, legs: tickets.flatMap((ticket) => ticket.legs.map((legId) => legOf(rows, legId))),
    counters: liveOf(rows.counters), queues: liveOf(rows.queues), zones: liveOf(rows.zones), devices: liveOf(rows.devices),
    suspensions: liveOf(rows.suspensions), helps: liveOf(rows.helps), doubts: liveOf(rows.doubts), appointments: liveOf(rows.appointments), persons: liveOf(rows.persons), complaints: liveOf(rows.complaints),
  };
};

const factsOf = (rows: HallRows | undefined, reads: Reads): ReadFacts => {
  const outcomes = new Map<string, Outcome>();
  for (const key of reads.outcomeKeys) {
    const found = rows?.outcomes.get(key);
    if (found !== undefined) outcomes.set(key, JSON.parse(found.body) as Outcome);
  }
  const numbers = [...(rows?.numbering.values() ?? [])].filter((row) => row.day === reads.numbersOf);
  return { outcomes, numbers: Object.fromEntries(numbers.map(({ queueId, last }) => [queueId, last])) };
};

const sideOf = (rows: HallRows | undefined, ref: string, kind: SideRow['kind']): SideRow | null => {
  const row = rows?.sides.get(sideKey(ref, kind));
  return row === undefined ? null : { ref: row.ref, kind: row.kind, value: row.value, salt: row.salt };
};

const ticketOf = (halls: ReadonlyMap<HallId, HallRows>, tokens: Tokens, token: string): Awaited<ReturnType<Store['ticketOfToken']>> => {
  const row = tokens.get(token);
  return row === undefined || halls.get(row.hall)?.tickets.get(row.ref)?.live !== true ? null : { hall: row.hall, ticketId: row.ref as TicketId };
};

/** A store for tests and simulated days: it keeps every rule of the database's schema and forgets all when the process ends. */
export const createMemoryStore = ({ faults = {} }: { readonly faults?: StoreFaults } = {}): Store => {
  const halls = new Map<HallId, HallRows>();
  const tokens: Tokens = new Map();
  const outbox = memoryOutbox();
  const state = { open: true };
  const known = (id: HallId): HallRows | undefined => {
    if (!state.open) throw new Error('the store is closed');
    return halls.get(id);
  };
  return {
    kind: 'memory',
    listHalls: async () => [...halls.keys()].sort(),
    loadHall: async (id) => {
      const rows = known(id);
      return rows === undefined ? null : loaded(id, rows);
    },
    commit: async (id, reads, work) => {
      const rows = known(id) ?? emptyRows();
      const writes = work(factsOf(rows, reads));
      if (writes === null) return;
      if (writes.hall.id !== id) throw new Error(`a transaction of hall ${id} cannot write hall ${writes.hall.id}`);
      checkRows(rows, tokens, writes);
      faults.beforeCommit?.();
      putRows(rows, tokens, writes);
      outbox.change(id, writes.messages);
      halls.set(id, rows);
    },
    journal: async (id, after, limit) => (known(id)?.events ?? []).slice(after, after + limit).map((body) => JSON.parse(body) as JournalEntry & { readonly command: string | null }),
    ticketOfToken: async (token) => ticketOf(halls, tokens, token),
    find: async (kind, value) => [...halls].flatMap(([hall, rows]) => [...rows.sides.values()].filter((row) => row.kind === kind && row.value === value).map(({ ref }) => ({ hall, ref }))),
    side: async (id, ref, kind) => sideOf(known(id), ref, kind),
    access: memoryAccess(),
    outbox,
    ping: async () => { if (!state.open) throw new Error('the store is closed'); },
    close: async () => { state.open = false; },
  };
};
