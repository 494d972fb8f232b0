import { describe, expect, it } from 'vitest';
import type { CounterId, LegId } from '../../server/domain/brands.ts';
import type { Command } from '../../server/domain/command.ts';
import { isRefusal } from '../../server/domain/decision.ts';
import { toldLegs } from '../../server/domain/ticket-facts.ts';
import { canonical } from '../support/sim-image.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, atDesk, changeClass, issue, issueCommand, signIn, speakAndShow, staff } from '../support/sim-press.ts';
import { seeded } from '../support/seeded.ts';
import type { Seeded } from '../support/seeded.ts';

const counters = ['1', '2', '3', '5'] as const;
const services = ['register', 'licence', 'ask', 'fetch'] as const;

/**
 * The whole hall but for what an undo leaves behind on purpose: the journal's place, a number that was given out and the legs it withdrew, the queue's
 * measured pace and busy time (nobody waited meanwhile), and acts so old that the press itself pushed them out.
 */
const remains = ({ hall }: SimHall): string => {
  const gone = new Set([...hall.legs.values()].filter((leg) => leg.outcome === 'withdrawn').map((leg) => leg.id));
  const tickets = [...hall.tickets.values()].map((ticket) => ({ ...ticket, legs: ticket.legs.filter((id) => !gone.has(id)) })).filter((ticket) => ticket.legs.length > 0);
  const legs = [...hall.legs.values()].filter((leg) => !gone.has(leg.id));
  const entities = [...tickets, ...legs, ...hall.zones.values(), ...hall.suspensions.values()].map((entity) => [entity.id, canonical(entity)]);
  return canonical({
    entities: Object.fromEntries(entities), counters: Object.fromEntries([...hall.counters].map(([id, counter]) => [id, { ...counter, acts: [] }])), calls: Object.fromEntries([...hall.queues].map(([id, queue]) => [id, queue.calls])),
    where: Object.fromEntries([...hall.lines.where].map(([id, { lane, key }]) => [id, [lane.name, key]])), held: [...hall.held].sort(), absent: [...hall.absent].sort(), numbers: [...hall.numbersHeld.keys()].sort(),
  });
};

/** Everything a clerk can press about a person, with people as they happen to be. */
const presses = (sim: SimHall, counter: string, fresh: string, random: Seeded): readonly Command[] => {
  const desk = atDesk(sim, counter);
  const oneOf = (ids: ReadonlySet<LegId>): string => sim.hall.legs.get(ids.size === 0 ? named('nobody') : random.pick([...ids]))?.ticketId ?? 'nobody';
  const [held, absent] = [oneOf(sim.hall.held), oneOf(sim.hall.absent)];
  const service = random.pick(services);
  const clerk = sim.hall.counters.get(named<CounterId>(counter))?.clerk ?? 'nobody';
  const onSleepers: readonly Command[] = [desk.resumeHeld(held), desk.giveBack(random.pick([held, absent])), desk.call(absent), { type: 'wake', by: staff(clerk), ticketId: named(absent) }];
  // They are few: pressed as often as everything else together, each kind is met in every run.
  if (sim.hall.held.size + sim.hall.absent.size > 0 && random.chance(0.5)) return onSleepers;
  return [
    desk.next, desk.next, desk.start, desk.finish(), desk.finish('incomplete'), desk.hold(), desk.absent, desk.transfer(random.pick(['general', 'business', 'collect']), random.pick(['original', 'last', 'first'])),
    desk.addService(service), desk.addService(service, true), desk.direct(fresh, service, true),
  ];
};
/** Somebody who was called doesn't come; nothing happens where nobody is called. */
const missSomebody = (sim: SimHall, counter: string): void => {
  sim.run(atDesk(sim, counter).recall);
  for (const zone of ['east', 'west']) speakAndShow(sim, zone);
  sim.pass(1).run(atDesk(sim, counter).absent);
};
/** What others do meanwhile, so that presses meet people in every state. */
const goOn = (sim: SimHall, fresh: string, random: Seeded): void => {
  const counter = random.pick(counters);
  const tickets = [...sim.hall.tickets.keys()];
  if (random.chance(0.6)) sim.run(issueCommand(fresh, { services: random.chance(0.3) ? ['register', 'licence'] : [random.pick(services)], classId: random.pick(['walk-in', 'elderly', 'appointment']) }));
  if (random.chance(0.5)) for (const zone of ['east', 'west']) speakAndShow(sim, zone);
  if (random.chance(0.4)) sim.run(atDesk(sim, counter).recall);
  if (random.chance(0.15)) missSomebody(sim, counter);
  if (random.chance(0.1) && tickets.length > 0) sim.run(about('leave', random.pick(tickets)));
  if (random.chance(0.1) && tickets.length > 0) sim.run(changeClass(random.pick(tickets), 'disabled'));
  sim.pass(random.pick([0, 0.2, 1, 2]));
};

