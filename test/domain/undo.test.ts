import { describe, expect, it } from 'vitest';
import type { Command } from '../../server/domain/command.ts';
import { canonical } from '../support/sim-image.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, atDesk, callNext, changeClass, issue, missCall, serve, signIn, speakAndShow, visitor } from '../support/sim-press.ts';

const open = (): SimHall => {
  const sim = openSim(simConfig());
  signIn(sim, '1', '2');
  for (const id of ['a', 'b']) issue(sim.pass(1), id);
  return sim;
};
/** What an undo must bring back: the person, the place in line and the counter. */
const picture = (sim: SimHall): string => canonical({
  legs: [...sim.hall.legs.values()], current: sim.currentOf('1'), where: [...sim.hall.lines.where].map(([id, { lane, key }]) => [id, lane.name, key]).sort(), held: [...sim.hall.held], absent: [...sim.hall.absent],
});

const serving = (sim: SimHall): void => {
  callNext(sim, '1');
  sim.ok(atDesk(sim, '1').start);
};
const acts: { readonly [act: string]: readonly [(sim: SimHall) => void, (sim: SimHall) => Command] } = {
  call: [() => undefined, (sim) => atDesk(sim, '1').next],
  start: [(sim) => callNext(sim, '1'), (sim) => atDesk(sim, '1').start],
  finish: [serving, (sim) => atDesk(sim, '1').finish()],
  'finish of somebody only called': [(sim) => callNext(sim, '1'), (sim) => atDesk(sim, '1').finish()],
  hold: [serving, (sim) => atDesk(sim, '1').hold()],
  'resume of a held one': [(sim) => { serving(sim); sim.ok(atDesk(sim, '1').hold()); }, (sim) => atDesk(sim, '1').resumeHeld('a')],
  transfer: [serving, (sim) => atDesk(sim, '1').transfer('business', 'last')],
  'transfer before service': [(sim) => callNext(sim, '1'), (sim) => atDesk(sim, '1').transfer('business')],
  absent: [(sim) => { callNext(sim, '1'); speakAndShow(sim, 'east'); sim.ok(atDesk(sim, '1').recall); speakAndShow(sim, 'east'); sim.pass(1); }, (sim) => atDesk(sim, '1').absent],
  'call by hand of a missed one': [(sim) => { callNext(sim, '1'); missCall(sim, '1'); }, (sim) => atDesk(sim, '1').call('a')],
};

describe('undo takes back each act exactly', () => {
  for (const [name, [before, act]] of Object.entries(acts))
    it(name, () => {
      const sim = open();
      before(sim);
      const kept = picture(sim);
      sim.ok(act(sim));
      expect(picture(sim)).not.toBe(kept);
      sim.pass(2.9).ok(atDesk(sim, '1').undo);
      expect(picture(sim)).toBe(kept);
      expect(sim.differences()).toEqual([]);
    });

  it('a leg that a colleague’s transfer moved goes back with its due, and the other queue is empty again', () => {
    const sim = open();
    serving(sim);
    sim.ok(atDesk(sim, '1').transfer('business'));
    sim.ok(atDesk(sim, '1').undo);
    expect(sim.hall.queues.get(named('business'))?.busySince).toBeNull();
  });
});

describe('undo', () => {
  it('goes back up to three acts', () => {
    const sim = open();
    const kept = picture(sim);
    serving(sim);
    sim.ok(atDesk(sim, '1').finish());
    for (let i = 0; i < 3; i += 1) sim.ok(atDesk(sim, '1').undo);
    expect(picture(sim)).toBe(kept);
    expect(sim.no(atDesk(sim, '1').undo).code).toBe('nothing-to-undo');
  });

  it('keeps three acts, not four', () => {
    const sim = open();
    serving(sim);
    sim.ok(atDesk(sim, '1').hold());
    sim.ok(atDesk(sim, '1').resumeHeld('a'));
    for (let i = 0; i < 3; i += 1) sim.ok(atDesk(sim, '1').undo);
    expect(sim.no(atDesk(sim, '1').undo).code).toBe('nothing-to-undo');
    expect(sim.leg('a').state).toBe('called');
  });

  it('ends 3 min after the press', () => {
    const sim = open();
    callNext(sim, '1');
    sim.pass(3.001);
    expect(sim.no(atDesk(sim, '1').undo).code).toBe('undo-too-late');
  });

  it.each<[string, (sim: SimHall) => void]>([
    ['the visitor left', (sim) => sim.ok(about('leave', 'a'))],
    ['the class was changed', (sim) => sim.ok(changeClass('a', 'elderly'))],
  ])('is refused after %s', (_, change) => {
    const sim = open();
    callNext(sim, '1');
    change(sim);
    expect(sim.no(atDesk(sim, '1').undo).code).toBe('nothing-to-undo');
  });

  it('is refused after the visitor rated, or the held person was taken up elsewhere', () => {
    const sim = open();
    callNext(sim, '1');
    serve(sim, '1');
    sim.ok({ type: 'rate', by: visitor, ticketId: named('a'), legId: null, grade: 5, answers: [], seal: null });
    expect(sim.no(atDesk(sim, '1').undo).code).toBe('nothing-to-undo');
    serving(sim);
    sim.ok(atDesk(sim, '1').hold());
    sim.ok(atDesk(sim, '2').resumeHeld('b'));
    expect(sim.no(atDesk(sim, '1').undo).code).toBe('nothing-to-undo');
  });

  it('passes over a press on somebody to whom something else happened, and takes back the one before', () => {
    const sim = open();
    serving(sim);
    sim.ok(atDesk(sim, '1').finish());
    callNext(sim, '1');
    sim.ok(about('leave', 'b'));
    sim.ok(atDesk(sim, '1').undo);
    expect([sim.currentOf('1'), sim.leg('a').state, sim.leg('b').state]).toEqual(['a', 'serving', 'left']);
  });

  it('is refused while somebody else stands at the counter', () => {
    const sim = open();
    serving(sim);
    sim.ok(atDesk(sim, '1').finish());
    callNext(sim, '1');
    sim.ok(changeClass('b', 'elderly'));
    expect(sim.no(atDesk(sim, '1').undo).code).toBe('counter-busy');
  });

  it('after finish and call next, the finish comes back only once the call is taken back', () => {
    const sim = open();
    serving(sim);
    sim.ok(atDesk(sim, '1').finish());
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').undo);
    sim.ok(atDesk(sim, '1').undo);
    expect([sim.currentOf('1'), sim.leg('a').state, sim.leg('b').state]).toEqual(['a', 'serving', 'waiting']);
  });

  it('belongs to the clerk who pressed: not to the next one at the counter', () => {
    const sim = open();
    serving(sim);
    sim.ok(atDesk(sim, '1').finish());
    sim.ok(atDesk(sim, '1').signOut());
    sim.ok(atDesk(sim, '1').signIn('1009'));
    expect(sim.no(atDesk(sim, '1').undo).code).toBe('nothing-to-undo');
  });

  it('a recall is the same call again and doesn’t keep the call from being taken back', () => {
    const sim = open();
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').recall);
    sim.ok(atDesk(sim, '1').undo);
    expect(sim.leg('a').state).toBe('waiting');
  });
});
