import type { BoardLine } from '../../contract/device-jobs.ts';
import type { OnbonProfile } from '../board/board-profile.ts';
import type { OnbonFrame } from '../board/onbon-frame.ts';
import { encodeOnbon, OnbonParser } from '../board/onbon-frame.ts';
import type { BoardBrain, BoardFace } from './board-face.ts';
import { oneLine } from './board-face.ts';

const broadcastAnswered = 0xfffe;
const broadcastSilent = 0xffff;
/** Reasons of a NACK, vendor's document, chapter 6. */
const errors = { noCommand: 2, memory: 4, noFont: 12 } as const;
/** What such cards show from their flash until something is sent. */
const greeting = '欢迎光临';
const gbk = new TextDecoder('gbk');

/** A font card. Its dynamic area lies in RAM; the greeting comes back when power was lost. */
export class SimOnbon implements BoardBrain {
  readonly #profile: OnbonProfile;
  readonly #address: number;
  readonly #parser = new OnbonParser();
  #face: BoardFace = oneLine(greeting);
  #area: Pick<BoardFace, 'pages' | 'dots'> | null = null;

  constructor(profile: OnbonProfile, address: number) {
    this.#profile = profile;
    this.#address = address;
  }

  get face(): BoardFace {
    const { on, brightness, pages, dots } = { ...this.#face, ...this.#area };
    return { on, brightness, dots, pages: on ? pages : [] };
  }

  restart(): void {
    this.#area = null;
    this.#face = { ...this.#face, on: true };
  }

  hear(bytes: Uint8Array): readonly Uint8Array[] {
    return this.#parser.push(bytes).flatMap((frame) => {
      if (![this.#address, broadcastAnswered, broadcastSilent].includes(frame.to)) return [];
      const error = this.#run(frame.data);
      return frame.to === broadcastSilent || frame.data[2] === 2 ? [] : [answerTo(frame, error)];
    });
  }

  /** 0 or the reason of refusal. */
  #run(data: Uint8Array): number {
    const [group = 0, code = 0] = data;
    const payload = data.subarray(5);
    if (data.length > this.#profile.commandBytes) return errors.memory;
    switch ((group << 8) | code) {
      case 0xa200: return 0;
      case 0xa300:
        this.#face = { ...this.#face, on: payload[0] === 1 };
        return 0;
      case 0xa302:
        this.#face = { ...this.#face, brightness: payload[1] ?? 0 };
        return 0;
      case 0xa306: return this.#draw(payload);
    }
    return errors.noCommand;
  }

  #draw(payload: Uint8Array): number {
    const deletes = payload[0] ?? 0;
    if (deletes === 0xff) this.#area = null;
    let at = 1 + (deletes === 0xff ? 0 : deletes);
    const areas = payload[at] ?? 0;
    at += 1;
    for (let n = 0; n < areas; n += 1) {
      const length = (payload[at] ?? 0) | ((payload[at + 1] ?? 0) << 8);
      const drawn = areaOf(payload.subarray(at + 2, at + 2 + length), this.#profile);
      if (drawn === null) return errors.noFont;
      this.#area = drawn;
      at += 2 + length;
    }
    return 0;
  }
}

function answerTo({ to, from, device }: OnbonFrame, error: number): Uint8Array {
  return encodeOnbon({ to: from, from: to, reserved: 0, device, data: Uint8Array.of(0xa0, error === 0 ? 0 : 1, error, 0, 0) }, 9);
}

/** Bytes before the text of an area without sound and extension. */
const textAt = 27;
const showAt = 19;

function areaOf(area: Uint8Array, profile: OnbonProfile): Pick<BoardFace, 'pages' | 'dots'> | null {
  const running = area[showAt] === 3;
  const text = gbk.decode(area.subarray(textAt));
  const file = /\\FO00(\d)/.exec(text)?.[1];
  const font = file === undefined ? { dots: 16 } : profile.fonts.find((one) => one.file === Number(file));
  if (font === undefined) return null;
  const lines = linesOf(text);
  const rows = running ? 1 : Math.max(1, Math.floor(profile.height / font.dots));
  const pages = Array.from({ length: Math.ceil(lines.length / rows) }, (_, page) => lines.slice(page * rows, (page + 1) * rows));
  return { pages, dots: font.dots };
}

const colours: Readonly<Record<string, BoardLine['colour']>> = { '1': 'red', '2': 'green', '3': 'yellow' };

/** Escapes are taken as the card would; a line that changes colour has the last one. */
function linesOf(text: string): BoardLine[] {
  const state: { colour: BoardLine['colour'] } = { colour: 'red' };
  return text.split('\\n').map((line) => {
    const words = line.replaceAll(/\\(?:F[OE]\d{3}|C(\d))/g, (_, colour: string | undefined) => {
      state.colour = colours[colour ?? ''] ?? state.colour;
      return '';
    });
    return { text: words, colour: state.colour };
  });
}
