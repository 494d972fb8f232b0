import { SerialPort } from 'serialport';
import type { SimBus } from '../../drivers/sim/sim-bus.ts';

/** The far end of a serial line, opened by serialport itself: nothing of our own transport is in it. */
export async function openFarPort(path: string): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate: 9_600, autoOpen: false });
  port.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error === null ? resolve() : reject(error)));
  });
  return port;
}

/** Puts a simulated line behind a port: a pseudo-terminal has no speed of its own, so the line's counts. */
export async function plugLine(line: SimBus, port: SerialPort): Promise<void> {
  const opening = await line.open({ onData: (bytes) => port.write(Buffer.from(bytes)), onClose: () => undefined });
  if (!opening.ok) throw new Error(`the simulated line can't be opened: ${opening.fault}`);
  let said = Promise.resolve<unknown>(undefined);
  port.on('data', (bytes: Buffer) => {
    said = said.then(() => opening.wire.write(bytes, 60_000));
  });
}
