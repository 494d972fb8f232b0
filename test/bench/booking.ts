import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { HallConfig, ServiceConfig } from '../../server/domain/hall-config.ts';
import { countersTried, playMonth } from '../sim/booking-month.ts';
import { enterHall } from './bench-hall.ts';
import { gone, logReady, root, startBare, startHall, startNode, stop } from './children.ts';
import { number, plain } from './figure.ts';
import type { Figure } from './figure.ts';
import { median, runOf } from './numbers.ts';
import type { RushJob, RushTold, Wish } from './rush-jobs.ts';
import type { Folders } from './stage.ts';

const services = 400;
const slotsADay = 16;
const capacity = 7;
const phones = 3_000;
const overMs = 10_000;
const quantile = (values: readonly number[]): number => runOf([{ measuredMs: 1, answered: values.length, took: values }], 0).p99;

/** 400 services, each with 16 slots of 7 places a day, around the clock so that a bench may begin at any hour. */
const writeRushHall = (folder: string): string => {
  const hall = parse(readFileSync(join(root, 'halls', 'demo.yaml'), 'utf8')) as HallConfig;
  const queued = hall.services.filter((service) => service.kind === 'queue');
  const many = Array.from({ length: services }, (_, i): ServiceConfig => ({ ...(queued[i % queued.length] as ServiceConfig), id: `s-${i}` as ServiceConfig['id'] }));
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const groups = many.map(({ id }) => ({ id, services: [id], rules: 'free', window: { first: 1, last: 2, release: '00:00' }, slots: [{ days, from: '08:00', to: '16:00', minutes: 30, capacity }], grace: 10 }));
  const queues = hall.queues.map((queue, i) => ({ ...queue, prefix: 'ABCDEFGHJKLMNPQ'[i] ?? 'A', from: 1, to: 9999 }));
  const devices = hall.devices.flatMap((device) => ('agent' in device || device.kind === 'agent' ? [] : [device.kind === 'kiosk' ? { id: device.id, kind: device.kind, name: device.name, zone: device.zone } : device]));
  const file = join(folder, 'rush.json');
  writeFileSync(file, JSON.stringify({ ...hall, services: [...hall.services, ...many], queues, devices, booking: { source: 'own', rules: [{ id: 'free', cancelBefore: 0 }], groups } }));
  return file;
};

class Phones {
  private readonly child = startNode({ core: 'client', file: 'test/bench/rush-client.ts', messages: true });
  async do(job: RushJob): Promise<RushTold> {
    const told = await new Promise<{ readonly done: RushTold } | { readonly failed: string }>((resolve) => {
      this.child.once('message', (answer) => resolve(answer as never));
      this.child.send(job);
    });
    if ('failed' in told) throw new Error(told.failed);
    return told.done;
  }
  async close(): Promise<void> {
    this.child.disconnect();
    await gone(this.child);
  }
}

interface Plan { readonly folders: Folders; readonly runs: number; readonly quick: boolean; readonly said: (line: string) => void }
interface RushRun { readonly asked: number; readonly bareAsked: number; readonly perSecond: number; readonly barePerSecond: number; readonly called: readonly number[]; readonly calledAlone: readonly number[]; readonly booked: number }

const wishesOf = async (port: number): Promise<{ readonly wishes: readonly Wish[]; readonly bytes: string }> => {
  const bytes = await (await fetch(`http://127.0.0.1:${port}/api/halls/demo/slots?service=s-0&days=1`)).text();
  const { slots } = JSON.parse(bytes) as { readonly slots: readonly { readonly start: string }[] };
  if (slots.length !== slotsADay) throw new Error(`a day has ${slots.length} slots`);
  return { bytes, wishes: Array.from({ length: services }, (_, i) => slots.map(({ start }) => ({ service: `s-${i}`, start }))).flat() };
};

