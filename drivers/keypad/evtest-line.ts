// What the program evtest (Debian package 1.35) prints about an input device, line by line.

export type EvtestLine =
  /** A key went down; its name as the kernel has it, e.g. KEY_KP1. Held keys repeat themselves and are no new presses. */
  | { readonly kind: 'press'; readonly code: string }
  /** From here on keys come, unless "grabbed" follows. */
  | { readonly kind: 'ready' }
  /** Somebody else holds the device for himself. */
  | { readonly kind: 'grabbed' };

/** Null for every other line. */
export function readEvtestLine(line: string): EvtestLine | null {
  const code = /^Event: time \d+\.\d+, type 1 \(EV_KEY\), code \d+ \((KEY_[A-Z0-9_]+)\), value 1$/.exec(line)?.[1];
  if (code !== undefined) return { kind: 'press', code };
  if (line.startsWith('Testing ...')) return { kind: 'ready' };
  return line.trim() === 'This device is grabbed by another process.' ? { kind: 'grabbed' } : null;
}
