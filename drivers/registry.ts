import type { AgentView, DeviceFault, DeviceReport } from '../contract/device-jobs.ts';
import type { Clock } from './device/clock.ts';
import { PrintLoop } from './printer/print-loop.ts';
import { printerProfiles } from './printer/profiles.ts';
import type { Connection } from './transport/connection.ts';
import { parseConnection } from './transport/connection.ts';
import { dialReal } from './transport/dial.ts';
import type { Transport } from './transport/transport.ts';

export type PrinterEntry = AgentView['printers'][number];

/** Where `sim:` leads: SimulatedPrinters, or whatever a test puts in its place. */
export interface SimulatedLines {
  cableFor(printer: PrinterEntry): Transport | null;
}

/** What a driver needs from the agent that runs it. */
export interface DriverContext {
  readonly clock: Clock;
  /** Null where `sim:` devices are not offered. */
  readonly simulators: SimulatedLines | null;
  readonly onDevice: (report: DeviceReport) => void;
}

export type Driven = { readonly ok: true; readonly loop: PrintLoop } | { readonly ok: false; readonly fault: DeviceFault };

function dial(connection: Connection, printer: PrinterEntry, context: DriverContext): Transport | null {
  return connection.kind === 'sim' ? (context.simulators?.cableFor(printer) ?? null) : dialReal(connection, context.clock);
}

/** Starts the loop of one printer. An unknown profile or a connection that makes no sense is a fault of the device, not an error. */
export function drivePrinter(printer: PrinterEntry, context: DriverContext): Driven {
  const profile = printerProfiles.get(printer.profile);
  const parsed = parseConnection(printer.connection);
  const transport = parsed.ok ? dial(parsed.connection, printer, context) : null;
  if (profile === undefined || transport === null) return { ok: false, fault: 'port-missing' };
  const { clock, onDevice } = context;
  return { ok: true, loop: new PrintLoop({ device: printer.id, profile, transport, clock, onDevice }) };
}
