import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Server } from 'socket.io';
import type { Handshake, Namespace } from '../../contract/live-events.ts';

/** What a canned route is told of the request, and what it may answer besides a plain body (sent with 200). */
export interface StageRequest { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly body: unknown; readonly key: string | null; readonly language: string | null }
export class StageReply {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, body: unknown) {
    this.status = status;
    this.body = body;
  }
}
type Canned = object | string | ((request: StageRequest) => unknown);

export interface StageScript {
  /** `'GET /api/status'` → body, `StageReply`, Buffer (a sound), or a function giving one. A last segment of `*` matches anything. Unknown routes answer 404. */
  readonly routes?: { readonly [route: string]: Canned };
  /** The view each namespace sends on connect, whole, as the server does. */
  readonly views?: { readonly [namespace in Namespace]?: object | ((handshake: Handshake) => object | null) };
  /** Turns a handshake down with this message. */
  readonly turnDown?: { readonly [namespace in Namespace]?: string };
}

export interface Stage {
  readonly url: string;
  /** Every request to a canned route, and every event a page sent, in order. */
  readonly requests: readonly StageRequest[];
  readonly said: readonly { readonly namespace: Namespace; readonly event: string; readonly data: unknown }[];
  /** Sends a view to every page of the namespace, and to those that connect later. */
  show(namespace: Namespace, view: object): void;
  /** Sends a job to every page of the namespace; resolves to the first answer, rejects after `ms`. */
  job(namespace: Namespace, event: string, job: object, ms?: number): Promise<unknown>;
  /** Tells every page of the namespace something that wants no answer. */
  tell(namespace: Namespace, event: string, what: unknown): void;
  /** Adds or replaces a canned route. */
  route(route: string, answer: Canned): void;
  /** From now on handshakes are turned down with this message; null lets them in again. */
  turnDown(namespace: Namespace, message: string | null): void;
  connected(namespace: Namespace): number;
  /** The server is gone: lines are cut, the port is closed. */
  goDown(): Promise<void>;
  /** The server is back at the same address. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const namespaces: readonly Namespace[] = ['/kiosk', '/display', '/counter', '/visitor', '/manager', '/agent'];
const pages: readonly (readonly [RegExp, string])[] = [
  [/^\/kiosk$/, 'hall/kiosk-ui/index.html'],
  [/^\/display$/, 'hall/display-ui/index.html'],
  [/^\/[ts]\/[^/]+$/, 'phone/kiosk-ui/booking/index.html'], [/^\/(book|a\/[^/]+)$/, 'phone/kiosk-ui/booking/book/index.html'],
  [/^\/counter$/, 'staff/counter-ui/index.html'],
  [/^\/(admin|simulators)?$/, 'staff/counter-ui/admin/index.html'],
];
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.woff2': 'font/woff2', '.wav': 'audio/wav', '.svg': 'image/svg+xml', '.png': 'image/png', '.webm': 'video/webm',
};
/** As strict as the real server, so that a page which breaks the policy breaks here too. */
const policy = "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

const builtFile = (path: string): string | null => {
  const page = pages.find(([pattern]) => pattern.test(path));
  const asset = path.startsWith('/assets/') ? normalize(path.slice('/assets/'.length)) : null;
  const inside = page?.[1] ?? (asset !== null && !asset.startsWith('..') ? asset : null);
  const file = inside === null ? null : join(root, process.env['SCREENS'] ?? 'dist', inside);
  return file !== null && existsSync(file) ? file : null;
};

const routeOf = (routes: ReadonlyMap<string, Canned>, method: string, path: string): Canned | undefined =>
  routes.get(`${method} ${path}`) ?? routes.get(`${method} ${path.replace(/\/[^/]*$/, '/*')}`);

const header = (request: FastifyRequest, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};

interface Scene {
  readonly routes: Map<string, Canned>;
  readonly views: Map<Namespace, object | ((handshake: Handshake) => object | null)>;
  readonly refusals: Map<Namespace, string>;
  readonly requests: StageRequest[];
  readonly said: { namespace: Namespace; event: string; data: unknown }[];
}

const answerCanned = async (scene: Scene, request: FastifyRequest, reply: FastifyReply, url: URL): Promise<unknown> => {
  const asked: StageRequest = { method: request.method, path: url.pathname, query: url.searchParams, body: request.body ?? null, key: header(request, 'idempotency-key'), language: header(request, 'accept-language') };
  scene.requests.push(asked);
  const canned = routeOf(scene.routes, request.method, url.pathname);
  const answer: unknown = typeof canned === 'function' ? await canned(asked) : canned;
  if (answer instanceof StageReply) return reply.code(answer.status).type('application/json').send(JSON.stringify(answer.body));
  if (Buffer.isBuffer(answer)) return reply.type(contentTypes[extname(url.pathname)] ?? 'application/octet-stream').send(answer);
  if (answer === undefined) return reply.code(404).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title: 'Not found', status: 404, code: 'not-found', detail: url.pathname }));
  return reply.type('application/json').send(JSON.stringify(answer));
};

