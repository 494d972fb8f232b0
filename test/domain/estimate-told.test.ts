import { expect, test } from 'vitest';
import { placeAtIssue, placeOf } from '../../server/domain/ticket-facts.ts';
import { serviceViews } from '../../server/domain/view-kiosk.ts';
import { visitorView } from '../../server/domain/view-visitor.ts';
import { ticketAnswer } from '../../server/http/ticket-answer.ts';
import { ticketPaper } from '../../server/live/ticket-paper.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { atDesk, issue, signIn } from '../support/sim-press.ts';
import { noLogo, paperLines } from '../support/paper-lines.ts';

/** Whether a range is told: at the kiosk before the number is taken, in the answer, at the phone, on paper, and in later answers. */
const told = (sim: SimHall): readonly boolean[] => {
  const ticket = sim.ticket('a');
  const lines = paperLines(ticketPaper(sim.hall, ticket, sim.at, null, null, noLogo));
  expect(lines.includes('暂时无法预计时间')).toBe(!lines.some((line) => line.startsWith('取号时预计')));
  return [
    serviceViews(sim.hall, sim.at).find((s) => s.id === 'register')?.estimate, ticketAnswer(sim.hall, ticket.id, sim.at, null, null, placeAtIssue)?.estimate,
    visitorView(sim.hall, ticket.id, sim.at)?.estimate, placeOf(sim.hall, sim.leg('a'), sim.at).estimate, lines.some((line) => line.startsWith('取号时预计')) ? true : null,
  ].map((estimate) => estimate != null);
};

test('while the queue is open and nobody sits at its counters no range is told anywhere; the stored estimate stays for figures', () => {
  const sim = openSim(simConfig());
  issue(sim, 'a');
  expect(told(sim)).toEqual([false, false, false, false, false]);
  expect(paperLines(ticketPaper(sim.hall, sim.ticket('a'), sim.at, null, null, noLogo))).toContain('前面没有人等候，请留意叫号');
  expect(sim.leg('a').estimate.high).toBeGreaterThan(0);
  signIn(sim, '1');
  expect(told(sim)).toEqual([true, true, true, true, true]);
  sim.ok(atDesk(sim, '1').signOut());
  expect(told(sim)).toEqual([false, false, false, false, false]);
});

test('before the doors open the counters that will be there are expected, everywhere alike', () => {
  const sim = openSim(simConfig(), '2026-03-02T08:45');
  issue(sim, 'a');
  expect(told(sim)).toEqual([true, true, true, true, true]);
});

test('a counter that does not meet the needs of somebody does not count for them', () => {
  const sim = openSim(simConfig());
  signIn(sim, '2');
  issue(sim, 'a', { needs: [named('low-desk')] });
  expect(told(sim)).toEqual([true, false, false, false, false]);
});
