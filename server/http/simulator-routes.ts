import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { House } from '../engine/house.ts';
import { callerOf, isHere } from './caller.ts';
import { RequestRefused } from './problem.ts';

/** A board, keypad or reader. `acts`: its keys, or the cards that can be laid on it; `shows`: its display, the card on it, the last code. */
export interface SimulatedDevice { readonly id: string; readonly name: string; readonly kind: 'board' | 'keypad' | 'card-reader' | 'scanner'; readonly faults: readonly string[]; readonly knownFaults: readonly string[]; readonly shows: string; readonly acts: readonly string[] }
/** The simulated devices of a demo hall, as their pages need them. Papers are SVG documents, oldest first. */
export interface SimulatorDesk {
  readonly printers: () => readonly { readonly id: string; readonly name: string; readonly faults: readonly string[]; readonly papers: readonly { readonly svg: string }[] }[];
  readonly knownFaults: readonly string[];
  readonly devices: () => readonly SimulatedDevice[];
  /** What a board shows, as an SVG document; null when there is no such board. */
  readonly board: (id: string) => string | null;
  /** False when that device can't do that: keys are pressed, cards laid and taken, codes scanned. */
  readonly act: (id: string, act: string, what: string) => boolean;
  /** Null when there is no such device. */
  readonly faultsOf: (id: string) => readonly string[] | null;
  /** False when there is no such device. */
  readonly setFaults: (id: string, faults: readonly string[]) => boolean;
}
const faultsBody = Type.Object({ faults: Type.Array(Type.String({ maxLength: 32 }), { maxItems: 16, uniqueItems: true }) }, { additionalProperties: false });
const actBody = Type.Object({ act: Type.Union([Type.Literal('press'), Type.Literal('lay'), Type.Literal('take'), Type.Literal('scan')]), what: Type.Optional(Type.String({ maxLength: 300 })) }, { additionalProperties: false });

/** Faults can be switched by people at this very machine, and by staff. Tickets carry links, so nobody else sees papers either. */
export const simulatorRoutes = (app: FastifyInstance, house: House, desk: SimulatorDesk): void => {
  const mayLook = async (request: Parameters<typeof callerOf>[0]): Promise<void> => {
    const demo = [...house.halls.values()].some((engine) => engine.hall.catalogue.config.staff.some((s) => s.demoPin !== undefined));
    if ((demo && isHere(request)) || (await callerOf(request, house)).kind === 'staff') return;
    throw new RequestRefused('sign-in-needed');
  };
  app.get('/api/simulators', { schema: { hide: true } }, async (request) => {
    await mayLook(request);
    return { knownFaults: desk.knownFaults, printers: desk.printers().map((p) => ({ id: p.id, name: p.name, faults: p.faults, papers: p.papers.map((_, n) => ({ n, path: `/api/simulators/${p.id}/papers/${n}.svg` })) })), devices: desk.devices() };
  });
  app.get('/api/simulators/:id/papers/:file', { schema: { hide: true } }, async (request, reply) => {
    await mayLook(request);
    const { id, file } = request.params as { id: string; file: string };
    const paper = desk.printers().find((p) => p.id === id)?.papers[Number(file.replace(/\.svg$/, ''))];
    if (paper === undefined) throw new RequestRefused('not-found');
    return reply.type('image/svg+xml').header('cache-control', 'no-store').send(paper.svg);
  });
  app.get('/api/simulators/:id/board.svg', { schema: { hide: true } }, async (request, reply) => {
    await mayLook(request);
    const svg = desk.board((request.params as { id: string }).id);
    if (svg === null) throw new RequestRefused('not-found');
    return reply.type('image/svg+xml').header('cache-control', 'no-store').send(svg);
  });
  app.post('/api/simulators/:id/act', { schema: { hide: true, body: actBody } }, async (request) => {
    await mayLook(request);
    const { act, what = '' } = request.body as { act: string; what?: string };
    if (!desk.act((request.params as { id: string }).id, act, what)) throw new RequestRefused('unknown-device', { about: (request.params as { id: string }).id });
    return { done: true };
  });
  app.post('/api/simulators/:id/faults', { schema: { hide: true, body: faultsBody } }, async (request) => {
    await mayLook(request);
    const { faults } = request.body as { faults: readonly string[] };
    const known = desk.faultsOf((request.params as { id: string }).id);
    const unknown = known === null ? undefined : faults.find((fault) => !known.includes(fault));
    if (unknown !== undefined) throw new RequestRefused('unknown-reason', { about: unknown });
    if (!desk.setFaults((request.params as { id: string }).id, faults)) throw new RequestRefused('unknown-device', { about: (request.params as { id: string }).id });
    return { faults };
  });
};
