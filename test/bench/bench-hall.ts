import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { root } from './children.ts';
import type { HallAccess } from './load-jobs.ts';

const demo = (): HallConfig => parse(readFileSync(join(root, 'halls', 'demo.yaml'), 'utf8')) as HallConfig;
const prefixes = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** One minute of a bench gives more numbers than a month of a hall; 9999 a queue is the most that a hall file may have. */
const widest = 9999;

/**
 * The demo hall with a prefix and 9999 numbers for each queue, and with kiosks that have no printer, no boards and no keypads: those
 * hang on an agent on another machine, which the simulated one inside the server is not.
 */
export const writeBenchHall = (folder: string): string => {
  const hall = demo();
  const queues = hall.queues.map((queue, i) => ({ ...queue, prefix: prefixes[i] ?? 'A', from: 1, to: widest }));
  const devices = hall.devices.flatMap((device) => ('agent' in device || device.kind === 'agent' ? [] : [device.kind === 'kiosk' ? { id: device.id, kind: device.kind, name: device.name, zone: device.zone } : device]));
  const path = join(folder, 'bench-hall.yaml');
  writeFileSync(path, stringify({ ...hall, queues, devices }));
  return path;
};

const post = async (url: string, body: unknown, token: string | null): Promise<unknown> => {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...(token === null ? {} : { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
};

/** One counter of each queue, then a second of each, and so on: 32 of them press on every queue alike. */
const spreadOverQueues = (desks: HallAccess['desks']): HallAccess['desks'] => {
  const seen = new Map<string, number>();
  const turns = desks.map((desk) => {
    const turn = seen.get(desk.service) ?? 0;
    seen.set(desk.service, turn + 1);
    return { desk, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ desk }) => desk);
};

export interface HallTokens { readonly access: HallAccess; readonly display: string; readonly manager: string }
/** Pairs a kiosk and a display, signs 45 clerks in, each at the own counter, and picks one service of every queue. */
export const enterHall = async (port: number): Promise<HallTokens> => {
  const base = `http://127.0.0.1:${port}/api`;
  const hall = demo();
  const pair = async (code: string): Promise<string> => ((await post(`${base}/devices/pair`, { code }, null)) as { token: string }).token;
  const signIn = async (staffNumber: string): Promise<string> => ((await post(`${base}/sessions`, { staffNumber, pin: '246810' }, null)) as { token: string }).token;
  const serviceOf = (queue: string): string => hall.services.find((s) => s.kind === 'queue' && s.queue === queue)?.id ?? '';
  const desks: HallAccess['desks'][number][] = [];
  for (const [i, counter] of hall.counters.entries()) {
    const token = await signIn(String(1001 + i));
    await post(`${base}/halls/${hall.id}/counters/${counter.id}/sign-in`, {}, token);
    const own = hall.profiles.find((p) => p.id === counter.profile)?.queues.find((q) => q.offset === 0)?.queue ?? '';
    desks.push({ counter: counter.id, zone: counter.zone, token, service: serviceOf(own) });
  }
  const access = { hall: hall.id, kiosk: await pair('demo-kiosk'), desks: spreadOverQueues(desks), services: hall.queues.map((q) => serviceOf(q.id)) };
  return { access, display: await pair('demo-display'), manager: await signIn('4001') };
};
