import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { answers } from '../../contract/http-answers.ts';
import { emptyBody } from '../../contract/http-shapes.ts';
import type { AppointmentId } from '../domain/brands.ts';
import { instant } from '../domain/brands.ts';
import type { Text } from '../domain/hall-config.ts';
import { isoInstant } from '../domain/hall-time.ts';
import { goesOnAlready, settledByPerson } from '../domain/messages.ts';
import type { Caller } from '../engine/access.ts';
import type { HallEngine } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { readContact } from './appointment-answer.ts';
import { knownCaller } from './caller.ts';
import { hallOf } from './press-route.ts';
import { RequestRefused } from './problem.ts';
import { isRole } from './roles.ts';

const managed = async (request: FastifyRequest, house: House, may: (caller: Caller) => boolean): Promise<{ readonly engine: HallEngine; readonly caller: Caller }> => {
  const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
  const caller = await knownCaller(request, house, engine.id);
  if (!may(caller)) throw new RequestRefused('not-allowed');
  return { engine, caller };
};
const isManager = (caller: Caller): boolean => caller.kind === 'staff' && caller.roles.some((role) => role === 'manager' || role === 'administrator');
/** Whom to phone instead: only who books for people sees the number. */
const toWhom = async (house: House, { hall }: HallEngine, about: string, mayPhone: boolean): Promise<{ readonly service: Text; readonly start: string; readonly phone: string | null } | null> => {
  const one = hall.appointments.get(about as AppointmentId);
  const names = (one?.services ?? []).flatMap((id) => hall.catalogue.services.get(id)?.name ?? []);
  if (one === undefined || names.length === 0) return null;
  const service = { 'zh-CN': names.map((name) => name['zh-CN']).join('；'), en: names.map((name) => name.en).join('; ') };
  return { service, start: isoInstant(hall.catalogue.zoneTable, one.start), phone: mayPhone ? (await readContact(house, hall, one.id)).phone : null };
};
const most = 200;
const replayBody = Type.Object({ after: Type.Integer({ minimum: 0 }) }, { additionalProperties: false });

/** What was not delivered, and how it is sent once more or put aside. These presses need no key: the same message is one. */
export const messageRoutes = (app: FastifyInstance, house: House): void => {
  const { outbox } = house.records;
  app.get('/api/halls/:hall/messages', { config: { answer: answers.messages }, schema: { summary: 'Messages that could not be delivered, the latest first' } }, async (request) => {
    const { engine, caller } = await managed(request, house, isManager);
    const iso = (ms: number): string => isoInstant(engine.hall.catalogue.zoneTable, instant(ms));
    const unsent = await outbox.unsent(engine.id, most);
    const whose = new Map(await Promise.all([...new Set(unsent.map(({ about }) => about))].map(async (about) => [about, await toWhom(house, engine, about, isRole(caller, 'manager'))] as const)));
    const programs = new Map((engine.hall.catalogue.config.integrations ?? []).map((one) => [`hook:${one.id}`, one.name]));
    return { messages: unsent.map(({ id, channel, about, state, fault, settledAt, body }) => ({ id, channel, program: programs.get(channel) ?? null, about, state, fault, at: iso(settledAt), kind: 'kind' in body ? body.kind : body.type, appointment: whose.get(about) ?? null })) };
  });
  app.get('/api/halls/:hall/integrations', { config: { answer: answers.integrations }, schema: { summary: 'Programs with a key, and the secrets that sign their webhooks' } }, async (request, reply) => {
    const { engine } = await managed(request, house, (one) => one.kind === 'staff' && one.roles.includes('administrator'));
    void reply.header('cache-control', 'no-store');
    return { integrations: (engine.hall.catalogue.config.integrations ?? []).map(({ id, name, scopes, perMinute, webhook }) => ({ id, name, scopes, perMinute, webhook: webhook === undefined ? null : { url: webhook.url, events: webhook.events, secret: house.outbox.secretOf(engine.id, id) } })) };
  });
  const listed = async (request: FastifyRequest): Promise<{ readonly engine: HallEngine; readonly found: Awaited<ReturnType<typeof outbox.unsent>>[number] }> => {
    const { engine } = await managed(request, house, isManager);
    const id = (request.params as Record<string, string>)['message'] ?? '';
    const found = (await outbox.unsent(engine.id, most)).find((one) => one.id === id);
    if (found === undefined) throw new RequestRefused('not-found');
    return { engine, found };
  };
  app.post('/api/halls/:hall/messages/:message/again', { config: { answer: answers.messageAgain }, schema: { body: emptyBody, summary: 'Send a message once more' } }, async (request) => {
    const { engine, found } = await listed(request);
    // The number of one that stood for itself is gone.
    if ('to' in found.body) throw new RequestRefused('not-found');
    await outbox.add(engine.id, [{ ...found, dueAt: engine.now() }], true);
    return { sent: true };
  });
  app.post('/api/halls/:hall/messages/:message/settled', { config: { answer: answers.messageSettled }, schema: { body: emptyBody, summary: 'Take a message off the list: whom it was for was told in another way, or need not be told' } }, async (request) => {
    const { engine, found } = await listed(request);
    // What was said since then is still the last that was said: it keeps its time.
    await outbox.settle(engine.id, found.id, { state: 'dropped', fault: settledByPerson, at: found.settledAt });
    const since = goesOnAlready(engine.hall, found, engine.now());
    if (since !== null) await outbox.add(engine.id, [since], true);
    return { settled: true };
  });
  app.post('/api/halls/:hall/webhooks/replay', { config: { answer: answers.replayed }, schema: { body: replayBody, summary: 'Send every webhook after a sequence number of the journal once more, as it was sent and with the same ids; they are kept for 14 days' } }, async (request) => {
    const { engine, caller } = await managed(request, house, (one) => one.kind === 'integration');
    const integration = engine.hall.catalogue.config.integrations?.find((one) => caller.kind === 'integration' && one.id === caller.id);
    if (integration?.webhook === undefined) throw new RequestRefused('not-found');
    return outbox.replay({ hall: engine.id, channel: `hook:${integration.id}` }, (request.body as { readonly after: number }).after, engine.now());
  });
};
