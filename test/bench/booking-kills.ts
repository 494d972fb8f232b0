import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { Chance } from '../support/sim-chance.ts';
import { gone, root, startHall } from './children.ts';

/**
 * `npx tsx test/bench/booking-kills.ts [--rounds 50] [--seed 7]`: people book, keep, move and cancel over real sockets while the server is killed
 * again and again. Afterwards every acknowledged booking is there as it was acknowledged, and no slot holds more than its places.
 */
const argument = (name: string, otherwise: number): number => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : otherwise);
const [rounds, seed] = [argument('--rounds', 50), argument('--seed', 7)];
const capacity = 3;
const folder = mkdtempSync(join(tmpdir(), 'paihao-booking-kills-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const demo = parse(readFileSync(join(root, 'halls', 'demo.yaml'), 'utf8')) as HallConfig;
const hallFile = join(folder, 'hall.json');
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
writeFileSync(hallFile, JSON.stringify({ ...demo, booking: { source: 'own', rules: [{ id: 'free', cancelBefore: 0 }], groups: [{ id: 'all', services: ['passport'], rules: 'free', window: { first: 1, last: 3, release: '00:00' }, slots: [{ days, from: '09:00', to: '17:00', minutes: 30, capacity }], grace: 10 }] } }));

interface Known { readonly token: string; start: string; state: 'booked' | 'cancelled' }
const chance = new Chance(seed);
const known: Known[] = [];
const told = { acknowledged: 0, doubtful: 0, full: 0 };
const count = { keys: 0 };
const post = async (port: number, path: string, body: object): Promise<{ readonly status: number; readonly body: Record<string, unknown> } | null> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': `kills-${seed}-${(count.keys += 1)}` }, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  } catch {
    return null;
  }
};

const pressing = new Set<string>();
const oneStep = async (port: number, starts: readonly string[]): Promise<void> => {
  const start = chance.oneOf(starts) ?? '';
  const mine = chance.is(0.4) ? chance.oneOf(known.filter((one) => one.state === 'booked' && !pressing.has(one.token))) : undefined;
  if (mine === undefined) {
    const kept = chance.is(0.5) ? await post(port, '/api/halls/demo/reservations', { serviceId: 'passport', start }) : null;
    const reservation = kept?.status === 201 ? { reservation: kept.body['reservation'] } : {};
    const answer = await post(port, '/api/halls/demo/appointments', { serviceId: 'passport', start, phone: `13${String(100_000_000 + count.keys).slice(-9)}`, ...reservation });
    if (answer === null) told.doubtful += 1;
    else if (answer.status === 201) {
      told.acknowledged += 1;
      const made = answer.body['appointment'] as { readonly token: string; readonly start: string };
      known.push({ token: made.token, start: made.start, state: 'booked' });
    } else told.full += 1;
    return;
  }
  pressing.add(mine.token);
  const moves = chance.is(0.5);
  const answer = await post(port, `/api/appointments/${mine.token}/${moves ? 'move' : 'cancel'}`, moves ? { start } : {});
  if (answer?.status === 200) {
    told.acknowledged += 1;
    const now = answer.body['appointment'] as { readonly start: string };
    if (moves) mine.start = now.start;
    else mine.state = 'cancelled';
    pressing.delete(mine.token);
  } else if (answer === null) {
    // Nobody knows whether it was done: it is asked of the server after the restart.
    told.doubtful += 1;
  } else pressing.delete(mine.token);
};

const faults: string[] = [];
const check = async (port: number): Promise<void> => {
  const perSlot = new Map<string, number>();
  for (const one of known) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/appointments/${one.token}`);
    if (!answer.ok) {
      faults.push(`an acknowledged booking is gone: ${answer.status}`);
      continue;
    }
    const { appointment } = (await answer.json()) as { readonly appointment: { readonly start: string; readonly state: string } };
    if (pressing.has(one.token)) {
      one.start = appointment.start;
      one.state = appointment.state === 'cancelled' ? 'cancelled' : 'booked';
      pressing.delete(one.token);
    } else if (appointment.start !== one.start || appointment.state !== one.state) faults.push(`${one.state} ${one.start} became ${appointment.state} ${appointment.start}`);
    if (appointment.state === 'booked') perSlot.set(appointment.start, (perSlot.get(appointment.start) ?? 0) + 1);
  }
  for (const [start, booked] of perSlot) if (booked > capacity) faults.push(`${start} holds ${booked}`);
};

const server = { at: await startHall(join(folder, 'data'), hallFile, { core: null }) };
for (let round = 1; round <= rounds; round += 1) {
  const slots = (await (await fetch(`http://127.0.0.1:${server.at.port}/api/halls/demo/slots?service=passport&days=3`)).json()) as { readonly slots: readonly { readonly start: string }[] };
  const starts = slots.slots.map((slot) => slot.start);
  const state = { over: false };
  const lanes = Array.from({ length: 6 }, async () => { while (!state.over) await oneStep(server.at.port, starts); });
  await new Promise((resolve) => setTimeout(resolve, 100 + chance.next() * 500));
  server.at.child.kill('SIGKILL');
  state.over = true;
  await Promise.all(lanes);
  await gone(server.at.child);
  server.at = await startHall(join(folder, 'data'), null, { core: null });
  await check(server.at.port);
  if (round % 10 === 0) process.stdout.write(`round ${round}: ${known.length} bookings known, ${faults.length} faults\n`);
}
server.at.child.kill('SIGTERM');
await gone(server.at.child);
process.stdout.write(`${rounds} kills, seed ${seed}: ${told.acknowledged} presses acknowledged, ${told.doubtful} in doubt, ${told.full} refused; ${faults.length === 0 ? 'every acknowledged booking is there, no slot over its places' : faults.slice(0, 10).join('; ')}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
