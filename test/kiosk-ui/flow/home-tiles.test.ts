import { describe, expect, test } from 'vitest';
import { indexHall, standing, zonesOf } from '../../../kiosk-ui/flow/hall-index.ts';
import { groupEntries, homeTiles, loadOf } from '../../../kiosk-ui/flow/home-tiles.ts';
import { kioskView, tenTwentyFour, wireCatalogue, withRefused } from '../../browser/kiosk-hall.ts';

const hall = indexHall(wireCatalogue);
const open = standing(kioskView());
const tiles = homeTiles(hall, open);
const tile = (name: string): (typeof tiles)[number] | undefined => tiles.find((one) => one.name['zh-CN'] === name);

describe('the home screen as data', () => {
  test('a queue that several services share is counted once', () => {
    expect(tile('社保 医保')).toMatchObject({ waiting: 3, minutes: { least: 8, most: 8 }, closed: false });
    expect(tile('开店 办企业')).toMatchObject({ waiting: 7, minutes: { least: 3, most: 18 } });
  });

  test('no range is told while one of its open queues has no estimate; a closed one does not count', () => {
    const unknown = kioskView().services.map((service) => (service.id === 'invoice' ? { ...service, estimate: null } : service));
    expect(homeTiles(hall, standing(kioskView({ services: unknown }))).find((one) => one.name['zh-CN'] === '开店 办企业')).toMatchObject({ waiting: 7, minutes: null, closed: false });
    const closed = withRefused('queue-closed', null, (id) => id === 'invoice');
    expect(homeTiles(hall, standing(kioskView({ services: closed }))).find((one) => one.name['zh-CN'] === '开店 办企业')).toMatchObject({ minutes: { least: 3, most: 3 } });
  });

  test('tiles lead to a service, to services, to departments or to matters of life', () => {
    expect(tile('结婚登记')?.leads).toEqual({ at: 'service', id: 'marriage' });
    expect(tile('领证')?.leads).toEqual({ at: 'service', id: 'collect' });
    expect(tile('不动产')?.leads).toMatchObject({ at: 'services', ids: ['transfer', 'mortgage', 'query'] });
    expect(tile('社保 医保')?.leads).toMatchObject({ at: 'departments', ids: ['social', 'medical'] });
    expect(tile('为了一件事来')?.leads).toMatchObject({ at: 'matters' });
  });

  test('a tile is closed when all its queues are, and says when the first opens', () => {
    const soon = tenTwentyFour + 3_600_000;
    const closed = homeTiles(hall, standing(kioskView({ services: withRefused('queue-closed', soon) })));
    expect(closed.every((one) => one.closed && one.opensAt === soon)).toBe(true);
    const half = homeTiles(hall, standing(kioskView({ services: withRefused('queue-closed', soon, (id) => id === 'invoice') })));
    expect(half.find((one) => one.name['zh-CN'] === '开店 办企业')).toMatchObject({ closed: false, opensAt: null, waiting: 0 });
  });

  test('a tile that is suspended as a whole says so, with the day it may be back', () => {
    const back = tenTwentyFour + 23 * 3_600_000;
    const land = (services: Parameters<typeof kioskView>[0]): object | undefined => homeTiles(hall, standing(kioskView(services))).find((one) => one.name['zh-CN'] === '不动产');
    expect(land({ services: withRefused('suspended', back) })).toMatchObject({ closed: true, suspended: true, opensAt: back });
    expect(land({ services: withRefused('queue-closed', back) })).toMatchObject({ closed: true, suspended: false, opensAt: back });
  });

  test('what gives no number is neither open nor closed', () => {
    expect(loadOf(hall, open, ['elsewhere-care'])).toEqual({ waiting: null, minutes: null, closed: false, suspended: false, opensAt: null });
  });

  test('departments without services are not offered', () => {
    const ids = wireCatalogue.departments.map((department) => department.id);
    expect(groupEntries(hall, { at: 'departments', title: wireCatalogue.hall.name, ids }).map((entry) => entry.id)).not.toContain('traffic');
    expect(groupEntries(hall, { at: 'matters', title: wireCatalogue.hall.name, ids: ['shop'] })[0]?.leads).toMatchObject({ at: 'services', ids: ['licence', 'food', 'invoice'] });
  });
});

describe('zones of counters', () => {
  test('each zone once', () => {
    expect(zonesOf(hall, ['14', '15', '18', 'none']).map((zone) => zone.id)).toEqual(['a', 'b']);
  });
});
