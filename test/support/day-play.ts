import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../server/config/config.ts';
import { loadHallFile } from '../../server/config/load-hall-file.ts';
import { localDay } from '../../server/domain/brands.ts';
import type { Instant } from '../../server/domain/brands.ts';
import type { HallConfig } from '../../server/domain/hall-config.ts';
import type { Interval } from '../../server/domain/opening-hours.ts';
import { firstHall } from '../../server/engine/house.ts';
import type { HallEngine } from '../../server/engine/hall-engine.ts';
import { zoneTable } from '../../server/engine/zone-table.ts';
import { serve } from '../../server/serve.ts';
import type { Running } from '../../server/serve.ts';
import { DayBell } from './day-bell.ts';
import { Clerk } from './day-clerk.ts';
import { DayClock, DayOver } from './day-clock.ts';
import { DayDisplays } from './day-displays.ts';
import { figuresOf, quarterLine } from './day-figures.ts';
import type { DayFigures } from './day-figures.ts';
import { askForHelp } from './day-guide.ts';
import { hoursOfDay, workdayFrom } from './day-hours.ts';
import { streamOf } from './day-random.ts';
import { visitorsOfDay } from './day-visitors.ts';
import type { Visitor } from './day-visitors.ts';
import { Visits } from './day-visits.ts';
import { DayWire } from './day-wire.ts';

export interface DayOptions {
  /** Where and how the server listens; its data directory and hall file are replaced. */
  readonly server: Config;
  /** A hall file with demo sign-ins. */
  readonly hallFile: string;
  readonly seed: number;
  readonly speed: number;
  /** `YYYY-MM-DD`; null: the next working day. */
  readonly day: string | null;
  /** Minutes of the hall after which the day is broken off; null: played to its end. */
  readonly minutes: number | null;
  /** Counters that nobody sits at, so that a person can. */
  readonly free: readonly string[];
  readonly opened: (running: Running) => void;
  readonly line: (line: string) => void;
  /** Resolves when the day is to be broken off. */
  readonly interrupted: Promise<void>;
}
export interface DayReport {
  readonly figures: DayFigures;
  /** Tickets that kiosks and the guide were given, and what clerks finished, as their answers said. */
  readonly given: readonly { readonly id: string; readonly number: string }[];
  readonly finished: number;
  readonly missedCalls: number;
  readonly refusedTickets: number;
  readonly requests: number;
  readonly faults: readonly string[];
  readonly refusals: ReadonlyMap<string, number>;
  readonly displayViews: ReadonlyMap<string, number>;
  readonly spoken: number;
  readonly journal: number;
}

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
/** So long after closing the manager ends the day. */
const endAfterMs = 40 * minuteMs;

const readHall = (path: string): HallConfig => {
  const read = loadHallFile(path);
  if (!read.ok) throw new Error(read.faults.map((fault) => fault.text.en).join('\n'));
  return read.config;
};

interface Staffed { readonly wire: DayWire; readonly hall: string; readonly engine: HallEngine; readonly clock: DayClock; readonly hours: readonly Interval[]; readonly visits: Visits; readonly clerks: readonly Clerk[]; readonly help: () => Promise<void>; readonly endOfDay: () => Promise<void> }

/** Signs in everybody who works that day. Counter n is clerk 1000 + n in the demo hall; the hall file's staff in order elsewhere. */
const staffHall = async (options: DayOptions, wire: DayWire, engine: HallEngine, clock: DayClock, hours: readonly Interval[], staffed: readonly string[]): Promise<Staffed> => {
  const { config } = engine.hall.catalogue;
  const { seed } = options;
  const hall = `/api/halls/${engine.id}`;
  const pinOf = (role: string): readonly { number: string; pin: string }[] => config.staff.flatMap((s) => (s.demoPin !== undefined && s.roles.some((r) => r === role) ? [{ number: s.number, pin: s.demoPin }] : []));
  const one = async (role: string): Promise<ReturnType<DayWire['client']>> => {
    const [first] = pinOf(role);
    return wire.staff(first?.number ?? '', first?.pin ?? '');
  };
  const guide = await one('guide');
  const manager = await one('manager');
  const kiosks = await Promise.all(config.devices.filter((d) => d.kind === 'kiosk').map((d) => wire.kiosk(d.id)));
  const visits = new Visits({ hall, engine, clock, kiosks, guide, anyone: wire.client(), chance: streamOf(seed, 'visits') });
  const bell = new DayBell(engine);
  const clerks: Clerk[] = [];
  const sitting = pinOf('clerk');
  for (const [n, counter] of config.counters.entries()) {
    const person = sitting[n];
    if (person === undefined || !staffed.includes(counter.id)) continue;
    const client = await wire.staff(person.number, person.pin);
    const clerk = new Clerk({ hall, counter: counter.id, clerk: person.number as never, client, engine, clock, bell, visits, chance: streamOf(seed, `counter ${counter.id}`), hours });
    await clerk.signIn();
    clerks.push(clerk);
  }
  const closing = hours.at(-1)?.to ?? 0;
  return {
    wire, hall, engine, clock, hours, visits, clerks,
    help: () => askForHelp(hall, engine, clock, kiosks, guide, closing, streamOf(seed, 'help')),
    endOfDay: async () => {
      await clock.until(closing + endAfterMs);
      await manager.post(`${hall}/end-of-day`);
    },
  };
};

