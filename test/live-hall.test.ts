import { expect, test } from 'vitest';
import { houseKeeper } from './support/house-keeper.ts';

const open = houseKeeper();

test('the live hall writes every instant with the offset of the hall', async () => {
  const house = await open();
  const manager = await house.staff('4001');
  await manager.press('/suspensions', { scope: { kind: 'hall' }, reason: { 'zh-CN': '停电', en: 'Power cut' }, expectedBack: '2026-03-03T10:30:00+08:00' });
  const live = JSON.parse((await house.stranger.get(`/api/halls/${house.engine.id}`)).text) as { readonly services: readonly { readonly stopsAt: unknown; readonly opensAt: unknown }[]; readonly suspensions: readonly { readonly expectedBack: unknown }[] };
  expect(live.suspensions.map((s) => s.expectedBack)).toEqual(['2026-03-03T10:30:00.000+08:00']);
  const instants = live.services.flatMap((s) => [s.stopsAt, s.opensAt]).filter((at) => at !== null);
  expect(instants.length).toBeGreaterThan(0);
  for (const at of instants) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/);
}, 30_000);
