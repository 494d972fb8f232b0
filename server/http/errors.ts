import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { KeyReused, StoreFailed } from '../engine/hall-engine.ts';
import { faultsOf } from './fault-words.ts';
import { answerLost } from './lost-page.ts';
import { refuseRequest, RequestRefused } from './problem.ts';
import type { ProblemCode } from './problem.ts';

const byFastifyCode: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large', FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type', FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-request', FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
};
const isStoreFault = (error: { readonly code?: string }): boolean => error.code?.startsWith('SQLITE_') === true;

/** Addresses that can't be read never reach a route; they are answered like any other bad request. */
export const answerBadAddress = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void =>
  void answerLost(request, reply, error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? 'not-found' : 'bad-request');

/** Turns whatever a route threw into a problem document. What we did not foresee is logged and says only that nothing changed. */
export const answerErrors = (app: FastifyInstance): void => {
  app.setNotFoundHandler((request, reply) => answerLost(request, reply, 'not-found'));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof RequestRefused) return refuseRequest(request, reply, error.code, error.more);
    if (error instanceof KeyReused) return refuseRequest(request, reply, 'idempotency-key-reused');
    if (error.validation !== undefined) return refuseRequest(request, reply, 'bad-request', { faults: faultsOf(error.validation, error.validationContext ?? 'body') });
    if (error.statusCode === 416) return refuseRequest(request, reply, 'range-beyond-end');
    const known = byFastifyCode[error.code] ?? (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? 'bad-request' : undefined);
    if (known !== undefined) return refuseRequest(request, reply, known);
    request.log.error({ err: error, req: request }, 'a request failed');
    return refuseRequest(request, reply, error instanceof StoreFailed || isStoreFault(error) ? 'store-down' : 'internal');
  });
};
