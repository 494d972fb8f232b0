import type { CatalogueAnswer, CatalogueService } from '../../contract/catalogue.ts';
import type { KioskServiceView, KioskView, Text, ZoneSign } from '../../contract/live-events.ts';

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

const number = (label: string): number | null => {
  const found = /^\D*(\d+)\D*$/.exec(label);
  return found?.[1] === undefined ? null : Number(found[1]);
};

/** "3, 4, 5, 9" becomes "3–5, 9": sixteen counters must fit into one line. Labels that are no single number stand as they are. */
export const counterList = (labels: readonly Text[], language: keyof Text): { readonly numbers: string; readonly count: number; readonly others: readonly string[] } => {
  const texts = labels.map((label) => label[language]);
  const numbers = texts.map(number).filter((n): n is number => n !== null).sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const n of numbers) {
    const last = runs[runs.length - 1];
    if (last !== undefined && n <= last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  const separator = language === 'en' ? ', ' : '、';
  const words = runs.map(([from, to]) => (to === from ? `${from}` : to === from + 1 ? `${from}${separator}${to}` : `${from}–${to}`));
  return { numbers: words.join(separator), count: numbers.length, others: texts.filter((text) => number(text) === null) };
};
