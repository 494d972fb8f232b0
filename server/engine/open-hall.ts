import { instant } from '../domain/brands.ts';
import type { HallId, Instant } from '../domain/brands.ts';
import { makeCatalogue } from '../domain/catalogue.ts';
import type { Actor } from '../domain/command.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { HallConfig } from '../domain/hall-config.ts';
import type { Hall } from '../domain/hall.ts';
import { newHall, reviveHall } from '../domain/new-hall.ts';
import type { Store, StoredHall } from '../store/store.ts';
import { HallEngine } from './hall-engine.ts';
import type { ProcessClock } from './process-clock.ts';
import { zoneTable } from './zone-table.ts';

const catalogueOf = (version: number, config: HallConfig, around: number): Catalogue => makeCatalogue(version, config, zoneTable(config.timeZone, around));

/** The live hall as its rows say. */
export const hallFromRows = (stored: StoredHall, catalogues: Map<number, Catalogue>): Hall => {
  for (const { version, config } of stored.configs) if (!catalogues.has(version)) catalogues.set(version, catalogueOf(version, config, stored.at));
  const newest = stored.configs[stored.configs.length - 1];
  const catalogue = newest === undefined ? undefined : catalogues.get(newest.version);
  if (catalogue === undefined) throw new Error(`hall ${stored.id} has rows but no hall file`);
  const hall = newHall(stored.id, catalogue, stored.at);
  hall.seq = stored.seq;
  hall.day = stored.day;
  for (const ticket of stored.tickets) hall.tickets.set(ticket.id, ticket);
  for (const leg of stored.legs) hall.legs.set(leg.id, leg);
  for (const counter of stored.counters) hall.counters.set(counter.id, counter);
  for (const queue of stored.queues) hall.queues.set(queue.id, queue);
  for (const zone of stored.zones) hall.zones.set(zone.id, zone);
  for (const suspension of stored.suspensions) hall.suspensions.set(suspension.id, suspension);
  for (const device of stored.devices) hall.devices.set(device.id, device);
  for (const help of stored.helps) hall.helps.set(help.id, help);
  for (const doubt of stored.doubts) hall.doubts.set(doubt.id, doubt);
  for (const appointment of stored.appointments) hall.appointments.set(appointment.id, appointment);
  for (const complaint of stored.complaints) hall.complaints.set(complaint.id, complaint);
  for (const person of stored.persons) hall.persons.set(person.id, person);
  return reviveHall(hall, stored.at);
};

const load = async (store: Store, id: HallId, catalogues: Map<number, Catalogue>): Promise<Hall | null> => {
  const stored = await store.loadHall(id);
  return stored === null ? null : hallFromRows(stored, catalogues);
};

/** Opens a hall that rows know, or begins it from its hall file. With both, a changed file is put into force. */
export const openHall = async (store: Store, clock: ProcessClock, id: HallId, file: HallConfig | null): Promise<HallEngine> => {
  const catalogues = new Map<number, Catalogue>();
  const known = await load(store, id, catalogues);
  if (known === null && file === null) throw new Error(`there is no hall ${id}, and no hall file to begin it from`);
  const at: Instant = known?.at ?? instant(clock.wall());
  const first = file === null ? null : catalogueOf(1, file, clock.wall());
  const hall = known ?? (first === null ? null : newHall(id, first, at));
  if (hall === null) throw new Error(`hall ${id} cannot be opened`);
  const reload = async (): Promise<Hall> => (await load(store, id, catalogues)) ?? newHall(id, hall.catalogue, at);
  const engine = new HallEngine({ store, clock, hall, catalogues, reload, fresh: known === null });
  if (file !== null && (known === null || JSON.stringify(known.catalogue.config) !== JSON.stringify(file))) await configureHall(engine, file);
  return engine;
};

/** Puts a checked hall file into force. */
export const configureHall = async (engine: HallEngine, file: HallConfig, by: Actor = { kind: 'clock' }): Promise<void> => {
  const version = engine.hall.seq === 0 ? 1 : engine.hall.catalogue.version + 1;
  await engine.run({ type: 'configure', by, catalogue: catalogueOf(version, file, engine.now()) });
};
