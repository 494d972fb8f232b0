import type { CatalogueAnswer, CatalogueService } from '../../contract/catalogue.ts';
import type { KioskServiceView, KioskView, ZoneSign } from '../../contract/live-events.ts';

/** The catalogue, with what screens look up by id. */
export interface HallIndex {
  readonly catalogue: CatalogueAnswer;
  readonly services: ReadonlyMap<string, CatalogueService>;
  readonly counters: ReadonlyMap<string, CatalogueAnswer['counters'][number]>;
  readonly zones: ReadonlyMap<string, ZoneSign>;
}

export const indexHall = (catalogue: CatalogueAnswer): HallIndex => ({
  catalogue,
  services: new Map(catalogue.services.map((service) => [service.id, service])),
  counters: new Map(catalogue.counters.map((counter) => [counter.id, counter])),
  zones: new Map(catalogue.zones.map((zone) => [zone.id, zone])),
});

/** How each service stands now, by id. */
export const standing = (view: KioskView): ReadonlyMap<string, KioskServiceView> => new Map(view.services.map((service) => [service.id, service]));

/** Zones of the given counters, each once, in the counters' order. */
export const zonesOf = (hall: HallIndex, counterIds: readonly string[]): readonly ZoneSign[] => {
  const ids = counterIds.map((id) => hall.counters.get(id)?.zone ?? '');
  return ids.filter((id, at) => ids.indexOf(id) === at).map((id) => hall.zones.get(id)).filter((zone): zone is ZoneSign => zone !== undefined);
};
