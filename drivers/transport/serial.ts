import type { SerialPort } from 'serialport';
import type { DeviceFault } from '../../contract/device-jobs.ts';
import type { Clock } from '../device/clock.ts';
import { within } from '../device/clock.ts';
import type { SerialLine } from './connection.ts';
import type { Opening, Transport, Wire, WireListener, WriteOutcome } from './transport.ts';

const openMs = 5_000;
const closeMs = 2_000;

/** A serial port by `serialport`; DTR/DSR handshake is not offered by it (wire the printer's DTR to CTS and say flow=rtscts). */
export function serialTransport(line: SerialLine, clock: Clock): Transport {
  return { open: (listener) => openSerial(line, clock, listener) };
}

async function openSerial(line: SerialLine, clock: Clock, listener: WireListener): Promise<Opening> {
  // Loaded only here, so that a hall without serial ports never needs the native part.
  const { SerialPort: Port } = await import('serialport');
  const port = new Port({
    path: line.path, baudRate: line.baud, dataBits: line.bits, parity: line.parity, stopBits: line.stop,
    rtscts: line.flow === 'rtscts', xon: line.flow === 'xonxoff', xoff: line.flow === 'xonxoff', autoOpen: false,
  });
  // Closing during a stalled write emits "Canceled" as an error event; without a listener it would end the process.
  port.on('error', () => undefined);
  const opened = new Promise<Opening>((resolve) => {
    port.open((error) => resolve(error === null ? { ok: true, wire: serialWire(port, line, clock, listener) } : { ok: false, fault: faultOfOpening(error.message) }));
  });
  const opening = await within(clock, openMs, opened, null);
  if (opening !== null) return opening;
  void opened.then((late) => (late.ok ? late.wire.close() : undefined));
  return { ok: false, fault: 'no-answer' };
}

function serialWire(port: SerialPort, line: SerialLine, clock: Clock, listener: WireListener): Wire {
  const millisecondsPerByte = 11_000 / line.baud;
  const tell = { closing: false };
  port.on('data', (bytes: Buffer) => {
    if (!tell.closing) listener.onData(bytes);
  });
  port.on('close', () => {
    if (!tell.closing) listener.onClose();
    tell.closing = true;
  });
  return {
    write: (bytes, withinMs) => within(clock, withinMs + bytes.length * millisecondsPerByte, send(port, bytes), 'stalled'),
    close: async () => {
      tell.closing = true;
      if (port.isOpen) await within(clock, closeMs, discardAndClose(port), undefined);
    },
  };
}

/** Never returns while the peer reads nothing: the caller brings the deadline. */
function send(port: SerialPort, bytes: Uint8Array): Promise<WriteOutcome> {
  return new Promise((resolve) => {
    if (!port.isOpen) return resolve('closed');
    port.write(Buffer.from(bytes), (error) => {
      if (error) return resolve('closed');
      port.drain((failure) => resolve(failure ? 'closed' : 'written'));
    });
  });
}

/** Flushing first keeps half a ticket in the system's buffer from reaching the paper after we gave the job up. */
function discardAndClose(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    port.flush(() => port.close(() => resolve()));
  });
}

/** The binding hands over the system's words only; these are the ones of Linux and Windows. */
export function faultOfOpening(message: string): DeviceFault {
  if (/lock|busy|Access denied/i.test(message)) return 'port-busy';
  if (/permission denied/i.test(message)) return 'port-denied';
  return 'port-missing';
}
