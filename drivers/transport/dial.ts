import type { Clock } from '../device/clock.ts';
import type { Connection, SimulatedLine } from './connection.ts';
import { deviceFileTransport } from './device-file.ts';
import { serialTransport } from './serial.ts';
import { tcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';

/** One way to dial for each kind of real connection; a new kind does not compile until it has one. */
export function dialReal(connection: Exclude<Connection, SimulatedLine>, clock: Clock): Transport {
  switch (connection.kind) {
    case 'serial': return serialTransport(connection, clock);
    case 'tcp': return tcpTransport(connection, clock);
    case 'file': return deviceFileTransport(connection, clock);
  }
}
