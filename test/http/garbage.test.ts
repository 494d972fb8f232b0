import { connect } from 'node:net';
import { expect, test } from 'vitest';
import en from '../../contract/languages/en/refusals.json' with { type: 'json' };
import zh from '../../contract/languages/zh-CN/refusals.json' with { type: 'json' };
import { houseKeeper } from '../support/house-keeper.ts';
import type { TestHouse } from '../support/house.ts';

const open = houseKeeper();
interface Raw { readonly status: number; readonly type: string; readonly body: { readonly code?: string; readonly detail?: string; readonly status?: number; readonly type?: string } }

/** Sends bytes as they are and reads until the server hangs up. */
const sendBytes = (house: TestHouse, bytes: string): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(house.base).port), '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
      try {
        resolve({ status: Number(head.slice(9, 12)), type: /content-type: ([^\r]*)/i.exec(head)?.[1] ?? '', body: JSON.parse(body) as Raw['body'] });
      } catch {
        reject(new Error(`no problem document came: ${head} ${body}`));
      }
    });
  });

const last = 'Host: 127.0.0.1\r\nConnection: close\r\n';
const press = (head: string, body: string): string => `POST /api/sessions HTTP/1.1\r\n${last}${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const json = 'Content-Type: application/json\r\n';
const faults: readonly (readonly [string, string, number, keyof typeof en])[] = [
  ['no HTTP at all', 'hello, is anybody there?\r\n\r\n', 400, 'bad-request'],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'bad-request'],
  ['a version that is not', `GET /api/health HTTP/9.9\r\n${last}\r\n`, 400, 'bad-request'],
  ['a method that is not', `EAT /api/health HTTP/1.1\r\n${last}\r\n`, 400, 'bad-request'],
  ['a method nobody offers', `PURGE /api/health HTTP/1.1\r\n${last}\r\n`, 404, 'not-found'],
  ['a method that this address lacks', `PATCH /api/health HTTP/1.1\r\n${last}Content-Length: 0\r\n\r\n`, 404, 'not-found'],
  ['a header without a colon', `GET /api/health HTTP/1.1\r\n${last}nonsense\r\n\r\n`, 400, 'bad-request'],
  ['two lengths', `POST /api/sessions HTTP/1.1\r\n${last}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, 400, 'bad-request'],
  ['a length and chunks', `POST /api/sessions HTTP/1.1\r\n${last}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`, 400, 'bad-request'],
  ['no Host', 'GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad-request'],
  ['an expectation', `GET /api/health HTTP/1.1\r\n${last}Expect: miracles\r\n\r\n`, 400, 'bad-request'],
  ['oversized headers', `GET /api/health HTTP/1.1\r\n${last}X-Much: ${'x'.repeat(40_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ['a bad percent-encoding', `GET /api/%zz HTTP/1.1\r\n${last}\r\n`, 400, 'bad-request'],
  ['a bad percent-encoding in a parameter', `GET /api/tickets/%E6%8E HTTP/1.1\r\n${last}\r\n`, 400, 'bad-request'],
  ['bad JSON', press(json, '{"staffNumber":'), 400, 'bad-request'],
  ['no body', press(json, ''), 400, 'bad-request'],
  ['another type', press('Content-Type: text/plain\r\n', '{}'), 415, 'unsupported-media-type'],
  ['a type that is none', press('Content-Type: ///;;\r\n', '{}'), 415, 'unsupported-media-type'],
  ['too much', press(json, JSON.stringify({ staffNumber: 'x'.repeat(70_000), pin: '1' })), 413, 'too-large'],
];

const isProblem = (raw: Raw, status: number, code: string, detail: string): void =>
  expect([raw.status, raw.type, raw.body.status, raw.body.code, raw.body.type, raw.body.detail]).toEqual([status, 'application/problem+json; charset=utf-8', status, code, `urn:paihao:problem:${code}`, detail]);

test.each(faults)('%s is answered with a problem document', async (_what, bytes, status, code) => {
  const house = await (await open()).listen();
  isProblem(await sendBytes(house, bytes), status, code, zh[code]);
  // Where the caller said so before going wrong, it is told in English.
  if (bytes.includes(last)) isProblem(await sendBytes(house, bytes.replace(last, `${last}Accept-Language: en-GB, zh;q=0.5\r\n`)), status, code, en[code]);
  expect((await house.stranger.get('/api/health')).status).toBe(200);
});

test('garbage after a good request does not spoil its answer', async () => {
  const house = await (await open()).listen();
  const both = await new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(house.base).port), '127.0.0.1', () => socket.write('GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'));
    socket.once('data', () => socket.write('and now something else\r\n\r\n'));
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', reject).on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
  expect(both.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  expect(both).toContain('"status":"ok"');
  expect(both).toContain(zh['bad-request']);
});