/** Presses at random, takes each accepted one back and compares; every second one is then pressed for good. Returns how often each kind was taken back. */
const pressAndUndo = (seed: number, rounds: number): ReadonlyMap<string, number> => {
  const random = seeded(seed);
  const sim = openSim(simConfig());
  signIn(sim, '1', '2', '3');
  sim.ok(atDesk(sim, '5').signIn('1009'));
  const taken = new Map<string, number>();
  for (let n = 0; n < rounds; n += 1) {
    goOn(sim, `w${n}`, random);
    const counter = random.pick(counters);
    const command = random.pick(presses(sim, counter, `d${n}`, random));
    const before = remains(sim);
    const acts = sim.hall.counters.get(named<CounterId>(counter))?.acts ?? [];
    const came = sim.run(command);
    if (isRefusal(came) || came.length === 0) continue;
    sim.pass(random.pick([0, 0.5, 2.9]));
    const kind = `${command.type}${command.type === 'add-service' && command.here ? ' here' : ''}`;
    sim.ok(atDesk(sim, counter).undo);
    expect({ seed, n, kind, hall: remains(sim) }).toEqual({ seed, n, kind, hall: before });
    const left = sim.hall.counters.get(named<CounterId>(counter))?.acts ?? [];
    expect(left).toEqual(acts.slice(acts.length - left.length));
    taken.set(kind, (taken.get(kind) ?? 0) + 1);
    if (random.chance(0.6)) sim.run(command.type === 'serve-direct' ? { ...command, ticketId: named(`e${n}`) } : command);
  }
  expect(sim.differences()).toEqual([]);
  const numbers = [...sim.hall.tickets.values()].map((ticket) => ticket.number);
  expect(new Set(numbers).size).toBe(numbers.length);
  return taken;
};

