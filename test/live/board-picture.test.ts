import { expect, test } from 'vitest';
import type { BoardPicture } from '../../contract/device-jobs.ts';
import type { BoardDevice, HallConfig } from '../../server/domain/hall-config.ts';
import { displayView } from '../../server/domain/view-display.ts';
import { boardPicture } from '../../server/live/board-picture.ts';
import { named, simConfig } from '../support/sim-config.ts';
import { openSim } from '../support/sim-hall.ts';
import type { SimHall } from '../support/sim-hall.ts';
import { atDesk, callNext, issue, signIn } from '../support/sim-press.ts';

const board = (place: Partial<BoardDevice>): BoardDevice => ({ id: named('board'), kind: 'board', name: { 'zh-CN': '条屏', en: 'Board' }, agent: named('agent-1'), profile: 'onbon-6k-64x16', connection: 'sim:', ...place });
const words = (picture: BoardPicture): readonly string[] => picture.pages.map((page) => page.map((line) => `${line.text} ${line.colour}`).join(' | '));
const at = (sim: SimHall, place: Partial<BoardDevice>): BoardPicture => boardPicture(sim.hall, board(place), sim.at);
const counter2: Partial<BoardDevice> = { counter: named('2') };
const entry = (counter: string, from: string, to: string): HallConfig['roster'][number] => ({ counter: named(counter), days: ['mon'], from, to, clerk: named('1002') });

test('a counter board tells who is called, who is served, a pause, and what is done there', () => {
  const sim = openSim(simConfig());
  signIn(sim, '2');
  const idle = words(at(sim, counter2));
  expect(idle).toHaveLength(1);
  expect(idle[0]).toMatch(/ green$/);
  issue(sim, 'g1');
  callNext(sim, '2');
  const called = at(sim, counter2);
  const { number } = called;
  expect(number).not.toBe('');
  expect(words(called)).toEqual([`请${number}号 red`]);
  expect(called.calls).toEqual(['g1.1']);
  expect(called.newest).toBe(sim.at);
  sim.ok(atDesk(sim, '2').start);
  const serving = at(sim, counter2);
  expect(words(serving)).toEqual([`${number}号办理中 green`]);
  // Nobody has to see it any more.
  expect(serving.calls).toEqual([]);
});

test('a counter on a break says when it goes on, as long as that is still to come', () => {
  const sim = openSim(simConfig());
  signIn(sim, '2');
  sim.go('10:00');
  sim.ok(atDesk(sim, '2').pause('break', 15));
  expect(words(at(sim, counter2))).toEqual(['暂停服务 yellow | 预计10:15恢复 yellow']);
  const zone = sim.hall.catalogue.counters.get(named('2'))?.zone ?? named('');
  const screen = () => displayView(sim.hall, zone, sim.at, { speaks: false, screen: null, versionOf: () => null }).paused.map(({ back }) => back);
  expect(screen()).toEqual([sim.at + 15 * 60_000]);
  sim.go('10:15');
  expect(words(at(sim, counter2))).toEqual(['暂停服务 yellow']);
  expect(screen()).toEqual([null]);
  sim.ok(atDesk(sim, '2').resume);
  sim.ok(atDesk(sim, '2').pause());
  expect(words(at(sim, counter2))).toEqual(['暂停服务 yellow']);
});

test('an empty counter says when somebody comes, by the roster', () => {
  const sim = openSim(simConfig({ roster: [entry('2', '13:30', '17:00')] }));
  expect(words(at(sim.go('10:00'), counter2))).toEqual(['本窗口未开 yellow | 13:30开始 yellow']);
  expect(words(at(sim.go('13:31'), counter2))).toEqual(['本窗口未开 yellow']);
});

test('a zone board turns through its calls, the newest first, and says wait when there is none', () => {
  const sim = openSim(simConfig());
  const zone = { zone: sim.hall.catalogue.config.counters.find((c) => c.id === '2')?.zone ?? named('') } satisfies Partial<BoardDevice>;
  expect(words(at(sim, zone))).toEqual(['请等候叫号 green']);
  for (const id of ['g1', 'g2']) issue(sim, id);
  for (const desk of ['2', '1']) {
    signIn(sim, desk);
    callNext(sim, desk);
    sim.pass(1);
  }
  const picture = at(sim, zone);
  expect(picture.calls).toEqual(['g2.1', 'g1.1']);
  expect(words(picture)).toHaveLength(2);
  for (const one of words(picture)) expect(one).toMatch(/^请\w+号到\d号 red$/);
});

test('boards are dark while the hall is closed and nobody sits there, and dimmer in the evening', () => {
  const sim = openSim(simConfig());
  expect([at(sim.go('08:00'), counter2).on, at(sim.go('10:00'), counter2).on]).toEqual([false, true]);
  const day = at(sim, counter2).brightness;
  expect(at(sim.go('22:00'), counter2)).toMatchObject({ on: false });
  expect(at(sim, counter2).brightness).toBeLessThan(day);
});
