import { readFileSync } from 'node:fs';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Server } from 'socket.io';
import type { House } from './engine/house.ts';
import { startTimetable } from './engine/timetable.ts';
import { audioRoutes } from './http/audio-routes.ts';
import { answerBadAddress } from './http/errors.ts';
import { answerForNode, answerGarbage } from './http/garbage.ts';
import { mediaRoutes } from './http/media-routes.ts';
import { pageRoutes } from './http/pages.ts';
import { apiRoutes } from './http/routes.ts';
import { simulatorRoutes } from './http/simulator-routes.ts';
import type { SimulatorDesk } from './http/simulator-routes.ts';
import type { Timers } from './live/coalesce.ts';
import { openSockets } from './live/sockets.ts';
import type { AnnouncementAudio } from './live/voice/announcement-audio.ts';

export interface AppOptions {
  readonly house: House;
  readonly audio: AnnouncementAudio;
  readonly chimeFile: string;
  /** Where the built screens lie; null: API only. */
  readonly distDir: string | null;
  readonly simulators: SimulatorDesk | null;
  readonly logLevel: string;
  readonly trustProxy: string | null;
  /** Where the log goes; the standard output when left out. */
  readonly log?: { readonly write: (line: string) => void };
  /** What makes views wait for one another; the process's own timers when left out. */
  readonly timers?: Timers;
}
export interface App { readonly http: FastifyInstance; readonly io: Server; readonly close: () => Promise<void> }

/** Addresses in the log never show the token of a ticket. */
const withoutToken = (url: string | undefined): string => (url ?? '').replace(/\/(t|a|tickets|appointments)\/[A-Za-z0-9_-]{20,}/g, '/$1/…').replace(/\?.*$/, '');

const chimeOf = (file: string): Buffer | null => {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
};

/** Puts routes, screens and sockets together. Never listens: that is for `main.ts` and for tests. */
export const buildApp = async (options: AppOptions): Promise<App> => {
  const { house, audio } = options;
  const http = Fastify({
    bodyLimit: 64 * 1024, trustProxy: options.trustProxy ?? false, logController: new LogController({ disableRequestLogging: true }), ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false, verbose: true } },
    logger: { level: options.logLevel, ...(options.log === undefined ? {} : { stream: options.log }), serializers: { req: (request: { readonly method: string; readonly url: string }) => ({ method: request.method, url: withoutToken(request.url) }) } },
    // A logger of its own for each request costs as much as reading its body; what is logged names its request.
    childLoggerFactory: (logger) => logger,
    routerOptions: { maxParamLength: 200 }, frameworkErrors: answerBadAddress, clientErrorHandler: answerGarbage, http: { requireHostHeader: false },
  });
  const spoken = (language: 'zh-CN' | 'en', tokens: readonly string[]): string | null => audio.pathFor({ parts: [{ language, tokens }], times: 1, chime: false });
  answerForNode(http);
  await apiRoutes(http, house, spoken);
  audioRoutes(http, (hash) => audio.read(hash), chimeOf(options.chimeFile));
  await mediaRoutes(http, house);
  if (options.simulators !== null) simulatorRoutes(http, house, options.simulators);
  if (options.distDir !== null) await pageRoutes(http, options.distDir);
  await http.ready();
  const failed = (error: unknown): void => http.log.error({ err: error }, 'a device report could not be stored');
  const io = openSockets(http.server, { house, failed, sounds: audio, ...(options.timers === undefined ? {} : { timers: options.timers }) });
  const stopClock = startTimetable(house, failed);
  return {
    http, io,
    close: async () => {
      stopClock();
      io.disconnectSockets(true);
      await io.close();
      await http.close();
    },
  };
};
