import type { ClassId, CounterId, DeviceId, QueueId, ServiceId, StaffNumber, ZoneId } from './brands.ts';
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
  readonly rosterOf: ReadonlyMap<CounterId, readonly RosterEntry[]>;
  /** Counters whose usual profile lists the queue, in the order of the hall file. */
  readonly countersOf: ReadonlyMap<QueueId, readonly CounterId[]>;
  readonly walkIn: ClassConfig;
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<T['id'], T> => new Map(items.map((item) => [item.id, item]));

const countersByQueue = (config: HallConfig, profiles: ReadonlyMap<string, Profile>): ReadonlyMap<QueueId, readonly CounterId[]> => {
  const out = new Map<QueueId, CounterId[]>();
  for (const counter of config.counters)
    for (const entry of profiles.get(counter.profile)?.queues ?? []) out.set(entry.queue, [...(out.get(entry.queue) ?? []), counter.id]);
  return out;
};

const rosterByCounter = (config: HallConfig): ReadonlyMap<CounterId, readonly RosterEntry[]> => {
  const changing = new Set(config.roster.filter((entry) => entry.profile !== undefined).map((entry) => entry.counter));
  return new Map([...changing].map((counter) => [counter, config.roster.filter((entry) => entry.counter === counter)]));
};

/** Throws when the hall has no walk-in class; the checks of the hall file make sure that it has. */
export const makeCatalogue = (version: number, config: HallConfig, zoneTable: ZoneTable): Catalogue => {
  const walkIn = config.classes.find((c) => c.kind === 'walk-in');
  if (walkIn === undefined) throw new Error('a hall needs a class of kind walk-in');
  const profiles = byId(config.profiles);
  return {
    version, config, zoneTable, profiles, walkIn, rosterOf: rosterByCounter(config),
    zones: byId(config.zones), queues: byId(config.queues), classes: byId(config.classes), services: byId(config.services),
    counters: byId(config.counters), staff: new Map(config.staff.map((s) => [s.number, s])), devices: byId(config.devices),
    countersOf: countersByQueue(config, profiles),
  };
};
