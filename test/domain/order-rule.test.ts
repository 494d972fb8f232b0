import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CounterId } from '../../server/domain/brands.ts';
import type { Command } from '../../server/domain/command.ts';
import { profileAt } from '../../server/domain/counter-profile.ts';
import { isRefusal } from '../../server/domain/decision.ts';
import { clockOf } from '../../server/domain/queue-clock.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { faultsOfCall, faultsOfNobody, overdueUnprotected } from '../support/sim-oracle.ts';
import type { Asked } from '../support/sim-oracle.ts';
import { about, atDesk, changeClass, endSuspension, issueCommand, signIn, suspend } from '../support/sim-press.ts';

const counters = ['1', '2', '3', '4', '5', '6'] as const;
const counter = fc.constantFrom(...counters);
const ticket = fc.integer({ min: 0, max: 24 }).map((n) => `t${n}`);

/** What may happen in a hall, in an order that no hall would think of. */
type Step = (sim: SimHall) => Command | number;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ id: fc.integer({ min: 0, max: 24 }), services: fc.constantFrom(['register'], ['register'], ['licence'], ['fetch'], ['register', 'licence']), classId: fc.constantFrom('walk-in', 'walk-in', 'elderly', 'disabled', 'appointment', 'appointment'), needs: fc.constantFrom([], [], [], ['low-desk'], ['sign-language']) }).map(({ id, ...wishes }): Step => (sim) => issueCommand(sim.hall.tickets.has(named(`t${id}`)) ? `t${id}-${sim.hall.seq}` : `t${id}`, wishes)) },
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 * 60 }).map((seconds): Step => () => seconds / 60) },
  { weight: 10, arbitrary: counter.map((c): Step => (sim) => atDesk(sim, c).next) },
  { weight: 9, arbitrary: counter.map((c): Step => (sim) => atDesk(sim, c).finish()) },
  { weight: 1, arbitrary: counter.map((c): Step => (sim) => atDesk(sim, c).start) },
  { weight: 1, arbitrary: counter.map((c): Step => (sim) => atDesk(sim, c).recall) },
  { weight: 2, arbitrary: counter.map((c): Step => (sim) => atDesk(sim, c).absent) },
  { weight: 1, arbitrary: counter.map((c): Step => (sim) => atDesk(sim, c).hold()) },
  { weight: 1, arbitrary: counter.map((c): Step => (sim) => atDesk(sim, c).undo) },
  { weight: 2, arbitrary: fc.tuple(counter, fc.constantFrom('general', 'business', 'collect'), fc.constantFrom('original', 'last', 'first')).map(([c, queue, place]): Step => (sim) => atDesk(sim, c).transfer(queue, place as 'original')) },
  { weight: 1, arbitrary: fc.tuple(counter, ticket).map(([c, t]): Step => (sim) => atDesk(sim, c).giveBack(t)) },
  { weight: 1, arbitrary: fc.tuple(counter, ticket).map(([c, t]): Step => (sim) => atDesk(sim, c).call(t)) },
  { weight: 2, arbitrary: ticket.map((t): Step => () => about('wake', t)) },
  { weight: 1, arbitrary: ticket.map((t): Step => () => about('away', t)) },
  { weight: 1, arbitrary: ticket.map((t): Step => () => about('back', t)) },
  { weight: 1, arbitrary: fc.tuple(ticket, fc.constantFrom('elderly', 'appointment', 'walk-in')).map(([t, c]): Step => () => changeClass(t, c)) },
  { weight: 1, arbitrary: fc.constantFrom('police', 'market').map((id): Step => (sim) => (sim.hall.suspensions.get(id)?.endedAt === null ? endSuspension(id) : suspend(id, { kind: 'department', id }))) },
  { weight: 1, arbitrary: fc.constant((): Command => ({ type: 'tick', by: { kind: 'clock' } })) },
);

/** Protected or not, of the last calls of each counter: in the words of the rule, not of the policy. */
class Shares {
  private readonly last = new Map<string, readonly boolean[]>();
  private kept = 2;
  broken(id: string, preferred: boolean, overdue: readonly string[]): boolean {
    const three = [...(this.last.get(id) ?? []).slice(-this.kept), preferred];
    this.last.set(id, three);
    return three.length === 3 && three.every(Boolean) && overdue.length > 0;
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
  if (shares.broken(counterId, event.preferred, overdue)) faults.push(`three protected in a row at ${counterId} while ${overdue.join()} were overdue`);
  return faults;
};

test('in random histories every call keeps the order rule, and says exactly whom it passed and why', () => {
  const seed = Number(process.env['SEED'] ?? 20_260_302);
  console.info(`order rule: seed ${seed}`);
  fc.assert(fc.property(fc.array(step, { minLength: 150, maxLength: 350, size: 'max' }), fc.constantFrom(1, 2, 3), (steps, protectedOf3) => {
    const sim = openSim(simConfig({ protectedOf3 }));
    signIn(sim, '1', '2', '3', '4', '6');
    sim.ok(atDesk(sim, '5').signIn('1009'));
    const shares = new Shares();
    for (const next of steps) {
      const command = next(sim);
      if (typeof command === 'number') sim.pass(command);
      else expect(faultsOfStep(sim, command, protectedOf3 === 3 ? new Shares() : shares)).toEqual([]);
    }
    expect(sim.differences()).toEqual([]);
  }), { seed, numRuns: Number(process.env['RUNS'] ?? 60) });
});
