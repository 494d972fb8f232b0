import type { Cancel, Clock } from '../device/clock.ts';
import type { BoardProfile } from '../board/board-profile.ts';
import type { BoardBrain, BoardFace } from './board-face.ts';
import { SimFourByte, SimText } from './sim-digits.ts';
import { SimModbus } from './sim-modbus.ts';
import { SimOnbon } from './sim-onbon.ts';
import type { BusStation } from './sim-bus.ts';

/** `silent` shows and does not answer; `cable` neither hears nor speaks; `off` is without power and forgets. */
export const simBoardFaults = ['silent', 'garbage', 'slow', 'cable', 'off'] as const;
export type SimBoardFault = (typeof simBoardFaults)[number];

export interface SimBoardOptions {
  readonly profile: BoardProfile;
  readonly address: number;
  readonly clock: Clock;
  /** Seeds the garbage. */
  readonly seed?: number;
}

/** From the last byte heard to the first one answered. */
const thinkMs = 10;
const slowThinkMs = 600;

/** A board on a line, fed with the real bytes. Faults are switched from outside. */
export class SimBoard implements BusStation {
  readonly profile: BoardProfile;
  readonly address: number;
  readonly #clock: Clock;
  readonly #brain: BoardBrain;
  readonly #faults = new Set<SimBoardFault>();
  readonly #listeners = new Set<() => void>();
  #say: (bytes: Uint8Array) => void = () => undefined;
  #noise: number;
  #cancelAnswer: Cancel = () => undefined;

  constructor(options: SimBoardOptions) {
    this.profile = options.profile;
    this.address = options.address;
    this.#clock = options.clock;
    this.#noise = options.seed ?? 1;
    this.#brain = brainFor(options.profile, options.address);
  }

  /** Dark while it has no power. */
  get face(): BoardFace {
    return this.#faults.has('off') ? { ...this.#brain.face, on: false, pages: [] } : this.#brain.face;
  }

  get faults(): readonly SimBoardFault[] {
    return [...this.#faults];
  }

  connect(say: (bytes: Uint8Array) => void): void {
    this.#say = say;
  }

  /** Called after each change of the picture or the faults; the answer takes the listener off. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setFault(fault: SimBoardFault, on: boolean): void {
    if (this.#faults.has(fault) === on) return;
    if (on) this.#faults.add(fault);
    else this.#faults.delete(fault);
    if (fault === 'off') {
      this.#cancelAnswer();
      this.#brain.restart();
    }
    this.#tell();
  }

  receive(bytes: Uint8Array): void {
    if (this.#faults.has('off') || this.#faults.has('cable')) return;
    const before = JSON.stringify(this.#brain.face);
    for (const answer of this.#brain.hear(bytes)) this.#answer(answer);
    if (JSON.stringify(this.#brain.face) !== before) this.#tell();
  }

  #answer(bytes: Uint8Array): void {
    if (this.#faults.has('silent')) return;
    const said = this.#faults.has('garbage') ? bytes.map(() => this.#nextNoise()) : bytes;
    this.#cancelAnswer = this.#clock.after(this.#faults.has('slow') ? slowThinkMs : thinkMs, () => {
      if (!this.#faults.has('cable')) this.#say(said);
    });
  }

  /** Numerical Recipes' linear congruential generator: repeatable noise, nothing more. */
  #nextNoise(): number {
    this.#noise = (Math.imul(this.#noise, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#noise >>> 24;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function brainFor(profile: BoardProfile, address: number): BoardBrain {
  switch (profile.family) {
    case 'onbon-k': return new SimOnbon(profile, address);
    case 'modbus-rtu': return new SimModbus(profile, address);
    case 'modbus-ascii': return new SimText(profile, address);
    case 'four-byte': return new SimFourByte(profile, address);
  }
}
