import type { HallConfig } from '../../server/domain/hall-config.ts';
import { alarmsOf } from '../../server/domain/alarms.ts';
import { instant } from '../../server/domain/brands.ts';
import { Chance } from '../support/sim-chance.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { SimHall } from '../support/sim-hall.ts';
import { atDesk, device, staff } from '../support/sim-press.ts';

/**
 * `npx tsx test/sim/booking-month.ts [--days N] [--seed S]`: working days of one queue with appointments and walk-ins, through decide and
 * apply, beside pure first-come with the same people and the same times of service. Service 10 min, cv .8, show rate .85, load .95.
 */
export interface MonthPlan { readonly counters: number; readonly share: number; readonly days: number; readonly seed: number; /** Counters that go at this minute of the day. */ readonly gone?: { readonly count: number; readonly minute: number } }
export interface MonthTold {
  readonly counters: number; readonly people: number; readonly promise: number;
  /** Share of checked-in appointments called within the promise. */
  readonly kept: number;
  readonly walkInP90: number; readonly firstComeP90: number; readonly ratio: number;
  readonly alarms: Readonly<Record<string, number>>;
}

const mean = 10;
const sigma = Math.sqrt(Math.log(1 + 0.8 ** 2));
const showRate = 0.85;
const load = 0.95;
const dayMinutes = 480;
/** Never longer than a quarter of an hour, and so short that a small queue seldom has two people at the same moment. */
const slotMinutesOf = (counters: number): number => (counters <= 2 ? 15 : 10);
const minute = 60_000;
/** Monday 2026-03-02 09:00 in China. */
const firstMorning = Date.UTC(2026, 2, 2, 1);

/** What a hall can promise its appointments (product): five minutes, or 2.2 × usual minutes ÷ counters with few of them. */
const promiseOf = (counters: number): number => Math.max(5, 2.2 * mean / counters);

const configOf = (counters: number): HallConfig => {
  const base = simConfig();
  const allDay = [{ from: '09:00', to: '17:00' }];
  const ids = Array.from({ length: counters }, (_, i) => String(i + 1));
  return {
    ...base, hours: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay },
    queues: base.queues.filter((q) => q.id === 'general').map((q) => ({ ...q, usualMinutes: mean, from: 1, to: 9999, issueBefore: 60 })), services: base.services.filter((s) => s.id === 'register'), matters: [], home: [{ queue: named('general') }],
    profiles: base.profiles.filter((p) => p.id === 'front'), departments: base.departments.filter((d) => d.id === 'police'), devices: base.devices.filter((d) => d.id === 'kiosk-1' || d.id === 'agent-1' || d.id === 'printer-1'), needs: [],
    counters: ids.map((id) => ({ id: named(id), label: { 'zh-CN': id, en: id }, spoken: id, zone: named('east'), profile: 'front' })),
    staff: [...ids.map((id) => ({ number: named<HallConfig['staff'][number]['number']>(String(1000 + Number(id))), name: { 'zh-CN': id, en: id }, roles: ['clerk' as const] })), ...base.staff.filter((s) => !s.roles.includes('clerk'))],
    booking: { source: 'own', rules: [{ id: 'free', cancelBefore: 0 }], groups: [{ id: 'all', services: [named('register')], rules: 'free', window: { first: 0, last: 1, release: '00:00' }, slots: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00', minutes: slotMinutesOf(counters), capacity: 999 }], grace: 30, asks: [] }] },
  };
};

interface Person { readonly id: string; readonly at: number; readonly service: number; readonly booked: number | null }
const poissonTimes = (chance: Chance, perMinute: number): readonly number[] => {
  const times: number[] = [];
  for (let t = -Math.log(1 - chance.next()) / perMinute; t < dayMinutes - 15; t -= Math.log(1 - chance.next()) / perMinute) times.push(t);
  return times;
};
const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
const serviceTime = (chance: Chance): number => mean * Math.exp(sigma * normal(chance) - sigma ** 2 / 2);

/** Everybody of one day, in minutes from opening: walk-ins at random, appointments evenly over the slots, some minutes early. */
const peopleOf = (chance: Chance, { counters, share }: MonthPlan, day: number): readonly Person[] => {
  const perMinute = load * counters / mean;
  const slotMinutes = slotMinutesOf(counters);
  const walkIns = poissonTimes(chance, perMinute * (1 - share)).map((at, i): Person => ({ id: `d${day}w${i}`, at, service: serviceTime(chance), booked: null }));
  const perSlot = perMinute * share * slotMinutes / showRate;
  const booked: Person[] = [];
  const carry = { left: chance.next() };
  for (let slot = 0; slot < dayMinutes - slotMinutes; slot += slotMinutes) {
    carry.left += perSlot;
    for (; carry.left >= 1; carry.left -= 1) {
      // Most come a few minutes early, some a little late; a few do not come at all.
      const offset = chance.is(0.9) ? -chance.between(0, 12) : chance.between(0, 8);
      booked.push({ id: `d${day}b${booked.length}`, at: chance.is(showRate) ? Math.max(-20, slot + offset) : Infinity, service: serviceTime(chance), booked: slot });
    }
  }
  return [...walkIns, ...booked];
};

/** Calls in order of coming, the same people at the same counters. */
const firstCome = (people: readonly Person[], plan: MonthPlan): readonly number[] => {
  const free = Array.from({ length: plan.counters }, () => 0);
  const waits: number[] = [];
  for (const person of [...people].filter((p) => p.at !== Infinity).sort((a, b) => a.at - b.at)) {
    const open = free.map((at, i) => ({ at, i })).filter(({ i }) => plan.gone === undefined || i >= plan.gone.count || free[i] !== undefined && Math.max(person.at, free[i] ?? 0) < plan.gone.minute);
    const first = open.sort((a, b) => a.at - b.at)[0] ?? { at: free[free.length - 1] ?? 0, i: free.length - 1 };
    const begins = Math.max(person.at, first.at, 0);
    free[first.i] = begins + person.service;
    if (person.booked === null) waits.push(begins - person.at);
  }
  return waits;
};

const p90 = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.9)] ?? 0;

