import type { FastifyInstance } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { phoneCheckBody, sendMaterialsBody } from '../../contract/http-shapes.ts';
import type { PhoneCheckBody, SendMaterialsBody } from '../../contract/http-shapes.ts';
import type { ServiceId } from '../domain/brands.ts';
import { directMessage } from '../domain/messages.ts';
import { maskedPhone, readPhone } from '../domain/person-number.ts';
import { freshId } from '../engine/fresh-values.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { badRequest } from './bad-request.ts';
import { knownCaller } from './caller.ts';
import { hallOf } from './press-route.ts';
import { languageOf, RequestRefused } from './problem.ts';
import { isRole } from './roles.ts';

const phoneOf = (typed: string): string => readPhone(typed) ?? (() => { throw badRequest('body/phone', 'phone'); })();
const mustSend = ({ hall }: HallEngine): void => { if (hall.catalogue.config.messages === undefined) throw new RequestRefused('no-messages'); };

/** Messages to a phone that belongs to no appointment yet. They change nothing in the hall, so they need no key: asked twice within a minute, one code is sent. */
export const phoneRoutes = (app: FastifyInstance, house: House): void => {
  const { outbox } = house.records;
  app.post('/api/halls/:hall/phone-checks', { config: { answer: answers.phoneCheck }, schema: { body: phoneCheckBody, summary: 'Send a code to a phone, which a booking then gives to show that the number is its holder\'s' } }, async (request) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    // Where no code is asked for, nobody gets one: it would only be a way to make strangers' phones ring.
    if (engine.hall.catalogue.config.booking?.verifyPhone !== true) throw new RequestRefused('no-phone-codes');
    mustSend(engine);
    const body = request.body as PhoneCheckBody;
    const phone = phoneOf(body.phone);
    const asked = house.phoneChecks.ask(engine.id, phone, request.ip);
    if ('waitMs' in asked) throw new RequestRefused('too-many-attempts', { seconds: Math.ceil(asked.waitMs / 1000) });
    const { code } = asked;
    if (code !== null) await outbox.add(engine.id, [directMessage(freshId(), { kind: 'phone-code', to: phone, language: body.language ?? languageOf(request.headers['accept-language']), code, service: null }, engine.now())]);
    return { sentTo: maskedPhone(phone), minutes: 15 };
  });
  app.post('/api/halls/:hall/services/:service/send-materials', { config: { answer: answers.materialsSent }, schema: { body: sendMaterialsBody, summary: 'Send a caller what to bring for a service' } }, async (request) => {
    const params = request.params as Record<string, string>;
    const engine = hallOf(house, params['hall']);
    if (!isRole(await knownCaller(request, house, engine.id), 'hotline', 'guide', 'manager')) throw new RequestRefused('not-allowed');
    const service = engine.hall.catalogue.services.get((params['service'] ?? '') as ServiceId);
    if (service === undefined) throw new RequestRefused('unknown-service', { about: params['service'] ?? '' });
    mustSend(engine);
    const body = request.body as SendMaterialsBody;
    const phone = phoneOf(body.phone);
    await outbox.add(engine.id, [directMessage(freshId(), { kind: 'materials', to: phone, language: body.language ?? 'zh-CN', code: null, service: service.id }, engine.now())]);
    return { sentTo: maskedPhone(phone) };
  });
};
