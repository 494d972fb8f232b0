import { describe, expect, it } from 'vitest';
import type { MissedRule } from '../../server/domain/hall-config.ts';
import { instant } from '../../server/domain/brands.ts';
import { alarmsOf } from '../../server/domain/alarms.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { clockwork, openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, atDesk, callNext, issue, missCall, serve, serveAll, signIn, speakAndShow } from '../support/sim-press.ts';

const open = (missed: MissedRule = { kind: 'return-after', calls: 3 }): SimHall => {
  const sim = openSim(simConfig({ missed }));
  signIn(sim, '1', '2');
  return sim;
};
/** Ticket `m` was called first and missed it; `w1`, `w2` … wait. */
const missed = (rule: MissedRule | undefined, others: number): SimHall => {
  const sim = open(rule);
  issue(sim, 'm');
  for (let i = 1; i <= others; i += 1) issue(sim, `w${i}`);
  callNext(sim, '1');
  missCall(sim, '1');
  return sim;
};

describe('marking absent', () => {
  it('waits for screen, voice, one recall and a minute, and says what is missing', () => {
    const sim = open();
    issue(sim, 'a');
    callNext(sim, '1');
    const refusal = () => sim.no(atDesk(sim, '1').absent);
    const until = instant(sim.at + 60_000);
    expect(refusal()).toEqual({ code: 'call-not-heard-yet', allowedAt: until, about: 'shown,spoken,recall,time' });
    speakAndShow(sim, 'east');
    expect(refusal().about).toBe('recall,time');
    sim.ok(atDesk(sim, '1').recall);
    sim.at = instant(until - 1);
    expect(refusal()).toEqual({ code: 'call-not-heard-yet', allowedAt: until, about: 'time' });
    sim.at = until;
    sim.ok(atDesk(sim, '1').absent);
    expect(sim.leg('a').state).toBe('absent');
    expect(sim.currentOf('1')).toBeNull();
  });

  it('a voice that failed counts as spoken, even where no screen shows the call', () => {
    const sim = open();
    issue(sim, 'a');
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').recall);
    sim.pass(1);
    expect(sim.no(atDesk(sim, '1').absent).about).toBe('shown,spoken');
    sim.tick();
    expect(sim.leg('a').call?.voice).toBe('failed');
    sim.ok(atDesk(sim, '1').absent);
  });

  it('three in a row at a counter, five in a zone within 10 min: alarms; an arrival or an undo takes them back', () => {
    const sim = open();
    const kinds = () => alarmsOf(sim.hall, sim.at, { speakers: new Set(['east', 'west']), agents: new Set(['agent-1']), clockApartMs: 0, unshowable: [], desksGone: new Map(), screensGone: new Map() }).map((a) => a.kind);
    for (let i = 0; i < 6; i += 1) issue(sim, `a${i}`);
    for (let i = 0; i < 3; i += 1) { callNext(sim, '1'); missCall(sim, '1'); }
    expect(kinds()).toEqual(['absents-counter']);
    sim.ok(atDesk(sim, '1').undo);
    expect(kinds()).toEqual([]);
    sim.ok(atDesk(sim, '1').absent);
    for (let i = 0; i < 2; i += 1) { callNext(sim, '2'); missCall(sim, '2'); }
    expect(kinds()).toEqual(['absents-zone', 'absents-counter']);
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').start);
    expect(kinds()).toEqual(['absents-zone']);
    sim.pass(10);
    expect(kinds()).toEqual([]);
  });
});

