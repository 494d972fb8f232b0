import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface Ended { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly out: string; readonly err: string }
/** A program of this repository in a process of its own. */
export interface Child {
  /** Resolves to everything said so far once it says this, on either stream; rejects when it ends without. */
  readonly says: (words: RegExp) => Promise<string>;
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Starts a TypeScript file with only the given variables beside PATH, and writes `input` to it. */
export const startChild = (file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, input = ''): Child => {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: root, env: { PATH: process.env['PATH'], ...env } });
  const said = { out: '', err: '' };
  const listeners = new Set<() => void>();
  for (const [name, stream] of [['out', child.stdout], ['err', child.stderr]] as const)
    stream.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      for (const listener of listeners) listener();
    });
  const ended = new Promise<Ended>((resolve) => void child.once('close', (code, signal) => resolve({ code, signal, ...said })));
  child.stdin.on('error', () => undefined).end(input);
  const says = (words: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!words.test(said.out + said.err)) return;
        listeners.delete(look);
        resolve(said.out + said.err);
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`it ended without saying ${String(words)}:\n${said.out}${said.err}`)));
    });
  return { says, ended, kill: (signal) => void child.kill(signal) };
};
