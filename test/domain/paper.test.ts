import { describe, expect, it } from 'vitest';
import { alarmsOf } from '../../server/domain/alarms.ts';
import type { Command, CommandOf } from '../../server/domain/command.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { clockwork, openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { device, issue, issueCommand, signIn, staff } from '../support/sim-press.ts';

const printing = (): SimHall => {
  const sim = openSim(simConfig());
  issue(sim, 'a', { job: 'j1' });
  return sim;
};
const report = (state: CommandOf<'report-print'>['state'], job = 'j1', fault: string | null = null): Command => ({ type: 'report-print', by: device('agent-1'), ticketId: named('a'), job, state, fault });
const reprint = (job: string, printer: string | null = null): Command => ({ type: 'reprint', by: staff('2001'), ticketId: named('a'), printer: printer === null ? null : named(printer), job });
const state = (sim: SimHall): string | undefined => sim.ticket('a').print?.state;

describe('the paper of a ticket (pain 3)', () => {
  it('is asked for at issue, on the kiosk’s own printer, for a minute', () => {
    const sim = printing();
    expect(sim.ticket('a').print).toEqual({ job: 'j1', printer: 'printer-1', kind: 'ticket', state: 'issued', fault: null, expiresAt: sim.at + 60_000 });
    sim.ok(issueCommand('b', { by: device('kiosk-2'), job: 'j2' }));
    expect(sim.ticket('b').print).toBeNull();
  });

  it.each(['printed', 'sent', 'not-printed', 'unknown'] as const)('once settled as %s it stays so; repeats and late reports change nothing', (settled) => {
    const sim = printing();
    sim.ok(report('printing'));
    sim.ok(report(settled));
    for (const later of ['printing', 'printed', 'sent', 'not-printed', 'unknown'] as const) expect(sim.ok(report(later))).toEqual([]);
    expect(state(sim)).toBe(settled);
    expect(sim.ok(report('printed', 'another'))).toEqual([]);
  });

  it('not begun within a minute: not printed; the truth may still come late', () => {
    const sim = printing();
    sim.pass(0.99).tick();
    expect(state(sim)).toBe('issued');
    sim.pass(0.01).tick();
    expect(sim.ticket('a').print).toMatchObject({ state: 'not-printed', fault: 'no-answer' });
    expect(sim.ok(report('printing'))).toEqual([]);
    sim.ok(report('printed'));
    expect(state(sim)).toBe('printed');
  });

  it('begun and never answered: unknown, and never printed again by itself', () => {
    const sim = printing();
    sim.ok(report('printing'));
    sim.pass(1.5).tick();
    expect(state(sim)).toBe('printing');
    sim.pass(0.5).tick();
    expect(state(sim)).toBe('unknown');
    for (let i = 0; i < 100; i += 1) sim.pass(5).tick();
    expect(sim.entries.filter((e) => e.event.type === 'print-requested')).toEqual([]);
    expect(sim.differences()).toEqual([]);
  });

  it('a reprint is asked for by people only, and not while a job is under way', () => {
    const sim = printing();
    expect(sim.no(reprint('j2')).code).toBe('print-settled');
    sim.ok(report('not-printed', 'j1', 'paper-out'));
    expect(sim.no(reprint('j2', 'kiosk-1')).code).toBe('unknown-device');
    sim.ok(reprint('j2'));
    expect(sim.ticket('a').print).toMatchObject({ job: 'j2', kind: 'reprint', state: 'issued', fault: null });
    expect(sim.ok(report('printed', 'j1'))).toEqual([]);
    sim.ok(report('printed', 'j2'));
    const without = openSim(simConfig({ devices: [] }));
    without.ok(issueCommand('a', { by: staff('2001') }));
    expect(without.no(reprint('j')).code).toBe('no-printer');
  });
});

describe('devices', () => {
  const kinds = (sim: SimHall): readonly string[] => alarmsOf(sim.hall, sim.at, { speakers: new Set(['east', 'west']), agents: new Set(['agent-1']), clockApartMs: 0, unshowable: [], desksGone: new Map(), screensGone: new Map() }).map((a) => `${a.kind} ${a.about}`);

  it('a printer that is ill is an alarm until it is well; the same report twice is one', () => {
    const sim = openSim(simConfig());
    const say = (is: 'ok' | 'fault', fault: string | null): Command => ({ type: 'report-device', by: device('agent-1'), device: named('printer-1'), state: is, fault });
    expect(sim.ok(say('fault', 'paper-out'))).toHaveLength(1);
    expect(sim.ok(say('fault', 'paper-out'))).toEqual([]);
    expect(kinds(sim)).toEqual(['printer printer-1']);
    sim.ok(say('ok', null));
    expect(kinds(sim)).toEqual([]);
    expect(sim.no({ type: 'report-device', by: device('agent-1'), device: named('toaster'), state: 'ok', fault: null }).code).toBe('unknown-device');
  });

  it('two presses “no ticket or can’t read it?” in 10 min: perhaps blank paper', () => {
    const sim = printing();
    signIn(sim, '2');
    const press: Command = { type: 'blank-paper', by: device('kiosk-1'), ticketId: named('a') };
    sim.ok(press);
    expect(kinds(sim)).toEqual([]);
    sim.pass(9).ok(press);
    expect(kinds(sim)).toEqual(['perhaps-blank-paper kiosk-1']);
    expect(kinds(sim.pass(1))).toEqual([]);
    expect(sim.no({ ...press, by: staff('2001') }).code).toBe('unknown-device');
  });

  it('a silent zone, a lost agent and a clock that is off are alarms', () => {
    const sim = openSim(simConfig());
    const alarms = alarmsOf(sim.hall, sim.at, { speakers: new Set(['east']), agents: new Set(), clockApartMs: 6 * 60_000, unshowable: [], desksGone: new Map(), screensGone: new Map() });
    expect(alarms.map((a) => [a.kind, a.about, a.count])).toEqual([['no-speaker', 'west', 0], ['agent-gone', 'agent-1', 0], ['clock', 'hall', 6]]);
  });

  it('asking for help: one open call per kiosk, acknowledged once', () => {
    const sim = openSim(simConfig());
    const ask = (id: string): Command => ({ type: 'ask-help', by: device('kiosk-1'), id });
    const answer: Command = { type: 'acknowledge-help', by: staff('2001'), id: 'h1' };
    sim.ok(ask('h1'));
    expect(sim.ok(ask('h2'))).toEqual([]);
    expect(sim.ok(answer)).toHaveLength(1);
    expect(sim.ok(answer)).toEqual([]);
    expect(sim.ok(ask('h2'))).toHaveLength(1);
    expect(sim.no({ ...answer, id: 'h9' }).code).toBe('unknown-help');
    expect(sim.no({ type: 'ask-help', by: clockwork, id: 'h3' }).code).toBe('unknown-device');
    expect(sim.hall.helps.get('h1')).toMatchObject({ by: '2001', acknowledgedAt: sim.at });
  });
});
