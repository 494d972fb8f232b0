import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { answerLost } from './lost-page.ts';

/** Nothing from elsewhere, no inline scripts, no frames: text that people typed can never become a program. */
const policy = [
  "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self' ws: wss:", "media-src 'self' blob:", "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const admin = 'staff/counter-ui/admin/index.html';
const pageOf: Readonly<Record<string, string>> = {
  '/': admin, '/admin': admin, '/simulators': admin, '/counter': 'staff/counter-ui/index.html',
  '/kiosk': 'hall/kiosk-ui/index.html', '/display': 'hall/display-ui/index.html', '/t/:token': 'phone/kiosk-ui/booking/index.html', '/s/:service': 'phone/kiosk-ui/booking/index.html',
  '/book': 'phone/kiosk-ui/booking/book/index.html', '/a/:token': 'phone/kiosk-ui/booking/book/index.html', '/complain': 'phone/kiosk-ui/booking/complain/index.html',
};

/** Pages and their files. The pages are small and always asked for again; their files carry a hash in the name and are kept. */
export const pageRoutes = async (app: FastifyInstance, distDir: string): Promise<void> => {
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
    if (!reply.hasHeader('content-security-policy')) void reply.header('content-security-policy', policy);
  });
  for (const build of ['hall', 'phone', 'staff'])
    if (existsSync(join(distDir, build)))
      await app.register(staticFiles, { root: join(distDir, build), prefix: `/assets/${build}/`, decorateReply: false, immutable: true, maxAge: '30d', index: false });
  app.get('/favicon.ico', { schema: { hide: true } }, async (_request, reply) => reply.code(204).send());
  for (const [url, file] of Object.entries(pageOf)) {
    const path = join(distDir, file);
    const html = existsSync(path) ? readFileSync(path) : null;
    app.get(url, { schema: { hide: true } }, async (request, reply) => (html === null ? answerLost(request, reply, 'not-found') : reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html)));
    if (url !== '/') app.get(`${url}/`, { schema: { hide: true } }, async (request, reply) => reply.redirect(request.url.replace(/\/+(?=\?|$)/u, ''), 308));
  }
};
