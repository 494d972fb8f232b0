import { describe, expect, it } from 'vitest';
import { instant } from '../../server/domain/brands.ts';
import { alarmsOf } from '../../server/domain/alarms.ts';
import type { CommandOf } from '../../server/domain/command.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { about, atDesk, callNext, issue, serve, signIn, visitor } from '../support/sim-press.ts';

const alarms = (sim: SimHall): readonly string[] =>
  alarmsOf(sim.hall, sim.at, { speakers: new Set(['east', 'west']), agents: new Set(['agent-1']), clockApartMs: 0, unshowable: [], desksGone: new Map(), screensGone: new Map() }).map((a) => `${a.kind} ${a.about} ${a.count}`);

describe('people whom nobody may call', () => {
  it('are an alarm at once, also before the counters open and in the queue of one who signed out', () => {
    const sim = openSim(simConfig());
    issue(sim, 'a');
    expect(alarms(sim)).toEqual(['nobody-may-call general 1']);
    signIn(sim, '2');
    expect(alarms(sim)).toEqual([]);
    sim.ok(atDesk(sim, '2').pause());
    expect(alarms(sim)).toEqual([]);
    sim.ok(atDesk(sim, '2').signOut());
    expect(alarms(sim)).toEqual(['nobody-may-call general 1']);
  });

  it('needs that no signed-in counter meets, though others of the queue are served (pain 18)', () => {
    const sim = openSim(simConfig());
    signIn(sim, '2', '5');
    issue(sim, 'deaf', { needs: ['sign-language'] });
    issue(sim, 'wheel', { needs: ['low-desk'] });
    expect(alarms(sim)).toEqual(['nobody-may-call general 1']);
    signIn(sim, '1');
    expect(alarms(sim)).toEqual([]);
  });

  it('one who was to be next at a counter whose clerk has gone, when nobody else may call them', () => {
    const sim = openSim(simConfig());
    signIn(sim, '1');
    issue(sim, 'a');
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').start);
    sim.ok(atDesk(sim, '1').hold());
    sim.ok(atDesk(sim, '1').giveBack('a'));
    sim.ok(atDesk(sim, '1').signOut());
    expect(alarms(sim)).toEqual(['nobody-may-call general 1']);
  });

  it('not those who stepped away or sleep', () => {
    const sim = openSim(simConfig());
    issue(sim, 'a');
    sim.ok(about('away', 'a'));
    expect(alarms(sim)).toEqual([]);
  });
});

it('a service that takes three times its usual minutes asks at the counter', () => {
  const sim = openSim(simConfig());
  signIn(sim, '2');
  issue(sim, 'a', { cases: 2 });
  callNext(sim, '2');
  sim.ok(atDesk(sim, '2').start);
  expect(alarms(sim.pass(60))).toEqual([]);
  expect(alarms(sim.pass(1))).toEqual(['long-service 2 61']);
});

it('more than 30 % priority holders among those waiting is an alarm, from ten people on', () => {
  const sim = openSim(simConfig());
  signIn(sim, '2');
  for (let i = 0; i < 9; i += 1) issue(sim, `t${i}`, { classId: i < 4 ? 'elderly' : 'walk-in' });
  expect(alarms(sim)).toEqual([]);
  issue(sim, 't9');
  expect(alarms(sim)).toEqual(['priority-share hall 40']);
});

describe('rating', () => {
  const rate = (more: Partial<CommandOf<'rate'>> = {}): CommandOf<'rate'> => ({ type: 'rate', by: visitor, ticketId: named('a'), legId: null, grade: 5, answers: [], seal: null, ...more });

  it('once per service served, with the points of its own grade', () => {
    const sim = openSim(simConfig());
    signIn(sim, '1', '3');
    issue(sim, 'a', { services: ['register', 'licence'] });
    expect(sim.no(rate()).code).toBe('illegal-move');
    callNext(sim, '1');
    serve(sim, '1');
    expect(sim.no(rate({ grade: 6 })).code).toBe('unknown-reason');
    expect(sim.no(rate({ grade: 0 })).code).toBe('unknown-reason');
    expect(sim.no(rate({ grade: 4, answers: ['quick'] })).code).toBe('unknown-reason');
    expect(sim.ok(rate({ answers: ['quick'] }))).toEqual([{ type: 'leg-rated', legId: 'a.1', grade: 5, answers: ['quick'], form: '1', seal: null }]);
    expect(sim.no(rate()).code).toBe('already-rated');
    callNext(sim, '3');
    serve(sim, '3');
    sim.ok(rate({ grade: 1 }));
    expect([sim.leg('a', 1).grade, sim.leg('a', 2).grade]).toEqual([5, 1]);
    expect(sim.no(rate({ legId: named('a.2') })).code).toBe('already-rated');
  });
});

