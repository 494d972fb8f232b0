import type { FastifyRequest } from 'fastify';
import type { HallId } from '../domain/brands.ts';
import type { Caller } from '../engine/access.ts';
import type { House } from '../engine/house.ts';
import { isLoopbackHost } from '../domain/demo-access.ts';
import { RequestRefused } from './problem.ts';

/** One cookie per kind of page, so that one computer can be kiosk, display and counter at once. */
export const cookieNames = { staff: 'paihao-staff', kiosk: 'paihao-kiosk', display: 'paihao-display', agent: 'paihao-agent' } as const;
export type CookieUse = keyof typeof cookieNames;
const anyone: Caller = { kind: 'anyone' };

export const cookiesOf = (header: string | undefined): ReadonlyMap<string, string> =>
  new Map((header ?? '').split(';').map((part) => part.trim().split('=')).filter((pair) => pair.length === 2).map(([name, value]) => [name ?? '', value ?? '']));

/** Which of several valid cookies speaks: that of the page the request came from. It chooses between proofs, it is none itself. */
const usesFor = (referer: string | undefined): readonly CookieUse[] => {
  const page = /^https?:\/\/[^/]+\/(kiosk|display)\b/.exec(referer ?? '')?.[1];
  if (page === 'kiosk') return ['kiosk', 'staff'];
  return page === 'display' ? ['display', 'staff'] : ['staff', 'kiosk', 'display'];
};

const ownOrigins = (request: FastifyRequest, house: House): readonly string[] => [`${request.protocol}://${request.host}`, ...(house.publicUrl === null ? [] : [new URL(house.publicUrl).origin])];

/** A browser's cookie counts only for pages of this very server. */
const checkOrigin = (origin: string | undefined, own: readonly string[]): void => {
  if (origin !== undefined && !own.includes(origin)) throw new RequestRefused('foreign-origin');
};

/** Who asks. A bearer token comes before cookies; a wrong bearer token is nobody. */
export const callerOf = async (request: FastifyRequest, house: House): Promise<Caller> => {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    const caller = authorization.startsWith('Bearer ') ? await house.access.caller(authorization.slice(7)) : anyone;
    if (caller.kind === 'integration' && !house.access.maySpend(caller)) throw new RequestRefused('too-many-attempts', { seconds: 60 });
    return caller;
  }
  if (cookie === undefined) return anyone;
  const cookies = cookiesOf(cookie);
  for (const use of usesFor(request.headers.referer)) {
    const token = cookies.get(cookieNames[use]);
    const caller = token === undefined ? anyone : await house.access.caller(token);
    if (caller.kind === 'anyone') continue;
    if (request.method !== 'GET') checkOrigin(request.headers.origin, ownOrigins(request, house));
    return caller;
  }
  return anyone;
};

/** Somebody of this hall: another hall's staff and devices are strangers here. */
export const knownCaller = async (request: FastifyRequest, house: House, hall: HallId): Promise<Exclude<Caller, { readonly kind: 'anyone' }>> => {
  const caller = await callerOf(request, house);
  if (caller.kind === 'anyone') throw new RequestRefused('sign-in-needed');
  if (caller.hall !== hall) throw new RequestRefused('not-allowed');
  return caller;
};
/** A cookie is set only for pages of this very server, or another website could sign its visitor in as somebody else. */
export const mustBeOwnPage = (request: FastifyRequest, house: House): void => checkOrigin(request.headers.origin, ownOrigins(request, house));

/** Peer and Host are this very machine and nobody forwarded the request: only then demo PINs and codes work. */
export const isHere = (request: FastifyRequest): boolean => {
  const peer = request.socket.remoteAddress ?? '';
  const forwarded = Object.keys(request.headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'));
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return (peer === '::1' || peer.startsWith('127.') || peer.startsWith('::ffff:127.')) && isLoopbackHost(host) && !forwarded;
};
export const callerName = (caller: Caller): string => (caller.kind === 'staff' ? `staff:${caller.number}` : caller.kind === 'device' ? `device:${caller.use}:${caller.device ?? ''}` : caller.kind === 'integration' ? `integration:${caller.id}` : 'anyone');
