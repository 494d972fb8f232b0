import { describe, expect, it } from 'vitest';
import { useRealDesk } from './real-desk.ts';
import type { RealDesk } from './real-desk.ts';

/** Every press of a clerk as it is made, by key or finger, on the real server. */
const open = useRealDesk();
const absentKey = (desk: RealDesk) => desk.part('absent').locator('kbd');
const tab = (desk: RealDesk, name: string) => desk.page.click(`[data-tab=${name}]`);
const rowsOf = (desk: RealDesk, list: string) => desk.page.locator(`[data-list=${list}] [data-number]`);
const undo = async (desk: RealDesk): Promise<void> => {
  await desk.until(() => desk.part('undo').isEnabled(), true);
  await desk.key('Control+z');
};

describe('absent', () => {
  const calledOne = async (clerk = '1001'): Promise<readonly [RealDesk, Awaited<ReturnType<RealDesk['take']>>]> => {
    const desk = await open(clerk);
    const person = await desk.take();
    await desk.waiting(1);
    await desk.callNext(person.number);
    return [desk, person];
  };
  const seconds = async (desk: RealDesk): Promise<number> => Number((await absentKey(desk).innerText()).replace(' 秒', ''));

  it('counts down until the call was heard, then F4 marks it; undone, the person is called as before', async () => {
    const [desk, person] = await calledOne();
    expect(await seconds(desk)).toBeGreaterThan(55);
    await desk.page.clock.fastForward(20_000);
    await desk.until(async () => (await seconds(desk)) <= 40, true);
    await desk.key('F4');
    await desk.says('过号要等');
    expect(desk.leg(person.id).state).toBe('called');
    await desk.heard(person.id);
    await desk.key('F3');
    await desk.until(async () => desk.leg(person.id).call?.recalls, 1);
    await desk.heard(person.id);
    await desk.pass(61_000);
    await desk.until(() => absentKey(desk).innerText(), 'F4');
    await desk.key('F4');
    await desk.state(person.id, 'absent');
    await desk.nobodyThere();
    await desk.until(() => desk.page.locator('[data-tab=absent]').innerText(), '过号 1');
    await undo(desk);
    await desk.number(person.number);
    await desk.state(person.id, 'called');
  });

  it('pressed before the server agrees says why in place, and nothing moves', async () => {
    const [desk, person] = await calledOne();
    await desk.heard(person.id);
    await desk.house.pass(30_000);
    await desk.key('F3');
    await desk.until(async () => desk.leg(person.id).call?.recalls, 1);
    await desk.heard(person.id);
    // Only the page's clock runs ahead, as a terminal's may; a picture still on its way sets it back.
    await desk.until(async () => {
      if ((await absentKey(desk).innerText()) !== 'F4') await desk.page.clock.fastForward(31_000);
      await desk.page.keyboard.press('F4');
      return (await desk.page.locator('p[data-part=status]').innerText()).includes('叫号');
    }, true);
    expect(desk.leg(person.id).state).toBe('called');
    expect(await desk.part('number').innerText()).toBe(person.number);
  });

  const missedOne = async (clerk?: string): Promise<readonly [RealDesk, Awaited<ReturnType<RealDesk['take']>>]> => {
    const [desk, person] = await calledOne(clerk);
    await desk.heard(person.id);
    await desk.key('F3');
    await desk.until(async () => desk.leg(person.id).call?.recalls, 1);
    await desk.heard(person.id);
    await desk.pass(61_000);
    await desk.until(() => absentKey(desk).innerText(), 'F4');
    await desk.key('F4');
    await desk.nobodyThere();
    await tab(desk, 'absent');
    await desk.until(() => rowsOf(desk, 'absent').count(), 1);
    return [desk, person];
  };

  it('woken from the list, the person waits again; undone, they sleep as before', async () => {
    const [desk, person] = await missedOne();
    await desk.part('wake').click();
    await desk.state(person.id, 'waiting');
    await desk.until(() => rowsOf(desk, 'absent').count(), 0);
    await undo(desk);
    await desk.state(person.id, 'absent');
    await desk.until(() => rowsOf(desk, 'absent').count(), 1);
  });

  it('called next here from the list, the person is the next one, before those who wait', async () => {
    const [desk, person] = await missedOne();
    await desk.take();
    await desk.page.click('[data-list=absent] [data-part=return]');
    await desk.until(async () => desk.leg(person.id).placed?.kind, 'counter');
    await desk.callNext(person.number);
  });

  it('is called by hand with a reason, also by a clerk without the right; undone, they sleep', async () => {
    const [desk, person] = await missedOne('1002');
    await desk.more('call');
    await desk.page.click(`[data-call=${person.number}]`);
    expect(await desk.part('call-by-hand').isDisabled()).toBe(true);
    await desk.part('reason').fill('刚回来');
    await desk.part('call-by-hand').click();
    await desk.number(person.number);
    await desk.closed();
    await undo(desk);
    await desk.nobodyThere();
    await desk.state(person.id, 'absent');
  });
});

