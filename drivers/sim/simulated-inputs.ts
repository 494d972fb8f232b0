import type { Clock } from '../device/clock.ts';
import { keypadProfiles } from '../keypad/keypad-profiles.ts';
import { MemoryCable } from '../transport/memory.ts';
import { SimKeypad } from './sim-keypad.ts';
import { SimReader } from './sim-reader.ts';
import { SimScanner } from './sim-scanner.ts';

type Simulated =
  | { readonly kind: 'resident-id'; readonly sim: SimReader }
  | { readonly kind: 'codes'; readonly sim: SimScanner }
  | { readonly kind: 'keypad'; readonly sim: SimKeypad; readonly made: string };
export type PluggedInput = Simulated & { readonly id: string; readonly name: string; readonly cable: MemoryCable };

/** Something that sends bytes and is sent some; a scanner hears nothing. */
interface Speaker { connect(out: (bytes: Uint8Array) => void): void }

/** The simulated readers, scanners and keypads of one hall, made when an agent first dials them and kept until the process ends. */
export class SimulatedInputs {
  readonly #clock: Clock;
  readonly #plugged = new Map<string, PluggedInput>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readerCable(entry: { readonly id: string; readonly name: string; readonly reads: 'resident-id' | 'codes' }): MemoryCable {
    const known = this.#plugged.get(entry.id);
    if (known?.kind === entry.reads) return known.cable;
    const clock = this.#clock;
    if (entry.reads === 'codes') {
      const sim = new SimScanner({ clock });
      return this.#plug(entry, { kind: 'codes', sim }, sim, () => undefined);
    }
    const sim = new SimReader({ clock });
    return this.#plug(entry, { kind: 'resident-id', sim }, sim, (bytes) => sim.receive(bytes));
  }

  /** Null for an unknown profile. A keypad whose profile or address changed is a new one. */
  keypadCable(entry: { readonly id: string; readonly name: string; readonly profile: string; readonly address: number }): MemoryCable | null {
    const profile = keypadProfiles.get(entry.profile);
    if (profile === undefined) return null;
    const made = `${entry.profile} ${entry.address}`;
    const known = this.#plugged.get(entry.id);
    if (known?.kind === 'keypad' && known.made === made) return known.cable;
    const sim = new SimKeypad({ profile, address: entry.address, clock: this.#clock });
    return this.#plug(entry, { kind: 'keypad', sim, made }, sim, (bytes) => sim.receive(bytes));
  }

  /** Its `cable` can be pulled and put back, like any fault of it. */
  find(id: string): PluggedInput | null {
    return this.#plugged.get(id) ?? null;
  }

  all(): readonly PluggedInput[] {
    return [...this.#plugged.values()];
  }

  #plug(entry: { readonly id: string; readonly name: string }, simulated: Simulated, speaker: Speaker, onBytes: (bytes: Uint8Array) => void): MemoryCable {
    const cable = new MemoryCable(this.#clock, { onBytes });
    speaker.connect((bytes) => cable.send(bytes));
    this.#plugged.set(entry.id, { ...simulated, id: entry.id, name: entry.name, cable });
    return cable;
  }
}
