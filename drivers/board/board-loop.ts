import type { BoardPicture, BoardShown, DeviceFault, DeviceHealth, DeviceReport } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import { Condition } from '../device/condition.ts';
import type { BusOutcome, LineBus } from '../device/line-bus.ts';
import type { LineFrame } from '../device/line-frame.ts';
import type { BoardChange, BoardCodec, KnownPicture } from './board-codec.ts';
import type { BoardProfile } from './board-profile.ts';
import { codecFor } from './family-codec.ts';

export interface BoardLoopOptions {
  readonly device: string;
  readonly address: number;
  readonly profile: BoardProfile;
  readonly bus: LineBus;
  readonly clock: Clock;
  /** Called when the board's condition changed, never twice with the same one. */
  readonly onDevice: (report: DeviceReport) => void;
  /** Calls that stand on the board, once it said so itself; again when a newer call is among them. A board that can't answer never gets here. */
  readonly onShown: (shown: BoardShown) => void;
}

/** Between two looks at a board that has nothing new to show. */
const pingMs = 15_000;
/** A card may lose its picture unnoticed, by a dip of the mains. */
const redrawMs = 300_000;
/** One that can't be asked is drawn again more often instead: it is a short frame. */
const blindRedrawMs = 30_000;
/** After the third refusal, or the second silence. */
const restMs = 5_000;
/** Refusals before it is a fault: cards also refuse what the line spoiled, and what comes while they are busy. */
const mostRefusals = 2;
const briefRestMs = 500;

// What a turn is worth beside others on the line: a call the moment of the newest one.
const quietChange = 0;
const redraw = -1;
const onlyAsking = -2;

/** What was last reported as shown. */
interface Told { readonly calls: readonly string[]; readonly newest: number }
interface Plan { readonly picture: BoardPicture; readonly change: BoardChange; readonly at: number }

/** One board: what is wanted, what it is known to show, and the frames between the two. Only the newest picture is ever sent. */
export class BoardLoop {
  readonly #options: BoardLoopOptions;
  readonly #codec: BoardCodec;
  readonly #unwatch: () => void;
  #wanted: BoardPicture | null = null;
  #known: KnownPicture | null = null;
  #plan: Plan | null = null;
  #told: Told = { calls: [], newest: 0 };
  #shown: BoardShown | null = null;
  readonly #condition: Condition;
  #silent = 0;
  #refused = 0;
  /** The board itself said that it took the last frame. */
  #sure = false;
  #asking = false;
  #redrawDue = false;
  #pingDue = false;
  #cancelRest: Cancel | null = null;
  /** It rests because it was silent, not because it is busy. */
  #mayWake = false;
  #cancelRedraw: Cancel = () => undefined;
  #cancelPing: Cancel = () => undefined;
  #closed = false;

  constructor(options: BoardLoopOptions) {
    this.#options = options;
    this.#codec = codecFor(options.profile);
    this.#condition = new Condition(options.device, options.clock, options.onDevice);
    this.#unwatch = options.bus.watch({ onUp: () => this.#work(), onDown: (fault) => this.#lost(fault) });
  }

  get health(): DeviceHealth {
    return this.#condition.health;
  }

  /** As last confirmed. */
  get report(): DeviceReport {
    return this.#condition.report;
  }

  /** The calls that it showed when it last said so; null where it shows none, or nobody knows. */
  get shown(): BoardShown | null {
    return this.#shown;
  }

  want(picture: BoardPicture): void {
    // A board that was silent rests, so that it costs the others nothing; but when somebody is called at its counter it is tried at once.
    if (this.#mayWake && readable(picture).length > 0 && picture.newest > (this.#wanted?.newest ?? 0)) this.#wake();
    this.#wanted = picture;
    this.#work();
  }

  close(): void {
    this.#closed = true;
    this.#condition.close();
    this.#unwatch();
    this.#cancelRest?.();
    this.#cancelRedraw();
    this.#cancelPing();
  }

  /** At most one turn of a board waits; what it will send is decided when it comes. */
  #work(): void {
    if (this.#asking || this.#closed || this.#cancelRest !== null || !this.#options.bus.isUp || !this.#isDue()) return;
    this.#asking = true;
    const { bus, address } = this.#options;
    void bus.ask({ address, urgency: () => this.#urgency(), frame: () => this.#nextFrame() }).then((outcome) => {
      this.#asking = false;
      if (!this.#closed) this.#took(outcome);
      this.#work();
    });
  }

  #isDue(): boolean {
    return this.#wanted !== null && (this.#differs() || this.#redrawDue || this.#pingDue);
  }

  /** Also true where only the calls behind the same picture are new: they are to be reported. */
  #differs(): boolean {
    const wanted = this.#wanted;
    if (wanted === null) return false;
    return this.#known === null || this.#plan !== null || newCalls(wanted, this.#told).length > 0 || this.#codec.frames(wanted, this.#known, this.#options.address).frames.length > 0;
  }

