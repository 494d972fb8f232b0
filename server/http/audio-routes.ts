import type { FastifyInstance } from 'fastify';
import { RequestRefused } from './problem.ts';

/** Sounds by the hash of their words and clips: the same address is always the same sound. */
export const audioRoutes = (app: FastifyInstance, read: (hash: string) => Buffer | null, chime: Buffer | null): void => {
  app.get('/audio/:file', { schema: { hide: true } }, async (request, reply) => {
    const name = (request.params as { file: string }).file.replace(/\.wav$/, '');
    const wav = name === 'chime' ? chime : read(name);
    if (wav === null) throw new RequestRefused('not-found');
    return reply.type('audio/wav').header('cache-control', name === 'chime' ? 'max-age=3600' : 'public, max-age=31536000, immutable').send(wav);
  });
};
