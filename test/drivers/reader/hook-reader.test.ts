import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../drivers/device/clock.ts';
import { HookReader, hookPort } from '../../../drivers/reader/hook-reader.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
};
const scene = async () => {
  const port = await freePort();
  const heard: unknown[] = [];
  const waiting: (() => void)[] = [];
  const reader = new HookReader({
    device: 'r', port, clock: systemClock, onCard: (card) => heard.push(card), onUnread: () => heard.push('unread'), onCode: (text) => heard.push(text),
    onDevice: () => waiting.splice(0).forEach((go) => go()),
  });
  ends.push(() => reader.close());
  const say = (body: string, headers: Record<string, string> = {}, path = '/read', method = 'POST') => fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...(method === 'POST' ? { body } : {}) });
  // A server that listens for nothing else is ready with its first answer.
  await expect.poll(() => say('{}').then((answer) => answer.status, () => 0)).toBe(400);
  return { port, reader, heard, say };
};

test('a vendor\u2019s program says what it read: a card, a code, or that it could not', async () => {
  const { reader, heard, say } = await scene();
  expect(reader.report.state).toBe('unknown');
  expect((await say('{"number":"11010119900307109X"}')).status).toBe(204);
  expect((await say('{"number":"ABC123456789012","birth":"1980-01-31"}')).status).toBe(204);
  expect((await say('{"code":"A012"}')).status).toBe(204);
  expect((await say('{"unread":true}')).status).toBe(204);
  expect(heard).toEqual([{ number: '11010119900307109X', birth: '1990-03-07' }, { number: 'ABC123456789012', birth: '1980-01-31' }, 'A012', 'unread']);
  expect(reader.report.state).toBe('ok');
  expect(reader.health).toMatchObject({ done: 3 });
});

test('what is nothing is refused with its reason, which never repeats a number', async () => {
  const { heard, say } = await scene();
  for (const [body, reason] of [
    ['', 'JSON object'], ['[1]', 'JSON object'], ['{"number":5}', 'needs number'], ['{"number":"110101199003071091"}', 'check digit'], ['{"number":"abc12"}', 'capital letters'],
    ['{"number":"ABC123456789012"}', 'birth must'], ['{"number":"ABC123456789012","birth":"1980-13-01"}', 'birth must'], ['{"code":""}', '1 to 512'], [`{"code":"${'x'.repeat(600)}"}`, '1 to 512'],
  ] as const) {
    const answer = await say(body);
    const words = await answer.text();
    expect([answer.status, words.includes(reason), /\d{6}/.test(words)], body).toEqual([400, true, false]);
  }
  await expect(say(`{"code":"${'x'.repeat(9_000)}"}`)).rejects.toThrow();
  expect(heard).toEqual([]);
});

test('no page of a browser and nobody behind another name gets a word in', async () => {
  const { heard, say } = await scene();
  const card = '{"number":"11010119900307109X"}';
  expect((await say(card, { origin: 'http://127.0.0.1:8080' })).status).toBe(403);
  expect((await say(card, {}, '/read', 'GET')).status).toBe(404);
  expect((await say(card, {}, '/other')).status).toBe(404);
  expect(heard).toEqual([]);
});

test('a port that somebody else holds is a fault with a name', async () => {
  const { port } = await scene();
  const reports: string[] = [];
  const told: { go: () => void } = { go: () => undefined };
  const second = new HookReader({ device: 's', port, clock: systemClock, onCard: () => undefined, onUnread: () => undefined, onCode: () => undefined, onDevice: ({ fault }) => { reports.push(fault ?? ''); told.go(); } });
  ends.push(() => second.close());
  await new Promise<void>((resolve) => { told.go = resolve; });
  expect(reports).toEqual(['port-busy']);
});

test.each([['hook:8091', 8091], ['hook:80', null], ['hook:99999', null], ['sim:', null], ['hook:', null]])('%s', (connection, port) => expect(hookPort(connection)).toBe(port));
