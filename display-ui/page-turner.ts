/** Milliseconds the calls stand before another page may cover them: both languages once. */
export const callsPageFor = 12_000;
export const infoPageFor = 8_000;

/** Which page stands: `page` is an index of the pages between calls, or null for the calls; `next` is the one whose turn it is. */
export interface Turner { readonly page: number | null; readonly next: number; readonly since: number }
export const freshTurner: Turner = { page: null, next: 0, since: 0 };

interface Pages { readonly length: number; readonly endsMatter: (page: number) => boolean }

/** The page at `at` (monotonic ms): the calls whenever one is young, otherwise calls and one matter in turn. Returns the same value when nothing turns. */
export const turn = (turner: Turner, pages: Pages, quiet: boolean, at: number): Turner => {
  const calls = (next: number): Turner => ({ page: null, next, since: at });
  if (turner.page === null) {
    if (!quiet || pages.length === 0 || at - turner.since < callsPageFor) return turner;
    const page = turner.next < pages.length ? turner.next : 0;
    return { page, next: page + 1, since: at };
  }
  if (!quiet || turner.page >= pages.length) return calls(turner.page);
  if (at - turner.since < infoPageFor) return turner;
  return pages.endsMatter(turner.page) ? calls(turner.page + 1) : { page: turner.page + 1, next: turner.page + 2, since: at };
};