const openHttp = async (scene: Scene, port: number): Promise<FastifyInstance> => {
  const app = fastify({ forceCloseConnections: true });
  app.route({ method: ['GET', 'POST', 'PUT', 'DELETE'], url: '*', handler: async (request, reply) => {
    const url = new URL(request.url, 'http://stage');
    const file = request.method === 'GET' ? builtFile(url.pathname) : null;
    if (file === null) return answerCanned(scene, request, reply, url);
    return reply.header('Content-Security-Policy', policy).type(contentTypes[extname(file)] ?? 'application/octet-stream').send(await readFile(file));
  } });
  await app.listen({ host: '127.0.0.1', port });
  return app;
};

const openSockets = (scene: Scene, app: FastifyInstance): Server => {
  // Quick heartbeats, so that a page notices a dead line within a test's patience.
  const io = new Server(app.server, { pingInterval: 2000, pingTimeout: 2000 });
  for (const namespace of namespaces) {
    const space = io.of(namespace);
    space.use((_, next) => {
      const message = scene.refusals.get(namespace);
      next(message === undefined ? undefined : new Error(message));
    });
    space.on('connection', (socket) => {
      const told = scene.views.get(namespace);
      const view = typeof told === 'function' ? told(socket.handshake.auth) : told;
      if (view) socket.emit('view', view);
      socket.onAny((event: string, data: unknown) => scene.said.push({ namespace, event, data }));
    });
  }
  return io;
};

const entries = <V>(record: { readonly [key in Namespace]?: V } = {}): [Namespace, V][] =>
  namespaces.flatMap((namespace): [Namespace, V][] => (record[namespace] === undefined ? [] : [[namespace, record[namespace]]]));

/**
 * A little real server for pages without the hall behind them: serves the built pages, answers canned JSON and sends the views it
 * is given. For pictures and tests of states that are rare in a real hall. Build the pages first (a page that lacks answers 404);
 * SCREENS names another folder of builds than dist.
 */
export const openStage = async (script: StageScript = {}): Promise<Stage> => {
  const scene: Scene = { routes: new Map(Object.entries(script.routes ?? {})), views: new Map(entries(script.views)), refusals: new Map(entries(script.turnDown)), requests: [], said: [] };
  let app = await openHttp(scene, 0);
  let io = openSockets(scene, app);
  const port = (app.server.address() as AddressInfo).port;
  const goDown = async (): Promise<void> => {
    const closed = io.close();
    // A page that is still loading a font would keep the old server alive.
    app.server.closeAllConnections();
    await closed;
    await app.close();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    requests: scene.requests,
    said: scene.said,
    show: (namespace, view) => {
      scene.views.set(namespace, view);
      io.of(namespace).emit('view', view);
    },
    job: async (namespace, event, job, ms = 10_000) => {
      const answers: unknown[] = await io.of(namespace).timeout(ms).emitWithAck(event, job);
      return answers[0];
    },
    tell: (namespace, event, what) => void io.of(namespace).emit(event, what),
    route: (route, answer) => void scene.routes.set(route, answer),
    turnDown: (namespace, message) => void (message === null ? scene.refusals.delete(namespace) : scene.refusals.set(namespace, message)),
    connected: (namespace) => io.of(namespace).sockets.size,
    goDown,
    comeBack: async () => {
      app = await openHttp(scene, port);
      io = openSockets(scene, app);
    },
    close: goDown,
  };
};
