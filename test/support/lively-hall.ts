import type { RealHouse } from './running-house.ts';

/** People and clerks who were there before: waiting in every queue, some at counters of the zones that are not looked at. */
interface Person { readonly path: string; readonly body: object; readonly token: string }

const post = async (house: RealHouse, { path, body, token }: Person, key: string): Promise<Record<string, unknown>> => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': `lively-${key}` };
  const answer = await fetch(house.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
};

const tokenFrom = async (house: RealHouse, path: string, body: object): Promise<string> => {
  const answer = await fetch(house.address + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return ((await answer.json()) as { token: string }).token;
};

/** `perQueue` people in every queue but `empty`; each counter from 17 on has a clerk, and every second of those serves somebody. */
export const enliven = async (house: RealHouse, perQueue: number, empty: readonly string[]): Promise<void> => {
  const engine = [...house.house.halls.values()][0];
  if (engine === undefined) throw new Error('no hall');
  const kiosk = await tokenFrom(house, '/api/devices/pair', { code: 'demo-kiosk', device: 'kiosk-2' });
  const { config } = engine.hall.catalogue;
  for (const queue of config.queues.filter((q) => !empty.includes(q.id))) {
    const services = config.services.filter((s) => s.queue === queue.id);
    const people = 1 + ((perQueue * (1 + queue.id.length)) % 11);
    for (let n = 0; n < people; n += 1) {
      const service = services[n % services.length];
      if (service !== undefined) await post(house, { path: '/api/halls/demo/tickets', body: { serviceId: service.id }, token: kiosk }, `${queue.id}-${n}`);
    }
  }
  for (let n = 17; n <= 45; n += 1) {
    const clerk = await tokenFrom(house, '/api/sessions', { staffNumber: String(1000 + n), pin: '246810' });
    await post(house, { path: `/api/halls/demo/counters/${n}/sign-in`, body: {}, token: clerk }, `in-${n}`);
    if (n % 2 === 1) continue;
    const called = await post(house, { path: `/api/halls/demo/counters/${n}/call-next`, body: {}, token: clerk }, `call-${n}`);
    if (called['ticket'] !== null) await post(house, { path: `/api/halls/demo/counters/${n}/start`, body: {}, token: clerk }, `start-${n}`);
  }
};
