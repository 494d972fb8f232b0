import type { FastifyRequest } from 'fastify';
import type { TicketId } from '../domain/brands.ts';
import { sourceOf } from '../engine/allowance.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { hallOf } from './press-route.ts';
import { RequestRefused } from './problem.ts';

interface Held { readonly engine: HallEngine; readonly ticketId: TicketId }

/** Whose ticket a token opens. Wrong tokens slow down their source when it is a stranger; a kiosk is shown all kinds of codes. */
export const ticketHeldBy = async (house: House, request: FastifyRequest, token: string, stranger = true): Promise<Held> => {
  const source = [`token:${sourceOf(request.ip)}`];
  const waitMs = house.access.guesses.waitMs(source, house.clock.mono());
  const found = await house.records.ticketOfToken(token);
  const engine = found === null ? undefined : hallOf(house, found.hall);
  if (found !== null && engine?.hall.tickets.has(found.ticketId) === true) return { engine, ticketId: found.ticketId };
  if (!stranger) throw new RequestRefused('unknown-ticket');
  if (waitMs > 0) throw new RequestRefused('too-many-attempts', { seconds: Math.ceil(waitMs / 1000) });
  house.access.guesses.failed(source, house.clock.mono());
  throw new RequestRefused('unknown-ticket');
};
