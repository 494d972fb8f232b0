import type { FastifyInstance } from 'fastify';
import type { BookableAnswer } from '../../contract/http-answers.ts';
import { answers } from '../../contract/http-answers.ts';
import { rulesOf } from '../domain/book.ts';
import { freeSlots } from '../domain/booking.ts';
import type { Instant, ServiceId } from '../domain/brands.ts';
import { isRefusal } from '../domain/decision.ts';
import type { ServiceConfig } from '../domain/hall-config.ts';
import type { Hall } from '../domain/hall.ts';
import { isoInstant } from '../domain/hall-time.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { placeAnswer } from './appointment-answer.ts';
import { mayAsk } from './booking-routes.ts';
import { hallOf } from './press-route.ts';
import { RequestRefused } from './problem.ts';

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
      id, group: group.id, name: service.name, department: departments.get(service.department) ?? service.name, words: [...(service.searchWords ?? [])], next: next === null ? null : isoInstant(zoneTable, next), asks: [...(group.asks ?? ['phone'] as const)],
      cases: service.cases?.ask === true ? service.cases.max : 1, cancelBefore: rulesOf(hall, group).cancelBefore,
    }];
  }));
  const ids = new Set<string>(services.map((service) => service.id));
  const matters = config.matters.map((matter) => ({ id: matter.id, name: matter.name, services: matter.services.filter((id) => ids.has(id)) })).filter((matter) => matter.services.length > 0);
  return { hall: placeAnswer(hall), source: config.booking?.source ?? 'none', platform: config.booking?.platform ?? null, verifyPhone: config.booking?.verifyPhone === true, services, matters };
};

/** The same service has the same code in the national catalogue, or else the same id: halls of one house share a catalogue. */
const sameService = (here: ServiceConfig, { hall }: HallEngine): ServiceConfig | undefined =>
  hall.catalogue.config.services.find((one) => here.code !== undefined && one.code === here.code) ?? hall.catalogue.services.get(here.id);

/** What can be booked in a hall and from when: what a phone needs to begin with. */
export const bookableRoute = (app: FastifyInstance, house: House): void => {
  const kept = new Map<string, { readonly at: number; readonly version: number; readonly answer: BookableAnswer }>();
  const answerOf = (engine: HallEngine): BookableAnswer => {
    const now = house.clock.mono();
    const { version } = engine.hall.catalogue;
    const before = kept.get(engine.id);
    if (before !== undefined && before.version === version && now - before.at <= freshMs) return before.answer;
    const answer = bookableIn(engine);
    kept.set(engine.id, { at: now, version, answer });
    return answer;
  };
  app.get('/api/halls/:hall/bookable', { config: { answer: answers.bookable }, schema: { summary: 'Services that can be booked, and the nearest free time of each' } }, async (request, reply) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    mayAsk(house, request.ip);
    void reply.header('cache-control', 'no-store');
    return answerOf(engine);
  });
  app.get('/api/halls/:hall/services/:service/elsewhere', { config: { answer: answers.elsewhere }, schema: { summary: 'The nearest free time of the same service in the other halls of this server, the earliest first' } }, async (request, reply) => {
    const params = request.params as Record<string, string>;
    const engine = hallOf(house, params['hall']);
    mayAsk(house, request.ip);
    const service = engine.hall.catalogue.services.get((params['service'] ?? '') as ServiceId);
    if (service === undefined) throw new RequestRefused('unknown-service', { about: params['service'] ?? '' });
    void reply.header('cache-control', 'no-store');
    const halls = [...house.halls.values()].filter((other) => other !== engine && !other.down).flatMap((other) => {
      const { hall, source, services } = answerOf(other);
      const there = source === 'own' || source === 'both' ? services.find((one) => one.id === sameService(service, other)?.id) : undefined;
      return there === undefined || there.next === null ? [] : [{ hall, service: there.id, next: there.next }];
    });
    return { halls: halls.sort((one, other) => Date.parse(one.next) - Date.parse(other.next)) };
  });
};
