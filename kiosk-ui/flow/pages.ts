/** How many rows and pages a list gets in a space; all measures in px. */
export interface PageSpace {
  readonly count: number;
  readonly columns: number;
  readonly height: number;
  /** Height the page keys would take away; 0 where they stand beside the list. */
  readonly keys: number;
  readonly least: number;
  readonly most: number;
  readonly gap: number;
}
export interface PagePlan { readonly perPage: number; readonly pages: number; readonly rowHeight: number }

const rowsIn = (height: number, least: number, gap: number): number => Math.max(1, Math.floor((height + gap) / (least + gap)));

/** Everything on one page where it fits, rows as tall as the space allows up to `most`; else whole pages and never a scrolling list. */
export const planPages = ({ count, columns, height, keys, least, most, gap }: PageSpace): PagePlan => {
  const wanted = Math.max(1, Math.ceil(count / columns));
  const fits = wanted <= rowsIn(height, least, gap);
  const space = fits ? height : height - keys;
  const rows = fits ? wanted : rowsIn(space, least, gap);
  const rowHeight = Math.max(Math.min(Math.floor((space - (rows - 1) * gap) / rows), most), Math.min(least, space));
  return { perPage: rows * columns, pages: Math.max(1, Math.ceil(count / (rows * columns))), rowHeight };
};

/** Where pages of a long text begin, so that no line is cut: `tops` are the blocks' upper edges, `end` the lower edge of the last. */
export const pageTops = (tops: readonly number[], end: number, height: number): readonly number[] => {
  const pages = [0];
  tops.forEach((top, at) => {
    const begin = pages[pages.length - 1] ?? 0;
    const bottom = tops[at + 1] ?? end;
    if (bottom - begin > height && top > begin) pages.push(top);
  });
  return pages;
};
