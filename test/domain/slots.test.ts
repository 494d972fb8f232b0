import { describe, expect, it } from 'vitest';
import type { HallConfig, QueueConfig } from '../../server/domain/hall-config.ts';
import { instantOf, isoInstant } from '../../server/domain/hall-time.ts';
import { minuteOfDay } from '../../server/domain/opening-hours.ts';
import { bookableDays, slotsOfDay } from '../../server/domain/slots.ts';
import type { BookingWindow, SlotTemplate } from '../../server/domain/booking-config.ts';
import { zoneTable } from '../../server/engine/zone-table.ts';
import { named, simConfig } from '../support/sim-config.ts';

const zone = zoneTable('Asia/Shanghai', Date.UTC(2026, 0, 1));
const { sat: _saturday, ...workWeek } = simConfig().hours;
const base: HallConfig = { ...simConfig(), hours: workWeek };
const queueOf = (config: HallConfig): QueueConfig => {
  const queue = config.queues.find((q) => q.id === 'general');
  if (queue === undefined) throw new Error('the small hall of the tests has a queue general');
  return queue;
};
const withDays = (days: HallConfig['calendar']['days'], loadedUntil: string = base.calendar.loadedUntil): HallConfig => ({ ...base, calendar: { loadedUntil: named(loadedUntil), days } });

describe('slots of a day', () => {
  const halfHours: SlotTemplate = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00', minutes: 30, capacity: 4 };
  const on = (config: HallConfig, templates: readonly SlotTemplate[], day: string): readonly string[] =>
    slotsOfDay(config, zone, queueOf(config), templates, named(day)).map((s) => `${isoInstant(zone, s.start).slice(11, 16)}-${isoInstant(zone, s.end).slice(11, 16)}×${s.capacity}`);

  it('lie within the hours, and lunch holds none', () => {
    const slots = on(base, [halfHours], '2026-03-02');
    expect(slots.slice(0, 2)).toEqual(['09:00-09:30×4', '09:30-10:00×4']);
    expect(slots).toHaveLength(6 + 7);
    expect(slots.some((s) => s.startsWith('12:') || s.startsWith('13:00'))).toBe(false);
  });
  it('are cut to whole ones: forty minutes into three hours go four times', () =>
    expect(on(base, [{ ...halfHours, to: '12:00', minutes: 40, capacity: 1 }], '2026-03-02')).toEqual(['09:00-09:40×1', '09:40-10:20×1', '10:20-11:00×1', '11:00-11:40×1']));
  it('there are none on days off, and those of the likened weekday on a make-up workday', () => {
    expect(on(base, [halfHours], '2026-03-01')).toEqual([]);
    expect(on(withDays([{ date: named('2026-03-01'), like: 'mon' }]), [halfHours], '2026-03-01')).toHaveLength(13);
    expect(on(withDays([{ date: named('2026-03-02'), hours: [] }]), [halfHours], '2026-03-02')).toEqual([]);
  });
  it('a date with a template of its own has no others', () => {
    const special: SlotTemplate = { date: named('2026-03-02'), from: '10:00', to: '11:00', minutes: 60, capacity: 9 };
    expect(on(base, [halfHours, special], '2026-03-02')).toEqual(['10:00-11:00×9']);
    expect(on(base, [halfHours, special], '2026-03-03')).toHaveLength(13);
  });
});

describe('days that may be booked', () => {
  const on = (window: BookingWindow, day: string, clock: string, config: HallConfig = base): readonly string[] =>
    bookableDays(config, zone, queueOf(config), window, instantOf(zone, named(day), minuteOfDay(clock)));
  const week: BookingWindow = { first: 1, last: 5, release: '00:00' };

  // 2026-03-02 is a Monday.
  it('R1: the next five working days, and not today', () => {
    expect(on(week, '2026-03-04', '10:00')).toEqual(['2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10', '2026-03-11']);
    expect(on(week, '2026-03-07', '10:00')).toEqual(['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13']);
  });
  it('R2: one or two working days ahead', () => expect(on({ first: 1, last: 2, release: '00:00' }, '2026-03-05', '10:00')).toEqual(['2026-03-06', '2026-03-09']));
  it('R4: the newest day comes at eight of each working day', () => {
    const window: BookingWindow = { first: 0, last: 2, release: '08:00' };
    expect(on(window, '2026-03-03', '07:59')).toEqual(['2026-03-03', '2026-03-04']);
    expect(on(window, '2026-03-03', '08:00')).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
    expect(on(window, '2026-03-08', '23:00')).toEqual(['2026-03-09', '2026-03-10']);
  });
  it('R5: the next working day only, over a holiday too', () => {
    const holiday = withDays([{ date: named('2026-03-03'), hours: [] }]);
    expect(on({ first: 1, last: 1, release: '00:00' }, '2026-03-02', '10:00', holiday)).toEqual(['2026-03-04']);
  });
  it('a make-up workday counts as one', () => {
    const makeUp = withDays([{ date: named('2026-03-07'), like: 'mon' }]);
    expect(on(week, '2026-03-06', '10:00', makeUp)).toEqual(['2026-03-07', '2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12']);
  });
  it('the day before the hour of release never reaches further than after it, and not into days too near', () => {
    expect(on({ first: 1, last: 3, release: '08:00' }, '2026-03-03', '07:00')).toEqual(['2026-03-04', '2026-03-05']);
    expect(on({ first: 2, last: 3, release: '00:00' }, '2026-03-03', '10:00')).toEqual(['2026-03-05', '2026-03-06']);
  });
  it('nothing beyond the loaded calendar, and nothing in a hall without hours', () => {
    expect(on(week, '2026-03-04', '10:00', withDays([], '2026-03-05'))).toEqual(['2026-03-05']);
    expect(on({ ...week, first: 0 }, '2026-03-06', '10:00', withDays([], '2026-03-05'))).toEqual([]);
    const { hours: _own, ...queue } = queueOf(base);
    expect(bookableDays({ ...base, hours: {} }, zone, queue, week, instantOf(zone, named('2026-03-04'), 600))).toEqual([]);
  });
});
