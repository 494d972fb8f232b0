import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { hallFileSchema } from '../../contract/hall-file.ts';
import { deviceModels } from '../../drivers/device-models.ts';
import { loadHallFile } from '../../server/config/load-hall-file.ts';
import { faultLines } from '../../server/config/read-hall-file.ts';
import { printerProfiles } from '../../drivers/printer/profiles.ts';
import { parseConnection } from '../../drivers/transport/connection.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { filesOf } from '../../server/domain/media.ts';

const pathOf = (name: string): string => fileURLToPath(new URL(`../../halls/${name}`, import.meta.url));
const hall = (name: string): HallConfig => {
  const result = loadHallFile(pathOf(name), deviceModels);
  if (!result.ok) throw new Error(faultLines(result.faults, 'en', name).join('\n'));
  return result.config;
};
const shipped = ['demo.yaml', 'demo-hours.yaml', 'small.yaml'] as const;
const halls = { 'demo.yaml': hall('demo.yaml'), 'demo-hours.yaml': hall('demo-hours.yaml'), 'small.yaml': hall('small.yaml') };
const demo = halls['demo.yaml'];

/** The queues that the counters of a profile may call. */
const queuesOf = (config: HallConfig, profile: string): readonly string[] =>
  config.profiles.find((one) => one.id === profile)?.queues.map((entry) => entry.queue) ?? [];

const textsOf = (value: unknown): readonly { zh: string; en: string }[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { 'zh-CN': zh, en } = Object.fromEntries(Object.entries(value));
  return typeof zh === 'string' && typeof en === 'string' ? [{ zh, en }] : Object.values(value).flatMap(textsOf);
};

it.each(shipped)('every picture, film and photo that %s names ships beside it', (name) => {
  const files = [...filesOf(halls[name])];
  expect(files.filter((file) => !existsSync(pathOf(`media/${file}`)))).toEqual([]);
  expect(files.length > 0).toBe(name !== 'small.yaml');
});

describe('the published schema', () => {
  const published: unknown = JSON.parse(readFileSync(pathOf('hall.schema.json'), 'utf8'));
  it('is up to date (npx tsx server/config/write-hall-schema.ts)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(hallFileSchema)));
  });
  it('accepts the shipped files as an editor reads them, and refuses a broken one', () => {
    const check = new Ajv2020({ strict: false }).compile(Object(published));
    for (const name of shipped) expect([name, check(parse(readFileSync(pathOf(name), 'utf8')))]).toEqual([name, true]);
    expect(check({ ...Object(parse(readFileSync(pathOf('small.yaml'), 'utf8'))), dayChange: 24 })).toBe(false);
    expect(check({ id: 'alone' })).toBe(false);
  });
});

for (const name of shipped) {
  describe(`halls/${name}`, () => {
    const config = halls[name];
    it('says for each service what to bring, or is one of those that need nothing', () => {
      const nothing = config.services.filter((service) => service.materials.length === 0).map((service) => service.id);
      const needNothing = ['old-age-allowance', 'medical-account-family', 'birth-registration', 'school-enrol', 'general-consultation', 'passport'];
      expect(nothing.filter((id) => !needNothing.includes(id))).toEqual([]);
      for (const service of config.services) for (const paper of service.materials) expect((paper.original ?? 0) + (paper.copies ?? 0)).toBeGreaterThan(0);
    });
    it('has a counter on the roster for each queue', () => {
      const rostered = new Set(config.roster.map((entry) => entry.counter));
      for (const queue of config.queues) {
        expect(config.counters.filter((counter) => rostered.has(counter.id) && queuesOf(config, counter.profile).includes(queue.id)), queue.id).not.toHaveLength(0);
      }
    });
    it('speaks Chinese and English, each in its place', () => {
      const texts = textsOf(config);
      expect(texts.length).toBeGreaterThan(100);
      expect(texts.filter((text) => !/[一-鿿]/.test(text.zh)).map((text) => text.zh)).toEqual([]);
      expect(texts.filter((text) => /[一-鿿]/.test(text.en.replace(/“[^”]*”/g, ''))).map((text) => text.en)).toEqual([]);
    });
    it('has printers that the drivers know', () => {
      const printers = config.devices.flatMap((device) => device.kind === 'printer' ? [device] : []);
      expect(printers.length).toBeGreaterThan(0);
      for (const printer of printers) expect([parseConnection(printer.connection).ok, printerProfiles.has(printer.profile)]).toEqual([true, true]);
    });
    it('signs its clerks in with the demo PIN', () => {
      const clerks = new Set(config.roster.flatMap((entry) => entry.clerk ?? []).filter((number) => Number(number) <= 1045));
      expect(config.staff.filter((person) => clerks.has(person.number) && person.demoPin !== '246810')).toEqual([]);
    });
  });
}

