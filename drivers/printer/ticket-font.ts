import { readFileSync } from 'node:fs';

/** The dots of one character, 16 rows of 16 or 8. */
export interface Dots {
  readonly width: 8 | 16;
  /** Row by row, the leftmost dot the highest bit. */
  readonly bits: Uint8Array;
}

export interface TicketFont {
  /** Null for a character it does not hold. */
  find(char: string): Dots | null;
}

interface Run { readonly first: number; readonly count: number; readonly size: number; readonly at: number }

/** Reads the layout that font/README.md describes. */
function readTicketFont(file: Uint8Array): TicketFont {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const runCount = view.getUint16(0);
  const runs: Run[] = [];
  let at = 2 + runCount * 7;
  for (let head = 2; head < 2 + runCount * 7; head += 7) {
    const run = { first: (view.getUint8(head) << 16) | view.getUint16(head + 1), count: view.getUint16(head + 3), size: view.getUint16(head + 5), at };
    runs.push(run);
    at += run.count * run.size;
  }
  return {
    find: (char) => {
      const code = char.codePointAt(0) ?? 0;
      const run = runOf(runs, code);
      if (run === undefined || code >= run.first + run.count) return null;
      const start = run.at + (code - run.first) * run.size;
      return { width: run.size === 32 ? 16 : 8, bits: file.subarray(start, start + run.size) };
    },
  };
}

/** The last run that begins at or before a code. */
function runOf(runs: readonly Run[], code: number): Run | undefined {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.first ?? Infinity) <= code) low = middle + 1;
    else high = middle;
  }
  return runs[low - 1];
}

// The same depth below the project in the sources and in dist/server.
const place = new URL('../../drivers/printer/font/ticket-font.bin', import.meta.url);
const loaded: { font: TicketFont | null } = { font: null };

/** The font that ships, a megabyte, read when it is first needed. Without its file it is empty: a ticket with 〓 is better than none. */
export function ticketFont(): TicketFont {
  return (loaded.font ??= readShipped());
}

function readShipped(): TicketFont {
  try {
    return readTicketFont(readFileSync(place));
  } catch {
    return { find: () => null };
  }
}
