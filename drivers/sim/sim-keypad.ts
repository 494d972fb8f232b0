import type { Clock } from '../device/clock.ts';
import { checkBytes } from '../keypad/checksums.ts';
import type { KeyName } from '../keypad/key-names.ts';
import type { KeypadProfile } from '../keypad/keypad-profile.ts';
import { displayFrame, pollFrame } from '../keypad/keypad-frame.ts';
import type { MouthFault } from './sim-mouth.ts';
import { SimMouth } from './sim-mouth.ts';

export interface SimKeypadOptions {
  readonly profile: KeypadProfile;
  readonly address: number;
  readonly clock: Clock;
  /** Seeds the garbage. */
  readonly seed?: number;
}

/** A keypad that sends the real bytes of its profile, answers polls and shows what is written to its display. */
export class SimKeypad {
  readonly #options: SimKeypadOptions;
  readonly #mouth: SimMouth;
  readonly #listeners = new Set<() => void>();
  #heard = '';
  #shows = '';
  #down: number | null = null;
  #lastKey: KeyName | null = null;

  constructor(options: SimKeypadOptions) {
    this.#options = options;
    this.#mouth = new SimMouth(options.clock, options.seed ?? 1, () => this.#tell());
  }

  /** Where its frames go; one line at a time. */
  connect(out: (bytes: Uint8Array) => void): void {
    this.#mouth.connect(out);
  }

  /** For drawing: its display, and the key pressed last. */
  get profile(): KeypadProfile {
    return this.#options.profile;
  }

  get state(): { readonly shows: string; readonly lastKey: KeyName | null; readonly faults: readonly MouthFault[] } {
    return { shows: this.#shows, lastKey: this.#lastKey, faults: this.#mouth.faults };
  }

  /** Called after each change; the answer takes the listener off. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setFault(fault: MouthFault, on: boolean): void {
    this.#mouth.setFault(fault, on);
  }

  /** A keypad that is polled keeps the key down until it is released. A key its profile does not have is none. */
  press(key: KeyName): void {
    const code = [...this.#options.profile.keys].find(([, name]) => name === key)?.[0];
    if (code === undefined) return;
    this.#lastKey = key;
    this.#down = code;
    if (this.#options.profile.poll === null) this.#mouth.say(this.#frame(code));
    this.#tell();
  }

  release(): void {
    this.#down = null;
  }

  /** Off and on: the display is dark until it is written to. */
  powerCycle(): void {
    this.#heard = '';
    this.#shows = '';
    this.#down = null;
    this.#tell();
  }

  receive(bytes: Uint8Array): void {
    this.#heard = (this.#heard + Buffer.from(bytes).toString('hex')).slice(-256);
    const { profile, address } = this.#options;
    const poll = pollFrame(profile, address);
    if (poll !== null && this.#heard.endsWith(Buffer.from(poll).toString('hex'))) this.#mouth.say(this.#frame(this.#down ?? this.#noKey()));
    const shown = this.#shownBy(bytes);
    if (shown === null) return;
    this.#shows = shown;
    this.#tell();
  }

  /** What the display reads out of the bytes that came, or null when they are not for it. */
  #shownBy(bytes: Uint8Array): string | null {
    const { profile, address } = this.#options;
    const tokens = profile.display ?? [];
    let at = 0;
    let shown = '';
    let number = 0;
    for (const token of tokens) {
      if (typeof token === 'object') shown = Buffer.from(bytes.subarray(at, at + token.text)).toString('latin1').trim();
      if (token === 'hi') number += (bytes[at] ?? 0) << 8;
      if (token === 'lo') number += bytes[at] ?? 0;
      at += typeof token === 'object' ? token.text : token === 'check' ? checkBytes(profile.checksum.kind, bytes).length : 1;
    }
    const text = shown === '' && number > 0 ? String(number) : shown;
    const wanted = displayFrame(profile, address, text);
    return wanted !== null && Buffer.from(wanted).equals(bytes) ? text : null;
  }

  #noKey(): number {
    for (let code = 0xff; code >= 0; code -= 1) if (!this.#options.profile.keys.has(code)) return code;
    return 0;
  }

  #frame(code: number): Uint8Array {
    const { header, length, addressAt, keyAt, checksum, trailer } = this.#options.profile;
    const tail = checkBytes(checksum.kind, new Uint8Array()).length + trailer.length;
    const body = Array.from({ length: 'total' in length ? length.total - tail : Math.max(header.length, addressAt + 1, keyAt + 1) }, (_, at) => header[at] ?? 0);
    if ('at' in length) for (const at of [length.at, length.again ?? length.at]) body[at] = body.length + tail - length.plus;
    body[addressAt] = this.#options.address;
    body[keyAt] = code;
    return Uint8Array.from([...body, ...checkBytes(checksum.kind, Uint8Array.from(body.slice(checksum.from))), ...trailer]);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
