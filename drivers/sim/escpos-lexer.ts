/** One command of the byte stream, as a printer's own parser sees it. */
export type Command =
  | { readonly kind: 'text'; readonly bytes: Uint8Array; readonly chinese: boolean }
  | { readonly kind: 'line-feed' }
  | { readonly kind: 'real-time'; readonly n: number }
  /** `name` is the prefix in letters, `GS V`; `data` the parameters and whatever follows them. */
  | { readonly kind: 'command'; readonly name: string; readonly data: Uint8Array };

const prefixes: Readonly<Record<number, string>> = { 0x10: 'DLE', 0x1b: 'ESC', 0x1c: 'FS', 0x1d: 'GS' };

/** Parameter bytes of commands with a fixed length, from the tables in Epson's and SPRT's manuals. */
const fixed: Readonly<Record<string, number>> = {
  'ESC @': 0, 'ESC a': 1, 'ESC d': 1, 'ESC J': 1, 'ESC !': 1, 'ESC E': 1, 'ESC G': 1, 'ESC -': 1, 'ESC 2': 0, 'ESC 3': 1,
  'ESC M': 1, 'ESC R': 1, 'ESC t': 1, 'ESC {': 1, 'ESC p': 3, 'ESC B': 2, 'ESC $': 2, 'ESC \\': 2, 'ESC SP': 1, 'ESC c': 2, 'ESC V': 1,
  'FS &': 0, 'FS .': 0, 'FS !': 1, 'FS W': 1, 'FS -': 1, 'FS S': 2,
  'GS !': 1, 'GS B': 1, 'GS H': 1, 'GS f': 1, 'GS h': 1, 'GS w': 1, 'GS r': 1, 'GS a': 1, 'GS L': 2, 'GS W': 2, 'GS P': 2,
  'DLE EOT': 1, 'DLE ENQ': 1,
};

/** How many bytes follow the prefix and its letter, or null while that cannot be told yet. */
function dataLength(name: string, rest: Uint8Array): number | null {
  const known = fixed[name];
  if (known !== undefined) return known;
  const at = (index: number): number => rest[index] ?? 0;
  switch (name) {
    case 'GS V': return rest.length < 1 ? null : at(0) === 65 || at(0) === 66 ? 2 : 1;
    case 'GS (': return rest.length < 3 ? null : 3 + at(1) + at(2) * 256;
    case 'GS v': return rest.length < 6 ? null : 6 + (at(2) + at(3) * 256) * (at(4) + at(5) * 256);
    case 'GS k': return barcodeLength(rest);
    // An unknown letter is taken alone; what follows prints as text, which is what shows up such an error on real paper.
    default: return 0;
  }
}

function barcodeLength(rest: Uint8Array): number | null {
  const kind = rest[0];
  if (kind === undefined) return null;
  if (kind >= 65) return rest[1] === undefined ? null : 2 + rest[1];
  const end = rest.indexOf(0);
  return end < 0 ? null : end + 1;
}

function letterName(prefix: number, letter: number): string {
  if (prefix === 0x10) return letter === 0x04 ? 'DLE EOT' : letter === 0x05 ? 'DLE ENQ' : `DLE ${letter}`;
  return `${prefixes[prefix]} ${letter === 0x20 ? 'SP' : String.fromCharCode(letter)}`;
}

/** Cuts a byte stream into commands, however it is chopped up. Strict where models differ, so that careless bytes are seen. */
export class EscPosLexer {
  #rest: Uint8Array = new Uint8Array();
  #chinese = false;
  #lineStart = true;
  #chineseFromNextLine = false;

  push(bytes: Uint8Array): Command[] {
    const all = new Uint8Array([...this.#rest, ...bytes]);
    const commands: Command[] = [];
    let at = 0;
    for (let taken = this.#take(all, at); taken !== null; taken = this.#take(all, at)) {
      at += taken.length;
      if (taken.command !== null) commands.push(taken.command);
    }
    this.#rest = all.slice(at);
    return commands;
  }

  /** Power off and on: half a command is forgotten. */
  reset(): void {
    this.#rest = new Uint8Array();
    this.#chinese = false;
    this.#lineStart = true;
    this.#chineseFromNextLine = false;
  }

  #take(all: Uint8Array, at: number): { command: Command | null; length: number } | null {
    const first = all[at];
    if (first === undefined) return null;
    if (prefixes[first] !== undefined) return this.#takeCommand(first, all, at);
    if (first === 0x0a) return { command: this.#newLine(), length: 1 };
    if (first < 0x20) return { command: null, length: 1 };
    this.#lineStart = false;
    const chinese = this.#chinese;
    if (!chinese || first < 0x81 || first === 0xff) return { command: { kind: 'text', bytes: Uint8Array.of(first), chinese }, length: 1 };
    const second = all[at + 1];
    if (second === undefined) return null;
    const pair = second >= 0x40 && second !== 0x7f && second !== 0xff;
    // A printer with the two-byte font only (SP91 manual) cannot know a four-byte code: its lead byte is lost, the rest prints.
    return { command: { kind: 'text', bytes: pair ? Uint8Array.of(first, second) : Uint8Array.of(first), chinese }, length: pair ? 2 : 1 };
  }

  #takeCommand(prefix: number, all: Uint8Array, at: number): { command: Command; length: number } | null {
    const letter = all[at + 1];
    if (letter === undefined) return null;
    const name = letterName(prefix, letter);
    const length = dataLength(name, all.subarray(at + 2));
    if (length === null || all.length < at + 2 + length) return null;
    const data = all.slice(at + 2, at + 2 + length);
    this.#follow(name);
    if (name === 'DLE EOT') return { command: { kind: 'real-time', n: data[0] ?? 0 }, length: 2 + length };
    return { command: { kind: 'command', name, data }, length: 2 + length };
  }

  /** Some models leave Chinese mode at ESC @, and on SPRT POS76 FS & counts from the next line on: both are taken as the rule here. */
  #follow(name: string): void {
    if (name === 'ESC @') {
      this.#chinese = false;
      this.#chineseFromNextLine = false;
      this.#lineStart = true;
    } else if (name === 'FS &') {
      if (this.#lineStart) this.#chinese = true;
      else this.#chineseFromNextLine = true;
    } else if (name === 'FS .') this.#chinese = false;
    else if (name === 'ESC d' || name === 'GS V') this.#newLine();
  }

  #newLine(): Command {
    this.#lineStart = true;
    this.#chinese ||= this.#chineseFromNextLine;
    this.#chineseFromNextLine = false;
    return { kind: 'line-feed' };
  }
}
