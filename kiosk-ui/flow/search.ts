import type { CatalogueService } from '../../contract/catalogue.ts';

/** What of a service a visitor can type on the kiosk's own keyboard: a to z and 0 to 9. */
export interface SearchEntry<S> {
  readonly service: S;
  readonly keys: readonly string[];
  readonly words: readonly string[];
}
type Findable = Pick<CatalogueService, 'name' | 'searchKeys'>;

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

export const searchEntries = <S extends Findable>(services: readonly S[]): readonly SearchEntry<S>[] =>
  services.map((service) => ({
    service,
    keys: service.searchKeys.map(plain).filter((key) => key !== ''),
    words: service.name.en.split(/[^A-Za-z0-9]+/).map(plain).filter((word) => word !== ''),
  }));

/** 0 is best; null: not found. Short queries only match beginnings, or one letter would bring up half the hall. */
const rank = (entry: SearchEntry<unknown>, query: string): number | null => {
  if (entry.keys.some((key) => key === query)) return 0;
  if (entry.keys.some((key) => key.startsWith(query))) return 1;
  if (entry.words.some((word) => word.startsWith(query))) return 2;
  if (query.length >= 2 && entry.keys.some((key) => key.includes(query))) return 3;
  return null;
};

/** Services for the typed letters, best first; equal ranks stay in the hall's order. An empty query finds nothing. */
export const search = <S>(entries: readonly SearchEntry<S>[], typed: string): readonly S[] => {
  const query = plain(typed);
  if (query === '') return [];
  const found: { readonly service: S; readonly rank: number; readonly at: number }[] = [];
  entries.forEach((entry, at) => {
    const place = rank(entry, query);
    if (place !== null) found.push({ service: entry.service, rank: place, at });
  });
  // The position decides ties by itself: old engines sort unstably.
  return found.sort((a, b) => a.rank - b.rank || a.at - b.at).map((hit) => hit.service);
};

const characters = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('');

/** The keys that still lead somewhere: the others are dimmed, so that nobody types into nothing. */
export const usefulKeys = (entries: readonly SearchEntry<unknown>[], typed: string): ReadonlySet<string> =>
  new Set(characters.filter((next) => entries.some((entry) => rank(entry, plain(typed) + next) !== null)));
