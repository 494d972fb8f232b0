import type { Cancel, Clock } from '../device/clock.ts';
import type { PrinterProfile } from '../printer/profiles.ts';
import type { Command } from './escpos-lexer.ts';
import { EscPosLexer } from './escpos-lexer.ts';
import type { Ticket } from './ticket-roll.ts';
import { TicketRoll } from './ticket-roll.ts';

export const simFaults = ['paper-out', 'paper-low', 'cover-open', 'cutter', 'silent', 'slow', 'garbage'] as const;
export type SimFault = (typeof simFaults)[number];

export interface SimPrinterOptions {
  readonly profile: PrinterProfile;
  readonly clock: Clock;
  /** Seeds the garbage. */
  readonly seed?: number;
  /** How many cut tickets are kept to look at. */
  readonly keep?: number;
}

const stopping: readonly SimFault[] = ['paper-out', 'cover-open', 'cutter'];
/** 9600 baud, 8N1: what a slow printer is fed at. */
const slowMsPerByte = 10_000 / 9_600;

/** A ticket printer that reads the real bytes, puts them on paper and answers as the manuals say. Faults are switched from outside. */
export class SimPrinter {
  readonly profile: PrinterProfile;
  readonly #clock: Clock;
  readonly #keep: number;
  readonly #lexer = new EscPosLexer();
  readonly #roll: TicketRoll;
  readonly #faults = new Set<SimFault>();
  readonly #listeners = new Set<() => void>();
  #papers: Ticket[] = [];
  #cutCount = 0;
  #queue: Command[] = [];
  #answer: (bytes: Uint8Array) => void = () => undefined;
  #autoMask = 0;
  #noise: number;
  #cancelSlow: Cancel | null = null;
  #later: { readonly fault: SimFault; commands: number } | null = null;

  constructor(options: SimPrinterOptions) {
    this.profile = options.profile;
    this.#clock = options.clock;
    this.#keep = options.keep ?? 50;
    this.#noise = options.seed ?? 1;
    this.#roll = new TicketRoll(options.profile.columns);
  }

  /** Where its answers go; one line at a time. */
  connect(answer: (bytes: Uint8Array) => void): void {
    this.#answer = answer;
  }

  /** Tickets really cut (torn off where there is no cutter), oldest first; the last `keep` of them. */
  get papers(): readonly Ticket[] {
    return this.#papers;
  }

  /** All tickets cut since it was made. */
  get cutCount(): number {
    return this.#cutCount;
  }

  /** The piece that still hangs in the printer. */
  get hanging(): Ticket {
    return { lines: this.#roll.hanging, cut: false };
  }

  get faults(): readonly SimFault[] {
    return [...this.#faults];
  }

  /** Called after each change of paper or faults; the answer takes the listener off. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setFault(fault: SimFault, on: boolean): void {
    if (this.#faults.has(fault) === on) return;
    if (on) this.#faults.add(fault);
    else this.#faults.delete(fault);
    if (fault !== 'silent' && fault !== 'garbage' && fault !== 'slow') this.#sayAuto();
    this.#work();
    this.#tell();
  }

  /** The fault comes in the middle of the work, after so many more commands. */
  failAfter(commands: number, fault: SimFault): void {
    this.#later = { fault, commands };
  }

  /** Off and on: what was received and not printed is lost; paper and faults stay. */
  powerCycle(): void {
    this.#cancelSlow?.();
    this.#cancelSlow = null;
    this.#queue = [];
    this.#autoMask = 0;
    this.#lexer.reset();
    this.#roll.reset();
    this.#tell();
  }

  receive(bytes: Uint8Array): void {
    for (const command of this.#lexer.push(bytes)) {
      if (command.kind === 'real-time') this.#say(Uint8Array.of(this.#realTime(command.n)));
      else this.#queue.push(command);
    }
    this.#work();
  }

  /** Stops while a person must mend something; goes on with what it has received when that is done, as real printers do. */
  #work(): void {
    if (this.#cancelSlow !== null) return;
    for (let command = this.#next(); command !== undefined; command = this.#next()) {
      this.#run(command);
      if (this.#faults.has('slow')) return this.#rest(command);
    }
  }

  #next(): Command | undefined {
    return stopping.some((fault) => this.#faults.has(fault)) ? undefined : this.#queue.shift();
  }

  #rest(command: Command): void {
    const bytes = command.kind === 'text' ? command.bytes.length : command.kind === 'command' ? 2 + command.data.length : 1;
    this.#cancelSlow = this.#clock.after(bytes * slowMsPerByte, () => {
      this.#cancelSlow = null;
      this.#work();
    });
  }

  #run(command: Command): void {
    const ticket = this.#tornBefore(command) ?? this.#roll.run(command);
    if (ticket !== null) {
      this.#cutCount += 1;
      this.#papers = [...this.#papers, ticket].slice(-this.#keep);
      this.#tell();
    }
    if (command.kind === 'command' && command.name === 'GS r') this.#say(Uint8Array.of(this.#paperByte()));
    if (command.kind === 'command' && command.name === 'ESC @') this.#autoMask = 0;
    if (command.kind === 'command' && command.name === 'GS a') {
      this.#autoMask = command.data[0] ?? 0;
      this.#sayAuto();
    }
    if (this.#later !== null && (this.#later.commands -= 1) <= 0) {
      const { fault } = this.#later;
      this.#later = null;
      this.setFault(fault, true);
    }
  }

  /** Without a cutter the visitor tears the ticket off, which is taken to happen when the next initialisation comes. */
  #tornBefore(command: Command): Ticket | null {
    const starts = command.kind === 'command' && command.name === 'ESC @';
    if (!starts || this.profile.cutter || this.#roll.hanging.length === 0) return null;
    const torn = this.#roll.tear();
    this.#roll.run(command);
    return torn;
  }

  #has(fault: SimFault): boolean {
    return this.#faults.has(fault);
  }

  /** DLE EOT n, after the tables that escpos-status.ts names. */
  #realTime(n: number): number {
    const offline = stopping.some((fault) => this.#has(fault));
    if (n === 1) return 0x12 | (offline ? 0x08 : 0);
    if (n === 2) return 0x12 | (this.#has('cover-open') ? 0x04 : 0) | (this.#has('paper-out') ? 0x20 : 0) | (this.#has('cutter') ? 0x40 : 0);
    if (n === 3) return 0x12 | (this.#has('cutter') ? 0x08 : 0);
    return 0x12 | (this.#has('paper-low') ? 0x0c : 0) | (this.#has('paper-out') ? 0x60 : 0);
  }

  #paperByte(): number {
    return (this.#has('paper-low') ? 0x03 : 0) | (this.#has('paper-out') ? 0x0c : 0);
  }

  #sayAuto(): void {
    if (this.#autoMask === 0) return;
    const offline = stopping.some((fault) => this.#has(fault));
    const first = 0x10 | (offline ? 0x08 : 0) | (this.#has('cover-open') ? 0x20 : 0);
    this.#say(Uint8Array.of(first, this.#has('cutter') ? 0x08 : 0, this.#paperByte(), 0));
  }

  #say(bytes: Uint8Array): void {
    if (!this.profile.answersStatus || this.#has('silent')) return;
    this.#answer(this.#has('garbage') ? bytes.map(() => this.#nextNoise()) : bytes);
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
