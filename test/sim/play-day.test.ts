import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadHallFile } from '../../server/config/load-hall-file.ts';
import { instant, localDay } from '../../server/domain/brands.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import { zoneTable } from '../../server/engine/zone-table.ts';
import { hoursOfDay, workdayFrom } from '../support/day-hours.ts';
import { playDay } from '../support/day-play.ts';
import { visitorsOfDay } from '../support/day-visitors.ts';

const hallFile = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'halls', 'demo-hours.yaml');
const hall = (): HallConfig => {
  const read = loadHallFile(hallFile);
  if (!read.ok) throw new Error('the demo hall is not valid');
  return read.config;
};
const seed = 20_261_122;
/** One counter of each kind: enough for queues, helpers, transfers and a voice in every zone, and quick to play. */
const seated = ['3', '4', '13', '17', '19', '21', '24', '27', '33', '37', '39', '44'];

test('nearly two simulated hours over real HTTP: nobody lost, no server error, every screen drawn', async () => {
  const free = hall().counters.map((counter): string => counter.id).filter((id) => !seated.includes(id));
  const lines: string[] = [];
  const report = await playDay({
    server: { port: 0, host: '127.0.0.1', dataDir: 'replaced', hallFile: null, publicUrl: null, trustProxy: null, logLevel: 'silent' },
    hallFile, seed, speed: 1000, day: '2026-11-23', minutes: 118, free, opened: () => undefined, line: (line) => lines.push(line), interrupted: new Promise(() => undefined),
  });
  const { figures } = report;
  const about = `seed ${seed}: ${JSON.stringify({ figures, refusals: [...report.refusals] })}`;

  expect(report.faults, about).toEqual([]);
  // Refusals that a well-behaved hall may see: the wait before "absent", presses that crossed somebody else's, a visitor who acted too late.
  const usual = ['call-not-heard-yet', 'illegal-move', 'not-away', 'ticket-open', 'ticket-at-counter', 'nothing-to-undo', 'ticket-away', 'already-away'];
  expect([...report.refusals.keys()].filter((code) => !usual.includes(code)), about).toEqual([]);
  expect(report.refusedTickets, about).toBe(0);

  // What the doors were given is what the hall has, number by number, and what clerks finished is what it calls served.
  expect(report.given.length, about).toBeGreaterThan(80);
  expect(figures.tickets, about).toBe(report.given.length);
  expect(new Set(report.given.map((ticket) => ticket.number)).size, about).toBe(report.given.length);
  expect(figures.legs.served, about).toBe(report.finished);
  expect(figures.legs.served, about).toBeGreaterThan(40);

  // Estimates were stored at issue, and the truth beside them.
  expect(figures.coverage.of, about).toBeGreaterThan(50);
  expect(figures.coverage.hits / figures.coverage.of, about).toBeGreaterThan(0.4);
  expect(figures.waits.p90, about).toBeLessThan(90);
  expect(figures.ratings.count, about).toBeGreaterThan(0);

  expect([...report.displayViews.keys()].sort()).toEqual(['a', 'b', 'c']);
  for (const count of report.displayViews.values()) expect(count, about).toBeGreaterThan(5);
  expect(report.spoken, about).toBeGreaterThan(20);
  expect(lines).toHaveLength(7);
  expect(lines[0]).toMatch(/^09:15 .*waiting \d+ .*served \d+ .*coverage \d+ %$/);
}, 120_000);

test('the same seed brings the same people, another seed others', () => {
  const config = hall();
  const hours = hoursOfDay(config, zoneTable(config.timeZone, Date.UTC(2026, 0, 1)), localDay('2026-11-23'));
  const from = hours[0]?.from ?? instant(0);
  const people = (n: number): string => JSON.stringify(visitorsOfDay(config, hours, seated, from, n));
  expect(people(seed)).toBe(people(seed));
  expect(people(seed)).not.toBe(people(seed + 1));
});

test('the morning and the time after lunch are the busiest, and nobody comes while the doors are closed', () => {
  const config = hall();
  const hours = hoursOfDay(config, zoneTable(config.timeZone, Date.UTC(2026, 0, 1)), localDay('2026-11-23'));
  const people = visitorsOfDay(config, hours, config.counters.map((counter): string => counter.id), hours[0]?.from ?? instant(0), seed);
  const [morning, afternoon] = hours;
  if (morning === undefined || afternoon === undefined) throw new Error('a working day has a morning and an afternoon');
  const between = (start: number, fromMinute: number, toMinute: number): number => people.filter(({ at }) => at >= start + fromMinute * 60_000 && at < start + toMinute * 60_000).length;
  expect(between(morning.from, 0, 60)).toBeGreaterThan(1.25 * between(morning.from, 110, 170));
  expect(between(afternoon.from, 0, 45)).toBeGreaterThan(1.25 * between(afternoon.from, 120, 165));
  expect(people.every(({ at }) => hours.some((open) => open.from <= at && at < open.to))).toBe(true);
});

test('the day played is a working day of the calendar', () => {
  const config = hall();
  const zone = zoneTable(config.timeZone, Date.UTC(2026, 0, 1));
  const from = (day: string): string => workdayFrom(config, zone, Date.parse(`${day}T10:00:00+08:00`));
  expect(from('2026-11-23')).toBe('2026-11-23');
  expect(from('2026-11-21')).toBe('2026-11-23');
  expect(from('2026-10-01')).toBe('2026-10-08');
  expect(from('2026-02-14')).toBe('2026-02-14');
  expect(from('2031-05-05')).toBe('2026-12-31');
});
