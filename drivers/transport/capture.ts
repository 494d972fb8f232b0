import type { Clock } from '../device/clock.ts';
import { pause, within } from '../device/clock.ts';
import type { Transport, Wire, WireListener } from './transport.ts';

/** One piece of a conversation: `in` came from the device. `ms` since the line was opened. */
export interface CapturedBytes { readonly ms: number; readonly way: 'in' | 'out'; readonly bytes: Uint8Array }
export type Capture = readonly CapturedBytes[];
export type ParsedCapture = { readonly ok: true; readonly capture: Capture } | { readonly ok: false; readonly reason: string };

/** One line of a capture file: `{"ms":12,"way":"in","hex":"12"}`. Lines that begin with # are notes for people. */
export function captureLine({ ms, way, bytes }: CapturedBytes): string {
  return `${JSON.stringify({ ms, way, hex: Buffer.from(bytes).toString('hex') })}\n`;
}

/** The reason names the faulty line. */
export function parseCapture(text: string): ParsedCapture {
  const capture: CapturedBytes[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const piece = parsePiece(line);
    if (piece === null) return { ok: false, reason: `line ${at + 1} is no piece of a capture: {"ms":12,"way":"in","hex":"12"} is one` };
    if (piece.ms < (capture.at(-1)?.ms ?? 0)) return { ok: false, reason: `line ${at + 1} is earlier than the one before` };
    capture.push(piece);
  }
  return { ok: true, capture };
}

function parsePiece(line: string): CapturedBytes | null {
  const match = /^\{"ms":(\d+),"way":"(in|out)","hex":"((?:[0-9a-f]{2})+)"\}\s*$/.exec(line);
  const [, ms, way, hex] = match ?? [];
  return hex === undefined ? null : { ms: Number(ms), way: way === 'in' ? 'in' : 'out', bytes: Uint8Array.from(Buffer.from(hex, 'hex')) };
}

/** The same line, with everything that goes over it told to `note`. */
export function recorded(line: Transport, clock: Clock, note: (piece: CapturedBytes) => void): Transport {
  return {
    open: async (listener) => {
      const opened = clock.now();
      const tell = (way: 'in' | 'out', bytes: Uint8Array): void => note({ ms: Math.max(0, clock.now() - opened), way, bytes });
      const opening = await line.open({ ...listener, onClose: () => listener.onClose(), onData: (bytes) => {
        tell('in', bytes);
        listener.onData(bytes);
      } });
      if (!opening.ok) return opening;
      const { wire } = opening;
      return { ok: true, wire: { close: () => wire.close(), write: (bytes, withinMs) => {
        tell('out', bytes);
        return wire.write(bytes, withinMs);
      } } };
    },
  };
}

/**
 * A device that behaves as it did when it was recorded: it speaks after the same silence, but never before the driver has written as
 * many bytes as had been written then. What the driver writes is not compared.
 */
export function replayed(capture: Capture, clock: Clock): Transport {
  return { open: async (listener) => ({ ok: true, wire: new ReplayedWire(capture, clock, listener) }) };
}

class ReplayedWire implements Wire {
  readonly #clock: Clock;
  #heard = 0;
  #wake: () => void = () => undefined;
  #closed = false;

  constructor(capture: Capture, clock: Clock, listener: WireListener) {
    this.#clock = clock;
    void this.#play(capture, listener);
  }

  async write(bytes: Uint8Array, withinMs: number): Promise<'written' | 'stalled' | 'closed'> {
    if (this.#closed) return 'closed';
    this.#heard += bytes.length;
    this.#wake();
    return within(this.#clock, withinMs, Promise.resolve('written'), 'stalled');
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
  }

  async #play(capture: Capture, listener: WireListener): Promise<void> {
    let before = 0;
    let owed = 0;
    for (const { ms, way, bytes } of capture) {
      if (way === 'out') {
        owed += bytes.length;
        while (this.#heard < owed && !this.#closed) await new Promise<void>((resolve) => (this.#wake = resolve));
      } else {
        await pause(this.#clock, ms - before);
        if (!this.#closed) listener.onData(bytes);
      }
      before = ms;
      if (this.#closed) return;
    }
  }
}
