import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';

const open = houseKeeper();
const asBrowser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

test('a slash too many at the end of a page leads to the page, with its question kept', async () => {
  const { stranger } = await open({ pages: true });
  const ways = { '/kiosk/': '/kiosk', '/display/?zone=A&lang=en': '/display?zone=A&lang=en', '/counter/': '/counter', '/admin/': '/admin', '/t/abc/': '/t/abc', '/s/pension/': '/s/pension', '/book/?hall=demo': '/book?hall=demo', '/a/abc/': '/a/abc', '/simulators/': '/simulators' };
  for (const [from, to] of Object.entries(ways)) {
    const { status, headers } = await stranger.get(from, asBrowser);
    expect([from, status, headers['location']]).toEqual([from, 308, to]);
    expect([to, (await stranger.get(to, asBrowser)).status]).toEqual([to, 200]);
  }
});

test.each(['/nope', '/t', '/kiosk/nope', '/apiary', '//elsewhere.example/', '/%zz', `/t/${'x'.repeat(300)}`])('%s gets a calm page in both languages when a browser asks', async (url) => {
  const { stranger } = await open({ pages: true });
  const { status, headers, text } = await stranger.get(url, { ...asBrowser, 'accept-language': 'en' });
  expect([status, headers['content-type']]).toEqual([url === '/%zz' ? 400 : 404, 'text/html; charset=utf-8']);
  expect(text).toContain('There is no such page');
  expect(text).toContain('没有这个页面');
  expect(text.indexOf('There is')).toBeLessThan(text.indexOf('没有这个页面'));
  expect(text).toContain('<a href="/">');
  expect(text).not.toMatch(/<script|not-found|urn:|elsewhere/u);
});

test('the page may load nothing and run nothing, and its own style is let in by its hash', async () => {
  const { stranger } = await open({ pages: true });
  const { headers, text } = await stranger.get('/nope', { ...asBrowser, 'accept-language': 'zh-CN' });
  expect(text.indexOf('没有这个页面')).toBeLessThan(text.indexOf('There is'));
  const style = /<style>(.*?)<\/style>/su.exec(text)?.[1] ?? '';
  expect(style).not.toBe('');
  expect(headers['content-security-policy']).toBe(`default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`);
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('whoever asks below /api, for a file, or not for HTML is told in JSON as before', async () => {
  const { stranger } = await open({ pages: true });
  for (const url of ['/api', '/api/nothing', '/api/%zz', '/audio/nothing', '/media/nothing', '/assets/hall/nothing.js', '/assets/nothing']) {
    const { status, headers } = await stranger.get(url, asBrowser);
    expect([url, status >= 400 && status < 500, headers['content-type']]).toEqual([url, true, 'application/problem+json; charset=utf-8']);
  }
  for (const accept of ['application/json', '*/*', '']) expect([accept, (await stranger.get('/nope', { accept })).body.code]).toEqual([accept, 'not-found']);
  expect((await stranger.post('/nope', {}, asBrowser)).body.code).toBe('not-found');
});
