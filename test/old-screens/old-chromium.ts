import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fontConfig } from '../support/browser.ts';
import { openTextSocket } from './web-socket.ts';

/** One line of the DevTools protocol: commands with answers, and events. */
export interface Line {
  readonly ask: (method: string, params?: object) => Promise<Readonly<Record<string, unknown>>>;
  readonly on: (method: string, hear: (params: Readonly<Record<string, unknown>>) => void) => void;
  readonly close: () => void;
}
interface Message { readonly id?: number; readonly method?: string; readonly params?: Record<string, unknown>; readonly result?: Record<string, unknown>; readonly error?: { readonly message: string } }

export const openLine = async (address: string): Promise<Line> => {
  const socket = await openTextSocket(address);
  const asked = new Map<number, (message: Message) => void>();
  const hearers = new Map<string, (params: Readonly<Record<string, unknown>>) => void>();
  socket.onText((text) => {
    const message = JSON.parse(text) as Message;
    if (message.id === undefined) hearers.get(message.method ?? '')?.(message.params ?? {});
    else asked.get(message.id)?.(message);
  });
  socket.onEnd(() => {
    for (const answer of asked.values()) answer({ error: { message: 'the browser has gone' } });
  });
  const ask: Line['ask'] = (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = asked.size + 1;
      asked.set(id, ({ result, error }) => (error === undefined ? resolve(result ?? {}) : reject(new Error(`${method}: ${error.message}`))));
      socket.send(JSON.stringify({ id, method, params }));
    });
  return { ask, on: (method, hear) => void hearers.set(method, hear), close: socket.close };
};

export interface OldChromium {
  /** Whole number: 64, 78 … */
  readonly version: number;
  readonly line: Line;
  /** `ws://127.0.0.1:port`, below which each page has a door of its own. */
  readonly door: string;
  readonly close: () => Promise<void>;
}

// Nothing here may phone home; old headless browsers draw by the processor.
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--remote-debugging-port=0'];

/** Starts a Chromium of any age from 64 on. Newer drivers can't speak to these, hence the bare protocol. */
export const startOldChromium = async (path: string): Promise<OldChromium> => {
  const profile = mkdtempSync(join(tmpdir(), 'old-chromium-'));
  const child = spawn(path, [...flags, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, FONTCONFIG_FILE: await fontConfig() } });
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const browser = await new Promise<string>((resolve, reject) => {
    const said: string[] = [];
    child.once('error', reject);
    void ended.then(() => reject(new Error(`${path} ended before it listened:\n${said.join('')}`)));
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      said.push(words);
      const address = /ws:\/\/\S+/.exec(said.join(''))?.[0];
      if (address !== undefined) resolve(address);
    });
  });
  const line = await openLine(browser);
  const { product } = await line.ask('Browser.getVersion');
  return {
    version: Number(/\/(\d+)\./.exec(String(product))?.[1]), line, door: browser.slice(0, browser.indexOf('/devtools/')),
    close: async () => {
      line.close();
      child.kill('SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
};
