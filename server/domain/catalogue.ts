import type { ClassId, CounterId, DeviceId, QueueId, ServiceId, StaffNumber, ZoneId } from './brands.ts';
import type { BookingGroup } from './booking-config.ts';
import type {
  ClassConfig, CounterConfig, DeviceConfig, HallConfig, Profile, QueueConfig, RosterEntry, ServiceConfig, StaffConfig, Zone,
} from './hall-config.ts';
import type { ZoneTable } from './hall-time.ts';

/** A hall file made ready to be looked things up in. */
export interface Catalogue {
  readonly version: number;
  readonly config: HallConfig;
  readonly zoneTable: ZoneTable;
  readonly zones: ReadonlyMap<ZoneId, Zone>;
  readonly queues: ReadonlyMap<QueueId, QueueConfig>;
  readonly classes: ReadonlyMap<ClassId, ClassConfig>;
  readonly services: ReadonlyMap<ServiceId, ServiceConfig>;
  readonly counters: ReadonlyMap<CounterId, CounterConfig>;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly staff: ReadonlyMap<StaffNumber, StaffConfig>;
  readonly devices: ReadonlyMap<DeviceId, DeviceConfig>;
  /** Roster entries of each counter that has any; and only of those whose profile they change, since every call asks. */
  readonly shiftsOf: ReadonlyMap<CounterId, readonly RosterEntry[]>;
  readonly rosterOf: ReadonlyMap<CounterId, readonly RosterEntry[]>;
  /** Counters whose usual profile lists the queue, in the order of the hall file. */
  readonly countersOf: ReadonlyMap<QueueId, readonly CounterId[]>;
  /** Booking groups that a service is in: a large hall has hundreds, and every question about free times asks. */
  readonly groupsOf: ReadonlyMap<ServiceId, readonly BookingGroup[]>;
  readonly walkIn: ClassConfig;
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<T['id'], T> => new Map(items.map((item) => [item.id, item]));

const countersByQueue = (config: HallConfig, profiles: ReadonlyMap<string, Profile>): ReadonlyMap<QueueId, readonly CounterId[]> => {
  const out = new Map<QueueId, CounterId[]>();
  for (const counter of config.counters)
    for (const entry of profiles.get(counter.profile)?.queues ?? []) out.set(entry.queue, [...(out.get(entry.queue) ?? []), counter.id]);
  return out;
};

const groupsByService = (config: HallConfig): ReadonlyMap<ServiceId, readonly BookingGroup[]> => {
  const out = new Map<ServiceId, BookingGroup[]>();
  for (const group of config.booking?.groups ?? [])
    for (const id of group.services) out.set(id, [...(out.get(id) ?? []), group]);
  return out;
};

const rosterByCounter = (config: HallConfig): ReadonlyMap<CounterId, readonly RosterEntry[]> => {
  const out = new Map<CounterId, RosterEntry[]>();
  for (const entry of config.roster) out.set(entry.counter, [...(out.get(entry.counter) ?? []), entry]);
  return out;
};

/** Throws when the hall has no walk-in class; the checks of the hall file make sure that it has. */
export const makeCatalogue = (version: number, config: HallConfig, zoneTable: ZoneTable): Catalogue => {
  const walkIn = config.classes.find((c) => c.kind === 'walk-in');
  if (walkIn === undefined) throw new Error('a hall needs a class of kind walk-in');
  const profiles = byId(config.profiles);
  const shiftsOf = rosterByCounter(config);
  return {
    version, config, zoneTable, profiles, walkIn, shiftsOf,
    rosterOf: new Map([...shiftsOf].filter(([, entries]) => entries.some((entry) => entry.profile !== undefined))),
    zones: byId(config.zones), queues: byId(config.queues), classes: byId(config.classes), services: byId(config.services),
    counters: byId(config.counters), staff: new Map(config.staff.map((s) => [s.number, s])), devices: byId(config.devices),
    countersOf: countersByQueue(config, profiles), groupsOf: groupsByService(config),
  };
};
