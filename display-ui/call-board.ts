import type { DisplayCall } from '../contract/live-events.ts';

/** Milliseconds a call stands on the screen at the least, and in the banner at the least. */
export const leastOnScreen = 10_000;
export const leastInBanner = 4_000;
const bannerRoom = 3;
/** How long a cell stays marked as new. */
const markedFor = 20_000;
/** A page that has just been opened flashes only calls younger than this: the older ones were seen before. */
const newOnOpening = 20_000;
/** The server sends at most this many calls; one that is missing from a full view may only have been pushed out. */
const viewLimit = 12;
/** Legs remembered, so that one which was pushed out of the view and comes back isn't called again. */
const memory = 400;

/** A call in its fixed place. `since`: when it was last put there, in the board's own milliseconds. */
export interface Cell {
  readonly call: DisplayCall;
  readonly since: number;
  readonly marked: boolean;
  /** Filled in without having been called here: may give way at any time. */
  readonly silent: boolean;
  readonly ended: boolean;
}
/** `seen`: since when it stands on the screen at all, in a cell before its turn in the banner too. */
export interface BannerCall { readonly call: DisplayCall; readonly since: number; readonly seen: number; readonly ended: boolean }

/** Where every call stands. Values; all times are of one monotonic clock (`performance.now()`), only `DisplayCall` and `now` of a view are hall time. */
export interface Board {
  readonly cells: readonly (Cell | null)[];
  /** Oldest first, at most 3. */
  readonly banner: readonly BannerCall[];
  /** Called, but not yet in the banner; they stand in cells meanwhile, as long as there is any room. Oldest first. */
  readonly waiting: readonly DisplayCall[];
  readonly seen: ReadonlyMap<string, number>;
  /** The last view's calls; null before the first. */
  readonly latest: readonly DisplayCall[] | null;
}

export const emptyBoard = (cells: number): Board =>
  ({ cells: Array.from({ length: cells }, () => null), banner: [], waiting: [], seen: new Map(), latest: null });

const remember = (seen: ReadonlyMap<string, number>, calls: readonly DisplayCall[]): ReadonlyMap<string, number> => {
  const next = new Map(seen);
  for (const call of calls) {
    // Deleted first, so that the map's order is that of last sight and the oldest can be dropped.
    next.delete(call.legId);
    next.set(call.legId, call.lastAt);
  }
  for (const legId of next.keys()) {
    if (next.size <= memory) break;
    next.delete(legId);
  }
  return next;
};

/** Gone from the view, and not merely pushed out of it by newer calls. */
const hasEnded = (call: DisplayCall, calls: readonly DisplayCall[]): boolean => {
  if (calls.some((other) => other.legId === call.legId)) return false;
  return calls.length < viewLimit || calls.some((other) => other.lastAt < call.lastAt && other.calledAt < call.calledAt);
};

/** What a standing call says now; a recall is placed anew instead. */
const renewed = <P extends { readonly call: DisplayCall; readonly ended: boolean }>(place: P, calls: readonly DisplayCall[]): P => {
  const now = calls.find((call) => call.legId === place.call.legId && call.lastAt <= place.call.lastAt);
  return { ...place, call: now ?? place.call, ended: hasEnded(place.call, calls) };
};

/** Takes a whole view. What is new in it is worked out by leg and time of last call, so views may be lost, repeated or come all at once. */
export const receive = (board: Board, view: { readonly now: number; readonly calls: readonly DisplayCall[] }, at: number): Board => {
  const { calls } = view;
  const isNew = (call: DisplayCall): boolean => {
    if (call.state !== 'called' || call.lastAt <= (board.seen.get(call.legId) ?? -Infinity)) return false;
    return board.latest !== null || view.now - call.lastAt < newOnOpening;
  };
  const news = calls.filter(isNew);
  // Who has arrived or left before there was room needs no screen any more; who was recalled waits with the newer time.
  const stillWaiting = board.waiting.filter((call) =>
    !news.some((other) => other.legId === call.legId)
    && !hasEnded(call, calls)
    && !calls.some((other) => other.legId === call.legId && other.state === 'serving'));
  return advance({
    cells: board.cells.map((cell) => (cell === null ? null : renewed(cell, calls))),
    banner: board.banner.map((place) => renewed(place, calls)),
    waiting: [...stillWaiting, ...news].sort((a, b) => a.lastAt - b.lastAt),
    seen: remember(board.seen, calls),
    latest: calls,
  }, at);
};

const clear = (board: Board, at: number): Board => {
  const done = (place: { readonly since: number; readonly ended: boolean }): boolean => place.ended && at - place.since >= leastOnScreen;
  const fades = (cell: Cell): boolean => cell.marked && at - cell.since >= markedFor;
  if (!board.banner.some(done) && !board.cells.some((cell) => cell !== null && (done(cell) || fades(cell)))) return board;
  return {
    ...board,
    banner: board.banner.filter((place) => !done(place)),
    cells: board.cells.map((cell) => (cell === null || done(cell) ? null : fades(cell) ? { ...cell, marked: false } : cell)),
  };
};

