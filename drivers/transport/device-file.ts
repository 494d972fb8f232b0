import type { FileHandle } from 'node:fs/promises';
import { constants, open } from 'node:fs/promises';
import type { DeviceFault } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import { pause, within } from '../device/clock.ts';
import type { DeviceFile } from './connection.ts';
import type { Opening, Transport, Wire, WireListener, WriteOutcome } from './transport.ts';

/** How often a file that had nothing to read, or no room, is tried again. */
const againMs = 25;
const closeMs = 1_000;
const longestWrite = 1_024;

/** A USB printer without a serial port, as Linux offers it: `/dev/usb/lp0`. What it says is read where its driver hands that over. */
export function deviceFileTransport(file: DeviceFile, clock: Clock): Transport {
  return { open: (listener) => openFile(file.path, clock, listener) };
}

async function openFile(path: string, clock: Clock, listener: WireListener): Promise<Opening> {
  try {
    // Never created: with the printer unplugged, tickets would fill a file of that name. Never waited for: a blocked read holds a thread.
    const handle = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    if ((await handle.stat()).isCharacterDevice()) return { ok: true, wire: new FileWire(handle, clock, listener) };
    await handle.close();
    return { ok: false, fault: 'port-missing' };
  } catch (error) {
    return { ok: false, fault: faultOfCode(codeOf(error)) };
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

export function faultOfCode(code: string): DeviceFault {
  if (code === 'EACCES' || code === 'EPERM') return 'port-denied';
  return code === 'EBUSY' ? 'port-busy' : 'port-missing';
}

class FileWire implements Wire {
  readonly #handle: FileHandle;
  readonly #clock: Clock;
  readonly #listener: WireListener;
  #cancelRead: Cancel = () => undefined;
  #closed = false;

  constructor(handle: FileHandle, clock: Clock, listener: WireListener) {
    this.#handle = handle;
    this.#clock = clock;
    this.#listener = listener;
    void this.#read();
  }

  async write(bytes: Uint8Array, withinMs: number): Promise<WriteOutcome> {
    const task = { givenUp: false };
    const outcome = await within<WriteOutcome, WriteOutcome>(this.#clock, withinMs, this.#writeAll(bytes, task), 'stalled');
    task.givenUp = true;
    return outcome;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#end();
    await within(this.#clock, closeMs, this.#handle.close(), undefined).catch(() => undefined);
  }

  /** Stops between two pieces once the deadline has passed, so that the rest of a ticket that was given up never leaves. */
  async #writeAll(bytes: Uint8Array, task: { readonly givenUp: boolean }): Promise<WriteOutcome> {
    for (let at = 0; at < bytes.length && !task.givenUp;) {
      if (this.#closed) return 'closed';
      try {
        at += (await this.#handle.write(bytes, at, Math.min(longestWrite, bytes.length - at))).bytesWritten;
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN') return this.#lose();
        await pause(this.#clock, againMs);
      }
    }
    return 'written';
  }

  async #read(): Promise<void> {
    const buffer = Buffer.alloc(256);
    try {
      for (;;) {
        const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, null);
        if (this.#closed) return;
        if (bytesRead === 0) break;
        this.#listener.onData(Uint8Array.from(buffer.subarray(0, bytesRead)));
      }
    } catch (error) {
      // A driver with no way back says EINVAL: the printer is mute, not gone.
      if (codeOf(error) === 'EINVAL') return;
      if (codeOf(error) !== 'EAGAIN') return void this.#lose();
    }
    if (!this.#closed) this.#cancelRead = this.#clock.after(againMs, () => void this.#read());
  }

  #lose(): 'closed' {
    if (this.#closed) return 'closed';
    this.#end();
    void this.#handle.close().catch(() => undefined);
    this.#listener.onClose();
    return 'closed';
  }

  #end(): void {
    this.#closed = true;
    this.#cancelRead();
  }
}
