import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readHallFile } from '../../server/config/read-hall-file.ts';
import { freeSlots } from '../../server/domain/booking.ts';
import type { BookingAsk, BookingConfig } from '../../server/domain/booking-config.ts';
import { instant } from '../../server/domain/brands.ts';
import type { Actor } from '../../server/domain/command.ts';
import { isRefusal } from '../../server/domain/decision.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { isoInstant } from '../../server/domain/hall-time.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { SimHall } from '../support/sim-hall.ts';
import { device, staff, visitor } from '../support/sim-press.ts';

/** The rule sets of halls in use, as the configuration files that such a hall would have. 2026-03-02 is a Monday. */
const setOf = (name: string): BookingConfig => parse(readFileSync(new URL(`rule-sets/${name}.yaml`, import.meta.url), 'utf8')) as BookingConfig;
const at = (day: string, clock: string) => instant(Date.parse(`${day}T${clock}:00+08:00`));

class RuleHall extends SimHall {
  private made = 0;
  constructor(name: string, more: Partial<HallConfig> = {}) {
    const config = { ...simConfig(), ...more, booking: setOf(name) };
    const read = readHallFile(JSON.stringify(config));
    if (!read.ok && read.faults.some((fault) => fault.path.startsWith('booking'))) throw new Error(JSON.stringify(read.faults));
    super(config, at('2026-03-02', '08:00'));
  }
  until(day: string, clock: string): this {
    // Days pass one by one, and the clock brings what it brings.
    for (let next = this.at + 3_600_000; next <= at(day, clock); next += 3_600_000) this.moment(next);
    this.moment(at(day, clock));
    return this;
  }
  private moment(ms: number): void {
    this.at = instant(Math.max(this.at, ms));
    this.openDayIfDue();
    this.ok({ type: 'tick', by: { kind: 'clock' } });
  }
  book(day: string, clock: string, person = 'p', more: { readonly given?: readonly BookingAsk[]; readonly service?: string; readonly by?: Actor } = {}): string {
    const id = `a${(this.made += 1)}`;
    const came = this.run({ type: 'book', by: more.by ?? visitor, id: named(id), wish: { services: [named(more.service ?? 'register')], cases: 1, start: at(day, clock) }, language: 'zh-CN', person: named(person), given: more.given ?? ['name', 'phone', 'identity'], external: null, seals: { token: '', code: '', contact: null } });
    return isRefusal(came) ? came.code : id;
  }
  cancel(id: string, by: Actor = visitor): string {
    const came = this.run({ type: 'cancel-appointment', by, id: named(id), excused: false, seal: null });
    return isRefusal(came) ? came.code : 'cancelled';
  }
  days(): readonly string[] {
    const slots = freeSlots(this.hall, [named('register')], null, 31, this.at);
    return isRefusal(slots) ? [] : [...new Set(slots.map((slot) => isoInstant(this.hall.catalogue.zoneTable, slot.start).slice(0, 10)))];
  }
  state(id: string): string | undefined { return this.hall.appointments.get(named(id))?.state; }
  checkIn(id: string): void { this.ok({ type: 'check-in', by: device('kiosk-1'), appointments: [named(id)], as: 'booked', ticketId: named(`t-${id}`), seal: '', language: 'zh-CN', large: false, needs: [], job: null }); }
}

