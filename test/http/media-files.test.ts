import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HallId } from '../../server/domain/brands.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';
import { drawing, mediaFolders } from '../support/media-folder.ts';
import type { MediaFolder } from '../support/media-folder.ts';
import { mediaHall } from '../support/media-hall.ts';

const open = houseKeeper();
const newFolder = mediaFolders();
const film = Buffer.from(Array.from({ length: 1000 }, (_, n) => n % 251));

const filled = async (hall: HallConfig = mediaHall()): Promise<{ readonly house: TestHouse; readonly folder: MediaFolder; readonly at: (file: string) => string }> => {
  const folder = newFolder();
  folder.put(`${hall.id}/all.svg`, drawing);
  folder.put(`${hall.id}/film.webm`, film);
  folder.put(`${hall.id}/1001.jpg`, 'a face');
  folder.put(`${hall.id}/not-named.png`, 'secret plan');
  folder.put('above.png', 'above the folder');
  return { house: await open({ halls: [hall], mediaFolder: folder.path }), folder, at: (file) => `/media/${hall.id}/${file}` };
};

describe('a file of the media folder', () => {
  it('is served to a screen of the hall, with its type and its own narrow policy', async () => {
    const { house, at } = await filled();
    const display = await house.device('display');
    const svg = await display.get(at('all.svg'));
    expect([svg.status, svg.text, svg.headers['content-type'], svg.headers['x-content-type-options']]).toEqual([200, drawing, 'image/svg+xml', 'nosniff']);
    expect(svg.headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    const webm = await display.get(at('film.webm'));
    expect([webm.status, webm.headers['content-type'], webm.headers['accept-ranges'], webm.headers['content-length']]).toEqual([200, 'video/webm', 'bytes', '1000']);
  });

  it('comes in parts, as films are asked for', async () => {
    const { house, at } = await filled();
    const display = await house.device('display');
    const part = await house.app.http.inject({ url: at('film.webm'), headers: { authorization: `Bearer ${display.token ?? ''}`, range: 'bytes=250-259' } });
    expect([part.statusCode, part.headers['content-range']]).toEqual([206, 'bytes 250-259/1000']);
    expect(part.rawPayload).toEqual(film.subarray(250, 260));
    const beyond = await display.get(at('film.webm'), { range: 'bytes=5000-' });
    expect(beyond.status).toBe(416);
  });

  it('is kept for good under the address of its content, and asked for again under any other', async () => {
    const { house, folder, at } = await filled();
    const display = await house.device('display');
    const first = house.house.media.find(house.engine.id, 'all.svg')?.version ?? '';
    const caching = async (query: string): Promise<unknown> => (await display.get(`${at('all.svg')}${query}`)).headers['cache-control'];
    expect(await caching(`?v=${first}`)).toBe('private, max-age=31536000, immutable');
    expect([await caching(''), await caching('?v=old'), await caching(`?v=${first}&v=2`)]).toEqual(['private, no-cache', 'private, no-cache', 'private, no-cache']);
    folder.put(`${house.engine.id}/all.svg`, drawing.replace('#084A8C', '#0A5546'), new Date(Date.now() + 5000));
    house.clock.advance(6000);
    const second = house.house.media.find(house.engine.id, 'all.svg')?.version ?? '';
    expect(second).not.toBe(first);
    expect([await caching(`?v=${first}`), await caching(`?v=${second}`)]).toEqual(['private, no-cache', 'private, max-age=31536000, immutable']);
    const tag = (await display.get(at('all.svg'))).headers['etag'];
    expect((await display.get(at('all.svg'), { 'if-none-match': String(tag) })).status).toBe(304);
  });

  it('is not there when the hall file does not name it, or the folder does not hold it', async () => {
    const { house, folder, at } = await filled();
    const display = await house.device('display');
    for (const file of ['not-named.png', 'west.png', 'unknown.png', '', '.']) {
      const answer = await display.get(at(file));
      expect([file, answer.status, answer.body.code]).toEqual([file, 404, 'not-found']);
      expect(answer.text).not.toContain(folder.path);
    }
    // A folder of that name, and a file that is still empty, are no pictures.
    folder.put(`${house.engine.id}/west.png/inside.txt`, 'x');
    folder.put(`${house.engine.id}/only.png`, '');
    house.clock.advance(6000);
    for (const file of ['west.png', 'only.png']) expect([file, (await display.get(at(file))).status]).toEqual([file, 404]);
  });

  it('can\'t be fetched from outside the folder, however the path is written', async () => {
    const { house, at } = await filled();
    const display = await house.device('display');
    for (const path of ['../above.png', '..%2fabove.png', '%2e%2e/above.png', '%2e%2e%2fabove.png', '..%5cabove.png', '....//above.png', 'all.svg/../../above.png', 'all.svg%00.png', '%2fetc%2fpasswd', '..%252fabove.png', '%c0%ae%c0%ae%2fabove.png']) {
      const answer = await display.get(at(path));
      expect([path, [400, 404].includes(answer.status)]).toEqual([path, true]);
      expect(answer.text).not.toContain('above the folder');
    }
    for (const hall of ['..', '%2e%2e', '.', 'nowhere']) expect([hall, [400, 404].includes((await display.get(`/media/${hall}/above.png`)).status)]).toEqual([hall, true]);
  });

  it('stays within the hall: strangers, and the screens of another hall, get none', async () => {
    const { house, at } = await filled();
    expect([(await house.stranger.get(at('1001.jpg'))).status, (await house.stranger.get(at('all.svg'))).status]).toEqual([401, 401]);
    const folder = newFolder();
    const [mine, other] = [mediaHall(), mediaHall({ id: 'other' as HallId })];
    folder.put('other/all.svg', drawing);
    const both = await open({ halls: [mine, other], mediaFolder: folder.path });
    const display = await both.device('display');
    expect((await display.get('/media/other/all.svg')).status).toBe(403);
    expect((await display.get(`/media/${mine.id}/all.svg`)).status).toBe(404);
  });

  it('may be a link that the hall laid itself', async () => {
    const { house, folder, at } = await filled();
    symlinkSync(join(folder.path, 'above.png'), join(folder.path, house.engine.id, 'west.png'));
    const answer = await (await house.device('display')).get(at('west.png'));
    expect([answer.status, answer.text]).toEqual([200, 'above the folder']);
  });
});
