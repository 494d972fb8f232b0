import { resolve } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { filesOf } from '../domain/media.ts';
import type { House } from '../engine/house.ts';
import { knownCaller } from './caller.ts';
import { hallOf } from './press-route.ts';
import { RequestRefused } from './problem.ts';

/** A drawing opened by itself is a document: it may draw, and nothing else. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
/** Every answer names its own folder; this one is only where the plugin wants to begin. */
const shipped = new URL('../../halls/media/', import.meta.url);

/** The files a hall file names, whole or in parts, to the hall's own screens and staff. What it doesn't name isn't there. */
export const mediaRoutes = async (app: FastifyInstance, house: House): Promise<void> => {
  await app.register(staticFiles, { root: shipped, serve: false });
  app.get('/media/:hall/:file', { schema: { hide: true } }, async (request, reply) => {
    const { hall, file } = request.params as { hall: string; file: string };
    const engine = hallOf(house, hall);
    await knownCaller(request, house, engine.id);
    const found = filesOf(engine.hall.catalogue.config).has(file) ? house.media.find(engine.id, file) : null;
    if (found === null) throw new RequestRefused('not-found', { about: file });
    // With its version in the address a file is kept for good, so a screen goes on showing it while the server is away.
    const kept = (request.query as { v?: unknown }).v === found.version;
    void reply.header('content-security-policy', policy).header('x-content-type-options', 'nosniff').header('cache-control', kept ? 'private, max-age=31536000, immutable' : 'private, no-cache');
    return reply.sendFile(file, resolve(found.folder), { cacheControl: false });
  });
};