describe('R1', () => {
  it('opens from tomorrow on, five working days; today and the sixth are not for booking', () => {
    const hall = new RuleHall('r1');
    expect(hall.days()).toEqual(['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07']);
    expect([hall.book('2026-03-02', '15:00'), hall.book('2026-03-09', '10:00')]).toEqual(['day-not-bookable', 'day-not-bookable']);
  });
  it('asks for the real name', () => {
    const hall = new RuleHall('r1');
    expect([hall.book('2026-03-03', '10:00', 'p', { given: ['phone'] }), hall.book('2026-03-03', '10:00', 'p', { given: ['name', 'phone'] }), hall.book('2026-03-03', '10:00')]).toEqual(['contact-needed', 'contact-needed', 'a3']);
  });
  it('lets cancel until two hours before, and staff after that', () => {
    const hall = new RuleHall('r1');
    const [first, second, third] = [hall.book('2026-03-03', '10:00', 'p'), hall.book('2026-03-03', '10:00', 'q'), hall.book('2026-03-03', '10:00', 'r')];
    hall.until('2026-03-03', '08:00');
    expect(hall.cancel(first)).toBe('cancelled');
    hall.until('2026-03-03', '08:01');
    expect([hall.cancel(second), hall.cancel(third, staff('3001'))]).toEqual(['cancel-too-late', 'cancelled']);
  });
  it('gives one a day; missed ones are recorded and cost nothing', () => {
    const hall = new RuleHall('r1');
    const first = hall.book('2026-03-03', '10:00');
    expect(hall.book('2026-03-03', '11:00')).toBe('day-limit');
    expect(hall.book('2026-03-04', '11:00')).not.toMatch(/limit/);
    hall.until('2026-03-03', '11:00');
    expect(hall.state(first)).toBe('missed');
    expect(hall.hall.persons.get(named('p'))?.past[0]).toMatchObject({ state: 'missed', excused: false });
    expect(hall.book('2026-03-05', '10:00')).toMatch(/^a/);
  });
});

describe('R2', () => {
  it('opens the next two working days, one place per 40 minutes', () => {
    const hall = new RuleHall('r2');
    expect(hall.days()).toEqual(['2026-03-03', '2026-03-04']);
    expect([hall.book('2026-03-03', '09:40'), hall.book('2026-03-03', '09:40', 'q'), hall.book('2026-03-03', '10:00', 'q'), hall.book('2026-03-03', '10:20', 'q')]).toEqual(['a1', 'slot-full', 'unknown-slot', 'a4']);
  });
  it('gives one a day, two a week and six a month', () => {
    const hall = new RuleHall('r2');
    const month: string[] = [];
    for (const week of ['02', '09', '16', '23']) {
      const monday = Number(week);
      const day = (n: number) => `2026-03-${String(monday + n).padStart(2, '0')}`;
      hall.until(day(0), '08:00');
      const ids = [hall.book(day(1), '09:00'), hall.book(day(1), '10:20'), hall.book(day(2), '09:00')];
      month.push(ids[0] ?? '', ids[2] ?? '');
      if (week === '02') {
        expect(ids).toEqual(['a1', 'day-limit', 'a3']);
        hall.until(day(1), '09:00');
        for (const id of [ids[0]]) hall.checkIn(id ?? '');
        hall.until(day(2), '09:00');
        hall.checkIn(ids[2] ?? '');
        expect(hall.book(day(3), '09:00')).toBe('week-limit');
      } else for (const [n, id] of [[1, ids[0]], [2, ids[2]]] as const) {
        if (!(id ?? '').startsWith('a')) continue;
        hall.until(day(n), '09:00');
        hall.checkIn(id ?? '');
      }
    }
    expect(month.slice(6)).toEqual(['month-limit', 'month-limit']);
  });
  it('bars for three months after two missed, and a number in the hall is always to be had', () => {
    const hall = new RuleHall('r2');
    hall.book('2026-03-03', '09:00');
    hall.book('2026-03-04', '09:00');
    hall.until('2026-03-04', '10:00');
    const came = hall.run({ type: 'book', by: visitor, id: named('late'), wish: { services: [named('register')], cases: 1, start: at('2026-03-05', '09:00') }, language: 'zh-CN', person: named('p'), given: ['phone'], external: null, seals: { token: '', code: '', contact: null } });
    expect(came).toEqual({ code: 'barred', allowedAt: at('2026-06-05', '00:00') });
    hall.ok({ type: 'lift-bar', by: staff('3001'), person: named('p'), seal: 'was in hospital' });
    expect(hall.book('2026-03-05', '09:00')).toMatch(/^(a|week-limit)/);
  });
});

