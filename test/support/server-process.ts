import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The server as people start it, in a process of its own, so that it can be killed. */
export interface ServerProcess { readonly base: string; readonly kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null> }

const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => { child.once('exit', (code) => resolve(code)); });

/** Resolves when it listens and has said where; rejects with its words when it ends before that. */
export const startServer = (env: Readonly<Record<string, string>>): Promise<ServerProcess> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], { cwd: root, env: { ...process.env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const words: string[] = [];
    const over = ended(child);
    const listen = (text: string): void => {
      words.push(text);
      const base = /http:\/\/127\.0\.0\.1:\d+/.exec(words.join(''))?.[0];
      if (base !== undefined) resolve({ base, kill: (signal) => { child.kill(signal); return over; } });
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', (text: string) => words.push(text));
    void over.then((code) => reject(new Error(`the server ended with ${code} before it listened: ${words.join('')}`)));
  });
