import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { Clock } from '../device/clock.ts';
import { within } from '../device/clock.ts';
import type { TcpAddress } from './connection.ts';
import type { Opening, Transport, Wire, WireListener, WriteOutcome } from './transport.ts';

const openMs = 3_000;
const closeMs = 1_000;

/** A raw TCP printer port (9100). Such printers mostly serve one peer at a time: "refused" may also mean busy. */
export function tcpTransport(address: TcpAddress, clock: Clock): Transport {
  return { open: (listener) => openTcp(address, clock, listener) };
}

async function openTcp(address: TcpAddress, clock: Clock, listener: WireListener): Promise<Opening> {
  const socket = connect({ host: address.host, port: address.port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 });
  const opened = new Promise<Opening>((resolve) => {
    socket.once('connect', () => resolve({ ok: true, wire: tcpWire(socket, clock, listener) }));
    socket.on('error', () => resolve({ ok: false, fault: 'offline' }));
  });
  const opening = await within(clock, openMs, opened, null);
  if (opening !== null) return opening;
  socket.destroy();
  return { ok: false, fault: 'offline' };
}

function tcpWire(socket: Socket, clock: Clock, listener: WireListener): Wire {
  const tell = { closing: false };
  socket.on('data', (bytes) => {
    if (!tell.closing) listener.onData(bytes);
  });
  socket.on('end', () => socket.destroy());
  socket.on('close', () => {
    if (!tell.closing) listener.onClose();
    tell.closing = true;
  });
  return {
    write: (bytes, withinMs) => within(clock, withinMs, send(socket, bytes), 'stalled'),
    close: async () => {
      tell.closing = true;
      const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()).end());
      if (!socket.destroyed) await within(clock, closeMs, ended, undefined);
      socket.destroy();
    },
  };
}

function send(socket: Socket, bytes: Uint8Array): Promise<WriteOutcome> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve('closed');
    socket.write(bytes, (error) => resolve(error ? 'closed' : 'written'));
  });
}