describe('hold', () => {
  const heldOne = async () => {
    const desk = await open();
    const person = await desk.take();
    await desk.serveNext(person.number);
    await desk.panel('hold', 'F7');
    await desk.page.click('[data-reason=copy]');
    await desk.nobodyThere();
    await tab(desk, 'held');
    await desk.until(() => rowsOf(desk, 'held').count(), 1);
    return [desk, person] as const;
  };

  it('is taken up again from the list without a call; undone, it is held as before', async () => {
    const [desk, person] = await heldOne();
    await desk.page.click('[data-part=resume-held]');
    await desk.number(person.number);
    await desk.state(person.id, 'serving');
    await undo(desk);
    await desk.state(person.id, 'held');
    await desk.nobodyThere();
  });

  it('comes back as the next call here, before those who wait', async () => {
    const [desk, person] = await heldOne();
    await desk.take();
    await desk.page.click('[data-list=held] [data-part=return]');
    await desk.state(person.id, 'waiting');
    await desk.callNext(person.number);
    await desk.page.click('[data-part=why]');
    await desk.until(() => desk.page.locator('.why strong').innerText(), '过号或暂离后回来，按规则叫。');
    await desk.page.keyboard.press('Escape');
    await desk.closed();
  });

  it('pressed by mistake, the person is in service again', async () => {
    const [desk, person] = await heldOne();
    await undo(desk);
    await desk.number(person.number);
    await desk.state(person.id, 'serving');
  });
});

describe('calling by hand', () => {
  it('takes somebody from the line for a reason, and tells why and whom it passed', async () => {
    const desk = await open();
    const [first, second] = [await desk.take(), await desk.take()];
    await desk.waiting(2);
    await desk.more('call');
    await desk.page.click(`[data-call=${second.number}]`);
    await desk.part('reason').fill('带着婴儿');
    await desk.part('call-by-hand').click();
    await desk.number(second.number);
    await desk.part('why').click();
    await desk.until(() => desk.page.locator('[data-panel=why] .why').innerText().then((words) => [words.includes('指定叫号'), words.includes(first.number)]), [true, true]);
    await desk.page.keyboard.press('Escape');
    await undo(desk);
    await desk.nobodyThere();
    await desk.state(second.id, 'waiting');
  });

  it('without the right is refused where it was pressed, and nothing happens', async () => {
    const desk = await open('1002');
    const person = await desk.take();
    await desk.more('call');
    await desk.page.locator('[data-panel] [data-part=number]').fill(person.number.toLowerCase());
    await desk.page.keyboard.press('Enter');
    await desk.part('reason').fill('认识');
    await desk.until(() => desk.part('call-by-hand').isEnabled(), true);
    await desk.part('call-by-hand').click();
    await desk.until(() => desk.page.locator('[data-panel=call] [role=alert]').count(), 1);
    expect(desk.leg(person.id).state).toBe('waiting');
  });
});
