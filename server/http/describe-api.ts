import type { FastifySchema } from 'fastify';
import type { TSchema } from 'typebox';
import { problemStatus } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A press: it takes an Idempotency-Key. */
    press?: boolean;
    /**
     * What the route answers when it does not refuse; null: nothing but its status. For the published document only: as a response schema
     * Fastify would write answers by it, and leave out whatever it lacks.
     */
    answer?: TSchema | null;
    /** 200 when left out. */
    status?: number;
  }
}

const text = { type: 'string' } as const;
const statuses = [...new Set(Object.values(problemStatus))].sort();
const codesByStatus = statuses.map((status) => `${status}: ${Object.entries(problemStatus).filter(([, own]) => own === status).map(([code]) => code).join(', ')}`);
const problem = {
  description: `Refused, or failed: an RFC 9457 problem document with a stable code. By status: ${codesByStatus.join('; ')}`,
  content: { 'application/problem+json': { schema: { type: 'object', required: ['type', 'title', 'status', 'code', 'detail'], properties: {
    type: text, title: text, status: { type: 'integer', enum: statuses }, code: { type: 'string', enum: Object.keys(problemStatus) }, detail: { type: 'string', description: 'In the caller\'s language' }, allowedAt: { type: 'string', format: 'date-time' }, about: text,
    faults: { type: 'array', items: { type: 'object', required: ['path', 'message'], properties: { path: text, message: text } } },
  } } } },
} as const;
const keyHeader = { type: 'object', required: ['idempotency-key'], properties: { 'idempotency-key': { type: 'string', minLength: 8, maxLength: 100, description: 'A random UUID; the same key and body again has no second effect' } } } as const;

interface RouteConfig { readonly press?: boolean; readonly answer?: TSchema | null; readonly status?: number }
interface Described { readonly schema: FastifySchema; readonly url: string }
/** What the document says of a route beyond its checks: checking headers here would hide the code that names the fault. */
export const describeRoute = ({ schema, url, route }: { readonly schema: FastifySchema | undefined; readonly url: string; readonly route: { readonly config?: RouteConfig } }): Described => {
  const { press, answer, status = 200 } = route.config ?? {};
  const headers = press === true ? { headers: keyHeader } : {};
  const done = answer == null ? { type: 'null', description: 'Done' } : { description: 'Done', content: { 'application/json': { schema: answer } } };
  return { url, schema: { ...schema, ...headers, response: { [status]: done, default: problem } } };
};
