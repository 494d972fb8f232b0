import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { HttpLane } from './http-lane.ts';
import type { Job } from './load-jobs.ts';
import type { Stretch } from './numbers.ts';

type FanOut = Extract<Job, { readonly kind: 'fan-out' }>;
interface SeenView { readonly mark?: number; readonly calls?: readonly { readonly legId: string; readonly state: string }[] }

/** Resolves when all displays show what `isThere` looks for. */
class Watch {
  private readonly displays: Socket[];
  private left = 0;
  private wanted: ((view: SeenView) => boolean) | null = null;
  private early: (readonly [number, SeenView])[] = [];
  private readonly seen = new Set<number>();
  private all: (() => void) | null = null;

  constructor(displays: Socket[]) {
    this.displays = displays;
    for (const [index, socket] of displays.entries()) socket.on('view', (view: SeenView) => this.take(index, view));
  }
  private take(index: number, view: SeenView): void {
    if (this.wanted === null) this.early.push([index, view]);
    else if (!this.seen.has(index) && this.wanted(view)) {
      this.seen.add(index);
      this.left -= 1;
      if (this.left === 0) this.all?.();
    }
  }
  /** Before a press: what arrives from now on may already hold it, though its answer came later. */
  begin(): void {
    this.wanted = null;
    this.early = [];
    this.seen.clear();
    this.left = this.displays.length;
  }
  until(isThere: (view: SeenView) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.all = resolve;
      this.wanted = isThere;
      for (const [index, view] of this.early.splice(0)) this.take(index, view);
    });
  }
}

const twoFramesMs = 33;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

const openDisplays = async (job: FanOut): Promise<Socket[]> => {
  const sockets = Array.from({ length: job.displays }, () => io(`http://127.0.0.1:${job.port}/display`, { autoConnect: false, forceNew: true, transports: ['websocket'], auth: { token: job.display, zone: 'a' } }));
  for (const socket of sockets) {
    // As a real display does, which reports what stands on its screen after the second frame.
    const told = new Set<string>();
    socket.on('view', (view: SeenView) => {
      const fresh = (view.calls ?? []).filter(({ legId }) => !told.has(legId)).map(({ legId }) => legId);
      for (const id of fresh) told.add(id);
      if (fresh.length > 0) setTimeout(() => socket.emit('shown', fresh), twoFramesMs);
    });
    socket.on('announce', (_job: unknown, ack: (answer: { ok: boolean }) => void) => setTimeout(() => ack({ ok: true }), 20));
  }
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
    socket.connect();
  })));
  return sockets;
};

const ask = async (lane: HttpLane, path: string, headers: string, body: string): Promise<unknown> => {
  const reply = await lane.post(path, headers, body);
  if (reply.status >= 400) throw new Error(`${path} answered ${reply.status}: ${reply.body.slice(0, 200)}`);
  return JSON.parse(reply.body);
};

interface Called { readonly ticket: { readonly legs: readonly { readonly id: string }[] } }
const keyOf = (job: FanOut, what: string, n: number): string => `Idempotency-Key: fan-${what}-${job.port}-${n}\r\n`;

/** A press at a counter of the displays' zone, and afterwards what makes the counter free for the next. */
const hallPress = async (job: FanOut, lane: HttpLane, watch: Watch, n: number): Promise<number> => {
  const access = job.access;
  const near = access?.desks.filter((d) => d.zone === 'a') ?? [];
  const desk = near[n % near.length];
  if (access == null || desk === undefined) throw new Error('no counter is signed in');
  const at = `/api/halls/${access.hall}`;
  const clerk = `Authorization: Bearer ${desk.token}\r\n`;
  await ask(lane, `${at}/tickets`, `Authorization: Bearer ${access.kiosk}\r\n${keyOf(job, 'issue', n)}`, `{"serviceId":"${desk.service}"}`);
  await pause(job.everyMs / 2);
  watch.begin();
  const begun = performance.now();
  const called = (await ask(lane, `${at}/counters/${desk.counter}/call-next`, clerk + keyOf(job, 'call', n), '{}')) as Called;
  const leg = called.ticket.legs[0]?.id ?? '';
  await watch.until((view) => view.calls?.some((call) => call.legId === leg) === true);
  const took = performance.now() - begun;
  await pause(job.everyMs / 2);
  await ask(lane, `${at}/counters/${desk.counter}/start`, clerk + keyOf(job, 'start', n), '{}');
  await ask(lane, `${at}/counters/${desk.counter}/finish`, clerk + keyOf(job, 'finish', n), '{}');
  return took;
};
const barePress = async (job: FanOut, lane: HttpLane, watch: Watch, n: number): Promise<number> => {
  await pause(job.everyMs);
  watch.begin();
  const begun = performance.now();
  const { number } = (await ask(lane, '/tickets', '', `{"queue":${n % 13}}`)) as { readonly number: number };
  await watch.until((view) => view.mark === number);
  return performance.now() - begun;
};

/** From the press until the last of the displays has the call, over and over. The first tenth warms up and isn't counted. */
export const pressAndWatch = async (job: FanOut): Promise<Stretch> => {
  const sockets = await openDisplays(job);
  const watch = new Watch(sockets);
  const lane = new HttpLane(job.port);
  const took: number[] = [];
  const warm = Math.ceil(job.presses / 10);
  for (let n = 0; n < job.presses + warm; n += 1) {
    const ms = await (job.access === null ? barePress(job, lane, watch, n) : hallPress(job, lane, watch, n));
    if (n >= warm) took.push(ms);
  }
  for (const socket of sockets) socket.disconnect();
  lane.close();
  return { measuredMs: 0, answered: took.length, took };
};
