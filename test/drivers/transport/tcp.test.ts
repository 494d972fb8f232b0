import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../drivers/device/clock.ts';
import { PrintLoop } from '../../../drivers/printer/print-loop.ts';
import { SimPrinter } from '../../../drivers/sim/sim-printer.ts';
import { tcpTransport } from '../../../drivers/transport/tcp.ts';
import { jobWith, profileOf } from '../papers.ts';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function listen(serve: (socket: Socket) => void): Promise<{ port: number; server: Server }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  clean.push(() => new Promise((resolve) => {
    for (const socket of sockets) socket.destroy();
    server.close(resolve);
  }));
  const { port } = server.address() as AddressInfo;
  return { port, server };
}

const transportTo = (port: number) => tcpTransport({ kind: 'tcp', host: '127.0.0.1', port }, systemClock);
const silent = { onData: () => undefined, onClose: () => undefined };

describe('a printer on the network', () => {
  it('prints a ticket and confirms it', async () => {
    const profile = profileOf('epson-tm-80');
    const sim = new SimPrinter({ profile, clock: systemClock });
    const { port } = await listen((socket) => {
      sim.connect((bytes) => socket.write(bytes));
      socket.on('data', (bytes) => sim.receive(bytes));
    });
    const loop = new PrintLoop({ device: 'p1', profile, transport: transportTo(port), clock: systemClock, onDevice: () => undefined });
    clean.push(() => loop.close());
    expect(await loop.print(jobWith('A001', Date.now()), () => Promise.resolve())).toEqual({ job: 'A001', state: 'printed' });
    expect(sim.cutCount).toBe(1);
  });

  it('is offline where nobody listens', async () => {
    const { port, server } = await listen(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(await transportTo(port).open(silent)).toEqual({ ok: false, fault: 'offline' });
  });

  it('reports a peer that hangs up, and writes nothing afterwards', async () => {
    const { port } = await listen((socket) => socket.end());
    const closed = gate();
    const opening = await transportTo(port).open({ onData: () => undefined, onClose: closed.open });
    await closed.passed;
    expect(opening.ok && (await opening.wire.write(Uint8Array.of(1), 1_000))).toBe('closed');
  });

  it('gives a peer up that reads nothing', async () => {
    const { port } = await listen((socket) => socket.pause());
    const opening = await transportTo(port).open(silent);
    if (!opening.ok) throw new Error(opening.fault);
    clean.push(() => opening.wire.close());
    expect(await opening.wire.write(new Uint8Array(64_000_000), 200)).toBe('stalled');
  });
});

function gate(): { open: () => void; passed: Promise<void> } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}
