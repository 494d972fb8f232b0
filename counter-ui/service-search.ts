import type { NamedItem, ServiceItem } from './catalogue.ts';

const fold = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

/** How well a service answers the question: 0 not at all, higher is better. Keys are pinyin initials and other words people use. */
const score = (service: ServiceItem, asked: string): number => {
  const names = [service.name['zh-CN'], service.name.en].map(fold);
  if (names.includes(asked)) return 4;
  if (names.some((name) => name.startsWith(asked))) return 3;
  const keys = (service.searchKeys ?? []).map(fold);
  if (keys.some((key) => key.startsWith(asked))) return 2;
  return names.some((name) => name.includes(asked)) || keys.some((key) => key.includes(asked)) ? 1 : 0;
};

/** Services with a ticket that match what was typed, best first, at most `most`; an empty question gives the first of the catalogue. */
export const findServices = (services: readonly ServiceItem[], typed: string, most: number): readonly ServiceItem[] => {
  const asked = fold(typed);
  const offered = services.filter((service) => service.kind === undefined || service.kind === 'queue');
  if (asked === '') return offered.slice(0, most);
  return offered
    .map((service, at) => ({ service, at, points: score(service, asked) }))
    .filter((found) => found.points > 0)
    .sort((a, b) => b.points - a.points || a.at - b.at)
    .slice(0, most)
    .map((found) => found.service);
};

/** Named things that match what was typed: queues, counters, departments. */
export const findNamed = <N extends NamedItem>(items: readonly N[], typed: string): readonly N[] => {
  const asked = fold(typed);
  return items.filter((item) => asked === '' || fold(item.name['zh-CN']).includes(asked) || fold(item.name.en).includes(asked) || fold(item.id) === asked);
};
