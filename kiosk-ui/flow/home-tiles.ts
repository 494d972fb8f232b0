import type { HomeTile } from '../../contract/catalogue.ts';
import type { KioskServiceView, Text } from '../../contract/live-events.ts';
import type { HallIndex } from './hall-index.ts';
import type { Place } from './flow.ts';

export interface TileFacts {
  readonly name: Text;
  /** Where a touch leads. */
  readonly leads: Place;
  /** Null: it leads to words only, nobody queues for it. */
  readonly waiting: number | null;
  /** Smallest and largest estimate of its queues, minutes; null unless every one of them has an estimate. */
  readonly minutes: { readonly least: number; readonly most: number } | null;
  readonly closed: boolean;
  /** Closed because all of it is suspended: `opensAt` is then when it may be back. */
  readonly suspended: boolean;
  /** When the first of its services opens again; null when open or unknown. */
  readonly opensAt: number | null;
}

const noName: Text = { 'zh-CN': '', en: '' };

const single = (id: string | undefined, otherwise: Place): Place => (id === undefined ? otherwise : { at: 'service', id });

interface Target { readonly name: Text; readonly leads: Place; readonly services: readonly string[] }

const servicesOfDepartments = (hall: HallIndex, ids: readonly string[]): readonly string[] =>
  hall.catalogue.services.filter((service) => ids.includes(service.department)).map((service) => service.id);

const servicesTarget = (hall: HallIndex, name: Text | undefined, services: readonly string[]): Target => {
  const only = services.length === 1 ? services[0] : undefined;
  const own = name ?? (only === undefined ? undefined : hall.services.get(only)?.name) ?? noName;
  return { name: own, services, leads: single(only, { at: 'services', title: own, ids: services }) };
};

const departmentsTarget = (hall: HallIndex, name: Text | undefined, ids: readonly string[]): Target => {
  const services = servicesOfDepartments(hall, ids);
  const first = hall.catalogue.departments.find((department) => department.id === ids[0]);
  const own = name ?? first?.name ?? noName;
  return { name: own, services, leads: ids.length > 1 ? { at: 'departments', title: own, ids } : { at: 'services', title: own, ids: services } };
};

const mattersTarget = (hall: HallIndex, name: Text | undefined, ids: readonly string[]): Target => {
  const matters = hall.catalogue.matters.filter((matter) => ids.includes(matter.id));
  const services = matters.reduce<readonly string[]>((all, matter) => [...all, ...matter.services.filter((id) => !all.includes(id))], []);
  const own = name ?? matters[0]?.name ?? noName;
  return { name: own, services, leads: ids.length > 1 ? { at: 'matters', title: own, ids } : { at: 'services', title: own, ids: services } };
};

const targetOf = (hall: HallIndex, tile: HomeTile): Target => {
  if ('queue' in tile) return servicesTarget(hall, tile.name, hall.catalogue.services.filter((service) => service.queue === tile.queue).map((service) => service.id));
  if ('service' in tile) return servicesTarget(hall, tile.name, [tile.service]);
  if ('services' in tile) return servicesTarget(hall, tile.name, tile.services);
  return 'departments' in tile ? departmentsTarget(hall, tile.name, tile.departments) : mattersTarget(hall, tile.name, tile.matters);
};

type Standing = ReadonlyMap<string, KioskServiceView>;

/** Services of one queue share its line, so each queue is counted once. */
const byQueue = (hall: HallIndex, now: Standing, ids: readonly string[]): readonly KioskServiceView[] => {
  const queues = new Map<string, KioskServiceView>();
  for (const id of ids) {
    const queue = hall.services.get(id)?.queue;
    const view = now.get(id);
    if (queue === undefined || view === undefined) continue;
    const known = queues.get(queue);
    if (known === undefined || (known.refused !== null && view.refused === null)) queues.set(queue, view);
  }
  return Array.from(queues.values());
};

/** Queues that differ by more than this have no common "about so long": the figure is told where one service was chosen. */
const mostSpread = 20;
/** A queue that has no estimate may take longer than all the others, so no figure is told beside it either. */
const together = (estimates: readonly (number | null)[]): TileFacts['minutes'] => {
  const minutes = estimates.filter((one): one is number => one !== null);
  const least = Math.min(...minutes);
  const most = Math.max(...minutes);
  return minutes.length === 0 || minutes.length < estimates.length || most - least > mostSpread ? null : { least, most };
};

/** What a list or tile of these services says: how many wait, how long, whether any gives numbers. */
export const loadOf = (hall: HallIndex, now: Standing, ids: readonly string[]): Pick<TileFacts, 'waiting' | 'minutes' | 'closed' | 'suspended' | 'opensAt'> => {
  const queues = byQueue(hall, now, ids);
  const open = queues.filter((queue) => queue.refused === null);
  const opening = queues.map((queue) => queue.opensAt).filter((at): at is number => at !== null);
  return {
    waiting: queues.length === 0 ? null : open.reduce((sum, queue) => sum + queue.waiting, 0),
    minutes: together(open.map((queue) => queue.estimate?.minutes ?? null)),
    closed: queues.length > 0 && open.length === 0,
    suspended: queues.length > 0 && queues.every((queue) => queue.refused === 'suspended'),
    opensAt: open.length > 0 || opening.length === 0 ? null : Math.min(...opening),
  };
};

/** The tiles of the home screen, at most 8. */
export const homeTiles = (hall: HallIndex, now: Standing): readonly TileFacts[] =>
  hall.catalogue.home.slice(0, 8).map((tile) => {
    const target = targetOf(hall, tile);
    const load = loadOf(hall, now, target.services);
    // Matters of life touch almost every queue: their sum is nobody's line.
    return { name: target.name, leads: target.leads, ...load, ...(target.leads.at === 'matters' ? { waiting: null, minutes: null } : {}) };
  });

type ListPlace = Extract<Place, { readonly ids: readonly string[] }>;
export interface ListEntry { readonly id: string; readonly name: Text; readonly leads: Place; readonly services: readonly string[] }

/** Rows of a list of departments or matters of life. */
export const groupEntries = (hall: HallIndex, place: ListPlace): readonly ListEntry[] => {
  if (place.at === 'matters')
    return hall.catalogue.matters.filter((matter) => place.ids.includes(matter.id))
      .map((matter) => ({ id: matter.id, name: matter.name, services: matter.services, leads: { at: 'services', title: matter.name, ids: matter.services } }));
  return hall.catalogue.departments.filter((department) => place.ids.includes(department.id)).map((department) => {
    const services = servicesOfDepartments(hall, [department.id]);
    return { id: department.id, name: department.name, services, leads: { at: 'services' as const, title: department.name, ids: services } };
  }).filter((entry) => entry.services.length > 0);
};
