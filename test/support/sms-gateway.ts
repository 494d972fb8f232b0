import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A gateway of messages on this machine that writes down what it is sent. */
export interface SmsGateway { readonly url: string; readonly sent: { readonly phone: string; readonly text: string }[]; readonly close: () => Promise<void> }
export const openSmsGateway = async (): Promise<SmsGateway> => {
  const sent: { phone: string; text: string }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      sent.push(JSON.parse(Buffer.concat(parts).toString()) as { phone: string; text: string });
      response.end('{"ok":true}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sent, close: () => new Promise((done) => { server.closeAllConnections(); server.close(() => done()); }) };
};
