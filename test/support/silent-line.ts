import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A cable between a page and its server, which can be pulled: nothing comes through any more, and nobody is told. */
export interface SilentLine { readonly url: string; readonly pull: () => void; readonly plugIn: () => void; readonly close: () => Promise<void> }

export const openSilentLine = async (to: string): Promise<SilentLine> => {
  const port = Number(new URL(to).port);
  const ends = new Set<Socket>();
  let pulled = false;
  const server = createServer((page) => {
    const there = connect(port, '127.0.0.1');
    for (const [from, into] of [[page, there], [there, page]] as const) {
      ends.add(from);
      from.on('data', (bytes) => { if (!pulled) into.write(bytes); });
      from.on('close', () => { if (!pulled) into.destroy(); });
      from.on('error', () => undefined);
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pull: () => { pulled = true; },
    plugIn: () => {
      pulled = false;
      for (const end of ends) end.destroy();
    },
    close: () => new Promise((resolve) => {
      for (const end of ends) end.destroy();
      server.close(() => resolve());
    }),
  };
};
