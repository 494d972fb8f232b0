import type { PageSize } from './info-pages.ts';

/** How a zone's screen is cut up. Widths in rem: 1rem is 100 px of the 1920×1080 or 1080×1920 picture. */
export interface Layout {
  readonly name: 'landscape' | 'portrait' | 'landscape-split' | 'portrait-split';
  readonly columns: 1 | 2;
  readonly rows: number;
  /** How several calls stand in the banner: side by side, or one under the other. */
  readonly bannerOf: 'columns' | 'rows';
  /** Inner widths: of the banner and of one cell. */
  readonly banner: number;
  readonly cell: number;
  readonly info: PageSize;
  readonly side: PageSize | null;
}

/** Page sizes are a little less than what fits, since text is measured and not asked of the browser. */
const landscape: Layout = { name: 'landscape', columns: 2, rows: 4, bannerOf: 'columns', banner: 18.0, cell: 8.4, info: { width: 16, lines: 5 }, side: null };
const portrait: Layout = { name: 'portrait', columns: 1, rows: 7, bannerOf: 'rows', banner: 9.6, cell: 9.3, info: { width: 8.5, lines: 9 }, side: null };

export const layoutFor = (upright: boolean, split: boolean): Layout => {
  if (!split) return upright ? portrait : landscape;
  return upright
    ? { ...portrait, name: 'portrait-split', rows: 4, side: { width: 14.4, lines: 4 } }
    : { ...landscape, name: 'landscape-split', columns: 1, bannerOf: 'rows', banner: 12.2, cell: 11.9, side: { width: 6.8, lines: 9 } };
};