/** A line at each quarter of an hour. */
const tellQuarters = async ({ engine, clock, hours }: Staffed, line: (line: string) => void): Promise<void> => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: engine.hall.catalogue.config.timeZone, hour: '2-digit', minute: '2-digit' });
  const last = (hours.at(-1)?.to ?? 0) + endAfterMs;
  for (let at = Math.floor(clock.now() / quarterMs) * quarterMs + quarterMs; at <= last; at += quarterMs) {
    await clock.until(at);
    line(quarterLine(format.format(at), figuresOf(engine.hall), figuresOf(engine.hall, at - quarterMs)));
  }
};

const orOver = (work: Promise<unknown>): Promise<void> =>
  work.then(() => undefined, (error: unknown) => {
    if (!(error instanceof DayOver)) throw error;
  });

const live = async (options: DayOptions, staffed: Staffed, visitors: readonly Visitor[]): Promise<void> => {
  const { clock, visits, clerks } = staffed;
  const broken = options.minutes === null ? [] : [clock.sleep(options.minutes * minuteMs)];
  const everything = Promise.all([visits.arrive(visitors), ...clerks.map((clerk) => clerk.work()), orOver(staffed.help()), orOver(tellQuarters(staffed, options.line)), staffed.endOfDay()].map(orOver));
  await Promise.race([everything, options.interrupted, ...broken.map(orOver)]);
  clock.stop();
  await everything;
  await visits.settled();
};

/** Plays one seeded day of a hall on a server of its own, over real HTTP and sockets, with a clock `speed` times as fast. Throws when the server can't be opened. */
export const playDay = async (options: DayOptions): Promise<DayReport> => {
  const config = readHall(options.hallFile);
  const zone = zoneTable(config.timeZone, Date.now());
  const hours = hoursOfDay(config, zone, options.day === null ? workdayFrom(config, zone, Date.now()) : localDay(options.day));
  const start = hours[0]?.from ?? (0 as Instant);
  const staffed = config.counters.map((c): string => c.id).filter((id) => !options.free.includes(id));
  const clock = new DayClock(options.speed, start);
  const dataDir = mkdtempSync(join(tmpdir(), 'paihao-day-'));
  try {
    const running = await serve({ ...options.server, dataDir, hallFile: options.hallFile }, clock.process);
    try {
      return await playOn(options, running, clock, hours, staffed);
    } finally {
      await running.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const playOn = async (options: DayOptions, running: Running, clock: DayClock, hours: readonly Interval[], staffed: readonly string[]): Promise<DayReport> => {
  const engine = firstHall(running.house);
  if (engine === null) throw new Error('the server has no hall');
  const counts = { missed: 0 };
  engine.onCommit((entries) => { for (const { event } of entries) if (event.type === 'leg-absent') counts.missed += 1; });
  const wire = new DayWire(running.address, options.seed, clock);
  const hall = await staffHall(options, wire, engine, clock, hours, staffed);
  const displays = new DayDisplays(running.address, await wire.display(), engine, running, clock);
  const visitors = visitorsOfDay(engine.hall.catalogue.config, hours, staffed, hours[0]?.from ?? (0 as Instant), options.seed);
  options.opened(running);
  clock.run();
  try {
    await live(options, hall, visitors);
  } finally {
    displays.close();
  }
  return {
    figures: figuresOf(engine.hall), given: [...hall.visits.byTicket.values()].map(({ ticket }) => ({ id: ticket.id, number: ticket.number })),
    finished: hall.clerks.reduce((sum, clerk) => sum + clerk.finished, 0), missedCalls: counts.missed, refusedTickets: hall.visits.refused,
    requests: wire.requests, faults: wire.faults, refusals: wire.refusals, displayViews: displays.views, spoken: displays.spoken, journal: engine.hall.seq,
  };
};
