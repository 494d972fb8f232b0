import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import type { House } from '../engine/house.ts';
import { appointmentRoutes } from './appointment-routes.ts';
import { bookableRoute } from './bookable-route.ts';
import { bookingRoutes } from './booking-routes.ts';
import { complaintRoutes } from './complaint-routes.ts';
import { counterRoutes } from './counter-routes.ts';
import { describeRoute } from './describe-api.ts';
import { deviceEntryRoutes } from './device-entry-routes.ts';
import { deviceRoutes } from './device-routes.ts';
import { answerErrors } from './errors.ts';
import { hotlineRoutes } from './hotline-routes.ts';
import { listRoute } from './list-route.ts';
import { managerRoutes, readRoutes } from './manager-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { phoneRoutes } from './phone-routes.ts';
import { platformRoutes } from './platform-routes.ts';
import { publicRoutes } from './public-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import type { SpokenTaken } from './taken-audio.ts';
import { issueRoute, ticketRoutes } from './ticket-routes.ts';
import { voucherRoutes } from './voucher-routes.ts';
import { visitorRoutes } from './visitor-routes.ts';

/** Every route under /api, and the OpenAPI document made from their schemas. */
export const apiRoutes = async (app: FastifyInstance, house: House, spoken: SpokenTaken): Promise<void> => {
  await app.register(swagger, {
    transform: describeRoute,
    openapi: {
      openapi: '3.1.0', info: { title: 'Paihao 排号', version: house.version, description: 'Queue and appointment system of the physical hall. POSTs that change a hall take an Idempotency-Key; errors are RFC 9457 problem documents with a stable code.' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } }, security: [{ bearer: [] }],
    },
  });
  // Fastify reads plain text by itself; here everything is JSON, and anything else is told so.
  app.removeContentTypeParser('text/plain');
  answerErrors(app);
  publicRoutes(app, house);
  sessionRoutes(app, house);
  deviceRoutes(app, house);
  deviceEntryRoutes(app, house);
  issueRoute(app, house, spoken);
  ticketRoutes(app, house);
  listRoute(app, house);
  counterRoutes(app, house);
  visitorRoutes(app, house, spoken);
  voucherRoutes(app, house);
  bookableRoute(app, house);
  bookingRoutes(app, house);
  appointmentRoutes(app, house, spoken);
  complaintRoutes(app, house);
  phoneRoutes(app, house);
  hotlineRoutes(app, house);
  platformRoutes(app, house);
  messageRoutes(app, house);
  managerRoutes(app, house);
  readRoutes(app, house);
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
};
