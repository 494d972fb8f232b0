import { expect, it } from 'vitest';
import { freeAt } from '../../server/domain/slot-places.ts';
import { instant } from '../../server/domain/brands.ts';
import type { AppointmentId } from '../../server/domain/brands.ts';
import { isRefusal } from '../../server/domain/decision.ts';
import { Chance } from '../support/sim-chance.ts';
import { hallImage } from '../support/sim-image.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { SimHall } from '../support/sim-hall.ts';
import { staff, visitor } from '../support/sim-press.ts';

const capacity = 3;
const delay = 20;
const seed = Number(process.env['ROUNDS_SEED'] ?? 4_711);
const nine = Date.parse('2026-03-03T09:00:00+08:00');
const begun = instant(Date.parse('2026-03-02T08:00:00+08:00'));
const start = (chance: Chance) => instant(nine + Math.floor(chance.next() * 6) * 30 * 60_000);

it(`1,000 random rounds of reservations, bookings, expiries, moves and cancellations never exceed a slot (seed ${seed})`, () => {
  const hall = new SimHall({
    ...simConfig(),
    booking: { source: 'own', rules: [{ id: 'free', cancelBefore: 0 }], groups: [{ id: 'all', services: [named('register'), named('ask')], rules: 'free', window: { first: 0, last: 5, release: '00:00' }, slots: [{ days: ['tue'], from: '09:00', to: '12:00', minutes: 30, capacity }], grace: 10, reservationMinutes: 5, freedAfter: delay, asks: [] }] },
  }, begun);
  const chance = new Chance(seed);
  const seen = { accepted: 0, full: 0 };
  const pick = (): AppointmentId => chance.oneOf([...hall.hall.appointments.keys()]) ?? named('none');
  for (let n = 0; n < 1_000; n += 1) {
    const wish = { services: chance.is(0.2) ? [named<never>('register'), named<never>('ask')] : [named<never>('register')], cases: 1, start: start(chance) };
    const what = chance.next();
    const kept = chance.oneOf([...hall.hall.appointments.values()].filter((one) => one.state === 'reserved'));
    const seals = { token: '', code: '', contact: null };
    const came = what < 0.3 ? hall.run({ type: 'reserve', by: visitor, id: named(`r${n}`), wish, language: 'en' })
      : what < 0.45 && kept !== undefined ? hall.run({ type: 'book', by: visitor, id: kept.id, wish: { services: kept.services, cases: kept.cases, start: kept.start }, language: 'en', person: null, given: [], external: null, seals })
      : what < 0.65 ? hall.run({ type: 'book', by: visitor, id: named(`b${n}`), wish, language: 'en', person: named(`p${n}`), given: [], external: chance.is(0.3) ? `X-${n}` : null, seals })
      : what < 0.8 ? hall.run({ type: 'move-appointment', by: visitor, id: pick(), start: start(chance), seal: null })
      : hall.run({ type: 'cancel-appointment', by: chance.is(0.5) ? visitor : staff('3001'), id: pick(), excused: false, seal: null });
    if (!isRefusal(came)) seen.accepted += 1;
    else if (came.code === 'slot-full') seen.full += 1;
    hall.at = instant(Math.min(nine - 60_000, hall.at + Math.floor(chance.next() * 90_000)));
    for (let i = 0; i < 6; i += 1) {
      const slot = { group: 'all', start: instant(nine + i * 30 * 60_000), capacity };
      // What stands on places, counted without the index.
      const held = [...hall.hall.appointments.values()].reduce((sum, one) => sum + (one.start === slot.start && (one.until === null ? one.state !== 'missed' : one.until > hall.at) ? one.places : 0) + one.left.filter((left) => left.start === slot.start && left.until > hall.at).length * one.places, 0);
      expect([n, held <= capacity, freeAt(hall.hall.places, slot, hall.at)]).toEqual([n, true, capacity - held]);
    }
  }
  expect(seen.accepted).toBeGreaterThan(150);
  expect(seen.full).toBeGreaterThan(100);
  expect(hallImage(hall.rows.read(hall.hall, hall.catalogues))).toBe(hallImage(hall.hall));
});
