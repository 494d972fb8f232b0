import type { MediaView } from '../contract/live-events.ts';
import type { InfoPage } from './info-pages.ts';
import { infoPageFor } from './page-turner.ts';

/** What may stand at the side of a split screen: a page of words, or a picture or film, which has to be loaded first. */
export type SideItem = { readonly key: string; readonly page: InfoPage; readonly media: null } | { readonly key: string; readonly page: null; readonly media: MediaView };

/** Where the side is in its round; all times of one monotonic clock, in milliseconds. */
export interface Side {
  /** What is seen; null: nothing could be shown yet. */
  readonly standing: string | null;
  readonly since: number;
  /** The film that stands has come to its end. */
  readonly ended: boolean;
  /** What is being loaded, out of sight, until it can be shown. */
  readonly coming: string | null;
  readonly askedAt: number;
  /** What could not be shown, and when that was last tried. */
  readonly failed: ReadonlyMap<string, number>;
}
export const freshSide: Side = { standing: null, since: 0, ended: false, coming: null, askedAt: 0, failed: new Map() };

/** A film gives way to the words after so long, and goes on from there when its turn comes again. */
export const filmTurnFor = 60_000;
const loadingMost = 15_000;
const tryAgainAfter = 60_000;

/** Words and pictures by turns: a matter in each language, then a picture or film, and so on until both are through. */
export const sideItems = (pages: readonly InfoPage[], media: readonly MediaView[]): readonly SideItem[] => {
  const items: SideItem[] = [];
  let next = 0;
  const show = (item: MediaView | undefined): void => {
    if (item !== undefined) items.push({ key: item.path, page: null, media: item });
  };
  pages.forEach((page, index) => {
    items.push({ key: `page ${index}`, page, media: null });
    if (page.last) show(media[next++]);
  });
  for (; next < media.length; next += 1) show(media[next]);
  return items;
};

const isOver = (side: Side, item: SideItem | undefined, alone: boolean, at: number): boolean => {
  if (item === undefined || side.failed.has(item.key)) return true;
  const stood = at - side.since;
  if (item.page !== null) return stood >= infoPageFor;
  if (!item.media.film) return stood >= item.media.seconds * 1000;
  return side.ended || (!alone && stood >= filmTurnFor);
};

/** The next in the round that may be tried; the standing one itself when there is no other. */
const following = (side: Side, items: readonly SideItem[], at: number): SideItem | null => {
  const from = items.findIndex((item) => item.key === side.standing);
  for (let step = 1; step <= items.length; step += 1) {
    const item = items[(from + step) % items.length];
    const failedAt = item === undefined ? undefined : side.failed.get(item.key);
    if (item !== undefined && (failedAt === undefined || at - failedAt >= tryAgainAfter)) return item;
  }
  return null;
};

/** Could not be loaded, broke off, or never came: skipped, and tried again later. */
export const withFailed = (side: Side, key: string, at: number): Side =>
  ({ ...side, failed: new Map(side.failed).set(key, at), coming: side.coming === key ? null : side.coming });

const stand = (side: Side, key: string | null, at: number): Side => ({ ...side, standing: key, since: at, ended: false, coming: null });

/** The loaded one takes its place. */
export const withReady = (side: Side, key: string, at: number): Side => {
  if (side.coming !== key) return side;
  const failed = new Map(side.failed);
  failed.delete(key);
  return stand({ ...side, failed }, key, at);
};
export const withEnded = (side: Side, key: string): Side => (side.standing === key ? { ...side, ended: true } : side);
/** After an outage of the server nothing is known to be broken. */
export const forgiven = (side: Side): Side => (side.failed.size === 0 ? side : { ...side, failed: new Map() });

/** Moves on to `at`; the same value when nothing changes. What stands stays until the next one can be seen: the side is never black. */
export const turnSide = (side: Side, items: readonly SideItem[], at: number): Side => {
  const standing = items.find((item) => item.key === side.standing);
  if (!isOver(side, standing, items.length === 1, at)) return side;
  if (side.coming !== null && items.some((item) => item.key === side.coming)) return at - side.askedAt < loadingMost ? side : turnSide(withFailed(side, side.coming, at), items, at);
  const next = following(side, items, at);
  if (next === null || next.key === side.standing) {
    const gone = standing === undefined || side.failed.has(standing.key);
    if (gone && next !== null) return { ...side, coming: next.key, askedAt: at };
    return gone && side.standing === null && side.coming === null ? side : stand(side, gone ? null : side.standing, at);
  }
  return next.page !== null ? stand(side, next.key, at) : { ...side, coming: next.key, askedAt: at };
};
