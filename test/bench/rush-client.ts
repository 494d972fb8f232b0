import { randomBytes } from 'node:crypto';
import { HttpLane } from './http-lane.ts';
import type { Reply } from './http-lane.ts';
import type { HallAccess } from './load-jobs.ts';
import type { RushJob, RushTold, Wish } from './rush-jobs.ts';

/** The phones of a morning, or the clerks of the hall, each in a process of their own: what keeps the phones busy must not count as the hall's answer to a clerk. */
const run = randomBytes(6).toString('hex');
const count = { keys: 0, phones: 0 };
const key = (): string => `Idempotency-Key: ${run}-${(count.keys += 1)}\r\n`;
const timed = async (what: () => Promise<Reply>, into: number[]): Promise<Reply> => {
  const begun = performance.now();
  const reply = await what();
  into.push(performance.now() - begun);
  return reply;
};
interface Tally { readonly asked: number[]; readonly called: number[]; booked: number; full: number; readonly other: string[] }
const fresh = (): Tally => ({ asked: [], called: [], booked: 0, full: 0, other: [] });

/** Every phone is a person and a source of its own. */
const phoneNumber = (n: number): string => `13${String(100_000_000 + n).slice(-9)}`;
const sourceOf = (n: number): string => `X-Forwarded-For: 10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}\r\n`;
const note = (tally: Tally, { status, body }: Reply): void => {
  if (status === 201 || status === 200) tally.booked += 1;
  else if (body.includes('slot-full')) tally.full += 1;
  else if (tally.other.length < 5) tally.other.push(`${status} ${body.slice(0, 160)}`);
};
const wishFor = (wishes: readonly Wish[], n: number): Wish => wishes[(n * 7919) % wishes.length] ?? { service: '', start: '' };
const bookOnce = async (lane: HttpLane, bare: boolean, wish: Wish, n: number, tally: Tally): Promise<void> =>
  note(tally, await lane.post(bare ? '/tickets' : '/api/halls/demo/appointments', `${key()}${sourceOf(n)}`, bare ? `{"queue":${n % 13}}` : JSON.stringify({ serviceId: wish.service, start: wish.start, phone: phoneNumber(n) })));

/** One phone: looks at the free times, keeps one, books it. */
const onePhone = async (lane: HttpLane, bare: boolean, wish: Wish, n: number, tally: Tally): Promise<void> => {
  await timed(() => lane.get(bare ? '/bytes' : `/api/halls/demo/slots?service=${wish.service}&days=1`, sourceOf(n)), tally.asked);
  if (bare) {
    await lane.post('/tickets', key(), `{"queue":${n % 13}}`);
    return bookOnce(lane, bare, wish, n, tally);
  }
  const kept = await lane.post('/api/halls/demo/reservations', `${key()}${sourceOf(n)}`, JSON.stringify({ serviceId: wish.service, start: wish.start }));
  if (kept.status !== 201) return note(tally, kept);
  const { reservation } = JSON.parse(kept.body) as { readonly reservation: string };
  return note(tally, await lane.post('/api/halls/demo/appointments', `${key()}${sourceOf(n)}`, JSON.stringify({ serviceId: wish.service, start: wish.start, phone: phoneNumber(n), reservation })));
};

/** Clerks who go on calling: a number is taken, called and finished every 50 ms. */
const callOn = async (port: number, access: HallAccess, until: () => boolean, tally: Tally): Promise<void> => {
  const lane = new HttpLane(port);
  for (let n = 0; !until(); n += 1) {
    const desk = access.desks[n % access.desks.length];
    if (desk === undefined) break;
    await lane.post(`/api/halls/${access.hall}/tickets`, `${key()}Authorization: Bearer ${access.kiosk}\r\n`, JSON.stringify({ serviceId: desk.service }));
    const auth = `Authorization: Bearer ${desk.token}\r\n`;
    await timed(() => lane.post(`/api/halls/${access.hall}/counters/${desk.counter}/call-next`, `${key()}${auth}`, '{}'), tally.called);
    await lane.post(`/api/halls/${access.hall}/counters/${desk.counter}/start`, `${key()}${auth}`, '{}');
    await lane.post(`/api/halls/${access.hall}/counters/${desk.counter}/finish`, `${key()}${auth}`, '{}');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  lane.close();
};

const rush = async (job: Extract<RushJob, { kind: 'rush' }>): Promise<RushTold> => {
  const tally = fresh();
  const begun = performance.now();
  const state = { next: 0 };
  const base = count.phones;
  count.phones += job.phones;
  const lanes = Array.from({ length: job.lanes }, async () => {
    const lane = new HttpLane(job.port);
    for (let n = state.next++; n < job.phones; n = state.next++) {
      const due = begun + (n / job.phones) * job.overMs - performance.now();
      if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
      await onePhone(lane, job.bare, wishFor(job.wishes, base + n), base + n, tally);
    }
    lane.close();
  });
  await Promise.all(lanes);
  return { ...tally, ms: performance.now() - begun };
};

const book = async (job: Extract<RushJob, { kind: 'book' }>): Promise<RushTold> => {
  const tally = fresh();
  const begun = performance.now();
  await Promise.all(Array.from({ length: job.lanes }, async () => {
    const lane = new HttpLane(job.port);
    while (performance.now() - begun < job.forMs) {
      const n = (count.phones += 1);
      await bookOnce(lane, job.bare, wishFor(job.wishes, n), n, tally);
    }
    lane.close();
  }));
  return { ...tally, ms: performance.now() - begun };
};

const calls = async (job: Extract<RushJob, { kind: 'calls' }>): Promise<RushTold> => {
  const tally = fresh();
  const begun = performance.now();
  await callOn(job.port, job.access, () => performance.now() - begun > job.forMs, tally);
  return { ...tally, ms: performance.now() - begun };
};

process.on('message', (job: RushJob) => {
  const doing = job.kind === 'rush' ? rush(job) : job.kind === 'book' ? book(job) : calls(job);
  void doing.then((told) => process.send?.({ done: told }), (error: unknown) => process.send?.({ failed: String(error) }));
});
