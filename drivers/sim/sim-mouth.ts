import type { Clock } from '../device/clock.ts';
import { Noise } from './noise.ts';

export type MouthFault = 'silent' | 'garbage' | 'slow';

/** How long a slow device waits before it speaks. */
const slowMs = 5_000;

/** What a simulated device says, as its faults let it through: nothing, noise, or late. */
export class SimMouth {
  readonly #clock: Clock;
  readonly #noise: Noise;
  readonly #faults = new Set<MouthFault>();
  readonly #onChange: () => void;
  #out: (bytes: Uint8Array) => void = () => undefined;

  constructor(clock: Clock, seed: number, onChange: () => void) {
    this.#clock = clock;
    this.#noise = new Noise(seed);
    this.#onChange = onChange;
  }

  get faults(): readonly MouthFault[] {
    return [...this.#faults];
  }

  connect(out: (bytes: Uint8Array) => void): void {
    this.#out = out;
  }

  setFault(fault: MouthFault, on: boolean): void {
    if (on) this.#faults.add(fault);
    else this.#faults.delete(fault);
    this.#onChange();
  }

  say(bytes: Uint8Array): void {
    if (this.#faults.has('silent')) return;
    const heard = this.#faults.has('garbage') ? this.#noise.over(bytes) : bytes;
    if (this.#faults.has('slow')) this.#clock.after(slowMs, () => this.#out(heard));
    else this.#out(heard);
  }
}