describe('a press and its undo', () => {
  it('leave the hall as it was, whatever was pressed', () => {
    const from = Math.floor(Math.random() * 1_000_000);
    const taken = new Map<string, number>();
    const kinds = ['call-next', 'start', 'finish', 'hold', 'absent', 'transfer', 'add-service', 'add-service here', 'serve-direct', 'resume-held', 'return', 'call', 'wake'];
    const missing = (): readonly string[] => kinds.filter((kind) => !taken.has(kind));
    for (let n = 0; n < 3 || (n < 30 && missing().length > 0); n += 1) for (const [kind, count] of pressAndUndo(from + n, 100)) taken.set(kind, (taken.get(kind) ?? 0) + count);
    console.log(`seeds from ${from}: ${[...taken].map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
    expect(missing()).toEqual([]);
  }, 60_000);
});

describe('what an undo withdraws', () => {
  const serving = (): SimHall => {
    const sim = openSim(simConfig());
    signIn(sim, '1', '2');
    issue(sim, 'a');
    sim.ok(atDesk(sim, '1').next);
    sim.ok(atDesk(sim, '1').start);
    return sim.pass(4);
  };

  it('a number given at the desk by mistake ends as left, tells of no service, and is never given again', () => {
    const sim = openSim(simConfig());
    signIn(sim, '1');
    sim.ok(atDesk(sim, '1').direct('d'));
    sim.pass(1).ok(atDesk(sim, '1').undo);
    expect(sim.leg('d')).toMatchObject({ state: 'left', outcome: 'withdrawn', startedAt: null, endedAt: sim.at, counterId: null });
    expect(sim.currentOf('1')).toBeNull();
    expect(issue(sim, 'e', { services: ['ask'] })).not.toBe(sim.ticket('d').number);
    expect(sim.no(atDesk(sim, '1').undo).code).toBe('nothing-to-undo');
  });

  it('a service added and begun on the spot is withdrawn, and the one before is in service again as it was', () => {
    const sim = serving();
    const before = sim.leg('a');
    sim.ok(atDesk(sim, '1').addService('licence', true));
    sim.pass(2).ok(atDesk(sim, '1').undo);
    expect(sim.leg('a')).toEqual(before);
    expect(sim.leg('a', 2)).toMatchObject({ state: 'left', outcome: 'withdrawn', startedAt: null });
    expect(toldLegs(sim.hall, sim.ticket('a')).map((leg) => leg.id)).toEqual(['a.1']);
    sim.ok(atDesk(sim, '1').addService('licence', true));
    expect(sim.leg('a', 3).state).toBe('serving');
  });

  it('a wake pressed by the clerk is taken back at that counter, also with somebody there', () => {
    const sim = serving();
    issue(sim, 'b');
    sim.ok(atDesk(sim, '2').next);
    for (const _ of [1, 2]) { speakAndShow(sim, 'east'); sim.run(atDesk(sim, '2').recall); }
    speakAndShow(sim, 'east');
    sim.pass(1).ok(atDesk(sim, '2').absent);
    sim.ok({ type: 'wake', by: staff('1001'), ticketId: named('b') });
    sim.ok(atDesk(sim, '1').undo);
    expect([sim.leg('b').state, sim.currentOf('1')]).toEqual(['absent', 'a']);
  });
});

describe('a call that was taken back', () => {
  it('does not bring those nearer who are to be called after so many calls', () => {
    const sim = openSim(simConfig());
    signIn(sim, '1');
    for (const id of ['a', 'b']) issue(sim, id);
    const before = sim.hall.queues.get(named('general'))?.calls;
    sim.ok(atDesk(sim, '1').next);
    sim.ok(atDesk(sim, '1').undo);
    expect(sim.hall.queues.get(named('general'))?.calls).toBe(before);
  });

  it('begun while it was spoken and then not begun, it was spoken all the same: nobody waits for a voice that is done', () => {
    const sim = openSim(simConfig());
    signIn(sim, '1');
    issue(sim, 'a');
    sim.ok(atDesk(sim, '1').next);
    sim.ok({ type: 'announce', by: { kind: 'clock' }, zone: named('east'), job: 'j1' });
    sim.ok(atDesk(sim, '1').start);
    sim.ok({ type: 'end-announcement', by: { kind: 'clock' }, zone: named('east'), job: 'j1', result: 'spoken' });
    sim.ok(atDesk(sim, '1').undo);
    expect(sim.leg('a').call).toMatchObject({ voice: 'spoken', heard: true });
  });

  it('sent on while it was spoken and brought back, it waits for the voice again', () => {
    const sim = openSim(simConfig());
    signIn(sim, '1');
    issue(sim, 'a');
    sim.ok(atDesk(sim, '1').next);
    sim.ok({ type: 'announce', by: { kind: 'clock' }, zone: named('east'), job: 'j1' });
    sim.ok(atDesk(sim, '1').transfer('business'));
    sim.ok({ type: 'end-announcement', by: { kind: 'clock' }, zone: named('east'), job: 'j1', result: 'spoken' });
    sim.ok(atDesk(sim, '1').undo);
    expect(sim.leg('a').call?.voice).toBe('waiting');
    expect(sim.differences()).toEqual([]);
  });
});