/** Two hundred at once for one slot of seven, over real sockets. */
const lastPlaces = async (port: number, { service, start }: Wish): Promise<{ readonly booked: number; readonly full: number }> => {
  const send = async (n: number): Promise<number> => (await fetch(`http://127.0.0.1:${port}/api/halls/demo/appointments`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': `last-places-${n}` }, body: JSON.stringify({ serviceId: service, start, phone: `1370000${1000 + n}` }) })).status;
  const statuses = await Promise.all(Array.from({ length: 200 }, (_, n) => send(n)));
  return { booked: statuses.filter((status) => status === 201).length, full: statuses.filter((status) => status === 409).length };
};

const playRush = async ({ folders, quick }: Plan, client: Phones, clerks: Phones, first: boolean): Promise<RushRun & { readonly last: { readonly booked: number; readonly full: number } | null }> => {
  const folder = folders.fresh();
  const bareFolder = folders.fresh();
  const { child, port } = await startHall(folder, writeRushHall(folders.root), { env: { TRUST_PROXY: 'loopback' } });
  const { access } = await enterHall(port);
  const { wishes, bytes } = await wishesOf(port);
  const file = join(folders.root, 'slots.json');
  writeFileSync(file, bytes);
  const bare = await startBare('per-request', bareFolder, { BENCH_BYTES: file });
  const last = first ? await lastPlaces(port, wishes[wishes.length - 1] ?? { service: '', start: '' }) : null;
  const [count, ms] = quick ? [600, 2_000] : [phones, overMs];
  // Both have met everything a rush brings before anything counts, as a server that has run for days has, and they take turns.
  const later = wishes.filter((_, i) => i % 2 === 1);
  const now = wishes.filter((_, i) => i % 2 === 0);
  for (const side of [{ port, bare: false }, { port: bare.port, bare: true }]) await client.do({ kind: 'book', ...side, lanes: 16, forMs: quick ? 500 : 3_000, wishes: later });
  for (const side of [{ port, bare: false }, { port: bare.port, bare: true }]) await client.do({ kind: 'rush', ...side, phones: count / 4, overMs: ms / 4, lanes: 64, wishes: later });
  await logReady(folder);
  await clerks.do({ kind: 'calls', port, forMs: 1_000, access });
  const alone = await clerks.do({ kind: 'calls', port, forMs: quick ? 1_000 : 8_000, access });
  const [ours, meanwhile] = await Promise.all([client.do({ kind: 'rush', port, bare: false, phones: count, overMs: ms, lanes: 64, wishes: now }), clerks.do({ kind: 'calls', port, forMs: ms, access })]);
  const theirs = await client.do({ kind: 'rush', port: bare.port, bare: true, phones: count, overMs: ms, lanes: 64, wishes: now });
  const rate = async (side: { readonly port: number; readonly bare: boolean }): Promise<number> => {
    const told = await client.do({ kind: 'book', ...side, lanes: 32, forMs: quick ? 500 : 2_000, wishes: later });
    if (told.other.length > 0) throw new Error(`bookings were refused otherwise than expected: ${told.other.join('; ')}`);
    return (told.booked + told.full) / (told.ms / 1000);
  };
  const [perSecond, barePerSecond] = [await rate({ port, bare: false }), await rate({ port: bare.port, bare: true })];
  if (ours.other.length > 0) throw new Error(`phones were answered otherwise than expected: ${ours.other.join('; ')}`);
  await stop(child);
  await stop(bare.child);
  folders.clear(folder);
  folders.clear(bareFolder);
  return { asked: quantile(ours.asked), bareAsked: quantile(theirs.asked), perSecond, barePerSecond, called: meanwhile.called, calledAlone: alone.called, booked: ours.booked, last };
};

const compared = (what: string, ours: number, name: string, theirs: number, unit: string, goal: { readonly most: number } | { readonly least: number }): Figure => {
  const ratio = ours / theirs;
  const met = 'most' in goal ? ratio <= goal.most : ratio >= goal.least;
  return { what, ours: `${number(ours)} ${unit}`, against: `${name}: ${number(theirs)} ${unit}`, ratio: `${ratio.toFixed(2)} ×`, goal: 'most' in goal ? `≤ ${goal.most} ×` : `≥ ${goal.least} ×`, met };
};

/** The rush when a new day is released, and a year of working days with appointments and walk-ins. */
export const bookingFigures = async (plan: Plan): Promise<readonly Figure[]> => {
  const client = new Phones();
  const clerks = new Phones();
  const runs: Awaited<ReturnType<typeof playRush>>[] = [];
  for (let n = 0; n < plan.runs; n += 1) {
    runs.push(await playRush(plan, client, clerks, n === 0));
    plan.said(`rush ${n + 1} of ${plan.runs}`);
  }
  await client.close();
  await clerks.close();
  const of = (value: (run: RushRun) => number): number => median(runs.map(value));
  const last = runs[0]?.last ?? { booked: 0, full: 0 };
  const figures: Figure[] = [
    plain('200 at once for a slot of 7', `${last.booked} booked, ${last.full} told that it is full`, '7 and 193', last.booked === capacity && last.full === 200 - capacity),
    compared('Release of a new day, 3,000 phones in 10 s: free times, p99', of((r) => r.asked), 'bare route with the same bytes', of((r) => r.bareAsked), 'ms', { most: 5 }),
    compared('— bookings', of((r) => r.perSecond), 'one transaction per request', of((r) => r.barePerSecond), '/s', { least: 0.4 }),
    // A rush has 150 calls, whose p99 would be the second slowest: those of all runs are counted together.
    compared('— call next meanwhile, p99', quantile(runs.flatMap((r) => r.called)), 'without the rush', quantile(runs.flatMap((r) => r.calledAlone)), 'ms', { most: 1.5 }),
  ];
  // The loaded calendar of the small hall ends with the year.
  const days = plan.quick ? 22 : 200;
  for (const counters of countersTried) {
    const told = playMonth({ counters, share: 0.25, days, seed: 11 });
    figures.push(plain(`${counters} counter${counters === 1 ? '' : 's'}, ${days} days, 25 % appointments: called within ${told.promise.toFixed(1)} min`, `${(told.kept * 100).toFixed(1)} %`, '≥ 95 %', told.kept >= 0.95));
    figures.push(compared('— walk-ins, wait p90', told.walkInP90, 'pure first-come', told.firstComeP90, 'min', { most: 1.3 }));
    plan.said(`${counters} counters: ${(told.kept * 100).toFixed(1)} %, ${told.ratio.toFixed(2)} ×`);
  }
  const short = playMonth({ counters: 3, share: 0.4, days, seed: 11, gone: { count: 1, minute: 60 } });
  figures.push(plain('3 counters, 40 % appointments, one gone at 10:00: called within 7.3 min', `${(short.kept * 100).toFixed(1)} %`));
  figures.push({ what: '— walk-ins, wait p90', ours: `${number(short.walkInP90)} min`, against: `pure first-come: ${number(short.firstComeP90)} min`, ratio: `${short.ratio.toFixed(2)} ×`, goal: '', met: null });
  return figures;
};
