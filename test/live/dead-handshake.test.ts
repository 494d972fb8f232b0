import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openLive } from '../../contract/client.ts';

const acceptOf = (request: string): string =>
  // RFC 6455 §1.3: the key of the request and a fixed text, hashed.
  createHash('sha1').update(`${/sec-websocket-key: (.*)\r\n/i.exec(request)?.[1] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

test('a screen comes back from a server that died between taking its line and its first word', async () => {
  const lines = { taken: 0, again: (): void => undefined };
  const again = new Promise<void>((resolve) => { lines.again = resolve; });
  const server = createServer((line) => {
    line.on('error', () => undefined);
    line.once('data', (request) => {
      lines.taken += 1;
      line.end(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(request.toString('latin1'))}\r\n\r\n`);
      if (lines.taken === 2) lines.again();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const socket = openLive(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '/display', { token: 'any', zone: 'a' });
  const begun = performance.now();
  socket.connect();
  await again;
  expect(performance.now() - begun).toBeLessThan(6_000);
  socket.disconnect();
  await new Promise((done) => server.close(done));
}, 20_000);
