import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CounterId } from '../../server/domain/brands.ts';
import type { Command } from '../../server/domain/command.ts';
import { profileAt } from '../../server/domain/counter-profile.ts';
import { isRefusal } from '../../server/domain/decision.ts';
import { clockOf } from '../../server/domain/queue-clock.ts';
import { simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { faultsOfCall, faultsOfNobody, overdueUnprotected } from '../support/sim-oracle.ts';
import type { Asked } from '../support/sim-oracle.ts';
import { about, atDesk, changeClass, endSuspension, issueCommand, signIn, suspend } from '../support/sim-press.ts';

const counter = fc.constantFrom('1', '2', '3', '4', '5', '6');
const nth = fc.nat({ max: 1000 });
/** The n-th of those there are, wrapped around; nobody's name when there are none. */
const pick = (ids: Iterable<string>, n: number): string => [...ids][n % Math.max(1, [...ids].length)]?.split('.')[0] ?? 'nobody';

/** What may happen in a hall, in an order that no hall would think of: commands, and minutes that pass. */
type Step = (sim: SimHall) => readonly (Command | number)[];
const tick: Command = { type: 'tick', by: { kind: 'clock' } };
const newcomers = fc.record({
  services: fc.constantFrom(['register'], ['ask'], ['licence'], ['fetch'], ['register', 'licence']), classId: fc.constantFrom('walk-in', 'walk-in', 'walk-in', 'elderly', 'disabled', 'appointment', 'appointment'),
  needs: fc.constantFrom([], [], [], [], [], ['low-desk'], ['sign-language']),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: newcomers.map((wishes): Step => (sim) => [issueCommand(`t${sim.hall.seq}`, wishes)]) },
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 5 * 60 }).map((seconds): Step => () => [seconds / 60]) },
  { weight: 12, arbitrary: counter.map((c): Step => (sim) => [atDesk(sim, c).finish(), atDesk(sim, c).next]) },
  { weight: 3, arbitrary: counter.map((c): Step => (sim) => [atDesk(sim, c).recall, 1.1, tick, atDesk(sim, c).absent, atDesk(sim, c).next]) },
  { weight: 2, arbitrary: counter.map((c): Step => (sim) => [atDesk(sim, c).start, atDesk(sim, c).hold(), atDesk(sim, c).next]) },
  { weight: 1, arbitrary: counter.map((c): Step => (sim) => [atDesk(sim, c).undo]) },
  { weight: 3, arbitrary: fc.tuple(counter, fc.constantFrom('general', 'business', 'collect'), fc.constantFrom<'original' | 'last' | 'first'>('original', 'last', 'first')).map(([c, queue, place]): Step => (sim) => [atDesk(sim, c).transfer(queue, place), atDesk(sim, c).next]) },
  { weight: 1, arbitrary: fc.tuple(counter, nth).map(([c, n]): Step => (sim) => [atDesk(sim, c).giveBack(pick([...sim.hall.held, ...sim.hall.absent], n))]) },
  { weight: 2, arbitrary: fc.tuple(counter, nth).map(([c, n]): Step => (sim) => [atDesk(sim, c).finish(), atDesk(sim, c).call(pick(sim.hall.legs.keys(), n))]) },
  { weight: 3, arbitrary: nth.map((n): Step => (sim) => [about('wake', pick(sim.hall.absent, n))]) },
  { weight: 1, arbitrary: nth.map((n): Step => (sim) => [about('away', pick(sim.hall.tickets.keys(), n))]) },
  { weight: 1, arbitrary: nth.map((n): Step => (sim) => [about('back', pick(sim.hall.away, n))]) },
  { weight: 1, arbitrary: fc.tuple(nth, fc.constantFrom('elderly', 'appointment', 'walk-in')).map(([n, c]): Step => (sim) => [changeClass(pick(sim.hall.tickets.keys(), n), c)]) },
  { weight: 1, arbitrary: fc.constantFrom('police', 'market').map((id): Step => (sim) => [sim.hall.suspensions.get(id)?.endedAt === null ? endSuspension(id) : suspend(id, { kind: 'department', id })]) },
);

/** Protected or not, of the last calls of each counter: in the words of the rule, not of the policy. */
class Shares {
  private readonly last = new Map<string, readonly boolean[]>();
  private readonly most: number;
  constructor(most: number) { this.most = most; }
  broken(id: string, preferred: boolean, overdue: readonly string[]): boolean {
    const three = [...(this.last.get(id) ?? []).slice(-2), preferred];
    this.last.set(id, three);
    return preferred && three.filter(Boolean).length > this.most && overdue.length > 0;
  }
  forget(id: string): void { this.last.delete(id); }
}

const faultsOfStep = (sim: SimHall, command: Command, shares: Shares): readonly string[] => {
  if (command.type !== 'call-next' && command.type !== 'call') {
    if (command.type === 'undo' && 'counterId' in command) shares.forget(command.counterId);
    sim.run(command);
    return [];
  }
  const counterId: CounterId = command.counterId;
  const profile = profileAt(sim.hall, counterId, sim.at);
  if (profile === null) return ['a counter without a profile'];
  const before = { ...sim.hall, legs: new Map(sim.hall.legs), tickets: new Map(sim.hall.tickets) };
  const asked: Asked = { hall: before, counterId, at: sim.at, profile, clock: (queue, at) => clockOf(sim.hall, queue, at) };
  const nobody = command.type === 'call-next' ? faultsOfNobody(asked) : [];
  const overdue = overdueUnprotected(asked);
  const decision = sim.run(command);
  if (isRefusal(decision)) return [];
  const [event] = decision;
  if (event?.type !== 'leg-called') return nobody;
  const leg = before.legs.get(event.legId);
  if (leg === undefined) return ['somebody unknown was called'];
  const faults = [...faultsOfCall(asked, leg, event.why)];
  if (shares.broken(counterId, event.preferred, overdue)) faults.push(`more than the share of protected calls at ${counterId} while ${overdue.join()} were overdue`);
  return faults;
};

function* commandsOf(sim: SimHall, steps: readonly Step[]): Generator<Command | number> {
  for (const next of steps) yield* next(sim);
}

test('in random histories every call keeps the order rule, and says exactly whom it passed and why', { timeout: 180_000 }, () => {
  const seed = Number(process.env['SEED'] ?? 20_260_302);
  console.info(`order rule: seed ${seed}`);
  fc.assert(fc.property(fc.array(step, { minLength: 200, maxLength: 300, size: 'max' }), fc.constantFrom(1, 2, 3), (steps, protectedOf3) => {
    const sim = openSim(simConfig({ protectedOf3 }));
    signIn(sim, '1', '2', '3', '4', '6');
    sim.ok(atDesk(sim, '5').signIn('1009'));
    const shares = new Shares(protectedOf3);
    for (const command of commandsOf(sim, steps)) {
      if (typeof command === 'number') sim.pass(command);
      else expect(faultsOfStep(sim, command, shares)).toEqual([]);
    }
    expect(sim.differences()).toEqual([]);
  }), { seed, endOnFailure: true, numRuns: Number(process.env['RUNS'] ?? 25) });
});
