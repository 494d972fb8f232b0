import type { AgentView, DeviceFault, DeviceReport, Paper } from '../contract/device-jobs.ts';
import type { Clock } from './device/clock.ts';
import { PrintLoop } from './printer/print-loop.ts';
import { printerProfiles } from './printer/profiles.ts';
import type { Connection } from './transport/connection.ts';
import { parseConnection } from './transport/connection.ts';
import { dialReal } from './transport/dial.ts';
import type { Transport } from './transport/transport.ts';

export type PrinterEntry = AgentView['printers'][number];

/** Where `sim:` leads: SimulatedHall, or whatever a test puts in its place. */
export interface SimulatedLines {
  cableFor(printer: PrinterEntry): Transport | null;
  boardLine(board: AgentView['boards'][number]): Transport | null;
  keypadLine(keypad: AgentView['keypads'][number]): Transport | null;
  readerLine(reader: AgentView['readers'][number]): Transport | null;
}

/** What a driver needs from the agent that runs it. */
export interface DriverContext {
  readonly clock: Clock;
  /** Null where `sim:` devices are not offered. */
  readonly simulators: SimulatedLines | null;
  readonly onDevice: (report: DeviceReport) => void;
}
interface PrinterContext extends DriverContext {
  /** Of the roll that is in, used before, mm. */
  readonly rollMm: number;
  readonly slip: () => Paper | null;
}

export type Driven = { readonly ok: true; readonly loop: PrintLoop } | { readonly ok: false; readonly fault: DeviceFault };

/** One way to dial for each kind of connection. `simulated` is null where `sim:` is not offered. */
export function dial(connection: Connection, clock: Clock, simulated: (() => Transport | null) | null): Transport | null {
  return connection.kind === 'sim' ? (simulated?.() ?? null) : dialReal(connection, clock);
}

/** Starts the loop of one printer. An unknown profile or a connection that makes no sense is a fault of the device, not an error. */
export function drivePrinter(printer: PrinterEntry, context: PrinterContext): Driven {
  const profile = printerProfiles.get(printer.profile);
  const parsed = parseConnection(printer.connection);
  const { simulators } = context;
  const transport = parsed.ok ? dial(parsed.connection, context.clock, simulators === null ? null : () => simulators.cableFor(printer)) : null;
  if (profile === undefined) return { ok: false, fault: 'unknown-profile' };
  if (transport === null) return { ok: false, fault: 'port-missing' };
  const { clock, onDevice, rollMm, slip } = context;
  return { ok: true, loop: new PrintLoop({ device: printer.id, profile, transport, clock, onDevice, rollMm, slip }) };
}
