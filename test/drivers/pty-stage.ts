import { SerialPort } from 'serialport';
import type { SerialLine } from '../../drivers/transport/connection.ts';
import type { PtyPair } from '../support/pty-pair.ts';
import { openPtyPair } from '../support/pty-pair.ts';

/** Pseudo-terminals with a device at their far end; `clean` takes all of it down. */
export class PtyStage {
  readonly #steps: (() => Promise<void>)[] = [];

  onClean(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  async clean(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }

  async pair(): Promise<PtyPair> {
    const pair = await openPtyPair();
    this.onClean(() => pair.close());
    return pair;
  }

  /** The device's own port, opened by serialport itself: nothing of our own transport is in it. */
  async farPort(path: string): Promise<SerialPort> {
    const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
    port.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      port.open((error) => (error === null ? resolve() : reject(error)));
    });
    this.onClean(() => new Promise((resolve) => {
      if (port.isOpen) port.close(() => resolve());
      else resolve();
    }));
    return port;
  }
}

export const lineTo = (path: string): SerialLine => ({ kind: 'serial', path, baud: 115_200, bits: 8, parity: 'none', stop: 1, flow: 'none' });

/** What was heard, in order; `until` waits, by event, for a word, from after the last one that was waited for. */
export class Heard {
  readonly words: string[] = [];
  readonly #waiting = new Set<() => void>();
  #seen = 0;

  readonly hear = (word: string): void => {
    this.words.push(word);
    for (const look of [...this.#waiting]) look();
  };

  until(word: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        const at = this.words.indexOf(word, this.#seen);
        if (at < 0) return;
        this.#seen = at + 1;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}