interface DayCame { readonly walkIns: number[]; readonly kept: boolean[] }
/** One day of the hall: whoever is free calls; each call is one press. */
const playDay = (sim: SimHall, people: readonly Person[], plan: MonthPlan, opening: number, alarms: Map<string, number>): DayCame => {
  const came: DayCame = { walkIns: [], kept: [] };
  const of = new Map(people.map((p) => [p.id, p]));
  const wish = (p: Person) => ({ services: [named<never>('register')], cases: 1, start: instant(opening + (p.booked ?? 0) * minute) });
  sim.at = instant(opening - 60 * minute);
  sim.openDayIfDue();
  for (const p of people) if (p.booked !== null) sim.ok({ type: 'book', by: staff('3001'), id: named(p.id), wish: wish(p), language: 'zh-CN', person: null, given: [], external: null, seals: { token: '', code: '', contact: null } });
  const idle = new Set(Array.from({ length: plan.counters }, (_, i) => String(i + 1)));
  for (const counter of idle) sim.ok(atDesk(sim, counter).signIn(String(1000 + Number(counter))));
  interface Happening { readonly at: number; readonly what: 'come' | 'done' | 'open' | 'gone'; readonly id: string }
  const queue: Happening[] = [...people.filter((p) => p.at !== Infinity).map((p): Happening => ({ at: p.at, what: 'come', id: p.id })), { at: 0, what: 'open', id: '' }, ...(plan.gone === undefined ? [] : [{ at: plan.gone.minute, what: 'gone' as const, id: '' }])];
  const due: Happening[] = queue.sort((a, b) => a.at - b.at);
  const later: Happening[] = [];
  const leaving = new Set<string>();
  const next = (): Happening | undefined => {
    later.sort((a, b) => a.at - b.at);
    return later[0] !== undefined && (due[0] === undefined || later[0].at <= due[0].at) ? later.shift() : due.shift();
  };
  for (let one = next(); one !== undefined; one = next()) {
    sim.at = instant(Math.max(sim.at, opening + one.at * minute));
    if (one.what === 'come') {
      const person = of.get(one.id);
      if (person === undefined) continue;
      if (person.booked === null) sim.ok({ type: 'issue', by: device('kiosk-1'), ticketId: named(one.id), seal: '', reasonSeal: null, services: [named('register')], classId: null, cases: 1, language: 'zh-CN', large: false, needs: [], proven: true, period: null, job: null });
      else sim.ok({ type: 'check-in', by: device('kiosk-1'), appointments: [named(one.id)], as: 'booked', ticketId: named(one.id), seal: '', language: 'zh-CN', large: false, needs: [], job: null });
    } else if (one.what === 'done') {
      sim.ok(atDesk(sim, one.id).finish('done'));
      idle.add(one.id);
    } else if (one.what === 'gone') for (let i = 0; i < (plan.gone?.count ?? 0); i += 1) leaving.add(String(i + 1));
    for (const counter of leaving) if (idle.has(counter)) {
      sim.ok(atDesk(sim, counter).signOut());
      idle.delete(counter);
      leaving.delete(counter);
    }
    if (one.at < 0) continue;
    for (const counter of [...idle]) {
      const [event] = sim.ok(atDesk(sim, counter).next);
      if (event?.type !== 'leg-called') break;
      const id = event.legId.split('.')[0] ?? '';
      const person = of.get(id);
      if (person === undefined) throw new Error(`nobody is known as ${id}`);
      const now = (sim.at - opening) / minute;
      if (person.booked === null) came.walkIns.push(now - person.at);
      else came.kept.push(now - Math.max(person.booked, person.at) <= promiseOf(plan.counters) + 1e-6);
      idle.delete(counter);
      sim.ok(atDesk(sim, counter).start);
      later.push({ at: now + person.service, what: 'done', id: counter });
    }
    if (plan.gone !== undefined) for (const { kind } of alarmsOf(sim.hall, sim.at, { speakers: new Set(['east', 'west']), agents: new Set(['agent-1']), clockApartMs: 0, unshowable: [], desksGone: new Map(), screensGone: new Map() })) alarms.set(kind, (alarms.get(kind) ?? 0) + 1);
  }
  for (const counter of [...idle]) sim.ok(atDesk(sim, counter).signOut());
  return came;
};

