import type { FastifySchema } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A press: it takes an Idempotency-Key. */
    press?: boolean;
  }
}

const text = { type: 'string' } as const;
const problem = {
  description: 'Refused, or failed: an RFC 9457 problem document with a stable code',
  content: { 'application/problem+json': { schema: { type: 'object', required: ['type', 'title', 'status', 'code', 'detail'], properties: {
    type: text, title: text, status: { type: 'integer' }, code: text, detail: text, allowedAt: text, about: text,
    faults: { type: 'array', items: { type: 'object', properties: { path: text, message: text } } },
  } } } },
} as const;
const keyHeader = { type: 'object', required: ['idempotency-key'], properties: { 'idempotency-key': { type: 'string', minLength: 8, maxLength: 100, description: 'A random UUID; the same key and body again has no second effect' } } } as const;

interface Described { readonly schema: FastifySchema; readonly url: string }
/** What is the same for every route, written into the published document only: checking headers here would hide the code that names the fault. */
export const describeRoute = ({ schema, url, route }: { readonly schema: FastifySchema | undefined; readonly url: string; readonly route: { readonly config?: { readonly press?: boolean } } }): Described => {
  const headers = route.config?.press === true ? { headers: keyHeader } : {};
  return { url, schema: { ...schema, ...headers, response: { '2XX': { description: 'Done' }, default: problem } } };
};
