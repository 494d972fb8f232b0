import type { FastifyInstance } from 'fastify';
import type { BookableAnswer } from '../../contract/http-answers.ts';
import { answers } from '../../contract/http-answers.ts';
import { rulesOf } from '../domain/book.ts';
import { freeSlots } from '../domain/booking.ts';
import type { Instant, ServiceId } from '../domain/brands.ts';
import { isRefusal } from '../domain/decision.ts';
import type { Hall } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { placeAnswer } from './appointment-answer.ts';
import { mayAsk } from './booking-routes.ts';
import { hallOf } from './press-route.ts';

/** Free times change with every booking; whoever chooses a service sees the slots themselves next. */
const freshMs = 3000;
const mostDays = 31;

const nextFree = (hall: Hall, id: ServiceId, at: Instant): Instant | null => {
  const found = freeSlots(hall, [id], null, mostDays, at);
  return isRefusal(found) ? null : (found.find((slot) => slot.free > 0)?.start ?? null);
};

const bookableIn = (engine: HallEngine): BookableAnswer => {
  const { hall } = engine;
  const { config, zoneTable } = hall.catalogue;
  const at = engine.now();
  const departments = new Map(config.departments.map((one) => [one.id, one.name]));
  // Services of one group and queue share their slots.
  const known = new Map<string, Instant | null>();
  const services = (config.booking?.groups ?? []).flatMap((group) => group.services.flatMap((id) => {
    const service = hall.catalogue.services.get(id);
    if (service === undefined) return [];
    const key = `${group.id} ${service.queue ?? ''}`;
    if (!known.has(key)) known.set(key, nextFree(hall, id, at));
    const next = known.get(key) ?? null;
    return [{
      id, name: service.name, department: departments.get(service.department) ?? service.name, words: [...(service.searchWords ?? [])], next: next === null ? null : isoInstant(zoneTable, next), asks: [...(group.asks ?? ['phone'] as const)],
      cases: service.cases?.ask === true ? service.cases.max : 1, cancelBefore: rulesOf(hall, group).cancelBefore,
    }];
  }));
  const ids = new Set<string>(services.map((service) => service.id));
  const matters = config.matters.map((matter) => ({ id: matter.id, name: matter.name, services: matter.services.filter((id) => ids.has(id)) })).filter((matter) => matter.services.length > 0);
  return { hall: placeAnswer(hall), source: config.booking?.source ?? 'none', platform: config.booking?.platform ?? null, verifyPhone: config.booking?.verifyPhone === true, services, matters };
};

/** What can be booked in a hall and from when: what a phone needs to begin with. */
export const bookableRoute = (app: FastifyInstance, house: House): void => {
  const kept = new Map<string, { readonly at: number; readonly version: number; readonly answer: BookableAnswer }>();
  app.get('/api/halls/:hall/bookable', { config: { answer: answers.bookable }, schema: { summary: 'Services that can be booked, and the nearest free time of each' } }, async (request, reply) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    mayAsk(house, request.ip);
    const now = house.clock.mono();
    const { version } = engine.hall.catalogue;
    const before = kept.get(engine.id);
    const answer = before !== undefined && before.version === version && now - before.at <= freshMs ? before.answer : bookableIn(engine);
    if (answer !== before?.answer) kept.set(engine.id, { at: now, version, answer });
    void reply.header('cache-control', 'no-store');
    return answer;
  });
};
