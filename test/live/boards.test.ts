import { expect, test } from 'vitest';
import type { AgentView } from '../../contract/device-jobs.ts';
import { houseKeeper } from '../support/house-keeper.ts';
import type { Screen } from '../support/screen.ts';
import { staffedHall } from '../support/wide-hall.ts';

const open = houseKeeper();
const board = (id: string, place: object) => ({ id, kind: 'board', name: { 'zh-CN': '条屏', en: 'Board' }, agent: 'agent-1', profile: 'onbon-6k-64x16', connection: 'sim:', ...place }) as never;
const pictures = (agent: Screen) => (agent.last as unknown as AgentView).boards.map(({ id, picture }) => ({ id, text: picture.pages.map((page) => page.map((line) => line.text).join('/')), calls: picture.calls, newest: picture.newest }));

const called = async () => {
  const hall = staffedHall();
  const other = { id: 'agent-2', kind: 'agent', name: { 'zh-CN': '另一个', en: 'Another' }, apart: true } as never;
  const house = await (await open({ halls: [{ ...hall, devices: [...hall.devices, other, board('board-1', { counter: '1' }), board('board-2', { counter: '2' }), board('board-9', { counter: '1', agent: 'agent-2' })] }] })).listen();
  const agent = await house.screen('/agent', { token: (await house.device('agent')).token ?? '', device: 'agent-1' }).seen();
  const [kiosk, clerk] = [await house.device('kiosk', 'kiosk-1'), await house.clerk('1001', '1')];
  const ticket = await kiosk.take();
  await clerk.at('1', 'call-next');
  await house.settle();
  await agent.until((s) => pictures(s)[0]?.calls.length === 1, 'the call on the board');
  return { house, agent, clerk, ticket, shownAt: () => house.engine.hall.legs.get(`${ticket.id}.1` as never)?.call?.shownAt ?? null };
};

test('a call stands on the board of its counter, and on no other of the same agent', async () => {
  const { agent, clerk, house, ticket } = await called();
  expect(pictures(agent).map(({ id, calls }) => [id, calls])).toEqual([['board-1', [`${ticket.id}.1`]], ['board-2', []]]);
  expect(pictures(agent)[0]?.text).toEqual([`请${ticket.number}号`]);
  await clerk.at('1', 'start');
  await house.settle();
  await agent.until((s) => pictures(s)[0]?.text[0] === `${ticket.number}号办理中`, 'the service on the board');
});

test('a call counts as shown once its board says so, of that call and not an earlier one, and only by the agent that holds it', async () => {
  const { house, agent, ticket, shownAt } = await called();
  const newest = pictures(agent)[0]?.newest ?? 0;
  agent.socket.emit('boardShown', { device: 'board-9', calls: [`${ticket.id}.1`], newest });
  agent.socket.emit('boardShown', { device: 'printer-1', calls: [`${ticket.id}.1`], newest });
  agent.socket.emit('boardShown', { device: 'board-1', calls: [`${ticket.id}.1`], newest: newest - 1 });
  await agent.marked(house.app.io);
  await house.settle();
  expect(shownAt()).toBeNull();
  agent.socket.emit('boardShown', { device: 'board-1', calls: [`${ticket.id}.1`], newest });
  await agent.marked(house.app.io);
  await house.settle();
  expect(shownAt()).not.toBeNull();
});
