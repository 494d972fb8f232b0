import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { DeviceFault, DeviceHealth, DeviceReport } from '../../contract/device-jobs.ts';
import type { Cancel, Clock } from '../device/clock.ts';
import { Condition } from '../device/condition.ts';
import { hasRightCheckDigit } from './resident-card.ts';

/** The port of a connection such as `hook:8091`; null for every other connection. */
export function hookPort(connection: string): number | null {
  const port = Number(/^hook:(\d{4,5})$/.exec(connection)?.[1] ?? 0);
  return port >= 1_024 && port <= 65_535 ? port : null;
}

export interface HookReaderOptions {
  readonly device: string;
  readonly port: number;
  readonly clock: Clock;
  /** Called when its condition changed, never twice with the same one. */
  readonly onDevice: (report: DeviceReport) => void;
  readonly onCard: (card: { readonly number: string; readonly birth: string }) => void;
  readonly onUnread: () => void;
  readonly onCode: (text: string) => void;
}

const retryMs = 5_000;
const mostBytes = 4_096;
const longestCode = 512;

/** What a vendor's program says: one of a card, a code, or a card that it could not read. */
type Said = { readonly card: { readonly number: string; readonly birth: string } } | { readonly code: string } | { readonly unread: true };

/**
 * A reader that only its vendor's library can read: a small program beside the agent does that, and says here what it read
 * (docs/readers-and-keypads.md). Listens on this very machine only, and no page of a browser can speak to it.
 */
export class HookReader {
  readonly #options: HookReaderOptions;
  readonly #condition: Condition;
  #server: Server | null = null;
  #cancelRetry: Cancel = () => undefined;
  #closed = false;

  constructor(options: HookReaderOptions) {
    this.#options = options;
    this.#condition = new Condition(options.device, options.clock, options.onDevice);
    this.#listen();
  }

  get health(): DeviceHealth {
    return this.#condition.health;
  }

  /** `unknown` until the program has said something: nobody can tell whether it runs. */
  get report(): DeviceReport {
    return this.#condition.report;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#condition.close();
    this.#cancelRetry();
    const server = this.#server;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  }

  #listen(): void {
    const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => this.#serve(request, response));
    this.#server = server;
    server.once('error', (error: NodeJS.ErrnoException) => {
      this.#server = null;
      if (this.#closed) return;
      const fault: DeviceFault = error.code === 'EADDRINUSE' ? 'port-busy' : error.code === 'EACCES' ? 'port-denied' : 'port-missing';
      this.#condition.set({ state: 'fault', fault });
      this.#cancelRetry = this.#options.clock.after(retryMs, () => this.#listen());
    });
    server.listen(this.#options.port, '127.0.0.1', () => this.#condition.set({ state: 'unknown' }));
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const answer = (status: number, words = ''): void => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(words);
    };
    // A page of some browser on this machine could post too; it always says where it comes from, and may have been sent here by a name.
    if (request.headers.origin !== undefined || !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return answer(403, 'only programs of this machine\n');
    if (request.method !== 'POST' || request.url !== '/read') return answer(404, 'POST /read\n');
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => {
      parts.push(part);
      if (parts.reduce((sum, { length }) => sum + length, 0) > mostBytes) request.destroy();
    });
    request.on('end', () => {
      const said = readSaid(Buffer.concat(parts).toString('utf8'));
      for (const part of parts) part.fill(0);
      if (typeof said === 'string') return answer(400, `${said}\n`);
      this.#take(said);
      return answer(204);
    });
    request.on('error', () => undefined);
  }

  #take(said: Said): void {
    if (this.#closed) return;
    this.#condition.set({ state: 'ok' });
    if ('unread' in said) return this.#options.onUnread();
    this.#condition.good();
    if ('code' in said) this.#options.onCode(said.code);
    else this.#options.onCard(said.card);
  }
}

/** What was said, or why it is nothing; the words never repeat what was sent. */
function readSaid(text: string): Said | string {
  const said = parsed(text);
  if (said === null) return 'the body must be a JSON object';
  if (said['unread'] === true) return { unread: true };
  const { code, number, birth } = said;
  if (typeof code === 'string') return code.length > 0 && code.length <= longestCode ? { code } : `code must have 1 to ${longestCode} characters`;
  if (typeof number !== 'string') return 'needs number, code or unread';
  if (!/^[0-9A-Z]{5,18}$/.test(number)) return 'number must be 5 to 18 digits and capital letters';
  if (/^\d{17}[\dX]$/.test(number) && !number.startsWith('9') && !hasRightCheckDigit(number)) return 'number has a wrong check digit';
  const born = birth ?? `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (typeof born !== 'string' || !/^(19|20)\d\d-\d\d-\d\d$/.test(born) || Number.isNaN(Date.parse(born))) return 'birth must be a day such as 1990-03-07';
  return { card: { number, birth: born } };
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