export const playMonth = (plan: MonthPlan): MonthTold => {
  const chance = new Chance(plan.seed);
  const sim = new SimHall(configOf(plan.counters), instant(firstMorning - 60 * minute), true);
  const alarms = new Map<string, number>();
  const all = { walkIns: [] as number[], kept: [] as boolean[], firstCome: [] as number[], people: 0 };
  for (let day = 0, opening = firstMorning; day < plan.days; day += 1, opening += (day % 5 === 0 ? 3 : 1) * 86_400_000) {
    const people = peopleOf(chance, plan, day);
    const came = playDay(sim, people, plan, opening, alarms);
    all.walkIns.push(...came.walkIns);
    all.kept.push(...came.kept);
    all.firstCome.push(...firstCome(people, plan));
    all.people += people.length;
  }
  const [ours, theirs] = [p90(all.walkIns), p90(all.firstCome)];
  return { counters: plan.counters, people: all.people, promise: promiseOf(plan.counters), kept: all.kept.filter(Boolean).length / all.kept.length, walkInP90: ours, firstComeP90: theirs, ratio: ours / theirs, alarms: Object.fromEntries(alarms) };
};

export const countersTried = [1, 2, 3, 5, 10, 20] as const;
const argument = (name: string, otherwise: number): number => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : otherwise);
if (process.argv[1]?.endsWith('booking-month.ts') === true) {
  const [days, seed] = [argument('--days', 22), argument('--seed', 1)];
  for (const counters of countersTried) {
    const told = playMonth({ counters, share: 0.25, days, seed });
    process.stdout.write(`${counters} counters, ${told.people} people: ${(told.kept * 100).toFixed(1)} % within ${told.promise.toFixed(1)} min; walk-in p90 ${told.walkInP90.toFixed(1)} min, first-come ${told.firstComeP90.toFixed(1)}, ${told.ratio.toFixed(2)} ×\n`);
  }
  const gone = playMonth({ counters: 3, share: 0.4, days, seed, gone: { count: 1, minute: 60 } });
  process.stdout.write(`3 counters, 40 % appointments, one gone at 10:00: ${(gone.kept * 100).toFixed(1)} % within ${gone.promise.toFixed(1)} min; walk-in p90 ${gone.walkInP90.toFixed(1)} min, first-come ${gone.firstComeP90.toFixed(1)}, ${gone.ratio.toFixed(2)} ×; the manager was told ${JSON.stringify(gone.alarms)}\n`);
}
