import { expect, test } from 'vitest';
import { houseKeeper } from '../support/house-keeper.ts';

const open = houseKeeper();

test('信息有误 at a kiosk reaches the manager with the service and a count, also after a restart; checked, it goes', async () => {
  const house = await open({ store: 'sqlite' });
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const manager = await house.staff('4001');
  expect((await kiosk.press('/services/pension/info-wrong')).status).toBe(200);
  const told = (await manager.read('/journal')).body.events?.filter((event) => event.type === 'service-info-wrong') ?? [];
  expect(told.map(({ seq, at, ...event }) => [typeof seq, typeof at, event])).toEqual([['number', 'string', { by: 'device:kiosk-1', type: 'service-info-wrong', serviceId: 'pension', device: 'kiosk-1' }]]);
  await house.restart();
  await house.listen();
  const screen = await house.screen('/manager', { token: manager.token ?? '' }).seen();
  expect(screen.last['doubts']).toMatchObject([{ serviceId: 'pension', count: 1 }]);
  expect((await manager.press('/services/pension/info-checked')).status).toBe(200);
  await house.settle();
  await screen.until((one) => JSON.stringify(one.last['doubts']) === '[]', 'an empty list');
});

test('a stranger can\'t say so, a clerk can\'t say it was checked, and a service must be there', async () => {
  const house = await open();
  const kiosk = await house.device('kiosk', 'kiosk-1');
  const clerk = await house.clerk('1001', '1');
  expect((await house.stranger.press('/services/pension/info-wrong')).body.code).toBe('sign-in-needed');
  expect((await clerk.press('/services/pension/info-wrong')).body.code).toBe('not-allowed');
  expect((await clerk.press('/services/pension/info-checked')).body.code).toBe('not-allowed');
  expect((await kiosk.press('/services/nothing/info-wrong')).body).toMatchObject({ code: 'unknown-service', status: 404 });
});

test('anyone may read what one service says, and nothing that is inside only', async () => {
  const house = await open();
  const { status, text } = await house.stranger.read('/services/pension');
  const catalogue = JSON.parse((await house.stranger.read('/catalogue')).text) as { services: { id: string; searchKeys: unknown; counters: unknown }[] };
  const { searchKeys: _keys, counters: _counters, ...listed } = catalogue.services.find(({ id }) => id === 'pension') ?? { searchKeys: 0, counters: 0 };
  const answer = JSON.parse(text) as { service: object; counters: readonly object[]; hallName: object };
  expect(status).toBe(200);
  expect(listed).toMatchObject(answer.service);
  expect(answer.counters[0]).toHaveProperty('zh-CN');
  expect(await house.stranger.read('/services/nothing')).toMatchObject({ status: 404, body: { code: 'unknown-service', detail: 'There is no such service (nothing).' } });
});
