import type { Clock } from '../device/clock.ts';
import type { PrinterProfile } from '../printer/profiles.ts';
import { printerProfiles } from '../printer/profiles.ts';
import { MemoryCable } from '../transport/memory.ts';
import { SimPrinter } from './sim-printer.ts';
import { SimulatedDevices } from './simulated-devices.ts';

interface Plugged { readonly id: string; readonly name: string; readonly printer: SimPrinter; readonly cable: MemoryCable }

/** The simulated devices of one hall; its printers are made when an agent first dials them and kept, with their paper, until the process ends. */
export class SimulatedHall extends SimulatedDevices {
  readonly #clock: Clock;
  readonly #plugged = new Map<string, Plugged>();

  constructor(clock: Clock) {
    super(clock);
    this.#clock = clock;
  }

  /** Null for an unknown profile. A printer whose profile changed is a new one. */
  cableFor(entry: { readonly id: string; readonly name: string; readonly profile: string }): MemoryCable | null {
    const profile = printerProfiles.get(entry.profile);
    if (profile === undefined) return null;
    const known = this.#plugged.get(entry.id);
    return known?.printer.profile === profile ? known.cable : this.#plug(entry, profile).cable;
  }

  find(id: string): SimPrinter | null {
    return this.#plugged.get(id)?.printer ?? null;
  }

  all(): readonly { readonly id: string; readonly name: string; readonly printer: SimPrinter }[] {
    return [...this.#plugged.values()];
  }

  #plug(entry: { readonly id: string; readonly name: string }, profile: PrinterProfile): Plugged {
    const printer = new SimPrinter({ profile, clock: this.#clock });
    const cable = new MemoryCable(this.#clock, { onBytes: (bytes) => printer.receive(bytes) });
    printer.connect((bytes) => cable.send(bytes));
    const plugged = { id: entry.id, name: entry.name, printer, cable };
    this.#plugged.set(entry.id, plugged);
    return plugged;
  }
}