/** Of the cells that may give way, the one with the oldest call; -1: none may. */
const oldestCell = (board: Board, may: (cell: Cell) => boolean): number =>
  board.cells.reduce((best, cell, index) => {
    if (cell === null || !may(cell)) return best;
    const than = board.cells[best];
    return than === undefined || than === null || cell.call.lastAt < than.call.lastAt ? index : best;
  }, -1);

/** The leg's own cell, else an empty one, else that of the oldest call that had its time and its turn, else of the oldest that was only filled in; -1: none yet. */
const cellFor = (board: Board, legId: string, at: number): number => {
  const own = board.cells.findIndex((cell) => cell?.call.legId === legId);
  if (own >= 0) return own;
  const empty = board.cells.indexOf(null);
  if (empty >= 0) return empty;
  const rested = oldestCell(board, (cell) => at - cell.since >= leastOnScreen && !board.waiting.some((call) => call.legId === cell.call.legId));
  return rested >= 0 ? rested : oldestCell(board, (cell) => cell.silent);
};

const inCell = (board: Board, call: DisplayCall): boolean => board.cells.some((cell) => cell !== null && !cell.silent && cell.call.legId === call.legId && cell.call.lastAt >= call.lastAt);
const withCell = (board: Board, index: number, call: DisplayCall, at: number): Board =>
  ({ ...board, cells: board.cells.map((old, i) => (i === index ? { call, since: at, marked: true, silent: false, ended: false } : old)) });

/** Puts the first call that has none into a cell; the same board when there is no room. */
const placeInCell = (board: Board, at: number): Board => {
  const call = board.waiting.find((each) => !inCell(board, each));
  const index = call === undefined ? -1 : cellFor(board, call.legId, at);
  return call === undefined || index < 0 ? board : withCell(board, index, call, at);
};

/** Whose cell was given away stays in the banner until the ten seconds are over. */
const staysInBanner = (board: Board, place: BannerCall, at: number): boolean =>
  at - place.since < leastInBanner || (at - place.seen < leastOnScreen && !inCell(board, place.call));

/** Puts the call whose turn it is into the banner, a recall of one that stands there at once; the same board when there is no room yet. */
const placeInBanner = (board: Board, at: number): Board => {
  const call = board.waiting.find((each) => board.banner.some((place) => place.call.legId === each.legId)) ?? board.waiting[0];
  if (call === undefined) return board;
  const staying = board.banner.filter((place) => place.call.legId !== call.legId && staysInBanner(board, place, at));
  if (staying.length >= bannerRoom) return board;
  const cell = board.cells.find((each) => each?.call.legId === call.legId && !each.silent);
  return { ...board, waiting: board.waiting.filter((each) => each !== call), banner: [...staying, { call, since: at, seen: cell?.since ?? at, ended: false }] };
};

/** In a burst a call that would stand nowhere takes the cell of one that the banner shows too, so that every number is seen at once. */
const placeInSpareCell = (board: Board, at: number): Board => {
  const call = board.waiting.find((each) => !inCell(board, each));
  const index = call === undefined ? -1 : oldestCell(board, (cell) => board.banner.some((place) => place.call.legId === cell.call.legId && at - place.since < leastInBanner));
  return call === undefined || index < 0 ? board : withCell(board, index, call, at);
};

/** Empty cells show who else is at a counter, without calling them. */
const fill = (board: Board, at: number): Board => {
  if (board.waiting.length > 0 || board.latest === null || !board.cells.includes(null)) return board;
  const others = board.latest.filter((call) => !board.cells.some((cell) => cell?.call.legId === call.legId));
  if (others.length === 0) return board;
  const rest = [...others];
  return { ...board, cells: board.cells.map((cell) => {
    const call = cell === null ? rest.shift() : undefined;
    return call === undefined ? cell : { call, since: at, marked: false, silent: true, ended: false };
  }) };
};

/** Moves on to `at`; returns the same board when nothing changes. Call it several times a second. */
export const advance = (board: Board, at: number): Board => {
  let next = clear(board, at);
  for (const place of [placeInCell, placeInBanner, placeInSpareCell])
    for (let placed = place(next, at); placed !== next; placed = place(next, at)) next = placed;
  return fill(next, at);
};

/** Called, but in no cell and not in the banner: so many at once that a strip has to name them. They do not count as shown yet. */
export const crowdedOut = (board: Board): readonly DisplayCall[] => board.waiting.filter((call) => !inCell(board, call));

/** Legs that stand on the board. */
export const standing = (board: Board): readonly string[] =>
  [...new Set([...board.banner, ...board.cells].filter((place) => place !== null).map((place) => place.call.legId))].sort();

/** True when every call had its time, so that another page may cover the board. */
export const isQuiet = (board: Board, at: number): boolean =>
  board.waiting.length === 0 && [...board.banner, ...board.cells].every((place) => place === null || ('silent' in place && place.silent) || at - place.since >= leastOnScreen);
