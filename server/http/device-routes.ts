import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answers } from '../../contract/http-answers.ts';
import type { DeviceAnswer } from '../../contract/http-answers.ts';
import { emptyBody } from '../../contract/http-shapes.ts';
import { instant } from '../domain/brands.ts';
import type { CounterId, DeviceId } from '../domain/brands.ts';
import type { HallConfig } from '../domain/hall-config.ts';
import { isoInstant } from '../domain/hall-time.ts';
import type { Caller } from '../engine/access.ts';
import type { House } from '../engine/house.ts';
import { knownCaller } from './caller.ts';
import { hallOf } from './press-route.ts';
import { RequestRefused } from './problem.ts';

const newCodeBody = Type.Object({ kind: Type.Union([Type.Literal('kiosk'), Type.Literal('display'), Type.Literal('agent')]), device: Type.Optional(Type.String({ maxLength: 64 })), counter: Type.Optional(Type.String({ maxLength: 64 })) }, { additionalProperties: false });

const mayPair = (caller: Caller): boolean => caller.kind === 'staff' && caller.roles.some((role) => role === 'administrator' || role === 'manager');

/** A device as the page that makes its code shows it; what hangs on an agent pairs with nobody. An agent inside the server needs no code. */
const pairedDevice = (device: HallConfig['devices'][number]): DeviceAnswer | null => {
  if ('profile' in device) return null;
  const { id, kind, name } = device;
  const zone = device.kind === 'agent' ? null : (device.zone ?? null);
  return { id, kind, name, zone, counter: device.kind === 'display' ? (device.counter ?? null) : null, needsCode: device.kind !== 'agent' || device.apart === true };
};

/** A pairing is named by the beginning of the hash of its token, which proves nothing. */
const idOf = (tokenHash: string): string => tokenHash.slice(0, 16);
const pairingId = /^[\w-]{16}$/;

/** What pairs, how, and how that is taken back; exempt from idempotency keys. */
export const deviceRoutes = (app: FastifyInstance, house: House): void => {
  app.get('/api/halls/:hall/devices', { config: { answer: answers.devices }, schema: { summary: 'Kiosks, displays and agents of the hall file, which pair with a code, and what is paired now' } }, async (request) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    if (!mayPair(await knownCaller(request, house, engine.id))) throw new RequestRefused('not-allowed');
    const devices = engine.hall.catalogue.config.devices.flatMap((device) => pairedDevice(device) ?? []);
    const inside = new Set<string | null>(devices.flatMap((device) => (device.needsCode ? [] : [device.id])));
    const pairings = (await house.access.pairings(engine.id)).filter((paired) => !inside.has(paired.device));
    return { devices, pairings: pairings.map(({ tokenHash, kind, device, counter, pairedAt }) => ({ id: idOf(tokenHash), kind, device, counter, pairedAt: pairedAt === null ? null : isoInstant(engine.hall.catalogue.zoneTable, instant(pairedAt)) })) };
  });
  app.post('/api/halls/:hall/pairing-codes', { config: { answer: answers.pairingCode, status: 201 }, schema: { body: newCodeBody, summary: 'A code that pairs one new device, good for 10 minutes' } }, async (request, reply) => {
    const engine = hallOf(house, (request.params as Record<string, string>)['hall']);
    if (!mayPair(await knownCaller(request, house, engine.id))) throw new RequestRefused('not-allowed');
    const body = request.body as { kind: 'kiosk' | 'display' | 'agent'; device?: string; counter?: string };
    if (body.device !== undefined && engine.hall.catalogue.devices.get(body.device as DeviceId)?.kind !== body.kind) throw new RequestRefused('unknown-device', { about: body.device });
    if (body.counter !== undefined && !engine.hall.catalogue.counters.has(body.counter as CounterId)) throw new RequestRefused('unknown-counter', { about: body.counter });
    const code = await house.access.newPairing({ hall: engine.id, kind: body.kind, device: (body.device ?? null) as DeviceId | null, counter: (body.counter ?? null) as CounterId | null });
    return reply.code(201).send({ code, minutes: 10 });
  });
  app.post('/api/halls/:hall/pairings/:pairing/revoke', { config: { answer: answers.revoked }, schema: { body: emptyBody, summary: 'Take a pairing back: the device is cut off at once and its token refused from now on' } }, async (request) => {
    const { hall, pairing = '' } = request.params as Record<string, string>;
    const engine = hallOf(house, hall);
    if (!mayPair(await knownCaller(request, house, engine.id))) throw new RequestRefused('not-allowed');
    if (!pairingId.test(pairing)) throw new RequestRefused('unknown-device', { about: pairing });
    // One that is not there was taken back before; pressing twice does no harm.
    const found = (await house.access.pairings(engine.id)).find((paired) => idOf(paired.tokenHash) === pairing);
    if (found !== undefined) await house.access.unpair(found.tokenHash);
    return { revoked: true };
  });
};
