import { alarmsOf } from '../../server/domain/alarms.ts';
import { profileAt } from '../../server/domain/counter-profile.ts';
import type { Hall, Leg } from '../../server/domain/hall.ts';
import type { SimHall } from './sim-hall.ts';
import { named } from './sim-config.ts';
import { hallImage } from './sim-image.ts';
import { callable } from './sim-oracle.ts';
import { impossibleMoves } from './sim-moves.ts';

/** What the journal alone says of every leg and every number, by a reading of its own. */
interface Told { readonly legs: Map<string, string>; readonly doubled: string[] }
const toldByJournal = (sim: SimHall): Told => {
  const legs = new Map<string, string>();
  const numbers = new Set<string>();
  const doubled: string[] = [];
  let day = '';
  const begin = (id: string): void => {
    if (legs.has(id)) doubled.push(`leg ${id} was issued twice`);
    legs.set(id, 'open');
  };
  for (const { event } of sim.entries) {
    if (event.type === 'day-opened') day = event.day;
    if (event.type === 'ticket-issued') {
      if (numbers.has(`${day} ${event.number}`)) doubled.push(`${event.number} was given twice on ${day}`);
      numbers.add(`${day} ${event.number}`);
      for (const leg of event.legs) begin(leg.id);
    }
    if (event.type === 'leg-added') begin(event.leg.id);
    if (event.type === 'leg-finished') legs.set(event.legId, 'served');
    if (event.type === 'leg-closed') legs.set(event.legId, event.to);
    if (event.type === 'undone') legs.set(event.act.before.id, 'open');
  }
  return { legs, doubled };
};

const ended = (leg: Leg): boolean => ['served', 'left', 'unserved'].includes(leg.state);
const lostOrDoubled = (sim: SimHall): readonly string[] => {
  const { legs, doubled } = toldByJournal(sim);
  const faults = [...doubled];
  for (const [id, told] of legs) {
    const leg = sim.hall.legs.get(named(id));
    if (leg === undefined && told === 'open') faults.push(`${id} is lost`);
    if (leg !== undefined && (told === 'open' ? ended(leg) : leg.state !== told)) faults.push(`${id} is ${leg.state}, but the journal says ${told}`);
  }
  for (const leg of sim.hall.legs.values()) {
    if (!legs.has(leg.id)) faults.push(`${leg.id} came from nowhere`);
    if (sim.hall.tickets.get(leg.ticketId)?.legs.includes(leg.id) !== true) faults.push(`${leg.id} is on no ticket`);
  }
  return faults;
};

const crowdedCounters = (hall: Hall): readonly string[] => {
  const faults: string[] = [];
  const at = new Map<string, string>();
  const seen = new Set<string>();
  for (const leg of hall.legs.values()) {
    if (leg.state !== 'called' && leg.state !== 'serving') continue;
    const counter = leg.counterId ?? 'no counter';
    if (at.has(counter)) faults.push(`${at.get(counter)} and ${leg.id} are both at ${counter}`);
    if (seen.has(leg.ticketId)) faults.push(`ticket ${leg.ticketId} is called twice at once`);
    at.set(counter, leg.id);
    seen.add(leg.ticketId);
  }
  for (const counter of hall.counters.values()) {
    if ((at.get(counter.id) ?? null) !== counter.current) faults.push(`counter ${counter.id} says ${counter.current}, legs say ${at.get(counter.id)}`);
    if (counter.current !== null && counter.clerk === null) faults.push(`nobody sits at ${counter.id}, where ${counter.current} stands`);
  }
  return faults;
};

/** People waiting whom nobody signed in may call, found one by one, must be exactly those that the alarms count. */
const silentQueues = (sim: SimHall): readonly string[] => {
  const { hall, at } = sim;
  const lost = new Map<string, number>();
  for (const leg of hall.legs.values()) {
    if (!callable(hall, leg)) continue;
    const needs = hall.tickets.get(leg.ticketId)?.needs ?? [];
    const placed = leg.placed;
    const able = [...hall.counters.values()].some((c) => {
      if (c.clerk === null) return false;
      if (placed?.kind === 'counter') return placed.counter === c.id;
      const equipment = hall.catalogue.counters.get(c.id)?.equipment ?? [];
      return profileAt(hall, c.id, at)?.queues.some((q) => q.queue === leg.queueId) === true && needs.every((n) => equipment.includes(n));
    });
    if (!able) lost.set(leg.queueId, (lost.get(leg.queueId) ?? 0) + 1);
  }
  const alarms = new Map(alarmsOf(hall, at, { speakers: new Set(), agents: new Set(), clockApartMs: 0, unshowable: [], desksGone: new Map(), screensGone: new Map() }).filter((a) => a.kind === 'nobody-may-call').map((a) => [a.about, a.count]));
  const queues = new Set([...lost.keys(), ...alarms.keys()]);
  return [...queues].filter((q) => lost.get(q) !== alarms.get(q)).map((q) => `${lost.get(q) ?? 0} wait in ${q} whom nobody may call, the alarm says ${alarms.get(q) ?? 0}`);
};

/** Everything that must hold at every moment of a hall; empty when all of it does. */
export const faultsNow = (sim: SimHall): readonly string[] => [
  ...lostOrDoubled(sim), ...impossibleMoves(sim.entries), ...crowdedCounters(sim.hall), ...silentQueues(sim),
  ...(hallImage(sim.rows.read(sim.hall, sim.catalogues)) === hallImage(sim.hall) ? [] : ['the hall from rows is another than the one in memory']),
];

/** How all tickets of a day ended, by the live hall and the journal together: nobody is missing in the sum. */
export const endingsOf = (sim: SimHall): { readonly issued: number; readonly served: number; readonly left: number; readonly unserved: number; readonly open: number } => {
  const told = [...toldByJournal(sim).legs.values()];
  const count = (state: string): number => told.filter((s) => s === state).length;
  return { issued: told.length, served: count('served'), left: count('left'), unserved: count('unserved'), open: count('open') };
};
