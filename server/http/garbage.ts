import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { languageOf, problemOf, problemType, refuseRequest } from './problem.ts';
import type { ProblemCode } from './problem.ts';

// What is no HTTP never becomes a request. Where somebody still listens, it is answered like any other bad request.

interface Garbage { readonly code?: string; readonly rawPacket?: unknown }
const codes: Readonly<Record<string, ProblemCode>> = { HPE_HEADER_OVERFLOW: 'headers-too-large', ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout' };
/** Looked for in the raw bytes: headers that came before the fault are nobody's request, but they say who speaks what. */
const spoken = ({ rawPacket }: Garbage): string | undefined => (Buffer.isBuffer(rawPacket) ? /\r\naccept-language:\s*([^\r\n]{1,200})/i.exec(rawPacket.toString('latin1'))?.[1] : undefined);

const answerOf = (code: ProblemCode, language: string | undefined): string => {
  const problem = problemOf(code, languageOf(language));
  const body = JSON.stringify(problem);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
};

export const answerGarbage = (fault: Garbage, socket: Socket): void => {
  if (fault.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  socket.end(answerOf(codes[fault.code ?? ''] ?? 'bad-request', spoken(fault)), () => socket.destroy());
};

/** What Node would answer by itself, and without words: no Host, and expectations that nobody meets. */
export const answerForNode = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => (request.headers.host === undefined && request.raw.httpVersion === '1.1' ? refuseRequest(request, reply, 'bad-request') : undefined));
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const problem = problemOf('bad-request', languageOf(request.headers['accept-language']));
    const body = JSON.stringify(problem);
    response.writeHead(problem.status, { 'content-type': problemType, 'content-length': Buffer.byteLength(body), connection: 'close' }).end(body);
  });
};