describe('R3', () => {
  it('has periods of an hour, and lets cancel until the moment they begin', () => {
    const hall = new RuleHall('r3');
    const [one, other] = [hall.book('2026-03-03', '10:00'), hall.book('2026-03-03', '11:00', 'q')];
    hall.until('2026-03-03', '09:59');
    expect(hall.cancel(one)).toBe('cancelled');
    hall.until('2026-03-03', '11:00');
    expect(hall.cancel(other)).toBe('cancel-too-late');
  });
  it('has an evening on request, once the calendar opens it', () => {
    expect(new RuleHall('r3').book('2026-03-04', '19:00')).toBe('unknown-slot');
    const hall = new RuleHall('r3', { calendar: { loadedUntil: named('2026-12-31'), days: [{ date: named('2026-03-04'), hours: [{ from: '09:00', to: '20:00' }] }] } });
    expect(hall.book('2026-03-04', '19:00')).toBe('a1');
  });
});

describe('R4', () => {
  it('has six periods a day, and the newest day appears at eight of each working day', () => {
    const hall = new RuleHall('r4');
    const slots = freeSlots(hall.hall, [named('register')], named('2026-03-03'), 1, hall.at);
    expect(isRefusal(slots) ? 0 : slots.length).toBe(6);
    hall.until('2026-03-03', '07:59');
    expect(hall.days()).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
    hall.until('2026-03-03', '08:00');
    expect(hall.days()).toEqual(['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']);
  });
  it('takes three bookings a day and three cancellations a month', () => {
    const hall = new RuleHall('r4');
    const ids = ['09:00', '10:00', '11:00', '13:30'].map((clock) => hall.book('2026-03-03', clock));
    expect(ids).toEqual(['a1', 'a2', 'a3', 'day-limit']);
    expect(ids.slice(0, 3).map((id) => hall.cancel(id))).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(hall.cancel(hall.book('2026-03-04', '09:00'))).toBe('cancel-limit');
  });
  it('bars for the rest of the year after three missed', () => {
    const hall = new RuleHall('r4');
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) hall.book(day, '13:30');
    hall.until('2026-03-04', '15:00');
    expect(hall.book('2026-03-05', '09:00')).toBe('barred');
  });
});

describe('R5', () => {
  it('opens the next working day only, with the periods of its weekday and a quota for each', () => {
    const hall = new RuleHall('r5');
    expect(hall.days()).toEqual(['2026-03-03']);
    expect(hall.book('2026-03-03', '09:00')).toBe('unknown-slot');
    expect(['p', 'q', 'r', 's'].map((person) => hall.book('2026-03-03', '14:00', person))).toEqual(['a2', 'a3', 'a4', 'slot-full']);
  });
  it('skips a holiday', () => {
    const hall = new RuleHall('r5', { calendar: { loadedUntil: named('2026-12-31'), days: [{ date: named('2026-03-03'), hours: [] }] } });
    expect(hall.days()).toEqual(['2026-03-04']);
  });
  it('gives no times to whom staff barred, until the day they said or somebody lifts it', () => {
    const hall = new RuleHall('r5');
    hall.book('2026-03-03', '14:00');
    hall.ok({ type: 'bar-person', by: staff('3001'), person: named('p'), until: named('2026-03-04'), seal: 'trades places' });
    hall.until('2026-03-03', '13:00');
    expect(hall.book('2026-03-04', '09:00')).toBe('barred-by-staff');
    hall.ok({ type: 'lift-bar', by: staff('3001'), person: named('p'), seal: 'a mistake' });
    expect(hall.book('2026-03-04', '09:00')).toMatch(/^a/);
    hall.until('2026-03-05', '09:00');
    expect(hall.book('2026-03-06', '14:00')).toMatch(/^a/);
  });
});
