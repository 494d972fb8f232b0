import { describe, expect, it } from 'vitest';
import type { MediaView } from '../../contract/live-events.ts';
import type { InfoPage } from '../../display-ui/info-pages.ts';
import { infoPageFor } from '../../display-ui/page-turner.ts';
import { filmTurnFor, forgiven, freshSide, sideItems, turnSide, withEnded, withFailed, withReady } from '../../display-ui/side-turner.ts';
import type { Side, SideItem } from '../../display-ui/side-turner.ts';

const page = (text: string, last = true): InfoPage => ({ kind: 'notice', language: 'zh-CN', heading: '通知', rows: [], text, page: 1, pages: 1, last });
const media = (file: string, seconds = 12): MediaView => ({ file, path: `/media/demo/${file}?v=1`, film: file.endsWith('.webm'), text: { 'zh-CN': file, en: file }, seconds });
const keyOf = (file: string): string => `/media/demo/${file}?v=1`;
const told = (items: readonly SideItem[]): readonly string[] => items.map((item) => item.page?.text ?? item.media?.file ?? '');

/** A screen whose files are loaded in no time, but for those that are broken; tells what stood, and since when. */
const watchFor = (items: readonly SideItem[], ms: number, broken: readonly string[] = [], from: Side = freshSide): { readonly seen: readonly string[]; readonly side: Side } => {
  const seen: string[] = [];
  let side = from;
  for (let at = 0; at <= ms; at += 250) {
    side = turnSide(side, items, at);
    const { coming } = side;
    if (coming !== null) side = broken.includes(coming) ? withFailed(side, coming, at) : withReady(side, coming, at);
    const name = told(items.filter((item) => item.key === side.standing))[0] ?? 'nothing';
    if (seen[seen.length - 1]?.replace(/^[\d.]+ /, '') !== name) seen.push(`${at / 1000} ${name}`);
  }
  return { seen, side };
};

describe('the side of a split screen', () => {
  it('shows words and pictures by turns, a matter in all its languages together', () => {
    expect(told(sideItems([page('一', false), page('one'), page('二')], [media('a.png'), media('b.png'), media('c.png')]))).toEqual(['一', 'one', 'a.png', '二', 'b.png', 'c.png']);
    expect(told(sideItems([], [media('a.png')]))).toEqual(['a.png']);
    expect(told(sideItems([page('一'), page('二')], []))).toEqual(['一', '二']);
  });

  it('gives words eight seconds, a picture its own time, and begins again', () => {
    const items = sideItems([page('一')], [media('a.png', 20)]);
    expect(watchFor(items, 40_000).seen).toEqual(['0 一', `${infoPageFor / 1000} a.png`, '28 一', '36 a.png']);
  });

  it('leaves what stands until the next is loaded', () => {
    const items = sideItems([page('一')], [media('a.png')]);
    const first = turnSide(freshSide, items, 0);
    const asked = turnSide(first, items, 9000);
    expect(asked).toMatchObject({ standing: 'page 0', coming: keyOf('a.png') });
    expect(turnSide(asked, items, 12_000)).toBe(asked);
    expect(withReady(asked, keyOf('a.png'), 12_000)).toMatchObject({ standing: keyOf('a.png'), since: 12_000, coming: null });
  });

  it('skips a file that is broken, and tries it again after a minute', () => {
    const items = sideItems([page('一')], [media('broken.png'), media('a.png')]);
    const { seen, side } = watchFor(items, 30_000, [keyOf('broken.png')]);
    expect(seen).toEqual(['0 一', '8.25 a.png', '20.25 一', '28.25 a.png']);
    expect([...side.failed.keys()]).toEqual([keyOf('broken.png')]);
    const mended = watchFor(items, 100_000, [], { ...side, standing: null, since: 0 });
    expect(mended.seen.some((each) => each.endsWith('broken.png'))).toBe(true);
    expect([...mended.side.failed.keys()]).toEqual([]);
  });

  it('counts a file that never comes as broken', () => {
    const items = sideItems([page('一')], [media('slow.png')]);
    let side = turnSide(turnSide(freshSide, items, 0), items, 8000);
    side = turnSide(side, items, 22_999);
    expect(side.failed.size).toBe(0);
    side = turnSide(side, items, 23_000);
    expect([...side.failed.keys()]).toEqual([keyOf('slow.png')]);
    expect(side).toMatchObject({ standing: 'page 0', coming: null });
  });

  it('shows nothing, and not a hole, when everything is broken', () => {
    const items = sideItems([], [media('a.png'), media('b.webm')]);
    const { seen, side } = watchFor(items, 30_000, [keyOf('a.png'), keyOf('b.webm')]);
    expect(seen).toEqual(['0 nothing']);
    expect(side.failed.size).toBe(2);
    expect(forgiven(side).failed.size).toBe(0);
  });

  it('takes a film away that breaks off, at once', () => {
    const items = sideItems([page('一')], [media('film.webm')]);
    const playing = watchFor(items, 20_000).side;
    expect(playing.standing).toBe(keyOf('film.webm'));
    expect(turnSide(withFailed(playing, keyOf('film.webm'), 20_000), items, 20_000).standing).toBe('page 0');
  });

  it('lets a film run to its end, but no longer than a minute while there are words', () => {
    const items = sideItems([page('一')], [media('film.webm')]);
    expect(watchFor(items, 8000 + filmTurnFor + 1000).seen).toEqual(['0 一', '8 film.webm', `${8 + filmTurnFor / 1000} 一`]);
    const playing = watchFor(items, 20_000).side;
    expect(turnSide(withEnded(playing, keyOf('film.webm')), items, 20_000).standing).toBe('page 0');
    const alone = sideItems([], [media('film.webm')]);
    expect(watchFor(alone, 3 * filmTurnFor).seen).toEqual(['0 film.webm']);
  });

  it('goes on when what stood is no longer to be shown', () => {
    const both = sideItems([], [media('a.png'), media('b.png')]);
    const { side } = watchFor(both, 1000);
    expect(side.standing).toBe(keyOf('a.png'));
    const less = sideItems([], [media('b.png')]);
    expect(turnSide(side, less, 2000).coming).toBe(keyOf('b.png'));
    expect(turnSide(side, [], 2000).standing).toBe(null);
  });
});