  #urgency(): number {
    const wanted = this.#wanted;
    if (wanted === null || !this.#differs()) return this.#redrawDue ? redraw : onlyAsking;
    return newCalls(wanted, this.#told).length > 0 ? wanted.newest : quietChange;
  }

  #nextFrame(): LineFrame | null {
    const { address } = this.#options;
    const wanted = this.#wanted;
    if (wanted === null || this.#closed) return null;
    this.#follow(wanted);
    if (this.#redrawDue || this.#differs()) this.#plan ??= { picture: wanted, change: this.#codec.frames(wanted, this.#redrawDue ? this.#faded() : this.#known, address), at: 0 };
    const frame = this.#plan?.change.frames[this.#plan.at];
    if (frame !== undefined) return frame;
    if (this.#plan !== null) this.#stands(this.#plan);
    return this.#pingDue ? this.#codec.ping(address) : null;
  }

  /** Every view of a hall brings all pictures anew: only one that looks different begins the sending anew, or a board would never get past its first frame while others change. */
  #follow(wanted: BoardPicture): void {
    if (this.#plan === null || this.#plan.picture === wanted) return;
    if (looks(this.#plan.picture) === looks(wanted)) this.#plan = { ...this.#plan, picture: wanted };
    else this.#forget(this.#plan.at > 0);
  }

  /** What is known when the picture may have been lost, but not the light: cards may keep that in flash, which wears out. */
  #faded(): KnownPicture | null {
    return this.#known === null ? null : { ...this.#known, pages: null, number: null };
  }

  #took(outcome: BusOutcome): void {
    switch (outcome) {
      case 'confirmed':
      case 'sent': return this.#went(outcome === 'confirmed');
      case 'refused':
        this.#refused += 1;
        this.#forget(true);
        if (this.#refused <= mostRefusals) return this.#rest(briefRestMs);
        this.#condition.set({ state: 'fault', fault: 'refused' });
        return this.#rest(restMs);
      case 'no-answer':
        this.#silent += 1;
        this.#forget(true);
        if (this.#silent < 2) return;
        this.#condition.set({ state: 'fault', fault: 'no-answer' });
        this.#rest(restMs);
        this.#mayWake = true;
        return;
      case 'crowded': return this.#rest(briefRestMs);
      case 'down':
      case 'nothing': return;
    }
  }

  #went(confirmed: boolean): void {
    this.#sure = confirmed;
    if (confirmed) this.#condition.seen();
    this.#pingLater();
    if (this.#plan === null) return;
    this.#plan = { ...this.#plan, at: this.#plan.at + 1 };
    if (this.#plan.at < this.#plan.change.frames.length) return;
    this.#stands(this.#plan);
    if (this.#codec.changeMs > 0) this.#rest(this.#codec.changeMs);
  }

  /** The board shows the whole of it, as far as it can say. */
  #stands({ picture, change }: Plan): void {
    const { device, onShown, clock } = this.#options;
    const fresh = newCalls(picture, this.#told);
    this.#known = picture;
    this.#plan = null;
    this.#silent = 0;
    this.#refused = 0;
    this.#told = { calls: readable(picture), newest: picture.newest };
    this.#redrawDue = false;
    this.#cancelRedraw();
    this.#cancelRedraw = clock.after(this.#canPing() ? redrawMs : blindRedrawMs, () => {
      this.#redrawDue = true;
      this.#work();
    });
    const warning = change.cut ? 'text-cut' : change.replaced.length > 0 ? 'characters-replaced' : null;
    const state = !this.#sure ? 'unknown' : warning === null ? 'ok' : 'warning';
    this.#condition.set({ state, ...(warning === null ? {} : { warning }) });
    // Of a picture that was cut nobody knows which calls can be read.
    if (this.#sure) this.#condition.good();
    const proven = this.#sure && !change.cut;
    this.#shown = proven && this.#told.calls.length > 0 ? { device, ...this.#told } : null;
    if (proven && fresh.length > 0) onShown({ device, calls: fresh, newest: picture.newest });
  }

  #pingLater(): void {
    this.#pingDue = false;
    this.#cancelPing();
    if (!this.#canPing()) return;
    this.#cancelPing = this.#options.clock.after(pingMs, () => {
      this.#pingDue = true;
      this.#work();
    });
  }

  #canPing(): boolean {
    return this.#codec.ping(this.#options.address) !== null;
  }

  #forget(all: boolean): void {
    this.#plan = null;
    if (!all) return;
    this.#known = null;
    this.#shown = null;
  }

  #rest(ms: number): void {
    this.#cancelRest = this.#options.clock.after(ms, () => {
      this.#wake();
      this.#work();
    });
  }

  #wake(): void {
    this.#cancelRest?.();
    this.#cancelRest = null;
    this.#mayWake = false;
  }

  #lost(fault: DeviceFault): void {
    this.#forget(true);
    this.#wake();
    this.#condition.set({ state: 'fault', fault });
  }
}

const looks = ({ on, brightness, pages, number }: BoardPicture): string => JSON.stringify([on, brightness, pages, number]);
/** Nobody reads a dark board. */
const readable = (picture: BoardPicture): readonly string[] => (picture.on ? picture.calls : []);
/** A leg may be called again behind an unchanged picture, so a later moment makes all calls of a picture new. */
const newCalls = (picture: BoardPicture, told: Told): readonly string[] =>
  readable(picture).filter((call) => picture.newest > told.newest || !told.calls.includes(call));
