import type { Clock } from '../device/clock.ts';
import type { SimCard } from './sim-card.ts';
import { simCardData } from './sim-card.ts';
import type { MouthFault } from './sim-mouth.ts';
import { SimMouth } from './sim-mouth.ts';

type OwnFault = 'module' | 'finds-again' | 'unreadable';
/** `finds-again`: the module finds a card that lies there again and again, as some do, instead of once. `unreadable`: it finds cards and can select none. */
export type SimReaderFault = MouthFault | OwnFault;

export interface SimReaderOptions {
  readonly clock: Clock;
  /** Seeds the garbage. */
  readonly seed?: number;
}

const head = 'aaaaaa9669';

/** A resident ID reader that takes the real bytes and answers as the tables of hardware say. Cards are laid and taken from outside. */
export class SimReader {
  readonly #mouth: SimMouth;
  readonly #listeners = new Set<() => void>();
  readonly #own = new Set<OwnFault>();
  #heard = '';
  #card: SimCard | null = null;
  /** Where the card in the field stands: a module wants the three steps in order. */
  #step: 'laid' | 'found' | 'selected' | 'read' = 'laid';
  #leavesAt: 'select' | 'read' | null = null;
  #readings = 0;

  constructor(options: SimReaderOptions) {
    this.#mouth = new SimMouth(options.clock, options.seed ?? 1, () => this.#tell());
  }

  /** Where its answers go; one line at a time. */
  connect(answer: (bytes: Uint8Array) => void): void {
    this.#mouth.connect(answer);
  }

  /** For drawing: whose card lies there, and how often cards have been read. */
  get state(): { readonly name: string | null; readonly readings: number; readonly faults: readonly SimReaderFault[] } {
    return { name: this.#card?.name ?? null, readings: this.#readings, faults: [...this.#mouth.faults, ...this.#own] };
  }

  /** Called after each change; the answer takes the listener off. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `leavesAt`: the card is taken away right when the module is asked to do that. */
  lay(card: SimCard, leavesAt: 'select' | 'read' | null = null): void {
    this.#card = card;
    this.#step = 'laid';
    this.#leavesAt = leavesAt;
    this.#tell();
  }

  takeAway(): void {
    this.#card = null;
    this.#tell();
  }

  setFault(fault: SimReaderFault, on: boolean): void {
    if (fault !== 'module' && fault !== 'finds-again' && fault !== 'unreadable') return this.#mouth.setFault(fault, on);
    if (on) this.#own.add(fault);
    else this.#own.delete(fault);
    this.#tell();
  }

  receive(bytes: Uint8Array): void {
    this.#heard += Buffer.from(bytes).toString('hex');
    for (;;) {
      const at = this.#heard.indexOf(head);
      if (at < 0) {
        this.#heard = this.#heard.slice(-(head.length - 1));
        return;
      }
      const body = this.#heard.slice(at + head.length);
      if (body.length < 4) return;
      const size = (Number.parseInt(body.slice(0, 4), 16) + 2) * 2;
      if (body.length < size) return;
      this.#heard = body.slice(size);
      this.#obey(body.slice(0, size));
    }
  }

  #obey(body: string): void {
    switch (body) {
      case '000311ffed': return this.#reply(this.#own.has('module') ? 0x60 : 0x90);
      case '0003200122': return this.#find();
      case '0003200221': return this.#select();
      case '0003300132': return this.#read();
      // 0x21: unknown command, said of all that this driver has no business asking.
      default: return this.#reply(0x21);
    }
  }

  #find(): void {
    const findable = this.#card !== null && (this.#step !== 'read' || this.#own.has('finds-again'));
    if (findable) this.#step = 'found';
    if (findable) this.#reply(0x9f, new Uint8Array(4));
    else this.#reply(0x80);
  }

  #select(): void {
    this.#mayLeave('select');
    const right = this.#card !== null && this.#step === 'found' && !this.#own.has('unreadable');
    if (right) this.#step = 'selected';
    if (right) this.#reply(0x90, new Uint8Array(8));
    else this.#reply(0x81);
  }

  #read(): void {
    this.#mayLeave('read');
    if (this.#card === null || this.#step !== 'selected') return this.#reply(0x41);
    this.#step = 'read';
    this.#readings += 1;
    this.#reply(0x90, simCardData(this.#card));
    this.#tell();
  }

  #mayLeave(at: 'select' | 'read'): void {
    if (this.#leavesAt === at) this.takeAway();
  }

  #reply(code: number, data: Uint8Array = new Uint8Array()): void {
    const size = data.length + 4;
    const counted = Uint8Array.of(size >> 8, size & 0xff, 0, 0, code, ...data);
    const check = counted.reduce((sum, byte) => sum ^ byte, 0);
    this.#mouth.say(Uint8Array.of(...Buffer.from(head, 'hex'), ...counted, check));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
