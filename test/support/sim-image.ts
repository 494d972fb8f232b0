import type { Catalogue } from '../../server/domain/catalogue.ts';
import type { Changes } from '../../server/domain/changes.ts';
import type { Hall } from '../../server/domain/hall.ts';
import { clockOf } from '../../server/domain/queue-clock.ts';
import { hallFromRows } from '../../server/engine/open-hall.ts';
import type { StoredHall } from '../../server/store/store.ts';

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
export const canonical = (value: unknown): string => JSON.stringify(value, sortedKeys);

const mapImage = <V>(map: ReadonlyMap<string, V>): unknown => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Where everybody stands in the lines, and everything else that is worked out from the entities. */
const workedOut = (hall: Hall): unknown => ({
  where: Object.fromEntries([...hall.lines.where].map(([id, { lane, key }]) => [id, [lane.name, key]])),
  lanes: Object.fromEntries([...hall.lines.byQueue].flatMap(([queue, lanes]) => [...lanes.values()].map((lane) => [`${queue}/${lane.name}`, lane.index.take(100_000).map((e) => e.id)]))),
  byCounter: [...hall.lines.byCounter].flatMap(([counter, lanes]) => [...lanes.keys()].map((name) => `${counter}/${name}`)).sort(),
  numbersHeld: mapImage(hall.numbersHeld),
  unspoken: Object.fromEntries([...hall.unspoken].map(([zone, legs]) => [zone, [...legs].sort()])),
  unsettledPrints: [...hall.unsettledPrints].sort(), away: [...hall.away].sort(), absent: [...hall.absent].sort(), held: [...hall.held].sort(),
  places: Object.fromEntries([...hall.places.holds].sort(([a], [b]) => (a < b ? -1 : 1))),
  clocks: Object.fromEntries([...hall.queues.keys()].map((id) => [id, clockOf(hall, id, hall.at)])),
});

/** The whole live hall as one canonical text: two halls are the same when these are equal. */
export const hallImage = (hall: Hall): string => canonical({
  seq: hall.seq, at: hall.at, day: hall.day, version: hall.catalogue.version,
  tickets: mapImage(hall.tickets), legs: mapImage(hall.legs), counters: mapImage(hall.counters), queues: mapImage(hall.queues), zones: mapImage(hall.zones),
  suspensions: mapImage(hall.suspensions), devices: mapImage(hall.devices), helps: mapImage(hall.helps), doubts: mapImage(hall.doubts), appointments: mapImage(hall.appointments), persons: mapImage(hall.persons), complaints: mapImage(hall.complaints), workedOut: workedOut(hall),
});

/** Rows as a database would hold them: JSON texts, written only for the entities that `Changes` names. */
export class SimRows {
  private readonly tables: { readonly [table: string]: Map<string, string> } = {
    tickets: new Map(), legs: new Map(), counters: new Map(), queues: new Map(), zones: new Map(), suspensions: new Map(), devices: new Map(), helps: new Map(), doubts: new Map(), appointments: new Map(), persons: new Map(), complaints: new Map(),
  };

  private write(table: string, ids: ReadonlySet<string>, entities: ReadonlyMap<string, unknown>): void {
    for (const id of ids) if (entities.has(id)) this.tables[table]?.set(id, JSON.stringify(entities.get(id)));
  }

  commit(hall: Hall, changes: Changes): void {
    for (const id of changes.retiredTickets.keys()) this.tables['tickets']?.delete(id);
    for (const id of changes.retiredLegs.keys()) this.tables['legs']?.delete(id);
    for (const id of changes.retiredSuspensions.keys()) this.tables['suspensions']?.delete(id);
    for (const id of changes.retiredHelps.keys()) this.tables['helps']?.delete(id);
    for (const id of changes.retiredAppointments.keys()) this.tables['appointments']?.delete(id);
    for (const id of changes.retiredPersons.keys()) this.tables['persons']?.delete(id);
    for (const id of changes.retiredComplaints.keys()) this.tables['complaints']?.delete(id);
    this.write('tickets', changes.tickets, hall.tickets);
    this.write('legs', changes.legs, hall.legs);
    this.write('counters', changes.counters, hall.counters);
    this.write('queues', changes.queues, hall.queues);
    this.write('zones', changes.zones, hall.zones);
    this.write('suspensions', changes.suspensions, hall.suspensions);
    this.write('devices', changes.devices, hall.devices);
    this.write('helps', changes.helps, hall.helps);
    this.write('doubts', changes.doubts, hall.doubts);
    this.write('appointments', changes.appointments, hall.appointments);
    this.write('persons', changes.persons, hall.persons);
    this.write('complaints', changes.complaints, hall.complaints);
  }

  /** A hall read back from the rows alone. They come in the order of their ids, as no database promises another. */
  read(hall: Hall, catalogues: Map<number, Catalogue>): Hall {
    const rows = <T>(table: string): T[] => [...(this.tables[table] ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]): T => JSON.parse(text));
    const stored: StoredHall = {
      id: hall.id, seq: hall.seq, at: hall.at, day: hall.day, configs: [...catalogues.values()].filter((c) => c.version <= hall.catalogue.version).map(({ version, config }) => ({ version, config })),
      tickets: rows('tickets'), legs: rows('legs'), counters: rows('counters'), queues: rows('queues'), zones: rows('zones'),
      suspensions: rows('suspensions'), devices: rows('devices'), helps: rows('helps'), doubts: rows('doubts'), appointments: rows('appointments'), persons: rows('persons'), complaints: rows('complaints'),
    };
    return hallFromRows(stored, catalogues);
  }
}
