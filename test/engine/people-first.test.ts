import { expect, test } from 'vitest';
import type { AppointmentId, CounterId, Instant, ServiceId, StaffNumber } from '../../server/domain/brands.ts';
import type { Command } from '../../server/domain/command.ts';
import { houseKeeper } from '../support/house-keeper.ts';

const open = houseKeeper();
const ten = Date.parse('2026-03-03T10:00:00+08:00') as Instant;
const phone = (n: number): Command => ({ type: 'reserve', by: { kind: 'visitor' }, id: `r${n}` as AppointmentId, wish: { services: ['business-licence' as ServiceId], cases: 1, start: ten }, language: 'zh-CN' });
const clerk = (n: number): Command => ({ type: 'sign-in', by: { kind: 'staff', number: `100${n}` as StaffNumber }, counterId: String(n) as CounterId, clerk: `100${n}` as StaffNumber, force: false });

test('of presses that arrive together people in the hall go before phones, and phones are not left out while more of them press', async () => {
  const { engine } = await open();
  await engine.run({ type: 'open-day', by: { kind: 'clock' } });
  const order: string[] = [];
  const more = [clerk(2)];
  const late: Promise<unknown>[] = [];
  engine.onCommit((entries) => {
    order.push(entries.map(({ event }) => (event.type === 'slot-reserved' ? event.slot.id : event.type === 'counter-signed-in' ? `clerk ${event.clerk}` : event.type)).join(' '));
    for (const command of more.splice(0)) late.push(engine.run(command));
  });
  await Promise.all([engine.run(phone(1)), engine.run(phone(2)), engine.run(clerk(1))]);
  await Promise.all(late);
  expect(order).toEqual(['clerk 1001', 'r1 r2 clerk 1002']);
});
