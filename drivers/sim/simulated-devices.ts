import type { AgentView } from '../../contract/device-jobs.ts';
import { boardProfileOf } from '../board/board-profiles.ts';
import type { Clock } from '../device/clock.ts';
import { keypadProfileOf } from '../keypad/keypad-profiles.ts';
import { MemoryCable } from '../transport/memory.ts';
import type { Transport } from '../transport/transport.ts';
import { SimBoard } from './sim-board.ts';
import { SimBus } from './sim-bus.ts';
import { SimKeypad } from './sim-keypad.ts';
import { SimReader } from './sim-reader.ts';
import { SimScanner } from './sim-scanner.ts';

/** `made`: what it was made from; an entry that differs in it is another device. */
interface Wired { readonly id: string; readonly name: string; readonly profile: string; readonly made: string; readonly line: Transport }
interface PluggedBoard extends Wired { readonly board: SimBoard }
interface PluggedKeypad extends Wired { readonly keypad: SimKeypad }
export interface PluggedReader extends Wired { readonly reader: SimReader | SimScanner }
type Entry = AgentView['readers'][number] & { readonly address?: number; readonly model?: unknown };
const madeOf = ({ profile, address, model }: Entry): string => JSON.stringify([profile, address, model]);

/** Everything simulated beside the printers, each on a line of its own; made when an agent first dials it and kept until the process ends. One whose profile or address changed is a new one. */
export class SimulatedDevices {
  readonly #clock: Clock;
  readonly boards = new Map<string, PluggedBoard>();
  readonly keypads = new Map<string, PluggedKeypad>();
  readonly readers = new Map<string, PluggedReader>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null for a profile that nobody knows, here and below. */
  boardLine(entry: AgentView['boards'][number]): Transport | null {
    return this.#plug(this.boards, entry, () => {
      const profile = boardProfileOf(entry);
      if (profile === null) return null;
      const [line, board] = [new SimBus(this.#clock, null), new SimBoard({ profile, address: entry.address, clock: this.#clock })];
      line.attach(board);
      return { ...this.#named(entry), line, board };
    });
  }

  keypadLine(entry: AgentView['keypads'][number]): Transport | null {
    return this.#plug(this.keypads, entry, () => {
      const profile = keypadProfileOf(entry);
      if (profile === null) return null;
      const keypad = new SimKeypad({ profile, address: entry.address, clock: this.#clock });
      return { ...this.#named(entry), keypad, line: this.#cable(keypad) };
    });
  }

  readerLine(entry: Entry): Transport | null {
    return this.#plug(this.readers, entry, () => {
      const reader = entry.profile === 'scanner' ? new SimScanner({ clock: this.#clock }) : new SimReader({ clock: this.#clock });
      return { ...this.#named(entry), reader, line: this.#cable(reader) };
    });
  }

  #named(entry: Entry): Omit<Wired, 'line'> {
    return { id: entry.id, name: entry.name, profile: entry.profile, made: madeOf(entry) };
  }

  #cable(far: { connect(out: (bytes: Uint8Array) => void): void; receive?(bytes: Uint8Array): void }): MemoryCable {
    const cable = new MemoryCable(this.#clock, { onBytes: (bytes) => far.receive?.(bytes) });
    far.connect((bytes) => cable.send(bytes));
    return cable;
  }

  #plug<T extends Wired>(plugged: Map<string, T>, entry: Entry, make: () => T | null): Transport | null {
    const known = plugged.get(entry.id);
    if (known?.made === madeOf(entry)) return known.line;
    const made = make();
    if (made !== null) plugged.set(entry.id, made);
    return made?.line ?? null;
  }
}