describe('a missed ticket that is shown again', () => {
  it('comes after the next 3 calls of its queue, and whoever has later due passes it as returned', () => {
    const sim = missed(undefined, 5);
    sim.ok(about('wake', 'm'));
    expect(callNext(sim, '1')).toBe('w1 earliest-due: returned 1');
    serve(sim, '1');
    expect(serveAll(sim, '1')).toEqual(['w2', 'w3', 'm', 'w4', 'w5']);
  });

  it('comes at once when nobody else waits there', () => {
    const sim = missed(undefined, 1);
    sim.ok(about('wake', 'm'));
    expect(serveAll(sim, '1')).toEqual(['w1', 'm']);
  });

  it('two woken tickets with different needs don’t wait for each other', () => {
    const sim = open();
    issue(sim, 'm', { needs: ['low-desk'] });
    issue(sim, 'n');
    for (let i = 0; i < 2; i += 1) { callNext(sim, '1'); missCall(sim, '1'); }
    sim.ok(about('wake', 'm'));
    sim.ok(about('wake', 'n'));
    expect(serveAll(sim, '1')).toEqual(['m', 'n']);
  });

  it('is not kept waiting by somebody whom no counter here can serve', () => {
    const sim = missed(undefined, 0);
    issue(sim, 'deaf', { needs: ['sign-language'] });
    sim.ok(atDesk(sim, '1').signOut());
    sim.ok(about('wake', 'm'));
    expect(serveAll(sim, '2')).toEqual(['m']);
  });

  it('a helping counter looks past a woken one for whom it is too early', () => {
    const sim = open();
    issue(sim, 'far');
    issue(sim.go('09:02'), 'near', { classId: 'elderly' });
    for (let i = 0; i < 2; i += 1) { callNext(sim, '1'); missCall(sim, '1'); }
    for (const id of ['far', 'near']) sim.ok(about('wake', id));
    signIn(sim, '6');
    expect(callNext(sim, '6')).toBe('near returned');
    serve(sim, '6');
    expect(callNext(sim, '6')).toBeNull();
  });

  it('final: sleeps on; only staff with the right may call it', () => {
    const sim = missed({ kind: 'final' }, 1);
    expect(sim.no(about('wake', 'm')).code).toBe('missed-is-final');
    expect(sim.no(atDesk(sim, '1').giveBack('m')).code).toBe('missed-is-final');
    expect(sim.no(atDesk(sim, '1').call('m')).code).toBe('missed-is-final');
    sim.ok(atDesk(sim, '1').signOut());
    sim.ok(atDesk(sim, '1').signIn('1009'));
    sim.ok(atDesk(sim, '1').call('m'));
  });

  it('to the end: begins to wait anew', () => {
    const sim = missed({ kind: 'to-the-end' }, 4);
    sim.ok(about('wake', 'm'));
    expect(serveAll(sim, '1')).toEqual(['w1', 'w2', 'w3', 'w4', 'm']);
  });

  it('automatic: returns by itself after its minutes, never sooner than 5', () => {
    const sim = missed({ kind: 'automatic', minutes: 2 }, 0);
    sim.pass(4.99).tick();
    expect(sim.leg('m').state).toBe('absent');
    sim.pass(0.01).tick();
    expect(sim.leg('m').state).toBe('waiting');
    expect(callNext(sim, '2')).toBe('m returned');
  });

  it('sleeps until closing otherwise, and stands in a list all the time (pain 11)', () => {
    const sim = missed(undefined, 0);
    sim.go('16:59').tick();
    expect([...sim.hall.absent]).toEqual(['m.1']);
    sim.ok(atDesk(sim, '1').call('m'));
    expect(sim.hall.absent.size).toBe(0);
    expect(sim.currentOf('1')).toBe('m');
  });

  it('a clerk may have it next at the own counter', () => {
    const sim = missed(undefined, 2);
    sim.ok(atDesk(sim, '2').giveBack('m'));
    expect(callNext(sim, '1')).toBe('w1 earliest-due');
    expect(callNext(sim, '2')).toBe('m returned');
  });
});

describe('stepping away', () => {
  it('isn’t called, keeps its due and is next in order when back; twice, not three times', () => {
    const sim = open();
    for (const id of ['a', 'b', 'c']) issue(sim.pass(1), id);
    const { due } = sim.leg('a');
    sim.ok(about('away', 'a'));
    expect(sim.no(about('away', 'a')).code).toBe('already-away');
    expect(callNext(sim, '1')).toBe('b earliest-due');
    sim.ok(about('back', 'a'));
    expect(sim.leg('a').due).toBe(due);
    expect(callNext(sim, '2')).toBe('a earliest-due');
    sim.ok(about('away', 'c'));
    sim.ok(about('back', 'c'));
    expect(sim.no(about('back', 'c')).code).toBe('not-away');
    sim.ok(about('away', 'c'));
    sim.ok(about('back', 'c'));
    expect(sim.no(about('away', 'c')).code).toBe('no-away-left');
  });

  it('forgotten after 30 min: asleep like a missed call, not lost, and it wakes the same way', () => {
    const sim = open();
    issue(sim, 'a');
    sim.ok(about('away', 'a'));
    sim.pass(29.9).tick();
    expect(sim.leg('a').state).toBe('waiting');
    sim.pass(0.1).tick();
    expect(sim.leg('a').state).toBe('absent');
    expect(sim.tick()).toEqual([]);
    sim.ok(about('wake', 'a'));
    expect(callNext(sim, '1')).toBe('a returned');
    expect(sim.differences()).toEqual([]);
  });

  it('a call by hand doesn’t reach somebody who is away', () => {
    const sim = openSim(simConfig());
    sim.ok(atDesk(sim, '1').signIn('1009'));
    issue(sim, 'a');
    sim.ok(about('away', 'a'));
    expect(sim.no(atDesk(sim, '1').call('a')).code).toBe('ticket-away');
  });
});

it('the clock says the same after a restart, in whatever order rows come back', () => {
  const sim = open({ kind: 'automatic', minutes: 5 });
  for (const id of ['z', 'a', 'm']) issue(sim, id);
  for (const id of ['m', 'z', 'a']) sim.ok(about('away', id));
  sim.pass(30);
  sim.crash();
  const events = sim.ok({ type: 'tick', by: clockwork });
  expect(events.flatMap((e) => (e.type === 'leg-absent' ? [e.legId] : []))).toEqual(['z.1', 'a.1', 'm.1']);
  expect(sim.differences()).toEqual([]);
});
