import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import type { Handshake } from '../../contract/live-events.ts';
import type { CounterId, DeviceId, HallId, TicketId, ZoneId } from '../domain/brands.ts';
import { counterOfScreen } from '../engine/access.ts';
import type { Caller } from '../engine/access.ts';
import { firstHall } from '../engine/house.ts';
import type { House } from '../engine/house.ts';
import type { HallEngine } from '../engine/hall-engine.ts';

/** What a socket may see, settled once when it connects. */
export type Seat =
  | { readonly kind: 'kiosk'; readonly engine: HallEngine; readonly kiosk: DeviceId }
  | { readonly kind: 'zone'; readonly engine: HallEngine; readonly zone: ZoneId; readonly screen: DeviceId | null }
  | { readonly kind: 'counter-screen'; readonly engine: HallEngine; readonly counter: CounterId }
  | { readonly kind: 'desk'; readonly engine: HallEngine; readonly counter: CounterId }
  | { readonly kind: 'visitor'; readonly engine: HallEngine; readonly ticket: TicketId }
  | { readonly kind: 'manager'; readonly engine: HallEngine }
  | { readonly kind: 'agent'; readonly engine: HallEngine; readonly agent: DeviceId };
export const spaces = ['/kiosk', '/display', '/counter', '/visitor', '/manager', '/agent'] as const;
export type Space = (typeof spaces)[number];
const cookieOfSpace: Readonly<Record<Space, string>> = { '/kiosk': 'paihao-kiosk', '/display': 'paihao-display', '/counter': 'paihao-staff', '/manager': 'paihao-staff', '/agent': 'paihao-agent', '/visitor': '' };

const field = (auth: Readonly<Record<string, unknown>>, name: keyof Handshake): string => {
  const value = auth[name];
  return typeof value === 'string' && value.length <= 200 ? value : '';
};
const cookie = (header: string | undefined, name: string): string =>
  (header ?? '').split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

/** Pages of other websites get no socket; programs send no Origin and need a token anyway. */
export const ownOrigin = (request: IncomingMessage, publicUrl: string | null): boolean => {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  const own = [`http://${host ?? ''}`, `https://${host ?? ''}`, ...(publicUrl === null ? [] : [new URL(publicUrl).origin])];
  return own.includes(origin);
};

const deviceSeat = (space: Space, caller: Caller, engine: HallEngine, auth: Readonly<Record<string, unknown>>): Seat | null => {
  if (caller.kind !== 'device') return null;
  const { devices } = engine.hall.catalogue;
  const named = (caller.device ?? (field(auth, 'device') || null)) as DeviceId | null;
  if (space === '/kiosk' && caller.use === 'kiosk' && named !== null && devices.get(named)?.kind === 'kiosk') return { kind: 'kiosk', engine, kiosk: named };
  if (space === '/agent' && caller.use === 'agent' && named !== null && devices.get(named)?.kind === 'agent') return { kind: 'agent', engine, agent: named };
  if (space !== '/display' || caller.use !== 'display') return null;
  const device = named === null ? undefined : devices.get(named);
  // A screen that belongs to a counter shows that one, whatever its address says.
  const counter = (counterOfScreen(engine, caller) ?? (field(auth, 'counter') || (device?.kind === 'display' ? (device.counter ?? '') : ''))) as CounterId;
  if (engine.hall.catalogue.counters.has(counter)) return { kind: 'counter-screen', engine, counter };
  const zone = (field(auth, 'zone') || (device?.kind === 'display' ? (device.zone ?? '') : '')) as ZoneId;
  return engine.hall.catalogue.zones.has(zone) ? { kind: 'zone', engine, zone, screen: device === undefined ? null : device.id } : null;
};

const staffSeat = (space: Space, caller: Caller, engine: HallEngine, auth: Readonly<Record<string, unknown>>): Seat | null => {
  if (caller.kind !== 'staff') return null;
  const has = (...roles: string[]): boolean => caller.roles.some((role) => roles.includes(role));
  if (space === '/manager') return has('guide', 'manager', 'supervisor', 'administrator', 'hotline') ? { kind: 'manager', engine } : null;
  const counter = field(auth, 'counter') as CounterId;
  return space === '/counter' && has('clerk', 'guide', 'manager', 'hotline') && engine.hall.catalogue.counters.has(counter) ? { kind: 'desk', engine, counter } : null;
};

/** Why a socket gets no seat: it proves nothing, or its proof is good but what it asks for is not there. */
export type Turned = 'not-allowed' | 'unavailable';

/** The proof a socket brings: a token, or the cookie of its kind of page; '' when it brings none. */
export const proofOf = (space: Space, socket: Socket): string =>
  field((socket.handshake.auth ?? {}) as Readonly<Record<string, unknown>>, 'token') || cookie(socket.handshake.headers.cookie, cookieOfSpace[space]);

/** The seat of a connecting socket. Nobody without proof sees anything. */
export const admit = async (house: House, space: Space, socket: Socket): Promise<Seat | Turned> => {
  const auth = (socket.handshake.auth ?? {}) as Readonly<Record<string, unknown>>;
  const token = proofOf(space, socket);
  if (token === '') return 'not-allowed';
  if (space === '/visitor') {
    const found = await house.records.ticketOfToken(token);
    const engine = found === null ? undefined : house.halls.get(found.hall);
    return found === null || engine?.hall.tickets.has(found.ticketId) !== true ? 'not-allowed' : { kind: 'visitor', engine, ticket: found.ticketId };
  }
  const caller = await house.access.caller(token);
  if (caller.kind === 'anyone') return 'not-allowed';
  const engine = house.halls.get((field(auth, 'hall') || caller.hall || firstHall(house)?.id) as HallId);
  if (engine === undefined || caller.hall !== engine.id) return 'not-allowed';
  const known = caller.kind === 'device' && space === `/${caller.use}`;
  return deviceSeat(space, caller, engine, auth) ?? staffSeat(space, caller, engine, auth) ?? (known ? 'unavailable' : 'not-allowed');
};

/** The room a seat's pictures go to. */
export const roomOf = (seat: Seat): string => {
  switch (seat.kind) {
    case 'kiosk': return `${seat.engine.id}|kiosk|${seat.kiosk}`;
    case 'zone': return `${seat.engine.id}|zone|${seat.zone}|${seat.screen ?? ''}`;
    case 'counter-screen': return `${seat.engine.id}|screen|${seat.counter}`;
    case 'desk': return `${seat.engine.id}|desk|${seat.counter}`;
    case 'visitor': return `${seat.engine.id}|ticket|${seat.ticket}`;
    case 'manager': return `${seat.engine.id}|manager`;
    case 'agent': return `${seat.engine.id}|agent|${seat.agent}`;
  }
};
