import { rmSync, symlinkSync } from 'node:fs';
import { SerialPort } from 'serialport';
import { openPtyPair } from './pty-pair.ts';
import type { PtyPair } from './pty-pair.ts';

/** A line over a pseudo-terminal; `path` keeps its name when the cable is pulled out and put back. */
export class PtyLine {
  readonly path: string;
  readonly #onBytes: (bytes: Uint8Array) => void;
  #pair: PtyPair | null = null;
  #port: SerialPort | null = null;

  constructor(path: string, onBytes: (bytes: Uint8Array) => void) {
    this.path = path;
    this.#onBytes = onBytes;
  }

  /** From the device to the computer; lost while the cable is out. */
  send(bytes: Uint8Array): void { this.#port?.write(Buffer.from(bytes)); }

  async plug(): Promise<void> {
    if (this.#pair !== null) return;
    const pair = await openPtyPair();
    this.#pair = pair;
    const port = new SerialPort({ path: pair.b, baudRate: 115_200, autoOpen: false });
    port.on('error', () => undefined);
    port.on('data', (bytes: Buffer) => this.#onBytes(Uint8Array.from(bytes)));
    await new Promise<void>((resolve, reject) => { port.open((error) => (error === null ? resolve() : reject(error))); });
    this.#port = port;
    symlinkSync(pair.a, this.path);
  }

  async pull(): Promise<void> {
    const [pair, port] = [this.#pair, this.#port];
    if (pair === null) return;
    this.#pair = null;
    this.#port = null;
    rmSync(this.path, { force: true });
    await pair.close();
    await new Promise<void>((resolve) => { if (port?.isOpen === true) port.close(() => resolve()); else resolve(); });
  }
}
