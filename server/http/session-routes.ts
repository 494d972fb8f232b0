import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answers } from '../../contract/http-answers.ts';
import { pairBody, sessionBody } from '../../contract/http-shapes.ts';
import { seatsOf } from '../domain/roster.ts';
import type { AccessFailure, Caller } from '../engine/access.ts';
import type { House } from '../engine/house.ts';
import { callerOf, cookieNames, cookiesOf, isHere, mustBeOwnPage } from './caller.ts';
import type { CookieUse } from './caller.ts';
import { refuseRequest, RequestRefused } from './problem.ts';

const yearS = 365 * 86_400;
const sessionS = 12 * 3600;
const setCookie = (reply: FastifyReply, house: House, use: CookieUse, value: string, maxAge: number): FastifyReply =>
  reply.header('set-cookie', `${cookieNames[use]}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${house.publicUrl?.startsWith('https:') === true ? '; Secure' : ''}`);

const refuseAccess = (request: FastifyRequest, reply: FastifyReply, failure: AccessFailure): FastifyReply => {
  if ('about' in failure) return refuseRequest(request, reply, failure.failure, { about: failure.about });
  if (failure.failure !== 'too-many-attempts') return refuseRequest(request, reply, failure.failure);
  const seconds = Math.ceil(failure.waitMs / 1000);
  return refuseRequest(request, reply.header('retry-after', String(seconds)), 'too-many-attempts', { seconds });
};

/** Sign-in and pairing: exempt from idempotency keys, slow for guessers. */
export const sessionRoutes = (app: FastifyInstance, house: House): void => {
  app.post('/api/sessions', { config: { answer: answers.session, status: 201 }, schema: { body: sessionBody, summary: 'Sign in' } }, async (request, reply) => {
    const body = request.body as { staffNumber: string; pin: string; cookie?: boolean };
    if (body.cookie === true) mustBeOwnPage(request, house);
    const made = await house.access.signIn(body.staffNumber, body.pin, request.ip, isHere(request));
    if ('failure' in made) return refuseAccess(request, reply, made);
    const about = { roles: made.staff.roles, halls: [made.hall], staff: { number: made.staff.number, name: made.staff.name }, staffRights: made.staff.rights ?? [] };
    void reply.code(201).header('cache-control', 'no-store');
    return body.cookie === true ? setCookie(reply, house, 'staff', made.token, sessionS).send({ ...about, cookie: true }) : reply.send({ ...about, token: made.token });
  });
  app.get('/api/sessions/current', { config: { answer: answers.currentSession }, schema: { summary: 'Who is signed in here' } }, async (request) => {
    const caller = await callerOf(request, house);
    if (caller.kind !== 'staff') throw new RequestRefused('sign-in-needed');
    const engine = house.halls.get(caller.hall);
    const staff = engine?.hall.catalogue.staff.get(caller.number);
    const seats = engine === undefined ? [] : seatsOf(engine.hall.catalogue, caller.number, engine.now());
    const counter = [...(engine?.hall.counters.values() ?? [])].find((c) => c.clerk === caller.number)?.id ?? null;
    return { roles: caller.roles, halls: [caller.hall], staff: { number: caller.number, name: staff?.name }, staffRights: staff?.rights ?? [], counter, seats };
  });
  app.delete('/api/sessions/current', { config: { answer: null, status: 204 }, schema: { summary: 'Sign out' } }, async (request, reply) => {
    const bearer = request.headers.authorization?.replace(/^Bearer /, '');
    const token = bearer ?? cookiesOf(request.headers.cookie).get(cookieNames.staff);
    const caller: Caller = await callerOf(request, house);
    if (token !== undefined && caller.kind === 'staff') await house.access.signOut(token);
    return setCookie(reply, house, 'staff', '', 0).code(204).send();
  });
  app.post('/api/devices/pair', { config: { answer: answers.paired, status: 201 }, schema: { body: pairBody, summary: 'Pair a kiosk, a display or an agent with a code' } }, async (request, reply) => {
    const body = request.body as { code: string; device?: string; cookie?: boolean };
    if (body.cookie === true) mustBeOwnPage(request, house);
    const made = await house.access.pair(body.code, body.device ?? null, request.ip, isHere(request));
    if ('failure' in made) return refuseAccess(request, reply, made);
    const device = { id: made.device.device, kind: made.device.kind, hall: made.device.hall };
    void reply.code(201).header('cache-control', 'no-store');
    return body.cookie === true ? setCookie(reply, house, made.device.kind, made.token, yearS).send({ device, cookie: true }) : reply.send({ device, token: made.token });
  });
};
