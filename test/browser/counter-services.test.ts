import { describe, expect, it } from 'vitest';
import type { TicketId } from '../../server/domain/brands.ts';
import { useRealDesk } from './real-desk.ts';
import type { RealDesk } from './real-desk.ts';

/** What a clerk does with services: directly, one more, elsewhere; and the pause between. On the real server, by key or finger. */
const open = useRealDesk();
const undo = async (desk: RealDesk): Promise<void> => {
  await desk.until(() => desk.part('undo').isEnabled(), true);
  await desk.part('undo').click();
};
const service = (desk: RealDesk): Promise<string> => desk.page.locator('.card .service').innerText();
const choose = async (desk: RealDesk, typed: string, id: string): Promise<void> => {
  await desk.part('service-search').fill(typed);
  await desk.page.click(`[data-service=${id}]`);
};
const alert = (desk: RealDesk, panel: string): Promise<number> => desk.page.locator(`[data-panel=${panel}] [role=alert]`).count();
const only = (desk: RealDesk): TicketId => {
  const [id] = [...desk.house.engine.hall.tickets.keys()];
  if (id === undefined) throw new Error('nobody has a ticket');
  return id;
};

describe('serving somebody without a ticket', () => {
  it('at an idle counter is one press; taken back, its number ends as left and the next one is another', async () => {
    const desk = await open();
    await desk.more('serve-direct');
    await choose(desk, 'yyzz', 'business-licence');
    await desk.part('serve').click();
    await desk.number('A001');
    await desk.closed();
    await desk.state(only(desk), 'serving');
    await undo(desk);
    await desk.nobodyThere();
    await desk.state(only(desk), 'left');
    expect((await desk.take()).number).toBe('A002');
  });

  it('with people waiting needs a reason; one who came just before the press is refused in place', async () => {
    const desk = await open();
    await desk.more('serve-direct');
    await choose(desk, 'yyzz', 'business-licence');
    expect(await desk.page.locator('[data-panel] [data-part=reason]').count()).toBe(0);
    // Somebody takes a number while the panel is open; its picture is not there yet.
    await desk.take();
    await desk.part('serve').click();
    await desk.until(() => alert(desk, 'serve-direct'), 1);
    expect(desk.house.engine.hall.tickets.size).toBe(1);
    await desk.until(() => desk.part('serve').isDisabled(), true);
    await desk.part('reason').fill('只问一句');
    await desk.part('serve').click();
    await desk.number('A002');
    await desk.part('why').click();
    await desk.until(() => desk.page.locator('.why strong').innerText(), '没有号票，直接办理。');
  });
});

describe('one more service', () => {
  const servingOne = async () => {
    const desk = await open();
    const person = await desk.take();
    await desk.serveNext(person.number);
    return [desk, person] as const;
  };

  it('done here goes on without a call; undone, the one before is in service again', async () => {
    const [desk, person] = await servingOne();
    const before = desk.leg(person.id);
    await desk.panel('add-service', 'F9');
    await choose(desk, '居住', 'residence-permit');
    await desk.part('add-here').click();
    await desk.until(() => service(desk), '居住证');
    expect(await desk.page.locator('.card .others').count()).toBe(0);
    await undo(desk);
    await desk.until(() => service(desk), '营业执照');
    expect(desk.leg(person.id)).toEqual(before);
    await desk.state(person.id, 'left', 2);
  });

  it('done later is told on the card and called after this one; undone, it is gone', async () => {
    const [desk, person] = await servingOne();
    await desk.panel('add-service', 'F9');
    await choose(desk, '社保', 'social-card');
    await desk.part('add-later').click();
    await desk.until(() => desk.page.locator('.card .others').allInnerTexts(), ['还要办：社保卡']);
    await undo(desk);
    await desk.until(() => desk.page.locator('.card .others').count(), 0);
    await desk.state(person.id, 'serving');
  });

  it('that the person has already is refused where it was pressed', async () => {
    const [desk, person] = await servingOne();
    await desk.panel('add-service', 'F9');
    await choose(desk, 'yyzz', 'business-licence');
    await desk.part('add-later').click();
    await desk.until(() => alert(desk, 'add-service'), 1);
    expect(desk.ticket(person.id).legs).toHaveLength(1);
    await desk.page.keyboard.press('Escape');
    await desk.closed();
  });
});

describe('sending on', () => {
  const sendOn = async (desk: RealDesk, queue: string, place: string): Promise<void> => {
    await desk.panel('transfer', 'F8');
    await desk.page.click(`[data-place=${place}]`);
    await desk.part('queue-search').fill('社');
    await desk.page.click(`[data-queue=${queue}]`);
  };

  it.each(['called', 'serving'] as const)('somebody %s waits over there; undone, they are here again as they were', async (state) => {
    const desk = await open();
    const person = await desk.take();
    if (state === 'called') await desk.callNext(person.number);
    else await desk.serveNext(person.number);
    const before = desk.leg(person.id);
    await sendOn(desk, 'social', 'original');
    await desk.nobodyThere();
    await desk.until(async () => [desk.leg(person.id).queueId, desk.leg(person.id).state], ['social', 'waiting']);
    await undo(desk);
    await desk.number(person.number);
    const { call: _, ...now } = desk.leg(person.id);
    const { call: __, ...then } = before;
    expect(now).toEqual(then);
  });

  it('to the front is offered only with the right to', async () => {
    const desk = await open('1002');
    const person = await desk.take();
    await desk.serveNext(person.number);
    await desk.panel('transfer', 'F8');
    expect(await desk.page.locator('[data-place]').count()).toBe(2);
  });
});

describe('pausing', () => {
  it('asks for the reason, tells it, and F10 goes on', async () => {
    const desk = await open();
    await desk.panel('pause', 'F10');
    await desk.page.click('[data-reason=break]');
    await desk.closed();
    await desk.until(async () => (await service(desk)).includes('休息'), true);
    await desk.until(() => desk.part('main').locator('span').innerText(), '恢复服务');
    await desk.take();
    await desk.key('F10');
    await desk.until(() => desk.part('main').locator('span').innerText(), '下一位');
    await desk.callNext('A001');
  });

  it('with somebody there, that one is finished and nobody called after', async () => {
    const desk = await open();
    const [first] = [await desk.take(), await desk.take()];
    await desk.serveNext(first.number);
    await desk.panel('pause', 'F10');
    await desk.page.click('[data-reason=break]');
    await desk.closed();
    await desk.until(() => desk.part('main').locator('span').innerText(), '完成');
    await desk.key('F2');
    await desk.number('暂停中');
    await desk.state(first.id, 'served');
    await undo(desk);
    await desk.number(first.number);
  });
});

it('no key acts on the desk while a panel is open, nor while somebody types', async () => {
  const desk = await open();
  const person = await desk.take();
  await desk.serveNext(person.number);
  await desk.panel('add-service', 'F9');
  for (const key of ['F2', 'F7', 'F8', 'Control+z']) await desk.key(key);
  await desk.house.settle();
  expect(await desk.page.locator('[data-panel]').getAttribute('data-panel')).toBe('add-service');
  expect(desk.leg(person.id).state).toBe('serving');
});