it('a board, a keypad or a reader that does not answer is an alarm, until it does', () => {
  const wired = (id: string, kind: string, more: object) => ({ id, kind, name: { 'zh-CN': id, en: id }, agent: 'agent-1', profile: 'any', connection: 'sim:', ...more }) as never;
  const config = simConfig();
  const sim = openSim({ ...config, devices: [...config.devices, wired('board-1', 'board', { counter: '1' }), wired('pad-1', 'keypad', { counter: '1' }), wired('card-1', 'reader', { kiosk: 'kiosk-1' })] });
  const report = (device: string, state: 'ok' | 'fault'): void => void sim.ok({ type: 'report-device', by: { kind: 'device', id: named('agent-1') }, device: named(device), state, fault: state === 'ok' ? null : 'no-answer' });
  for (const id of ['board-1', 'pad-1', 'card-1']) report(id, 'fault');
  expect(alarms(sim)).toEqual(['board board-1 0', 'device pad-1 0', 'device card-1 0']);
  for (const id of ['board-1', 'pad-1', 'card-1']) report(id, 'ok');
  expect(alarms(sim)).toEqual([]);
});

describe('pages that are not there', () => {
  const around = (sim: SimHall, agoMs: number) => ({
    speakers: new Set(['east', 'west']), agents: new Set(['agent-1']), clockApartMs: 0, unshowable: [],
    desksGone: new Map([...sim.hall.counters.keys()].map((id) => [id, instant(sim.at - agoMs)])), screensGone: new Map(sim.hall.catalogue.config.devices.flatMap((d) => (d.kind === 'display' ? [[d.id, instant(sim.at - agoMs)] as const] : []))),
  });
  const kinds = (sim: SimHall, agoMs: number): readonly string[] => alarmsOf(sim.hall, sim.at, around(sim, agoMs)).map((a) => `${a.kind} ${a.about}`);

  it('of a signed-in counter alarm after a minute, of one that pauses or is signed out never', () => {
    const sim = openSim(simConfig());
    expect(kinds(sim, 60_000)).toEqual([]);
    signIn(sim, '1', '2');
    expect(kinds(sim, 59_999)).toEqual([]);
    expect(kinds(sim, 60_000)).toEqual(['counter-gone 1', 'counter-gone 2']);
    sim.ok(atDesk(sim, '2').pause());
    expect(kinds(sim, 60_000)).toEqual(['counter-gone 1']);
  });

  it('of a screen of the hall file alarm after a minute', () => {
    const display = { id: 'display-east', kind: 'display', name: { 'zh-CN': '东区大屏', en: 'East screen' }, zone: 'east' } as never;
    const sim = openSim({ ...simConfig(), devices: [...simConfig().devices, display] });
    expect(kinds(sim, 59_999)).toEqual([]);
    expect(kinds(sim, 60_000)).toEqual(['screen-silent display-east']);
  });
});

it('a hall may do without alarms that are about people and dates, by its file', () => {
  const absent = (sim: SimHall): readonly string[] => {
    signIn(sim, '1');
    sim.pass(1);
    issue(sim, 'a');
    callNext(sim, '1');
    sim.ok(atDesk(sim, '1').start);
    sim.pass(120);
    return alarms(sim).map((line) => line.split(' ')[0] ?? '');
  };
  expect(absent(openSim(simConfig()))).toContain('long-service');
  expect(absent(openSim({ ...simConfig(), alarmsOff: ['long-service'] }))).not.toContain('long-service');
});
