import { randomBytes } from 'node:crypto';
import { pressAndWatch } from './fan-out-client.ts';
import { HttpLane } from './http-lane.ts';
import type { HallAccess, Job, Timed, Told } from './load-jobs.ts';
import type { Stretch } from './numbers.ts';

/** The load, in a process of its own: does the jobs its parent sends, one after the other, and answers with figures. */
type Step = (lane: HttpLane) => Promise<void>;
const run = randomBytes(6).toString('hex');
const count = { keys: 0 };
const key = (): string => `Idempotency-Key: ${run}-${(count.keys += 1)}\r\n`;
const bearer = (token: string): string => `Authorization: Bearer ${token}\r\n`;

const expectStatus = (wanted: number, { status, body }: { readonly status: number; readonly body: string }): string => {
  if (status !== wanted) throw new Error(`expected ${wanted}, the server answered ${status}: ${body.slice(0, 300)}`);
  return body;
};

const issueStep = (access: HallAccess, service: () => string): Step => {
  const headers = bearer(access.kiosk);
  return async (lane) => void expectStatus(201, await lane.post(`/api/halls/${access.hall}/tickets`, headers + key(), `{"serviceId":"${service()}"}`));
};
/** Issue one, call, start, finish: the number of people waiting stays as it is. */
const visitSteps = (access: HallAccess, laneIndex: number): readonly Step[] => {
  const desk = access.desks[laneIndex % access.desks.length];
  if (desk === undefined) throw new Error('no counter is signed in');
  const press = (what: string): Step => async (lane) => {
    const body = expectStatus(200, await lane.post(`/api/halls/${access.hall}/counters/${desk.counter}/${what}`, bearer(desk.token) + key(), '{}'));
    if (body.includes('"ticket":null')) throw new Error(`${what} at counter ${desk.counter} found nobody`);
  };
  return [issueStep(access, () => desk.service), press('call-next'), press('start'), press('finish')];
};

const timed = async ({ port, lanes, warmMs, measureMs, answers = Infinity }: Timed, stepsOf: (lane: number) => readonly Step[]): Promise<Stretch> => {
  const from = performance.now() + warmMs;
  const to = from + measureMs;
  const took: number[] = [];
  const all = { answered: 0 };
  const work = async (index: number): Promise<void> => {
    const lane = new HttpLane(port);
    const steps = stepsOf(index);
    for (let n = 0, begun = performance.now(); (begun < to && all.answered < answers) || n % steps.length !== 0; n += 1) {
      await steps[n % steps.length]?.(lane);
      const ended = performance.now();
      all.answered += 1;
      if (begun >= from && ended <= to) took.push(ended - begun);
      begun = ended;
    }
    lane.close();
  };
  await Promise.all(Array.from({ length: lanes }, (_, index) => work(index)));
  return { measuredMs: measureMs, answered: all.answered, took };
};

const backlog = async (port: number, lanes: number, tickets: number, access: HallAccess): Promise<Stretch> => {
  const state = { left: tickets };
  const desks = access.desks;
  const step = issueStep(access, () => desks[state.left % desks.length]?.service ?? '');
  await Promise.all(Array.from({ length: lanes }, async () => {
    const lane = new HttpLane(port);
    while (state.left > 0) {
      state.left -= 1;
      await step(lane);
    }
    lane.close();
  }));
  return { measuredMs: 0, answered: tickets, took: [] };
};

const perform = (job: Job): Promise<Stretch> => {
  switch (job.kind) {
    case 'bare': return timed(job, (lane) => [async (http) => void expectStatus(200, await http.post('/tickets', '', `{"queue":${lane % 13}}`))]);
    case 'tickets': {
      const { services } = job.access;
      return timed(job, (lane) => services.map((_, i) => issueStep(job.access, () => services[(i + lane) % services.length] ?? '')));
    }
    case 'visits': return timed(job, (lane) => visitSteps(job.access, lane));
    case 'backlog': return backlog(job.port, job.lanes, job.tickets, job.access);
    case 'fan-out': return pressAndWatch(job);
  }
};

const tell = (told: Told): void => void process.send?.(told);
process.on('message', (job: Job) => {
  perform(job).then((done) => tell({ done }), (error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }));
});
process.once('disconnect', () => process.exit(0));
