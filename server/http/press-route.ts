import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { HallId, Instant } from '../domain/brands.ts';
import type { Actor, Command } from '../domain/command.ts';
import type { Language } from '../domain/hall-config.ts';
import type { Hall } from '../domain/hall.ts';
import type { Caller } from '../engine/access.ts';
import { fingerprint } from '../engine/fresh-values.ts';
import type { Decided, HallEngine, Press } from '../engine/hall-engine.ts';
import type { House } from '../engine/house.ts';
import { callerName, callerOf } from './caller.ts';
import { languageOf, problemOf, problemType, refusalProblem, RequestRefused } from './problem.ts';

/** One press as its route sees it. */
export interface PressContext<Body> {
  readonly engine: HallEngine;
  readonly caller: Caller;
  readonly by: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly language: Language;
  readonly house: House;
}
export interface Pressed { readonly commands: readonly Command[]; readonly sides?: Press['sides'] }
export interface PressRoute<Body, Ready = undefined> {
  /** Below `/api/halls/:hall`. */
  readonly url: string;
  readonly body: TSchema;
  readonly summary: string;
  /** Describes the answer in the published document. */
  readonly answers: TSchema;
  readonly who: (caller: Caller) => boolean;
  /** What has to be looked up in rows before the press; it may refuse, which is not kept under the key. */
  readonly ready?: (context: PressContext<Body>, request: FastifyRequest) => Promise<Ready>;
  readonly press: (context: PressContext<Body>, ready: Ready) => Pressed;
  /** 200 unless `status` says otherwise; only for presses that were not refused. */
  readonly status?: number;
  readonly answer: (hall: Hall, at: Instant, context: PressContext<Body>, decided: readonly Decided[]) => unknown;
}

const keyPattern = /^[A-Za-z0-9._-]{8,100}$/;
const keyOf = (request: FastifyRequest): string => {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !keyPattern.test(key)) throw new RequestRefused('key-missing');
  return key;
};

export const hallOf = (house: House, id: string | undefined): HallEngine => {
  const engine = house.halls.get((id ?? '') as HallId);
  if (engine === undefined) throw new RequestRefused('unknown-hall');
  if (engine.down) throw new RequestRefused('store-down');
  return engine;
};

const actorOf = (caller: Caller): Actor => {
  if (caller.kind === 'staff') return { kind: 'staff', number: caller.number };
  if (caller.kind === 'integration') return { kind: 'integration', id: caller.id };
  return caller.kind === 'device' && caller.device !== null ? { kind: 'device', id: caller.device } : { kind: 'visitor' };
};

/** What the route itself refuses as things stand now is kept until it is known that the same key was not answered before. */
const pressedBy = <Body>(route: Pick<ReadyPress<Body>, 'press'>, context: PressContext<Body>): Pressed & { readonly no: RequestRefused | null } => {
  try {
    return { ...route.press(context), no: null };
  } catch (error) {
    if (error instanceof RequestRefused) return { commands: [], no: error };
    throw error;
  }
};

/** A press as `sendPress` takes it, with everything looked up. */
type ReadyPress<Body> = Pick<PressRoute<Body>, 'status' | 'answer'> & { readonly press: (context: PressContext<Body>) => Pressed };
/** Sends a press through the engine and its answer, or the hall's refusal, to the caller. */
export const sendPress = async <Body>(request: FastifyRequest, reply: FastifyReply, route: ReadyPress<Body>, context: PressContext<Body>): Promise<FastifyReply> => {
  const { commands, sides = [], no } = pressedBy(route, context);
  const { engine } = context;
  const scope = `${callerName(context.caller)}|${request.method}|${request.url.replace(/\?.*$/, '')}|${keyOf(request)}`;
  const answer = await engine.press({
    commands, sides, key: fingerprint(scope), fingerprint: fingerprint(JSON.stringify(request.body ?? null)),
    answer: (hall, decided, at) => {
      const first = decided[0];
      const problem = no !== null ? problemOf(no.code, context.language, no.more)
        : first !== undefined && 'refusal' in first ? refusalProblem(first.refusal, context.language, hall.catalogue.zoneTable) : null;
      if (problem !== null) return { status: problem.status, body: JSON.stringify(problem) };
      return { status: route.status ?? 200, body: JSON.stringify(route.answer(hall, at, context, decided)) };
    },
  });
  return reply.code(answer.status).header('content-type', answer.status >= 400 ? problemType : 'application/json; charset=utf-8').send(answer.body);
};

/** Registers a POST that changes a hall: who may, what it says to the hall, how it is answered. Idempotent by key. */
export const pressRoute = <Body, Ready = undefined>(app: FastifyInstance, house: House, route: PressRoute<Body, Ready>): void => {
  app.post(`/api/halls/:hall${route.url}`, { config: { press: true, answer: route.answers, status: route.status ?? 200 }, schema: { body: route.body, summary: route.summary } }, async (request, reply) => {
    const params = request.params as Record<string, string>;
    const engine = hallOf(house, params['hall']);
    keyOf(request);
    const caller = await callerOf(request, house);
    if (caller.kind === 'anyone' && !route.who(caller)) throw new RequestRefused('sign-in-needed');
    if ((caller.kind !== 'anyone' && caller.hall !== engine.id) || !route.who(caller)) throw new RequestRefused('not-allowed');
    const context: PressContext<Body> = { engine, caller, by: actorOf(caller), params, body: request.body as Body, language: languageOf(request.headers['accept-language']), house };
    // Without a look-up there is nothing to be ready with.
    const ready = (await route.ready?.(context, request)) as Ready;
    return sendPress<Body>(request, reply, { ...route, press: (c) => route.press(c, ready) }, context);
  });
};