describe('the demo hall', () => {
  it('is of real size: 20 departments, 45 counters, 3 zones, 145 services, 111 staff', () => {
    expect([demo.departments.length, demo.counters.length, demo.zones.length, demo.services.length, demo.staff.length]).toEqual([20, 45, 3, 145, 111]);
    expect(demo.counters.map((counter) => counter.id)).toEqual(Array.from({ length: 45 }, (_, n) => String(n + 1)));
  });
  it('is open around the clock with everybody on the roster', () => {
    for (const day of ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const) expect(demo.hours[day]).toEqual([{ from: '00:00', to: '24:00' }]);
    expect(new Set(demo.roster.map((entry) => entry.counter)).size).toBe(45);
    expect(demo.dayChange).toBe(4);
  });
  it('gives the demo PIN to the sign-ins of the contract and to nobody else', () => {
    const promised = [...Array.from({ length: 45 }, (_, n) => String(1001 + n)), '2001', '3001', '4001', '5001', '6001'];
    expect(demo.staff.filter((person) => person.demoPin === '246810').map((person) => person.number)).toEqual(promised);
    const roles = Object.fromEntries(demo.staff.map((person) => [person.number, person.roles[0]]));
    expect(promised.slice(44).map((number) => roles[number])).toEqual(['clerk', 'guide', 'hotline', 'manager', 'administrator', 'supervisor']);
  });
  it('has services in every department and shows every one of them on some way from the home screen', () => {
    for (const department of demo.departments) expect(demo.services.some((service) => service.department === department.id), department.id).toBe(true);
    const shown = demo.services.filter((service) => demo.home.some((tile) =>
      ('queue' in tile && tile.queue === service.queue) || ('departments' in tile && tile.departments.includes(service.department))
      || ('matters' in tile && tile.matters.some((matter) => demo.matters.find((one) => one.id === matter)?.services.includes(service.id)))));
    expect(demo.services.filter((service) => service.kind === 'queue' && !shown.includes(service)).map((service) => service.id)).toEqual([]);
  });
  it('can meet each need in each queue', () => {
    for (const need of demo.needs) for (const queue of demo.queues) {
      expect(demo.counters.some((counter) => counter.equipment?.includes(need.id) && queuesOf(demo, counter.profile).includes(queue.id)), `${need.id} in ${queue.id}`).toBe(true);
    }
  });
  it('promises appointments 2.2 × usual minutes ÷ counters of the queue, never below 5 minutes', () => {
    const booked = demo.classes.find((visitors) => visitors.kind === 'appointment');
    for (const queue of demo.queues) {
      const own = demo.counters.filter((counter) => demo.profiles.some((profile) => profile.id === counter.profile && profile.queues.some((entry) => entry.queue === queue.id && entry.offset === 0))).length;
      expect([queue.id, booked?.perQueue?.[queue.id]?.promise ?? booked?.promise]).toEqual([queue.id, Math.max(5, Math.ceil(2.2 * queue.usualMinutes / own))]);
    }
  });
});

describe('the demo hall with real hours', () => {
  const hours = halls['demo-hours.yaml'];
  it('differs from the demo hall only in its hours, its roster and what they bring', () => {
    const { id, hours: open, calendar, queues, roster, ...same } = hours;
    const { id: demoId, hours: demoOpen, calendar: demoCalendar, queues: demoQueues, roster: demoRoster, ...demoSame } = demo;
    expect(same).toEqual(demoSame);
    expect([id, open, calendar, roster]).not.toEqual([demoId, demoOpen, demoCalendar, demoRoster]);
    const series = (config: HallConfig): unknown => config.queues.map(({ hours: _hours, dailyQuota: _quota, issueStops: _stops, issueBefore: _before, ...rest }) => rest);
    expect(queues).toHaveLength(demoQueues.length);
    expect(series(hours)).toEqual(series(demo));
  });
  it('knows the holidays of 2026 and claims no more: 33 days off, 6 make-up workdays', () => {
    expect(hours.calendar.loadedUntil).toBe('2026-12-31');
    expect(hours.calendar.days.filter((day) => day.hours?.length === 0)).toHaveLength(33);
    expect(hours.calendar.days.filter((day) => day.like !== undefined).map((day) => day.date)).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']);
  });
});

describe('the township', () => {
  it('has one kiosk, four counters, one zone, about twenty services and two queues', () => {
    const small = halls['small.yaml'];
    expect([small.devices.filter((device) => device.kind === 'kiosk').length, small.counters.length, small.zones.length, small.queues.length]).toEqual([1, 4, 1, 2]);
    expect(small.services.length).toBeGreaterThanOrEqual(20);
    expect(small.services.length).toBeLessThanOrEqual(25);
  });
});
