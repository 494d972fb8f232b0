import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { ClientSays, Handshake, Namespace, ServerSays } from './live-events.ts';
import type { Problem } from './http-shapes.ts';

/** The one client that UIs, the agent and the tests share: HTTP with idempotency keys and retries, and sockets that hand over whole views. */
export interface ClientOptions {
  /** Origin of the server; empty in a page served by it. */
  readonly base: string;
  readonly token?: string;
  readonly language: () => string;
  /** Makes an idempotency key; pages pass `freshKey`, tests a seeded one. */
  readonly newKey: () => string;
  readonly fetch?: typeof fetch;
}
export type Answer<T> = { readonly ok: true; readonly status: number; readonly body: T } | { readonly ok: false; readonly problem: Problem } | { readonly ok: false; readonly problem: null };

/** 36 random characters in UUID v4 form; works on Chromium 64, which lacks crypto.randomUUID. */
export const freshKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => (b + 0x100).toString(16).slice(1)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

const parse = async <T>(response: Response): Promise<Answer<T>> => {
  const text = await response.text();
  if (response.ok) return { ok: true, status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
  try {
    const problem = JSON.parse(text) as Problem;
    // A gateway may answer with JSON of its own; that says nothing about the press.
    return { ok: false, problem: typeof problem.code === 'string' ? problem : null };
  } catch {
    return { ok: false, problem: null };
  }
};

export interface Client {
  get<T>(path: string): Promise<Answer<T>>;
  /** Sends a press. The same `key` may be sent again after a lost answer: it has one effect. `problem: null` means: no answer, nothing is known, send again with the same key. */
  post<T>(path: string, body?: unknown, key?: string): Promise<Answer<T>>;
}

export const createClient = (options: ClientOptions): Client => {
  const send = async <T>(method: string, path: string, body: unknown, key: string | null): Promise<Answer<T>> => {
    const headers: Record<string, string> = { 'Accept-Language': options.language() };
    if (options.token !== undefined) headers['Authorization'] = `Bearer ${options.token}`;
    if (key !== null) headers['Idempotency-Key'] = key;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const request: RequestInit = { method, headers, credentials: 'same-origin' };
    if (body !== undefined) request.body = JSON.stringify(body);
    try {
      return await parse<T>(await (options.fetch ?? fetch)(options.base + path, request));
    } catch {
      return { ok: false, problem: null };
    }
  };
  return {
    get: (path) => send('GET', path, undefined, null),
    post: (path, body = {}, key = options.newKey()) => send('POST', path, body, key),
  };
};

/**
 * How long a try to connect may take, in ms. A server that dies just after it took the line, before its first word, is not
 * noticed in any other way. A phone far from its mast needs longer than a screen in the hall.
 */
const patience = { phone: 8000, hall: 3000 } as const;

/** Opens a namespace without connecting: attach every handler first, then call `connect()`, or the first whole view may be missed. */
export const openLive = <Space extends Namespace>(base: string, namespace: Space, auth: Handshake): Socket<ServerSays[Space], ClientSays[Space]> =>
  io(`${base}${namespace}`, { autoConnect: false, auth, transports: ['websocket'], withCredentials: true, reconnectionDelay: 500, reconnectionDelayMax: 4000, timeout: namespace === '/visitor' ? patience.phone : patience.hall });
